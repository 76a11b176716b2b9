#!/bin/sh
# Runs the examples of scale against the release build: GNU parallel, then Spark in local mode.
#
# Installs what is missing: GNU parallel and a Java runtime from Debian, pyspark from PyPI into .build/spark-venv.
set -eu
cd "$(dirname "$0")/.."
trellis=.build/release/trellis
environment=.build/spark-venv
statements=examples/statements.jsonl

missing=""
command -v parallel > /dev/null || missing="$missing parallel"
command -v java > /dev/null || missing="$missing default-jre-headless"
python3 -c 'import ensurepip' 2> /dev/null || missing="$missing python3-venv"
if [ -n "$missing" ]; then
  echo "installing$missing"
  if [ "$(id -u)" = 0 ]; then sudo=""; else sudo=sudo; fi
  $sudo apt-get update -qq
  # shellcheck disable=SC2086 # a list of names
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing
fi
if ! "$environment/bin/python" -c 'import pyspark, pandas, pyarrow' 2> /dev/null; then
  python3 -m venv "$environment"
  "$environment/bin/pip" install -q 'pyspark>=4,<5' 'pandas>=2.2,<3' 'pyarrow>=15'
fi

echo "# GNU parallel"
sh examples/with_parallel.sh "$trellis" "$statements"
# Spark asks for the host's name, which a container may not resolve.
export SPARK_LOCAL_IP=127.0.0.1
for example in spark_pipe spark_map_in_pandas; do
  echo "# $example"
  "$environment/bin/python" "examples/$example.py" "$trellis" "$statements" 2> .build/spark.log || {
    status=$?
    tail -20 .build/spark.log >&2
    exit "$status"
  }
done
