#!/bin/sh
# A FHIRPath engine compares moments letter by letter and forgets their offsets.
#
# Package: @medplum/core 5.2.13 (npm)
# Expected: 10:00 at +01:00 is 09:00 in UTC, so it is not after 09:30 in UTC (FHIRPath: moments
#   with offsets are compared as moments).
# Seen: on a resource's own field, authored > @2026-03-04T09:30:00Z is true and < is false. The
#   same two moments written as literals are compared rightly.
# It matters: whether an answer was given before or after a result decides which one counts; in
#   summer a British clinic writes +01:00.
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
const { evalFhirPath } = require('@medplum/core');
const authored = '2026-03-04T10:00:00+01:00';
const ask = (path) => {
  const [found] = evalFhirPath(path, { resourceType: 'QuestionnaireResponse', status: 'completed', authored });
  console.log(path, 'is', found);
  return found;
};
const so = ask('authored > @2026-03-04T09:30:00Z') === true
  && ask('authored < @2026-03-04T09:30:00Z') === false
  && ask('@2026-03-04T10:00:00+01:00 > @2026-03-04T09:30:00Z') === false;

console.log(so ? 'It is so.' : 'No longer so.');
process.exitCode = so ? 0 : 1;
JAVASCRIPT
