//! The test vectors in `tests/vectors/crypto/`, for whoever writes another reader.
//!
//! Each file has `given` (inputs), `derived` (what everybody must compute from them) and `sealed`
//! (made with random nonces: what everybody must be able to open). This test computes `derived`
//! again, compares it byte for byte, and opens `sealed`. Written files are frozen: only
//! `RESGUARDO_WRITE_VECTORS=1 cargo test vectors` writes them, for a new format.

use super::people;
use crate::crypto::{
    compartment::BlobKey,
    keyring::{AccountKeys, IdentityKeys, RootKey},
    password::{KdfParams, Password, PasswordRoot, login_tag},
    secret::Secret,
    stream::{Opener, Sealed, seal},
    *,
};
use data_encoding::{BASE64, HEXLOWER};
use serde_json::{Value, json};
use std::{env, fs, io::Cursor, io::Read, path::Path};

const ACCOUNT: [u8; 16] = [0xac; 16];
const WRAP: [u8; 16] = [0x3a; 16];
const SCOPE: [u8; 16] = [0x5c; 16];
const OBJECT: [u8; 16] = [0x0b; 16];

fn hex(bytes: impl AsRef<[u8]>) -> String {
    HEXLOWER.encode(bytes.as_ref())
}

fn unhex(value: &Value) -> Vec<u8> {
    HEXLOWER.decode(value.as_str().unwrap().as_bytes()).unwrap()
}

/// Distinct, recognisable secrets.
fn secret(number: u8) -> [u8; 32] {
    std::array::from_fn(|at| number.wrapping_mul(16).wrapping_add(at as u8))
}

/// Compares with the file, or writes it when told to; gives back what was in the file.
fn frozen(name: &str, fresh: &Value) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/crypto").join(name);
    if env::var_os("RESGUARDO_WRITE_VECTORS").is_some() {
        fs::write(&path, serde_json::to_string_pretty(fresh).unwrap() + "\n").unwrap();
    }
    let stored: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    assert_eq!(stored["given"], fresh["given"], "{name}");
    assert_eq!(stored["derived"], fresh["derived"], "{name}");
    assert!(stored["sealed"].as_object().is_none_or(|sealed| !sealed.is_empty()));
    stored
}

fn account() -> AccountKeys {
    let export = [&[1, 1, 1], &secret(1)[..], &secret(2), &[8; 8], &secret(3)].concat();
    AccountKeys::import(&export).ok().unwrap()
}

fn identity() -> IdentityKeys {
    IdentityKeys::import(&[&[1, 1, 2], &secret(4)[..]].concat()).ok().unwrap()
}

fn compartment() -> CompartmentKey {
    CompartmentKey::copy_from(&secret(6)).unwrap()
}

fn place() -> Place<'static> {
    Place {
        organisation: &people::ORGANISATION,
        scope: &SCOPE,
        compartment: "record",
        epoch: 3,
        kind: "testimony",
        id: &OBJECT,
        revision: 2,
        schema: 1,
    }
}

#[test]
fn keys() {
    // The ligature shows the normalisation.
    let text = "contrase\u{f1}a \u{fb01}rme";
    let params = KdfParams::FLOOR;
    let root = PasswordRoot::derive(&Password::new(text), &[0x5a; 16], params, None).ok().unwrap();
    let (main, second) = (root.keyring_key(&ACCOUNT, &WRAP), root.identity_key(&ACCOUNT, &WRAP));
    let context = Fields::new("example/keyring").bytes(&ACCOUNT).done();
    let token = SessionToken::from_cookie(&data_encoding::BASE64URL_NOPAD.encode(&secret(5))).unwrap();
    let session = token.key(&[0x40; 32], 7, &ACCOUNT);
    let fresh = json!({
        "given": {
            "password": text, "salt": hex([0x5a; 16]), "memory_kib": params.memory_kib,
            "passes": params.passes, "lanes": params.lanes,
            "account": hex(ACCOUNT), "wrap": hex(WRAP), "wrap_context": hex(&context),
            "organisation": hex(people::ORGANISATION), "name": " Mar\u{ed}a L\u{d3}PEZ ",
            "session_token": hex(secret(5)), "node_secret": hex([0x40; 32]), "generation": 7,
        },
        "derived": {
            "kek_main": hex(main.0.expose()), "kek_identity": hex(second.0.expose()),
            "keyring_main": hex(&*account().export()), "keyring_identity": hex(&*identity().export()),
            "login_tag": hex(login_tag(&people::ORGANISATION, " Mar\u{ed}a L\u{d3}PEZ ")),
            "cookie": *token.to_cookie(), "session_id": hex(token.id()),
            "session_key": hex(session.0.expose()), "form_token": csrf_token(&token),
        },
        "sealed": {
            "keyring_main": hex(main.seal(&context, &account().export())),
            "keyring_identity": hex(second.seal(&context, &identity().export())),
            "keyring_in_session": hex(session.seal(&context, &account().export())),
        },
    });
    let stored = frozen("keys.json", &fresh);
    let open =
        |key: &WrapKey, name: &str| hex(&*key.open(&context, &unhex(&stored["sealed"][name])).unwrap());
    assert_eq!(open(&main, "keyring_main"), stored["derived"]["keyring_main"]);
    assert_eq!(open(&second, "keyring_identity"), stored["derived"]["keyring_identity"]);
    assert_eq!(open(&session, "keyring_in_session"), stored["derived"]["keyring_main"]);
}

#[test]
fn sealed() {
    let (key, place) = (compartment(), place());
    let text = "Dijo que lo vio.";
    let older = CompartmentKey::copy_from(&secret(7)).unwrap();
    let fresh = json!({
        "given": {
            "compartment_key": hex(secret(6)),
            "place": {
                "organisation": hex(place.organisation), "scope": hex(place.scope),
                "compartment": place.compartment, "epoch": place.epoch, "kind": place.kind,
                "id": hex(place.id), "revision": place.revision, "schema": place.schema,
            },
            "text": text, "blob_key": hex(secret(8)), "older_key": hex(secret(7)),
            "blind_field": "post", "blind_value": hex("1234567890"),
        },
        "derived": {
            "place": hex(place.encode()), "blind": hex(key.blind("post", b"1234567890")),
            "commitment": hex(key.commitment(&place)),
        },
        "sealed": {
            "object": hex(key.seal(&place, text.as_bytes())),
            "blob_key": hex(key.wrap_blob_key(&place, &BlobKey(Secret::copy_from(&secret(8)).unwrap()))),
            "older_key": hex(key.wrap_older(&place, &older)),
        },
    });
    let stored = frozen("sealed.json", &fresh);
    let bytes = |name: &str| unhex(&stored["sealed"][name]);
    assert_eq!(key.open(&place, &bytes("object")).unwrap().as_slice(), text.as_bytes());
    let blob_key = key.unwrap_blob_key(&place, &bytes("blob_key")).ok().unwrap();
    assert_eq!(*blob_key.0.expose(), secret(8));
    assert_eq!(*key.unwrap_older(&place, &bytes("older_key")).ok().unwrap().expose(), secret(7));
}

#[test]
fn stream() {
    let key = BlobKey(Secret::copy_from(&secret(8)).unwrap());
    let content = |length: usize| (0..length).map(|at| (at * 7 % 251) as u8).collect::<Vec<_>>();
    let lengths = [0, 66_000];
    let sealed = lengths.map(|length| {
        let mut stored = Vec::new();
        let found = seal(&key, &OBJECT, &mut content(length).as_slice(), &mut stored).unwrap();
        json!({ "stored": BASE64.encode(&stored), "tags_sha256": found.tags_sha256 })
    });
    let fresh = json!({
        "given": {
            "blob_key": hex(secret(8)), "blob": hex(OBJECT), "lengths": lengths,
            "content": "byte i is i * 7 mod 251",
        },
        "derived": { "sha256": lengths.map(|length| Digest::of(&content(length))) },
        "sealed": { "streams": sealed },
    });
    let stored = frozen("stream.json", &fresh);
    for (number, length) in lengths.into_iter().enumerate() {
        let stream = &stored["sealed"]["streams"][number];
        let bytes = BASE64.decode(stream["stored"].as_str().unwrap().as_bytes()).unwrap();
        let mut opener = Opener::new(&key, &OBJECT, Cursor::new(bytes)).ok().unwrap();
        let expected = Sealed {
            length: length as u64,
            sha256: Digest::of(&content(length)),
            tags_sha256: stream["tags_sha256"].as_str().unwrap().parse().unwrap(),
        };
        assert_eq!(opener.verify_all(&expected), Ok(()));
        let mut plain = Vec::new();
        opener.read_to_end(&mut plain).unwrap();
        assert!(plain == content(length));
    }
}

#[test]
fn signatures() {
    let (keys, public) = (account(), account().public(&identity().public()));
    let root = RootKey::import(&[&[1, 1, 3], &secret(9)[..]].concat()).ok().unwrap();
    let organisation = people::ORGANISATION;
    let certificate =
        Certificate::issue_by_root(&root, organisation, ACCOUNT, public.clone(), true, 1_000_000);
    let terms = GrantTerms {
        organisation,
        scope: SCOPE,
        compartment: "record".into(),
        epoch: 3,
        account: ACCOUNT,
        role: "lead".into(),
        granter: ACCOUNT,
        granted_at: 2_000_000,
        expires_at: None,
    };
    let checkpoint = Checkpoint { origin: "example/ledger".into(), size: 3, root: Digest::of(b"root") };
    let fresh = json!({
        "given": {
            "keyring_main": hex(&*account().export()), "keyring_identity": hex(&*identity().export()),
            "root": hex(&*root.export()), "organisation": hex(organisation), "account": hex(ACCOUNT),
            "purpose": "example", "message": hex("message"),
            "certificate": { "registrar": true, "issued_at": 1_000_000 },
            "checkpoint": { "origin": "example/ledger", "size": 3, "root": Digest::of(b"root"), "name": "example" },
            "dossier": hex("a dossier"), "trusted_comment": "an example",
            "grant": {
                "scope": hex(SCOPE), "compartment": "record", "epoch": 3, "role": "lead",
                "granter": hex(ACCOUNT), "granted_at": 2_000_000, "expires_at": null,
                "compartment_key": hex(secret(6)),
            },
        },
        "derived": {
            "public_keys": hex(public.to_bytes()), "fingerprint": public.fingerprint(),
            "root_public": hex(root.public().bytes()),
            "signature": hex(keys.sign("example", &organisation, b"message").bytes()),
            "certificate": hex(certificate.to_bytes()),
            "signed_checkpoint": checkpoint.signed(&keys, "example"),
            "minisign_public": keys.minisign().public_text(),
            "minisign_signature": keys.minisign().sign(&b"a dossier"[..], "an example").unwrap(),
        },
        "sealed": { "grant": hex(SealedGrant::seal(&compartment(), &certificate, &terms, &keys).to_bytes()) },
    });
    let stored = frozen("signatures.json", &fresh);
    let grant = SealedGrant::from_bytes(&unhex(&stored["sealed"]["grant"])).ok().unwrap();
    let opened = grant.open_record(&terms, &keys, &certificate, &certificate).ok().unwrap();
    assert_eq!(*opened.expose(), secret(6));
}

#[test]
fn ledger_proofs() {
    let entries: Vec<Vec<u8>> = (0..7).map(|number| format!("entry {number}").into_bytes()).collect();
    let leaves: Vec<Digest> = entries.iter().map(|entry| merkle::leaf_hash(entry)).collect();
    let fresh = json!({
        "given": { "entries": entries.iter().map(hex).collect::<Vec<_>>() },
        "derived": {
            "leaf_hashes": leaves,
            "roots": (0..=7).map(|size| merkle::root(&leaves[..size])).collect::<Vec<_>>(),
            "inclusion_in_7": (0..7).map(|index| merkle::inclusion(&leaves, index)).collect::<Vec<_>>(),
            "consistency_with_7": (0..=7).map(|old| merkle::consistency(&leaves, old)).collect::<Vec<_>>(),
        },
    });
    frozen("ledger-proofs.json", &fresh);
}
