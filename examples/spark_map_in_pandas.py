"""trellis annotate under Spark as a step between data frames: DataFrame.mapInPandas.

usage: spark_map_in_pandas.py TRELLIS STATEMENTS

One process a partition, started once. A thread feeds it while the answers are read: whoever writes everything first and
reads afterwards waits for ever as soon as both pipes are full.
"""

import json
import os
import subprocess
import sys
import threading

import pandas
from pyspark.sql import SparkSession

import single

trellis, path = os.path.abspath(sys.argv[1]), sys.argv[2]
os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # workers have the same packages as this script


def annotate(batches):
    """The answers to the statements of a partition: a row each, in order."""
    process = subprocess.Popen([trellis, "annotate"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    sizes = []
    failure = []

    def feed():
        try:
            for batch in batches:
                rows = "".join(
                    json.dumps({"id": id_, "text": text}) + "\n" for id_, text in zip(batch["id"], batch["text"])
                )
                sizes.append(len(batch))
                process.stdin.write(rows.encode())
        except Exception as error:  # told below, in the thread that Spark listens to
            failure.append(error)
        finally:
            process.stdin.close()

    feeder = threading.Thread(target=feed)
    feeder.start()
    answers = []
    for line in process.stdout:
        answers.append(json.loads(line))
        if len(answers) == 1000:
            yield rows_of(answers)
            answers = []
    if answers:
        yield rows_of(answers)
    feeder.join()
    if failure:
        raise failure[0]
    if process.wait() != 0:
        raise RuntimeError(f"trellis annotate ended with {process.returncode}")


def rows_of(answers):
    return pandas.DataFrame(
        {
            "id": [answer["id"] for answer in answers],
            "rules_hash": [answer["rules_hash"] for answer in answers],
            "intents": [
                [match["intent"] for match in answer.get("matches", []) if match["accepted"]] for answer in answers
            ],
            "reply": [answer.get("reply", {}).get("text") for answer in answers],
            "error": [answer.get("error") for answer in answers],
        }
    )


statements = []
for line in single.many(path, times=20):
    try:
        statement = json.loads(line)
        statements.append((statement["id"], statement["text"]))
    except (json.JSONDecodeError, KeyError):
        continue

spark = (
    SparkSession.builder.master("local[2]")
    .appName("trellis annotate by mapInPandas")
    .config("spark.sql.execution.arrow.maxRecordsPerBatch", "64")
    .getOrCreate()
)
spark.sparkContext.setLogLevel("OFF")
frame = spark.createDataFrame(statements, "id string, text string").repartitionByRange(4, "id")
schema = "id string, rules_hash string, intents array<string>, reply string, error string"
answers = [row.asDict() for row in frame.mapInPandas(annotate, schema).collect()]

order = sorted(statements)
alone = single.annotate([trellis, "annotate"], [json.dumps({"id": id_, "text": text}) for id_, text in order])
expected = rows_of([json.loads(line) for line in alone]).to_dict("records")
single.must(len(answers) == len(statements), f"one row for each of {len(statements)} statements")
single.must(sorted(answer["id"] for answer in answers) == [id_ for id_, _ in order], "every id came back, once")
by_id = {answer["id"]: answer for answer in answers}
single.must(
    all(
        by_id[row["id"]]["reply"] == row["reply"]
        and list(by_id[row["id"]]["intents"]) == row["intents"]
        and by_id[row["id"]]["rules_hash"] == row["rules_hash"]
        for row in expected
    ),
    "the same intents and replies as one process",
)


def batches_in_order(batches):
    """Whether answers come in the order of the statements: a row of each with the ids side by side."""
    batches = list(batches)
    asked = [id_ for batch in batches for id_ in batch["id"]]
    got = [id_ for answer in annotate(iter(batches)) for id_ in answer["id"]]
    yield pandas.DataFrame({"same": [asked == got], "count": [len(got)]})


rows = frame.mapInPandas(batches_in_order, "same boolean, count long").collect()
single.must(len(rows) == 4 and all(row["same"] for row in rows), "the order of each partition is kept")
single.must(sum(row["count"] for row in rows) == len(statements), "and nothing was lost on the way")
spark.stop()
