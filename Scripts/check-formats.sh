#!/bin/sh
# Checks what the program writes for other tools, with tools that are not ours: the schema of rule packs must take every
# pack file of the project and refuse the broken files of the tests whose mistake is one of structure; the SARIF log of
# `rules check` must be one.
set -eu
cd "$(dirname "$0")/.."
schema=rules/schema/rule-pack.schema.json
tools=.build-tools/python
trellis=.build/release/trellis
if [ ! -f "$tools/complete" ]; then
  echo "installing check-jsonschema and sarif-pydantic in $tools"
  python3 -m venv "$tools"
  "$tools/bin/pip" install --quiet --disable-pip-version-check check-jsonschema==0.39.0 sarif-pydantic==0.6.2
  touch "$tools/complete"
fi
check=$tools/bin/check-jsonschema
failed=0

"$check" --quiet --check-metaschema "$schema"
find rules/en rules/templates -name '*.yaml' -exec "$check" --quiet --schemafile "$schema" {} +

# YAML itself, doubled, unknown and missing keys, wrong types, unknown formats, invalid ids.
for file in $(grep -rlE 'expect: .* TR0(106|112|113|114|115|119|207) ' Tests/RulesTests/Broken); do
  if "$check" --quiet --schemafile "$schema" "$file" > /dev/null 2>&1; then
    echo "the schema takes $file, which is broken"
    failed=1
  fi
done

for pack in rules/en Tests/RulesTests/Broken/*; do
  "$trellis" rules check "$pack" --format sarif || true
done | "$tools/bin/python" -c '
import sys
from sarif_pydantic import Sarif
logs = [Sarif.model_validate_json(line) for line in sys.stdin]
results = sum(len(log.runs[0].results) for log in logs)
assert len(logs) > 40 and results > 100, (len(logs), results)
print(f"{len(logs)} SARIF logs with {results} results")
'
exit $failed
