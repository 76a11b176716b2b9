#!/bin/sh
# trellis annotate under GNU parallel.
#
# usage: with_parallel.sh TRELLIS STATEMENTS
set -eu
trellis=$1
statements=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Many lines, each with an id of its own; those without one would be numbered in each part anew.
round=0
while [ "$round" -lt 20 ]; do
  grep '"text"' "$statements" | sed -e "s/\"id\": \"/&$round-/" -e "s/\"conversation\": \"/&$round-/"
  round=$((round + 1))
done > "$folder/in.jsonl"

same() {
  if cmp -s "$1" "$2"; then echo "ok: $3"; else echo "FAILED: $3"; exit 1; fi
}

# Any line goes anywhere. -k keeps the order; --halt stops all where one fails.
"$trellis" annotate < "$folder/in.jsonl" > "$folder/alone.jsonl"
parallel --pipe --block 16k -k -j 2 --halt now,fail=1 "$trellis" annotate \
  < "$folder/in.jsonl" > "$folder/out.jsonl"
test "$(wc -l < "$folder/in.jsonl")" = "$(wc -l < "$folder/out.jsonl")"
same "$folder/alone.jsonl" "$folder/out.jsonl" "parallel: $(wc -l < "$folder/out.jsonl") answers, as one process gives them"

# The same in one process, without parallel.
"$trellis" annotate --jobs 2 < "$folder/in.jsonl" > "$folder/jobs.jsonl"
same "$folder/alone.jsonl" "$folder/jobs.jsonl" "--jobs 2: the same"

# Conversations: sort by their names (-s keeps the order within), and cut only between them.
name='s/.*"conversation": "\([^"]*\)".*/\1/'
sed -e "h;$name;G;s/\n/\t/" "$folder/in.jsonl" | LC_ALL=C sort -s -t "$(printf '\t')" -k 1,1 > "$folder/sorted.tsv"
"$trellis" annotate --session-field conversation < "$folder/in.jsonl" | LC_ALL=C sort > "$folder/alone.jsonl"
parallel --pipe --group-by 1 --colsep '\t' --block 4k -k -j 2 --halt now,fail=1 \
  "cut -f 2- | '$trellis' annotate --session-field conversation" < "$folder/sorted.tsv" \
  | LC_ALL=C sort > "$folder/out.jsonl"
same "$folder/alone.jsonl" "$folder/out.jsonl" "parallel by conversation: as one process gives them"
