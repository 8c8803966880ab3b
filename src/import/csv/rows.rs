//! Divides a table into rows. Works line by line with the automaton of the `csv` crates, so that
//! it knows on which line a row begins, that a quotation mark was never closed, and how much
//! memory a row takes.

use super::super::lines::{LONGEST, Line, Lines};
use super::super::report::RejectReason;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder, Terminator};
use std::io::{BufRead, Result};

/// What stands on a line, and on those that belong to it. Line ends inside a cell become LF.
#[derive(Debug, PartialEq, Eq)]
pub enum Row<'r> {
    Cells(Vec<&'r str>),
    Blank,
    Bad(RejectReason),
    /// The rows behind it cannot be told apart.
    Broken(RejectReason),
}

/// Where a row begins: the line, counted from 1; the byte; and how many bytes it has with its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    pub line: u64,
    pub at: u64,
    pub bytes: u64,
}

pub struct Rows<'a> {
    lines: Lines<'a>,
    core: Reader,
    cells: Cells,
}

/// The cells of the row being read, one behind the other.
#[derive(Default)]
struct Cells {
    bytes: Vec<u8>,
    filled: usize,
    ends: Vec<usize>,
    ended: usize,
}

impl<'a> Rows<'a> {
    pub fn new(from: &'a mut dyn BufRead, delimiter: u8, quotes: bool) -> Self {
        let mut builder = ReaderBuilder::new();
        builder.delimiter(delimiter).quoting(quotes).terminator(Terminator::Any(b'\n'));
        Self { lines: Lines::new(from), core: builder.build(), cells: Cells::default() }
    }

    pub fn bytes(&self) -> u64 {
        self.lines.bytes()
    }

    /// The next row with where it begins.
    pub fn next(&mut self) -> Result<Option<(Start, Row<'_>)>> {
        let at = self.lines.bytes();
        let Some((line, whole)) = self.read()? else { return Ok(None) };
        let start = Start { line, at, bytes: self.lines.bytes() - at };
        Ok(Some((start, whole.unwrap_or_else(|| self.cells.row()))))
    }

    /// Reads the lines of a row into its cells; what is no row says what it is.
    fn read(&mut self) -> Result<Option<(u64, Option<Row<'static>>)>> {
        self.cells.clear();
        let mut begun = None;
        loop {
            let Some((number, line)) = self.lines.next()? else {
                return Ok(begun.map(|number| (number, Some(Row::Broken(RejectReason::UnclosedQuote)))));
            };
            let start = *begun.get_or_insert(number);
            let line = match line {
                Line::TooLong if start == number => {
                    return Ok(Some((start, Some(Row::Bad(RejectReason::TooLong)))));
                }
                Line::TooLong => {
                    return Ok(Some((start, Some(Row::Broken(RejectReason::UnclosedQuote)))));
                }
                Line::Whole(line) if start == number && line.trim_ascii().is_empty() => {
                    return Ok(Some((start, Some(Row::Blank))));
                }
                Line::Whole(line) => line,
            };
            if self.cells.feed(&mut self.core, line) || self.cells.feed(&mut self.core, b"\n") {
                break;
            }
            if self.cells.filled > LONGEST {
                return Ok(Some((start, Some(Row::Broken(RejectReason::UnclosedQuote)))));
            }
        }
        Ok(begun.map(|number| (number, None)))
    }
}

impl Cells {
    fn clear(&mut self) {
        (self.filled, self.ended) = (0, 0);
    }

    /// Hands text to the automaton; says whether the row is complete.
    fn feed(&mut self, core: &mut Reader, mut input: &[u8]) -> bool {
        while !input.is_empty() {
            let (bytes, ends) = (&mut self.bytes[self.filled..], &mut self.ends[self.ended..]);
            let (result, read, filled, ended) = core.read_record(input, bytes, ends);
            input = &input[read..];
            self.filled += filled;
            self.ended += ended;
            match result {
                ReadRecordResult::InputEmpty => (),
                ReadRecordResult::OutputFull => self.bytes.resize((self.bytes.len() * 2).max(1024), 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize((self.ends.len() * 2).max(32), 0),
                ReadRecordResult::Record | ReadRecordResult::End => return true,
            }
        }
        false
    }

    fn row(&self) -> Row<'_> {
        let Ok(text) = std::str::from_utf8(&self.bytes[..self.filled]) else {
            return Row::Bad(RejectReason::NotUtf8);
        };
        let mut start = 0;
        let mut cells = Vec::with_capacity(self.ended);
        for end in &self.ends[..self.ended] {
            // Delimiters are ASCII, but bytes that are no text on their own may join across cells.
            let Some(cell) = text.get(start..*end) else { return Row::Bad(RejectReason::NotUtf8) };
            cells.push(cell);
            start = *end;
        }
        Row::Cells(cells)
    }
}
