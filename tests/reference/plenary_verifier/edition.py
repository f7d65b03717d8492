"""The edition of docs/archive-format.md, read and verified."""

import dataclasses

from . import archive, encoding, tree
from .archive import Rejected

MAGIC = b"PLENARY EDITION 1\n"
LEAST_ENTRY = 1 + 4 * 32
BALLOTS = ("CastSecretBallot", "ChallengeBallot")


@dataclasses.dataclass
class Redacted:
    hashes: list  # of all parts; where the code is shown, None in its place
    blind: bytes = None
    code: bytes = None


class Reader(archive.Reader):
    def form(self):
        form = self.number(1)
        if form == 1:
            return self.entry()
        if form == 2:
            first, blind, code = [self.take(32), self.take(32)], self.take(32), self.take(32)
            return Redacted([*first, None, self.take(32)], blind, code)
        if form == 3:
            return Redacted([self.take(32) for _ in range(4)])
        raise Rejected("file: an entry of no form")


def is_edition(data):
    return data.startswith(b"PLENARY EDITION ")


def read(data):
    reader = Reader(data)
    reader.magic(MAGIC)
    return reader.entries(), reader.list(LEAST_ENTRY, reader.form), *reader.end()


def _holds_ballot(entry):
    try:
        return encoding.command(entry.command)["name"] in BALLOTS
    except encoding.Malformed:
        return False


def _open_secret_poll(state):
    for poll in state.polls.values():
        if poll["state"] == "open" and poll["secret"]:
            return poll["secret"]
    return None


def _take_redacted(log, state, leaf, codes):
    secret = _open_secret_poll(state)
    place = f"session entry {len(log)}: "
    if not secret:
        raise Rejected(place + "is left out where no secret poll is open")
    hashes = list(leaf.hashes)
    if leaf.code is not None:
        if leaf.code in codes:
            raise Rejected(place + "shows the code of an earlier ballot")
        codes.add(leaf.code)
        secret.codes += 1
        hashes[2] = tree.part_hash(log.suite, 3, leaf.blind, leaf.code)
    secret.whole = False
    log.append_redacted(hashes)


def _fold_session(entries, committee_log, keys, pasts):
    if not entries:
        raise Rejected("session: is empty")
    if isinstance(entries[0], Redacted):
        raise Rejected("session entry 0: is left out where no secret poll is open")
    log, state = archive.begin_session(entries[0], committee_log, pasts)
    codes = set()
    for entry in entries:
        if isinstance(entry, Redacted):
            _take_redacted(log, state, entry, codes)
        elif _holds_ballot(entry):
            raise Rejected(f"session entry {len(log)}: holds a secret ballot")
        else:
            archive.take_entry(log, state, keys, entry)
    for poll in state.polls.values():
        secret = poll["secret"]
        if secret and secret.sealed_by and secret.codes < secret.count:
            raise Rejected("session: has fewer codes than ballots were sealed")
    return log, state


def verify(data):
    """As archive.verify."""
    entries, session_entries, node, signature = read(data)
    committee_log, keys, pasts = archive.fold_registry(entries)
    log, state = _fold_session(session_entries, committee_log, keys, pasts)
    archive.check_end(committee_log, keys, log, state, node, signature)
    return state
