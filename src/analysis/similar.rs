//! Similar texts at about the same time.
//!
//! Texts with the same words are one. While the window slides, an index holds the rarest words of
//! the texts in it: two texts that share enough words share one of those (the prefix filter of
//! Chaudhuri, Ganti, Kaushik, ICDE 2006), so that few are ever compared.

use super::bags::Bags;
use super::{Dataset, Directed};

struct Message {
    time: i64,
    account: u32,
    bag: u32,
}

/// Tells of each message the other accounts that have one with a similar text in its window, each
/// account once.
pub fn each(data: &Dataset, asked: &Directed, mut met: impl FnMut(u32, u32)) {
    let bags = Bags::of(&data.texts);
    let messages = messages(data, &bags);
    let mut window = Window::new(&bags, asked.likeness);
    let mut told = vec![u32::MAX; data.accounts.len()];
    let (mut front, mut back) = (0, 0);
    for (at, message) in messages.iter().enumerate() {
        while let Some(next) =
            messages.get(front).filter(|next| next.time.saturating_sub(message.time) <= asked.window)
        {
            window.enter(next);
            front += 1;
        }
        while message.time.saturating_sub(messages[back].time) > asked.window {
            window.leave(&messages[back]);
            back += 1;
        }
        told[message.account as usize] = at as u32;
        window.similar(message.bag, |other| {
            if std::mem::replace(&mut told[other as usize], at as u32) != at as u32 {
                met(message.account, other);
            }
        });
    }
}

fn messages(data: &Dataset, bags: &Bags) -> Vec<Message> {
    let mut messages = Vec::new();
    for message in 0..data.len() {
        let text = data.text.get(message).copied().unwrap_or_default();
        let (Some(account), Some(time)) = (data.account_of(message), data.stamped_time(message)) else {
            continue;
        };
        if let Some(bag) = bags.of_text(text) {
            messages.push(Message { time, account, bag });
        }
    }
    messages.sort_by_key(|message| message.time);
    messages
}

/// The texts in the window, and who wrote them.
struct Window<'b> {
    bags: &'b Bags,
    likeness: f64,
    /// Of each text its authors in the window, with how many messages.
    authors: Vec<Vec<(u32, u32)>>,
    /// By word: the texts in the window that have it among their rarest.
    index: Vec<Vec<u32>>,
    /// For which text each was looked at last.
    seen: Vec<u32>,
    looks: u32,
}

impl<'b> Window<'b> {
    fn new(bags: &'b Bags, likeness: f64) -> Self {
        let (authors, seen) = (vec![Vec::new(); bags.len()], vec![0; bags.len()]);
        Self { bags, likeness, authors, index: vec![Vec::new(); bags.words()], seen, looks: 0 }
    }

    /// So many of the rarest words that a text without any of them shares too few.
    fn rarest(&self, bag: u32) -> &'b [u32] {
        let words = self.bags.get(bag);
        let needed = (words.len() as f64 * self.likeness - 1e-9).ceil().max(1.0) as usize;
        &words[..words.len() - needed.min(words.len()) + 1]
    }

    fn enter(&mut self, message: &Message) {
        let authors = &mut self.authors[message.bag as usize];
        match authors.iter_mut().find(|(account, _)| *account == message.account) {
            Some((_, count)) => *count += 1,
            None => authors.push((message.account, 1)),
        }
        if let [(_, 1)] = authors.as_slice() {
            for word in self.rarest(message.bag) {
                self.index[*word as usize].push(message.bag);
            }
        }
    }

    fn leave(&mut self, message: &Message) {
        let authors = &mut self.authors[message.bag as usize];
        let Some(at) = authors.iter().position(|(account, _)| *account == message.account) else { return };
        authors[at].1 -= 1;
        if authors[at].1 == 0 {
            authors.swap_remove(at);
        }
        if authors.is_empty() {
            for word in self.rarest(message.bag) {
                let texts = &mut self.index[*word as usize];
                if let Some(at) = texts.iter().position(|text| *text == message.bag) {
                    texts.swap_remove(at);
                }
            }
        }
    }

    fn similar(&mut self, bag: u32, mut author: impl FnMut(u32)) {
        self.looks += 1;
        let words = self.bags.get(bag);
        for word in self.rarest(bag) {
            for text in &self.index[*word as usize] {
                let seen = std::mem::replace(&mut self.seen[*text as usize], self.looks) == self.looks;
                if !seen && likeness(words, self.bags.get(*text)) >= self.likeness {
                    self.authors[*text as usize].iter().for_each(|(account, _)| author(*account));
                }
            }
        }
    }
}

/// Jaccard's: the words in common among all words of both.
fn likeness(one: &[u32], other: &[u32]) -> f64 {
    let (mut at, mut shared) = (0, 0_usize);
    for word in one {
        while other.get(at).is_some_and(|found| found < word) {
            at += 1;
        }
        shared += usize::from(other.get(at) == Some(word));
    }
    shared as f64 / (one.len() + other.len() - shared) as f64
}
