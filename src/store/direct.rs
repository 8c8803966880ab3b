//! Writes a long file past the page cache, on a thread of its own.
//!
//! Through the cache, each byte is copied into a page that the kernel has to find, and the sync at
//! the end waits for nearly all of them. Written directly (`O_DIRECT`), the bytes are on their way
//! to the disk while the next ones are hashed and sealed, and nothing of use to anybody is pushed
//! out of the cache. Short files, and file systems that know no direct writes, go through it as ever.
//!
//! It orders nothing and makes nothing durable: that is the sync of whoever owns the file.

use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::io::Errno;
use std::fs::File;
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

/// What files begin with goes through the cache: most end within it, and previews read it again.
const CACHED: usize = 8 << 20;
/// Direct writes begin and end at multiples of this, in the file and in memory: the largest that
/// disks in use ask for.
const ALIGN: usize = 4096;
/// What is written at once.
const PIECE: usize = 1 << 20;
/// One is filled, one is written, and one waits at each of them.
const PIECES: usize = 4;

/// A file being written from its beginning to its end.
pub(super) struct DirectFile {
    file: Arc<File>,
    /// How much still goes through the cache.
    cached: usize,
    past_cache: Option<PastCache>,
}

impl DirectFile {
    /// `file` is empty.
    pub fn new(file: File) -> Self {
        Self { file: Arc::new(file), cached: CACHED, past_cache: None }
    }

    /// The file, once everything is written.
    pub fn finish(&mut self) -> io::Result<&File> {
        if let Some(past_cache) = self.past_cache.take() {
            past_cache.finish()?;
        }
        Ok(&self.file)
    }
}

impl Write for DirectFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.cached > 0 {
            let count = (&*self.file).write(&bytes[..bytes.len().min(self.cached)])?;
            self.cached -= count;
            return Ok(count);
        }
        let file = &self.file;
        self.past_cache.get_or_insert_with(|| PastCache::begin(Arc::clone(file))).take(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The pieces that go round between whoever fills them and the thread that writes them. Dropped
/// unfinished, nobody writes any more when it is gone.
struct PastCache {
    filling: Piece,
    made: usize,
    full: Option<Sender<Piece>>,
    empty: Receiver<Piece>,
    writer: Option<JoinHandle<io::Result<()>>>,
}

impl PastCache {
    fn begin(file: Arc<File>) -> Self {
        let ((full, to_write), (written, empty)) = (channel(), channel());
        let writer = thread::spawn(move || write_pieces(&file, &to_write, &written));
        Self { filling: Piece::new(), made: 1, full: Some(full), empty, writer: Some(writer) }
    }

    fn take(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.filling.is_full() {
            let next = self.next()?;
            let full = std::mem::replace(&mut self.filling, next);
            self.hand_over(full)?;
        }
        Ok(self.filling.take(bytes))
    }

    /// An empty piece. Waits while the disk is behind.
    fn next(&mut self) -> io::Result<Piece> {
        if self.made < PIECES {
            self.made += 1;
            return Ok(Piece::new());
        }
        self.empty.recv().or_else(|_| self.gave_up())
    }

    fn hand_over(&mut self, piece: Piece) -> io::Result<()> {
        let sent = self.full.as_ref().is_some_and(|full| full.send(piece).is_ok());
        if sent { Ok(()) } else { self.gave_up() }
    }

    /// What the thread has to say for ending before it was asked to.
    fn gave_up<T>(&mut self) -> io::Result<T> {
        self.end().and_then(|()| Err(io::Error::other("the writing thread is gone")))
    }

    fn finish(mut self) -> io::Result<()> {
        let last = std::mem::take(&mut self.filling);
        self.hand_over(last)?;
        self.end()
    }

    fn end(&mut self) -> io::Result<()> {
        self.full = None;
        let ended = self.writer.take().map_or(Ok(Ok(())), JoinHandle::join);
        ended.unwrap_or_else(|_| Err(io::Error::other("the writing thread broke down")))
    }
}

impl Drop for PastCache {
    fn drop(&mut self) {
        // Whoever wants to know how it went has finished it.
        let _ = self.end();
    }
}

fn write_pieces(file: &File, full: &Receiver<Piece>, empty: &Sender<Piece>) -> io::Result<()> {
    let mut direct = set_direct(file, true).is_ok();
    for mut piece in full {
        // Only the last one ends anywhere.
        if direct && !piece.bytes().len().is_multiple_of(ALIGN) {
            set_direct(file, false)?;
            direct = false;
        }
        write_piece(file, &mut direct, piece.bytes())?;
        piece.filled = 0;
        // Whoever fills them may have filled the last.
        let _ = empty.send(piece);
    }
    // Whoever uses the file next does as files are used.
    if direct { set_direct(file, false) } else { Ok(()) }
}

fn write_piece(mut file: &File, direct: &mut bool, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match file.write(bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => bytes = &bytes[count..],
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            // This disk wants something else than `ALIGN`, or no direct writes after all.
            Err(error) if *direct && error.raw_os_error() == Some(Errno::INVAL.raw_os_error()) => {
                set_direct(file, false)?;
                *direct = false;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn set_direct(file: &File, direct: bool) -> io::Result<()> {
    let mut flags = fcntl_getfl(file)?;
    flags.set(OFlags::DIRECT, direct);
    Ok(fcntl_setfl(file, flags)?)
}

/// What is written at once, at an aligned place in memory. It holds what is meant for the disk.
#[derive(Default)]
struct Piece {
    memory: Vec<u8>,
    /// Where the aligned part begins.
    start: usize,
    filled: usize,
}

impl Piece {
    fn new() -> Self {
        let memory = vec![0; PIECE + ALIGN];
        // A place that is not aligned after all is refused by the kernel, and written the other way.
        let start = memory.as_ptr().align_offset(ALIGN).min(ALIGN);
        Self { memory, start, filled: 0 }
    }

    fn is_full(&self) -> bool {
        self.filled == PIECE
    }

    fn take(&mut self, bytes: &[u8]) -> usize {
        let count = bytes.len().min(PIECE - self.filled);
        let from = self.start + self.filled;
        self.memory[from..from + count].copy_from_slice(&bytes[..count]);
        self.filled += count;
        count
    }

    fn bytes(&self) -> &[u8] {
        &self.memory[self.start..self.start + self.filled]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Seek, SeekFrom};

    fn content(length: usize) -> Vec<u8> {
        (0..length).map(|at| (at / 7 + at / 4096) as u8).collect()
    }

    /// Writes in odd steps, as sealed chunks come, and reads the file again.
    fn written(file: File, content: &[u8]) -> Vec<u8> {
        let mut direct = DirectFile::new(file);
        content.chunks(65_552 + 13).for_each(|bytes| direct.write_all(bytes).unwrap());
        let mut file = direct.finish().unwrap();
        let mut read = Vec::new();
        file.seek(SeekFrom::Start(0)).unwrap();
        file.read_to_end(&mut read).unwrap();
        read
    }

    #[test]
    fn every_length_is_written_whole() {
        let edges = [0, 1, CACHED - 1, CACHED, CACHED + 1, CACHED + ALIGN, CACHED + PIECE];
        for length in edges.into_iter().chain([CACHED + 6 * PIECE, CACHED + 9 * PIECE + 4097]) {
            let content = content(length);
            // Beside the program, not in /tmp, which may know no direct writes.
            let file = tempfile::tempfile_in(env!("CARGO_MANIFEST_DIR")).unwrap();
            assert!(written(file, &content) == content, "{length}");
        }
    }

    #[test]
    fn where_there_are_no_direct_writes_the_cache_is_used() {
        // Memory files refuse the flag, or take it and do as they please.
        let memory = rustix::fs::memfd_create("test", rustix::fs::MemfdFlags::CLOEXEC).unwrap();
        let content = content(CACHED + 2 * PIECE + 99);
        assert!(written(File::from(memory), &content) == content);
    }

    #[test]
    fn a_disk_that_takes_no_more_says_why() {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let mut direct = DirectFile { file: Arc::new(full), cached: 0, past_cache: None };
        let failed = (0..20).find_map(|_| direct.write_all(&content(PIECE)).err());
        assert_eq!(failed.unwrap().kind(), io::ErrorKind::StorageFull);
    }

    #[test]
    fn a_file_that_is_given_up_is_closed_when_it_is_dropped() {
        let file = tempfile::tempfile_in(env!("CARGO_MANIFEST_DIR")).unwrap();
        let mut direct = DirectFile::new(file);
        direct.write_all(&content(CACHED + 3 * PIECE)).unwrap();
        let held = Arc::downgrade(&direct.file);
        drop(direct);
        assert!(held.upgrade().is_none());
    }
}
