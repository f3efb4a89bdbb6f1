#!/bin/sh
# A percentile function stops one value too early: above the last but one it gives that one.
#
# Package: jstat 1.9.6 (npm)
# Expected: percentiles are interpolated between neighbours, as below: the 90th of 1, 2, 3, 4, 10
#   is 7.6, between 4 and 10.
# Seen: from the 75th to the 99th percentile the answer is 4, and at the 100th 10. In the lower
#   part it interpolates (the 10th is 1.4).
# It matters: "nine of ten patients wait less than this" and "worst pain in the top tenth" leave
#   out just the cases one looks for.
#
# Ends with 0 while it is so, with another number when it is no longer so.

set -eu
sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . jstat@1.9.6
TZ=UTC node - <<'JAVASCRIPT'
const { jStat } = require('jstat');
const scores = [1, 2, 3, 4, 10];
const found = [0.1, 0.75, 0.9, 0.99, 1].map((part) => jStat.percentile(scores, part));
console.log('10th, 75th, 90th, 99th, 100th percentile of', scores.join(', '), 'are', found.join(', '));
const so = Math.abs(found[0] - 1.4) < 1e-9 && found.slice(1).join() === '4,4,4,10';

console.log(so ? 'It is so.' : 'No longer so.');
process.exitCode = so ? 0 : 1;
JAVASCRIPT
