//! By what the records of a file are known again: the mark of each one's id, a print of what it says,
//! and where it is. Sorted by mark, so that one is found without reading the others
//! (`docs/formats/posts.md`, Captures).

use super::post_pages::{IdDigest, stretch};
use crate::analysis::Table;
use crate::domain::post::{Counts, Post};
use crate::domain::posts::{Page, Place, Unit};
use crate::domain::{Moment, Private};
use crate::store::{Error, Result};
use siphasher::sip::SipHasher13;
use std::collections::HashSet;
use std::collections::hash_map::Entry;
use std::hash::Hasher;
use std::io::{Read, Seek, SeekFrom};

/// The secret under which the prints of one set are made: without it, nobody can write a post that
/// passes for another.
pub type PrintKey = [u8; 16];

/// One record of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capture {
    pub mark: IdDigest,
    pub at: At,
    pub print: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// Kept under this number.
    Post(u64),
    /// It says what a post says that the case has; only its place in the file is kept.
    Same(Place),
}

const WIDTH: usize = 32;
const SAME: u64 = 1 << 63;
const ELEMENT: u64 = 1 << 62;
const ITEM_BITS: u32 = 20;
const MOST_ITEMS: u64 = (1 << ITEM_BITS) - 1;

impl At {
    /// A post's number; or the highest bit, whether the place is an element, its number (42 bits) and
    /// its item (20 bits).
    fn code(self) -> u64 {
        match self {
            At::Post(number) => number,
            At::Same(place) => {
                let unit = if place.unit == Unit::Element { ELEMENT } else { 0 };
                let number = (place.number & ((1 << 42) - 1)) << ITEM_BITS;
                SAME | unit | number | place.item.unwrap_or(0).min(MOST_ITEMS)
            }
        }
    }

    fn of(code: u64) -> Self {
        if code & SAME == 0 {
            return At::Post(code);
        }
        let unit = if code & ELEMENT == 0 { Unit::Line } else { Unit::Element };
        let number = (code & (ELEMENT - 1)) >> ITEM_BITS;
        let item = Some(code & MOST_ITEMS).filter(|item| *item > 0);
        At::Same(Place { unit, number, item })
    }
}

impl Capture {
    fn bytes(&self) -> [u8; WIDTH] {
        let mut bytes = [0; WIDTH];
        bytes[..16].copy_from_slice(&self.mark);
        bytes[16..24].copy_from_slice(&self.at.code().to_be_bytes());
        bytes[24..].copy_from_slice(&self.print.to_be_bytes());
        bytes
    }

    fn of(bytes: &[u8; WIDTH]) -> Self {
        let number = |from: usize| {
            bytes[from..from + 8].iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte))
        };
        let mut mark = [0; 16];
        mark.copy_from_slice(&bytes[..16]);
        Self { mark, at: At::of(number(16)), print: number(24) }
    }
}

/// The captures of a file as they are written.
#[derive(Default)]
pub struct Index(Vec<[u8; WIDTH]>);

impl Index {
    pub fn push(&mut self, capture: Capture) {
        self.0.push(capture.bytes());
    }

    pub fn count(&self) -> u64 {
        self.0.len() as u64
    }

    pub fn finish(mut self) -> Vec<u8> {
        self.0.sort_unstable();
        self.0.into_flattened()
    }
}

/// All captures of an id in one file.
pub fn find(file: &mut (impl Read + Seek), index: &Page, mark: &IdDigest) -> Result<Vec<Capture>> {
    let mut read = |at: u64| -> Result<Capture> {
        let mut bytes = [0; WIDTH];
        file.seek(SeekFrom::Start(index.offset + at * WIDTH as u64))?;
        file.read_exact(&mut bytes)?;
        Ok(Capture::of(&bytes))
    };
    let (mut low, mut high) = (0, index.count);
    while low < high {
        let middle = low + (high - low) / 2;
        if read(middle)?.mark < *mark { low = middle + 1 } else { high = middle }
    }
    let mut found = Vec::new();
    while low < index.count {
        let capture = read(low)?;
        if capture.mark != *mark {
            break;
        }
        found.push(capture);
        low += 1;
    }
    Ok(found)
}

/// Every capture of a file.
pub fn each(file: &mut (impl Read + Seek), index: &Page, mut see: impl FnMut(Capture)) -> Result<()> {
    let bytes = stretch(file, index)?;
    let (captures, rest) = bytes.as_chunks::<WIDTH>();
    if !rest.is_empty() || captures.len() as u64 != index.count {
        return Err(Error::Internal("short index".into()));
    }
    captures.iter().for_each(|bytes| see(Capture::of(bytes)));
    Ok(())
}

/// What the case has, while a file is read.
pub struct Known {
    /// Of each set its key; the last is the one that is being made.
    keys: Vec<PrintKey>,
    posts: Table<IdDigest, Prints>,
}

/// The prints of an id's versions, each with the set that it is in.
enum Prints {
    One(u32, u64),
    #[expect(clippy::box_collection, reason = "there are a million of these, and hardly one is of this kind")]
    Many(Box<HashSet<(u32, u64)>>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judged {
    New,
    /// Some version of it says the very same.
    Same,
    Version,
}

impl Prints {
    fn add(&mut self, set: u32, print: u64) {
        match self {
            Prints::One(known, first) => {
                *self = Prints::Many(Box::new(HashSet::from([(*known, *first), (set, print)])));
            }
            Prints::Many(prints) => {
                prints.insert((set, print));
            }
        }
    }
}

impl Known {
    pub fn new(own: PrintKey) -> Self {
        Self { keys: vec![own], posts: Table::default() }
    }

    /// Adds what another set holds.
    pub fn add(&mut self, file: &mut (impl Read + Seek), index: &Page, key: PrintKey) -> Result<()> {
        let set = self.keys.len() as u32;
        self.keys.push(key);
        each(file, index, |capture| {
            if matches!(capture.at, At::Post(_)) {
                self.insert(capture.mark, set, capture.print);
            }
        })
    }

    fn insert(&mut self, mark: IdDigest, set: u32, print: u64) {
        match self.posts.entry(mark) {
            Entry::Vacant(new) => {
                new.insert(Prints::One(set, print));
            }
            Entry::Occupied(known) => known.into_mut().add(set, print),
        }
    }

    /// Whether the case has this post, and remembers that it has it now; and its print.
    pub fn judge(&mut self, mark: IdDigest, post: &Post) -> (Judged, u64) {
        const OWN: u32 = 0;
        let print = print(post, &self.keys[OWN as usize]);
        let judged = match self.posts.get(&mark) {
            None => Judged::New,
            Some(prints) if self.says_the_same(prints, print, post) => Judged::Same,
            Some(_) => Judged::Version,
        };
        if judged != Judged::Same {
            self.insert(mark, OWN, print);
        }
        (judged, print)
    }

    fn says_the_same(&self, prints: &Prints, own: u64, post: &Post) -> bool {
        let of = |set: u32| if set == 0 { own } else { print(post, &self.keys[set as usize]) };
        match prints {
            Prints::One(set, known) => of(*set) == *known,
            Prints::Many(known) => (0..self.keys.len() as u32).any(|set| known.contains(&(set, of(set)))),
        }
    }
}

/// A print of all that a post says, but not of how its source writes it (`raw`), nor of where it stands.
/// What a table of shares shares is not part of it: one content may have many rows there.
pub fn print(post: &Post, key: &PrintKey) -> u64 {
    let mut hasher = SipHasher13::new_with_key(key);
    let mut text = |text: &str| {
        hasher.write(&(text.len() as u64).to_le_bytes());
        hasher.write(text.as_bytes());
    };
    let own = [&post.author_id, &post.author_handle, &post.author_name, &post.lang];
    let others = [&post.repost_of, &post.quote_of, &post.reply_to];
    own.into_iter().chain(others).for_each(|given| text(given.as_ref().map_or("", Private::reveal)));
    text(post.text.reveal());
    for list in [&post.hashtags, &post.urls, &post.mentions, &post.media] {
        list.iter().for_each(|item| text(item.reveal()));
        text("");
    }
    let moment = |at: Option<Moment>| at.map_or(i64::MIN, Moment::micros) as u64;
    let Counts { reposts, quotes, replies, likes } = post.counts;
    let counts = [reposts, quotes, replies, likes].map(|count| count.unwrap_or(u64::MAX));
    let moments = [post.author_created_at, post.created_at].map(moment);
    counts.into_iter().chain(moments).for_each(|number| hasher.write(&number.to_le_bytes()));
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn a_place_and_a_number_come_back_as_they_were() {
        for at in [
            At::Post(1),
            At::Post(u64::from(u32::MAX)),
            At::Same(Place::line(1)),
            At::Same(Place::element(4_000_000_000_000).item(1_048_575)),
        ] {
            assert_eq!(At::of(at.code()), at);
        }
    }

    #[test]
    fn every_capture_of_an_id_is_found_and_no_other() {
        let capture = |mark: u8, at| Capture { mark: [mark; 16], at, print: u64::from(mark) << 56 | 7 };
        let mut index = Index::default();
        let all = [
            capture(9, At::Post(1)),
            capture(3, At::Post(2)),
            capture(9, At::Same(Place::line(4))),
            capture(200, At::Post(3)),
            capture(9, At::Post(4)),
        ];
        all.iter().for_each(|one| index.push(*one));
        let count = index.count();
        let mut file = Cursor::new([b"before".to_vec(), index.finish()].concat());
        let page = Page { offset: 6, bytes: count * 32, count };
        assert_eq!(find(&mut file, &page, &[9; 16]).unwrap(), [all[0], all[4], all[2]]);
        assert_eq!(find(&mut file, &page, &[200; 16]).unwrap(), [all[3]]);
        assert_eq!(find(&mut file, &page, &[10; 16]).unwrap(), []);
    }
}
