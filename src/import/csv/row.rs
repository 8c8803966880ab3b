//! One row of a table as a post.

use super::super::ids::Id;
use super::super::report::RejectReason;
use super::super::when::{self, Reading};
use super::fields::Field;
use super::list;
use super::mapping::Places;
use crate::domain::post::{Counts, Post};
use crate::domain::{Moment, Private};
use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};
use std::borrow::Cow;

/// What all rows of a table have in common.
pub struct Shape {
    places: Places,
    /// The names of the columns as JSON, each one different.
    keys: Vec<String>,
    reading: Reading,
}

impl Shape {
    pub fn new(header: &[String], places: Places, reading: Reading) -> Self {
        Self { places, keys: keys(header), reading }
    }

    /// `ordinal` counts the rows of the file; it tells equal rows without ids apart.
    pub fn post(&self, cells: &[&str], ordinal: u64) -> Result<Post, RejectReason> {
        let cells = self.within(cells)?;
        let cell = |field| self.places.cell(field, cells);
        let given =
            |field| cell(field).map(str::trim).filter(|text| !text.is_empty() && !is_placeholder(text));
        let private = |field| given(field).map(Private::from);
        // A whole object, as Python prints one, is nobody's name.
        let name = |field| given(field).filter(|text| !is_object(text));
        let other = |field| given(field).and_then(reference).map(Private::new);
        let count =
            |field| given(field).and_then(|text| text.strip_suffix(".0").unwrap_or(text).parse().ok());
        let text = cell(Field::Text).filter(|text| !text.trim().is_empty()).ok_or(RejectReason::NoText)?;
        Ok(Post {
            id: self.id(cells, ordinal)?,
            author_id: given(Field::AuthorId).and_then(account).map(Private::from),
            author_handle: name(Field::AuthorHandle).map(|name| Private::from(name.trim_start_matches('@'))),
            author_name: name(Field::AuthorName).map(Private::from),
            author_created_at: self.moment(given(Field::AuthorCreatedAt)).unwrap_or_default(),
            created_at: self.moment(given(Field::CreatedAt))?,
            text: text.into(),
            lang: private(Field::Lang),
            repost_of: other(Field::RepostOf),
            quote_of: other(Field::QuoteOf),
            reply_to: other(Field::ReplyTo),
            object: None,
            hashtags: given(Field::Hashtags).map_or(Vec::new(), |cell| list::words(cell, '#')),
            urls: given(Field::Urls).map_or(Vec::new(), list::addresses),
            mentions: given(Field::Mentions).map_or(Vec::new(), |cell| list::words(cell, '@')),
            media: given(Field::Media).map_or(Vec::new(), list::addresses),
            counts: Counts {
                reposts: count(Field::Reposts),
                quotes: count(Field::Quotes),
                replies: count(Field::Replies),
                likes: count(Field::Likes),
            },
            raw: Private::default(),
            span: None,
            place: None,
        })
    }

    /// The cells of the columns. Separators at the end of a row, with nothing between them, are how
    /// some programs write tables; any other difference means that the columns are not what they seem.
    fn within<'c, 't>(&self, cells: &'c [&'t str]) -> Result<&'c [&'t str], RejectReason> {
        let (cells, more) = cells.split_at_checked(self.keys.len()).ok_or(RejectReason::WrongColumns)?;
        let blank = more.iter().all(|cell| cell.trim().is_empty());
        if blank { Ok(cells) } else { Err(RejectReason::WrongColumns) }
    }

    fn moment(&self, cell: Option<&str>) -> Result<Option<Moment>, RejectReason> {
        cell.map_or(Ok(None), |text| when::cell(text, &self.reading).map_err(|_| RejectReason::BadDate))
    }

    /// The id of its column, else the one in the post's address, else one made of the row.
    fn id(&self, cells: &[&str], ordinal: u64) -> Result<Private, RejectReason> {
        if let Some(cell) = self.places.cell(Field::Id, cells) {
            // Spreadsheets are kept from rounding an id by an apostrophe before it.
            let cell = cell.trim().trim_start_matches('\'');
            let cell = without_letter(cell).unwrap_or(cell);
            return if is_key(cell) { Ok(cell.into()) } else { Id::of_text(Cow::Borrowed(cell)).required() };
        }
        if let Some(cell) = self.places.cell(Field::Permalink, cells) {
            return post_id(cell).map(Private::new).ok_or(RejectReason::NoId);
        }
        Ok(row_id(cells, ordinal).into())
    }

    /// The row as a JSON object, its columns in order.
    pub fn raw(&self, cells: &[&str]) -> String {
        object(&self.keys, cells)
    }
}

/// Cells under their keys, which are JSON already, as a JSON object in order.
pub fn object(keys: &[impl AsRef<[u8]>], cells: &[&str]) -> String {
    let mut raw = Vec::with_capacity(cells.iter().map(|cell| cell.len() + 24).sum());
    for (key, cell) in keys.iter().zip(cells) {
        raw.push(if raw.is_empty() { b'{' } else { b',' });
        raw.extend_from_slice(key.as_ref());
        raw.push(b':');
        serde_json::to_writer(&mut raw, cell).expect("text has a form in JSON, and memory takes it");
    }
    raw.push(b'}');
    String::from_utf8(raw).expect("JSON of text is text")
}

/// A name as a key of JSON.
pub fn key(name: &str) -> String {
    serde_json::Value::from(name).to_string()
}

fn keys(header: &[String]) -> Vec<String> {
    columns(header).iter().map(|name| key(name.reveal())).collect()
}

/// Unnamed columns get a number, repeated names too: a key must occur once.
pub fn columns(header: &[String]) -> Vec<Private> {
    let mut names: Vec<Private> = Vec::new();
    let mut known = std::collections::HashSet::new();
    for (name, number) in header.iter().zip(1..) {
        let mut name = if name.trim().is_empty() { format!("column_{number}") } else { name.clone() };
        while !known.insert(name.clone()) {
            name = format!("{name}_{number}");
        }
        names.push(name.into());
    }
    names
}

/// Words that programs write into empty cells.
fn is_placeholder(text: &str) -> bool {
    matches!(text, "nan" | "NaN" | "None" | "null" | "NULL" | "[]" | "{}")
}

/// An id, or the one in an address such as `https://twitter.com/x/status/123`. Damaged ids would
/// name another post, so they are none; the raw row keeps them.
fn post_id(text: &str) -> Option<String> {
    let text = text.trim();
    let behind = text.split_once("/status/").or_else(|| text.split_once("/statuses/"));
    let digits = behind
        .map_or(text, |(_, rest)| rest.split(|letter: char| !letter.is_ascii_digit()).next().unwrap_or(rest));
    Id::of_text(Cow::Borrowed(digits)).get().filter(|id| *id != "0").map(str::to_owned)
}

fn is_object(text: &str) -> bool {
    ["{'", "{\"", "[{"].iter().any(|start| text.starts_with(start))
}

/// R's rtweet writes an `x` before ids, so that spreadsheets do not round them (`write_as_csv`).
fn without_letter(text: &str) -> Option<&str> {
    let digits = text.strip_prefix('x')?;
    (digits.len() >= 8 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// An account's id. One that lost digits (`9.06E+17`) would name another account.
fn account(text: &str) -> Option<&str> {
    let text = text.trim_start_matches('\'');
    let text = without_letter(text).unwrap_or(text);
    (Id::of_text(Cow::Borrowed(text)) != Id::Lossy).then_some(text)
}

/// The post that this one refers to.
fn reference(text: &str) -> Option<String> {
    let text = text.trim_start_matches('\'');
    let text = without_letter(text).unwrap_or(text);
    if is_key(text) { Some(text.to_owned()) } else { post_id(text) }
}

/// A table may have keys of its own for posts (`m17`, a digest): one word of letters and digits.
/// A number that lost digits (`9e17`) is none, nor is `nan`.
fn is_key(text: &str) -> bool {
    let is_word = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-:".contains(&byte));
    let (letters, digits) = (text.contains(char::is_alphabetic), text.contains(|c: char| c.is_ascii_digit()));
    text.len() <= 64 && is_word && letters && digits && text.parse::<f64>().is_err()
}

/// `row:<first 16 hex digits of SHA-256 of the cells, joined by U+001F>-<ordinal>`. NEVER CHANGE:
/// it is how the rows of a file are known when the file comes again.
fn row_id(cells: &[&str], ordinal: u64) -> String {
    let digest = Sha256::digest(cells.join("\u{1F}"));
    format!("row:{}-{ordinal}", HEXLOWER.encode(&digest[..8]))
}
