"""The archive of docs/archive-format.md, read and verified; edition.py has its edition."""

import dataclasses

from . import chain, encoding, registry, session, signatures, tree
from .refusals import Refused, unless

MAGIC = b"PLENARY ARCHIVE 1\n"
LEAST_ENTRY = 8 + 4 * 32 + 4 + 64 + 4
NO_SESSION = bytes(16)


class Rejected(Exception):
    """str() is the place and the reason."""


@dataclasses.dataclass
class Entry:
    time: bytes
    blinds: list
    command: bytes
    signature: bytes
    cosignature: bytes

    @property
    def instant(self):
        return int.from_bytes(self.time, "big", signed=True)


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, size):
        if self.at + size > len(self.data):
            raise Rejected("file: is too short")
        self.at += size
        return self.data[self.at - size:self.at]

    def number(self, size):
        return int.from_bytes(self.take(size), "big")

    def string(self, limit):
        size = self.number(4)
        if size > limit:
            raise Rejected("file: a string is too long")
        return self.take(size)

    def entry(self):
        return Entry(self.take(8), [self.take(32) for _ in range(4)], self.string(262144),
                     self.take(64), self.string(64))

    def list(self, least, take):
        count = self.number(8)
        if count > (len(self.data) - self.at) // least:
            raise Rejected("file: is too short")
        return [take() for _ in range(count)]

    def entries(self):
        return self.list(LEAST_ENTRY, self.entry)

    def magic(self, magic):
        if self.data[:len(magic)] != magic:
            raise Rejected("file: is something else")
        self.take(len(magic))

    def end(self):
        """The node and its signature."""
        node, signature = self.take(32), self.take(64)
        if self.at != len(self.data):
            raise Rejected("file: goes on after its end")
        return node, signature


def read(data):
    reader = Reader(data)
    reader.magic(MAGIC)
    return reader.entries(), reader.entries(), *reader.end()


def _refused(place, index, reason):
    raise Rejected(f"{place} entry {index}: would have been refused: {reason}") from None


def _decode(entry):
    try:
        return encoding.command(entry.command)
    except encoding.Malformed:
        raise Refused("Malformed") from None


def _check_signature(keys, committee, said, entry):
    unless(not entry.cosignature and said["name"] != "Found", "Malformed")
    unless(said["committee"] == committee, "OtherCommittee")
    unless(said["signer"] in keys.keys, "UnknownKey")
    key = keys.keys[said["signer"]]["key"]
    unless(signatures.verify(keys.suite, key, "plenary/v1/sign/command", entry.command,
                             entry.signature), "BadSignature")


def _check_time(log, entry, place):
    if entry.instant < log.time:
        raise Rejected(f"{place} entry {len(log)}: its time is before the previous entry's")


def _enter(log, state, said, entry, decide, place):
    """The questions from identity on, then the entry."""
    try:
        log.check_identity(said, entry)
    except chain.Repeated:
        raise Rejected(f"{place} entry {len(log)}: the same command a second time") from None
    log.check_seen(said, state.speaks_of(said))
    decide()
    index = len(log)
    log.append(said, entry, encoding.subject(said), encoding.code(said))
    return index


def _found(entry):
    """The chain and the registry that a founding makes."""
    try:
        said = _decode(entry)
        suite = registry.check_founding_signatures(said, entry)
    except Refused as refusal:
        raise Rejected(f"registry entry 0: is not a founding: {refusal}") from None
    committee = chain.committee_id(suite, entry.command)
    log, state = chain.Chain(suite, committee, None), registry.Registry(suite)
    body = said["body"]
    try:
        _enter(log, state, said, entry, lambda: registry.check_founding(suite, body), "registry")
    except Refused as refusal:
        _refused("registry", 0, refusal)
    state.found(body)
    return log, state


def fold_registry(entries):
    """The chain, the registry, and what was said after the founding."""
    if not entries:
        raise Rejected("registry: is empty")
    log, state = _found(entries[0])
    pasts = [None, state.copy()]  # by size
    for entry in entries[1:]:
        try:
            said = _decode(entry)
            _check_signature(state, log.committee, said, entry)
            _check_time(log, entry, "registry")
            index = _enter(log, state, said, entry,
                           lambda said=said: state.decide(said, log.committee), "registry")
        except Refused as refusal:
            _refused("registry", len(log), refusal)
        state.apply(said, index)
        pasts.append(state.copy())
    return log, state, pasts


def begin_session(first, committee_log, pasts):
    """The chain and the state of the session that its first entry names, both empty."""
    try:
        name = encoding.command(first.command)["session"]
    except encoding.Malformed:
        raise Rejected("session entry 0: is no command") from None
    log = chain.Chain(committee_log.suite, committee_log.committee, name)
    return log, session.Session(
        lambda head: pasts[head["size"]] if committee_log.tree.has(head) else None)


def take_entry(log, state, keys, entry):
    try:
        said = _decode(entry)
        _check_signature(keys, log.committee, said, entry)
        _check_time(log, entry, "session")
        index = _enter(log, state, said, entry, lambda: state.decide(said), "session")
    except Refused as refusal:
        _refused("session", len(log), refusal)
    state.head = {"size": len(log), "root": log.tree.roots[-1]}
    state.apply(said, index)


def fold_session(entries, committee_log, keys, pasts):
    if not entries:
        raise Rejected("session: is empty")
    log, state = begin_session(entries[0], committee_log, pasts)
    for entry in entries:
        take_entry(log, state, keys, entry)
    return log, state


def check_end(committee_log, keys, log, state, node, signature):
    if state.phase != "closed":
        raise Rejected("session: is cut off before its close")
    registry_head = {"size": len(committee_log), "root": committee_log.tree.roots[-1]}
    if state.registry_head != registry_head:
        raise Rejected("registry: does not end where the session last named it")
    known = keys.nodes.get(node)
    if not known or known["revoked"]:
        raise Rejected("head: signed by a node that the registry does not admit")
    message = tree.head_message(log.committee, log.session, len(log), log.tree.roots[-1])
    if not signatures.verify(log.suite, known["key"], "plenary/v1/sign/head", message, signature):
        raise Rejected("head: the node's signature does not match these entries")


def verify(data):
    """The session's state, closed; raises Rejected."""
    entries, session_entries, node, signature = read(data)
    committee_log, keys, pasts = fold_registry(entries)
    log, state = fold_session(session_entries, committee_log, keys, pasts)
    check_end(committee_log, keys, log, state, node, signature)
    return state
