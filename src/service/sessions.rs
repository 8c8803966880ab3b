//! Signed in through a browser: the cookie is the key. What a session is, is `store::sessions`.

use super::{Actor, Result, Store};
pub use crate::crypto::session::{SessionToken, csrf_matches, csrf_token};
use crate::domain::CaseId;
pub use crate::store::hashes_at_once;
pub use crate::store::own_sessions::SessionInfo;
use std::net::IpAddr;
use std::sync::Arc;

/// Signs in, from an address where one is known. Unknown names and wrong passwords get one answer,
/// after the same work.
pub fn sign_in(store: &Store, name: &str, password: &str, from: Option<IpAddr>) -> Result<SessionToken> {
    store.open_session_from(name, password, from)
}

/// Whose session this is; `NotFound` when it is over.
pub fn resume(store: &Store, token: &SessionToken) -> Result<Arc<Actor>> {
    store.resume_session(token)
}

pub fn sign_out(store: &Store, token: &SessionToken) -> Result<()> {
    store.close_session(token)
}

/// Opens the identities of one case for ten minutes, after the password was given again.
pub fn open_identities(
    store: &Store,
    token: &SessionToken,
    password: &str,
    case: CaseId,
    from: Option<IpAddr>,
) -> Result<()> {
    store.step_up_from(token, password, case, from)
}

pub fn close_identities(store: &Store, token: &SessionToken) -> Result<()> {
    store.step_down(token)
}

/// Takes the password again, for what asks for a fresh one.
pub fn confirm(store: &Store, token: &SessionToken, password: &str, from: Option<IpAddr>) -> Result<()> {
    store.confirm(token, password, from)
}

/// Whether the password was given in the last ten minutes.
pub fn is_fresh(store: &Store, actor: &Actor) -> bool {
    store.require_fresh(actor).is_ok()
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
