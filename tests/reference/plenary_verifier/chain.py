"""One log: its tree, who said what before, and what a command must have seen."""

from . import documents, hashing, tree
from .refusals import unless

PERMISSIONS = documents.permissions()


class Chain:
    def __init__(self, suite, committee, session):
        self.suite, self.committee, self.session = suite, committee, session
        self.tree = tree.Tree(suite)
        self.time = 0
        self._said = {}  # (signer, id): signed bytes
        self._last = {}  # signer: index

    def __len__(self):
        return len(self.tree)

    def is_own(self, said):
        return said["session"] == self.session

    def check_identity(self, said, entry):
        known = self._said.get((said["signer"], said["id"]))
        if known == entry.command:
            raise Repeated
        unless(known is None, "IdReused")

    def check_seen(self, said, speaks_of):
        if not self.is_own(said) and said["name"] == "RevokeKey":
            return
        unless(self.tree.has(said["seen"]), "SeenUnknown")
        size = said["seen"]["size"]
        unless(size > self._last.get(said["signer"], -1), "SeenOlderThanOwn")
        unless(speaks_of is None or size > speaks_of, "SeenOlderThanSubject")

    def append(self, said, entry, subject, code):
        if self.is_own(said):
            self._last[said["signer"]] = len(self)
        self._said[said["signer"], said["id"]] = entry.command
        self.time = entry.instant
        self.tree.append(tree.leaf(self.suite, len(self), entry, said["kind"], said["signer"],
                                   subject, code))

    def append_redacted(self, part_hashes):
        self.tree.append(tree.leaf_of_parts(self.suite, part_hashes))


class Repeated(Exception):
    """The same command a second time."""


def committee_id(suite, founding):
    return hashing.tagged(suite, "plenary/v1/committee", founding)
