"""ECDSA on P-256 and SM2, verifying only, on Jacobian coordinates."""

import functools

from . import hashing

SM2_IDENTIFIER = b"1234567812345678"


class Curve:
    """y^2 = x^3 - 3 x + b over the integers modulo p; g has order n."""

    def __init__(self, p, b, n, gx, gy):
        self.p, self.a, self.b, self.n = p, p - 3, b, n
        self.g = (gx, gy, 1)
        self.windows = [self._multiples(self._doubled(self.g, 4 * i)) for i in range(64)]

    def holds(self, x, y):
        p = self.p
        return x < p and y < p and (y * y - (x * x * x + self.a * x + self.b)) % p == 0

    def double(self, point):
        x, y, z = point
        if not z or not y:
            return (0, 1, 0)
        p = self.p
        zz = z * z % p
        m = 3 * (x - zz) * (x + zz) % p
        yy = y * y % p
        s = 4 * x * yy % p
        x3 = (m * m - 2 * s) % p
        return (x3, (m * (s - x3) - 8 * yy * yy) % p, 2 * y * z % p)

    def add(self, one, two):
        if not one[2]:
            return two
        if not two[2]:
            return one
        p = self.p
        x1, y1, z1 = one
        x2, y2, z2 = two
        z1z1, z2z2 = z1 * z1 % p, z2 * z2 % p
        u1, u2 = x1 * z2z2 % p, x2 * z1z1 % p
        s1, s2 = y1 * z2z2 * z2 % p, y2 * z1z1 * z1 % p
        if u1 == u2:
            return self.double(one) if s1 == s2 else (0, 1, 0)
        e, r = u2 - u1, s2 - s1
        ee = e * e % p
        eee, v = e * ee % p, u1 * ee % p
        x3 = (r * r - eee - 2 * v) % p
        return (x3, (r * (v - x3) - s1 * eee) % p, e * z1 * z2 % p)

    def times_g(self, k):
        point = (0, 1, 0)
        for window in self.windows:
            point = self.add(point, window[k & 15])
            k >>= 4
        return point

    def times(self, k, multiples):
        point = (0, 1, 0)
        for shift in range(252, -1, -4):
            point = self._doubled(point, 4)
            point = self.add(point, multiples[(k >> shift) & 15])
        return point

    def x_of(self, point):
        z = pow(point[2], -1, self.p)
        return point[0] * z * z % self.p

    @functools.lru_cache(maxsize=1 << 10)
    def multiples(self, x, y):
        return self._multiples((x, y, 1))

    def _doubled(self, point, times):
        for _ in range(times):
            point = self.double(point)
        return point

    def _multiples(self, point):
        result = [(0, 1, 0)]
        for _ in range(15):
            result.append(self.add(result[-1], point))
        return result


CURVES = {
    1: Curve(0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF,
             0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B,
             0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
             0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
             0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5),
    2: Curve(0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF,
             0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93,
             0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123,
             0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
             0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0),
}


def is_point(suite, key):
    return (len(key) == 65 and key[0] == 4 and
            CURVES[suite].holds(int.from_bytes(key[1:33], "big"), int.from_bytes(key[33:], "big")))


def key_id(suite, key):
    return hashing.tagged(suite, "plenary/v1/key", bytes([suite]), key)


def _sm2_z(curve, key):
    numbers = (curve.a, curve.b, curve.g[0], curve.g[1])
    return hashing.sm3((8 * len(SM2_IDENTIFIER)).to_bytes(2, "big") + SM2_IDENTIFIER +
                       b"".join(number.to_bytes(32, "big") for number in numbers) + key[1:])


@functools.lru_cache(maxsize=1 << 16)
def verify(suite, key, purpose, message, signature):
    """Whether the owner of the key (a point) signed the message for this purpose."""
    curve = CURVES[suite]
    n = curve.n
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if len(signature) != 64 or not 0 < r < n or not 0 < s < n:
        return False
    multiples = curve.multiples(int.from_bytes(key[1:33], "big"), int.from_bytes(key[33:], "big"))
    framed = hashing.string(purpose.encode()) + hashing.string(message)
    if suite == 1:
        if s > n // 2:
            return False
        e = int.from_bytes(hashing.sha256(framed), "big")
        w = pow(s, -1, n)
        point = curve.add(curve.times_g(e * w % n), curve.times(r * w % n, multiples))
        return bool(point[2]) and curve.x_of(point) % n == r
    e = int.from_bytes(hashing.sm3(_sm2_z(curve, key) + framed), "big")
    t = (r + s) % n
    if not t:
        return False
    point = curve.add(curve.times_g(s), curve.times(t, multiples))
    return bool(point[2]) and (e + curve.x_of(point)) % n == r
