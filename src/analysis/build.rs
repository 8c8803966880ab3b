//! Makes the columns of a set of messages while its posts are read.

use super::list::Lists;
use super::pack::{self, COLUMNS, Column, Packer};
use super::tally::Table;
use super::{Mark, mark, words};
use crate::domain::post::Post;
use crate::domain::{Moment, Private};
use std::collections::hash_map::Entry;

/// A post as it was read.
pub struct Seen<'p> {
    pub post: &'p Post,
    /// By which it is known in the whole case.
    pub mark: Mark,
    /// Its number in the set; 0 where the case had it before.
    pub number: u64,
}

/// A time that is not known.
pub const NEVER: i64 = i64::MIN;

/// Messages by distinct id: of a repeated id the first record counts, but the addresses of all its
/// records are united.
#[derive(Default)]
pub struct Builder {
    known: Table<Mark, u32>,
    marks: Vec<Mark>,
    numbers: Vec<u64>,
    account: Vec<u32>,
    created: Vec<i64>,
    stamped: Vec<i64>,
    repost: Vec<u32>,
    reply: Vec<u32>,
    text: Vec<u32>,
    shared: Vec<u32>,
    urls: Vec<(u32, u32)>,
    tags: Lists,
    objects: Vec<(u32, u32)>,
    mentions: Lists,
    accounts: Accounts,
    references: Marks,
    texts: Marks,
    plain: Packer,
    shareds: Marks,
    url_marks: Marks,
    own_urls: Vec<u32>,
    object_marks: Marks,
    tag_names: Names,
    mention_names: Names,
}

/// Marks in the order of their first appearance, counted from 1.
#[derive(Default)]
struct Marks {
    known: Table<Mark, u32>,
    list: Vec<Mark>,
}

impl Marks {
    /// Its number, and whether it is new.
    fn number(&mut self, text: &str) -> (u32, bool) {
        let mark = mark(text);
        match self.known.entry(mark) {
            Entry::Occupied(known) => (*known.get(), false),
            Entry::Vacant(new) => {
                self.list.push(mark);
                (*new.insert(self.list.len() as u32), true)
            }
        }
    }

    fn of(&mut self, text: Option<&Private>) -> u32 {
        text.map_or(0, |text| self.number(text.reveal()).0)
    }
}

/// Names in the order of their first appearance, counted from 1.
#[derive(Default)]
struct Names {
    known: std::collections::HashMap<String, u32>,
    list: Vec<String>,
}

impl Names {
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
struct Accounts {
    names: Names,
    handles: Vec<String>,
    births: Vec<i64>,
}

impl Accounts {
    /// By id, or by handle where the source gives no id; 0 for a post of nobody.
    fn number(&mut self, post: &Post) -> u32 {
        let Some(name) = post.author_id.as_ref().or(post.author_handle.as_ref()) else { return 0 };
        let number = self.names.number(name.reveal());
        if number as usize > self.handles.len() {
            self.handles.push(String::new());
            self.births.push(NEVER);
        }
        let at = number as usize - 1;
        if let Some(handle) = post.author_handle.as_ref().filter(|_| self.handles[at].is_empty()) {
            self.handles[at] = handle.reveal().to_owned();
        }
        if let Some(birth) = post.author_created_at.filter(|_| self.births[at] == NEVER) {
            self.births[at] = birth.micros();
        }
        number
    }
}

impl Builder {
    pub fn push(&mut self, seen: &Seen<'_>) {
        let Seen { post, mark, number } = *seen;
        // A table of shares has a row for each thing that one content shares.
        let own = if post.object.is_some() { mark } else { super::mark(post.id.reveal()) };
        let next = self.marks.len() as u32;
        let message = *self.known.entry(own).or_insert(next);
        if message == next {
            self.begin(post, mark, number);
        }
        let unites = message == next || self.repost[message as usize] == 0;
        if unites {
            for url in &post.urls {
                let item = self.url(url.reveal());
                self.urls.push((message, item));
            }
        }
        if let Some(object) = &post.object {
            let itself = object == &post.id;
            let item = if itself { 0 } else { self.object_marks.of(Some(object)) };
            self.objects.push((message, item));
        }
    }

    fn url(&mut self, url: &str) -> u32 {
        const OF_THE_PLATFORM: &str = "https://twitter.com";
        let (number, is_new) = self.url_marks.number(url);
        if is_new && url.starts_with(OF_THE_PLATFORM) {
            self.own_urls.push(number);
        }
        number
    }

    fn begin(&mut self, post: &Post, mark: Mark, number: u64) {
        self.marks.push(mark);
        self.numbers.push(number);
        let account = self.accounts.number(post);
        self.account.push(account);
        self.created.push(post.created_at.map_or(NEVER, Moment::micros));
        self.stamped.push(stamp(post.id.reveal()));
        let (repost, reply) = (post.repost_of.as_ref(), post.reply_to.as_ref());
        self.repost.push(self.references.of(repost));
        self.reply.push(self.references.of(reply));
        let text = post.text.reveal();
        self.text.push(0);
        self.shared.push(0);
        if repost.is_none() && post.object.is_none() {
            self.text(text, reply.is_none());
        }
        self.tags(post);
        let mentions = &mut self.mention_names;
        self.mentions.push(post.mentions.iter().map(|name| mentions.number(&name.reveal().to_lowercase())));
    }

    fn text(&mut self, text: &str, is_no_reply: bool) {
        let plain = words::plain(text);
        if !plain.is_empty() {
            let (number, is_new) = self.texts.number(&plain);
            if is_new {
                self.plain.text(&plain);
            }
            *self.text.last_mut().expect("one was pushed") = number;
        }
        let shared = words::shared(text);
        if is_no_reply && !shared.is_empty() {
            *self.shared.last_mut().expect("one was pushed") = self.shareds.number(&shared).0;
        }
    }

    fn tags(&mut self, post: &Post) {
        let names = &mut self.tag_names;
        if post.hashtags.is_empty() {
            self.tags.push(words::hashtags(post.text.reveal()).into_iter().map(|tag| names.number(tag)));
        } else {
            self.tags.push(post.hashtags.iter().map(|tag| names.number(tag.reveal())));
        }
    }

    pub fn messages(&self) -> usize {
        self.marks.len()
    }

    /// The columns, in the order of [`COLUMNS`].
    pub fn finish(self) -> Vec<Vec<u8>> {
        let messages = self.marks.len();
        let urls = Lists::of_pairs(self.urls, messages);
        let objects = Lists::of_pairs(self.objects, messages);
        let mut plain = Some(self.plain);
        let wide = |list: &[u32]| pack::numbers(list.iter().map(|number| u64::from(*number)));
        let names = |list: &[String]| pack::texts(list.iter().map(String::as_str));
        let column = |column: &Column| match column {
            Column::Marks => pack::marks(&self.marks),
            Column::Numbers => pack::numbers(self.numbers.iter().copied()),
            Column::Account => wide(&self.account),
            Column::Created => pack::moments(&self.created),
            Column::Stamped => pack::moments(&self.stamped),
            Column::Repost => wide(&self.repost),
            Column::Reply => wide(&self.reply),
            Column::Text => wide(&self.text),
            Column::Shared => wide(&self.shared),
            Column::Urls => pack::lists(&urls),
            Column::Tags => pack::lists(&self.tags),
            Column::Objects => pack::lists(&objects),
            Column::Mentions => pack::lists(&self.mentions),
            Column::Accounts => names(&self.accounts.names.list),
            Column::Handles => names(&self.accounts.handles),
            Column::Births => pack::moments(&self.accounts.births),
            Column::References => pack::marks(&self.references.list),
            Column::TextMarks => pack::marks(&self.texts.list),
            Column::SharedMarks => pack::marks(&self.shareds.list),
            Column::UrlMarks => pack::marks(&self.url_marks.list),
            Column::OwnUrls => wide(&self.own_urls),
            Column::ObjectMarks => pack::marks(&self.object_marks.list),
            Column::Texts => plain.take().map(Packer::done).unwrap_or_default(),
            Column::TagNames => names(&self.tag_names.list),
            Column::MentionNames => names(&self.mention_names.list),
        };
        COLUMNS.iter().map(column).collect()
    }
}

/// The time in an id of the platform: milliseconds since its own beginning, above 22 other bits.
pub(super) fn stamp(id: &str) -> i64 {
    let digits = id.bytes().all(|byte| byte.is_ascii_digit());
    match id.parse::<u64>() {
        Ok(id) if digits => ((id >> 22) as i64 + super::dataset::EPOCH) * 1000,
        _ => NEVER,
    }
}
