//! One round of putting into an index what it lacks: units in the order of the ledger, until there is
//! no more, or enough to be sealed.

use super::feed::{self, ItemKind, Items, message_unit, post_unit};
use super::keep::{Keeper, failed};
use crate::domain::message::Message;
use crate::domain::policy::ReadRecords;
use crate::search::{Mark, Writer};
use crate::service::post_pages::{read_page, read_posts};
use crate::service::{Error, OnProgress, Progress, Result};
use crate::store::search_index::Change;

/// Things that are put in before they are sealed: so much work is lost at most to a crash, and so much
/// of the index lies in memory.
const ROUND: u64 = if cfg!(test) { 500 } else { 500_000 };

/// A round under way.
pub struct Filling<'f, 'w> {
    pub keeper: &'f Keeper<'f>,
    pub writer: &'f Writer,
    pub mark: Mark,
    pub taken: u64,
    pub total: u64,
    pub watch: OnProgress<'w>,
}

impl Filling<'_, '_> {
    /// `false` when the round is full.
    pub fn change(&mut self, change: &Change, items: Option<Items>) -> Result<bool> {
        let done = if self.mark.entries == change.entry { self.mark.items } else { 0 };
        if let Some(items) = items
            && !self.items(change, &items, done)?
        {
            return Ok(false);
        }
        if change.stands {
            self.record(change)?;
        }
        self.mark = Mark { entries: change.entry + 1, items: 0 };
        Ok(self.taken < ROUND)
    }

    fn record(&mut self, change: &Change) -> Result<()> {
        let (keeper, writer) = (self.keeper, self.writer);
        if change.entry != change.brought {
            writer.forget(change.brought);
        }
        let place = (change.record, change.kind.as_str(), change.brought);
        keeper.store.read::<ReadRecords, _>(keeper.actor, keeper.case, |granted| {
            feed::record(granted, place, &mut |unit| writer.add(unit).map_err(failed)).map(|_| ())
        })?;
        self.took(1)
    }

    fn items(&mut self, change: &Change, items: &Items, done: u64) -> Result<bool> {
        let keeper = self.keeper;
        let mut file = keeper
            .store
            .read::<ReadRecords, _>(keeper.actor, keeper.case, |granted| granted.file(&items.file))?;
        let mut number = 0;
        for page in &items.pages {
            if number + page.count <= done {
                number += page.count;
                continue;
            }
            if self.taken >= ROUND {
                self.mark = Mark { entries: change.entry, items: number };
                return Ok(false);
            }
            match items.kind {
                ItemKind::Posts => {
                    for (post, number) in read_posts(&mut file, page)?.iter().zip(number + 1..) {
                        self.writer.add(&post_unit(post, change.brought, number)).map_err(failed)?;
                    }
                }
                ItemKind::Messages => {
                    for (said, number) in read_page::<Message>(&mut file, page)?.iter().zip(number + 1..) {
                        self.writer.add(&message_unit(said, change.brought, number)).map_err(failed)?;
                    }
                }
            }
            number += page.count;
            self.took(page.count)?;
        }
        Ok(true)
    }

    fn took(&mut self, units: u64) -> Result<()> {
        self.taken += units;
        let progress = Progress { done: self.taken, total: Some(self.total), found: self.taken };
        if (self.watch)(progress).is_break() { Err(Error::Cancelled) } else { Ok(()) }
    }
}
