//! Accounts: founding the organisation, and adding people.

use super::access::{Draft, Writing, fresh_salt};
use super::actor::Actor;
use super::db::{Db, write_tx};
use super::error::{Error, Result};
use super::keyring::{IdentityKeyring, Keyring};
use super::membership::Terms;
use super::schema::{accounts, meta};
use super::scopes::{self, ScopeKind};
use super::wrapping::{Row, Wrapped, Wrapping};
use super::{FORMAT, Store};
use crate::crypto::PublicKeys;
use crate::crypto::certificate::Certificate;
use crate::crypto::keyring::{AccountKeys, IdentityKeys, RootKey};
use crate::crypto::password::{Password, login_tag};
use crate::crypto::random;
use crate::crypto::sign::VerifyingKey;
use crate::domain::account::{AccountProfile, AccountStatus, OrganisationProfile, Role};
use crate::domain::ledger::Act;
use crate::domain::password::{self, About};
use crate::domain::policy::{ManageAccounts, ReadAccounts};
use crate::domain::{AccountId, Choice, Moment, OrganisationId, Private, Problem, ScopeId};
use diesel::prelude::*;
use std::sync::Arc;

fn name_problems(name: &str) -> Vec<Problem> {
    match name.trim().chars().count() {
        0 => vec![Problem::new("name", "blank")],
        101.. => vec![Problem::new("name", "too-long").with("100")],
        _ => Vec::new(),
    }
}

pub(super) fn check_name(name: &str) -> Result<()> {
    let problems = name_problems(name);
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

/// Everything that is wrong with a new account, at once.
fn check_new(organisation: &str, name: &str, password: &str) -> Result<()> {
    let mut problems = name_problems(name);
    problems.extend(password::problem("password", password, About(&[organisation, name])));
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

/// Keys that were just made, and their keyrings under a password.
pub(super) struct Fresh {
    pub keys: AccountKeys,
    identity: IdentityKeys,
    pub wrapped: Wrapped,
}

impl Fresh {
    pub fn public(&self) -> PublicKeys {
        self.keys.public(&self.identity.public())
    }
}

/// A row of the table of accounts, for somebody who is certified.
pub(super) fn active_row(
    certificate: &Certificate,
    login_tag: Vec<u8>,
    wrapped: Wrapped,
    created_at: Moment,
) -> Row {
    Row {
        id: certificate.account.to_vec(),
        login_tag,
        status: AccountStatus::Active.code().into(),
        wrapped,
        certificate: certificate.to_bytes(),
        created_at: created_at.micros(),
    }
}

impl Store {
    /// Makes the keys of an account that is to be.
    pub(super) fn fresh_keys(
        &self,
        organisation: OrganisationId,
        account: AccountId,
        password: &str,
        root: VerifyingKey,
        root_key: Option<RootKey>,
    ) -> Result<Fresh> {
        let keyring = Keyring { keys: AccountKeys::generate(), root, factor: None };
        let identity = IdentityKeyring { keys: IdentityKeys::generate(), root: root_key };
        let (main, second) = (keyring.export(), identity.export());
        let wrapping = Wrapping::new(organisation, account);
        let wrapped = self.hashing.pass(|| wrapping.seal(&Password::new(password), &main, &second))??;
        Ok(Fresh { keys: keyring.keys, identity: identity.keys, wrapped })
    }

    pub(super) fn tag_of(&self, organisation: OrganisationId, name: &str) -> Result<Vec<u8>> {
        Ok(self.hashing.pass(|| login_tag(organisation.bytes(), name))?.to_vec())
    }

    /// Founds the organisation with its first registrar. Closes itself: a second founding is
    /// refused, also when two run at once.
    pub fn found(&self, organisation_name: &str, name: &str, password: &str) -> Result<AccountId> {
        let profile = OrganisationProfile {
            name: Private::new(organisation_name.trim()),
            second_factor_required: false,
        };
        self.found_as(profile, name, password)
    }

    /// The same, of an organisation that may ask everybody for a second factor.
    pub fn found_as(&self, profile: OrganisationProfile, name: &str, password: &str) -> Result<AccountId> {
        let organisation_name = profile.name.reveal();
        check_new(organisation_name, name, password)?;
        if profile.name.is_blank() {
            return Err(Error::Invalid(vec![Problem::new("organisation", "blank")]));
        }
        if self.organisation().is_some() || self.directory.has_root() {
            return Err(Error::StoreExists);
        }
        let organisation = OrganisationId::from_random(random::bytes());
        let account = AccountId::from_random(random::bytes());
        let root = RootKey::generate();
        // The root key is needed once more after it was sealed: for the founder's certificate.
        let sealed_root = RootKey::import(&root.export()).map_err(|_| Error::Internal("root key".into()))?;
        let fresh = self.fresh_keys(organisation, account, password, root.public(), Some(sealed_root))?;
        let (public, now) = (fresh.public(), self.now());
        let certificate = Certificate::issue_by_root(
            &root,
            *organisation.bytes(),
            *account.bytes(),
            public,
            true,
            now.micros(),
        );
        let row = active_row(&certificate, self.tag_of(organisation, name)?, fresh.wrapped, now);
        let certificates = self.certificates_under(organisation, root.public());
        let founder = Actor::new(account, organisation, fresh.keys, Arc::new(certificate), certificates);
        let mut db = self.connect()?;
        let founded = write_tx(&mut db, |db| self.write_founding(db, &founder, &row, profile.clone(), name));
        let (size, text) = founded.inspect_err(|_| self.forget_ledger(&founder, organisation.into()))?;
        self.pin(&founder, organisation.into(), size, &text);
        self.check_root(&founder)?;
        let _ = self.organisation.set(organisation);
        Ok(account)
    }

    fn write_founding(
        &self,
        db: &mut Db,
        founder: &Actor,
        row: &Row,
        organisation: OrganisationProfile,
        name: &str,
    ) -> Result<(u64, String)> {
        for (key, value) in
            [("organisation", founder.organisation.bytes().to_vec()), ("format", vec![FORMAT])]
        {
            let inserted = diesel::insert_into(meta::table)
                .values((meta::key.eq(key), meta::value.eq(value)))
                .execute(db);
            inserted.map_err(|error| if is_unique(&error) { Error::StoreExists } else { error.into() })?;
        }
        diesel::insert_into(accounts::table).values(row).execute(db)?;
        let scope = ScopeId::from(founder.organisation);
        let mut writing: Writing<'_, ManageAccounts> =
            scopes::create(self, db, founder, scope, ScopeKind::Organisation, Role::Registrar, fresh_salt())?;
        writing.insert(organisation)?;
        writing.insert(profile(founder.account, name, None, self.now()))?;
        writing.seal_checkpoint()
    }

    /// What a password of somebody must not be made of: the organisation's name and their own.
    pub(super) fn organisation_name(&self, actor: &Actor) -> Result<Private> {
        self.read::<ReadAccounts, _>(actor, actor.organisation, |granted| {
            let profile = granted.recall_only::<OrganisationProfile>()?;
            Ok(profile.map(|profile| profile.body.name).unwrap_or_default())
        })
    }

    /// Adds an account under a password that its owner types on this machine. The registrar
    /// certifies the keys and grants the organisation's compartments; no case.
    pub fn add_account(&self, registrar: &Actor, name: &str, password: &str) -> Result<AccountId> {
        check_new(self.organisation_name(registrar)?.reveal(), name, password)?;
        let (organisation, account) = (registrar.organisation, AccountId::from_random(random::bytes()));
        let root = *registrar.certificates.root();
        let fresh = self.fresh_keys(organisation, account, password, root, None)?;
        let certificate = self.certify(registrar, account, fresh.public());
        let row = active_row(&certificate, self.tag_of(organisation, name)?, fresh.wrapped, self.now());
        self.write::<ManageAccounts, _>(registrar, organisation, |writing| {
            writing.take_in(&row, &certificate)?;
            writing.insert(profile(account, name, Some(registrar.account), writing.now()))?;
            writing.grant_organisation(&certificate)
        })?;
        Ok(account)
    }

    /// Says with the registrar's key whose keys these are.
    pub(super) fn certify(&self, registrar: &Actor, account: AccountId, public: PublicKeys) -> Certificate {
        Certificate::issue_by(
            &registrar.keys,
            *registrar.account.bytes(),
            *registrar.organisation.bytes(),
            *account.bytes(),
            public,
            self.now().micros(),
        )
    }
}

impl Writing<'_, ManageAccounts> {
    /// Puts the row of a certified account, and enters it.
    pub(super) fn take_in(&mut self, row: &Row, certificate: &Certificate) -> Result<()> {
        let inserted = diesel::insert_into(accounts::table).values(row).execute(self.db);
        inserted.map_err(name_taken)?;
        let (subject, state) = (row.account(), Some(certificate.fingerprint()));
        self.append(Draft { subject, state, ..Draft::of(Act::AccountAdded) })
    }

    /// The organisation's compartments, which everybody in it may open.
    pub(super) fn grant_organisation(&mut self, certificate: &Certificate) -> Result<()> {
        let (role, since) = (Role::Member, self.now());
        self.grant_keys(certificate, &Terms::of(role), since, role.compartments())
    }
}

pub(super) fn profile(
    account: AccountId,
    name: &str,
    added_by: Option<AccountId>,
    added_at: Moment,
) -> AccountProfile {
    AccountProfile { account, name: Private::new(name.trim()), added_at, added_by }
}

/// What a second account of one name is told.
pub(super) fn name_taken(error: diesel::result::Error) -> Error {
    match is_unique(&error) {
        true => Error::Invalid(vec![Problem::new("name", "name-taken")]),
        false => error.into(),
    }
}

pub(super) fn is_unique(error: &diesel::result::Error) -> bool {
    use diesel::result::{DatabaseErrorKind::UniqueViolation, Error::DatabaseError};
    matches!(error, DatabaseError(UniqueViolation, _))
}
