#!/usr/bin/python3
"""Verifies signatures, a certificate, a checkpoint, a minisign file and Merkle proofs from
docs/formats/ alone, on the vectors in tests/vectors/crypto/.

Needs PyNaCl (Debian: python3-nacl). Exit status 0 means that everything verified and that what
was altered did not.
"""

import base64
import hashlib
import sys

import nacl.exceptions
import nacl.signing

from open_record import check, encode, number, vectors


def verifies(key, message, signature):
    try:
        nacl.signing.VerifyKey(key).verify(message, signature)
    except nacl.exceptions.BadSignatureError:
        return False
    return True


def holds(what, key, message, signature):
    """The signature holds, and does not for anything else."""
    if not verifies(key, message, signature) or verifies(key, message + b"x", signature):
        sys.exit(f"{what}: does not verify")
    print(f"{what}: verifies")


def to_be_signed(purpose, organisation, message):
    return encode("rg1/sign", purpose.encode(), organisation, message)


def check_signatures(given, derived):
    organisation, account = bytes.fromhex(given["organisation"]), bytes.fromhex(given["account"])
    keyring = bytes.fromhex(given["keyring_main"])[3:]
    signing = bytes(nacl.signing.SigningKey(keyring[32:64]).verify_key)
    message = to_be_signed(given["purpose"], organisation, bytes.fromhex(given["message"]))
    holds("signature", signing, message, bytes.fromhex(derived["signature"]))

    public = bytes.fromhex(derived["public_keys"])
    check("fingerprint", hashlib.sha256(public).hexdigest(), derived["fingerprint"])
    body = encode(
        "rg1/certificate/body",
        organisation,
        account,
        public,
        b"",
        number(1),
        given["certificate"]["issued_at"].to_bytes(8, "big", signed=True),
    )
    certificate = bytes.fromhex(derived["certificate"])
    signature = certificate[-64:]
    check("certificate", certificate, b"\x01\x01" + encode("rg1/certificate", body, signature))
    root = bytes(nacl.signing.SigningKey(bytes.fromhex(given["root"])[3:]).verify_key)
    check("root key", root.hex(), derived["root_public"])
    holds("certificate's signature", root, to_be_signed("certificate", organisation, body), signature)
    check_checkpoint(given["checkpoint"], derived["signed_checkpoint"], signing)
    check_minisign(given, derived)


def check_checkpoint(given, note, key):
    root = base64.b64encode(bytes.fromhex(given["root"])).decode()
    text = f"{given['origin']}\n{given['size']}\n{root}\n"
    signed, line = note.split("\n\n")
    check("checkpoint", signed + "\n", text)
    dash, name, blob = line.rstrip("\n").split(" ")
    blob = base64.b64decode(blob)
    key_id = hashlib.sha256(name.encode() + b"\n\x01" + key).digest()[:4]
    check("checkpoint's key", (dash, name, blob[:4]), ("\u2014", given["name"], key_id))
    holds("checkpoint's signature", key, text.encode(), blob[4:])


def check_minisign(given, derived):
    public = base64.b64decode(derived["minisign_public"].splitlines()[1])
    _, line, trusted, final = derived["minisign_signature"].splitlines()
    signature = base64.b64decode(line)
    check("minisign's key", (public[:2], signature[:2], public[2:10]), (b"Ed", b"ED", signature[2:10]))
    comment = trusted.removeprefix("trusted comment: ").encode()
    check("minisign's comment", comment.decode(), given["trusted_comment"])
    digest = hashlib.blake2b(bytes.fromhex(given["dossier"])).digest()
    holds("minisign's signature", public[10:], digest, signature[10:])
    holds("minisign's comment", public[10:], signature[10:] + comment, base64.b64decode(final))


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(leaves):
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return node(root_of(leaves[:split]), root_of(leaves[split:]))


def root_from(index, size, leaf, proof):
    """RFC 9162 section 2.1.3.2."""
    last, root = size - 1, leaf
    for sibling in proof:
        if index & 1 or index == last:
            root = node(sibling, root)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            root = node(root, sibling)
        index, last = index >> 1, last >> 1
    return root if last == 0 else None


def subproof(leaves, old, whole):
    """RFC 9162 section 2.1.4.1."""
    if old == len(leaves):
        return [] if whole else [root_of(leaves)]
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    if old <= split:
        return [*subproof(leaves[:split], old, whole), root_of(leaves[split:])]
    return [*subproof(leaves[split:], old - split, False), root_of(leaves[:split])]


def goes_on(old, old_root, size, root, proof):
    """RFC 9162 section 2.1.4.2, for 0 < old < size."""
    nodes = ([old_root] if old & (old - 1) == 0 else []) + proof
    index, last = old - 1, size - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    before = after = nodes[0]
    for sibling in nodes[1:]:
        if last == 0:
            return False
        if index & 1 or index == last:
            before, after = node(sibling, before), node(sibling, after)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            after = node(after, sibling)
        index, last = index >> 1, last >> 1
    return last == 0 and (before, after) == (old_root, root)


def check_proofs(given, derived):
    leaves = [hashlib.sha256(b"\x00" + bytes.fromhex(entry)).digest() for entry in given["entries"]]
    check("leaf hashes", [leaf.hex() for leaf in leaves], derived["leaf_hashes"])
    roots = [root_of(leaves[:size]).hex() for size in range(len(leaves) + 1)]
    check("roots", roots, derived["roots"])
    for index, proof in enumerate(derived["inclusion_in_7"]):
        proof = [bytes.fromhex(digest) for digest in proof]
        check(f"inclusion of {index}", root_from(index, 7, leaves[index], proof), root_of(leaves))
    for old, proof in enumerate(derived["consistency_with_7"]):
        ours = subproof(leaves, old, True) if 0 < old < 7 else []
        check(f"consistency with {old}", [digest.hex() for digest in ours], proof)
        if 0 < old < 7:
            given = [bytes.fromhex(digest) for digest in proof]
            holds = goes_on(old, root_of(leaves[:old]), 7, root_of(leaves), given)
            other = goes_on(old, root_of(leaves[1 : old + 1]), 7, root_of(leaves), given)
            check(f"consistency with {old} holds, and of another does not", (holds, other), (True, False))


if __name__ == "__main__":
    signatures, proofs = vectors("signatures.json"), vectors("ledger-proofs.json")
    check_signatures(signatures["given"], signatures["derived"])
    check_proofs(proofs["given"], proofs["derived"])
