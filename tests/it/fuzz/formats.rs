//! Formats of keys, certificates and signatures: each has one writing, and what is read writes the
//! same bytes again.

use super::Target;
use resguardo::crypto::encode::{Fields, Reader};
use resguardo::crypto::{
    AccountKeys, Certificate, Checkpoint, Digest, IdentityKeys, PublicKeys, RootKey, SessionToken,
    SignedCheckpoint, csrf_matches, minisign,
};
use std::sync::LazyLock;

static KEYS: LazyLock<(AccountKeys, IdentityKeys, RootKey)> =
    LazyLock::new(|| (AccountKeys::generate(), IdentityKeys::generate(), RootKey::generate()));

fn public() -> PublicKeys {
    KEYS.0.public(&KEYS.1.public())
}

pub const CERTIFICATE: Target = Target {
    name: "certificate",
    seeds: || {
        let root = Certificate::issue_by_root(&KEYS.2, [1; 16], [2; 16], public(), true, 1);
        let other = Certificate::issue_by(&KEYS.0, [2; 16], [1; 16], [3; 16], public(), -1);
        vec![root.to_bytes(), other.to_bytes()]
    },
    rounds: 3_000,
    run: |input| {
        let seeds = (CERTIFICATE.seeds)();
        if let Ok(read) = Certificate::from_bytes(input) {
            assert_eq!(read.to_bytes(), input, "a second writing");
            assert!(read.verify(&KEYS.2.public(), None).is_err() || seeds[0] == input);
        }
    },
};

pub const PUBLIC_KEYS: Target = Target {
    name: "public-keys",
    seeds: || vec![public().to_bytes()],
    rounds: 3_000,
    run: |input| {
        if let Ok(read) = PublicKeys::from_bytes(input) {
            assert_eq!(read.to_bytes(), input, "a second writing");
        }
    },
};

pub const KEYRING: Target = Target {
    name: "keyring",
    seeds: || vec![KEYS.0.export().to_vec(), KEYS.1.export().to_vec(), KEYS.2.export().to_vec()],
    rounds: 3_000,
    run: |input| {
        let again = [
            AccountKeys::import(input).map(|keys| keys.export().to_vec()),
            IdentityKeys::import(input).map(|keys| keys.export().to_vec()),
            RootKey::import(input).map(|keys| keys.export().to_vec()),
        ];
        let read: Vec<_> = again.into_iter().flatten().collect();
        assert!(read.len() <= 1, "one keyring is of one kind");
        assert!(read.iter().all(|written| written == input), "a second writing");
    },
};

pub const ENCODING: Target = Target {
    name: "encoding",
    seeds: || vec![Fields::new("a").bytes(b"bytes").text("text").number(7).optional(None).done()],
    rounds: 20_000,
    run: |input| {
        let Ok(mut reader) = Reader::new("a", input) else { return };
        let mut again = Fields::new("a");
        let mut length = 5;
        while let Ok(field) = reader.bytes() {
            length += 4 + field.len();
            again = again.bytes(field);
        }
        assert_eq!(again.done(), input[..length]);
        assert!(Reader::new("a", input).is_ok_and(|mut reader| reader.number().is_err() || input.len() > 16));
    },
};

pub const CHECKPOINT: Target = Target {
    name: "checkpoint",
    seeds: || {
        let checkpoint = Checkpoint { origin: "resguardo/a".into(), size: 12, root: Digest::of(b"root") };
        vec![checkpoint.signed(&KEYS.0, "somebody").into_bytes(), checkpoint.text().into_bytes()]
    },
    rounds: 10_000,
    run: |input| {
        let Ok(text) = std::str::from_utf8(input) else { return };
        if let Ok(read) = Checkpoint::parse(text) {
            assert_eq!(read.text(), text, "a second writing");
        }
        let Ok(read) = SignedCheckpoint::parse(text) else { return };
        assert_eq!(read.text(), text, "a second writing");
        let key = public().signing;
        if let Ok(checkpoint) = read.verify("somebody", &key) {
            assert_eq!((checkpoint.origin.as_str(), checkpoint.size), ("resguardo/a", 12));
            assert_eq!(checkpoint.root, Digest::of(b"root"));
        }
    },
};

pub const MINISIGN: Target = Target {
    name: "minisign",
    seeds: || {
        let key = KEYS.0.minisign();
        let signature = key.sign(b"what was signed".as_slice(), "a comment").unwrap();
        vec![[key.public_text().as_str(), &signature, "what was signed"].join("\u{1}").into_bytes()]
    },
    rounds: 5_000,
    run: |input| {
        let Ok(text) = std::str::from_utf8(input) else { return };
        let [public, signature, data] = text.split('\u{1}').collect::<Vec<_>>()[..] else { return };
        // Somebody else's key may say what it likes.
        if public.lines().nth(1) != KEYS.0.minisign().public_text().lines().nth(1) {
            let _ = minisign::verify(public, signature, data.as_bytes());
        } else if let Ok(comment) = minisign::verify(public, signature, data.as_bytes()) {
            assert_eq!((comment.as_str(), data), ("a comment", "what was signed"));
        }
    },
};

pub const COOKIE: Target = Target {
    name: "cookie",
    seeds: || vec![SessionToken::generate().to_cookie().as_bytes().to_vec()],
    rounds: 20_000,
    run: |input| {
        let Ok(text) = std::str::from_utf8(input) else { return };
        if let Some(token) = SessionToken::from_cookie(text) {
            assert_eq!(token.to_cookie().as_str(), text, "a second writing");
            assert!(!csrf_matches(&token, text));
        }
    },
};
