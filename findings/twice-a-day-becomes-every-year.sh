#!/bin/sh
# A reader of repeating times makes "twice a day" a rule for once a year.
#
# Package: rrule 2.8.1 (npm)
# Expected: words that the reader does not know raise an error, as "every third day" does.
# Seen: "twice a day" raises nothing: the rule is empty, its own words for it are "every year",
#   and its next time is a year off.
# It matters: "twice a day" is the commonest way to take a tablet; a reminder or a dose made from
#   this rule comes once a year.
#
# Ends with 0 while it is so, with another number when it is no longer so.

set -eu
sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . rrule@2.8.1
TZ=UTC node - <<'JAVASCRIPT'
const { RRule } = require('rrule');
let refused = false;
try { RRule.fromText('every third day'); } catch { refused = true; }
console.log('"every third day" is refused:', refused);
const rule = RRule.fromText('twice a day');
const [first, second] = rule.all((_, so_far) => so_far < 2);
const days = Math.round((second - first) / 86400000);
console.log(`"twice a day": "${rule.toText()}", ${days} days between two times`);
const so = refused && rule.toText() === 'every year' && days >= 365;

console.log(so ? 'It is so.' : 'No longer so.');
process.exitCode = so ? 0 : 1;
JAVASCRIPT
