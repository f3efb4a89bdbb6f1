#!/bin/sh
# A function that writes out an observation writes nothing for whole numbers, yes or no, and
# reasons for no answer.
#
# Package: @medplum/core 5.2.13 (npm)
# Expected: the value of an Observation as text; valueInteger, valueBoolean and dataAbsentReason
#   are kinds that FHIR R4 allows.
# Seen: valueInteger 7, valueInteger 0, valueBoolean false and a dataAbsentReason all give the
#   empty string; valueQuantity 0 gives "0 mg".
# It matters: pain from 0 to 10 is a whole number; a list made with this function shows a gap for
#   the worst pain and for none alike, and for "asked, not known".
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
const { formatObservationValue } = require('@medplum/core');
const write = (value) => {
  const observation = { resourceType: 'Observation', status: 'final', code: { text: 'Pain now' }, ...value };
  const written = formatObservationValue(observation);
  console.log(JSON.stringify(value), 'is written', JSON.stringify(written));
  return written;
};
const unread = [{ valueInteger: 7 }, { valueInteger: 0 }, { valueBoolean: false },
  { dataAbsentReason: { text: 'asked, not known' } }];
const so = unread.map(write).every((written) => written === '')
  && write({ valueQuantity: { value: 0, unit: 'mg' } }) === '0 mg';

console.log(so ? 'It is so.' : 'No longer so.');
process.exitCode = so ? 0 : 1;
JAVASCRIPT
