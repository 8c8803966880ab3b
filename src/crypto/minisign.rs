//! Dossier signatures in minisign's format (<https://jedisct1.github.io/minisign/>), so that a
//! recipient checks them with a tool that is not ours. Prehashed only ("ED", BLAKE2b-512 of the
//! data), which takes a file of any size in constant memory.
//!
//! Composed here from dalek and BLAKE2b rather than through the `minisign` crate: that one keeps
//! the secret key unwiped, prints it in `Debug`, and verifies less strictly than `sign.rs` does.

use super::{
    error::{Error, Result},
    public::DossierKey,
    random,
    secret::Secret,
    sign::{Signature, Signer, VerifyingKey},
};
use blake2::{Blake2b512, Digest as _};
use data_encoding::{BASE64, HEXUPPER};
use std::io::{self, Read};

const KEY_ALGORITHM: &[u8; 2] = b"Ed";
const PREHASHED: &[u8; 2] = b"ED";
const UNTRUSTED: &str = "untrusted comment: ";
const TRUSTED: &str = "trusted comment: ";

/// Signs dossiers.
pub struct MinisignKey {
    id: [u8; 8],
    signer: Signer,
}

impl MinisignKey {
    pub(super) fn generate() -> Self {
        Self { id: random::bytes(), signer: Signer::from_seed(&Secret::random()) }
    }

    pub(super) fn from_parts(id: &[u8], seed: &Secret) -> Result<Self> {
        let id = id.try_into().map_err(|_| Error::Malformed)?;
        Ok(Self { id, signer: Signer::from_seed(seed) })
    }

    pub(super) fn parts(&self) -> (&[u8; 8], &[u8; 32]) {
        (&self.id, self.signer.seed())
    }

    pub(super) fn public(&self) -> DossierKey {
        DossierKey { id: self.id, key: self.signer.public() }
    }

    /// The `.pub` file.
    pub fn public_text(&self) -> String {
        self.public().public_text()
    }

    /// The `.minisig` file. The comment is signed too; it must be one line.
    pub fn sign<R: Read>(&self, data: R, trusted_comment: &str) -> io::Result<String> {
        if trusted_comment.contains(char::is_control) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "a trusted comment is one line"));
        }
        let signature = self.signer.sign_bare(&prehash(data)?);
        let global = self.signer.sign_bare(&[&signature.bytes()[..], trusted_comment.as_bytes()].concat());
        let line = [&PREHASHED[..], &self.id, signature.bytes()].concat();
        Ok(format!(
            "{UNTRUSTED}signature from a Resguardo account\n{}\n{TRUSTED}{trusted_comment}\n{}\n",
            BASE64.encode(&line),
            BASE64.encode(global.bytes()),
        ))
    }
}

impl DossierKey {
    /// The `.pub` file. Like minisign itself it shows the key id as a number, low byte last.
    pub fn public_text(&self) -> String {
        let mut id = self.id;
        id.reverse();
        let line = [&KEY_ALGORITHM[..], &self.id, self.key.bytes()].concat();
        format!("{UNTRUSTED}minisign public key {}\n{}\n", HEXUPPER.encode(&id), BASE64.encode(&line))
    }

    pub fn from_public_text(text: &str) -> Result<Self> {
        let [comment, line] = lines(text)?;
        comment.strip_prefix(UNTRUSTED).ok_or(Error::Malformed)?;
        let bytes: [u8; 42] = decode(line)?;
        let (algorithm, rest) = bytes.split_at(2);
        let (id, key) = rest.split_at(8);
        if algorithm != KEY_ALGORITHM {
            return Err(Error::UnsupportedFormat);
        }
        let key = VerifyingKey::from_bytes(key.try_into().map_err(|_| Error::Malformed)?)?;
        Ok(Self { id: id.try_into().map_err(|_| Error::Malformed)?, key })
    }
}

/// Checks data against a `.pub` and a `.minisig` file, and gives back the trusted comment.
pub fn verify<R: Read>(public_text: &str, signature_text: &str, data: R) -> Result<String> {
    let public = DossierKey::from_public_text(public_text)?;
    let [untrusted, line, trusted, global] = lines(signature_text)?;
    untrusted.strip_prefix(UNTRUSTED).ok_or(Error::Malformed)?;
    let comment = trusted.strip_prefix(TRUSTED).ok_or(Error::Malformed)?;
    let bytes: [u8; 74] = decode(line)?;
    let (algorithm, rest) = bytes.split_at(2);
    let (id, signature) = rest.split_at(8);
    if algorithm != PREHASHED {
        return Err(Error::UnsupportedFormat);
    }
    if id != public.id {
        return Err(Error::BadSignature);
    }
    let signed_comment = [signature, comment.as_bytes()].concat();
    let signature = Signature::from_bytes(signature.try_into().map_err(|_| Error::Malformed)?);
    public.key.verify_bare(&signed_comment, &Signature::from_bytes(decode(global)?))?;
    public.key.verify_bare(&prehash(data).map_err(|_| Error::Unreadable)?, &signature)?;
    Ok(comment.to_owned())
}

fn prehash(mut data: impl Read) -> io::Result<[u8; 64]> {
    let mut hash = Blake2b512::new();
    let mut buffer = vec![0; 65_536];
    loop {
        match data.read(&mut buffer) {
            Ok(0) => return Ok(hash.finalize().into()),
            Ok(n) => hash.update(&buffer[..n]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Exactly `N` lines. Files that went through Windows end theirs with `\r\n`; that is fine.
fn lines<const N: usize>(text: &str) -> Result<[&str; N]> {
    text.lines().collect::<Vec<_>>().try_into().map_err(|_| Error::Malformed)
}

fn decode<const N: usize>(line: &str) -> Result<[u8; N]> {
    let bytes = BASE64.decode(line.as_bytes()).map_err(|_| Error::Malformed)?;
    bytes.try_into().map_err(|_| Error::Malformed)
}
