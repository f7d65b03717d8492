#!/usr/bin/env python3
"""Writes tests/vectors/ballot/{p256,sm2}.json: ceremony, ballots, opening and totals as an
independent program makes them.

Written from docs/secret-ballots.md alone; shares nothing with the C++. Curves and hashes are
those of make_log_vectors.py. Before writing, it checks every proof that it made by the
equations of the document, and the totals against the choices.

    /usr/bin/python3 tests/reference/make_ballot_vectors.py [--check]
"""

import argparse
import itertools
import json
import math
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from make_log_vectors import SUITES, encode_point, field, number, string, u8, u32, u64  # noqa: E402

VECTORS = pathlib.Path(__file__).resolve().parent.parent / "vectors" / "ballot"


def filler(name, size):
    """Bytes that are plainly made up, different for each name."""
    data = name.encode()
    return (data + bytes(range(1, 256)) * (size // 255 + 1))[:size]


class Group:
    """A suite's group and hashes to it."""

    def __init__(self, suite):
        self.suite, self.curve, self.q, self.g = suite, suite.curve, suite.curve.n, suite.curve.g

    def hash(self, tag, fields):
        return self.suite.tagged(tag, fields)

    def hq(self, tag, fields):
        return number(self.hash(tag, [u8(1), *fields]) + self.hash(tag, [u8(2), *fields])) % self.q

    def mul(self, k, point=None):
        return self.curve.multiply(k % self.q, point or self.g)

    def add(self, *points):
        total = None
        for point in points:
            total = self.curve.add(total, point)
        return total

    def neg(self, point):
        return point and (point[0], -point[1] % self.curve.p)


def points(items):
    return b"".join(encode_point(p) for p in items)


def flat(pairs):
    return points(p for pair in pairs for p in pair)


# What a ballot holds

def is_packed(roll, contests, values):
    return values <= 16 and 4 * contests**2 * math.comb(roll + values - 1, values - 1) <= 2**36


class Contest:
    """options, most, blank: what may be chosen; roll and number of contests decide the form."""

    def __init__(self, options, most, blank, roll, contests):
        self.options, self.most, self.blank = options, most, blank
        values = options + (1 if blank else 0)
        self.packed = most == 1 and is_packed(roll, contests, values)
        if self.packed:
            self.slots = [[(roll + 1)**j for j in range(options)] + ([0] if blank else [])]
            self.places = 1
        else:
            self.slots = [[0, 1]] * values + [list(range(1, most + 1))]
            self.places = values

    def shape(self):
        return (u8(1 if self.packed else 2) + u32(self.options) + u32(self.most)
                + u8(1 if self.blank else 0))

    def weight(self, place):
        return 1 if place < self.options else self.most

    def positions(self, choice):
        if self.packed:
            return [choice[0] if choice else self.options]
        marks = [1 if j in choice else 0 for j in range(self.options)]
        marks += [0 if choice else 1] if self.blank else []
        return marks + [(len(choice) or self.most) - 1]


class Poll:
    def __init__(self, group, binding, contests, roll):
        self.g, self.contests, self.key, self.roll = group, contests, binding["key"], roll
        self.context = group.hash("plenary/v1/poll-context", [
            u8(group.suite.code), binding["committee"], binding["session"], binding["poll"],
            u64(binding["opening"]), binding["root"], binding["ceremony"], encode_point(self.key),
            u32(roll), b"".join(c.shape() for c in contests)])

    def context_for(self, person):
        return self.g.hash("plenary/v1/ballot-context", [self.context, person])


# Making and checking a ballot

def make_ballot(poll, person, seed, choices):
    g, context = poll.g, poll.context_for(person)
    pairs, commitments, parts = [], [], []
    for c, (contest, choice) in enumerate(zip(poll.contests, choices)):
        own, proofs, total = [], [], 0
        for place, t in enumerate(contest.positions(choice)):
            values = contest.slots[place]

            def random(what, j):
                return g.hq("plenary/v1/ballot-random",
                            [seed, context, u32(c), u32(place), u32(t), u8(what), u32(j)])

            if place < contest.places:
                r = random(1, 0)
                own.append((g.mul(r), g.add(g.mul(values[t]), g.mul(r, poll.key))))
                total += contest.weight(place) * r
            else:
                r = total
            w = [random(2, j) for j in range(len(values))]
            d = [random(3, j) for j in range(len(values))]
            ab = [(g.mul(w[j]), g.add(g.mul(w[j], poll.key),
                                      None if j == t else g.mul(d[j] * (values[j] - values[t]))))
                  for j in range(len(values))]
            proofs.append((ab, w, d, r, t))
            commitments += ab
        pairs += own
        parts.append((own, proofs))
    e = g.hq("plenary/v1/ballot-proof", [context, flat(pairs), flat(commitments)])
    out = b""
    for own, proofs in parts:
        out += flat(own)
        for ab, w, d, r, t in proofs:
            challenges = list(d)
            challenges[t] = (e - sum(d) + d[t]) % g.q
            out += flat(ab) + b"".join(field(x) for x in challenges[:-1])
            out += b"".join(field((w[j] + challenges[j] * r) % g.q) for j in range(len(w)))
    return out


class Reader:
    def __init__(self, group, data):
        self.g, self.data = group, data

    def take(self, size):
        if len(self.data) < size:
            raise ValueError("too short")
        taken, self.data = self.data[:size], self.data[size:]
        return taken

    def point(self):
        data = self.take(65)
        x, y = number(data[1:33]), number(data[33:])
        c = self.g.curve
        if data[0] != 4 or x >= c.p or y >= c.p or (y * y - x**3 - c.a * x - c.b) % c.p:
            raise ValueError("no point")
        return x, y

    def scalar(self):
        value = number(self.take(32))
        if value >= self.g.q:
            raise ValueError("no scalar")
        return value

    def pairs(self, count):
        return [(self.point(), self.point()) for _ in range(count)]


def read_ballot(poll, data):
    """Ciphertexts of every contest, and their proofs without the last challenges."""
    reader, parts = Reader(poll.g, data), []
    for contest in poll.contests:
        own, proofs = reader.pairs(contest.places), []
        for values in contest.slots:
            n = len(values)
            ab = reader.pairs(n)
            challenges = [reader.scalar() for _ in range(n - 1)]
            proofs.append((ab, challenges, [reader.scalar() for _ in range(n)]))
        parts.append((own, proofs))
    if reader.data:
        raise ValueError("too long")
    return parts


def check_ballot(poll, person, data):
    g, parts = poll.g, read_ballot(poll, data)
    e = g.hq("plenary/v1/ballot-proof", [
        poll.context_for(person), flat(p for own, _ in parts for p in own),
        flat(p for _, proofs in parts for ab, _, _ in proofs for p in ab)])
    for contest, (own, proofs) in zip(poll.contests, parts):
        for place, (values, (ab, challenges, z)) in enumerate(zip(contest.slots, proofs)):
            if place < contest.places:
                a, b = own[place]
            else:
                a = g.add(*(g.mul(contest.weight(i), p[0]) for i, p in enumerate(own)))
                b = g.add(*(g.mul(contest.weight(i), p[1]) for i, p in enumerate(own)))
            all_challenges = challenges + [(e - sum(challenges)) % g.q]
            for v, (aj, bj), ej, zj in zip(values, ab, all_challenges, z):
                if g.mul(zj) != g.add(aj, g.mul(ej, a)):
                    return False
                if g.add(g.mul(zj, poll.key), g.mul(ej * v)) != g.add(bj, g.mul(ej, b)):
                    return False
    return True


# The ceremony

class Ceremony:
    def __init__(self, group, committee, session, ident, t, holders):
        self.g, self.t, self.n = group, t, len(holders)
        self.context = group.hash("plenary/v1/ceremony", [
            u8(group.suite.code), committee, session, ident, u32(t), b"".join(holders)])

    def secret(self, seed, i, what, k):
        return self.g.hq("plenary/v1/ceremony-random",
                         [seed, self.context, u32(i), u8(what), u32(k)])

    def deal_secrets(self, seed, i):
        return [self.secret(seed, i, 3, k) for k in range(self.t)] + [self.secret(seed, i, 4, 0)]

    def commit(self, seed, i):
        g = self.g
        x, w = self.secret(seed, i, 1, 0), self.secret(seed, i, 2, 0)
        pair = points([g.mul(x)]), points([g.mul(w)])
        c = g.hq("plenary/v1/transport-proof", [self.context, u32(i), *pair])
        promise = g.hash("plenary/v1/deal-commitment", [
            self.context, u32(i), points(g.mul(s) for s in self.deal_secrets(seed, i))])
        return b"".join(pair) + field((w + c * x) % g.q) + promise

    def round(self, messages):
        return self.g.hash("plenary/v1/ceremony-round", [self.context, *messages])

    def transport(self, seed, i):
        return self.g.mul(self.secret(seed, i, 1, 0))

    def share(self, seed, i, j):
        secrets = self.deal_secrets(seed, i)[:-1]
        return sum(s * j**k for k, s in enumerate(secrets)) % self.g.q

    def mask(self, around, i, j, ephemeral, shared):
        return self.g.hq("plenary/v1/share-mask",
                         [around, u32(i), u32(j), points([ephemeral]), points([shared])])

    def deal(self, seed, i, around, transports):
        g, secrets = self.g, self.deal_secrets(seed, i)
        w = [self.secret(seed, i, 5, k) for k in range(self.t + 1)]
        p, r = points(g.mul(s) for s in secrets), points(g.mul(k) for k in w)
        c = g.hq("plenary/v1/deal-proof", [around, u32(i), p, r])
        out = p + r + b"".join(field((w[k] + c * secrets[k]) % g.q) for k in range(self.t + 1))
        ephemeral = g.mul(secrets[-1])
        for j in range(1, self.n + 1):
            if j != i:
                shared = g.mul(secrets[-1], transports[j - 1])
                out += field((self.share(seed, i, j) + self.mask(around, i, j, ephemeral, shared))
                             % g.q)
        return out

    def complain(self, seed, j, i, around, deal):
        g = self.g
        reader = Reader(g, deal)
        ephemeral = [reader.point() for _ in range(self.t + 1)][-1]
        x, w = self.secret(seed, j, 1, 0), self.secret(seed, j, 6, i)
        trio = [g.mul(x, ephemeral), g.mul(w), g.mul(w, ephemeral)]
        c = g.hq("plenary/v1/complaint-proof", [
            around, u32(i), u32(j), points([g.mul(x)]), points([ephemeral]),
            *(points([p]) for p in trio)])
        return points(trio) + field((w + c * x) % g.q)


def ceremony_vectors(group, ids):
    holders = [filler(f"holder {i}", 16) for i in (1, 2, 3)]
    ceremony = Ceremony(group, ids["committee"], ids["session"], filler("ceremony", 16), 2, holders)
    seeds = [filler(f"ceremony seed {i}", 32) for i in (1, 2, 3)]
    commitments = [ceremony.commit(s, i) for i, s in enumerate(seeds, 1)]
    around = ceremony.round(commitments)
    transports = [ceremony.transport(s, i) for i, s in enumerate(seeds, 1)]
    deals = [ceremony.deal(s, i, around, transports) for i, s in enumerate(seeds, 1)]
    shares = [sum(ceremony.share(s, i, j) for i, s in enumerate(seeds, 1)) % group.q
              for j in (1, 2, 3)]
    secret = sum(ceremony.share(s, i, 0) for i, s in enumerate(seeds, 1)) % group.q
    key = group.mul(secret)
    assert (2 * shares[0] - shares[1] - secret) % group.q == 0  # Lagrange at 0 of 1 and 2
    wrong = deals[0][:-32] + field((number(deals[0][-32:]) + 1) % group.q)  # to holder 3
    parts = [filler("system", 32), filler("store", 32), 7]
    return ceremony, key, shares, {
        "id": filler("ceremony", 16).hex(), "threshold": 2, "holders": [h.hex() for h in holders],
        "context": ceremony.context.hex(), "seeds": [s.hex() for s in seeds],
        "commitments": [c.hex() for c in commitments], "round": around.hex(),
        "deals": [d.hex() for d in deals], "shares": [field(s).hex() for s in shares],
        "key": points([key]).hex(), "share_keys": [points([group.mul(s)]).hex() for s in shares],
        "digest": group.hash("plenary/v1/ceremony-key", [around, *deals]).hex(),
        "wrong_deal": {"dealer": 1, "holder": 3, "deal": wrong.hex(),
                       "complaint": ceremony.complain(seeds[2], 3, 1, around, wrong).hex()},
        "unfounded_complaint": ceremony.complain(seeds[2], 3, 1, around, deals[0]).hex(),
        "seed": {"system": parts[0].hex(), "store": parts[1].hex(), "counter": parts[2],
                 "seed": group.hash("plenary/v1/ceremony-seed", [
                     parts[0], parts[1], u64(parts[2]), ceremony.context]).hex()}}


# Opening

def aggregates(poll, size, root, ballots):
    g = poll.g
    s = g.hq("plenary/v1/aggregate", [poll.context, u64(size), root, u32(len(ballots))])
    columns = zip(*([p for own, _ in read_ballot(poll, b) for p in own] for b in ballots))
    return [(g.add(g.mul(s), *(p[0] for p in column)), g.add(g.mul(s, poll.key),
                                                            *(p[1] for p in column)))
            for column in columns]


def answer(poll, size, root, count, pairs, j, share, system):
    g = poll.g
    w = g.hq("plenary/v1/opening-nonce",
             [field(share), system, poll.context, u64(size), root, flat(pairs)])
    a, d, b = g.mul(w), [g.mul(share, p[0]) for p in pairs], [g.mul(w, p[0]) for p in pairs]
    c = g.hq("plenary/v1/opening-proof", [
        poll.context, u64(size), root, u32(count), u32(j), points([g.mul(share)]), flat(pairs),
        points(d), points([a, *b])])
    return d, points([a, *d, *b]) + field((w + c * share) % g.q)


def lagrange(q, j, group_of):
    value = 1
    for m in group_of:
        if m != j:
            value = value * m * pow(m - j, -1, q) % q
    return value


def poll_vectors(group, ids, ceremony, key, shares):
    roll, marks = 35, [(3, 1, False), (4, 1, True), (3, 2, True)]
    contests = [Contest(*m, roll, len(marks)) for m in marks]
    binding = {**ids, "poll": filler("poll", 16), "opening": 41, "root": filler("root", 32),
               "ceremony": ceremony.context, "key": key}
    poll = Poll(group, binding, contests, roll)
    cast = [[[0], [2], [0, 2]], [[2], [], []], [[0], [3], [1]], [[1], [0], [0, 1]]]
    rows, ballots = [], []
    for i, choices in enumerate(cast):
        person, seed = filler(f"voter {i}", 16), filler(f"ballot seed {i}", 32)
        data = make_ballot(poll, person, seed, choices)
        assert check_ballot(poll, person, data), choices
        assert not check_ballot(poll, filler("another", 16), data)
        context = poll.context_for(person)
        rows.append({"person": person.hex(), "seed": seed.hex(), "choices": choices,
                     "context": context.hex(), "bytes": data.hex(),
                     "code": group.hash("plenary/v1/ballot-code", [context, data]).hex()})
        ballots.append(data)
    size, root = 77, filler("sealed root", 32)
    pairs = aggregates(poll, size, root, ballots)
    system = filler("system", 32)
    answers = [answer(poll, size, root, len(ballots), pairs, j, s, system)
               for j, s in enumerate(shares, 1)]
    opened = []
    for k, (_, b) in enumerate(pairs):
        results = {group.add(b, *(group.neg(group.mul(lagrange(group.q, j, subset),
                                                      answers[j - 1][0][k])) for j in subset))
                   for subset in itertools.combinations((1, 2, 3), 2)}
        assert len(results) == 1
        opened.append(results.pop())
    totals = [{"votes": [sum(j in choices[c] for choices in cast) for j in range(m[0])],
               "blank": sum(not choices[c] for choices in cast) if m[2] else 0}
              for c, m in enumerate(marks)]
    for k, value in zip(range(2), ([sum((roll + 1)**j * v for j, v in enumerate(t["votes"]))
                                    for t in totals[:2]])):
        assert opened[k] == group.mul(value)
    parts = [filler("system", 32), filler("store", 32), 9]
    return {
        **{name: binding[name].hex() for name in ("poll", "root", "ceremony")}, "opening": 41,
        "roll": roll, "contests": [{"options": o, "most": m, "blank": b} for o, m, b in marks],
        "shapes": b"".join(c.shape() for c in contests).hex(), "context": poll.context.hex(),
        "ballots": rows,
        "seed": {"system": parts[0].hex(), "store": parts[1].hex(), "counter": parts[2],
                 "seed": group.hash("plenary/v1/ballot-seed", [
                     parts[0], parts[1], u64(parts[2]),
                     poll.context_for(filler("voter 0", 16))]).hex()},
        "sealed": {"size": size, "root": root.hex(), "count": len(ballots)},
        "aggregates": flat(pairs).hex(), "system": system.hex(),
        "answers": [a.hex() for _, a in answers],
        "opened": [points([p]).hex() if p else None for p in opened], "totals": totals}


PACKING = [(35, 1, 3), (100000, 1, 3), (3000, 1, 4), (100000, 1, 4), (3000, 1, 5), (35, 21, 4),
           (35, 300, 4), (45, 21, 5), (20, 1, 16), (20, 1, 17), (1, 1, 1), (4294967295, 1, 2),
           (4294967295, 1, 3), (131071, 1, 3), (131072, 1, 3), (185363, 1, 3), (185364, 1, 3),
           (2147483648, 2, 2), (4294967294, 2, 2), (4294967295, 2, 2)]


def suite_vectors(suite):
    group = Group(suite)
    ids = {"committee": filler("committee", 32), "session": filler("session", 16)}
    ceremony, key, shares, made = ceremony_vectors(group, ids)
    return {
        "suite": suite.name, **{name: value.hex() for name, value in ids.items()},
        "hash_to_scalar": [
            {"tag": tag, "fields": [f.hex() for f in fields],
             "scalar": field(group.hq(tag, fields)).hex()}
            for tag, fields in [("plenary/v1/test", []), ("plenary/v1/test", [b""]),
                                ("plenary/v1/test", [b"a", b"bc"]),
                                ("plenary/v1/test", [b"ab", b"c"]),
                                ("plenary/v1/other", [b"a", b"bc"])]],
        "packing": [{"roll": r, "contests": c, "values": v, "packed": is_packed(r, c, v)}
                    for r, c, v in PACKING],
        "ceremony": made, "poll": poll_vectors(group, ids, ceremony, key, shares)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    check = parser.parse_args().check
    VECTORS.mkdir(parents=True, exist_ok=True)
    differing = []
    for suite in SUITES:
        path = VECTORS / f"{suite.name}.json"
        text = json.dumps(suite_vectors(suite), indent=1) + "\n"
        if check and path.read_text() != text:
            differing.append(path.name)
        elif not check:
            path.write_text(text)
    if differing:
        sys.exit("differ: " + ", ".join(differing))


if __name__ == "__main__":
    main()
