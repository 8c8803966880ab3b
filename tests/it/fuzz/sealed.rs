//! Sealed formats: whatever differs from what was sealed does not open.

use super::Target;
use resguardo::crypto::grant::{GrantTerms, SealedGrant};
use resguardo::crypto::stream::{Opener, Sealed, seal};
use resguardo::crypto::{AccountKeys, BlobKey, Certificate, CompartmentKey, IdentityKeys, Place, RootKey};
use std::io::{Cursor, Read};
use std::sync::LazyLock;

const PLACE: Place<'static> = Place {
    organisation: &[1; 16],
    scope: &[2; 16],
    compartment: "record",
    epoch: 1,
    kind: "person",
    id: &[3; 16],
    revision: 1,
    schema: 1,
};

static KEY: LazyLock<CompartmentKey> = LazyLock::new(CompartmentKey::generate);

static DOCUMENT_SEALED: LazyLock<Vec<u8>> = LazyLock::new(|| KEY.seal(&PLACE, b"una persona"));

pub const DOCUMENT: Target = Target {
    name: "document",
    seeds: || vec![DOCUMENT_SEALED.clone()],
    rounds: 20_000,
    run: |input| assert_eq!(KEY.open(&PLACE, input).is_ok(), *DOCUMENT_SEALED == input),
};

static WRAPPED: LazyLock<[Vec<u8>; 2]> = LazyLock::new(|| {
    [KEY.wrap_blob_key(&PLACE, &BlobKey::generate()), KEY.wrap_older(&PLACE, &CompartmentKey::generate())]
});

pub const WRAPPED_KEY: Target = Target {
    name: "wrapped-key",
    seeds: || WRAPPED.to_vec(),
    rounds: 20_000,
    run: |input| {
        assert_eq!(KEY.unwrap_blob_key(&PLACE, input).is_ok(), WRAPPED[0] == input);
        assert_eq!(KEY.unwrap_older(&PLACE, input).is_ok(), WRAPPED[1] == input);
    },
};

struct Given {
    keys: AccountKeys,
    certificate: Certificate,
    terms: GrantTerms,
    grant: Vec<u8>,
}

static GIVEN: LazyLock<Given> = LazyLock::new(|| {
    let (keys, identity, root) = (AccountKeys::generate(), IdentityKeys::generate(), RootKey::generate());
    let public = keys.public(&identity.public());
    let certificate = Certificate::issue_by_root(&root, [1; 16], [4; 16], public, true, 1);
    let terms = GrantTerms {
        organisation: [1; 16],
        scope: [2; 16],
        compartment: "record".into(),
        epoch: 1,
        account: [4; 16],
        role: "lead".into(),
        granter: [4; 16],
        granted_at: 1,
        expires_at: None,
    };
    let grant = SealedGrant::seal(&KEY, &certificate, &terms, &keys).to_bytes();
    Given { keys, certificate, terms, grant }
});

pub const GRANT: Target = Target {
    name: "grant",
    seeds: || vec![GIVEN.grant.clone()],
    rounds: 2_000,
    run: |input| {
        let Ok(read) = SealedGrant::from_bytes(input) else { return };
        assert_eq!(read.to_bytes(), input, "a second writing");
        let Given { keys, certificate, terms, grant } = &*GIVEN;
        let opened = read.open_record(terms, keys, certificate, certificate).is_ok();
        assert_eq!(opened, grant == input);
    },
};

/// Two chunks and a bit, with the key and what sealing found out.
static SEALED: LazyLock<(BlobKey, Vec<u8>, Vec<u8>, Sealed)> = LazyLock::new(|| {
    let (key, mut stored) = (BlobKey::generate(), Vec::new());
    let content: Vec<u8> = (0..140_000u32).map(|n| (n % 251) as u8).collect();
    let found = seal(&key, &[5; 16], &mut content.as_slice(), &mut stored).unwrap();
    (key, content, stored, found)
});

pub const STREAM: Target = Target {
    name: "stream",
    seeds: || vec![SEALED.2.clone(), SEALED.2[..65_602].to_vec(), Vec::new()],
    rounds: 1_000,
    run: |input| {
        let (key, content, stored, found) = &*SEALED;
        let Ok(mut opener) = Opener::new(key, &[5; 16], Cursor::new(input)) else {
            return assert_ne!(input, stored);
        };
        assert_eq!(opener.verify_all(found).is_ok(), input == stored);
        let mut read = Vec::new();
        match opener.read_to_end(&mut read) {
            Ok(_) => assert!(read == *content, "all of it, or an error"),
            Err(_) => assert!(content.starts_with(&read), "what is read before the error is as it was"),
        }
    },
};
