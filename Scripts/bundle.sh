#!/bin/sh
# Writes Sources/CBundledRules/packs.h: every file of rules/en in path order, embedded by name.
set -eu
cd "$(dirname "$0")/.."
out=Sources/CBundledRules/packs.h
files=$(find rules/en -type f \( -name '*.yaml' -o -name '*.txt' \) | LC_ALL=C sort)
{
  echo "// Written by Scripts/bundle.sh from rules/en; do not edit."
  number=0
  for file in $files; do
    echo "static const unsigned char file_$number[] = {"
    echo "#embed \"../../$file\""
    echo "};"
    number=$((number + 1))
  done
  echo "static const trellis_bundled_file files[] = {"
  number=0
  for file in $files; do
    echo "    {\"$file\", file_$number, sizeof file_$number},"
    number=$((number + 1))
  done
  echo "};"
} > "$out.new"
if cmp -s "$out.new" "$out" 2>/dev/null; then rm "$out.new"; else mv "$out.new" "$out"; fi
