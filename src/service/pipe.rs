//! A pipe between somebody who writes and somebody who reads: what one produces in pieces, the
//! other takes as a stream. Bounded, so that neither runs ahead with the memory. The reader is a
//! thread of its own; the writer is another thread, or a task that must not block.

use bytes::Bytes;
use std::io::{self, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// Pieces under way at a time.
const UNDER_WAY: usize = 4;

/// The end that is written to. The reader sees the end of the stream only after
/// [`PipeWriter::finish`]; a writer that is dropped before is an error at the reader, so that half
/// a stream is never taken for a whole one.
pub struct PipeWriter {
    to: Sender<Bytes>,
    whole: Arc<AtomicBool>,
}

/// The end that is read from.
pub struct PipeReader {
    from: Receiver<Bytes>,
    piece: Bytes,
    whole: Arc<AtomicBool>,
}

pub fn pipe() -> (PipeWriter, PipeReader) {
    let (to, from) = channel(UNDER_WAY);
    let whole = Arc::new(AtomicBool::new(false));
    (PipeWriter { to, whole: Arc::clone(&whole) }, PipeReader { from, piece: Bytes::new(), whole })
}

fn gone() -> io::Error {
    io::Error::new(io::ErrorKind::BrokenPipe, "the other end is gone")
}

impl PipeWriter {
    /// Hands over a piece; blocks while the reader is behind. Not for a task: see
    /// [`PipeWriter::pass`].
    pub fn send(&mut self, piece: impl Into<Bytes>) -> io::Result<()> {
        self.to.blocking_send(piece.into()).map_err(|_| gone())
    }

    /// Hands over a piece; waits, without blocking the thread, while the reader is behind.
    pub async fn pass(&mut self, piece: Bytes) -> io::Result<()> {
        self.to.send(piece).await.map_err(|_| gone())
    }

    /// Says that the stream is whole.
    pub fn finish(self) -> io::Result<()> {
        self.whole.store(true, Ordering::Release);
        if self.to.is_closed() { Err(gone()) } else { Ok(()) }
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

impl Read for PipeReader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() {
            match self.from.blocking_recv() {
                Some(piece) => self.piece = piece,
                None if self.whole.load(Ordering::Acquire) => return Ok(0),
                None => {
                    return Err(io::Error::new(
                        io::ErrorKind::ConnectionAborted,
                        "the stream was broken off",
                    ));
                }
            }
        }
        let count = into.len().min(self.piece.len());
        into[..count].copy_from_slice(&self.piece.split_to(count));
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
    fn a_task_passes_pieces_on_to_a_thread() {
        let (mut writer, mut reader) = pipe();
        let reading = std::thread::spawn(move || {
            let mut all = Vec::new();
            reader.read_to_end(&mut all).map(|_| all)
        });
        let task = async {
            for _ in 0..100 {
                writer.pass(Bytes::from_static(b"0123456789")).await.unwrap();
            }
            writer.finish().unwrap();
        };
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(task);
        assert_eq!(reading.join().unwrap().unwrap().len(), 1000);
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
        assert!(writer.finish().is_err());
    }
}
