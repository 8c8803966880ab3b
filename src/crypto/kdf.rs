//! HKDF-SHA-256 (RFC 5869). Almost every key here is already uniformly random, so only the expand
//! step is used (§3.3); the session key, made of two inputs, uses both steps.
//!
//! `info` is always a [`Fields`] that begins with a label from `labels.rs`.

use super::{encode::Fields, secret::Secret};
use hkdf::Hkdf;
use sha2::Sha256;

pub(super) fn expand(key: &Secret, info: Fields) -> Secret {
    let mut out = Secret::zero();
    expand_into(key, info, out.expose_mut());
    out
}

/// As [`expand`], for another length.
pub(super) fn expand_into(key: &Secret, info: Fields, out: &mut [u8]) {
    let hkdf = Hkdf::<Sha256>::from_prk(key.expose()).expect("32 bytes are a pseudo-random key");
    fill(&hkdf, info, out);
}

/// Extract and expand: for keying material that needs a second, separate secret as salt.
pub(super) fn extract(salt: &[u8], material: &[u8], info: Fields) -> Secret {
    let mut out = Secret::zero();
    fill(&Hkdf::new(Some(salt), material), info, out.expose_mut());
    out
}

fn fill(hkdf: &Hkdf<Sha256>, info: Fields, out: &mut [u8]) {
    hkdf.expand(&info.done(), out).expect("at most 64 bytes are asked for");
}
