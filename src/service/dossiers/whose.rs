//! Whose a dossier is. Anybody can make one that is intact, with a root of their own: what counts is under
//! whose root its signers stand.

use crate::dossier::verify::Report;
use crate::service::{Result, Store};
use data_encoding::BASE64;
use serde::Serialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// It does not verify: nothing it says of itself counts.
    Nobodys,
    /// Signed under the root that was pinned in this store.
    Ours,
    /// Signed with the key that somebody named, who had it from elsewhere.
    Named,
    /// Signed under another root than this store's.
    Strangers,
    /// Intact; there is nothing here to compare it with.
    Unknown,
}

/// `named`: a key was given to verify it with.
pub fn whose(store: &Store, report: &Report, named: bool) -> Result<Whose> {
    let root = store.pinned_root()?.map(|root| BASE64.encode(&root));
    Ok(match root {
        _ if !report.holds() => Whose::Nobodys,
        Some(root) if root == report.root_key => Whose::Ours,
        _ if named => Whose::Named,
        Some(_) => Whose::Strangers,
        None => Whose::Unknown,
    })
}
