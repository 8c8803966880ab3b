//! Ed25519 (RFC 8032) signatures, verified strictly: no small-order key or commitment, no
//! non-canonical key, no `S` beyond the group order, so that a signature has one form and holds
//! under one key only.
//!
//! What is signed is never the bare message but its purpose and organisation as well, so that a
//! signature made for one use or one installation is worth nothing in another. Signed notes
//! (checkpoints) are a foreign format that signs its bare text; no such text starts with the zero
//! byte every encoding of ours starts with.

use super::{
    encode::Fields,
    error::{Error, Result},
    labels,
    secret::Secret,
};
use data_encoding::BASE64;
use ed25519_dalek::Signer as _;
use sha2::{Digest as _, Sha256};

/// `0x01` says Ed25519 (C2SP signed-note).
const NOTE_ED25519: u8 = 1;

#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signature([u8; 64]);

impl Signature {
    pub(super) const ZERO: Self = Self([0; 64]);

    pub fn bytes(&self) -> &[u8; 64] {
        &self.0
    }

    pub fn from_bytes(bytes: [u8; 64]) -> Self {
        Self(bytes)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub struct VerifyingKey(ed25519_dalek::VerifyingKey);

impl VerifyingKey {
    pub fn bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// Refuses what is no curve point, one of small order, or one written in a second way.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self> {
        let key = ed25519_dalek::VerifyingKey::from_bytes(bytes).map_err(|_| Error::Malformed)?;
        let canonical = key.to_edwards().compress().to_bytes() == *bytes;
        if canonical && !key.is_weak() { Ok(Self(key)) } else { Err(Error::Malformed) }
    }

    pub fn verify(
        &self,
        purpose: &str,
        organisation: &[u8; 16],
        message: &[u8],
        signature: &Signature,
    ) -> Result<()> {
        self.verify_bare(&to_be_signed(purpose, organisation, message), signature)
    }

    /// For formats that are not ours.
    pub(super) fn verify_bare(&self, message: &[u8], signature: &Signature) -> Result<()> {
        let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
        self.0.verify_strict(message, &signature).map_err(|_| Error::BadSignature)
    }

    /// Verifies one signature line of a C2SP signed note, with or without its line end.
    pub fn verify_note(&self, name: &str, text: &str, line: &str) -> Result<()> {
        let line = line.strip_suffix('\n').unwrap_or(line);
        let blob = line
            .strip_prefix("\u{2014} ")
            .and_then(|rest| rest.strip_prefix(name))
            .and_then(|rest| rest.strip_prefix(' '))
            .and_then(|rest| BASE64.decode(rest.as_bytes()).ok())
            .ok_or(Error::BadSignature)?;
        let (id, signature) = blob.split_first_chunk::<4>().ok_or(Error::BadSignature)?;
        let signature = signature.try_into().map(Signature).map_err(|_| Error::BadSignature)?;
        if *id != self.note_id(name) {
            return Err(Error::BadSignature);
        }
        self.verify_bare(text.as_bytes(), &signature)
    }

    /// The four bytes by which a note's signature line says which key made it.
    pub(super) fn note_id(&self, name: &str) -> [u8; 4] {
        let hash: [u8; 32] = Sha256::new()
            .chain_update(name)
            .chain_update([b'\n', NOTE_ED25519])
            .chain_update(self.bytes())
            .finalize()
            .into();
        [hash[0], hash[1], hash[2], hash[3]]
    }
}

/// The secret half, on the heap; dalek wipes it when it is dropped.
pub(super) struct Signer(Box<ed25519_dalek::SigningKey>);

impl Signer {
    pub(super) fn from_seed(seed: &Secret) -> Self {
        Self(Box::new(ed25519_dalek::SigningKey::from_bytes(seed.expose())))
    }

    pub(super) fn seed(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    pub(super) fn public(&self) -> VerifyingKey {
        VerifyingKey(self.0.verifying_key())
    }

    pub(super) fn sign(&self, purpose: &str, organisation: &[u8; 16], message: &[u8]) -> Signature {
        self.sign_bare(&to_be_signed(purpose, organisation, message))
    }

    pub(super) fn sign_bare(&self, message: &[u8]) -> Signature {
        Signature(self.0.sign(message).to_bytes())
    }

    /// # Panics
    /// When `text` is no note or `name` no key name (C2SP signed-note): both are made by our own
    /// formats, and signing other bytes bare would undo the separation of purposes.
    pub(super) fn sign_note(&self, name: &str, text: &str) -> String {
        assert!(is_note_text(text), "a note is lines of text that end");
        assert!(is_note_name(name), "a key name has no space and no plus");
        let signature = self.sign_bare(text.as_bytes());
        let blob = [&self.public().note_id(name)[..], signature.bytes()].concat();
        format!("\u{2014} {name} {}\n", BASE64.encode(&blob))
    }
}

pub(super) fn is_note_text(text: &str) -> bool {
    text.ends_with('\n') && text.chars().all(|c| c == '\n' || c >= ' ')
}

pub(super) fn is_note_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+')
}

fn to_be_signed(purpose: &str, organisation: &[u8; 16], message: &[u8]) -> Vec<u8> {
    Fields::new(labels::SIGN).text(purpose).bytes(organisation).bytes(message).done()
}
