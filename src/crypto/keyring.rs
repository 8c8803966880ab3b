//! The secret half of an account, in two keyrings: the main one, and one that opens identities
//! only and is unlocked separately and briefly. And the organisation's root key.
//!
//! Export layout: format, suite, kind (1 main, 2 identity, 3 root), then the 32-byte secrets in
//! the order of the fields (the dossier key as 8-byte id and seed). An export is only ever sealed
//! under a [`WrapKey`](super::WrapKey).

use super::{
    compartment::WrapKey,
    encode::{FORMAT, Fields, SUITE, without_header},
    error::{Error, Result},
    kdf, labels,
    minisign::MinisignKey,
    public::{PublicKeys, SealingKey},
    secret::Secret,
    sign::{Signature, Signer, VerifyingKey},
};
use hpke::{Deserializable, Kem, kem::XWing};
use zeroize::Zeroizing;

const MAIN: u8 = 1;
const IDENTITY: u8 = 2;
const ROOT: u8 = 3;

/// The main keyring.
pub struct AccountKeys {
    sealing: Opening,
    signing: Signer,
    dossier: MinisignKey,
}

impl AccountKeys {
    pub fn generate() -> Self {
        Self {
            sealing: Opening::generate(),
            signing: Signer::from_seed(&Secret::random()),
            dossier: MinisignKey::generate(),
        }
    }

    pub fn export(&self) -> Zeroizing<Vec<u8>> {
        let (id, dossier) = self.dossier.parts();
        export(MAIN, &[self.sealing.0.expose(), self.signing.seed(), id, dossier])
    }

    pub fn import(bytes: &[u8]) -> Result<Self> {
        let body = import::<104>(MAIN, bytes)?;
        Ok(Self {
            sealing: Opening(secret(&body[..32])?),
            signing: Signer::from_seed(&secret(&body[32..64])?),
            dossier: MinisignKey::from_parts(&body[64..72], &secret(&body[72..])?)?,
        })
    }

    /// The public half, completed by the public half of the identity keyring.
    pub fn public(&self, identity: &SealingKey) -> PublicKeys {
        PublicKeys {
            sealing: self.sealing.public(),
            identity: identity.clone(),
            signing: self.signing.public(),
            dossier: self.dossier.public(),
        }
    }

    /// Whether these are the secrets of that public half (its identity key is not looked at).
    pub fn belong_to(&self, keys: &PublicKeys) -> bool {
        self.public(&keys.identity) == *keys
    }

    pub fn sign(&self, purpose: &str, organisation: &[u8; 16], message: &[u8]) -> Signature {
        self.signing.sign(purpose, organisation, message)
    }

    /// What verifies the heads that this account signs.
    pub fn signing_key(&self) -> VerifyingKey {
        self.signing.public()
    }

    /// A C2SP signed-note signature line, with its line end.
    ///
    /// # Panics
    /// When `text` is no note or `name` no key name.
    pub fn sign_note(&self, name: &str, text: &str) -> String {
        self.signing.sign_note(name, text)
    }

    /// What seals notes that only this account reads again. `what` keeps one kind from another.
    pub fn own_key(&self, what: &str) -> WrapKey {
        WrapKey(kdf::expand(&self.sealing.0, Fields::new(labels::OWN).text(what)))
    }

    pub fn minisign(&self) -> &MinisignKey {
        &self.dossier
    }

    pub(super) fn opening(&self) -> &Opening {
        &self.sealing
    }
}

/// The identity keyring.
pub struct IdentityKeys(Opening);

impl IdentityKeys {
    pub fn generate() -> Self {
        Self(Opening::generate())
    }

    pub fn export(&self) -> Zeroizing<Vec<u8>> {
        export(IDENTITY, &[self.0.0.expose()])
    }

    pub fn import(bytes: &[u8]) -> Result<Self> {
        Ok(Self(Opening(secret(import::<32>(IDENTITY, bytes)?)?)))
    }

    pub fn public(&self) -> SealingKey {
        self.0.public()
    }

    pub(super) fn opening(&self) -> &Opening {
        &self.0
    }
}

/// The organisation's root key: it certifies, and does nothing else.
pub struct RootKey(Signer);

impl RootKey {
    pub fn generate() -> Self {
        Self(Signer::from_seed(&Secret::random()))
    }

    pub fn export(&self) -> Zeroizing<Vec<u8>> {
        export(ROOT, &[self.0.seed()])
    }

    pub fn import(bytes: &[u8]) -> Result<Self> {
        Ok(Self(Signer::from_seed(&secret(import::<32>(ROOT, bytes)?)?)))
    }

    pub fn public(&self) -> VerifyingKey {
        self.0.public()
    }

    pub(super) fn sign(&self, purpose: &str, organisation: &[u8; 16], message: &[u8]) -> Signature {
        self.0.sign(purpose, organisation, message)
    }
}

/// An X-Wing decapsulation key, kept as its 32-byte seed.
pub(super) struct Opening(Secret);

impl Opening {
    fn generate() -> Self {
        Self(Secret::random())
    }

    pub(super) fn hpke(&self) -> <XWing as Kem>::PrivateKey {
        <XWing as Kem>::PrivateKey::from_bytes(self.0.expose()).expect("any 32 bytes are a seed")
    }

    pub(super) fn public(&self) -> SealingKey {
        SealingKey::of(&XWing::sk_to_pk(&self.hpke()))
    }
}

fn export(kind: u8, parts: &[&[u8]]) -> Zeroizing<Vec<u8>> {
    // The final size at once: a vector that grows leaves unwiped copies behind.
    let length = 3 + parts.iter().map(|part| part.len()).sum::<usize>();
    let mut bytes = Zeroizing::new(Vec::with_capacity(length));
    bytes.extend_from_slice(&[FORMAT, SUITE, kind]);
    parts.iter().for_each(|part| bytes.extend_from_slice(part));
    bytes
}

fn import<const N: usize>(kind: u8, bytes: &[u8]) -> Result<&[u8; N]> {
    match without_header(bytes)? {
        [first, body @ ..] if *first == kind => body.try_into().map_err(|_| Error::Malformed),
        _ => Err(Error::Malformed),
    }
}

fn secret(bytes: &[u8]) -> Result<Secret> {
    Secret::copy_from(bytes).ok_or(Error::Malformed)
}
