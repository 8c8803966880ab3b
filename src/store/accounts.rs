//! Accounts: founding the organisation, adding people, and signing in. The right password is the
//! one that opens the keyring; there is no other verifier.

use super::access::{Draft, Writing, fresh_salt};
use super::actor::{Actor, IdentityWindow};
use super::certificates::Certificates;
use super::db::{Db, write_tx};
use super::error::{Error, Result};
use super::keyring::{IdentityKeyring, Keyring};
use super::membership::Terms;
use super::schema::{accounts, meta};
use super::scopes::{self, ScopeKind};
use super::throttle::Attempt;
use super::{FORMAT, Store};
use crate::crypto::certificate::Certificate;
use crate::crypto::encode::Fields;
use crate::crypto::keyring::{AccountKeys, IdentityKeys, RootKey};
use crate::crypto::password::{KdfParams, Password, PasswordRoot, login_tag};
use crate::crypto::random;
use crate::crypto::sign::VerifyingKey;
use crate::domain::account::{AccountProfile, AccountStatus, OrganisationProfile, Role};
use crate::domain::ledger::Act;
use crate::domain::policy::ManageAccounts;
use crate::domain::{AccountId, Choice, Moment, OrganisationId, Private, Problem, ScopeId};
use diesel::prelude::*;
use std::net::IpAddr;
use std::sync::Arc;
use zeroize::Zeroizing;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = accounts)]
struct Row {
    id: Vec<u8>,
    login_tag: Vec<u8>,
    status: String,
    wrap_id: Vec<u8>,
    salt: Vec<u8>,
    memory_kib: i64,
    passes: i64,
    lanes: i64,
    keyring: Vec<u8>,
    identity_keyring: Vec<u8>,
    certificate: Vec<u8>,
    created_at: i64,
}

/// How an account's keyrings are wrapped: bound into both, so that nothing of it can be exchanged.
struct Wrapping {
    organisation: OrganisationId,
    account: AccountId,
    wrap_id: [u8; 16],
    salt: [u8; 16],
    params: KdfParams,
}

impl Wrapping {
    fn new(organisation: OrganisationId, account: AccountId) -> Self {
        let (wrap_id, salt) = (random::bytes(), random::bytes());
        Self { organisation, account, wrap_id, salt, params: KdfParams::RECOMMENDED }
    }

    fn of(organisation: OrganisationId, row: &Row) -> Option<Self> {
        let params = KdfParams {
            memory_kib: row.memory_kib.try_into().ok()?,
            passes: row.passes.try_into().ok()?,
            lanes: row.lanes.try_into().ok()?,
        };
        let account = AccountId::from_bytes(row.id.as_slice().try_into().ok()?);
        let (wrap_id, salt) = (row.wrap_id.as_slice().try_into().ok()?, row.salt.as_slice().try_into().ok()?);
        Some(Self { organisation, account, wrap_id, salt, params })
    }

    fn context(&self, which: &str) -> Vec<u8> {
        let fields = Fields::new("rg1/keyring")
            .text(which)
            .bytes(self.organisation.bytes())
            .bytes(self.account.bytes());
        let fields = fields.bytes(&self.wrap_id).bytes(&self.salt).number(self.params.memory_kib.into());
        fields.number(self.params.passes.into()).number(self.params.lanes.into()).done()
    }

    /// Opens the keyrings in a row. Without a row it takes as long.
    fn open(&self, password: &Password, row: Option<&Row>) -> Result<(Keyring, Zeroizing<Vec<u8>>)> {
        let derived = self.derive(password)?;
        let row = row.ok_or(Error::WrongPassword)?;
        let (account, wrap) = (self.account.bytes(), &self.wrap_id);
        let main = derived.keyring_key(account, wrap).open(&self.context("main"), &row.keyring);
        let keyring = main.ok().and_then(|bytes| Keyring::import(&bytes)).ok_or(Error::WrongPassword)?;
        let identity = derived.identity_key(account, wrap);
        let identity = identity.open(&self.context("identity"), &row.identity_keyring);
        Ok((keyring, identity.map_err(|_| Error::WrongPassword)?))
    }

    fn derive(&self, password: &Password) -> Result<PasswordRoot> {
        let derived = PasswordRoot::derive(password, &self.salt, self.params, None);
        derived.map_err(|_| Error::WrongPassword)
    }
}

/// Longest and shortest password, in code points (NIST SP 800-63B-4 §3.1.1.2, no second factor yet).
pub const PASSWORD_LENGTH: std::ops::RangeInclusive<usize> = 15..=1024;

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

fn check_new(name: &str, password: &str) -> Result<()> {
    let mut problems = name_problems(name);
    if !PASSWORD_LENGTH.contains(&password.chars().count()) {
        problems.push(Problem::new("password", "password-length").with(PASSWORD_LENGTH.start().to_string()));
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

/// A new account before it is certified: keys made, keyrings sealed.
struct Fresh {
    keyring: Keyring,
    identity: IdentityKeys,
    row: Row,
}

impl Store {
    fn make_account(
        &self,
        organisation: OrganisationId,
        name: &str,
        password: &str,
        root: VerifyingKey,
        root_key: Option<RootKey>,
    ) -> Result<Fresh> {
        let wrapping = Wrapping::new(organisation, AccountId::from_random(random::bytes()));
        let (derived, tag) = self
            .hashing
            .pass(|| (wrapping.derive(&Password::new(password)), login_tag(organisation.bytes(), name)))?;
        let derived = derived?;
        let keyring = Keyring { keys: AccountKeys::generate(), root };
        let identity = IdentityKeyring { keys: IdentityKeys::generate(), root: root_key };
        let (account, wrap) = (wrapping.account.bytes(), &wrapping.wrap_id);
        let row = Row {
            id: account.to_vec(),
            login_tag: tag.to_vec(),
            status: AccountStatus::Active.code().into(),
            wrap_id: wrap.to_vec(),
            salt: wrapping.salt.to_vec(),
            memory_kib: wrapping.params.memory_kib.into(),
            passes: wrapping.params.passes.into(),
            lanes: wrapping.params.lanes.into(),
            keyring: derived.keyring_key(account, wrap).seal(&wrapping.context("main"), &keyring.export()),
            identity_keyring: derived
                .identity_key(account, wrap)
                .seal(&wrapping.context("identity"), &identity.export()),
            certificate: Vec::new(),
            created_at: self.now().micros(),
        };
        Ok(Fresh { keyring, identity: identity.keys, row })
    }

    /// Founds the organisation with its first registrar. Closes itself: a second founding is
    /// refused, also when two run at once.
    pub fn found(&self, organisation_name: &str, name: &str, password: &str) -> Result<AccountId> {
        check_new(name, password)?;
        if organisation_name.trim().is_empty() {
            return Err(Error::Invalid(vec![Problem::new("organisation", "blank")]));
        }
        if self.organisation().is_some() || self.directory.has_root() {
            return Err(Error::StoreExists);
        }
        let organisation = OrganisationId::from_random(random::bytes());
        let root = RootKey::generate();
        let root_public = root.public();
        let issue = |keys, account: AccountId| {
            Certificate::issue_by_root(
                &root,
                *organisation.bytes(),
                *account.bytes(),
                keys,
                true,
                self.now().micros(),
            )
        };
        // The root key is needed once more after it was sealed: for the founder's certificate.
        let sealed_root = RootKey::import(&root.export()).map_err(|_| Error::Internal("root key".into()))?;
        let mut fresh = self.make_account(organisation, name, password, root_public, Some(sealed_root))?;
        let account = AccountId::from_bytes(
            fresh.row.id.as_slice().try_into().map_err(|_| Error::Internal("id".into()))?,
        );
        let certificate = issue(fresh.keyring.keys.public(&fresh.identity.public()), account);
        fresh.row.certificate = certificate.to_bytes();
        let certificates = self.certificates_under(organisation, root_public);
        let founder =
            Actor::new(account, organisation, fresh.keyring.keys, Arc::new(certificate), certificates);
        let mut db = self.connect()?;
        let founded =
            write_tx(&mut db, |db| self.write_founding(db, &founder, &fresh.row, organisation_name, name));
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
        organisation_name: &str,
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
        writing.insert(OrganisationProfile { name: Private::new(organisation_name.trim()) })?;
        writing.insert(profile(founder.account, name, None, self.now()))?;
        writing.seal_checkpoint()
    }

    /// Adds an account under a password that its owner chose. The registrar certifies the keys and
    /// grants the organisation's compartments; no case.
    pub fn add_account(&self, registrar: &Actor, name: &str, password: &str) -> Result<AccountId> {
        check_new(name, password)?;
        let organisation = registrar.organisation;
        let mut fresh =
            self.make_account(organisation, name, password, *registrar.certificates.root(), None)?;
        let account: [u8; 16] =
            fresh.row.id.as_slice().try_into().map_err(|_| Error::Internal("id".into()))?;
        let public = fresh.keyring.keys.public(&fresh.identity.public());
        let issued_at = self.now().micros();
        let certificate = Certificate::issue_by(
            &registrar.keys,
            *registrar.account.bytes(),
            *organisation.bytes(),
            account,
            public,
            issued_at,
        );
        fresh.row.certificate = certificate.to_bytes();
        let account = AccountId::from_bytes(account);
        self.write::<ManageAccounts, _>(registrar, organisation, |writing| {
            let inserted = diesel::insert_into(accounts::table).values(&fresh.row).execute(writing.db);
            inserted.map_err(|error| match is_unique(&error) {
                true => Error::Invalid(vec![Problem::new("name", "name-taken")]),
                false => error.into(),
            })?;
            let state = Some(certificate.fingerprint());
            writing.append(Draft { subject: Some(account), state, ..Draft::of(Act::AccountAdded) })?;
            writing.insert(profile(account, name, Some(registrar.account), writing.now()))?;
            let (role, since) = (Role::Member, writing.now());
            writing.grant_keys(&certificate, &Terms::of(role), since, role.compartments())
        })?;
        Ok(account)
    }

    /// Signs in. Unknown names, wrong passwords and suspended accounts get one answer, after the
    /// same work.
    pub fn sign_in(&self, name: &str, password: &str) -> Result<Arc<Actor>> {
        let actor = self.unlock(name, password, None)?.actor;
        actor.freshen(Moment::from_micros(i64::MAX));
        Ok(actor)
    }

    /// Signs in and opens the identity keyring too, for one command.
    pub fn sign_in_with_identities(&self, name: &str, password: &str) -> Result<Arc<Actor>> {
        let unlocked = self.unlock(name, password, None)?;
        unlocked.actor.freshen(Moment::from_micros(i64::MAX));
        let window = IdentityWindow {
            keys: Arc::new(unlocked.identities()?),
            scope: None,
            until: Moment::from_micros(i64::MAX),
        };
        unlocked.actor.open_window(window);
        Ok(unlocked.actor)
    }

    pub(super) fn unlock(&self, name: &str, password: &str, from: Option<IpAddr>) -> Result<Unlocked> {
        let organisation = self.organisation().ok_or(Error::NoStore)?;
        let tag = self.hashing.pass(|| login_tag(organisation.bytes(), name))?;
        let row = accounts::table.filter(accounts::login_tag.eq(tag.to_vec())).select(Row::as_select());
        let row: Option<Row> = row.get_result(&mut self.connect()?).optional()?;
        // An account that is not there is throttled as if it were.
        let tried = row.as_ref().map_or_else(|| tag.to_vec(), |row| row.id.clone());
        self.unlock_row(organisation, row, password, Attempt::of(&tried, from))
    }

    /// Opens the keyrings of an account that is known, for a step-up.
    pub(super) fn unlock_again(
        &self,
        actor: &Actor,
        password: &str,
        from: Option<IpAddr>,
    ) -> Result<Unlocked> {
        let row =
            accounts::table.filter(accounts::id.eq(actor.account.bytes().to_vec())).select(Row::as_select());
        let row: Option<Row> = row.get_result(&mut self.connect()?).optional()?;
        self.unlock_row(actor.organisation, row, password, Attempt::of(actor.account.bytes(), from))
    }

    fn unlock_row(
        &self,
        organisation: OrganisationId,
        row: Option<Row>,
        password: &str,
        attempt: Attempt,
    ) -> Result<Unlocked> {
        let nobody = || Wrapping::new(organisation, AccountId::from_random(random::bytes()));
        let wrapping = row.as_ref().and_then(|row| Wrapping::of(organisation, row)).unwrap_or_else(nobody);
        let row = row.filter(|row| row.status == AccountStatus::Active.code());
        // Judged while the place at the gate is held: of many tries at once, few are under way.
        let (keyring, identity) = self.hashing.pass(|| {
            self.throttle.admit(&attempt, self.now())?;
            let opened = wrapping.open(&Password::new(password), row.as_ref());
            self.throttle.note(&attempt, opened.is_ok(), self.now());
            opened
        })??;
        let actor = self.actor(organisation, wrapping.account, keyring)?;
        Ok(Unlocked { actor: Arc::new(actor), identity })
    }

    /// An actor from an open keyring: their certificate must be theirs, and lead to the root that
    /// the keyring pins.
    pub(super) fn actor(
        &self,
        organisation: OrganisationId,
        account: AccountId,
        keyring: Keyring,
    ) -> Result<Actor> {
        let certificates: Arc<Certificates> = self.certificates_under(organisation, keyring.root);
        let certificate = certificates.find(&mut *self.connect()?, account)?;
        if !keyring.keys.belong_to(&certificate.keys) {
            return Err(super::Tamper::new(super::TamperKind::GrantForged, account).into());
        }
        let actor = Actor::new(account, organisation, keyring.keys, certificate, certificates);
        self.check_root(&actor)?;
        Ok(actor)
    }

    /// Whoever can write the database can seal their own keyring anew with a root of their own:
    /// the root that counts is pinned outside of it.
    fn check_root(&self, actor: &Actor) -> Result<()> {
        match self.directory.holds_root(actor.root())? {
            true => Ok(()),
            false => Err(super::Tamper::new(super::TamperKind::GrantForged, actor.account).into()),
        }
    }

    /// Whether an account may still sign in and act.
    pub(super) fn is_active(&self, db: &mut Db, account: AccountId) -> Result<bool> {
        let status: Option<String> = accounts::table
            .filter(accounts::id.eq(account.bytes().to_vec()))
            .select(accounts::status)
            .get_result(db)
            .optional()?;
        Ok(status.as_deref() == Some(AccountStatus::Active.code()))
    }
}

/// Both keyrings of an account, just opened by its password.
pub(super) struct Unlocked {
    pub actor: Arc<Actor>,
    identity: Zeroizing<Vec<u8>>,
}

impl Unlocked {
    pub fn identities(&self) -> Result<IdentityKeys> {
        IdentityKeyring::import(&self.identity).map(|keyring| keyring.keys).ok_or(Error::WrongPassword)
    }

    /// The main keyring again, to be sealed into a session.
    pub fn keyring(&self) -> Zeroizing<Vec<u8>> {
        let fields = Fields::new("rg1/keyring-content").bytes(&self.actor.keys.export());
        Zeroizing::new(fields.bytes(self.actor.certificates.root().bytes()).done())
    }
}

fn profile(account: AccountId, name: &str, added_by: Option<AccountId>, added_at: Moment) -> AccountProfile {
    AccountProfile { account, name: Private::new(name.trim()), added_at, added_by }
}

pub(super) fn is_unique(error: &diesel::result::Error) -> bool {
    use diesel::result::{DatabaseErrorKind::UniqueViolation, Error::DatabaseError};
    matches!(error, DatabaseError(UniqueViolation, _))
}
