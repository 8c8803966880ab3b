//! Counts per pair of accounts, and quick tables of small keys.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// For keys that nobody chooses freely: positions in our own tables, and digests.
#[derive(Default)]
pub struct Quick(u64);

/// An odd number without pattern (2^64 over the golden ratio): multiplying by it spreads keys.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..part.len()].copy_from_slice(part);
            self.write_u64(u64::from_le_bytes(word));
        }
    }
    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(26) ^ word).wrapping_mul(SPREAD);
    }
    fn write_u32(&mut self, word: u32) {
        self.write_u64(u64::from(word));
    }
    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }
    fn finish(&self) -> u64 {
        // The table takes its place from the low bits and its sign from the high ones.
        self.0 ^ self.0 >> 32
    }
}

pub type Table<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

/// Ordered pairs of accounts, each with a number in the order of their first appearance.
#[derive(Default)]
pub struct Couples {
    known: Table<u64, u32>,
    couples: Vec<(u32, u32)>,
}

impl Couples {
    pub fn number(&mut self, one: u32, other: u32) -> u32 {
        let next = self.couples.len() as u32;
        let number = *self.known.entry(u64::from(one) << 32 | u64::from(other)).or_insert(next);
        if number == next {
            self.couples.push((one, other));
        }
        number
    }

    pub fn list(&self) -> &[(u32, u32)] {
        &self.couples
    }
}

/// How many distinct messages belong to each of many numbers. A message that can come only once
/// for a number is added at once; the others are noted, and counted without their repetitions.
#[derive(Default)]
pub struct Distinct {
    counts: Vec<u32>,
    noted: Vec<u64>,
    tidy: usize,
}

/// Notes are sorted and thinned when they have doubled since, and not below this many.
const FEW: usize = 1 << 20;

impl Distinct {
    pub fn once(&mut self, number: u32) {
        self.add(number, 1);
    }

    fn add(&mut self, number: u32, count: u32) {
        let at = number as usize;
        if at >= self.counts.len() {
            self.counts.resize((at + 1).max(self.counts.len() * 2), 0);
        }
        self.counts[at] += count;
    }

    pub fn note(&mut self, number: u32, message: u32) {
        self.noted.push(u64::from(number) << 32 | u64::from(message));
        if self.noted.len() >= (self.tidy * 2).max(FEW) {
            self.thin();
        }
    }

    fn thin(&mut self) {
        self.noted.sort_unstable();
        self.noted.dedup();
        self.tidy = self.noted.len();
    }

    /// The counts of the first so many numbers.
    pub fn counts(mut self, numbers: usize) -> Vec<u32> {
        self.thin();
        for note in std::mem::take(&mut self.noted) {
            self.add((note >> 32) as u32, 1);
        }
        self.counts.resize(numbers, 0);
        self.counts
    }
}
