#!/usr/bin/env python3
"""Prints generated rules as regular expressions, 'id<TAB>expression' a line.

They are for text that is lower-cased, cut into words, and joined as ' w1 w2 ... wn ' (see reference.tokenize).
Words hold only [a-z'], so nothing needs escaping."""
import argparse

from reference import load_rules


def position(words):
    return words[0] if len(words) == 1 else "(?:" + "|".join(words) + ")"


def expression(rule):
    return " " + f" (?:[a-z']+ ){{0,{rule['max_gap']}}}".join(map(position, rule["tokens"])) + " "


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rules", required=True)
    arguments = parser.parse_args()
    for rule in load_rules(arguments.rules):
        print(f"{rule['id']}\t{expression(rule)}")


if __name__ == "__main__":
    main()
