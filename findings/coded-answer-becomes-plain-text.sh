#!/bin/sh
# An HL7 version 2 parser and writer turn a coded answer into one piece of text.
#
# Package: @redoxengine/redox-hl7-v2 1.0.1 (npm)
# Expected: an OBX-5 of type CWE has components, code^text^system, and is written as it was read.
# Seen: yes^Yes^L is held as one text and written yes\S\Yes\S\L: the separators are escaped as if
#   a person had typed them. OBX-3 in the same segment keeps its components.
# It matters: after one such gateway every choice in a questionnaire is free text; a receiver that
#   looks for the code "yes" finds none.
#
# Ends with 0 while it is so, with another number when it is no longer so.

set -eu
sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . @redoxengine/redox-hl7-v2@1.0.1
TZ=UTC node - <<'JAVASCRIPT'
const { Parser, Generator } = require('@redoxengine/redox-hl7-v2');
const message = ['MSH|^~\\&|A|B|C|D|20261130||ORU^R01^ORU_R01|1|P|2.5.1', 'PID|1||0123', 'OBR|1|||F^Form^L',
  'OBX|1|CWE|T^Thinner^L||yes^Yes^L||||||F'].join('\r');
const lines = new Generator().write(new Parser().parse(message)).split('\r');
const written = lines.find((line) => line.startsWith('OBX'));
console.log('read:   ', message.split('\r').pop());
console.log('written:', written);
const so = written.startsWith('OBX|1|CWE|T^Thinner^L||yes\\S\\Yes\\S\\L|');

console.log(so ? 'It is so.' : 'No longer so.');
process.exitCode = so ? 0 : 1;
JAVASCRIPT
