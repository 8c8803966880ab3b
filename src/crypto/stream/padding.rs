//! Padmé (Nikitin, Barman, Lueks, Underwood, Hubaux, Ford 2019, "Reducing Metadata Leakage from
//! Encrypted Files and Communication with PURBs", §4): lengths keep only their leading bits, so a
//! length tells O(log log n) bits at a cost of at most 12 %.

use super::CHUNK;
use std::io::{self, Read};

/// Shorter contents are padded to this: among small files even the leading bits tell much.
const SHORTEST: u64 = 4096;
/// Half of what a 32-bit counter can number, which leaves room for the padding: 128 TiB.
const LONGEST: u64 = (1 << 31) * CHUNK as u64;

/// The padded length of a content; `None` beyond the longest one.
pub(super) fn padded(length: u64) -> Option<u64> {
    let length = length.max(SHORTEST);
    let exponent = length.ilog2();
    let kept = exponent.ilog2() + 1;
    let mask = (1 << (exponent - kept)) - 1;
    (length <= LONGEST).then_some((length + mask) & !mask)
}

/// A source that goes on with zeros up to its padded length.
pub(super) struct Padded<R> {
    source: R,
    /// How much of it was content.
    pub(super) length: u64,
    /// How many zeros are still to come, once the end of the content is known.
    zeros: Option<u64>,
}

impl<R: Read> Padded<R> {
    pub(super) fn new(source: R) -> Self {
        Self { source, length: 0, zeros: None }
    }

    /// Reads until `buffer` is full or everything has come, and says how much came.
    pub(super) fn fill(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        while filled < buffer.len() {
            match self.more(&mut buffer[filled..]) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(filled)
    }

    fn more(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some(zeros) = &mut self.zeros {
            let count = buffer.len().min(usize::try_from(*zeros).unwrap_or(usize::MAX));
            buffer[..count].fill(0);
            *zeros -= count as u64;
            return Ok(count);
        }
        let count = self.source.read(buffer)?;
        self.length += count as u64;
        let padded = padded(self.length).ok_or_else(|| io::Error::other("longer than 128 TiB"))?;
        if count > 0 {
            return Ok(count);
        }
        self.zeros = Some(padded - self.length);
        self.more(buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_padded_as_published() {
        // The paper's example: 9 bits' worth of length keep their four leading bits. Here from
        // 4096 on: 13 bits keep 5, 20 bits keep 6 …
        for (length, expected) in [
            (0, 4096),
            (1, 4096),
            (4096, 4096),
            (4097, 4352),
            (8191, 8192),
            (1_000_000, 1_015_808),
            (1 << 30, 1 << 30),
            ((1 << 30) + 1, (1 << 30) + (1 << 25)),
        ] {
            assert_eq!(padded(length), Some(expected), "{length}");
        }
    }

    #[test]
    fn padding_costs_at_most_twelve_percent_and_keeps_order() {
        let mut before = 0;
        for length in (4096..3_000_000).step_by(37) {
            let padded = padded(length).unwrap();
            assert!(padded >= length && padded >= before && padded * 100 <= length * 112, "{length}");
            before = padded;
        }
    }

    #[test]
    fn a_content_beyond_the_counter_is_refused() {
        assert!(padded(LONGEST).is_some_and(|padded| padded.div_ceil(CHUNK as u64) < u32::MAX.into()));
        assert_eq!(padded(LONGEST + 1), None);
        let mut endless = Padded { source: io::repeat(1), length: LONGEST, zeros: None };
        assert!(endless.fill(&mut [0; 10]).is_err());
    }
}
