#!/usr/bin/env python3
# A second implementation of the log's formats, from RFC 6962, RFC 8032 and the C2SP texts, in Python's standard library
# only and sharing nothing with src/tlog. Writes vectors.json beside it; with --check it compares instead.
# SPDX-License-Identifier: Apache-2.0
import base64
import hashlib
import json
import os
import struct
import sys

# ---- Ed25519, RFC 8032 section 5.1, slow and plain -------------------------------------------------------------
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)


def point_add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def point_mul(s, p):
    q = (0, 1, 1, 0)
    while s > 0:
        if s & 1:
            q = point_add(q, p)
        p = point_add(p, p)
        s >>= 1
    return q


def recover_x(y, sign):
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P != 0:
        x = x * SQRT_M1 % P
    return P - x if (x & 1) != sign else x


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = recover_x(BASE_Y, 0)
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def compress(p):
    z = pow(p[2], P - 2, P)
    x, y = p[0] * z % P, p[1] * z % P
    return int.to_bytes(y | (x & 1) << 255, 32, "little")


def expand(seed):
    h = hashlib.sha512(seed).digest()
    a = int.from_bytes(h[:32], "little")
    return (a & (1 << 254) - 8) | 1 << 254, h[32:]


def public_key(seed):
    return compress(point_mul(expand(seed)[0], BASE))


def sign(seed, message):
    a, prefix = expand(seed)
    key = compress(point_mul(a, BASE))
    r = int.from_bytes(hashlib.sha512(prefix + message).digest(), "little") % L
    rs = compress(point_mul(r, BASE))
    h = int.from_bytes(hashlib.sha512(rs + key + message).digest(), "little") % L
    return rs + int.to_bytes((r + h * a) % L, 32, "little")


# ---- RFC 6962 section 2.1, by the definitions -------------------------------------------------------------------
def sha256(data):
    return hashlib.sha256(data).digest()


def split(n):
    k = 1
    while k * 2 < n:
        k *= 2
    return k


MEMO = {}


def mth(d, lo, hi):
    if hi == lo:
        return sha256(b"")
    known = MEMO.setdefault(id(d), (d, {}))[1]  # holding d keeps its id its own
    if (lo, hi) not in known:
        if hi - lo == 1:
            known[lo, hi] = sha256(b"\0" + d[lo])
        else:
            k = split(hi - lo)
            known[lo, hi] = sha256(b"\1" + mth(d, lo, lo + k) + mth(d, lo + k, hi))
    return known[lo, hi]


def inclusion(m, d, lo, hi):
    if hi - lo == 1:
        return []
    k = split(hi - lo)
    if m < k:
        return inclusion(m, d, lo, lo + k) + [mth(d, lo + k, hi)]
    return inclusion(m - k, d, lo + k, hi) + [mth(d, lo, lo + k)]


def subproof(m, d, lo, hi, whole):
    if m == hi - lo:
        return [] if whole else [mth(d, lo, hi)]
    k = split(hi - lo)
    if m <= k:
        return subproof(m, d, lo, lo + k, whole) + [mth(d, lo + k, hi)]
    return subproof(m - k, d, lo + k, hi, False) + [mth(d, lo, lo + k)]


# ---- C2SP texts -------------------------------------------------------------------------------------------------
def b64(data):
    return base64.b64encode(data).decode()


def key_id(name, kind, key):
    return sha256(name.encode() + b"\n" + bytes([kind]) + key)[:4]


def vkey(name, kind, key):
    return "%s+%s+%s" % (name, key_id(name, kind, key).hex(), b64(bytes([kind]) + key))


def signature_line(name, kind, key, signature):
    return "\u2014 %s %s\n" % (name, b64(key_id(name, kind, key) + signature))


def note(text, name, seed):
    return text + "\n" + signature_line(name, 1, public_key(seed), sign(seed, text.encode()))


def checkpoint_text(origin, size, root):
    return "%s\n%d\n%s\n" % (origin, size, b64(root))


def cosignature_line(text, name, seed, time):
    message = "cosignature/v1\ntime %d\n%s" % (time, text)
    return signature_line(name, 4, public_key(seed), struct.pack(">Q", time) + sign(seed, message.encode()))


def proof_text(extra, index, path, checkpoint):
    lines = ["c2sp.org/tlog-proof@v1", "extra " + b64(extra), "index %d" % index] + [b64(h) for h in path]
    return "\n".join(lines) + "\n\n" + checkpoint


def tile_path(level, n, width=256):
    groups = ["%03d" % (n % 1000)]
    n //= 1000
    while n:
        groups.insert(0, "x%03d" % (n % 1000))
        n //= 1000
    return "tile/%s/%s%s" % (level, "/".join(groups), "" if width == 256 else ".p/%d" % width)


def tiles(d):
    """Every file of a tree, by the formula of tlog-tiles; of partial tiles the last only."""
    out = {}
    size, level = len(d), 0
    while size >> (8 * level):
        count = size >> (8 * level)
        for n in range((count + 255) // 256):
            width = min(256, count - n * 256)
            span = 256**level
            out[tile_path(level, n, width)] = b"".join(
                mth(d, (n * 256 + i) * span, (n * 256 + i + 1) * span) for i in range(width))
            if level == 0:
                out[tile_path("entries", n, width)] = b"".join(
                    struct.pack(">H", len(e)) + e for e in d[n * 256:n * 256 + width])
        level += 1
    return out


def canonical(value):  # RFC 8785 for the values that entries hold
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


# ---- The vectors ------------------------------------------------------------------------------------------------
ORIGIN = "mingjing.example/log"
LOG_SEED, WITNESS_SEED = bytes(range(32)), bytes(range(32, 64))
WITNESS = "witness.example/w1"
AGENCY = "11370000004500000A"
DECISION = "0196f0a0-0000-7000-8000-00000000000a"


def make():
    leaves = [("n%d" % i).encode() for i in range(300)]
    many = [("n%d" % i).encode() for i in range(1300)]
    hexes = lambda hashes: [h.hex() for h in hashes]
    sizes = list(range(1, 18)) + [31, 32, 33, 64, 100, 255, 256, 257, 300]

    def picks(n):
        return range(n) if n <= 17 else sorted({0, 1, n // 3, n // 2, n - 2, n - 1, 2**(n.bit_length() - 1) - 1})

    document = canonical({"id": DECISION, "files": [{"name": "decision.pdf", "sha256": sha256(b"%PDF-1.7 sample").hex(), "size": 15}],
                          "salt": "c2FtcGxl", "title": "样例"})
    salt, event = bytes([7]) * 32, canonical({"type": "decided", "case": DECISION})
    digest = lambda data: "sha256:" + data.hex()
    entries = [canonical(e) for e in (
        {"agency": AGENCY, "commit": digest(sha256(b"mingjing/event/v1\n" + salt + event)), "kind": "event", "n": 1, "v": 1},
        {"agency": AGENCY, "digest": digest(sha256(document)), "id": DECISION, "kind": "publication", "seq": 2, "v": 1},
        {"agency": AGENCY, "digest": digest(sha256(document)), "id": DECISION, "kind": "publication", "replaces": 2, "seq": 3, "v": 1},
        {"agency": AGENCY, "digest": digest(sha256(document)), "id": DECISION, "kind": "update", "n": 1, "of": 2, "v": 1},
        {"agency": AGENCY, "commit": digest(sha256(b"mingjing/withheld/v1\n" + salt + event)), "ground": "minor", "kind": "withheld", "seq": 1, "v": 1},
        {"agency": AGENCY, "id": DECISION, "kind": "takedown", "reason": "revoked", "seq": 2, "v": 1},
        {"agency": AGENCY, "day": "2026-03-02", "decided": 1, "events": 9, "kind": "tally", "published": 1, "taken_down": 0, "v": 1, "withheld": 0},
        {"from": 3, "kind": "restore", "to": 5, "v": 1},
    )]
    log = [("event %d" % i).encode() for i in range(40)] + entries
    text = checkpoint_text(ORIGIN, len(log), mth(log, 0, len(log)))
    signed = note(text, ORIGIN, LOG_SEED)
    witnessed = signed + cosignature_line(text, WITNESS, WITNESS_SEED, 1800000000)

    def log_proof(at, checkpoint):
        return proof_text(log[at], at, inclusion(at, log, 0, len(log)), checkpoint)

    return {
        "leaves": "entry i is the text n<i>",
        "roots": [mth(leaves, 0, n).hex() for n in range(301)],
        "inclusion": [{"index": i, "size": n, "path": hexes(inclusion(i, leaves, 0, n))} for n in sizes for i in picks(n)],
        "consistency": [{"from": m, "to": n, "path": hexes(subproof(m, leaves, 0, n, True))}
                        for n in sizes for m in picks(n) if m > 0],
        "keys": {"origin": ORIGIN, "log_seed": LOG_SEED.hex(), "log_vkey": vkey(ORIGIN, 1, public_key(LOG_SEED)),
                 "witness": WITNESS, "witness_seed": WITNESS_SEED.hex(), "witness_vkey": vkey(WITNESS, 4, public_key(WITNESS_SEED))},
        "notes": [{"text": t, "note": note(t, ORIGIN, LOG_SEED)} for t in ("one line\n", "two\n\nparagraphs\n", "明镜\n", "\n")],
        "checkpoints": [{"size": n, "root": mth(leaves, 0, n).hex(), "note": note(checkpoint_text(ORIGIN, n, mth(leaves, 0, n)), ORIGIN, LOG_SEED)}
                        for n in (0, 1, 2, 255, 256, 300)],
        "cosignature": {"time": 1800000000, "note": witnessed},
        "tile_paths": [{"level": str(l), "index": n, "width": w, "path": tile_path(l, n, w)} for l, n, w in (
            (0, 0, 256), (0, 0, 1), (0, 999, 255), (0, 1000, 256), (1, 1234067, 256), (2, 1000000, 7), (63, 0, 1),
            ("entries", 0, 256), ("entries", 123456789, 3))],
        "tiles": [{"size": n, "files": {path: sha256(data).hex() for path, data in tiles(many[:n]).items()}} for n in (1, 255, 256, 257, 1300)],
        "commit": {"salt": salt.hex(), "event": event.decode(), "event_commit": sha256(b"mingjing/event/v1\n" + salt + event).hex(),
                   "withheld_commit": sha256(b"mingjing/withheld/v1\n" + salt + event).hex()},
        "entries": [e.decode() for e in entries],
        "documents": {"json": document.decode(), "pdf": "%PDF-1.7 sample"},
        "proofs": {"event": log_proof(40, signed), "publication": log_proof(41, signed), "publication_witnessed": log_proof(41, witnessed),
                   "replacing": log_proof(42, signed), "takedown": log_proof(45, signed)},
    }


def main():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "vectors.json")
    text = json.dumps(make(), indent=1, ensure_ascii=False) + "\n"
    if "--check" in sys.argv:
        with open(path, encoding="utf-8") as file:
            if file.read() != text:
                sys.exit("vectors.json is not what generate.py makes")
        return
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


main()
