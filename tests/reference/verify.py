#!/usr/bin/env python3
"""Verifies archives and editions as docs/ say, and prints what it found as JSON; exits with 1 if one
is not valid. The words are those of `plenary verify --json`.

    /usr/bin/python3 tests/reference/verify.py FILE...
"""

import json
import pathlib
import re
import sys

from plenary_verifier import archive, edition


def code(name):
    """NotAdopted is not-adopted."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


def _contest(poll, place):
    contest = {"title": poll["draft"]["contests"][place]["title"] or ""}
    if poll["results"]:
        result = poll["results"][place]
        contest["votes"] = result["votes"]
        contest["not_voting"] = result["not_voting"]
        contest["outcome"] = code(result["outcome"])
    return contest


def _poll(identity, poll):
    return {"id": identity.hex(), "question": poll["draft"]["question"], "state": poll["state"],
            "contests": [_contest(poll, i) for i in range(len(poll["draft"]["contests"]))]}


def describe(state):
    convened = state.convened
    return {"session": state.id.hex(), "kind": code(convened["kind"]), "term": convened["term"],
            "number": convened["number"], "date": convened["date"].isoformat(),
            "polls": [_poll(identity, poll) for identity, poll in state.polls.items()]}


def verify_state(data):
    """The session's state, closed, or raises archive.Rejected."""
    return edition.verify(data) if edition.is_edition(data) else archive.verify(data)


def verify(data):
    """The description of the session, or raises archive.Rejected."""
    return describe(verify_state(data)) | {"edition": edition.is_edition(data)}


def report(paths):
    errors = []
    sessions = []
    for path in paths:
        try:
            sessions.append(verify(pathlib.Path(path).read_bytes()))
        except archive.Rejected as rejection:
            errors.append({"file": str(path), "message": str(rejection)})
    return {"valid": not errors, "errors": errors, "sessions": sessions}


def main(paths):
    found = report(paths)
    print(json.dumps(found, ensure_ascii=False, indent=2))
    return 0 if found["valid"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
