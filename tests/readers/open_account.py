#!/usr/bin/python3
"""Opens an account of a real SQLite store from docs/formats/ alone: finds it by its name, opens
both keyrings with the password, and verifies the certificate up to the root that is pinned.

usage: open_account.py DATABASE NAME <PASSWORD

Needs PyNaCl and argon2-cffi (Debian: python3-nacl, python3-argon2). Prints the account's id and
the fingerprint of its certificate; exit status 0 means that everything opened and verified.
"""

import hashlib
import sqlite3
import sys
import unicodedata

import nacl.signing

from open_record import argon2id, encode, expand, number, open_sealed


def fields(label, encoded):
    """keys.md: the fields of a canonical encoding."""
    found, at = [], 0
    while at < len(encoded):
        length = int.from_bytes(encoded[at : at + 4], "big")
        found.append(encoded[at + 4 : at + 4 + length])
        at += 4 + length
    if at != len(encoded) or found[0] != label.encode():
        raise ValueError(label)
    return found[1:]


def login_tag(organisation, name):
    normal = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name.strip()).lower())
    salt = hashlib.sha256(encode("rg1/login/salt", organisation)).digest()
    return expand(argon2id(normal.encode(), salt, 8192, 1, 1), encode("rg1/login"))


def keyrings(organisation, row, password):
    """store.md: both keyrings, each under its own key and context."""
    account, wrap, salt, memory, passes, lanes, main, identity = row
    normal = unicodedata.normalize("NFKC", password).encode()
    root = argon2id(normal, salt, memory, passes, lanes)
    for which, sealed in (("main", main), ("identity", identity)):
        key = expand(root, encode(f"rg1/kek/{which}", account, wrap))
        costs = [number(cost) for cost in (memory, passes, lanes)]
        context = encode("rg1/keyring", which.encode(), organisation, account, wrap, salt, *costs)
        yield open_sealed(key, "rg1/wrap", context, sealed)


def certificate_of(database, account):
    (stored,) = database.execute("SELECT certificate FROM accounts WHERE id = ?", (account,)).fetchone()
    body, signature = fields("rg1/certificate", stored[2:])
    organisation, owner, public, issuer, registrar, _ = fields("rg1/certificate/body", body)
    if owner != account:
        raise ValueError("a certificate of somebody else")
    signing = fields("rg1/public-keys", public[2:])[2]
    return {"stored": stored, "body": body, "signature": signature, "organisation": organisation,
            "issuer": issuer, "registrar": registrar, "signing": signing}


def verify(key, certificate):
    signed = encode("rg1/sign", b"certificate", certificate["organisation"], certificate["body"])
    nacl.signing.VerifyKey(key).verify(signed, certificate["signature"])


def verify_chain(database, root, certificate):
    """signatures.md: at most two links."""
    if not certificate["issuer"]:
        return verify(root, certificate)
    issuer = certificate_of(database, certificate["issuer"])
    if issuer["issuer"] or issuer["registrar"] != number(1) or certificate["registrar"] != number(0):
        raise ValueError("not entitled to certify")
    verify(root, issuer)
    verify(issuer["signing"], certificate)


def main(path, name):
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    (organisation,) = database.execute("SELECT value FROM meta WHERE key = 'organisation'").fetchone()
    row = database.execute(
        "SELECT id, wrap_id, salt, memory_kib, passes, lanes, keyring, identity_keyring"
        " FROM accounts WHERE login_tag = ?",
        (login_tag(organisation, name),),
    ).fetchone()
    if row is None:
        sys.exit("no such account")
    main_keyring, identity_keyring = keyrings(organisation, row, sys.stdin.read())
    keys, root, _ = fields("rg1/keyring-content", main_keyring)
    identity, _ = fields("rg1/identity-keyring-content", identity_keyring)
    if (keys[:3], len(keys)) != (b"\x01\x01\x01", 107) or (identity[:3], len(identity)) != (b"\x01\x01\x02", 35):
        sys.exit("not the keyrings that keys.md describes")
    certificate = certificate_of(database, row[0])
    verify_chain(database, root, certificate)
    if bytes(nacl.signing.SigningKey(keys[35:67]).verify_key) != certificate["signing"]:
        sys.exit("the certificate is of other keys")
    print(row[0].hex(), hashlib.sha256(certificate["stored"]).hexdigest())


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
