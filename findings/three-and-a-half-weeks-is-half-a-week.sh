#!/bin/sh
# A reader of dates in free text takes the half and leaves the whole.
#
# Package: chrono-node 2.10.3 (npm)
# Expected: "three and a half weeks ago" lies 24 or 25 days back; half weeks and half years are
#   read when they stand alone.
# Seen: on 30 November it finds only the words "half weeks ago", 27 November; "1 and a half years
#   ago" is half a year ago. The result counts day, month and year as certain.
# It matters: the age of a fracture is asked in weeks; three and a half weeks become three days.
#
# Ends with 0 while it is so, with another number when it is no longer so.

set -eu
sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . chrono-node@2.10.3
TZ=UTC node - <<'JAVASCRIPT'
const chrono = require('chrono-node');
const saidOn = new Date(2026, 10, 30, 12);
const read = (words) => {
  const [found] = chrono.parse(words, saidOn);
  const day = found.start.date().toISOString().slice(0, 10);
  console.log(`"${words}": took "${found.text}", ${day}, certain of the month: ${found.start.isCertain('month')}`);
  return found;
};
const weeks = read('three and a half weeks ago'), years = read('1 and a half years ago');
const so = weeks.text === 'half weeks ago' && years.text === 'half years ago' && weeks.start.isCertain('month');

console.log(so ? 'It is so.' : 'No longer so.');
process.exitCode = so ? 0 : 1;
JAVASCRIPT
