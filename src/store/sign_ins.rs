//! What a person sees of their own account's doings: when somebody signed in, was refused, or
//! changed what lets in. Bounded; not evidence: whoever writes the database can take rows away, but
//! cannot make one that says somebody came in.

use super::actor::Actor;
use super::error::Result;
use super::schema::sign_ins;
use super::{Shared, Store};
use crate::crypto::encode::Fields;
use crate::crypto::random;
use crate::domain::account::SignInEvent;
use crate::domain::{AccountId, Choice, Moment};
use diesel::prelude::*;
use std::net::IpAddr;
use std::sync::Arc;

/// Kept of each account, of what succeeded and of what was refused.
const KEPT: i64 = 50;

/// What the seal is for.
const OWN: &str = "sign-in";

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = sign_ins)]
struct Row {
    id: Vec<u8>,
    account_id: Vec<u8>,
    at: i64,
    event: String,
    sealed: Vec<u8>,
}

impl Row {
    fn new(account: AccountId, at: Moment, event: SignInEvent) -> Self {
        let (id, account_id) = (random::bytes::<16>().to_vec(), account.bytes().to_vec());
        Self { id, account_id, at: at.micros(), event: event.code().into(), sealed: Vec::new() }
    }

    fn context(&self) -> Vec<u8> {
        let fields = Fields::new("rg1/sign-in").bytes(&self.id).bytes(&self.account_id);
        fields.signed(self.at).text(&self.event).done()
    }
}

/// One line of a person's own history.
pub struct SignIn {
    pub at: Moment,
    pub event: SignInEvent,
    /// From where, as far as it was known.
    pub from: Option<String>,
}

impl Store {
    /// Notes what somebody with open keys did; that it could not be noted keeps nobody out.
    pub(super) fn note_own(&self, actor: &Actor, event: SignInEvent, from: Option<IpAddr>) {
        let mut row = Row::new(actor.account, self.now(), event);
        let from = from.map(|from| from.to_canonical().to_string()).unwrap_or_default();
        row.sealed = actor.keys.own_key(OWN).seal(&row.context(), from.as_bytes());
        if let Err(error) = put(self, &row) {
            tracing::warn!(%error, "what an account did could not be noted");
        }
    }

    /// Notes that somebody was refused. Beside the answer, not before it: an account that is there
    /// is to take no longer than one that is not.
    pub(super) fn note_refused(&self, account: AccountId) {
        let (shared, row) = (Arc::clone(&self.shared), Row::new(account, self.now(), SignInEvent::Refused));
        std::thread::spawn(move || {
            let _ = put(&shared, &row);
        });
    }

    /// What happened at an account, newest first.
    pub fn sign_ins_of(&self, actor: &Actor) -> Result<Vec<SignIn>> {
        let rows: Vec<Row> = sign_ins::table
            .filter(sign_ins::account_id.eq(actor.account.bytes().to_vec()))
            .order((sign_ins::at.desc(), sign_ins::id))
            .select(Row::as_select())
            .load(&mut *self.connect()?)?;
        let key = actor.keys.own_key(OWN);
        let line = |row: Row| {
            let (event, at) = (SignInEvent::from_code(&row.event)?, Moment::from_micros(row.at));
            if event == SignInEvent::Refused {
                return Some(SignIn { at, event, from: None });
            }
            // A row that does not open was made by somebody else.
            let from = key.open(&row.context(), &row.sealed).ok()?;
            let from = String::from_utf8(from.to_vec()).ok().filter(|from| !from.is_empty());
            Some(SignIn { at, event, from })
        };
        Ok(rows.into_iter().filter_map(line).collect())
    }
}

/// Puts a row, and takes away what is beyond the number: a flood of refusals leaves the sign-ins.
fn put(shared: &Shared, row: &Row) -> Result<()> {
    let db = &mut *shared.pool.get()?;
    diesel::insert_into(sign_ins::table).values(row).execute(db)?;
    let refused = SignInEvent::Refused.code();
    let theirs = sign_ins::table.filter(sign_ins::account_id.eq(row.account_id.clone())).into_boxed();
    let same = match row.event == refused {
        true => theirs.filter(sign_ins::event.eq(refused)),
        false => theirs.filter(sign_ins::event.ne(refused)),
    };
    let newest_first = same.order((sign_ins::at.desc(), sign_ins::id)).offset(KEPT).limit(KEPT);
    let over: Vec<Vec<u8>> = newest_first.select(sign_ins::id).load(db)?;
    for id in over {
        diesel::delete(sign_ins::table.filter(sign_ins::id.eq(id))).execute(db)?;
    }
    Ok(())
}
