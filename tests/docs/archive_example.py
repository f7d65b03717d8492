#!/usr/bin/env python3
"""The worked example of docs/archive-format.md, derived from tests/vectors/archive/ with the verifier
that is written from the documents. Fails if the document differs.

    archive_example.py [--write]
"""

import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "reference"))

from plenary_verifier import archive, edition, encoding, hashing, signatures, tree  # noqa: E402

FILE = ROOT / "tests" / "vectors" / "archive" / "p256.plenary"
EDITION = FILE.with_name("p256-edition.plenary")
DOCUMENT = ROOT / "docs" / "archive-format.md"
BEGIN = "## A worked example\n"
END = "## What follows from archives\n"
SHOWN = 18  # bytes of a row

INTRODUCTION = """
`tests/vectors/archive/p256.plenary` has {size:,} bytes: a committee "c" of one member, in suite `p256`, and
a council of chairpersons in which that member casts one ballot in a test poll. The file is listed
to the end of its first entry, then from its last entry on. Offsets are decimal, bytes hexadecimal, `...`
stands for what is left out. `sm2.plenary` beside it is its like in the other suite.

| offset | bytes | |
|---|---|---|
"""


EDITION_INTRODUCTION = """
`p256-edition.plenary` is the edition of another session, in which five members vote in secret; it has
{size:,} bytes. The first of its redacted entries stand for a challenged ballot and a cast one:

| offset | bytes | |
|---|---|---|
"""


class Listing:
    """Rows of offset, bytes and meaning; every byte is taken from the file."""

    def __init__(self, data, at=0):
        self.data, self.at, self.rows = data, at, []

    def row(self, size, meaning):
        part = self.data[self.at:self.at + size]
        shown = part.hex(" ", 1) if size <= SHOWN else part[:SHOWN - 2].hex(" ", 1) + " ..."
        self.rows.append(f"| {self.at} | `{shown}` | {meaning} |")
        self.at += size
        return part

    def number(self, size, meaning):
        value = int.from_bytes(self.data[self.at:self.at + size], "big")
        self.row(size, meaning.format(value))
        return value

    def entry(self, name, fields):
        """`fields`: (bytes, meaning) of the command, in order."""
        self.number(8, name + ": time, {} ms")
        for i in range(1, 5):
            self.row(32, f"blind of part {i}")
        size = self.number(4, "{} bytes of command:")
        end = self.at + size
        for length, meaning in fields:
            self.row(length, meaning)
        assert self.at == end, (self.at, end)
        self.row(64, "signature")
        size = self.number(4, "{} bytes of cosignature")
        if size:
            self.row(size, "cosignature")


FOUNDING = (
    (18, "field 3, 16 bytes: the command's id"),
    (34, "field 4, 32 bytes: the signer, its key's id"),
    (2, "field 5, a head of 34 bytes"),
    (34, "its field 2: the root of no leaves, H(); its size, 0, is left out"),
    (3, "field 10, the body, a Found of 344 bytes"),
    (3, "name: c"), (2, "suite: 1"), (2, "term: 17"), (12, "date: 2021-07-01"),
    (2, "an officer of 93 bytes"), (18, "person"), (8, "name: 秘书"), (67, "public key"),
    (2, "an officer of 93 bytes"), (18, "person"), (8, "name: 复核"), (67, "public key"),
    (2, "the node, of 71 bytes"), (67, "public key"), (4, "authority certificate"),
    (2, "the rules, of 60 bytes"), (60, "quorum, majority, ..."),
)
CLOSING = (
    (34, "field 1: the committee"), (18, "field 2: the session"), (18, "field 3: the command's id"),
    (34, "field 4: the signer"), (2, "field 5, a head of 36 bytes"), (2, "its size: 8"),
    (34, "its root"), (3, "field 56, CloseSession, 0 bytes"),
)


def entry_size(entry):
    return 8 + 128 + 4 + len(entry.command) + 64 + 4 + len(entry.cosignature)


def listing(data, contents):
    registry, session, _, _ = contents
    rows = Listing(data)
    rows.row(18, "`PLENARY ARCHIVE 1`, line feed")
    rows.number(8, "{} registry entries")
    rows.entry("registry entry 0", FOUNDING)
    rest = Listing(data, rows.at + sum(entry_size(entry) for entry in registry[1:]))
    rest.number(8, "{} session entries")
    last = Listing(data, rest.at + sum(entry_size(entry) for entry in session[:-1]))
    last.entry(f"session entry {len(session) - 1}", CLOSING)
    last.row(32, "key id of the node")
    last.row(64, "its signature")
    assert last.at == len(data)
    return rows.rows + ["| ... | | the registry's other entries |"] + rest.rows + [
        "| ... | | the session's other entries |"] + last.rows


def hashes(contents):
    """What a verifier computes on the way, from the first entry to the signed head."""
    registry, _, node, signature = contents
    first = registry[0]
    said = encoding.command(first.command)
    officer = said["body"]["officers"][0]["public_key"]
    committee_log, keys, pasts = archive.fold_registry(registry)
    log, state = archive.fold_session(contents[1], committee_log, keys, pasts)
    committee = committee_log.committee
    place = bytes(8) + first.time
    subject = (10).to_bytes(4, "big") + said["signer"] + bytes(4)
    body = b"".join(map(hashing.string, (first.command, first.signature, first.cosignature)))
    parts = [hashing.tagged(1, "plenary/v1/leaf-part", bytes([i]), blind, content)
             for i, blind, content in zip((1, 2, 3, 4), first.blinds, (place, subject, b"", body))]
    message = tree.head_message(committee, state.id, len(log), log.tree.roots[-1])
    assert signatures.verify(1, keys.nodes[node]["key"], "plenary/v1/sign/head", message, signature)
    assert committee_log.tree.roots[1] == hashing.sha256(b"\x00" + b"".join(parts))
    return (
        ("root of no leaves", hashing.sha256(b"")),
        ("key id of the first officer", signatures.key_id(1, officer)),
        ("committee id, the fingerprint", committee),
        *((f"part hash {i + 1} of the founding", part) for i, part in enumerate(parts)),
        ("leaf hash of the founding; root of one entry", committee_log.tree.roots[1]),
        (f"root of all {len(committee_log)} registry entries", committee_log.tree.roots[-1]),
        (f"root of {len(log) - 1} session entries, that CloseSession names", log.tree.roots[-2]),
        (f"root of all {len(log)} session entries", log.tree.roots[-1]),
        ("hash of the framed head, that the node signs",
         hashing.sha256(hashing.string(b"plenary/v1/sign/head") + hashing.string(message))),
    )


def edition_entry_size(entry):
    if isinstance(entry, edition.Redacted):
        return 1 + 32 * (5 if entry.code else 4)
    return 1 + entry_size(entry)


def edition_section():
    data = EDITION.read_bytes()
    edition.verify(data)
    registry, session, _, _ = edition.read(data)
    first = next(i for i, entry in enumerate(session) if isinstance(entry, edition.Redacted))
    spent, cast = session[first:first + 2]
    assert spent.code is None and cast.code
    rows = Listing(data, 18 + 8 + sum(map(entry_size, registry)) + 8 +
                   sum(map(edition_entry_size, session[:first])))
    rows.number(1, f"session entry {first}: form {{}}, a challenged ballot")
    for part in (1, 2, 3, 4):
        rows.row(32, f"part hash {part}")
    rows.number(1, f"session entry {first + 1}: form {{}}, a cast ballot")
    for meaning in ("part hash 1", "part hash 2", "blind of part 3", "the code", "part hash 4"):
        rows.row(32, meaning)
    code = tree.part_hash(1, 3, cast.blind, cast.code)
    hashes = [*cast.hashes[:2], code, cast.hashes[3]]
    return "\n".join([
        EDITION_INTRODUCTION.format(size=len(data)) + "\n".join(rows.rows), "",
        f"Part hash 3 of entry {first + 1} is `{code.hex()}`,",
        f"its leaf hash `{tree.leaf_of_parts(1, hashes).hex()}`."]) + "\n\n"


def section():
    data = FILE.read_bytes()
    archive.verify(data)
    contents = archive.read(data)
    lines = [INTRODUCTION.format(size=len(data)) + "\n".join(listing(data, contents)), "",
             "On the way a verifier computes:", "", "| | |", "|---|---|"]
    lines += [f"| {name} | `{value.hex()}` |" for name, value in hashes(contents)]
    return "\n".join(lines) + "\n" + edition_section()


def main(arguments):
    text = DOCUMENT.read_text(encoding="utf-8")
    begin, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    if arguments == ["--write"]:
        DOCUMENT.write_text(text[:begin] + section() + text[end:], encoding="utf-8")
        return 0
    if text[begin:end] == section():
        return 0
    print("docs/archive-format.md: the worked example is not what the file says;"
          " tests/docs/archive_example.py --write mends it")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
