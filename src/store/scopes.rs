//! Scopes: made with fresh keys and an empty ledger, shared by grants, listed by what one was
//! granted.

use super::Store;
use super::access::{Draft, Granted, Writing, fresh_salt, origin};
use super::actor::Actor;
use super::db::{Db, read_tx, write_tx};
use super::error::{Error, Result, Tamper, TamperKind};
use super::grants::{GrantRow, ScopeKeys};
use super::schema::{epochs, grants, scopes};
use crate::crypto::certificate::Certificate;
use crate::crypto::compartment::CompartmentKey;
use crate::crypto::digest::Digest;
use crate::crypto::grant::GrantTerms;
use crate::domain::account::{Compartment, Role};
use crate::domain::case::CaseProfile;
use crate::domain::ledger::{Act, Entry};
use crate::domain::policy::{
    self, Action, Covers, EditCase, GrantAccess, OpenCase, ReadAccounts, ReadCase, Verb,
};
use crate::domain::{AccountId, CaseId, Choice, Moment, ScopeId};
use diesel::prelude::*;
use std::sync::Arc;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ScopeKind {
    Organisation,
    Case,
}

impl ScopeKind {
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

const FIRST_EPOCH: u32 = 1;

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
    let row =
        (scopes::id.eq(scope.bytes().to_vec()), scopes::writes.eq(0), scopes::checkpoint.eq(origin(scope)));
    diesel::insert_into(scopes::table).values(row).execute(db)?;
    let mut keys = ScopeKeys::default();
    for compartment in kind.compartments() {
        let row = (
            epochs::scope_id.eq(scope.bytes().to_vec()),
            epochs::compartment.eq(compartment.code()),
            epochs::epoch.eq(i64::from(FIRST_EPOCH)),
        );
        diesel::insert_into(epochs::table).values(row).execute(db)?;
        keys.add(*compartment, FIRST_EPOCH, Arc::new(CompartmentKey::generate()));
    }
    let mut writing = Writing::begin(store, db, founder, scope, keys, role);
    let certificate = Arc::clone(&founder.certificate);
    let (state, salt) = (Some(certificate.fingerprint()), Some(salt));
    writing.append(Draft { state, salt, ..Draft::of(kind.founding()) })?;
    writing.grant_keys(&certificate, role, kind.compartments())?;
    Ok(writing)
}

impl<A: Action> Writing<'_, A> {
    /// Grants a role: seals the keys that come with it to the account's certified key.
    pub(super) fn grant(&mut self, to: &Certificate, role: Role, identities: bool) -> Result<()> {
        let mut compartments = role.compartments().to_vec();
        if identities {
            compartments.push(Compartment::Identity);
        }
        self.grant_keys(to, role, &compartments)
    }

    fn grant_keys(&mut self, to: &Certificate, role: Role, compartments: &[Compartment]) -> Result<()> {
        for compartment in compartments {
            let (epoch, key) = self.keys.current(*compartment)?;
            let terms = GrantTerms {
                organisation: *self.actor.organisation.bytes(),
                scope: *self.scope.bytes(),
                compartment: compartment.code().into(),
                epoch,
                account: to.account,
                role: role.code().into(),
                granter: *self.actor.account.bytes(),
                granted_at: self.now.micros(),
                expires_at: None,
            };
            let row = GrantRow::seal(key, to, terms, self.actor);
            diesel::insert_into(grants::table).values(&row).execute(self.db)?;
            self.append(Draft {
                kind: Some(compartment.code().into()),
                state: Some(row.digest()),
                subject: Some(AccountId::from_bytes(to.account)),
                detail: Some(role.code().into()),
                ..Draft::of(Act::Granted)
            })?;
        }
        Ok(())
    }
}

impl Writing<'_, GrantAccess> {
    /// Gives a colleague a role in this case, in place of any they had.
    ///
    /// # Errors
    /// `Denied` for oneself; `NotFound` for an account that is not there; `IdentitiesClosed` when
    /// identities are to be shared and are not open; `Tampered` when the account's certificate is
    /// not `certified`, the one that the organisation's ledger tells of.
    pub fn share(
        &mut self,
        account: AccountId,
        certified: Option<Digest>,
        role: Role,
        identities: bool,
    ) -> Result<()> {
        if account == self.actor.account || !role.is_of_cases() {
            return Err(Error::Denied(GrantAccess::VERB));
        }
        if identities && !policy::allows(Verb::ReadIdentities, role) {
            return Err(Error::Denied(GrantAccess::VERB));
        }
        let (actor, store) = (self.actor, self.store);
        if !store.is_active(self.db, account)? {
            return Err(Error::NotFound);
        }
        let certificate = actor.certificates.find(self.db, account)?;
        if certified != Some(certificate.fingerprint()) {
            return Err(Tamper::new(TamperKind::GrantForged, account).into());
        }
        let old = grants::table
            .filter(grants::scope_id.eq(self.scope.bytes().to_vec()))
            .filter(grants::account_id.eq(account.bytes().to_vec()));
        diesel::delete(old).execute(self.db)?;
        // A row that was hidden, or is put back later, must not open anything: what stood is the
        // ledger's to say, and until when.
        let stood = self.state().standing_grants(self.size).any(|(_, subject)| subject == account);
        if stood {
            self.append(Draft { subject: Some(account), ..Draft::of(Act::AccessWithdrawn) })?;
        }
        self.grant(&certificate, role, identities)
    }
}

/// A member of a scope, by account.
pub struct Member {
    pub account: AccountId,
    pub role: Role,
    pub identities: bool,
    pub since: Moment,
}

impl<A: Covers<ReadAccounts>> Granted<'_, A> {
    /// The digest of the certificate that an account was added with.
    pub fn certified(&self, account: AccountId) -> Option<Digest> {
        self.state().certified().get(&account).copied()
    }

    /// The role that each account has in the organisation.
    pub fn organisation_roles(&mut self) -> Result<Vec<(AccountId, Role)>> {
        Ok(self.granted_roles()?.into_iter().map(|member| (member.account, member.role)).collect())
    }
}

impl<A: Covers<ReadCase>> Granted<'_, A> {
    /// Who has access to this case.
    pub fn members(&mut self) -> Result<Vec<Member>> {
        self.granted_roles()
    }
}

impl<A> Granted<'_, A> {
    fn granted_roles(&mut self) -> Result<Vec<Member>> {
        let rows: Vec<GrantRow> = grants::table
            .filter(grants::scope_id.eq(self.scope.bytes().to_vec()))
            .select(GrantRow::as_select())
            .order((grants::granted_at, grants::account_id))
            .load(self.db)?;
        let mut members: Vec<Member> = Vec::new();
        for row in rows {
            let (account, identities) = (row.account()?, row.compartment() == Some(Compartment::Identity));
            let Some(role) = row.role() else { continue };
            match members.iter_mut().find(|member| member.account == account) {
                Some(member) => member.identities |= identities,
                None => members.push(Member {
                    account,
                    role,
                    identities,
                    since: Moment::from_micros(row.granted_at),
                }),
            }
        }
        Ok(members)
    }
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
        let mut db = self.connect()?;
        let now = self.now().micros();
        read_tx(&mut db, |db| {
            let rows: Vec<(Vec<u8>, Option<i64>, i64)> = grants::table
                .filter(grants::account_id.eq(actor.account.bytes().to_vec()))
                .filter(grants::scope_id.ne(actor.organisation.bytes().to_vec()))
                .filter(grants::compartment.eq(Compartment::Ledger.code()))
                .order((grants::granted_at, grants::scope_id))
                .select((grants::scope_id, grants::expires_at, grants::granted_at))
                .load(db)?;
            let live = rows.into_iter().filter(|(_, until, _)| until.is_none_or(|until| until > now));
            Ok(live.filter_map(|(id, _, _)| id.as_slice().try_into().ok().map(CaseId::from_bytes)).collect())
        })
    }
}
