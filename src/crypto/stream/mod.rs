//! Files of any size, sealed in constant memory and opened at any range: STREAM (Hoang,
//! Reyhanitabar, Rogaway, Vizár 2015) with a 32-bit counter and a last flag, over
//! ChaCha20-Poly1305, 64 KiB a chunk. The layout is in `docs/formats/stream.md`.
//!
//! A 12-byte nonce is enough here, and its seven fixed bytes are zero: the cipher key is derived
//! with a random salt on every call and seals one stream only, so the counter alone makes nonces
//! differ.
//!
//! The length is padded (Padmé), so that it does not tell which file this is; the true length
//! stands sealed in the trailer, so a stream can be sealed before its end is known.

mod chunk;
mod open;
mod padding;
mod seal;

pub use open::Opener;
pub use seal::seal;

use super::{
    compartment::BlobKey,
    digest::{Digest, Hasher},
    encode::{FORMAT, Fields, SUITE},
    kdf, labels,
};
use aead_stream::{NewStream, StreamBE32, StreamPrimitive, aead::KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Key};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// How many bytes of content a chunk holds; only the last may hold fewer.
pub const CHUNK: usize = 65_536;
const TAG: usize = 16;
/// A chunk and its tag, as stored.
const FRAME: usize = CHUNK + TAG;
const SALT: usize = 16;
const COMMITMENT: usize = 32;
const HEADER: usize = 2 + SALT + COMMITMENT;
/// The true length and its tag.
const TRAILER: usize = 8 + TAG;

/// What sealing a stream found out. Two streams with equal values have the same content.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sealed {
    /// Of the content.
    pub length: u64,
    /// Of the content. Tells what the content is to whoever has it too: never store it in clear.
    pub sha256: Digest,
    /// Of the header and all tags, which name this one sealing and tell nothing of the content.
    /// See `docs/formats/stream.md` for what this digest does and does not bind.
    pub tags_sha256: Digest,
}

/// The cipher of one stream: which key, which chunk, last or not.
struct Cipher {
    stream: StreamBE32<ChaCha20Poly1305>,
    associated: Vec<u8>,
    header: [u8; HEADER],
}

impl Cipher {
    fn new(key: &BlobKey, blob: &[u8; 16], salt: &[u8; SALT]) -> Self {
        let mut okm = Zeroizing::new([0; 64]);
        kdf::expand_into(&key.0, Fields::new(labels::STREAM).bytes(blob).bytes(salt), okm.as_mut_slice());
        let cipher_key = Key::try_from(&okm[..32]).map(Zeroizing::new).expect("32 of 64 bytes");
        let aead = ChaCha20Poly1305::new(&cipher_key);
        let mut header = [0; HEADER];
        header[..2].copy_from_slice(&[FORMAT, SUITE]);
        header[2..2 + SALT].copy_from_slice(salt);
        header[2 + SALT..].copy_from_slice(&okm[32..]);
        Self {
            stream: StreamBE32::from_aead(aead, &Default::default()),
            associated: Fields::new(labels::STREAM_CHUNK).bytes(blob).done(),
            header,
        }
    }

    /// The cipher of a stored header; `None` when the key or the blob is another one.
    fn of_header(key: &BlobKey, blob: &[u8; 16], header: &[u8; HEADER]) -> Option<Self> {
        let salt = header[2..].first_chunk()?;
        let cipher = Self::new(key, blob, salt);
        bool::from(cipher.header.ct_eq(header)).then_some(cipher)
    }

    /// Seals `frame[..frame.len() - TAG]` in place and puts the tag behind it.
    fn seal(&self, position: u32, last: bool, frame: &mut [u8]) {
        let mut chunk = chunk::Frame::plain(frame);
        self.stream
            .encrypt_in_place(position, last, &self.associated, &mut chunk)
            .expect("the frame has room for the tag");
    }

    /// Opens `frame` in place; the content is all but the last [`TAG`] bytes. When this is `false`
    /// nothing of the frame may be used.
    fn open(&self, position: u32, last: bool, frame: &mut [u8]) -> bool {
        let mut chunk = chunk::Frame::sealed(frame);
        self.stream.decrypt_in_place(position, last, &self.associated, &mut chunk).is_ok()
    }

    /// Begins the digest of the tags.
    fn tags(&self) -> Hasher {
        let mut tags = Hasher::default();
        tags.update(&Fields::new(labels::STREAM_TAGS).bytes(&self.header).done());
        tags
    }
}

/// The last 16 bytes of a sealed frame.
fn tag(frame: &[u8]) -> &[u8] {
    &frame[frame.len() - TAG..]
}
