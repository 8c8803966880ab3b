//! Divides a stream into JSON values where lines do not: the elements of one array, or objects
//! written over several lines one after the other. `serde_json` finds where each value ends; at
//! most one value is in memory.

use super::lines::LONGEST;
use serde::de::IgnoredAny;
use serde_json::Deserializer;
use std::io::{Read, Result};

/// The next piece of the stream.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// And where it begins in the stream.
    Value(&'a [u8], u64),
    End,
    /// What follows is no JSON value, so nothing behind it can be told apart.
    NotJson,
    TooDeep,
    Truncated,
    TooLong,
}

enum Found {
    Value(usize),
    Unfinished,
    Broken(Piece<'static>),
}

/// Reads a little more at a time than most values are long: a value that straddles the end of
/// what was read is looked through twice.
const STEP: usize = 256 * 1024;

pub struct Values<'a> {
    from: &'a mut dyn Read,
    buffer: Vec<u8>,
    start: usize,
    ended: bool,
    in_array: bool,
    first: bool,
    bytes: u64,
}

impl<'a> Values<'a> {
    /// The elements of the array whose `[` is the next character.
    pub fn of_array(from: &'a mut dyn Read) -> Self {
        Self::new(from, true)
    }

    /// Values that follow each other with nothing but white space between them.
    pub fn in_a_row(from: &'a mut dyn Read) -> Self {
        Self::new(from, false)
    }

    fn new(from: &'a mut dyn Read, in_array: bool) -> Self {
        Self { from, buffer: Vec::new(), start: 0, ended: false, in_array, first: true, bytes: 0 }
    }

    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// After anything but a value there is nothing more to ask for.
    pub fn next(&mut self) -> Result<Piece<'_>> {
        let first = std::mem::replace(&mut self.first, false);
        let Some(byte) = self.peek()? else {
            return Ok(if self.in_array { Piece::Truncated } else { Piece::End });
        };
        if self.in_array {
            match (first, byte) {
                (true, b'[') | (false, b',') => self.start += 1,
                (false, b']') => return self.close(),
                _ => return Ok(Piece::NotJson),
            }
            // An empty array.
            if first && self.peek()? == Some(b']') {
                return self.close();
            }
        }
        self.value()
    }

    /// Behind the array only white space and the `;` of a script may follow, or the next array: pages
    /// are saved one behind the other.
    fn close(&mut self) -> Result<Piece<'_>> {
        self.start += 1;
        if self.peek()? == Some(b'[') {
            self.first = true;
            return self.next();
        }
        if self.peek()? == Some(b';') {
            self.start += 1;
        }
        Ok(if self.peek()?.is_none() { Piece::End } else { Piece::NotJson })
    }

    fn value(&mut self) -> Result<Piece<'_>> {
        self.peek()?;
        loop {
            match self.find() {
                Found::Value(length) if length > LONGEST => return Ok(Piece::TooLong),
                Found::Value(length) => {
                    let from = self.start;
                    self.start += length;
                    let at = self.bytes - (self.buffer.len() - from) as u64;
                    return Ok(Piece::Value(&self.buffer[from..self.start], at));
                }
                Found::Broken(piece) => return Ok(piece),
                Found::Unfinished if self.ended => return Ok(Piece::Truncated),
                Found::Unfinished if self.buffer.len() - self.start > LONGEST => {
                    return Ok(Piece::TooLong);
                }
                Found::Unfinished => self.fill()?,
            }
        }
    }

    fn find(&self) -> Found {
        let rest = &self.buffer[self.start..];
        let mut values = Deserializer::from_slice(rest).into_iter::<IgnoredAny>();
        match values.next() {
            // A number may go on in what is not read yet.
            Some(Ok(_)) if values.byte_offset() == rest.len() && !self.ended => Found::Unfinished,
            Some(Ok(_)) => Found::Value(values.byte_offset()),
            Some(Err(error)) if error.is_eof() => Found::Unfinished,
            Some(Err(error)) => Found::Broken(broken(&error)),
            None => Found::Unfinished,
        }
    }

    /// The next byte that is not white space, which stays.
    fn peek(&mut self) -> Result<Option<u8>> {
        loop {
            let rest = &self.buffer[self.start..];
            if let Some(at) = rest.iter().position(|byte| !byte.is_ascii_whitespace()) {
                self.start += at;
                return Ok(Some(self.buffer[self.start]));
            }
            self.start = self.buffer.len();
            if self.ended {
                return Ok(None);
            }
            self.fill()?;
        }
    }

    /// Reads on: as much again as a value already takes, so that a long value costs a constant
    /// number of looks per byte.
    fn fill(&mut self) -> Result<()> {
        self.buffer.drain(..self.start);
        self.start = 0;
        let more = STEP.max(self.buffer.len()) as u64;
        let read = (&mut *self.from).take(more).read_to_end(&mut self.buffer)?;
        self.bytes += read as u64;
        self.ended = (read as u64) < more;
        Ok(())
    }
}

fn broken(error: &serde_json::Error) -> Piece<'static> {
    if super::json::is_too_deep(error) { Piece::TooDeep } else { Piece::NotJson }
}
