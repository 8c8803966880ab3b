//! Somebody who is signed in: their keys, and the compartment keys and documents that they have
//! opened.

use super::certificates::Certificates;
use super::grants::GrantRow;
use super::opened::Opened;
use super::shared::lock;
use crate::crypto::certificate::Certificate;
use crate::crypto::compartment::CompartmentKey;
use crate::crypto::digest::Digest;
use crate::crypto::keyring::{AccountKeys, IdentityKeys};
use crate::crypto::minisign::MinisignKey;
use crate::domain::{AccountId, Moment, OrganisationId, RecordId, ScopeId};
use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

/// A person with their keyring open. Made by signing in, and by nothing else.
pub struct Actor {
    pub account: AccountId,
    pub organisation: OrganisationId,
    pub(super) keys: AccountKeys,
    pub(super) certificate: Arc<Certificate>,
    pub(super) certificates: Arc<Certificates>,
    identities: Mutex<Option<IdentityWindow>>,
    /// Until when the password counts as just given, in microseconds.
    fresh_until: AtomicI64,
    /// Keys by the digest of the grant that held them: a changed grant is opened anew.
    opened: Mutex<HashMap<Digest, KeyChain>>,
    /// The actor's grants as they were last read, with their digests.
    grants: Mutex<Vec<(GrantRow, Digest)>>,
    pub(super) documents: Opened,
    /// Which record says what colleagues see of them, once it was looked up.
    pub(super) profile: OnceLock<RecordId>,
}

/// The key that a grant holds, and those of the epochs before it, newest first.
pub(super) type KeyChain = Arc<Vec<Arc<CompartmentKey>>>;

/// The identity keyring, open for a while.
pub(super) struct IdentityWindow {
    pub keys: Arc<IdentityKeys>,
    /// The case for which it was opened; `None` for a command that was just given the password.
    pub scope: Option<ScopeId>,
    pub until: Moment,
}

impl Actor {
    pub(super) fn new(
        account: AccountId,
        organisation: OrganisationId,
        keys: AccountKeys,
        certificate: Arc<Certificate>,
        certificates: Arc<Certificates>,
    ) -> Self {
        let (identities, opened) = (Mutex::default(), Mutex::default());
        Self {
            account,
            organisation,
            keys,
            certificate,
            certificates,
            identities,
            fresh_until: AtomicI64::new(0),
            opened,
            grants: Mutex::default(),
            documents: Opened::default(),
            profile: OnceLock::new(),
        }
    }

    /// The organisation's root, as this account pins it.
    pub(super) fn root(&self) -> &[u8; 32] {
        self.certificates.root().bytes()
    }

    /// The key that signs dossiers.
    pub fn dossier_key(&self) -> &MinisignKey {
        self.keys.minisign()
    }

    /// What colleagues compare by voice.
    pub fn fingerprint(&self) -> Digest {
        self.certificate.fingerprint()
    }

    /// The password was given: it counts as fresh until then.
    pub(super) fn freshen(&self, until: Moment) {
        self.fresh_until.store(until.micros(), Ordering::Relaxed);
    }

    /// Whether the password was given a short while ago.
    pub fn is_fresh(&self, now: Moment) -> bool {
        now.micros() < self.fresh_until.load(Ordering::Relaxed)
    }

    pub(super) fn open_window(&self, window: IdentityWindow) {
        *lock(&self.identities) = Some(window);
    }

    /// Closes the identities and forgets the identity keys that were opened.
    pub fn close_identities(&self) {
        *lock(&self.identities) = None;
        lock(&self.opened).clear();
    }

    /// Forgets identity keys whose time is over: they are not to wait in memory for the next use.
    pub(super) fn close_overdue(&self, now: Moment) {
        lock(&self.identities).take_if(|open| open.until <= now);
    }

    /// The identity keys, where they are open for this scope now.
    pub(super) fn identity_keys(&self, scope: ScopeId, now: Moment) -> Option<Arc<IdentityKeys>> {
        self.close_overdue(now);
        let window = lock(&self.identities);
        let open =
            window.as_ref().filter(|open| open.until > now && open.scope.is_none_or(|only| only == scope));
        open.map(|open| Arc::clone(&open.keys))
    }

    /// Until when the identities of a scope are open.
    pub fn identities_open_until(&self, scope: ScopeId, now: Moment) -> Option<Moment> {
        self.identity_keys(scope, now)?;
        lock(&self.identities).as_ref().map(|open| open.until)
    }

    /// The digest of a grant, which is computed once for the same row.
    pub(super) fn digest_of(&self, row: &GrantRow) -> Digest {
        let mut known = lock(&self.grants);
        if let Some((_, digest)) = known.iter().find(|(known, _)| known == row) {
            return *digest;
        }
        let digest = row.digest();
        known.retain(|(known, _)| !known.is_in_place_of(row));
        known.push((row.clone(), digest));
        digest
    }

    pub(super) fn remembered(&self, grant: &Digest) -> Option<KeyChain> {
        lock(&self.opened).get(grant).cloned()
    }

    pub(super) fn remember(&self, grant: Digest, keys: &KeyChain) {
        lock(&self.opened).insert(grant, Arc::clone(keys));
    }
}
