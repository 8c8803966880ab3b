//! Text in another encoding than UTF-8, decoded while it is read. What decides is a byte order mark,
//! the shape of UTF-16, or what a person says; nothing else is sure enough.

use super::error::Error;
use super::head::HEAD;
use crate::domain::encoding::{Decoding, Encoding, EncodingSign};
use encoding_rs::{CoderResult, Decoder, DecoderResult, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;
use std::io::{self, Read};

/// In which encoding a file is that begins so. A mark in the file contradicts whoever says otherwise.
pub fn decide(first: &[u8], told: Option<Encoding>) -> Decoding {
    // Unicode 23.8. The mark of UTF-32 begins as the one of UTF-16 does.
    let marked = match first {
        [0xFF, 0xFE, 0, 0, ..] => None,
        [0xEF, 0xBB, 0xBF, ..] => Some(Encoding::Utf8),
        [0xFF, 0xFE, ..] => Some(Encoding::Utf16Le),
        [0xFE, 0xFF, ..] => Some(Encoding::Utf16Be),
        _ => None,
    };
    let by = Decoding::by;
    marked
        .map(|encoding| by(encoding, EncodingSign::Mark))
        .or_else(|| told.map(|encoding| by(encoding, EncodingSign::Told)))
        .or_else(|| shape(first).map(|encoding| by(encoding, EncodingSign::Shape)))
        .unwrap_or_default()
}

/// Text whose every second byte is NUL: of files of posts the beginning is ASCII.
fn shape(first: &[u8]) -> Option<Encoding> {
    let start = &first[..first.len().min(64)];
    let zeros = |from: usize| start.len() >= 8 && start.iter().skip(from).step_by(2).all(|&byte| byte == 0);
    match (zeros(0), zeros(1)) {
        (true, false) => Some(Encoding::Utf16Be),
        (false, true) => Some(Encoding::Utf16Le),
        _ => None,
    }
}

/// Whether text that is taken for UTF-8 hardly is: what is not ASCII in it is mostly none.
pub fn is_doubtful(text: &[u8]) -> bool {
    let (mut fitting, mut broken) = (0_usize, 0_usize);
    for chunk in text.utf8_chunks() {
        fitting += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    // The last one may only be cut off.
    broken.saturating_sub(usize::from(text.len() >= HEAD)) > fitting
}

fn decoder(encoding: Encoding) -> Option<Decoder> {
    let encoding = match encoding {
        Encoding::Utf8 => return None,
        Encoding::Utf16Le => UTF_16LE,
        Encoding::Utf16Be => UTF_16BE,
        Encoding::Windows1252 => WINDOWS_1252,
    };
    Some(encoding.new_decoder_with_bom_removal())
}

/// The beginning of a file as UTF-8; half a character at its end is left off.
pub fn head(first: &[u8], encoding: Encoding) -> Cow<'_, [u8]> {
    let Some(mut decoder) = decoder(encoding) else { return Cow::Borrowed(first) };
    let mut text = String::with_capacity(first.len() * 3 + 16);
    let (result, ..) = decoder.decode_to_string(first, &mut text, false);
    debug_assert_eq!(result, CoderResult::InputEmpty, "there was room for all of it");
    Cow::Owned(text.into_bytes())
}

/// A stream in another encoding, as UTF-8. What is not text in it becomes a byte that is none in UTF-8
/// either, so that the record in which it stands is rejected and no other.
pub struct Decoded<R> {
    from: R,
    decoder: Decoder,
    raw: Vec<u8>,
    raw_at: usize,
    text: Vec<u8>,
    text_at: usize,
    last: bool,
    done: bool,
}

const STEP: usize = 64 * 1024;
/// Never valid in UTF-8 (RFC 3629 §1).
const NO_TEXT: u8 = 0xFF;

/// The stream as UTF-8, which it may be already.
pub fn decoded<'r>(from: impl Read + 'r, encoding: Encoding) -> Box<dyn Read + 'r> {
    match decoder(encoding) {
        None => Box::new(from),
        Some(decoder) => Box::new(Decoded {
            from,
            decoder,
            raw: Vec::new(),
            raw_at: 0,
            text: Vec::new(),
            text_at: 0,
            last: false,
            done: false,
        }),
    }
}

impl<R: Read> Decoded<R> {
    fn refill(&mut self) -> io::Result<()> {
        if self.raw_at == self.raw.len() && !self.last {
            self.raw.resize(STEP, 0);
            let count = self.from.read(&mut self.raw);
            self.raw.truncate(*count.as_ref().unwrap_or(&0));
            self.raw_at = 0;
            self.last = count? == 0;
        }
        self.text.resize(STEP, 0);
        self.text_at = 0;
        let rest = &self.raw[self.raw_at..];
        let (result, read, written) =
            self.decoder.decode_to_utf8_without_replacement(rest, &mut self.text, self.last);
        self.raw_at += read;
        self.text.truncate(written);
        match result {
            DecoderResult::InputEmpty => self.done = self.last,
            DecoderResult::OutputFull => (),
            DecoderResult::Malformed(..) => self.text.push(NO_TEXT),
        }
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.text_at == self.text.len() && !self.done {
            self.refill()?;
        }
        let rest = &self.text[self.text_at..];
        let count = rest.len().min(into.len());
        into[..count].copy_from_slice(&rest[..count]);
        self.text_at += count;
        Ok(count)
    }
}

/// Nobody said how a table is written that cannot be read as UTF-8. What has NULs as well is no table.
pub fn refuse_doubtful(first: &[u8], decided: Decoding, is_table: bool) -> Result<(), Error> {
    let unsure = decided.by == EncodingSign::Usual && is_table && is_doubtful(first);
    match unsure {
        true if first.contains(&0) => Err(Error::Unrecognised),
        true => Err(Error::UnsureEncoding),
        false => Ok(()),
    }
}
