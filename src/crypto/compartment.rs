//! The keys that documents are sealed under, and what may be done with each: a [`CompartmentKey`]
//! seals documents and the keys below it, a [`WrapKey`] seals key material only, a [`BlobKey`] is
//! for one stream.

use super::{
    encode::Fields,
    error::{Error, Result},
    kdf, labels,
    place::Place,
    seal,
    secret::Secret,
};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

/// The key of one compartment of one scope in one epoch.
pub struct CompartmentKey(Secret);

impl CompartmentKey {
    pub fn generate() -> Self {
        Self(Secret::random())
    }

    pub fn seal(&self, place: &Place, plain: &[u8]) -> Vec<u8> {
        seal::seal(&self.0, labels::OBJECT, &place.encode(), plain)
    }

    pub fn open(&self, place: &Place, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        seal::open(&self.0, labels::OBJECT, &place.encode(), sealed)
    }

    /// A keyed digest for exact look-ups. Equal values of one field under one key give equal
    /// bytes: that is its use, and all it tells.
    pub fn blind(&self, field: &str, value: &[u8]) -> [u8; 16] {
        let key = kdf::expand(&self.0, Fields::new(labels::BLIND));
        let mut mac = Hmac::<Sha256>::new_from_slice(key.expose()).expect("HMAC takes keys of any length");
        mac.update(&Fields::new(labels::BLIND_VALUE).text(field).bytes(value).done());
        let tag: [u8; 32] = mac.finalize().into_bytes().into();
        let mut short = [0; 16];
        short.copy_from_slice(&tag[..16]);
        short
    }

    pub fn wrap_blob_key(&self, place: &Place, key: &BlobKey) -> Vec<u8> {
        seal::seal(&self.0, labels::BLOB_KEY, &place.encode(), key.0.expose())
    }

    pub fn unwrap_blob_key(&self, place: &Place, wrapped: &[u8]) -> Result<BlobKey> {
        let bytes = seal::open(&self.0, labels::BLOB_KEY, &place.encode(), wrapped)?;
        Secret::copy_from(&bytes).map(BlobKey).ok_or(Error::CannotOpen)
    }

    /// Seals the key of the epoch before, so that one grant opens the past it is meant to open.
    pub fn wrap_older(&self, place: &Place, older: &CompartmentKey) -> Vec<u8> {
        seal::seal(&self.0, labels::OLDER, &place.encode(), older.0.expose())
    }

    pub fn unwrap_older(&self, place: &Place, wrapped: &[u8]) -> Result<CompartmentKey> {
        let bytes = seal::open(&self.0, labels::OLDER, &place.encode(), wrapped)?;
        Secret::copy_from(&bytes).map(Self).ok_or(Error::CannotOpen)
    }

    /// A public value that binds this key without telling it: two keys never share one.
    pub fn commitment(&self, place: &Place) -> [u8; 32] {
        self.commit(&place.encode())
    }

    pub(super) fn commit(&self, context: &[u8]) -> [u8; 32] {
        *kdf::expand(&self.0, Fields::new(labels::COMMIT).bytes(context)).expose()
    }

    pub(super) fn expose(&self) -> &[u8; 32] {
        self.0.expose()
    }

    pub(super) fn copy_from(bytes: &[u8]) -> Option<Self> {
        Secret::copy_from(bytes).map(Self)
    }
}

/// The key of one sealed stream. It must never seal a second one.
pub struct BlobKey(pub(super) Secret);

impl BlobKey {
    pub fn generate() -> Self {
        Self(Secret::random())
    }
}

/// A key that only ever seals key material: keyrings under a password, keyrings under a session.
pub struct WrapKey(pub(super) Secret);

impl WrapKey {
    /// `context` says whose secret it is, for what and under which parameters: a canonical
    /// encoding, see [`Fields`].
    pub fn seal(&self, context: &[u8], secret: &[u8]) -> Vec<u8> {
        seal::seal(&self.0, labels::WRAP, context, secret)
    }

    pub fn open(&self, context: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        seal::open(&self.0, labels::WRAP, context, sealed)
    }
}
