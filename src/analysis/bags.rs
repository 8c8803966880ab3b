//! Texts as the sets of their words, for likeness.

use super::list::Lists;
use super::tally::{Quick, Table};
use super::words::words;
use std::collections::HashMap;
use std::hash::Hasher;

/// Distinct sets of words. Words are numbered from the rarest to the most frequent.
pub struct Bags {
    of_text: Vec<Option<u32>>,
    bags: Lists,
    words: usize,
}

impl Bags {
    /// Of each text its set; texts are counted from 1, and one without words has none.
    pub fn of(texts: &[String]) -> Self {
        let mut sets = Sets::default();
        let of_text = texts.iter().map(|text| sets.add(text)).collect();
        let order = sets.by_rarity();
        let mut bags = Lists::default();
        let mut renamed = Vec::new();
        for bag in sets.bags.iter() {
            renamed.clear();
            renamed.extend(bag.iter().map(|word| order[*word as usize]));
            renamed.sort_unstable();
            bags.push(renamed.iter().copied());
        }
        Self { of_text, bags, words: order.len() }
    }

    pub fn of_text(&self, text: u32) -> Option<u32> {
        self.of_text.get(text.checked_sub(1)? as usize).copied().flatten()
    }

    pub fn get(&self, bag: u32) -> &[u32] {
        self.bags.of(bag as usize)
    }

    pub fn len(&self) -> usize {
        self.bags.len()
    }

    pub fn words(&self) -> usize {
        self.words
    }
}

/// Sets of words as they come.
#[derive(Default)]
struct Sets {
    names: HashMap<String, u32>,
    /// In how many sets each word stands.
    counts: Vec<u32>,
    bags: Lists,
    known: Table<u64, u32>,
    open: Vec<u32>,
}

impl Sets {
    fn add(&mut self, text: &str) -> Option<u32> {
        self.open.clear();
        for word in words(text) {
            let next = self.names.len() as u32;
            let number = match self.names.get(word) {
                Some(number) => *number,
                None => *self.names.entry(word.to_owned()).or_insert(next),
            };
            self.open.push(number);
        }
        self.open.sort_unstable();
        self.open.dedup();
        if self.open.is_empty() { None } else { Some(self.bag()) }
    }

    /// The bag with these words. Were two to have one digest, the second would only stay apart.
    fn bag(&mut self) -> u32 {
        let mut digest = Quick::default();
        self.open.iter().for_each(|word| digest.write_u32(*word));
        let next = self.bags.len() as u32;
        let known = *self.known.entry(digest.finish()).or_insert(next);
        if known != next && self.bags.of(known as usize) == self.open {
            return known;
        }
        self.counts.resize(self.names.len(), 0);
        self.open.iter().for_each(|word| self.counts[*word as usize] += 1);
        self.bags.push(self.open.iter().copied());
        next
    }

    /// Of each word its place when the rarest comes first.
    fn by_rarity(&self) -> Vec<u32> {
        let mut words: Vec<u32> = (0..self.counts.len() as u32).collect();
        words.sort_by_key(|word| self.counts[*word as usize]);
        let mut order = vec![0; words.len()];
        for (place, word) in words.into_iter().enumerate() {
            order[word as usize] = place as u32;
        }
        order
    }
}
