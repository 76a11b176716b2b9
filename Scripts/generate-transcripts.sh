#!/bin/sh
# Writes a corpus of complete transcripts for measuring: generate-transcripts.sh FOLDER [TURNS] [TURNS-A-FILE].
#
# What is said comes from the examples of rules/en, in an order drawn from a fixed seed. The rest of each turn is what the
# coach of today does: `trellis replay --update` writes it, so a replay of the corpus finds no difference.
set -eu
cd "$(dirname "$0")/.."
folder=${1:?usage: generate-transcripts.sh FOLDER [TURNS] [TURNS-A-FILE]}
turns=${2:-100000}
length=${3:-10}
if [ -e "$folder" ]; then
  echo "generate-transcripts: $folder exists" >&2
  exit 64
fi
mkdir -p "$folder"
sentences=$(mktemp)
trap 'rm -f "$sentences"' EXIT
find rules/en -name '*.yaml' -not -path '*/safety/*' | LC_ALL=C sort | xargs awk '
  /^      (match|negated|past|partner|other|howto|reject): \|/ { inside = 1; next }
  inside && /^        [^ #]/ { sub(/^ +/, ""); print; next }
  { inside = 0 }
' > "$sentences"
LC_ALL=C awk -v folder="$folder" -v turns="$turns" -v length_of_file="$length" '
  # Park and Miller, 1988: exact in the doubles of awk.
  function random(limit) { state = (state * 16807) % 2147483647; return state % limit }
  { said[NR - 1] = $0 }
  END {
    state = 20260101
    for (turn = 0; turn < turns; turn++) {
      if (turn % length_of_file == 0) {
        if (file != "") close(file)
        number = turn / length_of_file
        part = sprintf("%s/%03d", folder, number / 100)
        if (number % 100 == 0) system("mkdir -p " part)
        file = sprintf("%s/%06d.transcript", part, number)
        printf "trellis-transcript: 1\nseed: %d\nrecorded: yes\n", number > file
      }
      printf "\n> %s\n= none\n< .\n@ 2026-01-01T09:%02d:00Z\n", said[random(NR)], turn % length_of_file % 60 > file
    }
  }
' "$sentences"
.build/release/trellis replay "$folder" --update --jobs "$(nproc)" > /dev/null 2> /dev/null || true
.build/release/trellis replay "$folder" --jobs "$(nproc)"
