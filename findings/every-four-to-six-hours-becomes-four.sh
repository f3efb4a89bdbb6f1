#!/bin/sh
# A function that writes out how often a medicine is taken leaves out the upper end and the
# length.
#
# Package: @medplum/core 5.2.13 (npm)
# Expected: frequencyMax and periodMax make a range, boundsDuration and count an end (FHIR R4,
#   Timing.repeat).
# Seen: every 4 to 6 hours is written "Once per 4 hours", 1 or 2 times a day "Daily", daily for 7
#   days "Daily", and at bedtime (when HS) nothing at all.
# It matters: a nurse who reads "Daily" does not learn that it may be two; 4 hours in place of 4
#   to 6 is half as many tablets again.
#
# Ends with 0 while it is so, with another number when it is no longer so.

set -eu
sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . @medplum/core@5.2.13
TZ=UTC node - <<'JAVASCRIPT'
globalThis.WebSocket ??= class {}; // the package asks for one on loading; older versions of Node have none
const { formatTiming } = require('@medplum/core');
const week = { value: 7, unit: 'd', system: 'http://unitsofmeasure.org', code: 'd' };
const daily = { frequency: 1, period: 1, periodUnit: 'd' };
const cases = [
  [{ frequency: 1, period: 4, periodMax: 6, periodUnit: 'h' }, 'Once per 4 hours'],
  [{ ...daily, frequencyMax: 2 }, 'Daily'],
  [{ ...daily, boundsDuration: week }, 'Daily'],
  [{ when: ['HS'] }, ''],
];
const so = cases.every(([repeat, wanted]) => {
  const written = formatTiming({ repeat });
  console.log(JSON.stringify(repeat), 'is written', JSON.stringify(written));
  return written === wanted;
});

console.log(so ? 'It is so.' : 'No longer so.');
process.exitCode = so ? 0 : 1;
JAVASCRIPT
