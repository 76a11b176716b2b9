#!/usr/bin/env python3
"""One Python engine, one set of rules, one pass over as many statements as the time allows (at least one).

Prints one line of JSON: load_s, us (wall time a statement), statements, peak_kb."""
import argparse
import json
import logging
import os
import re
import resource
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Data"))
import expressions
from reference import load_rules, tokenize


def normalized(text):
    return " " + " ".join(tokenize(text)) + " "


class PythonRe:
    """One compiled expression a rule, each searched: exact."""

    def __init__(self, rules):
        self.searches = [(rule["id"], re.compile(expressions.expression(rule)).search) for rule in rules]

    def match(self, text):
        text = normalized(text)
        return [id for id, search in self.searches if search(text)]


class Hassil:
    """One intent of N templates '[{pre}] (i) [{g1}] (feel|am) [{g2}] responsible [{post}]', every list a wildcard.

    A wildcard has no bound, so the gaps are wider than the reference's; recognize_all lists every template that matches.
    (One intent a rule, the usual layout, is slower still.)"""

    def __init__(self, rules):
        from hassil import Intents, recognize_all

        self.recognize_all = recognize_all
        templates = {self.template(rule): rule["id"] for rule in rules}
        wildcards = {name: {"wildcard": True} for name in ["pre", "post", "g1", "g2", "g3", "g4"]}
        data = {"R": {"data": [{"sentences": list(templates)}]}}
        self.intents = Intents.from_dict({"language": "en", "intents": data, "lists": wildcards})
        sentences = self.intents.intents["R"].data[0].sentences
        self.ids = {id(sentence): templates[sentence.text] for sentence in sentences}

    @staticmethod
    def template(rule):
        positions = [words[0] if len(words) == 1 else "(" + "|".join(words) + ")" for words in rule["tokens"]]
        gaps = [""] + [f" [{{g{number}}}] " for number in range(1, len(positions))]
        return "[{pre}] " + "".join(gap + position for gap, position in zip(gaps, positions)) + " [{post}]"

    def match(self, text):
        results = self.recognize_all(normalized(text).strip(), self.intents)
        return sorted({self.ids[id(result.intent_sentence)] for result in results})


class RiveScript:
    """'+ [*] i [*] (feel|am) [*] responsible [*]', where [*] is any number of words; the first trigger that matches replies.

    Apostrophes are dropped by the engine, so they are spelled 'zz' in rules and statements."""

    def __init__(self, rules):
        from rivescript import RiveScript as Interpreter

        logging.disable(logging.CRITICAL)
        self.interpreter = Interpreter()
        lines = ["! version = 2.0"]
        for rule in rules:
            positions = [words[0] if len(words) == 1 else "(" + "|".join(words) + ")" for words in rule["tokens"]]
            lines += ["+ [*] " + " [*] ".join(map(self.spelled, positions)) + " [*]", f"- r{rule['id']}", ""]
        self.interpreter.stream("\n".join(lines))
        self.interpreter.sort_replies()

    @staticmethod
    def spelled(text):
        return text.replace("'", "zz")

    def match(self, text):
        reply = self.interpreter.reply("user", self.spelled(text), errors_as_replies=True)
        return [int(reply[1:])] if re.fullmatch(r"r\d+", reply) else []


ENGINES = {"re": PythonRe, "hassil": Hassil, "rivescript": RiveScript}


def peak_memory():
    """In KiB; ru_maxrss would keep the size of the process that started this one."""
    with open("/proc/self/status") as lines:
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engine", choices=ENGINES)
    parser.add_argument("--rules", required=True)
    parser.add_argument("--statements", required=True)
    parser.add_argument("--seconds", type=float, required=True, help="for the pass; the start comes on top")
    parser.add_argument("--pairs", required=True, help="write 'statement<TAB>rule' lines here, both from 0")
    arguments = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
    rules = load_rules(arguments.rules)
    with open(arguments.statements) as lines:
        statements = [line.rstrip("\n") for line in lines]

    start = time.perf_counter()
    engine = ENGINES[arguments.engine](rules)
    load = time.perf_counter() - start

    found = []
    start = time.perf_counter()
    for statement in statements:
        found.append(engine.match(statement))
        if time.perf_counter() - start > arguments.seconds:
            break
    microseconds = (time.perf_counter() - start) / len(found) * 1e6

    with open(arguments.pairs, "w") as pairs:
        for number, ids in enumerate(found):
            pairs.writelines(f"{number}\t{id}\n" for id in ids)
    print(json.dumps({"load_s": load, "us": microseconds, "statements": len(found), "peak_kb": peak_memory()}))


if __name__ == "__main__":
    main()
