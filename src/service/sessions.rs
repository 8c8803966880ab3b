//! Signed in through a browser: the cookie is the key. What a session is, is `store::sessions`.

use super::{Actor, Result, Store};
pub use crate::crypto::session::{SessionToken, csrf_matches, csrf_token};
use crate::domain::CaseId;
use std::sync::Arc;

/// Signs in. Unknown names and wrong passwords get one answer, after the same work.
pub fn sign_in(store: &Store, name: &str, password: &str) -> Result<SessionToken> {
    store.open_session(name, password)
}

/// Whose session this is; `NotFound` when it is over.
pub fn resume(store: &Store, token: &SessionToken) -> Result<Arc<Actor>> {
    store.resume_session(token)
}

pub fn sign_out(store: &Store, token: &SessionToken) -> Result<()> {
    store.close_session(token)
}

/// Opens the identities of one case for ten minutes, after the password was given again.
pub fn open_identities(store: &Store, token: &SessionToken, password: &str, case: CaseId) -> Result<()> {
    store.step_up(token, password, case)
}

pub fn close_identities(store: &Store, token: &SessionToken) -> Result<()> {
    store.step_down(token)
}
