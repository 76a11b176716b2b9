"""trellis annotate under Spark as a command between RDDs: RDD.pipe.

usage: spark_pipe.py TRELLIS STATEMENTS

A statement is a line, an answer is a line, and Spark keeps the order of both. checkCode=True matters: without it a
command that fails loses its lines and nobody hears of it.
"""

import json
import os
import shlex
import sys
import tempfile

from pyspark import SparkContext

import single

trellis, path = os.path.abspath(sys.argv[1]), sys.argv[2]
os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
annotate = f"{shlex.quote(trellis)} annotate"
lines = single.many(path, times=20)

with tempfile.TemporaryDirectory() as folder:
    file = os.path.join(folder, "statements.jsonl")
    with open(file, "w", encoding="utf-8") as out:
        out.write("".join(line + "\n" for line in lines))

    context = SparkContext("local[2]", "trellis annotate by RDD.pipe")
    context.setLogLevel("OFF")

    # Any line goes anywhere: every statement is answered on its own.
    statements = context.textFile(file, minPartitions=4)
    answers = statements.pipe(annotate, checkCode=True).collect()
    alone = single.annotate([trellis, "annotate"], lines)
    single.must(statements.getNumPartitions() >= 4, f"{statements.getNumPartitions()} partitions")
    single.must(len(answers) == len(lines), f"one answer for each of {len(lines)} lines")
    single.must(
        single.without_numbers(answers) == single.without_numbers(alone), "the same answers in the same order"
    )

    # The lines of a conversation must meet in one partition, in their order.
    def turn(numbered):
        line, number = numbered
        try:
            return json.loads(line)["conversation"], (number, line)
        except (json.JSONDecodeError, KeyError):
            return "", (number, line)

    turns = (
        statements.zipWithIndex()
        .map(turn)
        .repartitionAndSortWithinPartitions(4, keyfunc=lambda key: key)
        .groupByKey()
        .flatMap(lambda group: [line for _, line in sorted(group[1])])
    )
    answers = turns.pipe(f"{annotate} --session-field conversation", checkCode=True).map(json.loads).collect()
    alone = single.annotate([trellis, "annotate", "--session-field", "conversation"], lines)
    by_id = {answer["id"]: answer for answer in map(json.loads, alone)}
    found = [answer for answer in answers if isinstance(answer["id"], str)]
    single.must(len(answers) == len(lines), "one answer for each line, by conversation")
    single.must(all(by_id[answer["id"]] == answer for answer in found), "conversations go as in one process")

    # A command that cannot run stops the job.
    try:
        statements.pipe(f"{annotate} --rules /nowhere", checkCode=True).count()
        failed = False
    except Exception:
        failed = True
    single.must(failed, "a command that fails fails the job")
    context.stop()
