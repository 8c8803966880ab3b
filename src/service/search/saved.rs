//! Searches that are kept: sealed records like any other.

use crate::domain::policy::{LinkRecords, ReadRecords};
use crate::domain::saved_search::SavedSearch;
use crate::domain::{CaseId, RecordId, Recorded};
use crate::service::search::{Search, understood};
use crate::service::{Actor, Error, Result, Store};

/// Those that are listed.
pub fn saved(store: &Store, actor: &Actor, case: CaseId) -> Result<Vec<Recorded<SavedSearch>>> {
    let all = store.read::<ReadRecords, _>(actor, case, |granted| granted.list::<SavedSearch>())?;
    Ok(all.into_iter().filter(|search| !search.body.retired).collect())
}

pub fn saved_search(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    id: RecordId,
) -> Result<Recorded<SavedSearch>> {
    store.read::<ReadRecords, _>(actor, case, |granted| granted.find(id))
}

/// Keeps a search.
///
/// # Errors
/// `Invalid` when it has no title, or cannot be understood.
pub fn save(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    search: SavedSearch,
) -> Result<Recorded<SavedSearch>> {
    let search = search.check().map_err(Error::Invalid)?;
    let asked = Search { query: search.query.reveal(), ..Search::default() };
    understood(store, actor, case, asked)?;
    store.write::<LinkRecords, _>(actor, case, |writing| writing.insert(search))
}

/// Takes a search off the list.
pub fn retire(store: &Store, actor: &Actor, case: CaseId, id: RecordId) -> Result<()> {
    store.write::<LinkRecords, _>(actor, case, |writing| {
        let old = writing.find::<SavedSearch>(id)?;
        let retired = SavedSearch { retired: true, ..old.body };
        writing.revise(id, old.revision, retired).map(|_| ())
    })
}
