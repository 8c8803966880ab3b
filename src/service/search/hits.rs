//! Opens what the index names, and shows the words where they stand. A hit that does not hold what was
//! looked for is not shown: the index is a hint, never believed.

use super::feed::{self, About, ItemKind, Items, message_unit, post_unit};
use crate::domain::message::Message;
use crate::domain::policy::ReadRecords;
use crate::domain::posts::Page;
use crate::domain::{CaseId, Moment, Private, RecordId};
use crate::search::query::{Piece, excerpt};
use crate::search::{Found, Query, Unit};
use crate::service::post_pages::{locate, read_page, read_posts};
use crate::service::{Actor, Result, SealedFile, Store};
use crate::store::Granted;
use std::collections::{BTreeMap, HashMap};

/// Something that was found.
pub struct Hit {
    /// `T-004`, `S-001/37`.
    pub reference: String,
    pub leads_to: LeadsTo,
    /// A code of `KIND_NAMES`.
    pub kind: &'static str,
    /// Of a post or a message: who wrote it.
    pub title: Private,
    pub at: Option<Moment>,
    /// Pieces of the text where it was found, with whether the piece is what was looked for.
    pub snippet: Vec<Piece>,
}

/// Where it is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeadsTo {
    /// The reference that has the page; blank for the case itself.
    pub reference: String,
    /// Of a testimony.
    pub segment: Option<u64>,
}

/// In the order of the index; and how many hits were not true.
pub fn open(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    query: &Query,
    found: &[Found],
) -> Result<(Vec<Hit>, u64)> {
    let mut by_record: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
    found.iter().for_each(|found| by_record.entry(found.record).or_default().push(found.number));
    let mut opened: HashMap<Found, Hit> = HashMap::new();
    for (record, numbers) in by_record {
        let mut opening = Opening { query, record, numbers, opened: &mut opened };
        let items = store.read::<ReadRecords, _>(actor, case, |granted| opening.record(granted))?;
        if let Some((items, file, reference)) = items {
            opening.items(&items, file, &reference)?;
        }
    }
    let hits: Vec<Hit> = found.iter().filter_map(|found| opened.remove(found)).collect();
    let untrue = (found.len() - hits.len()) as u64;
    if untrue > 0 {
        tracing::warn!(untrue, "a search index named what its records do not say: it should be made anew");
    }
    Ok((hits, untrue))
}

struct Opening<'o> {
    query: &'o Query,
    record: u64,
    numbers: Vec<u64>,
    opened: &'o mut HashMap<Found, Hit>,
}

impl Opening<'_> {
    /// Opens the record itself, or hands on the items that are wanted of it.
    fn record(
        &mut self,
        granted: &mut Granted<'_, ReadRecords>,
    ) -> Result<Option<(Items, SealedFile, String)>> {
        let Some((id, kind)) = granted.brought_by(self.record) else { return Ok(None) };
        let (query, numbers) = (self.query, self.numbers.clone());
        let mut true_ones: Vec<(u64, &'static str, Vec<Piece>)> = Vec::new();
        let about = feed::record(granted, (id, &kind, self.record), &mut |unit| {
            if numbers.contains(&unit.number) && query.holds(unit) {
                true_ones.push((unit.number, code(unit), excerpt(query, &unit.texts)));
            }
            Ok(())
        })?;
        let Some(about) = about else { return Ok(None) };
        let shown = leads_to(granted, &about)?;
        for (number, kind, snippet) in true_ones {
            let segment = Some(number).filter(|number| *number > 0);
            let leads_to = LeadsTo { reference: shown.clone(), segment };
            let (reference, title, at) = (about.reference.clone(), about.title.clone(), Some(about.at));
            self.keep(number, Hit { reference, leads_to, kind, title, at, snippet });
        }
        let Some(items) = feed::items(granted, id, &kind)? else { return Ok(None) };
        let file = granted.file(&items.file)?;
        Ok(Some((items, file, about.reference)))
    }

    fn keep(&mut self, number: u64, hit: Hit) {
        self.opened.insert(Found { record: self.record, number }, hit);
    }

    fn items(&mut self, items: &Items, mut file: SealedFile, reference: &str) -> Result<()> {
        let mut pages: BTreeMap<u64, (Page, Vec<(u64, usize)>)> = BTreeMap::new();
        for number in self.numbers.iter().filter(|number| **number > 0) {
            if let Some((page, place)) = locate(&items.pages, *number) {
                pages.entry(page.offset).or_insert((page, Vec::new())).1.push((*number, place));
            }
        }
        for (page, wanted) in pages.into_values() {
            match items.kind {
                ItemKind::Posts => {
                    let posts = read_posts(&mut file, &page)?;
                    for (number, place) in wanted {
                        let Some(post) = posts.get(place) else { continue };
                        let unit = post_unit(post, self.record, number);
                        self.item(&unit, feed::author(post), post.created_at, reference);
                    }
                }
                ItemKind::Messages => {
                    let messages: Vec<Message> = read_page(&mut file, &page)?;
                    for (number, place) in wanted {
                        let Some(said) = messages.get(place) else { continue };
                        let unit = message_unit(said, self.record, number);
                        self.item(&unit, said.sender.as_ref(), said.at, reference);
                    }
                }
            }
        }
        Ok(())
    }

    fn item(&mut self, unit: &Unit<'_>, author: Option<&Private>, at: Option<Moment>, set: &str) {
        if !self.query.holds(unit) {
            return;
        }
        let reference = format!("{set}/{}", unit.number);
        let leads_to = LeadsTo { reference: reference.clone(), segment: None };
        let (title, snippet) = (author.cloned().unwrap_or_default(), excerpt(self.query, &unit.texts));
        self.keep(unit.number, Hit { reference, leads_to, kind: code(unit), title, at, snippet });
    }
}

/// The name of a kind outlives the thing that it was read from.
fn code(unit: &Unit<'_>) -> &'static str {
    super::KIND_NAMES.iter().find(|(code, _)| *code == unit.kind).map_or("", |(code, _)| *code)
}

/// The reference of the record whose page shows it.
fn leads_to(granted: &mut Granted<'_, ReadRecords>, about: &About) -> Result<String> {
    let Some(id) = about.shown_with else { return Ok(about.reference.clone()) };
    Ok(reference_of(granted, id)?.unwrap_or_default())
}

fn reference_of(granted: &mut Granted<'_, ReadRecords>, id: RecordId) -> Result<Option<String>> {
    let Some((brought, kind)) = granted.brought(id) else { return Ok(None) };
    Ok(feed::record(granted, (id, &kind, brought), &mut |_| Ok(()))?.map(|about| about.reference))
}
