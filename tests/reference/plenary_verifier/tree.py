"""Leaves, the tree of RFC 9162 and the bytes of heads."""

from . import hashing


def part_hash(suite, number, blind, content):
    return hashing.tagged(suite, "plenary/v1/leaf-part", bytes([number]), blind, content)


def leaf_of_parts(suite, part_hashes):
    return hashing.h(suite, b"\x00" + b"".join(part_hashes))


def leaf(suite, index, entry, kind, signer, subject, code):
    contents = (
        index.to_bytes(8, "big") + entry.time,
        kind.to_bytes(4, "big") + signer + hashing.string(subject),
        code,
        hashing.string(entry.command) + hashing.string(entry.signature) +
        hashing.string(entry.cosignature),
    )
    return leaf_of_parts(suite, [part_hash(suite, i + 1, entry.blinds[i], content)
                                 for i, content in enumerate(contents)])


class Tree:
    def __init__(self, suite):
        self.suite = suite
        self.roots = [hashing.h(suite, b"")]  # of every size so far
        self._peaks = []  # perfect subtrees, larger first: (leaves, root)

    def __len__(self):
        return len(self.roots) - 1

    def append(self, leaf_hash):
        size, node = 1, leaf_hash
        while self._peaks and self._peaks[-1][0] == size:
            node = self._join(self._peaks.pop()[1], node)
            size *= 2
        self._peaks.append((size, node))
        root = self._peaks[-1][1]
        for _, peak in reversed(self._peaks[:-1]):
            root = self._join(peak, root)
        self.roots.append(root)

    def has(self, head):
        return head["size"] < len(self.roots) and self.roots[head["size"]] == head["root"]

    def _join(self, left, right):
        return hashing.h(self.suite, b"\x01" + left + right)


def head_message(committee, session, size, root):
    return committee + session + size.to_bytes(8, "big") + root
