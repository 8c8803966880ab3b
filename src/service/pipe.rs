//! A pipe between somebody who writes and somebody who reads, on two threads: what one produces in
//! pieces, the other takes as a stream. Bounded, so that neither runs ahead with the memory.

use crate::store::{Error, Result};
use std::io::{self, Read, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Pieces under way at a time.
const UNDER_WAY: usize = 4;

type Piece = io::Result<Vec<u8>>;

/// The end that is written to. The reader sees the end of the stream only after
/// [`PipeWriter::finish`]; a writer that is dropped before is an error at the reader, so that half
/// a stream is never taken for a whole one.
pub struct PipeWriter {
    to: SyncSender<Piece>,
    finished: bool,
}

/// The end that is read from.
pub struct PipeReader {
    from: Receiver<Piece>,
    piece: Vec<u8>,
    taken: usize,
    ended: bool,
}

pub fn pipe() -> (PipeWriter, PipeReader) {
    let (to, from) = sync_channel(UNDER_WAY);
    (PipeWriter { to, finished: false }, PipeReader { from, piece: Vec::new(), taken: 0, ended: false })
}

fn gone() -> io::Error {
    io::Error::new(io::ErrorKind::BrokenPipe, "the other end is gone")
}

/// What came out at both ends. Where the reader failed, the writer fails too, and only says that
/// the other end is gone: then the reader's reason is told.
pub fn both_ends<W, R>(written: Result<W>, read: Result<R>) -> Result<(W, R)> {
    match (written, read) {
        (Ok(written), Ok(read)) => Ok((written, read)),
        (Err(Error::Io(error)), Err(reason)) if error.kind() == io::ErrorKind::BrokenPipe => Err(reason),
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
}

impl PipeWriter {
    /// Hands over a piece; waits while the reader is behind.
    pub fn send(&mut self, piece: Vec<u8>) -> io::Result<()> {
        self.to.send(Ok(piece)).map_err(|_| gone())
    }

    /// Says that the stream is whole.
    pub fn finish(mut self) -> io::Result<()> {
        self.finished = true;
        self.to.send(Ok(Vec::new())).map_err(|_| gone())
    }
}

impl Write for PipeWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !bytes.is_empty() {
            self.send(bytes.to_vec())?;
        }
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for PipeWriter {
    fn drop(&mut self) {
        if !self.finished {
            // The reader may be gone too; then nobody is left to tell.
            let _ = self
                .to
                .send(Err(io::Error::new(io::ErrorKind::ConnectionAborted, "the stream was broken off")));
        }
    }
}

impl Read for PipeReader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.piece.len() && !self.ended {
            self.piece = self.from.recv().map_err(|_| gone())??;
            self.taken = 0;
            self.ended = self.piece.is_empty();
        }
        let count = into.len().min(self.piece.len() - self.taken);
        into[..count].copy_from_slice(&self.piece[self.taken..self.taken + count]);
        self.taken += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_is_read() {
        let (mut writer, mut reader) = pipe();
        let sender = std::thread::spawn(move || {
            for piece in [b"uno ".to_vec(), b"dos ".to_vec(), vec![b'x'; 100_000]] {
                writer.send(piece).unwrap();
            }
            writer.finish().unwrap();
        });
        let mut all = Vec::new();
        reader.read_to_end(&mut all).unwrap();
        sender.join().unwrap();
        assert_eq!(all.len(), 100_008);
        assert!(all.starts_with(b"uno dos xxx"));
    }

    #[test]
    fn a_stream_that_is_broken_off_is_an_error_not_an_end() {
        let (mut writer, mut reader) = pipe();
        writer.send(b"half".to_vec()).unwrap();
        drop(writer);
        let mut all = Vec::new();
        assert_eq!(reader.read_to_end(&mut all).unwrap_err().kind(), io::ErrorKind::ConnectionAborted);
    }

    #[test]
    fn a_writer_learns_that_the_reader_is_gone() {
        let (mut writer, reader) = pipe();
        drop(reader);
        assert!(writer.send(vec![1]).is_err());
    }
}
