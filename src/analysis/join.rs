//! Several sets as one: what is the same in two of them gets one number, and a message that comes
//! again counts once.

use super::build::NEVER;
use super::tally::Table;
use super::{Dataset, Malformed, Mark, Source};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

/// Joins sets in their order: of a message in two of them the first counts, its addresses united.
pub fn join(sources: Vec<Source>) -> Result<Dataset, Malformed> {
    let mut sources = sources.into_iter();
    let first = sources.next();
    if sources.len() == 0 {
        return first.map_or(Ok(Dataset::default()), Dataset::of_one);
    }
    let mut joiner = Joiner::default();
    for source in first.into_iter().chain(sources) {
        joiner.add(source)?;
    }
    Ok(joiner.done())
}

/// Grows one table out of many, and says the new number of each entry.
#[derive(Default)]
struct Marks {
    known: Table<Mark, u32>,
    list: Vec<Mark>,
}

impl Marks {
    fn add(&mut self, marks: &[Mark]) -> Vec<u32> {
        marks.iter().map(|mark| self.number(*mark).0).collect()
    }

    fn number(&mut self, mark: Mark) -> (u32, bool) {
        match self.known.entry(mark) {
            Entry::Occupied(known) => (*known.get(), false),
            Entry::Vacant(new) => {
                self.list.push(mark);
                (*new.insert(self.list.len() as u32), true)
            }
        }
    }
}

#[derive(Default)]
struct Names {
    known: HashMap<String, u32>,
    list: Vec<String>,
}

impl Names {
    fn add(&mut self, names: &[String]) -> Vec<u32> {
        names.iter().map(|name| self.number(name)).collect()
    }

    fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.known.get(name) {
            return *number;
        }
        self.list.push(name.to_owned());
        self.known.insert(name.to_owned(), self.list.len() as u32);
        self.list.len() as u32
    }
}

#[derive(Default)]
struct Joiner {
    data: Dataset,
    messages: Marks,
    accounts: Names,
    references: Marks,
    texts: Marks,
    shared: Marks,
    urls: Marks,
    objects: Marks,
    tags: Names,
    mentions: Names,
    url_pairs: Vec<(u32, u32)>,
    object_pairs: Vec<(u32, u32)>,
    /// Those of the sets before.
    listed: HashSet<(u32, u32)>,
}

/// The new numbers of one set's entries.
struct Renamed {
    accounts: Vec<u32>,
    references: Vec<u32>,
    texts: Vec<u32>,
    shared: Vec<u32>,
    urls: Vec<u32>,
    objects: Vec<u32>,
    tags: Vec<u32>,
    mentions: Vec<u32>,
}

/// A number of one set as a number of all; what a column that was not read names is 0.
fn renamed(table: &[u32], number: u32) -> u32 {
    number.checked_sub(1).and_then(|at| table.get(at as usize)).copied().unwrap_or(0)
}

impl Joiner {
    fn add(&mut self, source: Source) -> Result<(), Malformed> {
        let is_table = source.is_table;
        let set = Dataset::of_one(source)?;
        let (before, listed_before) = (self.texts.list.len(), self.object_pairs.len());
        let names = Renamed {
            accounts: self.accounts.add(&set.accounts),
            references: self.references.add(&set.references),
            texts: self.texts.add(&set.text_marks),
            shared: self.shared.add(&set.shared_marks),
            urls: self.urls.add(&set.url_marks),
            objects: self.objects.add(&set.object_marks),
            tags: self.tags.add(&set.tag_names),
            mentions: self.mentions.add(&set.mention_names),
        };
        self.tables(&set, &names, before);
        for message in 0..set.len() {
            self.message(&set, &names, message)?;
        }
        self.listed.extend(&self.object_pairs[listed_before..]);
        self.data.close_source(is_table);
        Ok(())
    }

    /// What the tables say of entries that are new.
    fn tables(&mut self, set: &Dataset, names: &Renamed, texts_before: usize) {
        let data = &mut self.data;
        for (number, text) in names.texts.iter().zip(&set.texts) {
            if *number as usize > texts_before {
                data.texts.push(text.clone());
            }
        }
        data.own_urls.extend(set.own_urls.iter().map(|url| renamed(&names.urls, *url)));
        data.handles.resize(self.accounts.list.len(), String::new());
        data.births.resize(self.accounts.list.len(), NEVER);
        for (at, number) in names.accounts.iter().enumerate() {
            let to = *number as usize - 1;
            if let Some(handle) = set.handles.get(at).filter(|_| data.handles[to].is_empty()) {
                data.handles[to].clone_from(handle);
            }
            if let Some(birth) = set.births.get(at).filter(|_| data.births[to] == NEVER) {
                data.births[to] = *birth;
            }
        }
    }

    fn message(&mut self, set: &Dataset, names: &Renamed, message: usize) -> Result<(), Malformed> {
        let mark = *set.marks.get(message).ok_or(Malformed)?;
        let (number, is_new) = self.messages.number(mark);
        let to = number - 1;
        if is_new {
            self.begin(set, names, message);
        }
        if is_new || self.data.repost[to as usize] == 0 {
            let urls = set.urls.of(message).iter().map(|url| (to, renamed(&names.urls, *url)));
            self.url_pairs.extend(urls);
        }
        // Two tables of shares may overlap: what one listed, the other does not list again.
        for object in set.objects.of(message) {
            let pair = (to, renamed(&names.objects, *object));
            if is_new || !self.listed.contains(&pair) {
                self.object_pairs.push(pair);
            }
        }
        Ok(())
    }

    fn begin(&mut self, set: &Dataset, names: &Renamed, message: usize) {
        let data = &mut self.data;
        let number = |column: &[u32]| column.get(message).copied().unwrap_or(0);
        let time = |column: &[i64]| column.get(message).copied().unwrap_or(NEVER);
        data.numbers.push(number(&set.numbers));
        data.account.push(renamed(&names.accounts, number(&set.account)));
        data.created.push(time(&set.created));
        data.stamped.push(time(&set.stamped));
        data.repost.push(renamed(&names.references, number(&set.repost)));
        data.reply.push(renamed(&names.references, number(&set.reply)));
        data.text.push(renamed(&names.texts, number(&set.text)));
        data.shared.push(renamed(&names.shared, number(&set.shared)));
        data.tags.push(set.tags.of(message).iter().map(|tag| renamed(&names.tags, *tag)));
        data.mentions.push(set.mentions.of(message).iter().map(|name| renamed(&names.mentions, *name)));
    }

    fn done(self) -> Dataset {
        let mut data = self.data;
        data.urls = super::list::Lists::of_pairs(self.url_pairs, data.len());
        data.objects = super::list::Lists::of_pairs(self.object_pairs, data.len());
        data.marks = self.messages.list;
        data.accounts = self.accounts.list;
        data.references = self.references.list;
        data.tag_names = self.tags.list;
        data.mention_names = self.mentions.list;
        data
    }
}
