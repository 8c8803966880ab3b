//! Reads a foreign file of posts into drafts ([`Post`](crate::domain::post::Post)).
//!
//! Its boundary: it reads from the stream it is given and hands drafts to a [`Sink`]; it knows no
//! case, no store, no clock and no network, and which posts are already known is the caller's
//! business. Memory stays constant: at most one line, array element or table row of at most 10 MB.
//!
//! A format is one file here and one line in [`FORMATS`]; see `docs/formats/posts-import.md`.

mod api_v11;
mod api_v2;
mod archive;
pub mod chat;
pub mod csv;
mod decode;
mod entities;
mod error;
mod fixed;
mod flat;
mod head;
mod ids;
mod json;
mod lenient;
mod lines;
mod packed;
mod probe;
mod report;
mod shares;
mod snscrape;
mod status;
mod toolkit;
mod values;
mod web_client;
mod when;

#[cfg(test)]
mod tests;

pub use csv::Mapping;
pub use error::Error;
pub use head::{Container, HEAD, Head};
pub use lines::LONGEST;
pub use packed::unpacked_head;
use report::Parts;
pub use report::{IgnoreReason, Place, Reject, RejectReason, Sink, Summary, Tally, Unit};
pub use when::DateOrder;

use crate::domain::Lang;
pub use crate::domain::encoding::{Decoding, Encoding, EncodingSign};
use packed::Packing;
use std::io::{BufRead, BufReader, Read, Seek};

/// How sure a format is that a file is its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Recognition {
    No,
    /// Of this family, but without posts: each record will say why it is not one.
    Weak,
    Likely,
    Sure,
}

/// What a person may say about a file beyond its format.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How a table is to be read; without it, as its header tells.
    pub mapping: Option<csv::Mapping>,
    /// How its characters are written; without it, as a mark or its shape tells, else UTF-8.
    pub encoding: Option<Encoding>,
}

/// A way in which posts arrive.
pub trait Format: Sync {
    /// Stored and typed by people; it never changes.
    fn code(&self) -> &'static str;
    fn label(&self, lang: Lang) -> &'static str;
    /// Judged by content; a file's name says nothing.
    fn recognises(&self, head: &Head) -> Recognition;
    fn read(
        &self,
        head: &Head,
        from: &mut dyn BufRead,
        options: &Options,
        sink: &mut dyn Sink,
    ) -> Result<Summary, Error>;
}

pub const FORMATS: &[&dyn Format] = &[
    &api_v2::ApiV2,
    &api_v11::ApiV11,
    &archive::Archive,
    &snscrape::Snscrape,
    &web_client::WebClient,
    &toolkit::TABLE,
    &shares::TABLE,
    &flat::Flat,
    &csv::Csv,
];

pub fn by_code(code: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|format| format.code() == code)
}

/// The format of a file, from its first bytes ([`HEAD`] of them are enough).
pub fn detect(head: &[u8]) -> Result<&'static dyn Format, Error> {
    surest(&Head::new(head)?)
}

/// The surest of all; of equals the first in the list.
fn surest(head: &Head) -> Result<&'static dyn Format, Error> {
    let judged = FORMATS.iter().rev().map(|format| (format.recognises(head), *format));
    let (recognition, format) =
        judged.max_by_key(|(recognition, _)| *recognition).ok_or(Error::Unrecognised)?;
    if recognition == Recognition::No { Err(Error::Unrecognised) } else { Ok(format) }
}

/// Reads a whole file, also a compressed one.
pub fn read_file(
    mut from: impl Read + Seek,
    format: Option<&'static dyn Format>,
    options: &Options,
    sink: &mut dyn Sink,
) -> Result<Summary, Error> {
    let mut sign = Vec::new();
    from.by_ref().take(4).read_to_end(&mut sign)?;
    from.rewind()?;
    match Packing::of(&sign) {
        None => read(from, format, options, sink),
        Some(packing) => {
            let mut parts = Parts::new(sink);
            packed::unpacked(from, packing, &mut |plain| {
                parts.take(|sink| read(plain, format, options, sink))
            })?;
            parts.summary()
        }
    }
}

/// Reads a stream of text to its end: recognises the format unless it is given, and hands every post and every
/// reject to `sink`. A mapping without a format means a table.
pub fn read(
    from: impl Read,
    format: Option<&'static dyn Format>,
    options: &Options,
    sink: &mut dyn Sink,
) -> Result<Summary, Error> {
    let (first, from) = begin(from)?;
    let decided = decode::decide(&first, options.encoding);
    let (first, mut from) = begin(decode::decoded(first.chain(from), decided.encoding))?;
    let head = Head::new(&first)?;
    decode::refuse_doubtful(&first, decided, head.container == Container::Table)?;
    let format = match (format, &options.mapping) {
        (Some(format), _) => format,
        (None, Some(_)) => &csv::Csv,
        (None, None) => surest(&head)?,
    };
    let mut whole = head.bytes.chain(&mut from);
    let summary = format.read(&head, &mut whole, options, sink)?;
    Ok(Summary { decoding: decided, ..summary })
}

/// The first bytes of a stream, and the rest.
fn begin<R: Read>(from: R) -> Result<(Vec<u8>, BufReader<R>), Error> {
    let mut from = BufReader::with_capacity(HEAD, from);
    let mut first = Vec::with_capacity(HEAD);
    from.by_ref().take(HEAD as u64).read_to_end(&mut first)?;
    Ok((first, from))
}
