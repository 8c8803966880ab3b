//! Files of any size, sealed in constant memory and opened at any range: STREAM (Hoang,
//! Reyhanitabar, Rogaway, Vizár 2015) with a 32-bit counter and a last flag, over
//! ChaCha20-Poly1305, 64 KiB a chunk. The layout is in `docs/formats/stream.md`.
//!
//! A 12-byte nonce is enough here, and its seven fixed bytes are zero: the cipher key is derived
//! with a random salt on every call and seals one stream only, so the counter alone makes nonces
//! differ.
//!
//! The cipher is ring's, which TLS brings along anyway: on evidence of many gigabytes it is more
//! than twice as fast as the one `seal.rs` uses. It does not wipe its key; that key opens one
//! stream, and the blob key it came from is wiped. A test opens streams with the other cipher.
//!
//! The length is padded (Padmé), so that it does not tell which file this is; the true length
//! stands sealed in the trailer, so a stream can be sealed before its end is known.

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
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
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
    key: LessSafeKey,
    associated: Vec<u8>,
    header: [u8; HEADER],
}

impl Cipher {
    fn new(key: &BlobKey, blob: &[u8; 16], salt: &[u8; SALT]) -> Self {
        let mut okm = Zeroizing::new([0; 64]);
        kdf::expand_into(&key.0, Fields::new(labels::STREAM).bytes(blob).bytes(salt), okm.as_mut_slice());
        let cipher_key = UnboundKey::new(&CHACHA20_POLY1305, &okm[..32]).expect("32 bytes are a key");
        let mut header = [0; HEADER];
        header[..2].copy_from_slice(&[FORMAT, SUITE]);
        header[2..2 + SALT].copy_from_slice(salt);
        header[2 + SALT..].copy_from_slice(&okm[32..]);
        Self {
            key: LessSafeKey::new(cipher_key),
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
        let (content, room) = frame.split_at_mut(frame.len() - TAG);
        let tag = self
            .key
            .seal_in_place_separate_tag(nonce(position, last), Aad::from(&self.associated), content)
            .expect("a chunk is shorter than the 256 GiB ChaCha20 can seal");
        room.copy_from_slice(tag.as_ref());
    }

    /// Opens `frame` in place; the content is all but the last [`TAG`] bytes. When this is `false`
    /// nothing of the frame may be used.
    fn open(&self, position: u32, last: bool, frame: &mut [u8]) -> bool {
        self.key.open_in_place(nonce(position, last), Aad::from(&self.associated), frame).is_ok()
    }

    /// Begins the digest of the tags.
    fn tags(&self) -> Hasher {
        let mut tags = Hasher::default();
        tags.update(&Fields::new(labels::STREAM_TAGS).bytes(&self.header).done());
        tags
    }
}

/// STREAM's nonce: a fixed prefix, the position, and whether this is the end.
fn nonce(position: u32, last: bool) -> Nonce {
    let mut nonce = [0; 12];
    nonce[7..11].copy_from_slice(&position.to_be_bytes());
    nonce[11] = last.into();
    Nonce::assume_unique_for_key(nonce)
}

/// The last 16 bytes of a sealed frame.
fn tag(frame: &[u8]) -> &[u8] {
    &frame[frame.len() - TAG..]
}
