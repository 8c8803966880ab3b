//! Messages as columns: of one set as it was imported, or of several as if they were one.

use super::Mark;
use super::bags::Bags;
use super::build::NEVER;
use super::events::EMPTY_ADDRESS;
use super::list::Lists;
use super::pack::{self, Column, Malformed};
use std::collections::HashSet;

/// Milliseconds from 1970 to the beginning of the time in ids (4 November 2010, 01:42:54.657 UTC).
pub const EPOCH: i64 = 1_288_834_974_657;
/// The first id that holds a time; ids before it were counted up.
pub(super) const FIRST_STAMPED: u64 = 29_700_859_247;

/// The columns of one set, packed, and what its format means for them.
pub struct Source {
    /// The times of a table are as given; those of other sources stand in the ids.
    pub is_table: bool,
    pub columns: Vec<(Column, Vec<u8>)>,
}

#[derive(Default)]
pub struct Dataset {
    pub marks: Vec<Mark>,
    pub numbers: Vec<u32>,
    pub account: Vec<u32>,
    pub created: Vec<i64>,
    pub stamped: Vec<i64>,
    pub repost: Vec<u32>,
    pub reply: Vec<u32>,
    pub text: Vec<u32>,
    pub shared: Vec<u32>,
    pub urls: Lists,
    pub tags: Lists,
    pub objects: Lists,
    pub mentions: Lists,
    pub accounts: Vec<String>,
    pub handles: Vec<String>,
    pub births: Vec<i64>,
    pub references: Vec<Mark>,
    pub text_marks: Vec<Mark>,
    pub shared_marks: Vec<Mark>,
    pub url_marks: Vec<Mark>,
    pub own_urls: HashSet<u32>,
    pub object_marks: Vec<Mark>,
    /// The distinct texts: still packed of one set, as they are of several.
    packed_texts: Vec<u8>,
    pub(super) texts: Vec<String>,
    pub(super) bags: Bags,
    pub tag_names: Vec<String>,
    pub mention_names: Vec<String>,
    /// Of each source where its messages end, and whether it is a table.
    sources: Vec<(usize, bool)>,
    /// Times before the beginning of time in ids are taken as they are.
    trusts_every_stamp: bool,
}

impl Dataset {
    /// Unpacks the columns of one set.
    pub fn of_one(source: Source) -> Result<Self, Malformed> {
        let mut data = Self::default();
        for (column, packed) in source.columns {
            data.take(column, packed)?;
        }
        if source.is_table {
            data.stamped = Vec::new();
        }
        data.sources.push((data.len(), source.is_table));
        data.check()?;
        Ok(data)
    }

    fn take(&mut self, column: Column, bytes: Vec<u8>) -> Result<(), Malformed> {
        let packed = bytes.as_slice();
        match column {
            Column::Marks => self.marks = pack::unmarks(packed),
            Column::Numbers => self.numbers = pack::unnumbers(packed)?,
            Column::Account => self.account = pack::unnumbers(packed)?,
            Column::Created => self.created = pack::unmoments(packed)?,
            Column::Stamped => self.stamped = pack::unmoments(packed)?,
            Column::Repost => self.repost = pack::unnumbers(packed)?,
            Column::Reply => self.reply = pack::unnumbers(packed)?,
            Column::Text => self.text = pack::unnumbers(packed)?,
            Column::Shared => self.shared = pack::unnumbers(packed)?,
            Column::Urls => self.urls = pack::unlists(packed)?,
            Column::Tags => self.tags = pack::unlists(packed)?,
            Column::Objects => self.objects = pack::unlists(packed)?,
            Column::Mentions => self.mentions = pack::unlists(packed)?,
            Column::Accounts => self.accounts = pack::untexts(packed)?,
            Column::Handles => self.handles = pack::untexts(packed)?,
            Column::Births => self.births = pack::unmoments(packed)?,
            Column::References => self.references = pack::unmarks(packed),
            Column::TextMarks => self.text_marks = pack::unmarks(packed),
            Column::SharedMarks => self.shared_marks = pack::unmarks(packed),
            Column::UrlMarks => self.url_marks = pack::unmarks(packed),
            Column::OwnUrls => self.own_urls = pack::unnumbers(packed)?.into_iter().collect(),
            Column::ObjectMarks => self.object_marks = pack::unmarks(packed),
            Column::Texts => self.packed_texts = bytes,
            Column::TagNames => self.tag_names = pack::untexts(packed)?,
            Column::MentionNames => self.mention_names = pack::untexts(packed)?,
        }
        Ok(())
    }

    /// Accounts are the one table that is gone into by position everywhere.
    fn check(&self) -> Result<(), Malformed> {
        let known = self.accounts.len() as u32;
        if self.account.iter().all(|account| *account <= known) { Ok(()) } else { Err(Malformed) }
    }

    /// As one tool does: the times of ids that hold none, and one empty address for each message of
    /// a table that has no address.
    pub fn as_tool(mut self) -> Self {
        self.trusts_every_stamp = true;
        let mut urls = Lists::default();
        for message in 0..self.urls.len() {
            let list = self.urls.of(message);
            let empty = (list.is_empty() && self.is_of_table(message)).then_some(EMPTY_ADDRESS);
            urls.push(list.iter().copied().chain(empty));
        }
        self.urls = urls;
        self
    }

    /// The distinct texts, in the order of their numbers.
    pub(super) fn each_text(&self, mut see: impl FnMut(&str)) -> Result<(), Malformed> {
        pack::each_text(&self.packed_texts, &mut see)?;
        self.texts.iter().for_each(|text| see(text));
        Ok(())
    }

    /// The texts as sets of words, instead of the texts.
    pub(super) fn in_bags(mut self) -> Result<Self, Malformed> {
        self.bags = Bags::of(&self)?;
        (self.packed_texts, self.texts) = (Vec::new(), Vec::new());
        Ok(self)
    }

    pub fn len(&self) -> usize {
        self.account.len()
    }

    pub fn is_empty(&self) -> bool {
        self.account.is_empty()
    }

    pub(super) fn close_source(&mut self, is_table: bool) {
        self.sources.push((self.len(), is_table));
    }

    /// The source that a message came with.
    pub fn source_of(&self, message: usize) -> usize {
        self.sources.partition_point(|(end, _)| *end <= message)
    }

    pub fn is_of_table(&self, message: usize) -> bool {
        self.sources.get(self.source_of(message)).is_some_and(|(_, is_table)| *is_table)
    }

    /// The account of this name.
    pub fn named(&self, name: &str) -> Option<u32> {
        self.accounts.iter().position(|known| known == name).map(|at| at as u32)
    }

    pub fn account_of(&self, message: usize) -> Option<u32> {
        self.account[message].checked_sub(1)
    }

    pub fn is_repost(&self, message: usize) -> bool {
        self.repost_of(message).is_some()
    }

    pub fn repost_of(&self, message: usize) -> Option<u32> {
        self.repost.get(message).copied().filter(|post| *post != 0)
    }

    pub fn reply_to(&self, message: usize) -> Option<u32> {
        self.reply.get(message).copied().filter(|post| *post != 0)
    }

    pub fn reference(&self, number: u32) -> Option<Mark> {
        self.references.get(number.checked_sub(1)? as usize).copied()
    }

    pub fn mark_of(&self, message: usize) -> Mark {
        self.marks.get(message).copied().unwrap_or_default()
    }

    pub fn is_own_url(&self, url: u32) -> bool {
        self.own_urls.contains(&url)
    }

    /// As the source gives it.
    pub fn created_time(&self, message: usize) -> Option<i64> {
        self.created.get(message).copied().filter(|time| *time != NEVER)
    }

    /// As the id gives it, except in tables; as the source gives it where the id holds no time.
    pub fn stamped_time(&self, message: usize) -> Option<i64> {
        let first = ((FIRST_STAMPED >> 22) as i64 + EPOCH) * 1000;
        let least = if self.trusts_every_stamp { NEVER + 1 } else { first };
        let stamp = self.stamped.get(message).copied().filter(|stamp| *stamp >= least);
        stamp.or_else(|| self.created_time(message))
    }
}
