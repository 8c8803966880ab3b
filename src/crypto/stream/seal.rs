//! Sealing a stream: hashing and encrypting in two threads, reading and writing in the caller's,
//! over a few buffers that go round. Reader and writer need not be `Send`.

use super::{CHUNK, Cipher, FRAME, SALT, Sealed, TAG, TRAILER, padding::Padded, tag};
use crate::crypto::{
    compartment::BlobKey,
    digest::{Digest, Hasher},
    random,
};
use std::{
    io::{self, Read, Write},
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread::{self, ScopedJoinHandle},
};
use zeroize::Zeroizing;

/// Chunks per batch, a mebibyte: enough that handing one on costs little beside the work on it.
const CHUNKS: usize = 16;
/// Batches going round: one per thread, and one more for each to wait at the next.
const BATCHES: usize = 6;

/// Seals everything `from` has to give. What was written is worthless unless this returns `Ok`.
pub fn seal<R: Read, W: Write>(
    key: &BlobKey,
    blob: &[u8; 16],
    from: &mut R,
    to: &mut W,
) -> io::Result<Sealed> {
    let cipher = Cipher::new(key, blob, &random::bytes::<SALT>());
    to.write_all(&cipher.header)?;
    let mut source = Padded::new(from);
    let (sha256, Tags { mut tags, chunks }) = pipeline(&cipher, &mut source, to)?;
    let mut trailer = [0; TRAILER];
    trailer[..TRAILER - TAG].copy_from_slice(&source.length.to_be_bytes());
    cipher.seal(chunks, true, &mut trailer);
    tags.update(tag(&trailer));
    to.write_all(&trailer)?;
    Ok(Sealed { length: source.length, sha256, tags_sha256: tags.finish() })
}

/// Reader → hasher → sealer → writer, where reader and writer are the calling thread. When one
/// stops, its channels close and the others stop too.
fn pipeline(
    cipher: &Cipher,
    source: &mut Padded<impl Read>,
    to: &mut impl Write,
) -> io::Result<(Digest, Tags)> {
    thread::scope(|scope| {
        let (to_hasher, read) = sync_channel(BATCHES);
        let (to_sealer, hashed) = sync_channel(BATCHES);
        let (to_writer, sealed) = sync_channel(BATCHES);
        let hasher = scope.spawn(move || hash(&read, &to_sealer));
        let sealer = scope.spawn(move || seal_batches(cipher, &hashed, &to_writer));
        let carried = carry(source, to, to_hasher, sealed);
        let (digest, tags) = (result(hasher), result(sealer));
        carried.map(|()| (digest, tags))
    })
}

fn result<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

fn carry(
    source: &mut Padded<impl Read>,
    to: &mut impl Write,
    to_hasher: SyncSender<Batch>,
    sealed: Receiver<Batch>,
) -> io::Result<()> {
    let stopped = || io::Error::other("a sealing thread stopped");
    let mut made = 0;
    loop {
        let mut batch = if made < BATCHES {
            made += 1;
            Batch::new()
        } else {
            let batch = sealed.recv().map_err(|_| stopped())?;
            to.write_all(batch.stored())?;
            batch
        };
        if !batch.fill(source)? {
            break;
        }
        to_hasher.send(batch).map_err(|_| stopped())?;
    }
    drop(to_hasher);
    sealed.into_iter().try_for_each(|batch| to.write_all(batch.stored()))
}

fn hash(read: &Receiver<Batch>, to_sealer: &SyncSender<Batch>) -> Digest {
    let mut content = Hasher::default();
    for batch in read {
        batch.contents().for_each(|chunk| content.update(chunk));
        if to_sealer.send(batch).is_err() {
            break;
        }
    }
    content.finish()
}

/// The digest of the tags so far, and how many there were.
struct Tags {
    tags: Hasher,
    chunks: u32,
}

fn seal_batches(cipher: &Cipher, hashed: &Receiver<Batch>, to_writer: &SyncSender<Batch>) -> Tags {
    let mut done = Tags { tags: cipher.tags(), chunks: 0 };
    for mut batch in hashed {
        for frame in batch.frames() {
            cipher.seal(done.chunks, false, frame);
            done.tags.update(tag(frame));
            done.chunks = done.chunks.checked_add(1).expect("the padded source bounds the length");
        }
        if to_writer.send(batch).is_err() {
            break;
        }
    }
    done
}

/// Some chunks, each with room for its tag behind it, so that they are sealed where they were
/// read and written in one go. Wiped when dropped: after an error it may hold content.
struct Batch {
    frames: Zeroizing<Vec<u8>>,
    /// How many bytes of it will be stored, tags and padding included.
    stored: usize,
    /// How many bytes of content there are, which are hashed.
    content: usize,
}

impl Batch {
    fn new() -> Self {
        Self { frames: Zeroizing::new(vec![0; CHUNKS * FRAME]), stored: 0, content: 0 }
    }

    /// `false` when nothing came any more.
    fn fill(&mut self, source: &mut Padded<impl Read>) -> io::Result<bool> {
        let before = source.length;
        self.stored = 0;
        for frame in self.frames.chunks_exact_mut(FRAME) {
            let count = source.fill(&mut frame[..CHUNK])?;
            if count > 0 {
                self.stored += count + TAG;
            }
            if count < CHUNK {
                break;
            }
        }
        self.content = usize::try_from(source.length - before).expect("a batch fits in memory");
        Ok(self.stored > 0)
    }

    fn stored(&self) -> &[u8] {
        &self.frames[..self.stored]
    }

    fn frames(&mut self) -> impl Iterator<Item = &mut [u8]> {
        self.frames[..self.stored].chunks_mut(FRAME)
    }

    fn contents(&self) -> impl Iterator<Item = &[u8]> {
        let chunks = self.frames.chunks_exact(FRAME).enumerate();
        chunks.map_while(|(number, frame)| {
            let left = self.content.checked_sub(number * CHUNK).filter(|left| *left > 0)?;
            Some(&frame[..left.min(CHUNK)])
        })
    }
}
