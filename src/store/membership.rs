//! Who has access to a scope: granted, shown, withdrawn. Whoever loses a key has it changed for
//! what is written from then on.

use super::access::{Draft, Granted, Writing};
use super::error::{Error, Result, Tamper, TamperKind};
use super::grants::GrantRow;
use super::schema::grants;
use crate::crypto::certificate::Certificate;
use crate::crypto::digest::Digest;
use crate::crypto::grant::GrantTerms;
use crate::domain::account::{Compartment, Role};
use crate::domain::ledger::Act;
use crate::domain::policy::{self, Action, Covers, GrantAccess, ReadAccounts, ReadCase, Verb};
use crate::domain::{AccountId, Choice, Moment, Private, Problem};
use diesel::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The certificates that the organisation's ledger tells of, by account.
pub type Certified = BTreeMap<AccountId, Digest>;

/// What a member is given, and why.
pub struct Terms {
    pub role: Role,
    pub identities: bool,
    /// When it ends by itself.
    pub until: Option<Moment>,
    pub reason: Private,
}

impl Terms {
    /// For good, with what comes with the role, for no reason but that it is so by rule.
    pub(super) fn of(role: Role) -> Self {
        Self { role, identities: false, until: None, reason: Private::default() }
    }

    fn compartments(&self) -> Vec<Compartment> {
        let identities = self.identities.then_some(Compartment::Identity);
        self.role.compartments().iter().copied().chain(identities).collect()
    }
}

impl<A: Action> Writing<'_, A> {
    /// Seals the keys of some compartments to an account's certified key.
    pub(super) fn grant_keys(
        &mut self,
        to: &Certificate,
        terms: &Terms,
        since: Moment,
        compartments: &[Compartment],
    ) -> Result<()> {
        for compartment in compartments {
            let (epoch, key) = self.keys.current(*compartment)?;
            let bound = GrantTerms {
                organisation: *self.actor.organisation.bytes(),
                scope: *self.scope.bytes(),
                compartment: compartment.code().into(),
                epoch,
                account: to.account,
                role: terms.role.code().into(),
                granter: *self.actor.account.bytes(),
                granted_at: since.micros(),
                expires_at: terms.until.map(Moment::micros),
            };
            let row = GrantRow::seal(key, to, bound, self.actor);
            diesel::insert_into(grants::table).values(&row).execute(self.db)?;
            self.append(Draft {
                kind: Some(compartment.code().into()),
                state: Some(row.digest()),
                subject: Some(AccountId::from_bytes(to.account)),
                detail: Some(terms.role.code().into()),
                until: terms.until,
                reason: Some(terms.reason.clone()).filter(|reason| !reason.is_blank()),
                ..Draft::of(Act::Granted)
            })?;
        }
        Ok(())
    }
}

impl Writing<'_, GrantAccess> {
    /// Gives a colleague a role in this case, in place of any they had. What they can open no
    /// longer gets a new key.
    ///
    /// # Errors
    /// `Denied` for oneself; `NotFound` for an account that is not there; `IdentitiesClosed` when
    /// identities are to be shared and are not open; `Tampered` when the account's certificate is
    /// not the certified one; `Invalid` when nobody would lead
    /// the case, or hold its identities, for good.
    pub fn share(&mut self, account: AccountId, certified: &Certified, terms: &Terms) -> Result<()> {
        let granted = terms.compartments();
        if account == self.actor.account || !terms.role.is_of_cases() {
            return Err(Error::Denied(GrantAccess::VERB));
        }
        if terms.identities && !policy::allows(Verb::ReadIdentities, terms.role) {
            return Err(Error::Denied(GrantAccess::VERB));
        }
        if !self.store.is_active(self.db, account)? {
            return Err(Error::NotFound);
        }
        let certificate = self.certificate(account, certified)?;
        let mut lost = self.end(account, None)?;
        lost.retain(|compartment| !granted.contains(compartment));
        self.change_keys(lost, certified)?;
        self.grant_keys(&certificate, terms, self.now, &granted)?;
        self.require_heirs()
    }

    /// Takes a colleague's access away, and changes the keys that they held.
    pub fn withdraw(&mut self, account: AccountId, certified: &Certified, reason: Private) -> Result<()> {
        if account == self.actor.account {
            return Err(Error::Denied(GrantAccess::VERB));
        }
        let stood = self.state().members().find(account).is_some();
        let lost = if stood { self.end(account, Some(reason))? } else { return Err(Error::NotFound) };
        self.change_keys(lost, certified)?;
        self.require_heirs()
    }

    /// Changes every key that is at hand.
    pub fn rotate(&mut self, certified: &Certified) -> Result<()> {
        let held = self.state().members().held(self.actor.account, self.size);
        self.change_keys(held.into_iter().collect(), certified)
    }

    /// Ends all that an account was granted; the compartments that it held. A row that was hidden,
    /// or is put back later, opens nothing: what stood is the ledger's to say, and until when.
    fn end(&mut self, account: AccountId, reason: Option<Private>) -> Result<BTreeSet<Compartment>> {
        let old = grants::table
            .filter(grants::scope_id.eq(self.scope.bytes().to_vec()))
            .filter(grants::account_id.eq(account.bytes().to_vec()));
        diesel::delete(old).execute(self.db)?;
        let held = self.state().members().held(account, self.size);
        if !held.is_empty() {
            self.append(Draft { subject: Some(account), reason, ..Draft::of(Act::AccessWithdrawn) })?;
        }
        Ok(held.into_iter().collect())
    }

    /// Begins a new epoch of what somebody lost, together with those whose time is over or who
    /// were suspended. The identities' key waits for somebody who holds it: until then it is told
    /// as exposed.
    fn change_keys(&mut self, mut lost: BTreeSet<Compartment>, certified: &Certified) -> Result<()> {
        if lost.is_empty() {
            return Ok(());
        }
        for account in self.shut_out()? {
            lost.extend(self.end(account, None)?);
        }
        for compartment in lost {
            match self.begin_epoch(compartment) {
                Err(Error::IdentitiesClosed) if !self.may_open_identities() => {}
                begun => {
                    begun?;
                    self.grant_anew(compartment, certified)?;
                }
            }
        }
        Ok(())
    }

    fn shut_out(&mut self) -> Result<Vec<AccountId>> {
        let members: Vec<_> = self.state().members().all().collect();
        let (own, now, store) = (self.actor.account, self.now, self.store);
        let mut out = Vec::new();
        for (account, member) in members.into_iter().filter(|(account, _)| *account != own) {
            let over = !member.is_live(now) || !store.is_active(self.db, account)?;
            if over && self.state().members().goes_on_without(Some(account), self.size) == (true, true) {
                out.push(account);
            }
        }
        Ok(out)
    }

    /// Grants a new epoch to everybody who held the one before, as they held it.
    fn grant_anew(&mut self, compartment: Compartment, certified: &Certified) -> Result<()> {
        let rows: Vec<GrantRow> = grants::table
            .filter(grants::scope_id.eq(self.scope.bytes().to_vec()))
            .filter(grants::compartment.eq(compartment.code()))
            .select(GrantRow::as_select())
            .order((grants::granted_at, grants::account_id))
            .load(self.db)?;
        for row in rows {
            let account = row.account()?;
            let role = self.state().granted_role(&row.digest(), self.size);
            let role = role.ok_or_else(|| Tamper::new(TamperKind::GrantForged, account))?;
            let terms = Terms { until: row.expires_at.map(Moment::from_micros), ..Terms::of(role) };
            let since = Moment::from_micros(row.granted_at);
            let certificate = self.certificate(account, certified)?;
            let old = grants::table.find((row.scope_id, row.account_id, row.compartment, row.epoch));
            diesel::delete(old).execute(self.db)?;
            self.grant_keys(&certificate, &terms, since, &[compartment])?;
        }
        Ok(())
    }

    fn certificate(
        &mut self,
        account: AccountId,
        certified: &Certified,
    ) -> Result<std::sync::Arc<Certificate>> {
        let certificate = self.actor.certificates.find(self.0.db, account)?;
        match certified.get(&account) == Some(&certificate.fingerprint()) {
            true => Ok(certificate),
            false => Err(Tamper::new(TamperKind::GrantForged, account).into()),
        }
    }

    /// A case that nobody leads is lost as soon as somebody has to be let in; identities that
    /// nobody holds the key to are lost at once.
    fn require_heirs(&self) -> Result<()> {
        let lost = match self.state().members().goes_on_without(None, self.size) {
            (false, _) => "last-lead",
            (true, false) => "last-identities",
            (true, true) => return Ok(()),
        };
        Err(Error::Invalid(vec![Problem::new("account", lost)]))
    }
}

/// A member of a scope, by account.
pub struct Member {
    pub account: AccountId,
    pub role: Role,
    pub identities: bool,
    pub since: Moment,
    /// When it ends by itself, or ended.
    pub until: Option<Moment>,
    pub ended: bool,
    /// Why, and by whom.
    pub reason: Private,
    pub granter: AccountId,
}

impl<A: Covers<ReadAccounts>> Granted<'_, A> {
    /// The digests of the certificates that accounts were added with.
    pub fn certified(&self) -> Certified {
        self.state().all_certified()
    }

    /// The role that each account has in the organisation.
    pub fn organisation_roles(&self) -> Vec<(AccountId, Role)> {
        self.state().members().all().map(|(account, member)| (account, member.role)).collect()
    }
}

impl<A: Covers<ReadCase> + 'static> Granted<'_, A> {
    /// Who has access to this case, those whose time is over too, in the order in which they came.
    pub fn members(&mut self) -> Result<Vec<Member>> {
        let mut known: Vec<_> = self.state().members().all().collect();
        known.retain(|(_, member)| member.seq < self.size);
        known.sort_by_key(|(_, member)| member.seq);
        let mut members = Vec::with_capacity(known.len());
        for (account, member) in known {
            let held = self.state().members().held(account, self.size);
            let Some(entry) = self.entries(member.seq, 1)?.pop().map(|kept| kept.entry) else { continue };
            members.push(Member {
                account,
                role: member.role,
                identities: held.contains(&Compartment::Identity),
                since: entry.at,
                until: member.until,
                ended: !member.is_live(self.now),
                reason: entry.reason.unwrap_or_default(),
                granter: entry.actor,
            });
        }
        Ok(members)
    }

    /// Whether somebody who lost access still knows a key that is in use.
    pub fn is_exposed(&self) -> bool {
        let state = self.state();
        let overdue = state.members().all().any(|(_, member)| !member.is_live(self.now));
        overdue || !state.members().exposed().is_empty()
    }
}
