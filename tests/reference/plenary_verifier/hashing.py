"""SHA-256 and SM3 (GB/T 32905), and what docs/protocol.md makes of them."""

import functools
import hashlib

MASK = 0xFFFFFFFF
IV = (0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E)


def _rotate(x, n):
    n %= 32
    return ((x << n) | (x >> (32 - n))) & MASK


T = [_rotate(0x79CC4519 if j < 16 else 0x7A879D8A, j) for j in range(64)]


def _expand(block):
    w = [int.from_bytes(block[i:i + 4], "big") for i in range(0, 64, 4)]
    for j in range(16, 68):
        x = w[j - 16] ^ w[j - 9] ^ _rotate(w[j - 3], 15)
        w.append(x ^ _rotate(x, 15) ^ _rotate(x, 23) ^ _rotate(w[j - 13], 7) ^ w[j - 6])
    return w


def _compress(state, block):
    w = _expand(block)
    a, b, c, d, e, f, g, h = state
    for j in range(64):
        a12 = ((a << 12) | (a >> 20)) & MASK
        x = (a12 + e + T[j]) & MASK
        ss1 = ((x << 7) | (x >> 25)) & MASK
        if j < 16:
            ff, gg = a ^ b ^ c, e ^ f ^ g
        else:
            ff, gg = (a & b) | (a & c) | (b & c), (e & f) | (~e & g)
        tt1 = (ff + d + (ss1 ^ a12) + (w[j] ^ w[j + 4])) & MASK
        tt2 = ((gg & MASK) + h + ss1 + w[j]) & MASK
        d, c, b, a = c, ((b << 9) | (b >> 23)) & MASK, a, tt1
        h, g, f = g, ((f << 19) | (f >> 13)) & MASK, e
        e = tt2 ^ _rotate(tt2, 9) ^ _rotate(tt2, 17)
    return tuple(x ^ y for x, y in zip(state, (a, b, c, d, e, f, g, h)))


@functools.lru_cache(maxsize=1 << 16)
def sm3(data):
    padded = data + b"\x80" + bytes((55 - len(data)) % 64) + (8 * len(data)).to_bytes(8, "big")
    state = IV
    for i in range(0, len(padded), 64):
        state = _compress(state, padded[i:i + 64])
    return b"".join(x.to_bytes(4, "big") for x in state)


def sha256(data):
    return hashlib.sha256(data).digest()


def h(suite, data):
    return sm3(data) if suite == 2 else sha256(data)


def string(x):
    return len(x).to_bytes(4, "big") + x


def tagged(suite, tag, *parts):
    return h(suite, string(tag.encode()) + b"".join(string(part) for part in parts))
