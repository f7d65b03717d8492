#!/usr/bin/env python3
"""Writes tests/vectors/wire/*.json: commands, entries, codes, enrolment and connection
requests as an independent program makes them.

Written from docs/protocol.md alone, with a writer of its own for the encoding of
Protocol Buffers; shares nothing with the C++. Hashes, curves and signatures are those
of make_log_vectors.py.

    /usr/bin/python3 tests/reference/make_wire_vectors.py [--check]
"""

import argparse
import hmac
import json
import pathlib
import sys

import make_log_vectors as reference
from make_log_vectors import field, number, sha256, sm3, string, u8, u32, u64

VECTORS = pathlib.Path(__file__).resolve().parent.parent / "vectors" / "wire"
P256, SM2 = reference.SUITES
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


# Protocol Buffers: only what differs from its default is written, in the order of numbers.

def varint(value):
    value %= 2**64
    out = b""
    while value >= 128:
        out += u8(value % 128 + 128)
        value //= 128
    return out + u8(value)


def bounded(field_number, data):
    return varint(8 * field_number + 2) + varint(len(data)) + data


class Part(bytes):
    """A message in a message: written even if it has no bytes."""


class Packed(tuple):
    """Integers one after the other."""


def encode(fields):
    """{number: value}; a list stands for a repeated field that is not packed."""
    out = b""
    for field_number in sorted(fields):
        value = fields[field_number]
        if isinstance(value, str):
            value = value.encode()
        if isinstance(value, list):
            for each in value:
                out += bounded(field_number, each.encode() if isinstance(each, str) else each)
        elif isinstance(value, Packed):
            if value:
                out += bounded(field_number, b"".join(varint(v) for v in value))
        elif isinstance(value, Part) or (isinstance(value, bytes) and value):
            out += bounded(field_number, value)
        elif isinstance(value, int) and value:
            out += varint(8 * field_number) + varint(value)
    return Part(out)


def fill(value, size=16):
    return bytes([value]) * size


# Messages

def head(size, root):
    return encode({1: size, 2: root})


def share(numerator, denominator, strict):
    return encode({1: numerator, 2: denominator, 3: strict})


def majority(base, of):
    return encode({1: base, 2: of})


HALF = share(1, 2, True)
TWO_THIRDS = share(2, 3, False)


def evaluation(basically_counts):
    return encode({1: majority(1, HALF), 2: majority(1, TWO_THIRDS), 3: basically_counts})


def committee_rules():
    exception = encode({1: 28, 2: majority(2, TWO_THIRDS)})
    return encode({1: HALF, 2: majority(1, HALF), 3: [exception], 4: evaluation(True), 5: 7,
                   6: 0, 7: 2, 8: 3, 9: True, 10: True, 11: False, 12: True, 13: True})


def option(kind, label=""):
    return encode({1: kind, 2: label})


def contest(title, proposals, options, rule, least, most):
    return encode({1: title, 2: proposals, 3: options, 4: encode(rule), 5: least, 6: most})


def found(suite):
    officers = [encode({1: fill(0x11), 2: "赵某某", 3: fill(0x21, 65)}),
                encode({1: fill(0x12), 2: "钱某某", 3: fill(0x22, 65)})]
    node = encode({1: fill(0x23, 65), 2: fill(0x24, 300)})
    return encode({1: "绛县人民代表大会常务委员会", 2: suite.code, 3: 17, 4: "2023-01-05",
                   5: officers, 6: node, 7: committee_rules()})


def convene():
    return encode({1: 1, 2: False, 3: True, 4: 17, 5: 12, 6: "2023-03-28", 7: "",
                   8: "县人大会议室", 9: fill(0x11), 10: head(40, fill(0x41, 32))})


def add_item():
    mover = encode({1: 6, 2: [fill(0x11), fill(0x12), fill(0x13)], 3: ""})
    reports = [encode({1: 1, 2: "县财政局", 3: "关于预算执行情况的报告"}),
               encode({1: 3, 2: "县人民法院", 3: "工作报告"})]
    item = encode({1: fill(0x31), 2: 15, 3: "听取执法检查报告", 4: mover, 5: reports,
                   6: ["环境保护法", "法官法"]})
    return encode({1: item, 2: 2})


def draft_poll():
    votes = [option(1), option(2), option(3)]
    candidates = [option(4, "孙某某"), option(4, "李某某"), option(9)]
    grades = [option(5), option(6), option(7), option(8)]
    return encode({
        1: fill(0x51), 2: fill(0x31), 3: 4, 4: 2, 5: False, 6: "表决人事任免\n逐人表决",
        7: [
            contest("任命局长", [fill(0x61), fill(0x62)], votes, {1: majority(1, HALF)}, 1, 1),
            contest("", [], candidates, {2: encode({1: 1, 2: majority(3, HALF)})}, 0, 1),
            contest("", [], candidates, {2: encode({1: 2})}, 0, 2),
            contest("测评", [], grades, {3: evaluation(False)}, 1, 1),
        ],
        8: fill(0x52)})


def cast_ballot():
    choices = [encode({1: Packed((0,))}), encode({1: Packed(())}), encode({1: Packed((0, 300))})]
    return encode({1: fill(0x51), 2: choices, 3: fill(0x72)})


def enter_count():
    papers = encode({1: 30, 2: 29, 3: 28, 4: 1, 5: 0, 6: Packed((20, 0, 7)),
                     7: [encode({1: "周某某", 2: 1})]})
    hands = encode({6: Packed((0, 0, 35))})
    return encode({1: fill(0x51), 2: [papers, hands]})


def held_by_the_body():
    rules = bytes(committee_rules()) + bytes(encode({14: encode({1: 2, 3: 1, 4: 5})}))
    return encode({1: Part(rules)})


def secret_rows():
    ceremony, poll, code = fill(0x81), fill(0x51), fill(0x82, 32)
    bodies = [
        ("BeginCeremony", 110, ceremony, {1: ceremony, 2: 2, 3: [fill(0x11), fill(0x12),
                                                                fill(0x13)]}),
        ("CommitToCeremony", 111, ceremony, {1: ceremony, 2: fill(0x83, 194)}),
        ("DealShares", 112, ceremony, {1: ceremony, 2: fill(0x84, 550)}),
        ("AcceptDeals", 113, ceremony, {1: ceremony, 2: fill(0x85, 32)}),
        ("ComplainOfDeal", 114, ceremony, {1: ceremony, 2: fill(0x12), 3: fill(0x86, 227)}),
        ("CastSecretBallot", 120, poll, {1: poll, 2: fill(0x87, 680), 3: code, 4: fill(0x72)}),
        ("ChallengeBallot", 121, poll, {1: poll, 2: fill(0x87, 680), 3: code}),
        ("SealPoll", 122, poll, {1: poll, 2: head(70, fill(0x88, 32)), 3: 30,
                                 4: fill(0x89, 130)}),
        ("AnswerOpening", 123, poll, {1: poll, 2: fill(0x8A, 227)}),
        ("StateTotals", 124, poll, {1: poll, 2: [encode({1: Packed((20, 0, 10))}),
                                                 encode({1: Packed((300,)), 2: 1})]}),
    ]
    return [(name, kind, subject, command(kind, encode(body)))
            for name, kind, subject, body in bodies]


def command(kind, body, committee=fill(0x01, 32), session=fill(0x02), size=300):
    return bytes(encode({1: committee, 2: session, 3: fill(0x03), 4: fill(0x04, 32),
                         5: head(size, fill(0x05, 32)), kind: body}))


def command_vectors():
    nowhere = {"committee": b"", "session": b""}
    rows = [
        ("Found p256", 10, b"", command(10, found(P256), size=0, **nowhere)),
        ("Found sm2", 10, b"", command(10, found(SM2), size=0, **nowhere)),
        ("SetRules", 11, b"", command(11, held_by_the_body(), session=b"")),
        ("RevokeKey", 19, b"", command(19, encode({1: fill(0x26, 32), 2: "遗失"}), session=b"")),
        ("Confirm", 22, b"", command(22, encode({1: Packed((0, 1, 127, 128, 2**64 - 1))}),
                                     session=b"")),
        ("Convene", 50, b"", command(50, convene(), size=0)),
        ("Recess", 54, b"", command(54, encode({}))),
        ("AddItem", 60, fill(0x31), command(60, add_item())),
        ("DraftPoll", 90, fill(0x51), command(90, draft_poll())),
        ("CastBallot", 94, fill(0x51), command(94, cast_ballot())),
        ("EnterCount", 96, fill(0x51), command(96, enter_count())),
        *secret_rows(),
    ]
    out = [{"name": name, "kind": kind, "subject": subject, "bytes": data}
           for name, kind, subject, data in rows]
    for row, suite in zip(out, reference.SUITES):
        row["committee"] = suite.tagged("plenary/v1/committee", [row["bytes"]])
    return out


def entry_vectors():
    recess = command(54, encode({}))
    blinds = b"".join(fill(v, 32) for v in (0xB1, 0xB2, 0xB3, 0xB4))
    out = []
    for index, time, cosignature in ((0, 0, fill(9, 64)), (300, 1680000000123, b""),
                                     (2**64 - 1, -1, b"")):
        signed = encode({1: recess, 2: fill(8, 64), 3: cosignature})
        out.append({"index": str(index), "time": time, "blinds": blinds, "command": recess,
                    "signature": fill(8, 64), "cosignature": cosignature, "signed": bytes(signed),
                    "bytes": bytes(encode({1: index, 2: time, 3: blinds, 4: signed}))})
    return out


# Codes: Crockford's base 32, checks over GF(32) with x^5 + x^2 + 1.

def times(a, b):
    product = 0
    for bit in range(5):
        if b >> bit & 1:
            product ^= a << bit
    for bit in range(9, 4, -1):
        if product >> bit & 1:
            product ^= 0b100101 << (bit - 5)
    return product


def power(base, exponent):
    out = 1
    for _ in range(exponent):
        out = times(out, base)
    return out


def symbols(value, count):
    """The lowest 5 * count bits, highest first."""
    return [value >> (5 * (count - 1 - i)) & 31 for i in range(count)]


def with_checks(content, checks):
    out = list(content)
    for k in range(1, checks + 1):
        total = 0
        for i, symbol in enumerate(content, 1):
            total ^= times(symbol, power(2, k * i))
        out.append(total)
    return out


def grouped(values):
    text = "".join(ALPHABET[v] for v in values)
    return "-".join(text[i:i + 4] for i in range(0, len(text), 4))


def code_text(code_id, secret):
    return grouped(with_checks(symbols(number(code_id), 8) + symbols(number(secret), 20), 1))


def fingerprint_text(committee):
    return grouped(with_checks(symbols(number(committee) << 4, 52), 2))


def code_vectors():
    codes, fingerprints, short, ballots, seeds = [], [], [], [], []
    for i in range(4):
        random = reference.filler(f"code {i}", 18)
        code_id, secret = random[:5], u8(random[5] & 15) + random[6:]
        codes.append({"random": random, "id": code_id, "secret": secret,
                      "text": code_text(code_id, secret)})
        committee = reference.filler(f"fingerprint {i}", 32)
        fingerprints.append({"committee": committee, "text": fingerprint_text(committee)})
        key = reference.filler(f"key {i}", 32)
        short.append({"key": key, "text": grouped(symbols(number(key[:5]), 8))})
        ballot = reference.filler(f"ballot {i}", 32)
        ballots.append({"code": ballot, "text": grouped(symbols(number(ballot[:10]), 16))})
        seeds.append({"seed": ballot, "text": fingerprint_text(ballot)})
    return {"codes": codes, "fingerprints": fingerprints, "short_codes": short,
            "ballot_codes": ballots, "seeds": seeds}


# Requests

def mac(suite, key, tag, fields):
    data = b"".join(string(f) for f in [tag, *fields])
    if suite is P256:
        return hmac.digest(key, data, "sha256")
    block = key.ljust(64, b"\0")  # RFC 2104; the key is shorter than a block
    inner = sm3(bytes(b ^ 0x36 for b in block) + data)
    return sm3(bytes(b ^ 0x5C for b in block) + inner)


class Person(reference.Node):
    def sign(self, purpose, message):
        framed = string(b"plenary/v1/sign/" + purpose) + string(message)
        k = number(sha256(b"nonce" + field(self.d) + framed)) % (self.suite.curve.n - 1) + 1
        return self.suite.sign_raw(self.suite.curve, self.d, k, framed)


def enrolment_vector(suite):
    key = Person(suite, b"new key")
    committee, person = fill(0x01, 32), fill(0x11)
    secret = u8(5) + reference.filler("secret", 12)
    message = u8(suite.code) + committee + person + key.encoded
    signature = key.sign(b"enrolment", message)
    tag = mac(suite, secret, b"plenary/v1/enrolment-mac", [message])
    return {"suite": suite.name, "committee": committee, "person": person,
            "public_key": key.encoded, "key": key.id, "secret": secret, "message": message,
            "self_signature": signature, "mac": tag,
            "bytes": bytes(encode({1: suite.code, 2: committee, 3: person, 4: key.encoded,
                                   5: signature, 6: tag}))}


def connect_vector(suite):
    key = Person(suite, b"connecting key")
    committee, request, time = fill(0x01, 32), reference.filler("request", 200), 1680000000123
    message = u8(suite.code) + committee + key.id + u64(time) + u32(len(request)) + request
    return {"suite": suite.name, "committee": committee, "public_key": key.encoded,
            "key": key.id, "time": time, "certificate_request": request, "message": message,
            "signature": key.sign(b"connection", message)}


def vectors():
    return {
        "commands": command_vectors(),
        "entries": entry_vectors(),
        "codes": code_vectors(),
        "enrolment": [enrolment_vector(suite) for suite in reference.SUITES],
        "connect": [connect_vector(suite) for suite in reference.SUITES],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--check", action="store_true", help="compare with the files instead")
    check = parser.parse_args().check
    stale = False
    VECTORS.mkdir(parents=True, exist_ok=True)
    for name, content in vectors().items():
        file = VECTORS / f"{name}.json"
        text = json.dumps(content, indent=1, default=bytes.hex) + "\n"
        if check:
            stale |= file.read_text() != text
        else:
            file.write_text(text)
    sys.exit("the vectors differ from this program" if stale else 0)


if __name__ == "__main__":
    main()
