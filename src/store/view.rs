//! One state of the database for everything that a request reads: a [`Store`] handle made by
//! [`Store::of_one_state`] keeps its transaction open between reads, and what the door found out
//! about a scope in that state is not found out again.
//!
//! Nothing is remembered longer than the transaction: what was withdrawn or suspended before a
//! request began is refused in it, on every node.

use super::actor::Actor;
use super::db::{Db, Manager, begin_read, end_read};
use super::error::Result;
use super::grants::Standing;
use super::shared::lock;
use super::{AccountId, ScopeId, Store};
use crate::domain::Moment;
use diesel::r2d2::PooledConnection;
use std::sync::{Arc, Mutex};

/// A transaction that sees one state and cannot write.
pub(super) struct View {
    pub db: PooledConnection<Manager>,
    pub known: Known,
    /// It was begun for the read that now uses it.
    fresh: bool,
}

/// Where a handle keeps its view between reads.
pub(super) type Kept = Mutex<Option<View>>;

/// What the door found out in one transaction.
#[derive(Default)]
pub(super) struct Known(Vec<Admission>);

/// How somebody stands to a scope; and how many entries its ledger has, once these were checked.
struct Admission {
    account: AccountId,
    scope: ScopeId,
    standing: Arc<Standing>,
    size: Option<u64>,
}

impl Known {
    /// Asks the tables, the first time.
    pub fn standing(
        &mut self,
        db: &mut Db,
        actor: &Actor,
        scope: ScopeId,
        now: Moment,
    ) -> Result<Arc<Standing>> {
        if let Some(known) = self.find(actor, scope) {
            return Ok(Arc::clone(&known.standing));
        }
        let standing = Arc::new(Standing::of(db, actor, scope, now)?);
        let (account, kept) = (actor.account, Arc::clone(&standing));
        self.0.push(Admission { account, scope, standing: kept, size: None });
        Ok(standing)
    }

    /// The size of the ledger, where it was checked and found to tell of this standing.
    pub fn checked(&mut self, actor: &Actor, scope: ScopeId) -> Option<u64> {
        self.find(actor, scope)?.size
    }

    pub fn set_checked(&mut self, actor: &Actor, scope: ScopeId, size: u64) {
        if let Some(known) = self.find(actor, scope) {
            known.size = Some(size);
        }
    }

    fn find(&mut self, actor: &Actor, scope: ScopeId) -> Option<&mut Admission> {
        self.0.iter_mut().find(|known| known.account == actor.account && known.scope == scope)
    }
}

impl View {
    fn begin(mut db: PooledConnection<Manager>) -> Result<Self> {
        begin_read(&mut db)?;
        Ok(Self { db, known: Known::default(), fresh: true })
    }

    /// Sees the latest state from now on. `false` when it was begun just now and did already.
    pub fn renew(&mut self) -> Result<bool> {
        if self.fresh {
            return Ok(false);
        }
        (self.known, self.fresh) = (Known::default(), true);
        end_read(&mut self.db)?;
        begin_read(&mut self.db)?;
        Ok(true)
    }
}

impl Drop for View {
    fn drop(&mut self) {
        // A connection that cannot even end its transaction is not taken back by the pool.
        let _ = end_read(&mut self.db);
    }
}

impl Store {
    /// A handle whose reads all see the state of the first, until something is written through it or
    /// [`Store::done_reading`] is said. For one request.
    pub fn of_one_state(&self) -> Self {
        Self { shared: Arc::clone(&self.shared), view: Some(Kept::default()) }
    }

    /// Gives the connection back, should the handle have kept one.
    pub fn done_reading(&self) {
        drop(self.take_view());
    }

    /// Reads in the view of this handle; in a transaction of its own where the handle keeps none.
    /// A view in which something failed is not used again.
    pub(super) fn look<T>(&self, work: impl FnOnce(&mut View) -> Result<T>) -> Result<T> {
        let mut view = match self.take_view() {
            Some(view) => view,
            None => View::begin(self.pool.get()?)?,
        };
        let done = work(&mut view)?;
        if let Some(kept) = &self.view {
            view.fresh = false;
            *lock(kept) = Some(view);
        }
        Ok(done)
    }

    fn take_view(&self) -> Option<View> {
        lock(self.view.as_ref()?).take()
    }
}
