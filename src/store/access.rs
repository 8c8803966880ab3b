//! The door. Nothing is read or written but through [`Store::read`] and [`Store::write`], and what
//! they hand out names the action that was permitted: a function that takes testimony cannot be
//! called by somebody who may only read.
//!
//! Two gates, each enough to refuse: the role must allow the action, and the key must be there.

use super::Store;
use super::actor::Actor;
use super::db::{Db, write_tx};
use super::error::{Error, Result, Tamper, TamperKind};
use super::grants::ScopeKeys;
use super::ledger::{self, KeptEntry, LedgerState, SIGNING_PURPOSE};
use super::schema::scopes;
use super::shared::lock;
use super::view::Known;
use crate::crypto::checkpoint::Checkpoint;
use crate::crypto::random;
use crate::domain::account::Role;
use crate::domain::ledger::{Act, Entry};
use crate::domain::policy::{self, Action, Verb};
use crate::domain::{Choice, Moment, ScopeId};
use data_encoding::HEXLOWER;
use diesel::prelude::*;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard};

pub(super) type SharedLedger = Arc<Mutex<LedgerState>>;

/// Permission to do `A` in one scope, with the keys for it and one view of the database.
pub struct Granted<'t, A> {
    pub(super) db: &'t mut Db,
    pub(super) store: &'t Store,
    pub(super) actor: &'t Actor,
    pub(super) scope: ScopeId,
    pub(super) keys: ScopeKeys,
    pub(super) ledger: SharedLedger,
    /// How many ledger entries this transaction sees.
    pub(super) size: u64,
    pub(super) now: Moment,
    role: Role,
    may_open_identities: bool,
    action: PhantomData<A>,
}

/// The same, in a transaction that may write.
pub struct Writing<'t, A>(pub(super) Granted<'t, A>);

impl<'t, A> Deref for Writing<'t, A> {
    type Target = Granted<'t, A>;
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<A> DerefMut for Writing<'_, A> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl<A> Granted<'_, A> {
    pub fn actor(&self) -> &Actor {
        self.actor
    }
    pub fn role(&self) -> Role {
        self.role
    }
    pub fn scope(&self) -> ScopeId {
        self.scope
    }
    pub fn now(&self) -> Moment {
        self.now
    }
    /// Whether the actor was granted the identity compartment, open or not.
    pub fn may_open_identities(&self) -> bool {
        self.may_open_identities
    }
    pub(super) fn state(&self) -> MutexGuard<'_, LedgerState> {
        lock(&self.ledger)
    }
}

impl Store {
    /// Does `work` in a transaction that sees one state and cannot write.
    ///
    /// # Errors
    /// `NotFound` without a live grant, `Denied` when the role does not allow `A`, `Tampered` when
    /// what the database holds is not what the ledger says.
    pub fn read<A: Action, T>(
        &self,
        actor: &Actor,
        scope: impl Into<ScopeId>,
        work: impl FnOnce(&mut Granted<'_, A>) -> Result<T>,
    ) -> Result<T> {
        let scope = scope.into();
        let committed = lock(&self.ledger_of(actor, scope)).committed();
        let done = self.look(|view| {
            let seen = view.known.checked(actor, scope).is_some();
            loop {
                let mut granted = self.admit(&mut view.db, &mut view.known, actor, scope, A::VERB)?;
                if seen || granted.size >= committed {
                    return work(&mut granted);
                }
                let size = granted.size;
                // A view that began before may be behind where it was not looked yet; one that begins
                // now may not.
                if !view.renew()? {
                    return Err(Tamper::new(TamperKind::LedgerTruncated, size).into());
                }
            }
        });
        self.log_refusal(actor, scope, A::VERB, done)
    }

    /// Does `work` in a transaction that may write. Everything it changes, and the ledger entries
    /// that tell of it, become durable together or not at all.
    pub fn write<A: Action, T>(
        &self,
        actor: &Actor,
        scope: impl Into<ScopeId>,
        work: impl FnOnce(&mut Writing<'_, A>) -> Result<T>,
    ) -> Result<T> {
        let scope = scope.into();
        let done = self.write_unlogged(actor, scope, work);
        self.log_refusal(actor, scope, A::VERB, done)
    }

    fn write_unlogged<A: Action, T>(
        &self,
        actor: &Actor,
        scope: ScopeId,
        work: impl FnOnce(&mut Writing<'_, A>) -> Result<T>,
    ) -> Result<T> {
        let mut db = self.connect()?;
        let mut pin = None;
        let done = write_tx(&mut db, |db| {
            queue(db, scope)?;
            self.check_memory(db, actor, scope)?;
            let granted = self.admit(db, &mut Known::default(), actor, scope, A::VERB)?;
            let before = granted.size;
            let mut writing = Writing(granted);
            let worked = work(&mut writing).and_then(|value| {
                // The checkpoint is signed by whoever made the last entry.
                if writing.size > before {
                    pin = Some(writing.seal_checkpoint()?);
                }
                Ok(value)
            });
            // Entries that were taken up but will not be committed must not stay in memory, nor be
            // seen by the next writer: so this is done while the database is still locked.
            worked.inspect_err(|_| self.forget_ledger(actor, scope))
        });
        match (&done, pin) {
            (Ok(_), Some((size, text))) => self.pin(actor, scope, size, &text),
            (Err(_), Some(_)) => self.forget_ledger(actor, scope),
            _ => {}
        }
        done
    }

    /// The role that the table of grants names, so that nobody is sent to a door that would refuse
    /// them and enter the refusal. Not proven: the door checks the grant's signature.
    pub fn named_role(&self, actor: &Actor, scope: impl Into<ScopeId>) -> Result<Role> {
        let (scope, now) = (scope.into(), self.now());
        self.look(|view| Ok(view.known.standing(&mut view.db, actor, scope, now)?.role))
    }

    /// A refusal is an act too, where the one refused can at least read the ledger.
    fn log_refusal<T>(&self, actor: &Actor, scope: ScopeId, verb: Verb, done: Result<T>) -> Result<T> {
        if matches!(done, Err(Error::Denied(_))) {
            let told = self.write_unlogged::<Refusal, _>(actor, scope, |writing| {
                writing.append(Draft { detail: Some(verb.code().into()), ..Draft::of(Act::Refused) })
            });
            if let Err(error) = told {
                tracing::warn!(%error, "a refusal could not be entered");
            }
        }
        done
    }

    fn admit<'t, A>(
        &'t self,
        db: &'t mut Db,
        known: &mut Known,
        actor: &'t Actor,
        scope: ScopeId,
        verb: Verb,
    ) -> Result<Granted<'t, A>>
    where
        A: 'static,
    {
        let now = self.now();
        let standing = known.standing(db, actor, scope, now)?;
        let refusal = std::any::TypeId::of::<A>() == std::any::TypeId::of::<Refusal>();
        if !refusal && !policy::allows(verb, standing.role) {
            return Err(Error::Denied(verb));
        }
        self.require_not_suspended(db, known, actor, scope, now)?;
        let keys = standing.keys(db, actor, now)?;
        let size = match known.checked(actor, scope) {
            Some(size) => size,
            None => self.catch_up(db, actor, scope, &standing, &keys)?,
        };
        known.set_checked(actor, scope, size);
        let ledger = self.ledger_of(actor, scope);
        let may_open_identities = standing.may_open_identities();
        let (role, store) = (standing.role, self);
        Ok(Granted {
            db,
            store,
            actor,
            scope,
            keys,
            ledger,
            size,
            now,
            role,
            may_open_identities,
            action: PhantomData,
        })
    }
}

impl Store {
    /// A case's ledger tells of no suspension: that of the organisation does, and every account holds
    /// its key. Found out once per state of the database, as everything of a scope is.
    fn require_not_suspended(
        &self,
        db: &mut Db,
        known: &mut Known,
        actor: &Actor,
        scope: ScopeId,
        now: Moment,
    ) -> Result<()> {
        let organisation = ScopeId::from(actor.organisation);
        if scope == organisation || known.checked(actor, organisation).is_some() {
            return Ok(());
        }
        let standing = known.standing(db, actor, organisation, now)?;
        let keys = standing.keys(db, actor, now)?;
        let size = self.catch_up(db, actor, organisation, &standing, &keys)?;
        known.set_checked(actor, organisation, size);
        Ok(())
    }
}

/// The one write that needs no permission: telling that permission was refused.
struct Refusal;

impl Action for Refusal {
    const VERB: Verb = Verb::ReadLedger;
}

/// Puts the writers of one scope in a queue, on both databases.
fn queue(db: &mut Db, scope: ScopeId) -> Result<()> {
    let row = scopes::table.filter(scopes::id.eq(scope.bytes().to_vec()));
    let touched = diesel::update(row).set(scopes::writes.eq(scopes::writes + 1)).execute(db)?;
    if touched == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// What an entry says besides who, when and after what.
pub(super) struct Draft {
    pub act: Act,
    pub record: Option<crate::domain::RecordId>,
    pub kind: Option<String>,
    pub reference: Option<String>,
    pub revision: Option<u64>,
    pub state: Option<crate::crypto::digest::Digest>,
    /// The digest of an original: the entry holds a salted commitment to it.
    pub original: Option<crate::crypto::digest::Digest>,
    pub subject: Option<crate::domain::AccountId>,
    pub detail: Option<String>,
    pub until: Option<Moment>,
    pub reason: Option<crate::domain::Private>,
    /// Drawn anew unless something was made from it.
    pub salt: Option<String>,
}

impl Draft {
    pub fn of(act: Act) -> Self {
        let (record, kind, reference, revision) = (None, None, None, None);
        Self {
            act,
            record,
            kind,
            reference,
            revision,
            state: None,
            original: None,
            subject: None,
            detail: None,
            until: None,
            reason: None,
            salt: None,
        }
    }
}

impl<'t, A> Writing<'t, A> {
    /// A scope that is being made in this transaction, with an empty ledger.
    pub(super) fn begin(
        store: &'t Store,
        db: &'t mut Db,
        actor: &'t Actor,
        scope: ScopeId,
        keys: ScopeKeys,
        role: Role,
    ) -> Self {
        let (ledger, now) = (store.ledger_of(actor, scope), store.now());
        let may_open_identities = keys.has(crate::domain::account::Compartment::Identity);
        let action = PhantomData;
        Self(Granted {
            db,
            store,
            actor,
            scope,
            keys,
            ledger,
            size: 0,
            now,
            role,
            may_open_identities,
            action,
        })
    }

    /// Signs an entry and puts it behind the last one.
    pub(super) fn append(&mut self, draft: Draft) -> Result<()> {
        let salt = draft.salt.unwrap_or_else(fresh_salt);
        let content = draft.original.map(|original| Entry::commit(&salt, &original));
        let previous = self.state().root();
        let entry = Entry {
            version: Entry::VERSION,
            scope: self.scope,
            seq: self.size,
            at: self.now,
            actor: self.actor.account,
            act: draft.act,
            record: draft.record,
            kind: draft.kind,
            reference: draft.reference,
            revision: draft.revision,
            state: draft.state,
            content,
            subject: draft.subject,
            detail: draft.detail,
            until: draft.until,
            reason: draft.reason,
            salt,
            previous,
        };
        let body = serde_json::to_vec(&entry)?;
        let organisation = self.actor.organisation;
        let signature = self.actor.keys.sign(SIGNING_PURPOSE, organisation.bytes(), &body);
        let kept = KeptEntry { entry, body, signature };
        ledger::insert(self.0.db, organisation, &self.0.keys, &kept)?;
        self.state().push(&kept);
        self.0.size += 1;
        Ok(())
    }

    /// Signs where the ledger now stands; returns its size and the text to pin outside.
    pub(super) fn seal_checkpoint(&mut self) -> Result<(u64, String)> {
        let checkpoint =
            Checkpoint { origin: origin(self.scope), size: self.size, root: self.state().root() };
        let text = checkpoint.signed(&self.actor.keys, &self.actor.account.to_string());
        let row = scopes::table.filter(scopes::id.eq(self.scope.bytes().to_vec()));
        diesel::update(row).set(scopes::checkpoint.eq(&text)).execute(self.0.db)?;
        Ok((self.size, text))
    }
}

/// What makes an entry unguessable from its hash.
pub(super) fn fresh_salt() -> String {
    HEXLOWER.encode(&random::bytes::<16>())
}

/// The origin line of a ledger's checkpoints (C2SP tlog-checkpoint).
pub fn origin(scope: ScopeId) -> String {
    format!("resguardo/{scope}")
}
