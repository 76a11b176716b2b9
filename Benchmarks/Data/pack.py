#!/usr/bin/env python3
"""Prints generated rules as a Trellis pack: rule 7 becomes the intent bench.r7, every word literal."""
import argparse

from reference import load_rules


def position(words):
    quoted = [f'"{word}"' for word in words]
    return quoted[0] if len(quoted) == 1 else "(" + " | ".join(quoted) + ")"


def pattern(rule):
    return f" *{rule['max_gap']} ".join(map(position, rule["tokens"])).replace("'", "''")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rules", required=True)
    arguments = parser.parse_args()
    print("format: 1\npack: {id: bench, language: en, version: 1.0.0}\nintents:")
    for rule in load_rules(arguments.rules):
        print(f"  - id: bench.r{rule['id']}\n    kind: sign\n    patterns:\n      - '{pattern(rule)}'")


if __name__ == "__main__":
    main()
