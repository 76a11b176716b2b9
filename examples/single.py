"""What the other examples compare with: one trellis process over the same lines."""

import json
import subprocess
import sys


def annotate(command, lines):
    """The answers of one process to some lines, one each."""
    done = subprocess.run(
        command, input="".join(line + "\n" for line in lines).encode(), stdout=subprocess.PIPE, check=True
    )
    return done.stdout.decode().split("\n")[:-1]


def many(path, times):
    """The lines of a file, so many times, with an id of its own for each that has one."""
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")[:-1]
    result = []
    for round_ in range(times):
        for line in lines:
            try:
                statement = json.loads(line)
            except json.JSONDecodeError:
                result.append(line)
                continue
            statement["id"] = f"{round_}-{statement['id']}"
            statement["conversation"] = f"{round_}-{statement['conversation']}"
            result.append(json.dumps(statement, ensure_ascii=False))
    return result


def without_numbers(lines):
    """The answers without the ids that trellis gave, which count the lines of one process."""
    answers = [json.loads(line) for line in lines]
    for answer in answers:
        if isinstance(answer["id"], int):
            answer["id"] = None
    return answers


def must(holds, what):
    """Ends the example where something does not hold."""
    if not holds:
        sys.exit(f"FAILED: {what}")
    print(f"ok: {what}")
