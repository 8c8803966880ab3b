//! The files of an upload on the side of a handler: what the network delivers on one thread (`arriving`)
//! is read as a stream on another, never on the disk and never whole in memory.

use bytes::Bytes;
use std::io::{self, Read};
use tokio::sync::mpsc::Receiver;

/// Pieces under way at a time; each is at most what one read of the network gave.
pub(super) const UNDER_WAY: usize = 16;

pub(super) enum Event {
    File {
        file_name: String,
    },
    Piece(Bytes),
    /// The file is whole.
    FileEnd,
    /// The upload is whole.
    End,
    Broken,
}

/// The files that are still to come.
#[derive(Default)]
pub struct Parts(Option<Receiver<Event>>);

/// The bytes of one file. An error means that the upload was broken off.
pub struct Content<'p> {
    parts: &'p mut Parts,
    piece: Bytes,
    ended: bool,
}

/// A file that was kept in memory while it arrived.
pub struct Sent {
    /// The name of the form's field that it was chosen in.
    pub field: String,
    pub file_name: String,
    pub bytes: Vec<u8>,
}

impl From<Receiver<Event>> for Parts {
    fn from(events: Receiver<Event>) -> Self {
        Self(Some(events))
    }
}

fn broken() -> io::Error {
    io::Error::new(io::ErrorKind::ConnectionAborted, "the upload was broken off")
}

impl Parts {
    fn event(&mut self) -> io::Result<Event> {
        let event = self.0.as_mut().and_then(Receiver::blocking_recv);
        match event {
            None | Some(Event::Broken) => Err(broken()),
            Some(event) => Ok(event),
        }
    }

    /// The next file that was chosen, with its name; what was left of the one before is skipped. A file
    /// field that was left empty is no file.
    pub fn next_file(&mut self) -> io::Result<Option<(String, Content<'_>)>> {
        loop {
            match self.event()? {
                Event::File { file_name } if !file_name.is_empty() => {
                    let content = Content { parts: self, piece: Bytes::new(), ended: false };
                    return Ok(Some((file_name, content)));
                }
                Event::End => return Ok(None),
                Event::File { .. } | Event::Piece(_) | Event::FileEnd | Event::Broken => {}
            }
        }
    }
}

impl Read for Content<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() && !self.ended {
            match self.parts.event()? {
                Event::Piece(piece) => self.piece = piece,
                _ => self.ended = true,
            }
        }
        let count = into.len().min(self.piece.len());
        into[..count].copy_from_slice(&self.piece.split_to(count));
        Ok(count)
    }
}
