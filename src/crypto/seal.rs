//! The one way short secrets and documents are sealed: XChaCha20-Poly1305 with a random 24-byte
//! nonce, under a key that exists for one purpose and one place, with a commitment to that key.
//!
//! Layout: format, suite, nonce (24), commitment (32), ciphertext, tag (16).
//!
//! Poly1305 does not commit to a key: whoever knows two keys can make one ciphertext that opens
//! under both ("invisible salamanders"), and a server that guesses passwords could test many at
//! once (partitioning oracles, Len, Grubbs, Ristenpart 2021). The commitment, 32 more bytes of the
//! same HKDF output, closes both.

use super::{
    encode::{FORMAT, Fields, SUITE},
    error::{Error, Result},
    kdf, random,
    secret::Secret,
};
use chacha20poly1305::{AeadInOut, Key, KeyInit, Tag, XChaCha20Poly1305, XNonce};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

const NONCE: usize = 24;
const COMMITMENT: usize = 32;
const TAG: usize = 16;
const HEADER: usize = 2 + NONCE + COMMITMENT;
/// How many bytes sealing adds.
pub(super) const OVERHEAD: usize = HEADER + TAG;

pub(super) fn seal(key: &Secret, label: &str, place: &[u8], plain: &[u8]) -> Vec<u8> {
    let (cipher, commitment) = derive(key, label, place);
    let nonce = random::bytes::<NONCE>();
    let mut sealed = Vec::with_capacity(plain.len() + OVERHEAD);
    sealed.extend_from_slice(&[FORMAT, SUITE]);
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(&commitment);
    sealed.extend_from_slice(plain);
    let tag = cipher
        .encrypt_inout_detached(&XNonce::from(nonce), place, (&mut sealed[HEADER..]).into())
        .expect("a document is shorter than the 256 GiB ChaCha20 can seal");
    sealed.extend_from_slice(&tag);
    sealed
}

pub(super) fn open(key: &Secret, label: &str, place: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
    let (nonce, commitment, body, tag) = parts(sealed).ok_or(Error::CannotOpen)?;
    let (cipher, expected) = derive(key, label, place);
    let mut plain = Zeroizing::new(body.to_vec());
    let opened = cipher.decrypt_inout_detached(
        &XNonce::from(*nonce),
        place,
        plain.as_mut_slice().into(),
        &Tag::from(*tag),
    );
    // Both are always computed, so that time does not tell which of them failed.
    let committed = bool::from(expected.ct_eq(commitment));
    if opened.is_ok() && committed { Ok(plain) } else { Err(Error::CannotOpen) }
}

type Parts<'a> = (&'a [u8; NONCE], &'a [u8; COMMITMENT], &'a [u8], &'a [u8; TAG]);

fn parts(sealed: &[u8]) -> Option<Parts<'_>> {
    let rest = sealed.strip_prefix(&[FORMAT, SUITE])?;
    let (nonce, rest) = rest.split_first_chunk()?;
    let (commitment, rest) = rest.split_first_chunk()?;
    let (body, tag) = rest.split_last_chunk()?;
    Some((nonce, commitment, body, tag))
}

fn derive(key: &Secret, label: &str, place: &[u8]) -> (XChaCha20Poly1305, [u8; COMMITMENT]) {
    let mut okm = Zeroizing::new([0; 64]);
    kdf::expand_into(key, Fields::new(label).bytes(place), okm.as_mut_slice());
    let mut commitment = [0; COMMITMENT];
    commitment.copy_from_slice(&okm[32..]);
    let cipher_key = Key::try_from(&okm[..32]).map(Zeroizing::new).expect("32 of 64 bytes");
    (XChaCha20Poly1305::new(&cipher_key), commitment)
}
