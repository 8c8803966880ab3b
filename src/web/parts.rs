//! An upload as it arrives: fields and files, one after the other, never on the disk and never
//! whole in memory. What the network delivers on one thread is read as a stream on another.

use super::Form;
use super::failure::Failure;
use super::intake;
use actix_multipart::{Field, Multipart};
use actix_web::rt::time::timeout;
use actix_web::{HttpRequest, web::Payload};
use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use std::io::{self, Read};
use std::time::Duration;
use tokio::sync::mpsc::{Receiver, Sender, channel as queue};

/// Pieces under way at a time; each is at most what one read of the network gave.
const UNDER_WAY: usize = 16;
/// Of one field that is not a file.
const FIELD: usize = 256 * 1024;
const FIELDS: usize = 200;
/// A sender who is silent for so long is given up, so that no half-sent upload holds a thread.
const SILENCE: Duration = Duration::from_secs(60);
/// An upload that was refused is still read this far, so that the browser hears the answer.
const PATIENCE: usize = 64 * 1024 * 1024;

enum Event {
    Part {
        name: String,
        file_name: Option<String>,
    },
    Piece(Bytes),
    /// The part is whole.
    PartEnd,
    /// The upload is whole.
    End,
    Broken,
}

/// The parts that are still to come.
#[derive(Default)]
pub struct Parts {
    events: Option<Receiver<Event>>,
    /// A file whose head was read already.
    waiting: Option<(String, String)>,
}

/// What comes next.
enum Part<'p> {
    Field { name: String, value: String },
    File { file_name: String, content: Content<'p> },
}

/// The bytes of one file. An error means that the upload was broken off.
pub struct Content<'p> {
    /// The name of the form's field that it was chosen in.
    pub field: String,
    parts: &'p mut Parts,
    piece: Bytes,
    ended: bool,
}

/// The two ends: a future that reads the network, and the parts for a handler.
pub(super) fn channel(request: &HttpRequest, payload: Payload) -> (impl Future<Output = ()>, Parts) {
    let (to, from) = queue(UNDER_WAY);
    let multipart = Multipart::new(request.headers(), payload);
    (pump(multipart, to), Parts { events: Some(from), waiting: None })
}

async fn pump(mut multipart: Multipart, to: Sender<Event>) {
    let mut unread = 0;
    while let Some(part) = heard(&mut multipart).await {
        let Ok(mut part) = part else {
            let _ = to.send(Event::Broken).await;
            return;
        };
        let file_name = file_name(&part);
        let name = part.name().unwrap_or_default().to_owned();
        let _ = to.send(Event::Part { name, file_name }).await;
        while let Some(piece) = heard(&mut part).await {
            let Ok(piece) = piece else {
                let _ = to.send(Event::Broken).await;
                return;
            };
            let length = piece.len();
            if to.send(Event::Piece(piece)).await.is_err() {
                unread += length;
                if unread > PATIENCE {
                    return;
                }
            }
        }
        let _ = to.send(Event::PartEnd).await;
    }
    let _ = to.send(Event::End).await;
}

/// The next of a stream; silence is an error, as a lost connection is.
async fn heard<S, T, E>(stream: &mut S) -> Option<Result<T, ()>>
where
    S: Stream<Item = Result<T, E>> + Unpin,
{
    timeout(SILENCE, stream.next()).await.map_or(Some(Err(())), |next| next.map(|next| next.map_err(|_| ())))
}

/// As the sender named it, without the folders on the sender's own disk; `None` for a text field.
fn file_name(part: &Field) -> Option<String> {
    let name = part.content_disposition()?.get_filename()?;
    Some(name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned())
}

fn broken() -> io::Error {
    io::Error::new(io::ErrorKind::ConnectionAborted, "the upload was broken off")
}

impl Parts {
    fn event(&mut self) -> io::Result<Event> {
        let event = self.events.as_mut().and_then(Receiver::blocking_recv);
        match event {
            None | Some(Event::Broken) => Err(broken()),
            Some(event) => Ok(event),
        }
    }

    /// The next file that was chosen, with its name. A file field that was left empty is no file,
    /// and fields behind the first file are asked for by no form.
    pub fn next_file(&mut self) -> io::Result<Option<(String, Content<'_>)>> {
        // Two steps, because what is borrowed to look cannot be handed out in the same loop.
        loop {
            match self.advance()? {
                None => return Ok(None),
                Some(Part::File { file_name, content }) if !file_name.is_empty() => {
                    let name = content.field;
                    self.waiting = Some((name, file_name));
                    break;
                }
                Some(_) => {}
            }
        }
        match self.advance()? {
            Some(Part::File { file_name, content }) => Ok(Some((file_name, content))),
            _ => Ok(None),
        }
    }

    /// The next field or file; what was left of the one before is skipped.
    fn advance(&mut self) -> io::Result<Option<Part<'_>>> {
        if let Some((name, file_name)) = self.waiting.take() {
            return Ok(Some(self.file(name, file_name)));
        }
        loop {
            match self.event()? {
                Event::Part { name, file_name: Some(file_name) } => {
                    return Ok(Some(self.file(name, file_name)));
                }
                Event::Part { name, file_name: None } => {
                    let value = self.field()?;
                    return Ok(Some(Part::Field { name, value }));
                }
                Event::End => return Ok(None),
                Event::Piece(_) | Event::PartEnd | Event::Broken => {}
            }
        }
    }

    fn file(&mut self, name: String, file_name: String) -> Part<'_> {
        let content = Content { field: name, parts: self, piece: Bytes::new(), ended: false };
        Part::File { file_name, content }
    }

    fn field(&mut self) -> io::Result<String> {
        let mut value = Vec::new();
        while let Event::Piece(piece) = self.event()? {
            if value.len() + piece.len() > FIELD {
                return Err(io::Error::from(io::ErrorKind::InvalidData));
            }
            value.extend_from_slice(&piece);
        }
        String::from_utf8(value).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))
    }

    /// The fields before the first file, and the token against forgery, which comes first.
    pub(super) fn take_fields(&mut self) -> Result<(Form, String), Failure> {
        let mut fields = Vec::new();
        while fields.len() < FIELDS {
            match self.advance().map_err(|_| Failure::Malformed)? {
                None => break,
                Some(Part::Field { name, value }) => fields.push((name, value)),
                Some(Part::File { file_name, content }) => {
                    let name = content.field;
                    self.waiting = Some((name, file_name));
                    break;
                }
            }
        }
        Ok(intake::split_token(fields))
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
