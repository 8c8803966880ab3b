//! Opening a stream at any position. No byte leaves before its chunk is authenticated, and
//! nothing leaves at all unless the trailer says that the stream has the length it has.

use super::{CHUNK, Cipher, FRAME, HEADER, Sealed, TAG, TRAILER, padding::padded};
use crate::crypto::{
    compartment::BlobKey,
    digest::Hasher,
    encode::{FORMAT, SUITE},
    error::{Error, Result},
};
use std::io::{self, Read, Seek, SeekFrom};
use zeroize::Zeroizing;

/// A sealed stream as a plain, seekable source.
pub struct Opener<R: Read + Seek> {
    from: R,
    cipher: Cipher,
    /// Of the content.
    length: u64,
    /// Of the content and its padding.
    padded: u64,
    position: u64,
    /// The chunk that `frame` holds opened, if it holds one.
    opened: Option<u64>,
    frame: Zeroizing<Vec<u8>>,
    trailer_tag: [u8; TAG],
}

impl<R: Read + Seek> Opener<R> {
    pub fn new(key: &BlobKey, blob: &[u8; 16], mut from: R) -> Result<Self> {
        let size = from.seek(SeekFrom::End(0)).map_err(|_| Error::Unreadable)?;
        let (chunks, padded) = layout(size).ok_or(Error::CannotOpen)?;
        let header = read_at::<HEADER>(&mut from, 0)?;
        if header[..2] != [FORMAT, SUITE] {
            return Err(Error::UnsupportedFormat);
        }
        let cipher = Cipher::of_header(key, blob, &header).ok_or(Error::CannotOpen)?;
        let mut trailer = read_at::<TRAILER>(&mut from, size - TRAILER as u64)?;
        let trailer_tag = *trailer.last_chunk().expect("a trailer is longer than its tag");
        let length = open_trailer(&cipher, chunks, &mut trailer, padded)?;
        let frame = Zeroizing::new(vec![0; FRAME]);
        Ok(Self { from, cipher, length, padded, position: 0, opened: None, frame, trailer_tag })
    }

    /// Of the content.
    #[expect(clippy::len_without_is_empty, reason = "a file is not a collection")]
    pub fn len(&self) -> u64 {
        self.length
    }

    /// Reads everything, padding too, and compares it with what sealing found out. Reading alone
    /// authenticates every chunk under the blob key; this also notices another stream that
    /// somebody who has that key put in its place. Leaves the position at the start.
    pub fn verify_all(&mut self, expected: &Sealed) -> Result<()> {
        let (mut content, mut tags) = (Hasher::default(), self.cipher.tags());
        for chunk in 0..self.padded.div_ceil(CHUNK as u64) {
            self.load(chunk)?;
            let (opened, tag) = self.frame.split_at(self.frame.len() - TAG);
            let left = self.length.saturating_sub(chunk * CHUNK as u64);
            let (plain, padding) =
                opened.split_at(opened.len().min(usize::try_from(left).unwrap_or(usize::MAX)));
            if padding.iter().any(|byte| *byte != 0) {
                return Err(Error::CannotOpen);
            }
            content.update(plain);
            tags.update(tag);
        }
        tags.update(&self.trailer_tag);
        self.position = 0;
        let found = Sealed { length: self.length, sha256: content.finish(), tags_sha256: tags.finish() };
        if found == *expected { Ok(()) } else { Err(Error::CannotOpen) }
    }

    /// Brings a chunk into `frame`, opened, with its tag still behind it.
    fn load(&mut self, chunk: u64) -> Result<()> {
        self.opened = None;
        let start = HEADER as u64 + chunk * FRAME as u64;
        let content = (self.padded - chunk * CHUNK as u64).min(CHUNK as u64);
        self.frame.resize(usize::try_from(content).expect("a chunk fits in memory") + TAG, 0);
        self.from.seek(SeekFrom::Start(start)).map_err(|_| Error::Unreadable)?;
        self.from.read_exact(&mut self.frame).map_err(unreadable)?;
        let position = u32::try_from(chunk).map_err(|_| Error::CannotOpen)?;
        if !self.cipher.open(position, false, &mut self.frame) {
            return Err(Error::CannotOpen);
        }
        self.opened = Some(chunk);
        Ok(())
    }
}

impl<R: Read + Seek> Read for Opener<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.length.saturating_sub(self.position);
        if left == 0 || buffer.is_empty() {
            return Ok(0);
        }
        let chunk = self.position / CHUNK as u64;
        if self.opened != Some(chunk) {
            self.load(chunk).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        }
        let offset = usize::try_from(self.position % CHUNK as u64).expect("less than a chunk");
        let here = (CHUNK - offset).min(usize::try_from(left).unwrap_or(CHUNK));
        let count = buffer.len().min(here);
        buffer[..count].copy_from_slice(&self.frame[offset..offset + count]);
        self.position += count as u64;
        Ok(count)
    }
}

impl<R: Read + Seek> Seek for Opener<R> {
    /// As with files, a position beyond the end is allowed and reads nothing.
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::End(offset) => self.length.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        self.position = position.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.position)
    }
}

/// From the stored size: how many chunks, and how long the padded content.
fn layout(size: u64) -> Option<(u32, u64)> {
    let body = size.checked_sub((HEADER + TRAILER) as u64)?;
    let chunks = body.div_ceil(FRAME as u64);
    let padded = body.checked_sub(chunks * TAG as u64)?;
    // A rest too short to be a tag and a byte would otherwise count as a chunk.
    let consistent = padded.div_ceil(CHUNK as u64) == chunks;
    consistent.then_some((u32::try_from(chunks).ok()?, padded))
}

/// The length of the content. The trailer opens only behind the right number of chunks, and must
/// agree with the stored size to the byte.
fn open_trailer(cipher: &Cipher, chunks: u32, trailer: &mut [u8; TRAILER], stored: u64) -> Result<u64> {
    if !cipher.open(chunks, true, trailer) {
        return Err(Error::CannotOpen);
    }
    let length = u64::from_be_bytes(*trailer.first_chunk().expect("a trailer begins with the length"));
    if padded(length) == Some(stored) { Ok(length) } else { Err(Error::CannotOpen) }
}

fn read_at<const N: usize>(from: &mut (impl Read + Seek), position: u64) -> Result<[u8; N]> {
    let mut bytes = [0; N];
    from.seek(SeekFrom::Start(position)).map_err(|_| Error::Unreadable)?;
    from.read_exact(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

/// A file that became shorter while it was open is no failure of the storage.
fn unreadable(error: io::Error) -> Error {
    if error.kind() == io::ErrorKind::UnexpectedEof { Error::CannotOpen } else { Error::Unreadable }
}
