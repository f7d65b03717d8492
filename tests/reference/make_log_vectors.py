#!/usr/bin/env python3
"""Writes tests/vectors/log/{p256,sm2}.json: the log's trees, leaves, heads, receipts
and evidence as an independent program makes them.

Written from docs/protocol.md and the recursive definitions of RFC 9162 section 2.1
alone; shares nothing with the C++. SM3 follows GB/T 32905, SM2 GB/T 32918.2, ECDSA
FIPS 186; nonces are derived from the message, so that a second run writes the same
bytes. Before writing, it checks itself against tests/vectors/log/rfc9162.json and the
standards' own examples.

    /usr/bin/python3 tests/reference/make_log_vectors.py [--check]
"""

import argparse
import hashlib
import json
import pathlib
import struct
import sys

VECTORS = pathlib.Path(__file__).resolve().parent.parent / "vectors" / "log"


# Hashes

def rotate(x, n):
    n %= 32
    return ((x << n) | (x >> (32 - n))) & 0xFFFFFFFF


def sm3_words(block):
    w = list(struct.unpack(">16I", block))
    for j in range(16, 68):
        x = w[j - 16] ^ w[j - 9] ^ rotate(w[j - 3], 15)
        w.append(x ^ rotate(x, 15) ^ rotate(x, 23) ^ rotate(w[j - 13], 7) ^ w[j - 6])
    return w, [w[j] ^ w[j + 4] for j in range(64)]


def sm3_compress(state, block):
    w, w1 = sm3_words(block)
    a, b, c, d, e, f, g, h = state
    for j in range(64):
        t = 0x79CC4519 if j < 16 else 0x7A879D8A
        ss1 = rotate((rotate(a, 12) + e + rotate(t, j)) & 0xFFFFFFFF, 7)
        ss2 = ss1 ^ rotate(a, 12)
        ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
        gg = e ^ f ^ g if j < 16 else (e & f) | (~e & g & 0xFFFFFFFF)
        tt1 = (ff + d + ss2 + w1[j]) & 0xFFFFFFFF
        tt2 = (gg + h + ss1 + w[j]) & 0xFFFFFFFF
        a, b, c, d = tt1, a, rotate(b, 9), c
        e, f, g, h = tt2 ^ rotate(tt2, 9) ^ rotate(tt2, 17), e, rotate(f, 19), g
    return [x ^ y for x, y in zip(state, (a, b, c, d, e, f, g, h))]


def sm3(data):
    padded = data + b"\x80" + bytes(-(len(data) + 9) % 64) + struct.pack(">Q", 8 * len(data))
    state = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600,
             0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    for at in range(0, len(padded), 64):
        state = sm3_compress(state, padded[at:at + 64])
    return struct.pack(">8I", *state)


def sha256(data):
    return hashlib.sha256(data).digest()


# Curves: y^2 = x^3 - 3x + b over p, generator (x, y) of prime order n.

class Curve:
    def __init__(self, p, b, n, gx, gy):
        self.p, self.a, self.b, self.n, self.g = p, p - 3, b, n, (gx, gy)

    def add(self, left, right):
        if left is None or right is None:
            return left or right
        (x1, y1), (x2, y2) = left, right
        if x1 == x2 and (y1 + y2) % self.p == 0:
            return None
        if left == right:
            slope = (3 * x1 * x1 + self.a) * pow(2 * y1, -1, self.p)
        else:
            slope = (y2 - y1) * pow(x2 - x1, -1, self.p)
        x = (slope * slope - x1 - x2) % self.p
        return x, (slope * (x1 - x) - y1) % self.p

    def multiply(self, k, point):
        total = None
        for bit in bin(k)[2:]:
            total = self.add(total, total)
            if bit == "1":
                total = self.add(total, point)
        return total


P256 = Curve(
    0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF,
    0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B,
    0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)
SM2 = Curve(
    0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF,
    0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93,
    0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123,
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0)


def number(data):
    return int.from_bytes(data, "big")


def field(value):
    return value.to_bytes(32, "big")


def encode_point(point):
    return b"\x04" + field(point[0]) + field(point[1])


def ecdsa_sign(curve, d, k, message):
    e = number(sha256(message))
    r = curve.multiply(k, curve.g)[0] % curve.n
    s = pow(k, -1, curve.n) * (e + r * d) % curve.n
    return field(r) + field(min(s, curve.n - s))


def sm2_z(curve, public, identity):
    head = struct.pack(">H", 8 * len(identity)) + identity
    return sm3(head + b"".join(field(v) for v in (curve.a, curve.b, *curve.g, *public)))


def sm2_sign(curve, d, k, message, identity=b"1234567812345678"):
    public = curve.multiply(d, curve.g)
    e = number(sm3(sm2_z(curve, public, identity) + message))
    r = (e + curve.multiply(k, curve.g)[0]) % curve.n
    s = pow(1 + d, -1, curve.n) * (k - r * d) % curve.n
    return field(r) + field(s)


class Suite:
    def __init__(self, name, code, hash_function, curve, sign):
        self.name, self.code, self.hash, self.curve, self.sign_raw = (
            name, code, hash_function, curve, sign)

    def tagged(self, tag, fields):
        return self.hash(b"".join(string(f) for f in [tag.encode(), *fields]))


SUITES = [Suite("p256", 1, sha256, P256, ecdsa_sign), Suite("sm2", 2, sm3, SM2, sm2_sign)]


# Encodings

def u8(v):
    return struct.pack(">B", v)


def u32(v):
    return struct.pack(">I", v)


def u64(v):
    return struct.pack(">Q", v % 2**64)


def string(data):
    return u32(len(data)) + data


# The tree: RFC 9162 sections 2.1.1, 2.1.3.1 and 2.1.4.1, on leaf hashes.

def split(n):
    k = 1
    while 2 * k < n:
        k *= 2
    return k


def leaf_node(h, data):
    return h(b"\x00" + data)


def root(h, leaves):
    if not leaves:
        return h(b"")
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return h(b"\x01" + root(h, leaves[:k]) + root(h, leaves[k:]))


def path(h, m, leaves):
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if m < k:
        return path(h, m, leaves[:k]) + [root(h, leaves[k:])]
    return path(h, m - k, leaves[k:]) + [root(h, leaves[:k])]


def subproof(h, m, leaves, known):
    if m == len(leaves):
        return [] if known else [root(h, leaves)]
    k = split(len(leaves))
    if m <= k:
        return subproof(h, m, leaves[:k], known) + [root(h, leaves[k:])]
    return subproof(h, m - k, leaves[k:], False) + [root(h, leaves[:k])]


def consistency(h, m, leaves):
    return subproof(h, m, leaves, True) if m else []


# Runs of leaves: docs/protocol.md, "Runs".

def run_hashes(h, leaves, begin, end):
    out = []
    while begin < end:
        n = 1
        while 2 * n <= end - begin and begin % (2 * n) == 0:
            n *= 2
        out.append(root(h, leaves[begin:begin + n]))
        begin += n
    return out


# Leaves, heads

def part_contents(leaf):
    return [
        u64(leaf["index"]) + u64(leaf["time"]),
        u32(leaf["kind"]) + leaf["signer"] + string(leaf["subject"]),
        leaf["code"],
        string(leaf["signed_bytes"]) + string(leaf["signature"]) + string(leaf["cosignature"]),
    ]


def part_hashes(suite, leaf, blinds):
    return [suite.tagged("plenary/v1/leaf-part", [u8(i), blind, content])
            for i, (blind, content) in enumerate(zip(blinds, part_contents(leaf)), 1)]


def head_message(log, size, root_hash):
    return log["committee"] + log["session"] + u64(size) + root_hash


class Node:
    def __init__(self, suite, seed):
        self.suite = suite
        self.d = number(sha256(seed)) % (suite.curve.n - 2) + 1
        self.encoded = encode_point(suite.curve.multiply(self.d, suite.curve.g))
        self.id = suite.tagged("plenary/v1/key", [u8(suite.code), self.encoded])

    def sign_head(self, log, size, root_hash):
        message = head_message(log, size, root_hash)
        framed = string(b"plenary/v1/sign/head") + string(message)
        k = number(sha256(b"nonce" + field(self.d) + framed)) % (self.suite.curve.n - 1) + 1
        return {
            "committee": log["committee"], "session": log["session"], "size": size,
            "root": root_hash, "node": self.id, "public_key": self.encoded, "message": message,
            "framed": framed, "signature": self.suite.sign_raw(self.suite.curve, self.d, k, framed),
        }


# What is written

def filler(label, size):
    """Bytes that look random, the same every time."""
    out = b""
    while len(out) < size:
        out += sha256(f"{label} {len(out)}".encode())
    return out[:size]


def leaf_data(count):
    return [filler(f"leaf {i}", 3 * i) for i in range(count)]


def tree_vectors(suite, count):
    data = leaf_data(count)
    leaves = [leaf_node(suite.hash, d) for d in data]
    sizes = range(count + 1)
    return {
        "leaves": data,
        "leaf_hashes": leaves,
        "roots": [root(suite.hash, leaves[:n]) for n in sizes],
        "inclusion": [{"index": m, "size": n, "proof": path(suite.hash, m, leaves[:n])}
                      for n in sizes for m in range(n)],
        "consistency": [{"from": m, "to": n, "proof": consistency(suite.hash, m, leaves[:n])}
                        for n in sizes for m in range(n + 1)],
    }


def run_vectors(suite, leaves):
    return [{"first": begin, "count": end - begin,
             "hashes": run_hashes(suite.hash, leaves, begin, end)}
            for end in range(1, len(leaves) + 1) for begin in range(end)]


def leaf_fields():
    plain = {"index": 0, "time": 0, "kind": 1, "signer": bytes(32), "subject": b"", "code": b"",
             "signed_bytes": b"", "signature": b"", "cosignature": b""}
    poll = {"index": 17, "time": 1680000000123, "kind": 42, "signer": filler("signer", 32),
            "subject": filler("poll", 16), "code": b"", "signed_bytes": filler("command", 200),
            "signature": filler("signature", 64), "cosignature": b""}
    return [
        plain,
        poll,
        dict(poll, index=2**64 - 1, time=-1, kind=2**32 - 1, cosignature=filler("second", 64)),
        dict(poll, index=18, code=filler("code", 16)),
    ]


def leaf_vectors(suite):
    out = []
    for position, leaf in enumerate(leaf_fields()):
        blinds = [filler(f"blind {position} {part}", 32) for part in range(4)]
        hashes = part_hashes(suite, leaf, blinds)
        out.append(dict(leaf, blinds=blinds, part_contents=part_contents(leaf),
                        part_hashes=hashes, data=b"".join(hashes),
                        leaf_hash=leaf_node(suite.hash, b"".join(hashes))))
    return out


def log_ids():
    committee = filler("committee", 32)
    return [{"committee": committee, "session": bytes(16)},
            {"committee": committee, "session": filler("session", 16)}]


def head_vectors(suite, node, leaves):
    registry, session = log_ids()
    return [node.sign_head(registry, 0, root(suite.hash, [])),
            node.sign_head(session, len(leaves), root(suite.hash, leaves))]


def receipt_vector(suite, node):
    leaf = leaf_vectors(suite)[1]
    leaves = [leaf_node(suite.hash, d) for d in leaf_data(20)]
    leaves[leaf["index"]] = leaf["leaf_hash"]
    return {"index": leaf["index"], "time": leaf["time"], "blinds": leaf["blinds"],
            "leaf_hash": leaf["leaf_hash"],
            "head": node.sign_head(log_ids()[1], len(leaves), root(suite.hash, leaves)),
            "inclusion": path(suite.hash, leaf["index"], leaves)}


def fork_vector(suite, node, leaves):
    """Signs 5 entries, then 11 whose third is another one."""
    other = leaves[:2] + [leaf_node(suite.hash, b"another")] + leaves[3:]
    log = log_ids()[1]
    return {"shorter": node.sign_head(log, 5, root(suite.hash, leaves[:5])),
            "longer": node.sign_head(log, 11, root(suite.hash, other[:11])),
            "prefix_root": root(suite.hash, other[:5]),
            "consistency": consistency(suite.hash, 5, other[:11])}


def vectors(suite):
    tree = tree_vectors(suite, 11)
    node = Node(suite, b"a node of the vectors")
    return {
        "source": "tests/reference/make_log_vectors.py",
        "suite": suite.name,
        "tree": tree,
        "runs": run_vectors(suite, tree["leaf_hashes"]),
        "leaves": leaf_vectors(suite),
        "heads": head_vectors(suite, node, tree["leaf_hashes"]),
        "receipt": receipt_vector(suite, node),
        "fork": fork_vector(suite, node, tree["leaf_hashes"]),
    }


# Checks of this program itself

def check_hashes_and_curves():
    # GB/T 32905, example 1.
    assert sm3(b"abc").hex() == ("66c7f0f462eeedd9d1f2d46bdc10e4e2"
                                 "4167c4875cf2f7a2297da02b8f4ba8e0")
    # GB/T 32918.5, the signature example.
    signature = sm2_sign(
        SM2, 0x3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8,
        0x59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21, b"message digest")
    assert signature.hex().upper() == (
        "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
        "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA")
    # RFC 6979 section A.2.5, SHA-256 over "sample"; its s is above half the order.
    signature = ecdsa_sign(
        P256, 0xC9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721,
        0xA6E3C57DD01ABE90086538398355DD4C3B17AA873382B0F24D6129493D8AAD60, b"sample")
    assert signature[:32].hex().upper() == (
        "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716")
    high = 0xF7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8
    assert number(signature[32:]) == P256.n - high


def check_tree():
    known = json.loads((VECTORS / "rfc9162.json").read_text())
    leaves = [leaf_node(sha256, bytes.fromhex(d)) for d in known["leaves"]]
    for size, want in enumerate(known["roots"]):
        assert root(sha256, leaves[:size]).hex() == want
    for case in known["inclusion"]:
        got = path(sha256, case["index"], leaves[:case["size"]])
        assert [h.hex() for h in got] == case["proof"]
    for case in known["consistency"]:
        got = consistency(sha256, case["from"], leaves[:case["to"]])
        assert [h.hex() for h in got] == case["proof"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--check", action="store_true", help="compare with the files instead")
    check = parser.parse_args().check
    check_hashes_and_curves()
    check_tree()
    stale = False
    for suite in SUITES:
        file = VECTORS / f"{suite.name}.json"
        text = json.dumps(vectors(suite), indent=1, default=bytes.hex) + "\n"
        if check:
            stale |= file.read_text() != text
        else:
            file.write_text(text)
    sys.exit("the vectors differ from this program" if stale else 0)


if __name__ == "__main__":
    main()
