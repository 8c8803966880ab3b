//! Divides a stream into lines, in constant memory whatever the lines are.

use std::io::{BufRead, Read, Result};

/// The longest line, element or row that is read: 10 MB. An API page of 500 posts with all its
/// expansions stays below 4 MB.
pub const LONGEST: usize = 10_000_000;

/// A line without its end.
#[derive(Debug, PartialEq, Eq)]
pub enum Line<'a> {
    Whole(&'a [u8]),
    /// Longer than the limit; it was read past, not kept.
    TooLong,
}

pub struct Lines<'a> {
    from: &'a mut dyn BufRead,
    buffer: Vec<u8>,
    number: u64,
    bytes: u64,
}

impl<'a> Lines<'a> {
    pub fn new(from: &'a mut dyn BufRead) -> Self {
        Self { from, buffer: Vec::new(), number: 0, bytes: 0 }
    }

    /// The bytes read so far, line ends included.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The next line with its number from 1.
    pub fn next(&mut self) -> Result<Option<(u64, Line<'_>)>> {
        self.buffer.clear();
        let limit = LONGEST as u64 + 2;
        let read = self.from.take(limit).read_until(b'\n', &mut self.buffer)?;
        if read == 0 {
            return Ok(None);
        }
        self.number += 1;
        self.bytes += read as u64;
        let ended = self.buffer.last() == Some(&b'\n');
        if !ended && read as u64 == limit {
            self.bytes += self.from.skip_until(b'\n')? as u64;
        }
        let line = trim_end(&self.buffer);
        let line = if line.len() > LONGEST { Line::TooLong } else { Line::Whole(line) };
        Ok(Some((self.number, line)))
    }
}

fn trim_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}
