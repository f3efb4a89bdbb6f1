#!/bin/sh
# One library finds somebody 75 years and 912 months old on one day; 912 months are 76 years.
#
# Package: date-fns 4.4.0 (npm)
# Expected: differenceInMonths and differenceInYears give the number of full months and full years
#   between two dates.
# Seen: from 29 February 1948 to 28 February 2024, a leap year whose 29th is still to come: 75
#   years, which is right, and 912 months (911 are full).
# It matters: an age limit checked once in months and once in years gives two verdicts for a
#   patient born on a leap day.
#
# Ends with 0 while it is so, with another number when it is no longer so.

set -eu
sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . date-fns@4.4.0
TZ=UTC node - <<'JAVASCRIPT'
const { differenceInMonths, differenceInYears } = require('date-fns');
const born = new Date(1948, 1, 29), day = new Date(2024, 1, 28);
const years = differenceInYears(day, born), months = differenceInMonths(day, born);
console.log(`born 29 February 1948, on 28 February 2024: ${years} years, ${months} months`);
const so = years === 75 && months === 912;

console.log(so ? 'It is so.' : 'No longer so.');
process.exitCode = so ? 0 : 1;
JAVASCRIPT
