//! How the columns of a set of messages are written (`docs/formats/posts.md`): numbers as LEB128,
//! texts with their length before them, each column deflated by itself, so that an analysis opens
//! the ones it needs and no other.

use super::Mark;
use super::list::Lists;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use std::io::{Read, Write};

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident)+) => {
        /// In the order in which they are written; it is part of the format.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Column { $($(#[$doc])* $name),+ }

        /// Every column, in order.
        pub const COLUMNS: &[Column] = &[$(Column::$name),+];
    };
}

columns! {
    /// Of each message its mark in the whole case.
    Marks
    /// Of each message the number of its post in the set, 0 where the case had the post before.
    Numbers
    Account
    /// Microseconds since 1970, as differences.
    Created
    /// The same by the message's id.
    Stamped
    Repost
    Reply
    Text
    Shared
    Urls
    Tags
    Objects
    Mentions
    /// Of each account the name by which edges call it, its handle, and when it was made.
    Accounts
    Handles
    Births
    /// Marks of ids referred to, of texts, addresses and objects.
    References
    TextMarks
    SharedMarks
    UrlMarks
    /// The addresses that are the platform's own.
    OwnUrls
    ObjectMarks
    /// The distinct texts, as `words::plain` leaves them.
    Texts
    TagNames
    MentionNames
}

/// A column that cannot have been written by us.
#[derive(Debug, thiserror::Error)]
#[error("a column of messages is malformed")]
pub struct Malformed;

/// Unpacked, no column is larger: what claims more was not written by us.
const LARGEST: u64 = 8 << 30;

/// Compresses what is written into it.
pub struct Packer(DeflateEncoder<Vec<u8>>);

impl Default for Packer {
    fn default() -> Self {
        Self(DeflateEncoder::new(Vec::new(), Compression::fast()))
    }
}

impl Packer {
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.0.write_all(bytes).expect("memory takes it");
    }

    pub fn number(&mut self, number: u64) {
        let (bytes, length) = leb128(number);
        self.bytes(&bytes[..length]);
    }

    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes(text.as_bytes());
    }

    pub fn done(self) -> Vec<u8> {
        self.0.finish().expect("memory takes it")
    }
}

fn leb128(mut number: u64) -> ([u8; 10], usize) {
    let (mut bytes, mut length) = ([0; 10], 0);
    loop {
        let more = number >> 7 != 0;
        bytes[length] = (number & 0x7F) as u8 | u8::from(more) << 7;
        length += 1;
        number >>= 7;
        if !more {
            return (bytes, length);
        }
    }
}

pub fn numbers(values: impl IntoIterator<Item = u64>) -> Vec<u8> {
    let mut plain = Vec::new();
    for value in values {
        let (bytes, length) = leb128(value);
        plain.extend_from_slice(&bytes[..length]);
    }
    let mut packer = Packer::default();
    packer.bytes(&plain);
    packer.done()
}

/// Moments as differences; none is the least number there is.
pub fn moments(values: &[i64]) -> Vec<u8> {
    let mut last = 0;
    numbers(values.iter().map(|value| zigzag(value.wrapping_sub(std::mem::replace(&mut last, *value)))))
}

fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)) as u64
}

fn unzigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

pub fn lists(lists: &Lists) -> Vec<u8> {
    let each = |list: &[u32]| {
        let items: Vec<u64> = list.iter().map(|item| u64::from(*item)).collect();
        std::iter::once(list.len() as u64).chain(items)
    };
    numbers(lists.iter().flat_map(each))
}

pub fn texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> Vec<u8> {
    let mut packer = Packer::default();
    texts.into_iter().for_each(|text| packer.text(text));
    packer.done()
}

/// Marks do not compress: they stand as they are.
pub fn marks(marks: &[Mark]) -> Vec<u8> {
    marks.concat()
}

pub fn unmarks(bytes: &[u8]) -> Vec<Mark> {
    bytes.as_chunks::<16>().0.to_vec()
}

/// A column, unpacked.
pub struct Unpacker {
    plain: Vec<u8>,
    at: usize,
}

impl Unpacker {
    pub fn new(packed: &[u8]) -> Result<Self, Malformed> {
        let mut plain = Vec::with_capacity(packed.len().saturating_mul(3));
        let read = DeflateDecoder::new(packed).take(LARGEST).read_to_end(&mut plain);
        read.map_err(|_| Malformed)?;
        Ok(Self { plain, at: 0 })
    }

    pub fn number(&mut self) -> Result<u64, Malformed> {
        let first = *self.plain.get(self.at).ok_or(Malformed)?;
        self.at += 1;
        if first < 0x80 {
            return Ok(u64::from(first));
        }
        let (mut number, mut shift) = (u64::from(first & 0x7F), 7);
        loop {
            let byte = *self.plain.get(self.at).ok_or(Malformed)?;
            self.at += 1;
            number |= u64::from(byte & 0x7F).checked_shl(shift).ok_or(Malformed)?;
            shift += 7;
            if byte < 0x80 {
                return Ok(number);
            }
        }
    }

    fn small(&mut self) -> Result<u32, Malformed> {
        self.number()?.try_into().map_err(|_| Malformed)
    }

    pub fn is_done(&self) -> bool {
        self.at == self.plain.len()
    }

    pub fn text(&mut self) -> Result<&str, Malformed> {
        let length = usize::try_from(self.number()?).map_err(|_| Malformed)?;
        let end = self.at.checked_add(length).ok_or(Malformed)?;
        let bytes = self.plain.get(self.at..end).ok_or(Malformed)?;
        self.at = end;
        std::str::from_utf8(bytes).map_err(|_| Malformed)
    }
}

pub fn unnumbers(packed: &[u8]) -> Result<Vec<u32>, Malformed> {
    let mut from = Unpacker::new(packed)?;
    let mut values = Vec::new();
    while !from.is_done() {
        values.push(from.small()?);
    }
    Ok(values)
}

pub fn unmoments(packed: &[u8]) -> Result<Vec<i64>, Malformed> {
    let mut from = Unpacker::new(packed)?;
    let (mut values, mut last) = (Vec::new(), 0_i64);
    while !from.is_done() {
        last = last.wrapping_add(unzigzag(from.number()?));
        values.push(last);
    }
    Ok(values)
}

pub fn unlists(packed: &[u8]) -> Result<Lists, Malformed> {
    let mut from = Unpacker::new(packed)?;
    let mut lists = Lists::default();
    while !from.is_done() {
        let count = from.number()?;
        let items = (0..count).map(|_| from.small()).collect::<Result<Vec<u32>, _>>()?;
        lists.push(items);
    }
    Ok(lists)
}

pub fn untexts(packed: &[u8]) -> Result<Vec<String>, Malformed> {
    let mut from = Unpacker::new(packed)?;
    let mut texts = Vec::new();
    while !from.is_done() {
        texts.push(from.text()?.to_owned());
    }
    Ok(texts)
}
