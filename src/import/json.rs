//! What all JSON formats share: a file is divided into units (lines, elements, objects), each is
//! valid UTF-8 and not too long, and each is handed to the format.

use super::error::Error;
use super::head::{Container, Head, without_mark};
use super::lenient::Obj;
use super::lines::{Line, Lines};
use super::report::{IgnoreReason, Place, RejectReason, Tally};
use super::values::{Piece, Values};
use serde::Deserialize;
use serde_json::error::Category;
use std::io::{BufRead, Read};

/// What a format does with one unit. It must take, reject or ignore at least one record.
pub type Reader<'r> = &'r mut dyn FnMut(&str, Place, &mut Tally) -> Result<(), Error>;

pub fn read(head: &Head, from: &mut dyn BufRead, tally: &mut Tally, unit: Reader<'_>) -> Result<(), Error> {
    match head.container {
        Container::Lines | Container::Table => each_line(from, tally, unit),
        Container::Objects => each_value(Values::in_a_row(from), tally, unit),
        Container::Array => each_value(Values::of_array(from), tally, unit),
        Container::Script(at) => {
            std::io::copy(&mut from.take(at as u64), &mut std::io::sink())?;
            each_value(Values::of_array(from), tally, unit)
        }
    }
}

fn each_line(from: &mut dyn BufRead, tally: &mut Tally, unit: Reader<'_>) -> Result<(), Error> {
    let mut lines = Lines::new(from);
    while let Some((number, line)) = lines.next()? {
        let place = Place::line(number);
        tally.unit();
        match line {
            Line::TooLong => tally.reject(place, RejectReason::TooLong)?,
            Line::Whole(line) => one(without_mark(line), place, tally, unit)?,
        }
        tally.read_so_far(lines.bytes())?;
    }
    Ok(())
}

fn each_value(mut values: Values, tally: &mut Tally, unit: Reader<'_>) -> Result<(), Error> {
    for number in 1.. {
        let place = Place::element(number);
        let broken = match values.next()? {
            Piece::End => break,
            Piece::Value(value) => {
                tally.unit();
                one(value, place, tally, unit)?;
                tally.read_so_far(values.bytes())?;
                continue;
            }
            Piece::NotJson => RejectReason::NotJson,
            Piece::TooDeep => RejectReason::TooDeep,
            Piece::Truncated => RejectReason::Truncated,
            Piece::TooLong => RejectReason::TooLong,
        };
        tally.unit();
        tally.break_off(place, broken)?;
        break;
    }
    tally.read_so_far(values.bytes())
}

fn one(bytes: &[u8], place: Place, tally: &mut Tally, unit: Reader<'_>) -> Result<(), Error> {
    match std::str::from_utf8(bytes) {
        Err(_) => tally.reject(place, RejectReason::NotUtf8),
        Ok(text) if text.trim().is_empty() => {
            tally.ignore(IgnoreReason::Blank);
            Ok(())
        }
        Ok(text) => unit(text.trim(), place, tally),
    }
}

/// The object that a record must be.
pub fn object<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, RejectReason> {
    match serde_json::from_str::<Obj<T>>(text) {
        Ok(Obj(Some(object))) => Ok(object),
        Ok(Obj(None)) => Err(RejectReason::NotAPost),
        Err(error) => Err(reason(&error)),
    }
}

/// What a failed parse means. All types are lenient, so data is wrong only where a key occurs
/// twice in one object: then different readers would see different posts.
pub fn reason(error: &serde_json::Error) -> RejectReason {
    match error.classify() {
        Category::Eof => RejectReason::Truncated,
        Category::Data => RejectReason::DuplicateKey,
        _ if is_too_deep(error) => RejectReason::TooDeep,
        Category::Syntax | Category::Io => RejectReason::NotJson,
    }
}

/// `serde_json` has a limit of depth, but no category for it.
pub fn is_too_deep(error: &serde_json::Error) -> bool {
    error.to_string().starts_with("recursion limit exceeded")
}
