//! A person's own sessions: listed, ended, and bounded in number.

use super::Store;
use super::actor::Actor;
use super::db::Db;
use super::error::{Error, Result};
use super::schema::sessions;
use super::sessions::IDLE;
use crate::domain::Moment;
use data_encoding::HEXLOWER;
use diesel::prelude::*;

/// Sessions that one account may have; the oldest ends for the next.
const SESSIONS: i64 = 20;

/// What a person may know of a session of theirs.
pub struct SessionInfo {
    /// Not the cookie, nor a way to it: the digest that the row is found by.
    pub id: String,
    pub since: Moment,
    /// To the minute.
    pub last_used: Moment,
}

impl Store {
    /// An account's live sessions, newest first.
    pub fn sessions_of(&self, actor: &Actor) -> Result<Vec<SessionInfo>> {
        let now = self.now().micros();
        let rows: Vec<(Vec<u8>, i64, i64)> = sessions::table
            .filter(sessions::account_id.eq(actor.account.bytes().to_vec()))
            .filter(sessions::expires_at.gt(now))
            .filter(sessions::idle_at.gt(now))
            .order((sessions::created_at.desc(), sessions::id))
            .select((sessions::id, sessions::created_at, sessions::idle_at))
            .load(&mut *self.connect()?)?;
        let info = |(id, created_at, idle_at): (Vec<u8>, i64, i64)| SessionInfo {
            id: HEXLOWER.encode(&id),
            since: Moment::from_micros(created_at),
            last_used: Moment::from_micros(idle_at - IDLE),
        };
        Ok(rows.into_iter().map(info).collect())
    }

    /// Ends one of an account's sessions, by the id that [`Store::sessions_of`] tells; without one,
    /// all but `but`. How many.
    pub fn end_sessions(&self, actor: &Actor, which: Option<&str>, but: Option<&str>) -> Result<usize> {
        let theirs = self.sessions_of(actor)?.into_iter().map(|session| session.id);
        let ended: Vec<String> = match which {
            Some(which) => theirs.filter(|id| id == which).collect(),
            None => theirs.filter(|id| Some(id.as_str()) != but).collect(),
        };
        if which.is_some() && ended.is_empty() {
            return Err(Error::NotFound);
        }
        let ended: Vec<Vec<u8>> = ended.iter().filter_map(|id| HEXLOWER.decode(id.as_bytes()).ok()).collect();
        self.take_out_and_end(&mut *self.connect()?, &ended)?;
        Ok(ended.len())
    }

    /// Ends what an account has beyond its number.
    pub(super) fn end_oldest(&self, db: &mut Db, account: &[u8]) -> Result<()> {
        let surplus: Vec<Vec<u8>> = sessions::table
            .filter(sessions::account_id.eq(account.to_vec()))
            .order((sessions::created_at.desc(), sessions::id))
            .offset(SESSIONS)
            .limit(SESSIONS)
            .select(sessions::id)
            .load(db)?;
        if surplus.is_empty() { Ok(()) } else { self.take_out_and_end(db, &surplus) }
    }

    fn take_out_and_end(&self, db: &mut Db, ids: &[Vec<u8>]) -> Result<()> {
        let these = sessions::id.eq_any(ids.to_vec());
        let columns = (sessions::id, sessions::expires_at);
        let ended = sessions::table.filter(these.clone()).select(columns).load(db)?;
        diesel::delete(sessions::table.filter(these)).execute(db)?;
        self.end(ended);
        Ok(())
    }
}
