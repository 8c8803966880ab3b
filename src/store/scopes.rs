//! Scopes: made with fresh keys and an empty ledger, and listed by what one was granted.

use super::access::{Draft, Writing, fresh_salt, origin};
use super::actor::Actor;
use super::db::{Db, write_tx};
use super::error::Result;
use super::grants::ScopeKeys;
use super::membership::Terms;
use super::schema::{grants, scopes};
use super::{Store, epochs};
use crate::crypto::compartment::CompartmentKey;
use crate::domain::account::{Compartment, Role};
use crate::domain::case::CaseProfile;
use crate::domain::ledger::{Act, Entry};
use crate::domain::policy::{Action, EditCase, OpenCase};
use crate::domain::{CaseId, Choice, ScopeId};
use diesel::prelude::*;
use std::sync::Arc;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ScopeKind {
    Organisation,
    Case,
}

impl ScopeKind {
    fn code(self) -> &'static str {
        match self {
            ScopeKind::Organisation => "organisation",
            ScopeKind::Case => "case",
        }
    }

    fn compartments(self) -> &'static [Compartment] {
        match self {
            ScopeKind::Organisation => &[Compartment::Record, Compartment::Ledger],
            ScopeKind::Case => &[Compartment::Record, Compartment::Identity, Compartment::Ledger],
        }
    }

    fn founding(self) -> Act {
        match self {
            ScopeKind::Organisation => Act::OrganisationFounded,
            ScopeKind::Case => Act::CaseOpened,
        }
    }
}

/// Makes a scope with fresh keys, grants all of them to its founder, and begins its ledger with an
/// entry of this salt.
pub(super) fn create<'t, A: Action>(
    store: &'t Store,
    db: &'t mut Db,
    founder: &'t Actor,
    scope: ScopeId,
    kind: ScopeKind,
    role: Role,
    salt: String,
) -> Result<Writing<'t, A>> {
    let row = (
        scopes::id.eq(scope.bytes().to_vec()),
        scopes::kind.eq(kind.code()),
        scopes::writes.eq(0),
        scopes::checkpoint.eq(origin(scope)),
    );
    diesel::insert_into(scopes::table).values(row).execute(db)?;
    let mut keys = ScopeKeys::default();
    for compartment in kind.compartments() {
        epochs::insert_first(db, scope, *compartment)?;
        keys.add(*compartment, epochs::FIRST, Arc::new(CompartmentKey::generate()));
    }
    let mut writing = Writing::begin(store, db, founder, scope, keys, role);
    let certificate = Arc::clone(&founder.certificate);
    let (state, salt) = (Some(certificate.fingerprint()), Some(salt));
    writing.append(Draft { state, salt, ..Draft::of(kind.founding()) })?;
    let since = writing.now;
    writing.grant_keys(&certificate, &Terms::of(role), since, kind.compartments())?;
    Ok(writing)
}

impl Store {
    /// Opens a case; its founder leads it.
    pub fn open_case(&self, founder: &Actor, profile: CaseProfile) -> Result<CaseId> {
        self.read::<OpenCase, _>(founder, founder.organisation, |_| Ok(()))?;
        let salt = fresh_salt();
        let case = Entry::case_id(founder.organisation, founder.account, &salt);
        let scope = ScopeId::from(case);
        let mut db = self.connect()?;
        let done = write_tx(&mut db, |db| {
            let mut writing: Writing<'_, EditCase> =
                create(self, db, founder, scope, ScopeKind::Case, Role::Lead, salt)?;
            writing.insert(profile)?;
            writing.seal_checkpoint()
        });
        let (size, text) = done.inspect_err(|_| self.forget_ledger(founder, scope))?;
        self.pin(founder, scope, size, &text);
        Ok(case)
    }

    /// The cases that an account was granted, whatever the role, oldest first.
    pub fn cases_of(&self, actor: &Actor) -> Result<Vec<CaseId>> {
        let now = self.now().micros();
        self.look(|view| {
            let rows: Vec<(Vec<u8>, Option<i64>, i64)> = grants::table
                .inner_join(scopes::table)
                .filter(grants::account_id.eq(actor.account.bytes().to_vec()))
                .filter(grants::compartment.eq(Compartment::Ledger.code()))
                .filter(scopes::kind.eq(ScopeKind::Case.code()))
                .order((grants::granted_at, grants::scope_id))
                .select((grants::scope_id, grants::expires_at, grants::granted_at))
                .load(&mut view.db)?;
            let live = rows.into_iter().filter(|(_, until, _)| until.is_none_or(|until| until > now));
            Ok(live.filter_map(|(id, _, _)| id.as_slice().try_into().ok().map(CaseId::from_bytes)).collect())
        })
    }
}
