//! Cosignatures: a sister organisation says that it saw this head of a ledger, and that it goes on
//! from every one that it saw before (C2SP tlog-cosignature, <https://c2sp.org/tlog-cosignature>).
//!
//! Keys are written as in C2SP signed-note: `NAME+ID+BASE64` for the public half, and
//! `PRIVATE+KEY+NAME+ID+BASE64` for the file of the cosigner.

use super::checkpoint::{Checkpoint, SignedCheckpoint};
use super::error::{Error, Result};
use super::secret::Secret;
use super::sign::{Signature, Signer, VerifyingKey, is_note_name};
use data_encoding::{BASE64, HEXLOWER};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

/// What signs a head itself (signed-note), and what cosigns one.
const ED25519: u8 = 1;
const COSIGNATURE: u8 = 4;
const PRIVATE: &str = "PRIVATE+KEY+";

/// The public half of a key that signs notes.
#[derive(Clone, PartialEq, Eq)]
pub struct NoteKey {
    name: String,
    kind: u8,
    key: VerifyingKey,
}

/// What a line of a note says of its maker.
pub enum Line {
    /// Of another key.
    Foreign,
    Broken,
    /// It holds; a cosignature says when it was made, in seconds since 1970.
    Holds(Option<u64>),
}

impl NoteKey {
    /// The key with which an account signs heads.
    pub fn of_signer(name: &str, key: VerifyingKey) -> Self {
        Self { name: name.to_owned(), kind: ED25519, key }
    }

    pub fn parse(text: &str) -> Result<Self> {
        let mut parts = text.trim().splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(Error::Malformed);
        };
        let bytes = BASE64.decode(key.as_bytes()).map_err(|_| Error::Malformed)?;
        let (kind, key) = bytes.split_first().ok_or(Error::Malformed)?;
        let key = VerifyingKey::from_bytes(key.try_into().map_err(|_| Error::Malformed)?)?;
        let known = Self { name: name.to_owned(), kind: *kind, key };
        let sound =
            is_note_name(name) && [ED25519, COSIGNATURE].contains(kind) && HEXLOWER.encode(&known.id()) == id;
        if sound { Ok(known) } else { Err(Error::Malformed) }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn text(&self) -> String {
        let key = [&[self.kind][..], self.key.bytes()].concat();
        format!("{}+{}+{}", self.name, HEXLOWER.encode(&self.id()), BASE64.encode(&key))
    }

    fn id(&self) -> [u8; 4] {
        let hash = Sha256::new().chain_update(&self.name).chain_update([b'\n', self.kind]);
        let hash: [u8; 32] = hash.chain_update(self.key.bytes()).finalize().into();
        [hash[0], hash[1], hash[2], hash[3]]
    }

    /// What one signature line says of this key.
    pub fn look(&self, head: &Checkpoint, line: &str) -> Line {
        let Some(blob) = blob_of(&self.name, line).filter(|blob| blob.starts_with(&self.id())) else {
            return Line::Foreign;
        };
        let (at, signature) = match (self.kind, blob.len()) {
            (ED25519, 68) => (None, &blob[4..]),
            (COSIGNATURE, 76) => (blob[4..12].try_into().ok().map(u64::from_be_bytes), &blob[12..]),
            _ => return Line::Broken,
        };
        let Ok(signature) = signature.try_into().map(Signature::from_bytes) else { return Line::Broken };
        let message = at.map_or_else(|| head.text(), |at| cosigned(head, at));
        match self.key.verify_bare(message.as_bytes(), &signature) {
            Ok(()) => Line::Holds(at),
            Err(_) => Line::Broken,
        }
    }

    /// Whether a note has a line of this key: the one that holds, or that none does.
    pub fn signed(&self, note: &SignedCheckpoint) -> Line {
        let mut looked = note.lines().map(|line| self.look(note.claimed(), line));
        looked.find(|line| !matches!(line, Line::Foreign)).unwrap_or(Line::Foreign)
    }
}

/// What a cosignature is over.
fn cosigned(head: &Checkpoint, at: u64) -> String {
    format!("cosignature/v1\ntime {at}\n{}", head.text())
}

fn blob_of(name: &str, line: &str) -> Option<Vec<u8>> {
    let blob = line.strip_prefix("\u{2014} ")?.strip_prefix(name)?.strip_prefix(' ')?;
    BASE64.decode(blob.as_bytes()).ok()
}

/// The key of somebody who cosigns.
pub struct CosignerKey {
    public: NoteKey,
    signer: Signer,
}

impl CosignerKey {
    pub fn generate(name: &str) -> Result<Self> {
        Self::with(name, &Secret::random())
    }

    fn with(name: &str, seed: &Secret) -> Result<Self> {
        let signer = Signer::from_seed(seed);
        let public = NoteKey { name: name.to_owned(), kind: COSIGNATURE, key: signer.public() };
        if is_note_name(name) { Ok(Self { public, signer }) } else { Err(Error::Malformed) }
    }

    pub fn parse(text: &str) -> Result<Self> {
        let mut parts = text.trim().strip_prefix(PRIVATE).ok_or(Error::Malformed)?.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(Error::Malformed);
        };
        let bytes = Zeroizing::new(BASE64.decode(key.as_bytes()).map_err(|_| Error::Malformed)?);
        let seed = bytes.strip_prefix(&[COSIGNATURE]).and_then(Secret::copy_from).ok_or(Error::Malformed)?;
        let key = Self::with(name, &seed)?;
        if HEXLOWER.encode(&key.public.id()) == id { Ok(key) } else { Err(Error::Malformed) }
    }

    /// The text of the cosigner's own file.
    pub fn secret_text(&self) -> Zeroizing<String> {
        let bytes = Zeroizing::new([&[COSIGNATURE][..], self.signer.seed()].concat());
        let (name, id) = (&self.public.name, HEXLOWER.encode(&self.public.id()));
        Zeroizing::new(format!("{PRIVATE}{name}+{id}+{}\n", BASE64.encode(&bytes)))
    }

    pub fn public(&self) -> &NoteKey {
        &self.public
    }

    /// A signature line over a head, made at this time (seconds since 1970).
    pub fn cosign(&self, head: &Checkpoint, at: u64) -> String {
        let signature = self.signer.sign_bare(cosigned(head, at).as_bytes());
        let blob = [&self.public.id()[..], &at.to_be_bytes(), signature.bytes()].concat();
        format!("\u{2014} {} {}\n", self.public.name, BASE64.encode(&blob))
    }
}
