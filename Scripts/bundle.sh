#!/bin/sh
# Writes Sources/CBundledRules/packs.h: every file of rules/en in path order, and the other files of rules/ that the
# program prints or writes (the schema, the pages about complaints, the first pack), embedded by name.
set -eu
cd "$(dirname "$0")/.."
out=Sources/CBundledRules/packs.h
number=0

# The files that are embedded under one name; a file's number is its place among all.
embed() {
  list=$1
  shift
  first=$number
  for file in "$@"; do
    echo "static const unsigned char file_$number[] = {"
    echo "#embed \"../../$file\""
    echo "};"
    number=$((number + 1))
  done
  number=$first
  echo "static const trellis_bundled_file $list[] = {"
  for file in "$@"; do
    echo "    {\"$file\", file_$number, sizeof file_$number},"
    number=$((number + 1))
  done
  echo "};"
}

{
  echo "// Written by Scripts/bundle.sh from rules; do not edit."
  embed files $(find rules/en -type f \( -name '*.yaml' -o -name '*.txt' \) | LC_ALL=C sort)
  embed resources $(find rules/diagnostics.md rules/schema rules/templates -type f | LC_ALL=C sort)
} > "$out.new"
if cmp -s "$out.new" "$out" 2>/dev/null; then rm "$out.new"; else mv "$out.new" "$out"; fi
