#!/usr/bin/env python3
"""The verifier written from the documents and the program agree: on what sound archives and
editions say, and on the place and reason of what is wrong with damaged ones.

    verifier_test.py WRITE_ARCHIVES PLENARY SUITE(1|2) FLIPS CHANGES
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import verify
from plenary_verifier import archive, encoding

SEED = "1"
SOUND = ("small", "full", "secret", "edition", "edition-full", "anew", "edition-anew")
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
        return results(verify.verify_state(path.read_bytes()))
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
    if not set(SOUND) <= valid or len(valid) == len(verdicts):
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
        if name.startswith("forged-") and ours.startswith("valid"):
            failures += 1
            print(f"{name}: what the rules forbid was taken")
    print(f"{len(verdicts)} files, {len(valid)} of them valid, {failures} failures")
    return failures


def as_we_describe(session):
    """What `plenary verify --json` says of a session, as far as verify.py says it too."""
    polls = []
    for poll in session["polls"]:
        contests = []
        for contest in poll["contests"]:
            ours = {"title": contest["title"]}
            if "outcome" in contest:
                ours["not_voting"] = contest["counts"]["not_voting"]
                ours["outcome"] = contest["outcome"]
            contests.append(ours)
        polls.append({key: poll[key] for key in ("id", "question", "state")} |
                     {"contests": contests})
    return {key: session[key] for key in ("session", "kind", "term", "number", "date",
                                          "edition")} | {"polls": polls}


def without_votes(session):
    """The program names the options beside the votes; compare() has seen the figures."""
    for poll in session["polls"]:
        for contest in poll["contests"]:
            contest.pop("votes", None)
    return session


def compare_reports(plenary, folder):
    """What both programs print of the sound archives, and of a damaged one."""
    failures = 0
    for name in (*SOUND, "flip-0", "flip-edition-0"):
        path = folder / f"{name}.plenary"
        done = subprocess.run([plenary, "verify", "--json", path], capture_output=True, check=False)
        theirs = json.loads(done.stdout)
        ours = verify.report([path])
        sessions = [without_votes(session) for session in ours["sessions"]]
        if (theirs["valid"] != ours["valid"] or len(theirs["errors"]) != len(ours["errors"]) or
                [as_we_describe(session) for session in theirs["sessions"]] != sessions):
            failures += 1
            print(f"{name}: plenary verify says otherwise: {theirs}\n{ours}")
    return failures


def main(writer, plenary, *arguments):
    with tempfile.TemporaryDirectory() as name:
        suite, flips, changes = arguments
        subprocess.run([writer, name, suite, SEED, flips, changes], check=True)
        folder = pathlib.Path(name)
        return 1 if compare(folder) + compare_reports(plenary, folder) else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
