#!/usr/bin/python3
"""Opens keyrings, a sealed record and sealed streams from docs/formats/ alone.

An independent reader: it shares no code with Resguardo, only the specification, and shows that
a person who has the password and the stored bytes can always read them again.

Needs PyNaCl and argon2-cffi (Debian: python3-nacl, python3-argon2). Without arguments it reads
tests/vectors/crypto/; exit status 0 means that everything opened and agreed.
"""

import base64
import hashlib
import hmac
import json
import pathlib
import sys
import unicodedata

import argon2.low_level
import nacl.bindings as sodium
import nacl.exceptions

VECTORS = pathlib.Path(__file__).resolve().parent.parent / "vectors" / "crypto"
CHUNK, TAG, HEADER, TRAILER = 65536, 16, 50, 24


def number(value):
    return value.to_bytes(8, "big")


def encode(label, *fields):
    """keys.md: the canonical encoding."""
    parts = [label.encode(), *fields]
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def expand(key, info, length=32):
    """HKDF-Expand with SHA-256 (RFC 5869 section 2.3)."""
    out, block = b"", b""
    for counter in range(1, 256):
        block = hmac.digest(key, block + info + bytes([counter]), "sha256")
        out += block
        if len(out) >= length:
            return out[:length]
    raise ValueError("too long")


def extract(salt, material):
    return hmac.digest(salt, material, "sha256")


def argon2id(password, salt, memory_kib, passes, lanes):
    return argon2.low_level.hash_secret_raw(
        password, salt, passes, memory_kib, lanes, 32, argon2.low_level.Type.ID, 19
    )


def open_sealed(key, label, place, sealed):
    """sealed.md: format, suite, nonce, commitment, ciphertext with tag."""
    if sealed[:2] != b"\x01\x01":
        raise ValueError("unknown format")
    nonce, commitment, body = sealed[2:26], sealed[26:58], sealed[58:]
    okm = expand(key, encode(label, place), 64)
    if not hmac.compare_digest(okm[32:], commitment):
        raise ValueError("cannot open")
    return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(body, place, nonce, okm[:32])


def encode_place(place):
    """sealed.md: the place."""
    return encode(
        "rg1/place",
        number(1),
        number(1),
        bytes.fromhex(place["organisation"]),
        bytes.fromhex(place["scope"]),
        place["compartment"].encode(),
        number(place["epoch"]),
        place["kind"].encode(),
        bytes.fromhex(place["id"]),
        number(place["revision"]),
        number(place["schema"]),
    )


def padded(length):
    """stream.md: Padmé from 4096 bytes on."""
    length = max(length, 4096)
    exponent = length.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (length + mask) & ~mask


def open_stream(blob_key, blob, stored):
    """stream.md: header, chunks, trailer. Gives back the content and the digest of the tags."""
    header, body, trailer = stored[:HEADER], stored[HEADER:-TRAILER], stored[-TRAILER:]
    if header[:2] != b"\x01\x01":
        raise ValueError("unknown format")
    okm = expand(blob_key, encode("rg1/stream", blob, header[2:18]), 64)
    if not hmac.compare_digest(okm[32:], header[18:]):
        raise ValueError("cannot open")
    aad = encode("rg1/stream/chunk", blob)

    def unseal(position, last, frame):
        nonce = bytes(7) + position.to_bytes(4, "big") + bytes([last])
        return sodium.crypto_aead_chacha20poly1305_ietf_decrypt(frame, aad, nonce, okm[:32])

    frames = [body[at : at + CHUNK + TAG] for at in range(0, len(body), CHUNK + TAG)]
    length = int.from_bytes(unseal(len(frames), 1, trailer), "big")
    content = b"".join(unseal(position, 0, frame) for position, frame in enumerate(frames))
    if len(content) != padded(length) or any(content[length:]):
        raise ValueError("cannot open")
    tags = b"".join(frame[-TAG:] for frame in [*frames, trailer])
    return content[:length], hashlib.sha256(encode("rg1/stream/tags", header) + tags).hexdigest()


def vectors(name):
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))


def check(what, ours, theirs):
    if ours != theirs:
        sys.exit(f"{what}: does not agree")
    print(f"{what}: agrees")


def refuses(what, *arguments):
    try:
        open_sealed(*arguments)
    except (ValueError, nacl.exceptions.CryptoError):
        print(f"{what}: refused")
    else:
        sys.exit(f"{what}: opened, and must not")


def check_keys():
    given, derived, sealed = (vectors("keys.json")[part] for part in ("given", "derived", "sealed"))
    raw = {name: bytes.fromhex(given[name]) for name in ("salt", "account", "wrap", "wrap_context")}
    password = unicodedata.normalize("NFKC", given["password"]).encode()
    root = argon2id(password, raw["salt"], given["memory_kib"], given["passes"], given["lanes"])
    for keyring in ("main", "identity"):
        key = expand(root, encode(f"rg1/kek/{keyring}", raw["account"], raw["wrap"]))
        check(f"key of the {keyring} keyring", key.hex(), derived[f"kek_{keyring}"])
        stored = bytes.fromhex(sealed[f"keyring_{keyring}"])
        plain = open_sealed(key, "rg1/wrap", raw["wrap_context"], stored)
        check(f"{keyring} keyring", plain.hex(), derived[f"keyring_{keyring}"])
        refuses("another context", key, "rg1/wrap", b"", stored)
    check_login(given, derived)
    check_session(given, derived, sealed)


def check_login(given, derived):
    name = unicodedata.normalize("NFKC", given["name"].strip()).lower()
    salt = hashlib.sha256(encode("rg1/login/salt", bytes.fromhex(given["organisation"]))).digest()
    root = argon2id(unicodedata.normalize("NFKC", name).encode(), salt, 8192, 1, 1)
    check("login tag", expand(root, encode("rg1/login")).hex(), derived["login_tag"])


def check_session(given, derived, sealed):
    token, account = bytes.fromhex(given["session_token"]), bytes.fromhex(given["account"])
    session = hashlib.sha256(encode("rg1/sid", token)).digest()
    check("session id", session.hex(), derived["session_id"])
    info = encode("rg1/session", session, account, number(given["generation"]))
    key = expand(extract(bytes.fromhex(given["node_secret"]), token), info)
    check("session key", key.hex(), derived["session_key"])
    context = bytes.fromhex(given["wrap_context"])
    plain = open_sealed(key, "rg1/wrap", context, bytes.fromhex(sealed["keyring_in_session"]))
    check("keyring in a session", plain.hex(), derived["keyring_main"])
    form = base64.urlsafe_b64encode(expand(token, encode("rg1/csrf"))).rstrip(b"=").decode()
    check("form token", form, derived["form_token"])


def check_sealed():
    given, derived, sealed = (vectors("sealed.json")[part] for part in ("given", "derived", "sealed"))
    key, place = bytes.fromhex(given["compartment_key"]), encode_place(given["place"])
    check("place", place.hex(), derived["place"])
    text = open_sealed(key, "rg1/object", place, bytes.fromhex(sealed["object"])).decode()
    check("record", text, given["text"])
    for label, name in (("rg1/blob-key", "blob_key"), ("rg1/older", "older_key")):
        check(name, open_sealed(key, label, place, bytes.fromhex(sealed[name])).hex(), given[name])
    moved = encode_place({**given["place"], "epoch": given["place"]["epoch"] - 1})
    refuses("another place", key, "rg1/object", moved, bytes.fromhex(sealed["object"]))
    value = encode("rg1/blind/value", given["blind_field"].encode(), bytes.fromhex(given["blind_value"]))
    blind = hmac.digest(expand(key, encode("rg1/blind")), value, "sha256")[:16]
    check("blind value", blind.hex(), derived["blind"])
    check("commitment", expand(key, encode("rg1/commit", place)).hex(), derived["commitment"])


def check_streams():
    given, derived, sealed = (vectors("stream.json")[part] for part in ("given", "derived", "sealed"))
    key, blob = bytes.fromhex(given["blob_key"]), bytes.fromhex(given["blob"])
    for length, digest, stream in zip(given["lengths"], derived["sha256"], sealed["streams"], strict=True):
        content, tags = open_stream(key, blob, base64.b64decode(stream["stored"]))
        check(f"stream of {length} bytes", content, bytes(at * 7 % 251 for at in range(length)))
        check("its digest", hashlib.sha256(content).hexdigest(), digest)
        check("the digest of its tags", tags, stream["tags_sha256"])


if __name__ == "__main__":
    check_keys()
    check_sealed()
    check_streams()
