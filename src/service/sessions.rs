//! Signed in through a browser: the cookie is the key. What a session is, is `store::sessions`.

use super::{Actor, Result, Store};
pub use crate::crypto::session::{SessionToken, csrf_matches, csrf_token};
use crate::domain::CaseId;
pub use crate::store::hashes_at_once;
pub use crate::store::own_sessions::SessionInfo;
pub use crate::store::sign_ins::SignIn;
pub use crate::store::unlock::Given;
use std::sync::Arc;

/// Signs in. Unknown names and wrong passwords get one answer,
/// after the same work.
pub fn sign_in(store: &Store, name: &str, given: Given<'_>) -> Result<SessionToken> {
    store.open_session_with(name, given)
}

/// Whose session this is; `NotFound` when it is over.
pub fn resume(store: &Store, token: &SessionToken) -> Result<Arc<Actor>> {
    store.resume_session(token)
}

pub fn sign_out(store: &Store, token: &SessionToken) -> Result<()> {
    store.close_session(token)
}

/// Opens the identities of one case for ten minutes, after the password was given again.
pub fn open_identities(store: &Store, token: &SessionToken, given: Given<'_>, case: CaseId) -> Result<()> {
    store.step_up_with(token, given, case)
}

pub fn close_identities(store: &Store, token: &SessionToken) -> Result<()> {
    store.step_down(token)
}

/// Takes the password again, for what asks for a fresh one.
pub fn confirm(store: &Store, token: &SessionToken, given: Given<'_>) -> Result<()> {
    store.confirm(token, given)
}

/// Whether the password was given in the last ten minutes.
pub fn is_fresh(store: &Store, actor: &Actor) -> bool {
    store.require_fresh(actor).is_ok()
}

/// What happened at one's own account's door, newest first.
pub fn history(store: &Store, actor: &Actor) -> Result<Vec<SignIn>> {
    store.sign_ins_of(actor)
}

/// One's own sessions, newest first.
pub fn list(store: &Store, actor: &Actor) -> Result<Vec<SessionInfo>> {
    store.sessions_of(actor)
}

/// Ends one of one's own sessions.
pub fn end(store: &Store, actor: &Actor, id: &str) -> Result<()> {
    store.end_sessions(actor, Some(id), None).map(|_| ())
}

/// Ends all of one's own sessions but one; how many.
pub fn end_others(store: &Store, actor: &Actor, but: Option<&str>) -> Result<usize> {
    store.end_sessions(actor, None, but)
}

/// The id of a session, as [`list`] tells it.
pub fn id(token: &SessionToken) -> String {
    data_encoding::HEXLOWER.encode(&token.id())
}

/// Makes a new node secret: twice, and whatever was copied of sessions before opens nothing. Registrars
/// may.
pub fn rotate_secret(store: &Store, actor: &Actor) -> Result<()> {
    store.require_fresh(actor)?;
    store.rotate_node_secret(actor)
}

/// Ends every session of the organisation, for when nobody knows who has got in. Registrars may.
pub fn panic(store: &Store, actor: &Actor) -> Result<usize> {
    store.require_fresh(actor)?;
    store.end_all_sessions(actor)
}
