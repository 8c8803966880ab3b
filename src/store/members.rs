//! Who stands in a scope, as its ledger tells: roles, grants from one entry until another, and
//! the epochs of the keys. Ids, digests and roles; nothing that a person typed.

use crate::crypto::digest::Digest;
use crate::domain::account::{Compartment, Role};
use crate::domain::ledger::{Act, Entry};
use crate::domain::{AccountId, Choice, Moment};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Somebody who has a role here.
#[derive(Clone, Copy)]
pub struct Membership {
    pub role: Role,
    /// When it ends by itself.
    pub until: Option<Moment>,
    /// The entry that gave it.
    pub seq: u64,
}

impl Membership {
    pub fn is_live(&self, at: Moment) -> bool {
        self.until.is_none_or(|until| at < until)
    }
}

/// A grant: whose it is and of what, and from which entry until which it stood.
struct Span {
    subject: AccountId,
    compartment: Compartment,
    role: Role,
    from: u64,
    until: Option<u64>,
}

impl Span {
    fn stands(&self, size: u64) -> bool {
        self.from < size && self.until.is_none_or(|until| until >= size)
    }
}

#[derive(Default)]
pub struct Members {
    roles: HashMap<AccountId, Membership>,
    /// The grants that somebody entitled gave, by the digests of their rows.
    grants: HashMap<Digest, Span>,
    /// The epoch of each compartment, where it is not the first.
    epochs: HashMap<Compartment, u32>,
    /// Accounts that may not sign in; of the organisation's own ledger.
    suspended: BTreeSet<AccountId>,
    /// Those among them who do not come back.
    retired: BTreeSet<AccountId>,
    /// Who was invited and neither added nor turned away: what the row must be, and until when the
    /// code may be used.
    invited: BTreeMap<AccountId, (Digest, Moment)>,
    /// Compartments whose key is known to somebody who lost access since it was made.
    exposed: BTreeSet<Compartment>,
}

impl Members {
    /// Takes up an entry that was checked.
    pub fn push(&mut self, entry: &Entry) {
        match (entry.act, entry.state, entry.subject) {
            (Act::Granted, Some(state), Some(subject)) => self.give(entry, state, subject),
            (Act::AccessWithdrawn, _, Some(subject)) => self.withdraw(entry.seq, subject),
            (Act::EpochStarted, ..) => self.begin_epoch(entry),
            (Act::AccountInvited, Some(state), Some(subject)) => {
                self.invited.insert(subject, (state, entry.until.unwrap_or(entry.at)));
            }
            (Act::AccountAdded | Act::InvitationWithdrawn, _, Some(subject)) => {
                self.invited.remove(&subject);
            }
            (Act::AccountSuspended, _, Some(subject)) => _ = self.suspended.insert(subject),
            (Act::AccountReactivated, _, Some(subject)) if !self.retired.contains(&subject) => {
                self.suspended.remove(&subject);
            }
            (Act::AccountRetired, _, Some(subject)) => {
                self.suspended.insert(subject);
                self.retired.insert(subject);
            }
            _ => {}
        }
    }

    fn give(&mut self, entry: &Entry, grant: Digest, subject: AccountId) {
        let role = entry.detail.as_deref().and_then(Role::from_code);
        let (Some(role), Some(compartment)) = (role, compartment(entry)) else { return };
        // The newest grant of a compartment takes the place of the one before.
        self.end(entry.seq, |span| span.subject == subject && span.compartment == compartment);
        self.grants.insert(grant, Span { subject, compartment, role, from: entry.seq, until: None });
        let seq = self.roles.get(&subject).map_or(entry.seq, |known| known.seq);
        self.roles.insert(subject, Membership { role, until: entry.until, seq });
    }

    fn withdraw(&mut self, seq: u64, subject: AccountId) {
        self.exposed.extend(self.held(subject, seq));
        self.end(seq, |span| span.subject == subject);
        self.roles.remove(&subject);
    }

    fn end(&mut self, seq: u64, which: impl Fn(&Span) -> bool) {
        let ended = self.grants.values_mut().filter(|span| which(span));
        ended.for_each(|span| span.until = span.until.or(Some(seq)));
    }

    fn begin_epoch(&mut self, entry: &Entry) {
        if let (Some(compartment), Some(epoch)) = (compartment(entry), epoch(entry)) {
            self.epochs.insert(compartment, epoch);
            self.exposed.remove(&compartment);
        }
    }

    /// The role that a grant gave, where it stood when the ledger had `size` entries.
    pub fn granted_role(&self, grant: &Digest, size: u64) -> Option<Role> {
        self.grants.get(grant).filter(|span| span.stands(size)).map(|span| span.role)
    }

    /// The grants that must be there when the ledger has `size` entries.
    pub fn standing_grants(&self, size: u64) -> impl Iterator<Item = (&Digest, AccountId)> {
        let all = self.grants.iter();
        all.filter(move |(_, span)| span.stands(size)).map(|(grant, span)| (grant, span.subject))
    }

    /// What an account was granted and did not lose when the ledger had `size` entries.
    pub fn held(&self, account: AccountId, size: u64) -> Vec<Compartment> {
        let theirs = self.grants.values().filter(|span| span.subject == account && span.stands(size));
        theirs.map(|span| span.compartment).collect()
    }

    /// Everybody, as the last entry leaves them; those whose time is over among them.
    pub fn all(&self) -> impl Iterator<Item = (AccountId, Membership)> {
        self.roles.iter().map(|(account, member)| (*account, *member))
    }

    pub fn find(&self, account: AccountId) -> Option<Membership> {
        self.roles.get(&account).copied()
    }

    /// The invitation of an account that is not there yet.
    pub fn invitation(&self, account: AccountId) -> Option<(Digest, Moment)> {
        self.invited.get(&account).copied()
    }

    pub fn invitations(&self) -> impl Iterator<Item = (AccountId, Moment)> {
        self.invited.iter().map(|(account, (_, until))| (*account, *until))
    }

    pub fn is_suspended(&self, account: AccountId) -> bool {
        self.suspended.contains(&account)
    }

    pub fn is_retired(&self, account: AccountId) -> bool {
        self.retired.contains(&account)
    }

    /// The epoch of a compartment, as the last entry leaves it.
    pub fn epoch(&self, compartment: Compartment) -> u32 {
        self.epochs.get(&compartment).copied().unwrap_or(1)
    }

    /// The compartments whose key somebody who lost access still knows.
    pub fn exposed(&self) -> &BTreeSet<Compartment> {
        &self.exposed
    }

    /// Whether somebody other than `but` leads for good; and, likewise, holds the identities.
    pub fn goes_on_without(&self, but: Option<AccountId>, size: u64) -> (bool, bool) {
        let others = self.roles.iter().filter(|(account, one)| Some(**account) != but && one.until.is_none());
        let (mut led, mut known) = (false, false);
        for (account, member) in others {
            led |= member.role == Role::Lead;
            known |= self.held(*account, size).contains(&Compartment::Identity);
        }
        (led, known)
    }

    /// Whether the `size` entries so far are the founding and the founder's own grants.
    pub fn is_founding(&self, founder: AccountId, size: u64) -> bool {
        let own = self.grants.values().all(|span| span.subject == founder);
        own && self.grants.len() as u64 + 1 == size
    }

    /// Nobody grants themselves anything but the next epoch of what they have.
    pub fn raises_oneself(&self, entry: &Entry) -> bool {
        if entry.act != Act::Granted || entry.subject != Some(entry.actor) {
            return false;
        }
        let same = self.roles.get(&entry.actor).is_some_and(|member| {
            entry.detail.as_deref() == Some(member.role.code()) && entry.until == member.until
        });
        let held = self.held(entry.actor, entry.seq);
        !same || !compartment(entry).is_some_and(|compartment| held.contains(&compartment))
    }

    /// Whether an epoch is the one behind the last.
    pub fn is_next_epoch(&self, entry: &Entry) -> bool {
        let next = compartment(entry).map(|compartment| self.epoch(compartment) + 1);
        next.is_some() && epoch(entry) == next
    }
}

/// The compartment that a grant or an epoch is of.
fn compartment(entry: &Entry) -> Option<Compartment> {
    entry.kind.as_deref().and_then(Compartment::from_code)
}

/// The number of an epoch that began.
fn epoch(entry: &Entry) -> Option<u32> {
    entry.detail.as_deref()?.parse().ok()
}
