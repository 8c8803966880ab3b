//! A frame inside a larger buffer as what the AEAD library calls a buffer, so that chunks are
//! sealed and opened where they lie.

use super::TAG;
use chacha20poly1305::aead::{Buffer, Error, Result};

pub(super) struct Frame<'a> {
    bytes: &'a mut [u8],
    length: usize,
}

impl<'a> Frame<'a> {
    /// Content, with room for the tag behind it.
    pub(super) fn plain(bytes: &'a mut [u8]) -> Self {
        let length = bytes.len() - TAG;
        Self { bytes, length }
    }

    pub(super) fn sealed(bytes: &'a mut [u8]) -> Self {
        let length = bytes.len();
        Self { bytes, length }
    }
}

impl AsRef<[u8]> for Frame<'_> {
    fn as_ref(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

impl AsMut<[u8]> for Frame<'_> {
    fn as_mut(&mut self) -> &mut [u8] {
        &mut self.bytes[..self.length]
    }
}

impl Buffer for Frame<'_> {
    fn extend_from_slice(&mut self, more: &[u8]) -> Result<()> {
        let end = self.length + more.len();
        self.bytes.get_mut(self.length..end).ok_or(Error)?.copy_from_slice(more);
        self.length = end;
        Ok(())
    }

    fn truncate(&mut self, length: usize) {
        self.length = self.length.min(length);
    }
}
