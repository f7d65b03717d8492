#!/usr/bin/env python3
"""Checks that includes point only downwards and that the core stays pure.

Reads the tracked files of the repository it is given (by default its own), prints
one line a fault, `path:line: what`, and exits with 1 if there is any.
"""

import pathlib
import re
import subprocess
import sys

CORE_BELOW_WIRE = ["core/base", "core/ballot", "core/crypto", "core/log", "core/rules",
                   "core/session"]
SERVER_BELOW_RPC = ["core", "server/storage", "server/host"]

# What each folder may include besides itself. A folder without a line here may have no source.
FLOORS = {
    "core/base": [],
    "core/crypto": ["core/base"],
    "core/log": ["core/base", "core/crypto"],
    "core/rules": ["core/base"],
    "core/ballot": ["core/base", "core/crypto", "core/rules"],
    "core/session": ["core/base", "core/ballot", "core/crypto", "core/log", "core/rules"],
    "core/wire": CORE_BELOW_WIRE,
    "core/fold": [*CORE_BELOW_WIRE, "core/wire"],
    "core/archive": [*CORE_BELOW_WIRE, "core/wire", "core/fold"],
    "server/storage": ["core"],
    "server/host": ["core", "server/storage"],
    "server/logging": ["core/base"],
    "server/rpc": [*SERVER_BELOW_RPC, "server/logging"],
    "server/commands": ["core", "server"],
    "server": ["core", "server"],
    "client/link": ["core"],
    "client/text": ["core"],
    "client/report": ["core", "client/text"],
    "client/actions": ["core", "client/link", "client/report", "client/text"],
    "client/script": ["core", "client/actions", "client/link", "client/report", "client/text"],
    "client/cli": ["core", "client/actions", "client/link", "client/report", "client/script",
                   "client/text"],
    "tests": ["core", "server", "client"],
}

# Includes that only some folders or files may have, by how they begin.
RESERVED = {
    "openssl/": ["core/crypto", "tests"],
    "core/crypto/ossl.h": ["core/crypto"],
    "core/crypto/key_access.h": ["core/crypto"],
    "core/crypto/random.h": ["core/crypto", "server", "client", "tests"],
    "core/base/mutex.h": ["server", "client", "tests"],
    "plenary/v1/": ["core/wire", "server/rpc", "client/link", "tests"],
    "google/protobuf/": ["core/wire", "server/rpc", "client/link", "tests"],
    "grpc/": ["server/logging", "server/rpc", "client/link", "server/main.cc", "tests"],
    "grpcpp/": ["server/rpc", "client/link", "server/main.cc", "tests"],
    "sqlite3.h": ["server/storage", "tests"],
    "qrencode.h": ["client/report", "tests"],
}

# I/O, clocks, threads, randomness and logging are arguments of the core, never its own.
IMPURE_INCLUDES = {
    "condition_variable", "filesystem", "fstream", "future", "iostream", "mutex", "random",
    "shared_mutex", "spdlog/", "thread",
}
# The mutex stands on the only floor that server and client share; nothing in core locks it.
IMPURE_FILES = {"core/base/mutex.h"}
IMPURE_TEXT = re.compile(r"::now\(|\bgetenv\(")

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')
FORBIDDEN_WORDS = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
NO_WORDS_CHECKED = ("tests/vectors/", "tests/fuzz/corpus/")

MOST_LINES = 500
CODE = {".h", ".cc", ".py", ".proto", ".cmake"}
LONGER = {
    "proto/plenary/v1/command.proto": "one oneof names every command, and its numbers are law",
}


def within(path, places):
    return any(path == place or path.startswith(place + "/") for place in places)


def floor_of(path):
    """The folder in FLOORS that holds the path, or None; `server` holds only its own files."""
    holding = [folder for folder in FLOORS if path.startswith(folder + "/")]
    floor = max(holding, key=len, default=None)
    return None if floor == "server" and path.count("/") > 1 else floor


def include_faults(path, included):
    floor = floor_of(path)
    if floor is None:
        yield "no floor is named for this folder in .ci/check_floors.py"
        return
    for beginning, places in RESERVED.items():
        if included.startswith(beginning) and not within(path, places):
            yield f"{included} is for {', '.join(places)} alone"
    if included.startswith("openssl/") and path.endswith(".h") and path.startswith("core/"):
        if path != "core/crypto/ossl.h":
            yield f"{included} belongs into core/crypto/ossl.h and .cc files"
    if included.split("/")[0] in ("core", "server", "client", "tests"):
        if not within(included, [floor, *FLOORS[floor]]):
            yield f"{floor} does not stand on {included}"
    impure = any(included == name or (name.endswith("/") and included.startswith(name))
                 for name in IMPURE_INCLUDES)
    if impure and path.startswith("core/") and path not in IMPURE_FILES:
        yield f"<{included}> has no place in core"


def file_faults(path, text):
    """Every fault of one file, as (line number, what)."""
    lines = text.splitlines()
    suffix = pathlib.PurePath(path).suffix
    source = suffix in (".h", ".cc")
    for number, line in enumerate(lines, start=1):
        match = INCLUDE.match(line) if source else None
        if match:
            for fault in include_faults(path, match.group(1)):
                yield number, fault
        if source and path.startswith("core/") and IMPURE_TEXT.search(line):
            yield number, "core takes time and environment as arguments"
        word = FORBIDDEN_WORDS.search(line)
        if word and not path.startswith(NO_WORDS_CHECKED):
            yield number, f"{word.group(1)}: mend it, or say it in the closing note"
    if suffix in CODE and len(lines) > MOST_LINES and path not in LONGER:
        yield len(lines), f"{len(lines)} lines; {MOST_LINES} are the most"


def tree_faults(root):
    tracked = subprocess.run(["git", "-C", str(root), "ls-files", "-z"], check=True,
                             capture_output=True, text=True).stdout
    for path in filter(None, tracked.split("\0")):
        try:
            text = (root / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # not a text
        for number, fault in file_faults(path, text):
            yield f"{path}:{number}: {fault}"


def main(arguments):
    root = pathlib.Path(arguments[0]) if arguments else pathlib.Path(__file__).parents[1]
    faults = list(tree_faults(root))
    print("\n".join(faults) if faults else "floors: no fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
