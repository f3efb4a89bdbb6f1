#!/bin/sh
# An HL7 version 2 reader swaps two of the five escapes.
#
# Package: nodehl7 2.0.0 (npm)
# Expected: \F\ stands for the field separator | and \S\ for the component separator ^ (HL7
#   v2.5.1, chapter 2.7).
# Seen: \F\ is read as ^ and \S\ as |; \T\, \R\ and \E\ are right.
# It matters: a typed answer such as "10^9" or "left | right" arrives changed, and what the reader
#   passes on splits at another place.
#
# Ends with 0 while it is so, with another number when it is no longer so.

set -eu
sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . nodehl7@2.0.0
TZ=UTC node - <<'JAVASCRIPT'
const Reader = require('nodehl7').default ?? require('nodehl7');
const answer = 'platelets 150 x 10\\S\\9, left \\F\\ right, pain \\T\\ numb';
const message = ['MSH|^~\\&|A|B|C|D|20261130||ORU^R01|1|P|2.5.1', 'PID|1||0123',
  `OBX|1|TX|Q^Where||${answer}||||||F`].join('\r');
new Reader().parse(message, '1').then((read) => {
  const text = read.getSegments('OBX')[0].parts[4];
  console.log('sent:', answer);
  console.log('read:', text);
  const so = text === 'platelets 150 x 10|9, left ^ right, pain & numb';
  console.log(so ? 'It is so.' : 'No longer so.');
  process.exitCode = so ? 0 : 1;
});
JAVASCRIPT
