//! Somebody who writes the database and the directory, holds keys of their own, and signs with them
//! whatever can be signed: accounts, certificates, grants, whole ledgers.

use super::vandal::Vandal;
use crate::support::office::{Office, PASSWORD};
use resguardo::crypto::certificate::Certificate;
use resguardo::crypto::checkpoint::Checkpoint;
use resguardo::crypto::compartment::{CompartmentKey, WrapKey};
use resguardo::crypto::encode::{Fields, Reader};
use resguardo::crypto::grant::{GrantTerms, SealedGrant};
use resguardo::crypto::keyring::{AccountKeys, IdentityKeys, RootKey};
use resguardo::crypto::merkle::{Frontier, leaf_hash};
use resguardo::crypto::password::{KdfParams, Password, PasswordRoot, login_tag};
use resguardo::crypto::place::Place;
use resguardo::domain::account::{Compartment, Role};
use resguardo::domain::ledger::{Act, Entry};
use resguardo::domain::{AccountId, Choice, Moment, ScopeId};
use resguardo::store::access::origin;
use resguardo::store::grants::GrantRow;
use resguardo::store::ledger::{KeptEntry, SIGNING_PURPOSE};

/// What the keyring of an account is sealed with, as `docs/formats/store.md` says.
pub struct Wrapped {
    pub key: WrapKey,
    pub context: Vec<u8>,
    identity: (WrapKey, Vec<u8>),
}

impl Wrapped {
    pub fn new(office: &Office, account: AccountId, wrap: &[u8; 16], salt: &[u8; 16]) -> Self {
        let params = KdfParams::RECOMMENDED;
        let organisation = *office.registrar.organisation.bytes();
        let context = |which: &str| {
            let fields = Fields::new("rg1/keyring").text(which).bytes(&organisation).bytes(account.bytes());
            let fields = fields.bytes(wrap).bytes(salt).number(params.memory_kib.into());
            fields.number(params.passes.into()).number(params.lanes.into()).done()
        };
        let derived = PasswordRoot::derive(&Password::new(PASSWORD), salt, params, None).unwrap();
        Self {
            key: derived.keyring_key(account.bytes(), wrap),
            context: context("main"),
            identity: (derived.identity_key(account.bytes(), wrap), context("identity")),
        }
    }

    /// Of an account whose password the attacker knows.
    pub fn of(office: &Office, vandal: &mut Vandal, account: AccountId) -> Self {
        let row = format!("FROM accounts WHERE id = {}", vandal.bytes(account.bytes()));
        let mut cell = |column: &str| vandal.cell(&format!("SELECT {column} AS value {row}"));
        let (wrap, salt) = (cell("wrap_id").try_into().unwrap(), cell("salt").try_into().unwrap());
        Self::new(office, account, &wrap, &salt)
    }

    pub fn seal(&self, keys: &[u8], root: &RootKey) -> Vec<u8> {
        let fields = Fields::new("rg1/keyring-content").bytes(keys);
        let content = fields.bytes(root.public().bytes()).bytes(&[]).done();
        self.key.seal(&self.context, &content)
    }

    /// An identity keyring, without the root's own key.
    pub fn seal_identity(&self, keys: &[u8]) -> Vec<u8> {
        let content = Fields::new("rg1/identity-keyring-content").bytes(keys).bytes(&[]).done();
        self.identity.0.seal(&self.identity.1, &content)
    }

    pub fn open(&self, sealed: &[u8]) -> Vec<u8> {
        let plain = self.key.open(&self.context, sealed).unwrap();
        Reader::new("rg1/keyring-content", &plain).unwrap().bytes().unwrap().to_vec()
    }
}

pub fn certificate_of(vandal: &mut Vandal, account: AccountId) -> Certificate {
    let id = vandal.bytes(account.bytes());
    let stored = vandal.cell(&format!("SELECT certificate AS value FROM accounts WHERE id = {id}"));
    Certificate::from_bytes(&stored).unwrap()
}

pub fn put_certificate(vandal: &mut Vandal, certificate: &Certificate) {
    let (id, stored) = (vandal.bytes(certificate.account), vandal.bytes(certificate.to_bytes()));
    vandal.run(&format!("UPDATE accounts SET certificate = {stored} WHERE id = {id}"));
}

pub struct Forger {
    pub account: AccountId,
    pub keys: AccountKeys,
    pub certificate: Certificate,
    organisation: [u8; 16],
}

impl Forger {
    /// A member who opens their own keyring with their own password.
    pub fn insider(office: &Office, vandal: &mut Vandal, account: AccountId) -> Self {
        let id = vandal.bytes(account.bytes());
        let sealed = vandal.cell(&format!("SELECT keyring AS value FROM accounts WHERE id = {id}"));
        let keys = AccountKeys::import(&Wrapped::of(office, vandal, account).open(&sealed)).unwrap();
        let (certificate, organisation) =
            (certificate_of(vandal, account), *office.registrar.organisation.bytes());
        Self { account, keys, certificate, organisation }
    }

    /// Somebody without any key, who makes a root and puts an account under it into the table.
    pub fn stranger(office: &Office, vandal: &mut Vandal, root: &RootKey, name: &str) -> Self {
        let (account, organisation) =
            (AccountId::from_random([0x5a; 16]), *office.registrar.organisation.bytes());
        let (keys, identity) = (AccountKeys::generate(), IdentityKeys::generate());
        let public = keys.public(&identity.public());
        let certificate = Certificate::issue_by_root(root, organisation, *account.bytes(), public, true, 1);
        let (wrap, salt, params) = ([1; 16], [2; 16], KdfParams::RECOMMENDED);
        let wrapped = Wrapped::new(office, account, &wrap, &salt);
        let keyring = wrapped.seal(&keys.export(), root);
        let sealed_identity = wrapped.seal_identity(&identity.export());
        let tag = login_tag(&organisation, name).to_vec();
        let [id, tag, wrap, salt, keyring, sealed_identity, stored] =
            [&account.bytes()[..], &tag, &wrap, &salt, &keyring, &sealed_identity, &certificate.to_bytes()]
                .map(|value| vandal.bytes(value));
        vandal.run(&format!(
            "INSERT INTO accounts VALUES ({id}, {tag}, 'active', {wrap}, {salt}, {}, {}, {}, {keyring}, \
             {sealed_identity}, {stored}, 1, NULL)",
            params.memory_kib, params.passes, params.lanes
        ));
        Self { account, keys, certificate, organisation }
    }

    /// A grant as the table has it, of a key of the forger's choice.
    pub fn grant(
        &self,
        scope: ScopeId,
        key: &CompartmentKey,
        compartment: Compartment,
        to: &Certificate,
        role: Role,
    ) -> GrantRow {
        let terms = GrantTerms {
            organisation: self.organisation,
            scope: *scope.bytes(),
            compartment: compartment.code().into(),
            epoch: 1,
            account: to.account,
            role: role.code().into(),
            granter: *self.account.bytes(),
            granted_at: 1,
            expires_at: None,
        };
        let sealed = SealedGrant::seal(key, to, &terms, &self.keys).to_bytes();
        GrantRow {
            scope_id: terms.scope.to_vec(),
            account_id: terms.account.to_vec(),
            compartment: terms.compartment,
            epoch: 1,
            role: terms.role,
            granter_id: terms.granter.to_vec(),
            granted_at: 1,
            expires_at: None,
            sealed,
        }
    }

    /// Puts a ledger, keys and grants of the forger's own in the place of a scope's: founded by the
    /// forger, with these people in these roles. Returns the checkpoint.
    pub fn replace_scope(
        &self,
        vandal: &mut Vandal,
        scope: ScopeId,
        founding: Act,
        people: &[(Certificate, Role)],
    ) -> String {
        let id = vandal.bytes(scope.bytes());
        for table in ["lookups", "blobs", "ledger", "records", "grants"] {
            vandal.run_any(&format!("DELETE FROM {table} WHERE scope_id = {id}"));
        }
        let mut forged = Forged { scope, vandal, seq: 0, tree: Frontier::default(), forger: self };
        let ledger = CompartmentKey::generate();
        let state = Some(self.certificate.fingerprint());
        forged.append(&ledger, founding, |entry| entry.state = state);
        for (certificate, role) in people {
            for compartment in role.compartments() {
                let fresh = CompartmentKey::generate();
                let key = if *compartment == Compartment::Ledger { &ledger } else { &fresh };
                let row = self.grant(scope, key, *compartment, certificate, *role);
                put_grant(forged.vandal, &row);
                forged.append(&ledger, Act::Granted, |entry| {
                    entry.kind = Some(compartment.code().into());
                    entry.state = Some(row.digest());
                    entry.subject = Some(AccountId::from_bytes(certificate.account));
                    entry.detail = Some(role.code().into());
                });
            }
        }
        forged.sign_checkpoint()
    }
}

/// Puts a grant in the place of whatever has its key.
pub fn put_grant(vandal: &mut Vandal, row: &GrantRow) {
    let [scope, account, granter, sealed] =
        [&row.scope_id, &row.account_id, &row.granter_id, &row.sealed].map(|value| vandal.bytes(value));
    let (compartment, role) = (&row.compartment, &row.role);
    vandal.run_any(&format!(
        "DELETE FROM grants WHERE scope_id = {scope} AND account_id = {account} AND \
         compartment = '{compartment}'"
    ));
    vandal.run(&format!(
        "INSERT INTO grants VALUES ({scope}, {account}, '{compartment}', {}, '{role}', {granter}, {}, NULL, \
         {sealed})",
        row.epoch, row.granted_at
    ));
}

/// A ledger that is being forged.
struct Forged<'f> {
    scope: ScopeId,
    vandal: &'f mut Vandal,
    seq: u64,
    tree: Frontier,
    forger: &'f Forger,
}

impl Forged<'_> {
    fn append(&mut self, key: &CompartmentKey, act: Act, fill: impl FnOnce(&mut Entry)) {
        let mut entry = Entry {
            version: Entry::VERSION,
            scope: self.scope,
            seq: self.seq,
            at: Moment::from_micros(1),
            actor: self.forger.account,
            act,
            record: None,
            kind: None,
            reference: None,
            revision: None,
            state: None,
            content: None,
            subject: None,
            detail: None,
            reason: None,
            until: None,
            salt: "00".repeat(16),
            previous: self.tree.root(),
        };
        fill(&mut entry);
        let body = serde_json::to_vec(&entry).unwrap();
        let signature = self.forger.keys.sign(SIGNING_PURPOSE, &self.forger.organisation, &body);
        let leaf = KeptEntry { entry, body, signature }.leaf();
        let place = Place {
            organisation: &self.forger.organisation,
            scope: self.scope.bytes(),
            compartment: Compartment::Ledger.code(),
            epoch: 1,
            kind: "ledger-entry",
            id: self.scope.bytes(),
            revision: self.seq,
            schema: Entry::VERSION,
        };
        let (scope, sealed) =
            (self.vandal.bytes(self.scope.bytes()), self.vandal.bytes(key.seal(&place, &leaf)));
        self.vandal.run(&format!("INSERT INTO ledger VALUES ({scope}, {}, 1, {sealed})", self.seq));
        self.tree.push(leaf_hash(&leaf));
        self.seq += 1;
    }

    fn sign_checkpoint(self) -> String {
        let checkpoint = Checkpoint { origin: origin(self.scope), size: self.seq, root: self.tree.root() };
        let text = checkpoint.signed(&self.forger.keys, &self.forger.account.to_string());
        let scope = self.vandal.bytes(self.scope.bytes());
        self.vandal.run(&format!("UPDATE scopes SET checkpoint = '{text}' WHERE id = {scope}"));
        text
    }
}
