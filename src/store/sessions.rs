//! Sessions in a browser. The cookie is the key: the database keeps its hash, and the keyring
//! sealed under cookie and node secret (security.md §3.5). Any node serves any request.

use super::Store;
use super::actor::{Actor, IdentityWindow};
use super::db::{Db, on};
use super::error::{Error, Result};
use super::keyring::Keyring;
use super::schema::{accounts, sessions};
use super::shared::lock;
use super::unlock::Given;
use crate::crypto::compartment::WrapKey;
use crate::crypto::encode::Fields;
use crate::crypto::keyring::IdentityKeys;
use crate::crypto::session::SessionToken;
use crate::domain::account::{AccountStatus, SignInEvent};
use crate::domain::{AccountId, Choice, Moment, ScopeId};
use diesel::prelude::*;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// Microseconds.
const MINUTE: i64 = 60_000_000;
const ABSOLUTE: i64 = 12 * 60 * MINUTE;
pub(super) const IDLE: i64 = 60 * MINUTE;
const IDENTITIES_OPEN: i64 = 10 * MINUTE;
/// For how long a password counts as just given.
const FRESH: i64 = 10 * MINUTE;

#[derive(Queryable, Selectable, Insertable, Clone, PartialEq)]
#[diesel(table_name = sessions)]
struct Row {
    id: Vec<u8>,
    account_id: Vec<u8>,
    generation: i64,
    created_at: i64,
    expires_at: i64,
    idle_at: i64,
    sealed: Vec<u8>,
    identity_scope: Option<Vec<u8>>,
    identity_until: Option<i64>,
    identity_sealed: Option<Vec<u8>>,
    fresh_until: Option<i64>,
    fresh_sealed: Option<Vec<u8>>,
}

impl Row {
    /// Everything about the session that a writer of the database must not be able to change.
    fn context(&self) -> Vec<u8> {
        let fields = Fields::new("rg1/session-content").bytes(&self.id).bytes(&self.account_id);
        let fields = fields.number(self.generation as u64).number(self.created_at as u64);
        fields.number(self.expires_at as u64).number(self.idle_at as u64).done()
    }

    fn identity_context(&self) -> Vec<u8> {
        let fields = Fields::new("rg1/session-identity").bytes(&self.id).bytes(&self.account_id);
        let fields = fields.bytes(self.identity_scope.as_deref().unwrap_or_default());
        fields.number(self.identity_until.unwrap_or_default() as u64).done()
    }

    fn fresh_context(&self) -> Vec<u8> {
        let fields = Fields::new("rg1/session-fresh").bytes(&self.id).bytes(&self.account_id);
        fields.number(self.fresh_until.unwrap_or_default() as u64).done()
    }

    /// Notes that the password was just given.
    fn freshen(&mut self, key: &WrapKey, now: i64) {
        self.fresh_until = Some(now + FRESH);
        self.fresh_sealed = Some(key.seal(&self.fresh_context(), &[]));
    }

    fn key(&self, store: &Store, token: &SessionToken) -> Option<WrapKey> {
        let account = self.account_id.as_slice().try_into().ok()?;
        Some(token.key(&*store.node_secret.of(self.generation)?, self.generation as u32, &account))
    }
}

/// Actors of live sessions by session id, so that a keyring is opened once and not per request.
/// An entry counts only as long as the row in the database is the very same.
#[derive(Default)]
pub struct Cache {
    open: Mutex<HashMap<Vec<u8>, Remembered>>,
    /// Sessions that were ended here, until their time would have been over: a row that somebody
    /// puts back does not bring them back. Also kept outside the database.
    ended: Mutex<HashMap<Vec<u8>, i64>>,
}

struct Remembered {
    /// From which the actor was opened.
    row: Row,
    /// When the keys are to be forgotten, used or not.
    until: i64,
    actor: Arc<Actor>,
}

impl Cache {
    /// Takes up the sessions that were ended here by an earlier process.
    pub fn know_ended(&self, ended: Vec<(Vec<u8>, i64)>) {
        lock(&self.ended).extend(ended);
    }

    fn get(&self, row: &Row) -> Option<Arc<Actor>> {
        let known = lock(&self.open);
        known.get(&row.id).filter(|known| known.row == *row).map(|known| Arc::clone(&known.actor))
    }

    fn put(&self, row: &Row, actor: &Arc<Actor>) {
        let until = row.idle_at.min(row.expires_at);
        let remembered = Remembered { row: row.clone(), until, actor: Arc::clone(actor) };
        lock(&self.open).insert(row.id.clone(), remembered);
    }

    /// Forgets the keys of sessions that nobody came back to, and identities left open.
    fn forget_over(&self, now: Moment) {
        lock(&self.ended).retain(|_, until| *until > now.micros());
        let mut known = lock(&self.open);
        known.retain(|_, session| session.until > now.micros());
        known.values().for_each(|session| session.actor.close_overdue(now));
    }

    fn count(&self) -> usize {
        lock(&self.open).len()
    }

    fn drop(&self, id: &[u8]) {
        lock(&self.open).remove(id);
    }

    fn end(&self, id: &[u8], until: i64) {
        self.drop(id);
        lock(&self.ended).insert(id.to_vec(), until);
    }

    fn has_ended(&self, id: &[u8]) -> bool {
        lock(&self.ended).contains_key(id)
    }
}

impl Store {
    /// Signs in for a browser.
    pub fn open_session(&self, name: &str, password: &str) -> Result<SessionToken> {
        self.open_session_with(name, password.into())
    }

    /// The same, with all that may be asked for.
    pub fn open_session_with(&self, name: &str, given: Given<'_>) -> Result<SessionToken> {
        let unlocked = self.unlock(name, given)?;
        self.forget_sessions_over(self.now());
        let (token, now) = (SessionToken::generate(), self.now().micros());
        let mut row = Row {
            id: token.id().to_vec(),
            account_id: unlocked.actor.account.bytes().to_vec(),
            generation: i64::from(self.node_secret.newest()),
            created_at: now,
            expires_at: now + ABSOLUTE,
            idle_at: now + IDLE,
            sealed: Vec::new(),
            identity_scope: None,
            identity_until: None,
            identity_sealed: None,
            fresh_until: None,
            fresh_sealed: None,
        };
        let key = row.key(self, &token).ok_or(Error::NotFound)?;
        row.sealed = key.seal(&row.context(), unlocked.keyring());
        row.freshen(&key, now);
        unlocked.actor.freshen(Moment::from_micros(now + FRESH));
        let mut db = self.connect()?;
        diesel::delete(sessions::table.filter(sessions::expires_at.lt(now))).execute(&mut *db)?;
        diesel::insert_into(sessions::table).values(&row).execute(&mut *db)?;
        self.end_oldest(&mut db, &row.account_id)?;
        drop(db);
        self.sessions.put(&row, &unlocked.actor);
        self.note_own(&unlocked.actor, SignInEvent::SignedIn, given.from);
        Ok(token)
    }

    /// Whose session this is.
    ///
    /// # Errors
    /// `NotFound` when it is over, was ended, or its row was changed.
    pub fn resume_session(&self, token: &SessionToken) -> Result<Arc<Actor>> {
        let now = self.now();
        self.forget_sessions_over(now);
        let id = token.id();
        let both = sessions::table.inner_join(accounts::table).filter(sessions::id.eq(id.as_slice()));
        let found = self.look(|view| {
            let db = &mut *view.db;
            Ok(on!(db, db => {
                let both = both.select((Row::as_select(), accounts::status, accounts::factor_step));
                both.get_result(db).optional()
            })?)
        })?;
        let Some((row, status, factor)): Option<(Row, String, Option<i64>)> = found else {
            // Ended on another node, or by somebody who writes the database: its keys go.
            self.sessions.drop(&id);
            return Err(Error::NotFound);
        };
        let account: [u8; 16] = row.account_id.as_slice().try_into().map_err(|_| Error::NotFound)?;
        let account = AccountId::from_bytes(account);
        let active = status == AccountStatus::Active.code();
        let live =
            now.micros() < row.expires_at.min(row.idle_at) && self.node_secret.of(row.generation).is_some();
        if self.sessions.has_ended(&row.id) || !active || !live {
            self.sessions.drop(&row.id);
            return Err(Error::NotFound);
        }
        let actor = match self.sessions.get(&row) {
            Some(actor) => actor,
            None => {
                let actor = Arc::new(self.open_row(token, &row, account)?);
                self.sessions.put(&row, &actor);
                actor
            }
        };
        actor.note_second_factor(factor.is_some());
        self.postpone_idling(token, row, &actor)?;
        Ok(actor)
    }

    fn session_row(&self, db: &mut Db, token: &SessionToken) -> Result<Row> {
        let row = sessions::table.filter(sessions::id.eq(token.id().to_vec())).select(Row::as_select());
        Ok(row.get_result(db)?)
    }

    fn open_row(&self, token: &SessionToken, row: &Row, account: AccountId) -> Result<Actor> {
        let organisation = self.organisation().ok_or(Error::NoStore)?;
        let key = row.key(self, token).ok_or(Error::NotFound)?;
        let plain = key.open(&row.context(), &row.sealed).map_err(|_| Error::NotFound)?;
        let keyring = Keyring::import(&plain).ok_or(Error::NotFound)?;
        let actor = self.actor(organisation, account, keyring)?;
        if let (Some(until), Some(sealed)) = (row.fresh_until, &row.fresh_sealed) {
            key.open(&row.fresh_context(), sealed).map_err(|_| Error::NotFound)?;
            actor.freshen(Moment::from_micros(until));
        }
        if let (Some(scope), Some(until), Some(sealed)) =
            (&row.identity_scope, row.identity_until, &row.identity_sealed)
        {
            let scope: [u8; 16] = scope.as_slice().try_into().map_err(|_| Error::NotFound)?;
            let plain = key.open(&row.identity_context(), sealed).map_err(|_| Error::NotFound)?;
            let keys = Arc::new(IdentityKeys::import(&plain).map_err(|_| Error::NotFound)?);
            let (scope, until) = (Some(ScopeId::from_bytes(scope)), Moment::from_micros(until));
            actor.open_window(IdentityWindow { keys, scope, until });
        }
        Ok(actor)
    }

    /// Seals the row anew with a later idle deadline, at most once a minute.
    fn postpone_idling(&self, token: &SessionToken, mut row: Row, actor: &Arc<Actor>) -> Result<()> {
        let idle_at = self.now().micros() + IDLE;
        if idle_at - row.idle_at < MINUTE {
            return Ok(());
        }
        let Some(key) = row.key(self, token) else { return Ok(()) };
        let plain = key.open(&row.context(), &row.sealed).map_err(|_| Error::NotFound)?;
        let same = sessions::table
            .filter(sessions::id.eq(row.id.clone()))
            .filter(sessions::idle_at.eq(std::mem::replace(&mut row.idle_at, idle_at)));
        row.sealed = key.seal(&row.context(), &plain);
        // Only these: a request at the same time may have opened or closed the identities.
        let changes = (sessions::idle_at.eq(idle_at), sessions::sealed.eq(&row.sealed));
        if diesel::update(same).set(changes).execute(&mut *self.connect()?)? == 1 {
            self.sessions.put(&row, actor);
        }
        Ok(())
    }

    /// Stores which identities a session has open, and until when the password is fresh.
    ///
    /// # Errors
    /// `NotFound` when the session was ended meanwhile.
    fn store_step(&self, db: &mut Db, row: &Row, actor: &Arc<Actor>) -> Result<()> {
        let changes = (
            sessions::identity_scope.eq(&row.identity_scope),
            sessions::identity_until.eq(row.identity_until),
            sessions::identity_sealed.eq(&row.identity_sealed),
            sessions::fresh_until.eq(row.fresh_until),
            sessions::fresh_sealed.eq(&row.fresh_sealed),
        );
        let same = sessions::table.filter(sessions::id.eq(row.id.clone()));
        if diesel::update(same).set(changes).execute(db)? != 1 {
            return Err(Error::NotFound);
        }
        self.sessions.put(row, actor);
        Ok(())
    }

    /// Opens the identities of one case for ten minutes, after the password was given again.
    pub fn step_up(&self, token: &SessionToken, password: &str, scope: impl Into<ScopeId>) -> Result<()> {
        self.step_up_with(token, password.into(), scope)
    }

    /// The same, with all that may be asked for.
    pub fn step_up_with(
        &self,
        token: &SessionToken,
        given: Given<'_>,
        scope: impl Into<ScopeId>,
    ) -> Result<()> {
        let actor = self.resume_session(token)?;
        let unlocked = self.unlock_again(&actor, given)?;
        let (keys, scope) = (unlocked.identities()?, scope.into());
        let mut db = self.connect()?;
        let mut row = self.session_row(&mut db, token)?;
        let now = self.now().micros();
        let until = now + IDENTITIES_OPEN;
        (row.identity_scope, row.identity_until) = (Some(scope.bytes().to_vec()), Some(until));
        let key = row.key(self, token).ok_or(Error::NotFound)?;
        row.identity_sealed = Some(key.seal(&row.identity_context(), &keys.export()));
        row.freshen(&key, now);
        let window =
            IdentityWindow { keys: Arc::new(keys), scope: Some(scope), until: Moment::from_micros(until) };
        self.store_step(&mut db, &row, &actor)?;
        actor.open_window(window);
        actor.freshen(Moment::from_micros(now + FRESH));
        Ok(())
    }

    /// Takes the password again, for what asks for a fresh one: ten minutes.
    pub fn confirm(&self, token: &SessionToken, given: Given<'_>) -> Result<()> {
        let actor = self.resume_session(token)?;
        self.unlock_again(&actor, given)?;
        let mut db = self.connect()?;
        let mut row = self.session_row(&mut db, token)?;
        let (key, now) = (row.key(self, token).ok_or(Error::NotFound)?, self.now().micros());
        row.freshen(&key, now);
        self.store_step(&mut db, &row, &actor)?;
        actor.freshen(Moment::from_micros(now + FRESH));
        Ok(())
    }

    /// What every act begins with that a stolen session must not be enough for.
    ///
    /// # Errors
    /// `NotFresh` when the password was not given in the last ten minutes.
    pub fn require_fresh(&self, actor: &Actor) -> Result<()> {
        if actor.is_fresh(self.now()) { Ok(()) } else { Err(Error::NotFresh) }
    }

    /// Closes the identities before their ten minutes are over; the password counts as old.
    pub fn step_down(&self, token: &SessionToken) -> Result<()> {
        let actor = self.resume_session(token)?;
        let mut db = self.connect()?;
        let mut row = self.session_row(&mut db, token)?;
        (row.identity_scope, row.identity_until, row.identity_sealed) = (None, None, None);
        (row.fresh_until, row.fresh_sealed) = (None, None);
        actor.close_identities();
        actor.freshen(Moment::from_micros(0));
        self.store_step(&mut db, &row, &actor)
    }

    /// Forgets the keys of sessions that are over at `now`, used or not.
    pub fn forget_sessions_over(&self, now: Moment) {
        self.sessions.forget_over(now);
    }

    /// How many sessions' keys this process has in memory.
    pub fn sessions_in_memory(&self) -> usize {
        self.sessions.count()
    }

    /// Ends a session. One that is not there is already ended.
    pub fn close_session(&self, token: &SessionToken) -> Result<()> {
        let id = token.id().to_vec();
        self.sessions.end(&id, self.now().micros() + ABSOLUTE);
        let row = sessions::table.filter(sessions::id.eq(id.clone()));
        diesel::delete(row).execute(&mut *self.connect()?)?;
        self.end(vec![(id, self.now().micros() + ABSOLUTE)]);
        Ok(())
    }

    /// Forgets the keys of sessions whose rows are gone, and does not let them in again until the
    /// time that each row would have been over.
    pub(super) fn end(&self, ended: Vec<(Vec<u8>, i64)>) {
        ended.iter().for_each(|(id, until)| self.sessions.end(id, *until));
        // They are ended all the same: only a row that somebody puts back would be let in again later.
        if let Err(error) = self.directory.note_ended(&ended) {
            tracing::warn!(%error, "the end of sessions could not be noted");
        }
    }
}

/// Takes out the rows of an account's sessions, or of everybody's: which, and until when each would
/// have been good.
pub(super) fn take_out(db: &mut Db, account: Option<AccountId>) -> Result<Vec<(Vec<u8>, i64)>> {
    let columns = (sessions::id, sessions::expires_at);
    match account {
        Some(account) => {
            let theirs = sessions::account_id.eq(account.bytes().to_vec());
            let ended = sessions::table.filter(theirs.clone()).select(columns).load(db)?;
            diesel::delete(sessions::table.filter(theirs)).execute(db)?;
            Ok(ended)
        }
        None => {
            let ended = sessions::table.select(columns).load(db)?;
            diesel::delete(sessions::table).execute(db)?;
            Ok(ended)
        }
    }
}
