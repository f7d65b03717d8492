#!/usr/bin/env python3
"""Writes tests/vectors/crypto/reference.json: our keys, hashes and signatures,
made without our code. SHA-256 is hashlib's; SM3 and both curves are written out
here; what P-256 signs is checked with python3-cryptography, which also encrypts.

    make_crypto_vectors.py [FILE]

The output depends on nothing but this file. A changed vector is a changed format.
"""

import hashlib
import json
import pathlib
import struct
import sys

from cryptography.hazmat.primitives import hashes, padding, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

HERE = pathlib.Path(__file__).resolve().parent
OUT = HERE.parent / "vectors" / "crypto" / "reference.json"
PURPOSES = ["command", "founding", "head", "enrolment", "connection", "node-proof"]
SUITES = {"p256": 1, "sm2": 2}
MESSAGES = [b"", b"abc", bytes(range(200))]
SM2_ID = b"1234567812345678"


def rotl(word, bits):
    bits %= 32
    return ((word << bits) | (word >> (32 - bits))) & 0xFFFFFFFF


def sm3(message):
    """GB/T 32905-2016."""
    v = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600,
         0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    padded = message + b"\x80" + bytes((55 - len(message)) % 64)
    padded += struct.pack(">Q", 8 * len(message))
    for at in range(0, len(padded), 64):
        w = list(struct.unpack(">16I", padded[at:at + 64]))
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ rotl(w[j - 3], 15)
            w.append(x ^ rotl(x, 15) ^ rotl(x, 23) ^ rotl(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = v
        for j in range(64):
            t = 0x79CC4519 if j < 16 else 0x7A879D8A
            ss1 = rotl((rotl(a, 12) + e + rotl(t, j)) & 0xFFFFFFFF, 7)
            ss2 = ss1 ^ rotl(a, 12)
            ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
            gg = e ^ f ^ g if j < 16 else (e & f) | (~e & g)
            tt1 = (ff + d + ss2 + (w[j] ^ w[j + 4])) & 0xFFFFFFFF
            tt2 = (gg + h + ss1 + w[j]) & 0xFFFFFFFF
            a, b, c, d = tt1, a, rotl(b, 9), c
            e, f, g, h = tt2 ^ rotl(tt2, 9) ^ rotl(tt2, 17), e, rotl(f, 19), g
        v = [old ^ new for old, new in zip(v, (a, b, c, d, e, f, g, h))]
    return struct.pack(">8I", *v)


def sha256(message):
    return hashlib.sha256(message).digest()


HASH = {"p256": sha256, "sm2": sm3}


def hmac(digest, key, message):
    """RFC 2104, with blocks of 64 bytes: those of SHA-256 and of SM3."""
    key = (digest(key) if len(key) > 64 else key).ljust(64, b"\0")
    inner = digest(bytes(b ^ 0x36 for b in key) + message)
    return digest(bytes(b ^ 0x5C for b in key) + inner)


class Curve:
    """y^2 = x^3 + a x + b over the integers modulo p, in affine coordinates."""

    def __init__(self, p, a, b, n, gx, gy):
        self.p, self.a, self.b, self.n, self.g = p, a, b, n, (gx, gy)

    def add(self, one, two):
        if one is None or two is None:
            return one or two
        (x1, y1), (x2, y2) = one, two
        if x1 == x2 and (y1 + y2) % self.p == 0:
            return None
        if one == two:
            slope = (3 * x1 * x1 + self.a) * pow(2 * y1, -1, self.p)
        else:
            slope = (y2 - y1) * pow(x2 - x1, -1, self.p)
        x = (slope * slope - x1 - x2) % self.p
        return x, (slope * (x1 - x) - y1) % self.p

    def multiply(self, scalar, point):
        result = None
        while scalar:
            if scalar & 1:
                result = self.add(result, point)
            point = self.add(point, point)
            scalar >>= 1
        return result


CURVE = {
    "p256": Curve(  # SP 800-186
        0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF,
        -3,
        0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B,
        0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
        0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
        0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5),
    "sm2": Curve(  # GB/T 32918.5-2017
        0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF,
        0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC,
        0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93,
        0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123,
        0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
        0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0),
}


def i32(number):
    return number.to_bytes(32, "big")


def encoded(point):
    return b"\x04" + i32(point[0]) + i32(point[1])


def public(suite, scalar):
    return CURVE[suite].multiply(scalar, CURVE[suite].g)


def sm2_z(point):
    curve = CURVE["sm2"]
    return sm3(struct.pack(">H", 8 * len(SM2_ID)) + SM2_ID + i32(curve.a) + i32(curve.b)
               + encoded(curve.g)[1:] + encoded(point)[1:])


def nonce(suite, scalar, message):
    """Any will do: one that depends on key and message, so that the file is stable."""
    wide = hashlib.sha512(b"nonce of a test vector" + i32(scalar) + message).digest()
    return int.from_bytes(wide, "big") % (CURVE[suite].n - 1) + 1


def sign_p256(scalar, message, k):
    curve = CURVE["p256"]
    e = int.from_bytes(sha256(message), "big")
    r = curve.multiply(k, curve.g)[0] % curve.n
    s = pow(k, -1, curve.n) * (e + r * scalar) % curve.n
    return i32(r) + i32(min(s, curve.n - s))


def sign_sm2(scalar, message, k):
    curve = CURVE["sm2"]
    e = int.from_bytes(sm3(sm2_z(public("sm2", scalar)) + message), "big")
    r = (e + curve.multiply(k, curve.g)[0]) % curve.n
    s = pow(1 + scalar, -1, curve.n) * (k - r * scalar) % curve.n
    return i32(r) + i32(s)


SIGN = {"p256": sign_p256, "sm2": sign_sm2}


def check_p256(scalar, message, signature):
    key = ec.derive_private_key(scalar, ec.SECP256R1()).public_key()
    der = utils.encode_dss_signature(int.from_bytes(signature[:32], "big"),
                                     int.from_bytes(signature[32:], "big"))
    key.verify(der, message, ec.ECDSA(hashes.SHA256()))


def string(data):
    return struct.pack(">I", len(data)) + data


def framed(tag, fields):
    return string(tag.encode()) + b"".join(string(field) for field in fields)


def der(tag, *parts):
    body = b"".join(parts)
    size = bytes([len(body)])
    if len(body) > 127:
        digits = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
        size = bytes([0x80 | len(digits)]) + digits
    return bytes([tag]) + size + body


def oid(dotted):
    first, second, *others = (int(part) for part in dotted.split("."))
    body = bytearray([40 * first + second])
    for part in others:
        digits = [part & 127]
        while part := part >> 7:
            digits.append(128 | part & 127)
        body.extend(reversed(digits))
    return der(0x06, bytes(body))


CURVE_OID = {"p256": "1.2.840.10045.3.1.7", "sm2": "1.2.156.10197.1.301"}


def integer(number):
    return der(0x02, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def pkcs8(suite, scalar):
    """RFC 5958 around RFC 5915."""
    point = der(0xA1, der(0x03, b"\0" + encoded(public(suite, scalar))))
    key = der(0x30, integer(1), der(0x04, i32(scalar)), point)
    algorithm = der(0x30, oid("1.2.840.10045.2.1"), oid(CURVE_OID[suite]))
    return der(0x30, integer(0), algorithm, der(0x04, key))


def encrypted_pkcs8(plain, passphrase, salt, iv, iterations, declared=None):
    """RFC 8018: PBES2, PBKDF2 with HMAC-SHA-256, AES-256-CBC. It may declare another
    number of iterations than it used."""
    key = hashlib.pbkdf2_hmac("sha256", passphrase, salt, iterations, 32)
    padder = padding.PKCS7(128).padder()
    encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    ciphertext = encryptor.update(padder.update(plain) + padder.finalize())
    prf = der(0x30, oid("1.2.840.113549.2.9"), der(0x05))
    kdf = der(0x30, oid("1.2.840.113549.1.5.12"),
              der(0x30, der(0x04, salt), integer(declared or iterations), prf))
    cipher = der(0x30, oid("2.16.840.1.101.3.4.1.42"), der(0x04, iv))
    pbes2 = der(0x30, oid("1.2.840.113549.1.5.13"), der(0x30, kdf, cipher))
    return der(0x30, pbes2, der(0x04, ciphertext))


def sealed(plaintext, passphrase, salt, iv, iterations):
    header = b"PLSEAL" + bytes([1]) + struct.pack(">I", iterations) + salt + iv
    key = hashlib.pbkdf2_hmac("sha256", passphrase, salt, iterations, 32)
    return header + AESGCM(key).encrypt(iv, plaintext, header)


def signature_cases(suite, scalar):
    for number, name in enumerate(PURPOSES, 1):
        for message in MESSAGES:
            signed = framed("plenary/v1/sign/" + name, [message])
            signature = SIGN[suite](scalar, signed, nonce(suite, scalar, signed))
            if suite == "p256":
                check_p256(scalar, signed, signature)
            yield {"purpose": number, "message": message.hex(), "framed": signed.hex(),
                   "signature": signature.hex()}


def key_case(suite, seed):
    wide = int.from_bytes(hashlib.sha512(f"{suite} key {seed}".encode()).digest(), "big")
    scalar = wide % (CURVE[suite].n - 2) + 1
    point = encoded(public(suite, scalar))
    key_id = HASH[suite](framed("plenary/v1/key", [bytes([SUITES[suite]]), point]))
    plain = pkcs8(suite, scalar)
    if suite == "p256":
        loaded = serialization.load_der_private_key(plain, None)
        assert loaded.private_numbers().private_value == scalar
    passphrase = "correct horse 电池".encode()
    return {"public_key": point.hex(), "key_id": key_id.hex(), "plain_pkcs8": plain.hex(),
            "passphrase": passphrase.decode(),
            "encrypted_pkcs8": encrypted_pkcs8(plain, passphrase, bytes(range(16)),
                                               bytes(range(16, 32)), 2048).hex(),
            "endless_pkcs8": encrypted_pkcs8(plain, passphrase, bytes(range(16)),
                                             bytes(range(16, 32)), 2, 2**31 - 1).hex(),
            "signatures": list(signature_cases(suite, scalar))}


def hash_cases(suite):
    for tag, fields in [("plenary/v1/test", []), ("plenary/v1/test", [b""]),
                        ("plenary/v1/test", [b"ab", b"c"]), ("plenary/v1/test", [b"a", b"bc"]),
                        ("plenary/v1/test", [bytes(1000), b"x"])]:
        message = framed(tag, fields)
        macs = [{"key": key.hex(), "mac": hmac(HASH[suite], key, message).hex()}
                for key in (b"", b"secret", bytes(range(200)))]
        yield {"tag": tag, "fields": [field.hex() for field in fields],
               "raw": HASH[suite](b"".join(fields)).hex(),
               "tagged": HASH[suite](message).hex(), "macs": macs}


def self_test():
    """Published examples, the same as in the files beside the output."""
    assert sm3(b"abc").hex().startswith("66c7f0f462eeedd9d1f2d46bdc10e4e2")
    scalar = 0x3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8
    k = 0x59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21
    assert sign_sm2(scalar, b"message digest", k).hex().startswith("f5a03b0648d2c4630eeac513")


def main():
    self_test()
    plaintext = b"a small secret"
    vectors = {
        "source": "tests/reference/make_crypto_vectors.py",
        "suites": {suite: {"number": number, "hashes": list(hash_cases(suite)),
                           "keys": [key_case(suite, seed) for seed in range(2)]}
                   for suite, number in SUITES.items()},
        "seal": {"passphrase": "correct horse", "plaintext": plaintext.hex(),
                 "sealed": sealed(plaintext, b"correct horse", bytes(range(16)),
                                  bytes(range(12)), 1000).hex()},
    }
    out = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    out.write_text(json.dumps(vectors, indent=1) + "\n")


if __name__ == "__main__":
    main()
