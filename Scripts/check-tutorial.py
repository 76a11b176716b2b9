#!/usr/bin/env python3
"""Does what the tutorial of rules/README.md says, in a new folder, and compares what is printed with what stands there.

In a block `console`, a line that begins with `$ ` is a command and the lines below it are what it prints, on both
streams; a command without lines below it must only succeed. A block `yaml NAME` or `text NAME` is the file NAME as the
author writes it.
"""
import difflib
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TUTORIAL = "## Tutorial"


def blocks(markdown):
    """The fenced blocks of the tutorial, as (words behind the fence, lines)."""
    section = markdown[markdown.index(TUTORIAL):].split("\n## ")[0] if TUTORIAL in markdown else ""
    kind, lines = None, []
    for line in section.splitlines():
        if kind is None and line.startswith("```"):
            kind, lines = line[3:].split(), []
        elif kind is not None and line == "```":
            yield kind, lines
            kind = None
        elif kind is not None:
            lines.append(line)


def run(command, expected, folder):
    """Runs one command; the complaint about it, or nothing."""
    environment = dict(os.environ, PATH=f"{ROOT}/.build/release:{os.environ['PATH']}", CI="1", HOME=folder)
    result = subprocess.run(
        ["sh", "-c", command], cwd=folder, env=environment, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT)
    printed = result.stdout.rstrip("\n").splitlines()
    if expected and printed != expected:
        return "\n".join(difflib.unified_diff(expected, printed, "the tutorial", command, lineterm=""))
    if not expected and result.returncode != 0:
        return f"{command}: exit code {result.returncode}\n" + "\n".join(printed)
    return None


def main():
    with open(f"{ROOT}/rules/README.md", encoding="utf-8") as file:
        found = list(blocks(file.read()))
    commands, complaints = 0, []
    with tempfile.TemporaryDirectory() as folder:
        for kind, lines in found:
            if kind[:1] == ["console"]:
                steps = []
                for line in lines:
                    if line.startswith("$ "):
                        steps.append((line[2:], []))
                    else:
                        steps[-1][1].append(line)
                for command, expected in steps:
                    while expected and expected[-1] == "":
                        expected.pop()
                    commands += 1
                    complaints += filter(None, [run(command, expected, folder)])
            elif len(kind) == 2:
                path = os.path.join(folder, kind[1])
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "w", encoding="utf-8") as file:
                    file.write("\n".join(lines) + "\n")
    print("\n\n".join(complaints + [f"tutorial: {commands} commands, {len(complaints)} differences"]))
    return 1 if complaints or commands < 5 else 0


sys.exit(main())
