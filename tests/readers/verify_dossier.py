#!/usr/bin/env python3
"""Verifies a Resguardo dossier, written from docs/formats/dossier.md alone.

    verify_dossier.py FILE.zip [PUBLIC-KEY] [--since OLDER.zip|RECEIPT]

Prints each fault on a line and exits with 1; prints nothing else than "holds" and exits with 0.
Needs the standard library and `cryptography` (PyPI).
"""

import argparse
import base64
import csv
import hashlib
import io
import json
import re
import struct
import sys
import uuid
import zipfile
import zlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = "resguardo-dossier/1"
TAGS = ["bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sha256.txt.minisig", "resguardo.pub"]
faults = []


def must(holds, what):
    if not holds:
        faults.append(what)
    return bool(holds)


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def lengths(*fields):
    return b"".join(struct.pack(">I", len(field)) + field for field in fields)


def unpack(data):
    fields = []
    while data:
        (length,) = struct.unpack(">I", data[:4])
        if len(data) < 4 + length:
            raise ValueError("a field is cut short")
        fields.append(data[4 : 4 + length])
        data = data[4 + length :]
    return fields


def signed(key, signature, message):
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
        return True
    except (InvalidSignature, ValueError):
        return False


# 1. The zip, written again by hand from its files (small ones: no zip64).

def canonical(names, data):
    out, directory = bytearray(), bytearray()
    for name, content in zip(names, data):
        offset, raw = len(out), name.encode()
        numbers = struct.pack("<III", zlib.crc32(content), len(content), len(content))
        fixed = struct.pack("<HHHH", 8, 0, 0, 0x21)
        out += b"PK\x03\x04" + struct.pack("<H", 10) + fixed + bytes(12) + struct.pack("<HH", len(raw), 0) + raw
        out += content + b"PK\x07\x08" + numbers
        directory += b"PK\x01\x02" + struct.pack("<HH", 0x030A, 10) + fixed + numbers
        directory += struct.pack("<HHHHHII", len(raw), 0, 0, 0, 0, 0x81A40000, offset) + raw
    count, start = len(names), len(out)
    return bytes(out + directory + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), start, 0))


def safe(path):
    device = r"(?i)(con|prn|aux|nul|com[1-9]|lpt[1-9])(\..*)?$"
    parts = path.split("/")
    plain = all(re.fullmatch(r"[A-Za-z0-9_-]([A-Za-z0-9._-]*[A-Za-z0-9_-])?", part) for part in parts)
    return plain and len(path) <= 200 and not any(re.match(device, part) for part in parts)


def opened(path):
    whole = open(path, "rb").read()
    archive = zipfile.ZipFile(io.BytesIO(whole))
    entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
    must(all(entry.compress_type == 0 for entry in entries), "zip: not stored")
    must(sum(entry.file_size for entry in entries) <= len(whole), "zip: larger inside than outside")
    if faults:
        return None, {}
    data = [archive.read(entry) for entry in entries]
    must(canonical([entry.filename for entry in entries], data) == whole, "zip: not in canonical form")
    name, files = entries[0].filename.split("/")[0], {}
    for entry, content in zip(entries, data):
        folder, _, below = entry.filename.partition("/")
        must(folder == name and safe(below), f"name: {entry.filename!r}")
        must(below.lower() not in [other.lower() for other in files], f"name twice: {entry.filename!r}")
        files[below] = content
    return name, files


# 2-4. The bag and its signature.

def manifest(files, name):
    lines = files[name].decode().splitlines()
    pairs = [tuple(reversed(line.split("  ", 1))) for line in lines]
    must(len(dict(pairs)) == len(pairs), f"{name}: a file is listed twice")
    return dict(pairs)


def bag(files):
    must(files["bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", "bagit.txt")
    payload, tags = manifest(files, "manifest-sha256.txt"), manifest(files, "tagmanifest-sha256.txt")
    inside = {path for path in files if path.startswith("data/")}
    must(set(payload) == inside, f"manifest: {sorted(set(payload) ^ inside)}")
    outside = set(files) - inside - {"tagmanifest-sha256.txt"}
    must(set(tags) == outside == set(TAGS), f"tag manifest: {sorted(set(tags) ^ set(TAGS))}")
    for path, digest in {**payload, **tags}.items():
        must(sha256(files.get(path, b"")) == digest, f"digest: {path}")
    oxum = f"{sum(len(files[path]) for path in inside)}.{len(inside)}"
    must(f"Payload-Oxum: {oxum}" in files["bag-info.txt"].decode().splitlines(), "Payload-Oxum")


def minisign(name, files, expected):
    line = files["resguardo.pub"].decode().splitlines()[1]
    public = base64.b64decode(line)
    must(len(public) == 42 and public[:2] == b"Ed", "resguardo.pub")
    must(expected is None or expected.strip().splitlines()[-1] == line, "another key than the one given")
    _, signature, comment, both = files["manifest-sha256.txt.minisig"].decode().splitlines()
    signature, comment = base64.b64decode(signature), comment.removeprefix("trusted comment: ")
    must(signature[:2] == b"ED" and signature[2:10] == public[2:10], "minisig: another key")
    hashed = hashlib.blake2b(files["manifest-sha256.txt"]).digest()
    must(signed(public[10:], signature[10:], hashed), "minisig: the manifest is not what was signed")
    must(signed(public[10:], base64.b64decode(both), signature[10:] + comment.encode()), "minisig: comment")
    must(comment == f"{FORMAT} {name} bag-info-sha256={sha256(files['bag-info.txt'])}", "minisig: says otherwise")
    return line, public[2:]


# 5. Certificates.

def certificate(data):
    label, body, signature = unpack(data[2:])
    kind, organisation, account, keys, issuer, registrar, _ = unpack(body)
    keys_label, _, _, signing, key_id, dossier = unpack(keys[2:])
    good = data[:2] == keys[:2] == b"\x01\x01" and label == b"rg1/certificate"
    if not good or kind != b"rg1/certificate/body" or keys_label != b"rg1/public-keys":
        raise ValueError("not a certificate")
    return dict(body=body, signature=signature, organisation=organisation, account=account, issuer=issuer,
                registrar=int.from_bytes(registrar, "big"), signing=signing, dossier=key_id + dossier)


def certified(files, key):
    said = json.loads(files["data/ledger/signers.json"])
    root, organisation = base64.b64decode(said["root"]), uuid.UUID(said["organisation"]).bytes
    given = {one["account"]: certificate(base64.b64decode(one["certificate"])) for one in said["certificates"]}

    def under(one, by):
        return signed(by, one["signature"], lengths(b"rg1/sign", b"certificate", organisation, one["body"]))

    good = {}
    for account, one in given.items():
        own = uuid.UUID(account).bytes == one["account"] and one["organisation"] == organisation
        if one["issuer"] == b"":
            chained = under(one, root)
        else:
            by = given.get(str(uuid.UUID(bytes=one["issuer"])))
            may = by and by["issuer"] == b"" and by["registrar"] == 1 and one["registrar"] == 0
            chained = may and by["account"] != one["account"] and under(by, root) and under(one, by["signing"])
        if must(own and chained, f"certificate: {account}"):
            good[account] = one
    must(key in [one["dossier"] for one in good.values()], "nobody certified resguardo.pub")
    return organisation, root, good, said["checkpoint"]


# 6. The ledger.

def head(files, good, signer):
    text, _, lines = files["data/ledger/checkpoint.txt"].decode().rpartition("\n\n")
    origin, size, root = text.split("\n")
    key = good.get(signer["account"], {"signing": bytes(32)})["signing"]
    name = signer["name"]
    key_id = hashlib.sha256(name.encode() + b"\n\x01" + key).digest()[:4]
    blobs = [base64.b64decode(line.split(" ")[2]) for line in lines.splitlines() if line.startswith(f"— {name} ")]
    holds = any(blob[:4] == key_id and signed(key, blob[4:], text.encode() + b"\n") for blob in blobs)
    must(holds, "checkpoint: signature")
    return origin, int(size), base64.b64decode(root)


def root_of(leaf, index, size, proof):
    """RFC 9162 §2.1.3.2."""
    if index >= size:
        return None
    last, node = size - 1, leaf
    for sibling in proof:
        if last == 0:
            return None
        if index & 1 or index == last:
            node = hashlib.sha256(b"\x01" + sibling + node).digest()
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            node = hashlib.sha256(b"\x01" + node + sibling).digest()
        index, last = index >> 1, last >> 1
    return node if last == 0 else None


def goes_on(old_size, old_root, size, root, proof):
    """RFC 9162 §2.1.4.2, with the two cases of ledger-proofs.md for which the proof is empty."""
    if old_size == 0 or old_size >= size:
        nothing = hashlib.sha256(b"").digest()
        return not proof and (old_root == nothing if old_size == 0 else (old_size, old_root) == (size, root))
    nodes = ([old_root] if old_size & (old_size - 1) == 0 else []) + proof
    if not nodes:
        return False
    index, last = old_size - 1, size - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    before, after = nodes[0], nodes[0]
    for sibling in nodes[1:]:
        if last == 0:
            return False
        if index & 1 or index == last:
            before = hashlib.sha256(b"\x01" + sibling + before).digest()
            after = hashlib.sha256(b"\x01" + sibling + after).digest()
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            after = hashlib.sha256(b"\x01" + after + sibling).digest()
        index, last = index >> 1, last >> 1
    return last == 0 and (before, after) == (old_root, root)


def earlier(files, size, root):
    heads, before = {}, 0
    for line in files["data/ledger/consistency.jsonl"].decode().splitlines():
        head = json.loads(line)
        proof = [bytes.fromhex(digest) for digest in head["proof"]]
        must(head["size"] > before, f"consistency: {head['size']} is out of order")
        must(goes_on(head["size"], bytes.fromhex(head["root"]), size, root, proof), f"consistency: from {head['size']}")
        before = head["size"]
        heads[before] = proof
    return heads


def since(path, heads, head, root_key):
    """The older file is a dossier, which must hold by itself, or a receipt."""
    origin, size, root = head
    if open(path, "rb").read(2) == b"PK":
        theirs, (old_origin, old_size, old_root) = verify(path, None)[1:]
        must(theirs == root_key, "since: another organisation")
    else:
        old_origin, old_size, old_root = open(path, encoding="utf-8").read().split("\n")[:3]
        old_size, old_root = int(old_size), base64.b64decode(old_root)
    if not must(old_origin == origin, "since: another case") or not must(old_size <= size, "since: later than this one"):
        return
    if old_size < size and not must(old_size in heads, "since: no proof from there"):
        return
    must(goes_on(old_size, old_root, size, root, heads.get(old_size, []) if old_size < size else []), "since: not the same ledger")


def entries(files, organisation, good, size, root):
    proven, before = {}, -1
    for line in files["data/ledger/entries.jsonl"].decode().splitlines():
        entry = json.loads(line)
        seq, body, signature = entry["seq"], entry["body"].encode(), base64.b64decode(entry["signature"])
        must(seq > before, f"entry {seq}: out of order")
        key = good.get(entry["signer"], {"signing": bytes(32)})["signing"]
        ok = must(signed(key, signature, lengths(b"rg1/sign", b"ledger-entry", organisation, body)), f"entry {seq}: signature")
        leaf = hashlib.sha256(b"\x00" + body + signature).digest()
        proof = [bytes.fromhex(digest) for digest in entry["proof"]]
        if must(root_of(leaf, seq, size, proof) == root, f"entry {seq}: proof") and ok:
            proven[seq] = json.loads(body)
        before = seq
    return proven


# 7-8. The record, the exhibits, the posts, the PDF.

def commits(body, digest):
    salted = body.get("salt", "").encode() + bytes.fromhex(digest)
    return body.get("content") == sha256(salted)


def inert(cell):
    start = cell.lstrip(" ")[:1]
    return "'" + cell if start and start in "=+-@\t\r\n＝＋－＠" else cell


def posts(files, rows):
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["number", "date", "account", "text", "id", "sha256"])
    for row in rows:
        table.writerow([inert(str(row[key])) for key in ("number", "date", "handle", "text", "id", "sha256")])
    # Quoting is free in RFC 4180: compare what is read.
    ours, theirs = (list(csv.reader(io.StringIO(text, newline=""))) for text in (out.getvalue(), files["data/posts.csv"].decode()))
    must(ours == theirs, "posts.csv")
    known = {(row["number"], row["id"], row["sha256"]) for row in rows}
    for line in files["data/posts.jsonl"].decode().splitlines():
        post = json.loads(line)
        must((post["number"], post["id"], post["sha256"]) in known, f"posts.jsonl: {post['number']}")
        must(sha256(post["raw"].encode()) == post["sha256"], f"posts.jsonl: digest of {post['number']}")


def record(name, files, key_line, proven, origin, size, root):
    said = json.loads(files["data/dossier.json"])
    must(said["format"] == FORMAT, "dossier.json: format")
    integrity = said["integrity"]
    same = (integrity["ledger_origin"], integrity["ledger_size"], integrity["ledger_root"]) == (origin, size, root.hex())
    must(same and integrity["signer_key"] == key_line, "dossier.json: integrity")
    described = set()
    for exhibit in said["exhibits"]:
        cited = [event["ledger_entry"] for event in exhibit["custody"] if event["ledger_entry"] is not None]
        must(all(number in proven for number in cited), f"{exhibit['reference']}: cites an entry that is not there")
        file = exhibit["file"]
        if file:
            described.add(file["path"])
            content = files.get(file["path"], b"")
            must((sha256(content), len(content)) == (file["sha256"], file["bytes"]), f"exhibit: {file['path']}")
            number = file["ledger_entry"]
            must(number is None or commits(proven.get(number, {}), file["sha256"]), f"exhibit: {file['path']}: ledger")
    must(described == {path for path in files if path.startswith("data/exhibits/")}, "exhibits: not those described")
    posts(files, said["posts"]["rows"])
    must(files["data/dossier.json"] in attachments(files[f"data/{name}.pdf"]), "PDF: another record is attached")


def attachments(pdf):
    """Streams of type EmbeddedFile, unfolded. Enough for the PDFs that this format describes."""
    for found in re.finditer(rb"/Type\s*/EmbeddedFile\b.*?stream\r?\n", pdf, re.DOTALL):
        data = pdf[found.end() :]
        if b"/FlateDecode" in found.group():
            yield zlib.decompressobj().decompress(data)
        else:
            yield data[: data.index(b"endstream")].rstrip(b"\r\n")


def verify(path, expected):
    name, files = opened(path)
    if faults:
        return {}, None, None
    bag(files)
    key_line, key = minisign(name, files, expected)
    organisation, root_key, good, signer = certified(files, key)
    origin, size, root = head(files, good, signer)
    record(name, files, key_line, entries(files, organisation, good, size, root), origin, size, root)
    return earlier(files, size, root), root_key, (origin, size, root)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("file")
    options.add_argument("key", nargs="?")
    options.add_argument("--since")
    given = options.parse_args()
    try:
        heads, root_key, head = verify(given.file, given.key)
        if given.since and not faults:
            since(given.since, heads, head, root_key)
    except (OSError, ValueError, KeyError, IndexError, TypeError, struct.error, zipfile.BadZipFile, zlib.error) as error:
        faults.append(f"cannot be read: {error!r}")
    print("\n".join(faults) if faults else "holds")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
