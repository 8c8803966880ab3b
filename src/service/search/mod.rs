//! Finds anything that a case holds under pseudonyms, by its words: asks the case's index, and opens
//! what it names. Whoever may read the records may search; nobody else is told that there is an index.

mod feed;
mod fill;
mod hits;
mod keep;
mod saved;
#[cfg(test)]
mod tests;

pub use crate::domain::saved_search::SearchOrder;
pub use crate::search::query::KIND_NAMES;
pub use hits::{Hit, LeadsTo};
pub use keep::{Kept, rebuild};
pub use saved::{retire, save, saved, saved_search};

use super::{Actor, Error, OnProgress, Progress, Result, Store, TamperKind};
use crate::domain::case::CaseProfile;
use crate::domain::policy::ReadRecords;
use crate::domain::{CaseId, Problem};
use crate::search::query::{Fault, FaultKind};
use crate::search::{self, Query, Wanted};
use jiff::tz::TimeZone;
use std::ops::ControlFlow;

/// What is looked for, and how much of it is shown.
#[derive(Clone, Copy, Default)]
pub struct Search<'q> {
    pub query: &'q str,
    /// A kind's code or name; any where it is blank.
    pub kind: &'q str,
    pub order: SearchOrder,
    pub from: usize,
    pub most: usize,
    /// How the hits are spread is counted too.
    pub facets: bool,
}

/// What was found.
#[derive(Default)]
pub struct Results {
    /// In the index, of which `hits` are those that were asked for.
    pub total: u64,
    pub hits: Vec<Hit>,
    /// Hits that the index named and whose records say otherwise: it should be made anew.
    pub untrue: u64,
    pub facets: search::Facets,
    /// The index had been tampered with, and was made anew.
    pub repaired: Option<TamperKind>,
}

/// Searches a case, in an index that holds everything that was committed before.
///
/// # Errors
/// `Invalid` on the field `q` when the search cannot be understood, with the place.
pub fn search(store: &Store, actor: &Actor, case: CaseId, asked: Search<'_>) -> Result<Results> {
    let query = understood(store, actor, case, asked)?;
    let (order, from, most) = (asked.order, asked.from, asked.most);
    let wanted = Wanted { order, from, most, count: true, facets: asked.facets };
    let mut kept = keep::up_to_date(store, actor, case, &mut super::unwatched)?;
    let mut repaired = kept.repaired;
    let answer = match kept.index().search(&query, wanted) {
        Ok(answer) => answer,
        Err(error) => {
            repaired = Some(keep::tampered(error)?);
            kept = rebuild(store, actor, case, &mut super::unwatched)?;
            kept.index().search(&query, wanted).map_err(keep::failed)?
        }
    };
    let (hits, untrue) = hits::open(store, actor, case, &query, &answer.found)?;
    Ok(Results { total: answer.total, hits, untrue, facets: answer.facets, repaired })
}

/// Takes up what an import brought, so that the first search need not. What was imported stands,
/// whatever becomes of this: the next search makes up for it.
pub(super) fn after_import(store: &Store, actor: &Actor, case: CaseId, watch: OnProgress<'_>) {
    let mut of_much = |progress: Progress| match progress.total {
        Some(total) if total >= keep::LARGE => watch(progress),
        _ => ControlFlow::Continue(()),
    };
    match keep::up_to_date(store, actor, case, &mut of_much) {
        Ok(_) | Err(Error::Cancelled) => {}
        Err(error) => tracing::warn!(%error, "a search index is behind an import"),
    }
}

/// Reads a search as it will be asked, and says what is wrong with it.
fn understood(store: &Store, actor: &Actor, case: CaseId, asked: Search<'_>) -> Result<Query> {
    let zone = store.read::<ReadRecords, _>(actor, case, |granted| {
        let profile = granted.recall_only::<CaseProfile>()?.ok_or(Error::NotFound)?;
        Ok(profile.body.time_zone)
    })?;
    let zone = TimeZone::get(&zone).unwrap_or(TimeZone::UTC);
    let query = Query::parse(asked.query, &zone).map_err(refused)?;
    match asked.kind.trim() {
        "" => Ok(query),
        kind => {
            let known = search::query::kind_named(kind);
            let kind = known.ok_or_else(|| Error::Invalid(vec![Problem::new("kind", "search-kind")]))?;
            Ok(query.of_kind(kind))
        }
    }
}

fn refused(fault: Fault) -> Error {
    let key = match fault.kind {
        FaultKind::Empty => "search-empty",
        FaultKind::UnclosedQuote => "search-quote",
        FaultKind::UnclosedParenthesis => "search-open",
        FaultKind::UnopenedParenthesis => "search-close",
        FaultKind::NothingBehind => "search-nothing",
        FaultKind::UnknownKind => "search-kind",
        FaultKind::NotADate => "search-date",
        FaultKind::TooLong => "search-long",
    };
    Error::Invalid(vec![Problem::new("q", key).with(fault.at.to_string())])
}
