//! The store as a whole: opened, founded, swept; and its clock.

use super::{Result, Store};
use crate::domain::account::OrganisationProfile;
use crate::domain::{AccountId, Moment, Private};
use std::path::Path;

/// Opens the store in a data directory, making both where they are not there.
pub fn open(directory: &Path, database: Option<&str>) -> Result<Store> {
    Store::open(directory, database)
}

/// Whether a store was made in this directory.
pub fn exists(directory: &Path) -> bool {
    Store::exists(directory)
}

/// Whether the organisation was founded: before that, nobody can sign in.
pub fn is_founded(store: &Store) -> bool {
    store.organisation().is_some()
}

/// Founds the organisation with its first registrar. Closes itself. `second_factor` is asked of
/// everybody who comes over the network, or left to each.
pub fn found(
    store: &Store,
    organisation: &str,
    name: &str,
    password: &str,
    second_factor: bool,
) -> Result<AccountId> {
    let profile = OrganisationProfile {
        name: Private::new(organisation.trim()),
        second_factor_required: second_factor,
    };
    store.found_as(profile, name, password)
}

/// Removes what a crash has left of files that were being written; says how many.
pub fn sweep(store: &Store) -> Result<usize> {
    store.sweep()
}

/// The time, for whoever has no store.
pub fn clock() -> Moment {
    crate::store::now()
}

pub fn now(store: &Store) -> Moment {
    store.now()
}
