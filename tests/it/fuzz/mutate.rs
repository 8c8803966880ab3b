//! Makes an input from others, as fuzzers do: bits, numbers, stretches cut, doubled, exchanged and
//! taken from another input.

use resguardo::crypto::{Digest, random};

/// SplitMix64 (Steele, Lea, Flood 2014): repeatable, and good enough for choosing.
pub struct Random(u64);

impl Random {
    pub fn seeded(name: &str) -> Self {
        let (first, _) =
            Digest::of(name.as_bytes()).bytes().split_first_chunk::<8>().map(|it| (*it.0, ())).unwrap();
        Self(u64::from_be_bytes(first))
    }

    pub fn drawn() -> Self {
        Self(u64::from_be_bytes(random::bytes()))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Below `limit`; 0 where there is nothing to choose from.
    pub fn below(&mut self, limit: usize) -> usize {
        if limit == 0 { 0 } else { (self.next() % limit as u64) as usize }
    }

    fn stretch(&mut self, length: usize) -> std::ops::Range<usize> {
        let from = self.below(length + 1);
        // Mostly short: a long cut leaves little to read.
        let longest = if self.below(8) == 0 { length } else { 16 };
        let to = from + self.below(longest.min(length - from) + 1);
        from..to
    }
}

/// What parsers of numbers, lengths and texts trip over.
const WORDS: &[&[u8]] = &[
    b"\0",
    b"\xff",
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
    b"\x80\0\0\0",
    b"\0\0\0\0\0\0\0\0",
    b"\n",
    b"\r\n",
    b"\"",
    b"\\",
    b"\\u0000",
    b"\\ud800",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"null",
    b"true",
    b"-1",
    b"0",
    b"1e999",
    b"18446744073709551616",
    b"9223372036854775807",
    b"-9223372036854775808",
    b"99999999999999999999999999",
    b"--",
    b"=",
    b"\xc3\xa9",
    b"\xe2\x80\xae",
    b"\xf0\x9f\x98\x80",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b"9999-12-31",
    b"-0001",
    b"~",
    b"../",
    b"%00",
    b"\xe2\x80\x94 ",
];

pub fn mutate(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut input = seeds[random.below(seeds.len())].clone();
    for _ in 0..=random.below(4) {
        change(&mut input, seeds, random);
    }
    input
}

fn change(input: &mut Vec<u8>, seeds: &[Vec<u8>], random: &mut Random) {
    let at = random.below(input.len() + 1);
    match random.below(9) {
        0 if !input.is_empty() => {
            let (place, bit) = (random.below(input.len()), random.below(8));
            input[place] ^= 1 << bit;
        }
        1 if !input.is_empty() => {
            let place = random.below(input.len());
            input[place] = random.next() as u8;
        }
        2 => drop(input.drain(random.stretch(input.len()))),
        3 => {
            let stretch = input[random.stretch(input.len())].to_vec();
            drop(input.splice(at..at, stretch));
        }
        4 => {
            let word = WORDS[random.below(WORDS.len())];
            drop(input.splice(at..at, word.iter().copied()));
        }
        5 => {
            let word = WORDS[random.below(WORDS.len())];
            let end = (at + word.len()).min(input.len());
            drop(input.splice(at..end, word.iter().copied()));
        }
        6 => {
            let other = &seeds[random.below(seeds.len())];
            let stretch = other[random.stretch(other.len())].to_vec();
            let replaced = random.stretch(input.len());
            drop(input.splice(replaced, stretch));
        }
        7 => input.truncate(at),
        _ => {
            let stretch = random.stretch(input.len());
            input[stretch].reverse();
        }
    }
}
