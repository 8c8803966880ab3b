//! An upload on the side of the network: its fields, then its files. Nothing in here holds a thread: a sender
//! who is slow holds a connection, and room for what they have sent so far.

use super::failure::Failure;
use super::parts::{Event, Parts, Sent, UNDER_WAY};
use super::room::Held;
use super::{Form, format, intake};
use crate::domain::Problem;
use crate::service::Error;
use actix_multipart::{Field, Multipart};
use actix_web::rt::time::timeout;
use actix_web::{HttpRequest, web::Payload};
use futures_util::{Stream, StreamExt};
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{Sender, channel};

/// Of all the fields before the files together, with their names.
const FIELDS: usize = 1024 * 1024;
const MOST_FIELDS: usize = 1000;
/// The largest file that is kept in memory.
pub const WHOLE: u64 = 64 << 20;
const GROWTH: usize = 1024 * 1024;
/// So many at a time.
const MOST_WHOLE: usize = 4;
/// A sender who is silent for so long is given up.
const SILENCE: Duration = Duration::from_secs(60);
/// An upload that was refused is still read for so long, so that the browser hears the answer.
const REST: Duration = Duration::from_secs(60);

/// How a sender must keep up. Only the time that is spent waiting for them counts.
#[derive(Clone, Copy)]
pub(super) struct Terms {
    /// Bytes a second, on the average.
    rate: u64,
    deadline: Duration,
}

/// Less than the slowest networks of telephones give; and no longer than a session lasts.
pub(super) const MEMBERS: Terms = Terms { rate: 2 * 1024, deadline: Duration::from_secs(12 * 60 * 60) };
/// Whoever is not known takes room from others who are not.
pub(super) const STRANGERS: Terms = Terms { rate: 16 * 1024, deadline: Duration::from_secs(20 * 60) };
/// Of what is read before anything is known of the sender.
const HEAD: Terms = Terms { rate: 1024, deadline: Duration::from_secs(30) };

pub(super) struct Arriving {
    multipart: Multipart,
    pace: Pace,
    /// The first file, when its head was read behind the fields.
    first: Option<Part>,
    /// There is no more to be heard.
    over: bool,
}

struct Part {
    name: String,
    /// `None` for a text field.
    file_name: Option<String>,
    field: Field,
}

impl Part {
    fn of(field: Field) -> Self {
        let name = field.name().unwrap_or_default().to_owned();
        Self { name, file_name: file_name(&field), field }
    }
}

/// As the sender named it, without the folders on the sender's own disk.
fn file_name(part: &Field) -> Option<String> {
    let name = part.content_disposition()?.get_filename()?;
    Some(name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned())
}

/// What was broken off, by the sender or because they did not keep up.
struct Broken;

struct Pace {
    terms: Terms,
    waited: Duration,
    received: u64,
}

impl Pace {
    const fn new(terms: Terms) -> Self {
        Self { terms, waited: Duration::ZERO, received: 0 }
    }

    /// How long the next piece may take: a while for everybody, and what was earned by sending.
    fn patience(&self) -> Duration {
        let earned = SILENCE + Duration::from_secs(self.received / self.terms.rate);
        earned.min(self.terms.deadline).saturating_sub(self.waited).min(SILENCE)
    }

    /// The next of a stream; silence is an error, as a lost connection is.
    async fn heard<S, T, E>(&mut self, stream: &mut S) -> Option<Result<T, Broken>>
    where
        S: Stream<Item = Result<T, E>> + Unpin,
    {
        let began = Instant::now();
        let next = timeout(self.patience(), stream.next()).await;
        self.waited += began.elapsed();
        next.map_or(Some(Err(Broken)), |next| next.map(|next| next.map_err(|_| Broken)))
    }

    async fn piece(&mut self, field: &mut Field) -> Option<Result<bytes::Bytes, Broken>> {
        let piece = self.heard(field).await;
        if let Some(Ok(piece)) = &piece {
            self.received += piece.len() as u64;
        }
        piece
    }
}

impl Arriving {
    pub fn new(request: &HttpRequest, payload: Payload) -> Self {
        let multipart = Multipart::new(request.headers(), payload);
        Self { multipart, pace: Pace::new(HEAD), first: None, over: false }
    }

    async fn next(&mut self) -> Option<Result<Part, Broken>> {
        if let Some(first) = self.first.take() {
            return Some(Ok(first));
        }
        let next = self.pace.heard(&mut self.multipart).await;
        self.over = !matches!(next, Some(Ok(_)));
        next.map(|part| part.map(Part::of))
    }

    /// The fields before the first file, and the token against forgery.
    pub async fn fields(&mut self, held: &mut Held) -> Result<(Form, String), Failure> {
        let (mut fields, mut total) = (Vec::new(), 0);
        while let Some(part) = self.next().await {
            let mut part = part.map_err(|_| Failure::Malformed)?;
            if part.file_name.is_some() {
                self.first = Some(part);
                break;
            }
            total += part.name.len();
            let mut value = Vec::new();
            while let Some(piece) = self.pace.piece(&mut part.field).await {
                let piece = piece.map_err(|_| Failure::Malformed)?;
                total += piece.len();
                if total > FIELDS {
                    return Err(Failure::TooLarge);
                }
                held.cover(total)?;
                value.extend_from_slice(&piece);
            }
            fields.push((part.name, String::from_utf8(value).map_err(|_| Failure::Malformed)?));
            if fields.len() > MOST_FIELDS {
                return Err(Failure::TooLarge);
            }
        }
        Ok(intake::split_token(fields))
    }

    /// The files, whole in memory, for which the sender needs no account.
    pub async fn whole(&mut self, held: &mut Held) -> Result<Vec<Sent>, Failure> {
        self.pace = Pace::new(STRANGERS);
        let (mut files, mut total) = (Vec::new(), 0);
        while let Some(part) = self.next().await {
            let mut part = part.map_err(|_| Failure::invalid("file", "file-cut"))?;
            let mut bytes = Vec::new();
            while let Some(piece) = self.pace.piece(&mut part.field).await {
                let piece = piece.map_err(|_| Failure::invalid(&part.name, "file-cut"))?;
                if (bytes.len() + piece.len()) as u64 > WHOLE {
                    let problem = Problem::new(part.name, "too-large").with(format::size(WHOLE));
                    return Err(Error::Invalid(vec![problem]).into());
                }
                total += piece.len();
                held.cover(total)?;
                if bytes.capacity() - bytes.len() < piece.len() {
                    // Not doubled, as it would be: no more is taken than was allowed.
                    bytes.reserve_exact(piece.len().max(GROWTH));
                }
                bytes.extend_from_slice(&piece);
            }
            files.extend(part.file_name.filter(|name| !name.is_empty()).map(|file_name| Sent {
                field: part.name,
                file_name,
                bytes,
            }));
            if files.len() > MOST_WHOLE {
                return Err(Failure::TooLarge);
            }
        }
        Ok(files)
    }

    /// The two ends of what is still to come: a future that reads the network, and the files for a
    /// handler on another thread.
    pub fn streamed(mut self) -> (impl Future<Output = ()>, Parts) {
        self.pace = Pace::new(MEMBERS);
        let (to, from) = channel(UNDER_WAY);
        let pump = async move {
            if self.pump(&to).await.is_none() {
                drop(to);
                self.rest().await;
            }
        };
        (pump, Parts::from(from))
    }

    /// `None` when nobody listens any more, or there is no more to be heard.
    async fn pump(&mut self, to: &Sender<Event>) -> Option<()> {
        while let Some(part) = self.next().await {
            let Ok(Part { file_name, mut field, .. }) = part else {
                return to.send(Event::Broken).await.ok();
            };
            // Fields behind the first file are asked for by no form.
            let is_file = file_name.is_some();
            if let Some(file_name) = file_name {
                to.send(Event::File { file_name }).await.ok()?;
            }
            while let Some(piece) = self.pace.piece(&mut field).await {
                let Ok(piece) = piece else { return to.send(Event::Broken).await.ok() };
                if is_file {
                    to.send(Event::Piece(piece)).await.ok()?;
                }
            }
            if is_file {
                to.send(Event::FileEnd).await.ok()?;
            }
        }
        to.send(Event::End).await.ok()
    }

    /// Reads what nobody will look at.
    pub async fn rest(&mut self) {
        self.first = None;
        let all = async { while !self.over && matches!(self.multipart.next().await, Some(Ok(_))) {} };
        // Whoever is not through by then is cut off.
        let _ = timeout(REST, all).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pace(terms: Terms, waited: u64, received: u64) -> u64 {
        Pace { terms, waited: Duration::from_secs(waited), received }.patience().as_secs()
    }

    #[test]
    fn whoever_sends_too_little_for_too_long_is_given_up() {
        assert_eq!(pace(STRANGERS, 0, 0), 60, "a while for everybody");
        assert_eq!(pace(STRANGERS, 50, 100), 10);
        assert_eq!(pace(STRANGERS, 60, 100), 0, "a byte now and then earns nothing");
        assert_eq!(pace(STRANGERS, 60, 16 * 1024 * 5), 5, "what was sent earns time");
        assert_eq!(pace(STRANGERS, 19 * 60, 1 << 30), 60);
        assert_eq!(pace(STRANGERS, 20 * 60, 1 << 30), 0, "and there is an end");
        assert_eq!(pace(MEMBERS, 3600, 2 * 1024 * 3700), 60);
        assert_eq!(pace(MEMBERS, 3600, 2 * 1024 * 3500), 0);
        assert_eq!(pace(HEAD, 30, 1 << 20), 0);
    }
}
