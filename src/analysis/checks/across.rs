//! Facts that take several posts: of an account, of a handle, of an identifier in several captures.

use super::{Check, Fact, of_post};
use crate::analysis::Mark;
use crate::domain::post::Post;
use crate::domain::{Choice, Moment, Private};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A fact, the post or account that it is about, and the first of the posts that show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub fact: Fact,
    pub about: Private,
    pub references: Vec<String>,
}

/// A thing that was said, when first and last, and where first.
struct Said {
    first: Option<Moment>,
    last: Option<Moment>,
    reference: String,
}

/// What was said of one thing, by what was said.
type Sayings = BTreeMap<String, Said>;

/// Goes through the posts of a case once, set by set.
#[derive(Default)]
pub struct Across {
    /// Ids that stand in several captures.
    several: HashSet<Mark>,
    rows: Vec<Row>,
    handles: HashMap<String, Sayings>,
    accounts: HashMap<String, Sayings>,
    births: HashMap<String, Sayings>,
    texts: HashMap<Mark, (String, Sayings)>,
    authors: HashMap<Mark, (String, Sayings)>,
    /// Of the set that is gone through: how often an id is reposted, and how often its post says.
    reposted: HashMap<u64, u64>,
    claimed: HashMap<u64, (u64, String)>,
}

fn say(sayings: &mut Sayings, what: &str, at: Option<Moment>, reference: &str) {
    if let Some(said) = sayings.get_mut(what) {
        said.first = said.first.into_iter().chain(at).min();
        said.last = said.last.max(at);
        return;
    }
    sayings.insert(what.to_owned(), Said { first: at, last: at, reference: reference.to_owned() });
}

fn of<'m>(map: &'m mut HashMap<String, Sayings>, key: &str) -> &'m mut Sayings {
    if !map.contains_key(key) {
        map.insert(key.to_owned(), Sayings::new());
    }
    map.get_mut(key).expect("it was put there")
}

impl Across {
    pub fn new(several: HashSet<Mark>) -> Self {
        Self { several, ..Self::default() }
    }

    /// The next post of the set, imported at this moment.
    pub fn see(&mut self, post: &Post, mark: Mark, reference: &str, imported: Moment) {
        for fact in of_post(post, imported) {
            let references = vec![reference.to_owned()];
            self.rows.push(Row { fact, about: post.id.clone(), references });
        }
        self.account(post, reference);
        if self.several.contains(&mark) {
            let at = post.created_at;
            let id = || (post.id.reveal().to_owned(), Sayings::new());
            say(&mut self.texts.entry(mark).or_insert_with(id).1, post.text.reveal(), at, reference);
            if let Some(author) = &post.author_id {
                say(&mut self.authors.entry(mark).or_insert_with(id).1, author.reveal(), at, reference);
            }
        }
        if let Some(target) = post.repost_of.as_ref().and_then(|id| id.reveal().parse().ok()) {
            *self.reposted.entry(target).or_default() += 1;
        }
        if let (Some(count), Ok(id)) = (post.counts.reposts, post.id.reveal().parse()) {
            let claimed = self.claimed.entry(id).or_insert_with(|| (0, reference.to_owned()));
            claimed.0 = claimed.0.max(count);
        }
    }

    fn account(&mut self, post: &Post, reference: &str) {
        let (at, id) = (post.created_at, post.author_id.as_ref());
        let handle = post.author_handle.as_ref().map(|handle| handle.reveal().to_lowercase());
        if let (Some(id), Some(handle)) = (id, &handle) {
            say(of(&mut self.handles, id.reveal()), handle, at, reference);
            say(of(&mut self.accounts, handle), id.reveal(), at, reference);
        }
        if let (Some(id), Some(made)) = (id, post.author_created_at) {
            // Tables round to the minute.
            let minute = Moment::from_micros(made.micros() - made.micros().rem_euclid(60_000_000));
            say(of(&mut self.births, id.reveal()), &minute.to_string(), at, reference);
        }
    }

    /// The set is at its end: counts are compared within one capture only, for they grow.
    pub fn close_set(&mut self) {
        let claimed = std::mem::take(&mut self.claimed);
        for (id, held) in std::mem::take(&mut self.reposted) {
            let Some((claimed, reference)) = claimed.get(&id).filter(|(claimed, _)| *claimed < held) else {
                continue;
            };
            let text = |number: u64| Private::new(number.to_string());
            let fact =
                Fact { check: Check::FewerReposts, said: text(*claimed), found: text(held), seconds: None };
            self.rows.push(Row { fact, about: text(id), references: vec![reference.clone()] });
        }
    }

    /// All facts, by check and in the order of the posts.
    pub fn finish(mut self) -> Vec<Row> {
        let named = |map: HashMap<Mark, (String, Sayings)>| map.into_values().collect::<Vec<_>>();
        let (texts, authors) = (named(self.texts), named(self.authors));
        let several = [
            (Check::TextsOfId, texts),
            (Check::AuthorsOfId, authors),
            (Check::HandlesOfAccount, self.handles.into_iter().collect()),
            (Check::AccountsOfHandle, self.accounts.into_iter().collect()),
            (Check::BirthsOfAccount, self.births.into_iter().collect()),
        ];
        for (check, all) in several {
            let several = all.into_iter().filter(|(_, sayings)| sayings.len() > 1);
            self.rows.extend(several.map(|(about, sayings)| row(check, about, sayings)));
        }
        self.rows.sort_by(|one, other| key(one).cmp(&key(other)));
        self.rows
    }
}

/// `S-001/9` comes before `S-001/10`.
fn key(row: &Row) -> (usize, usize, &str, &str) {
    let check = Check::ALL.iter().position(|check| *check == row.fact.check).unwrap_or(0);
    let first = row.references.first().map_or("", String::as_str);
    (check, first.len(), first, row.about.reveal())
}

/// The first thing said is what is said, the others are what was found; each with its days.
fn row(check: Check, about: String, sayings: Sayings) -> Row {
    const SHOWN: usize = 20;
    let mut all: Vec<(String, Said)> = sayings.into_iter().collect();
    all.sort_by(|(_, one), (_, other)| order(one).cmp(&order(other)));
    let references = all.iter().take(SHOWN).map(|(_, said)| said.reference.clone()).collect();
    let mut all = all.into_iter().map(|(what, said)| format!("{what}{}", days(&said)));
    let said = Private::new(all.next().unwrap_or_default());
    let found = Private::new(all.take(SHOWN).collect::<Vec<_>>().join("; "));
    Row { fact: Fact { check, said, found, seconds: None }, about: Private::new(about), references }
}

fn order(said: &Said) -> (Option<Moment>, usize, &str) {
    (said.first, said.reference.len(), &said.reference)
}

fn days(said: &Said) -> String {
    let day = |at: Moment| at.to_string().chars().take(10).collect::<String>();
    match (said.first.map(day), said.last.map(day)) {
        (Some(first), Some(last)) if first == last => format!(" ({first})"),
        (Some(first), Some(last)) => format!(" ({first} – {last})"),
        _ => String::new(),
    }
}
