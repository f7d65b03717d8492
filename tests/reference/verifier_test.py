#!/usr/bin/env python3
"""The verifier written from the documents and core/archive agree: on what sound archives
say, and on the place and reason of what is wrong with damaged ones.

    verifier_test.py WRITE_ARCHIVES SUITE(1|2) FLIPS CHANGES
"""

import pathlib
import subprocess
import sys
import tempfile

from plenary_verifier import archive, encoding

SEED = "1"
OUTCOMES = {word: number for number, word in encoding.NUMBERS["Outcome"].items()}


def results(state):
    """As write_archives has them."""
    text = "valid"
    for identity, poll in state.polls.items():
        text += " " + identity.hex()
        for result in poll["results"]:
            figures = result["votes"] + [result["not_voting"], OUTCOMES[result["outcome"]]]
            text += ":" + ",".join(str(figure) for figure in figures)
    return text


def verdict(path):
    try:
        return results(archive.verify(path.read_bytes()))
    except archive.Rejected as rejection:
        return str(rejection)


def same(ours, theirs):
    """Word by word, but for what the documents leave to the reader: how a file that cannot be
    read, or a first command that cannot, is described."""
    for place in ("file: ", "session entry 0: "):
        if theirs.startswith(place) and "would have been refused" not in theirs:
            return ours.startswith(place)
    return ours == theirs


def compare(folder):
    verdicts = [line.split("\t") for line in
                (folder / "verdicts.txt").read_text(encoding="utf-8").splitlines()]
    failures = 0
    valid = {name for name, theirs in verdicts if theirs.startswith("valid")}
    if not {"small", "full"} <= valid or len(valid) == len(verdicts):
        print("the archives are not what they should be:", sorted(valid))
        failures += 1
    for name, theirs in verdicts:
        ours = verdict(folder / f"{name}.plenary")
        if not same(ours, theirs):
            failures += 1
            print(f"{name}:\n  core/archive: {theirs}\n  documents:    {ours}")
        if name.startswith("flip-") and ours.startswith("valid"):
            failures += 1
            print(f"{name}: a changed byte was not noticed")
    print(f"{len(verdicts)} archives, {len(valid)} of them valid, {failures} failures")
    return failures


def main(writer, *arguments):
    with tempfile.TemporaryDirectory() as name:
        suite, flips, changes = arguments
        subprocess.run([writer, name, suite, SEED, flips, changes], check=True)
        return 1 if compare(pathlib.Path(name)) else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
