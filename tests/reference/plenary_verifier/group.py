"""A suite's group: points, scalars, hashes to scalars, sums of products."""

import secrets

from . import hashing
from .signatures import CURVES

INFINITY = None  # a point is (x, y) or this


class WrongForm(Exception):
    """Bytes that are no point, no scalar, or not as long as they ought to be."""


def u8(value):
    return value.to_bytes(1, "big")


def u32(value):
    return value.to_bytes(4, "big")


def u64(value):
    return value.to_bytes(8, "big")


def encode(point):
    return b"\x04" + point[0].to_bytes(32, "big") + point[1].to_bytes(32, "big")


def encode_all(points):
    return b"".join(encode(point) for point in points)


class Group:
    def __init__(self, suite):
        self.suite, self.curve = suite, CURVES[suite]
        self.q = self.curve.n
        self.g = self.curve.g[:2]

    def hash(self, tag, *fields):
        return hashing.tagged(self.suite, "plenary/v1/" + tag, *fields)

    def hash_to_scalar(self, tag, *fields):
        wide = self.hash(tag, u8(1), *fields) + self.hash(tag, u8(2), *fields)
        return int.from_bytes(wide, "big") % self.q

    def sum(self, *terms):
        """Of scalar times point."""
        curve = self.curve
        tables = [(k % self.q, curve.multiples(*point)) for k, point in terms
                  if point is not INFINITY and k % self.q]
        total = (0, 1, 0)
        for shift in range(252, -1, -4):
            for _ in range(4 if total[2] else 0):
                total = curve.double(total)
            for k, table in tables:
                digit = (k >> shift) & 15
                if digit:
                    total = curve.add(total, table[digit])
        return self._affine(total)

    def add(self, points):
        total = (0, 1, 0)
        for point in points:
            if point is not INFINITY:
                total = self.curve.add(total, (*point, 1))
        return self._affine(total)

    def _affine(self, point):
        if not point[2] % self.curve.p:
            return INFINITY
        z = pow(point[2], -1, self.curve.p)
        return point[0] * z * z % self.curve.p, point[1] * z * z * z % self.curve.p

    def coefficient(self):
        return secrets.randbits(128)


class Reader:
    def __init__(self, group, data):
        self.group, self.data, self.at = group, data, 0

    def take(self, size):
        if self.at + size > len(self.data):
            raise WrongForm
        self.at += size
        return self.data[self.at - size:self.at]

    def point(self):
        data = self.take(65)
        x, y = int.from_bytes(data[1:33], "big"), int.from_bytes(data[33:], "big")
        if data[0] != 4 or not self.group.curve.holds(x, y):
            raise WrongForm
        return x, y

    def points(self, count):
        return [self.point() for _ in range(count)]

    def pairs(self, count):
        return [(self.point(), self.point()) for _ in range(count)]

    def scalar(self):
        value = int.from_bytes(self.take(32), "big")
        if value >= self.group.q:
            raise WrongForm
        return value

    def scalars(self, count):
        return [self.scalar() for _ in range(count)]

    def end(self):
        if self.at != len(self.data):
            raise WrongForm
