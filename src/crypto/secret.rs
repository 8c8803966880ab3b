//! 32 secret bytes on the heap, where moving the owner leaves no copy behind; wiped when dropped.
//! Not `Clone`, `Debug` or `Serialize`.

use super::random;
use zeroize::{Zeroize, ZeroizeOnDrop};

pub(super) struct Secret(Box<[u8; 32]>);

impl Secret {
    pub(super) fn zero() -> Self {
        Self(Box::new([0; 32]))
    }

    pub(super) fn random() -> Self {
        let mut secret = Self::zero();
        random::fill(secret.expose_mut());
        secret
    }

    /// `None` when there are not exactly 32 bytes.
    pub(super) fn copy_from(bytes: &[u8]) -> Option<Self> {
        let mut secret = Self::zero();
        (bytes.len() == 32).then(|| {
            secret.0.copy_from_slice(bytes);
            secret
        })
    }

    pub(super) fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    pub(super) fn expose_mut(&mut self) -> &mut [u8; 32] {
        &mut self.0
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl ZeroizeOnDrop for Secret {}
