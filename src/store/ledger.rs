//! The ledger as it stands: entries opened, checked against their signatures and against each
//! other, and boiled down to what reads need to know.
//!
//! The state is kept in memory between requests and only the entries that came since are read.
//! It holds ids, digests and roles, nothing that a person typed.

use super::certificates::Certificates;
use super::db::Db;
use super::error::{Error, Result, Tamper, TamperKind};
use super::grants::ScopeKeys;
use super::members::Members;
use super::schema::ledger;
use crate::crypto::certificate::{Certificate, Issuer};
use crate::crypto::digest::Digest;
use crate::crypto::merkle::{self, Frontier};
use crate::crypto::place::Place;
use crate::crypto::sign::Signature;
use crate::domain::account::{Compartment, Role};
use crate::domain::ledger::{Act, Entry};
use crate::domain::policy;
use crate::domain::{AccountId, Choice, OrganisationId, RecordId, ScopeId};
use diesel::prelude::*;
use std::collections::{BTreeMap, HashMap};

/// The purpose that entry signatures are bound to.
pub const SIGNING_PURPOSE: &str = "ledger-entry";
const SIGNATURE_BYTES: usize = 64;

/// A record as the ledger knows it after one of its entries.
#[derive(Clone, Copy)]
pub struct Head {
    pub seq: u64,
    pub revision: u64,
    pub state: Digest,
}

#[derive(Default)]
pub struct LedgerState {
    tree: Frontier,
    leaves: Vec<Digest>,
    last_actor: Option<AccountId>,
    heads: HashMap<RecordId, Vec<Head>>,
    /// Records of a kind in the order in which they came, with the entry that brought them.
    kinds: HashMap<String, Vec<(u64, RecordId)>>,
    kind_of: HashMap<RecordId, String>,
    founder: Option<AccountId>,
    /// The certificates with which accounts were added, by their digests.
    certified: HashMap<AccountId, Digest>,
    members: Members,
    /// Entries that are known to be durable; the state may be ahead while a write is under way.
    committed: u64,
    /// Whether it was held against the pinned checkpoint, and went on from it.
    holds_pin: bool,
    /// The signed checkpoint that was found to be of the last entry.
    pub checkpoint: Option<String>,
}

/// An entry as it is kept: the exact bytes that were signed and hashed.
pub struct KeptEntry {
    pub entry: Entry,
    pub body: Vec<u8>,
    pub signature: Signature,
}

impl KeptEntry {
    /// The leaf of the Merkle tree: body, then signature.
    pub fn leaf(&self) -> Vec<u8> {
        [self.body.as_slice(), self.signature.bytes().as_slice()].concat()
    }

    fn parse(leaf: &[u8]) -> Option<Self> {
        let (body, signature) = leaf.split_at_checked(leaf.len().checked_sub(SIGNATURE_BYTES)?)?;
        let signature = Signature::from_bytes(signature.try_into().ok()?);
        Some(Self { entry: serde_json::from_slice(body).ok()?, body: body.to_vec(), signature })
    }
}

impl LedgerState {
    pub fn size(&self) -> u64 {
        self.leaves.len() as u64
    }

    pub fn committed(&self) -> u64 {
        self.committed
    }

    pub fn holds_pin(&self) -> bool {
        self.holds_pin
    }

    pub fn set_holds_pin(&mut self) {
        self.holds_pin = true;
    }

    pub fn commit(&mut self, size: u64) {
        self.committed = self.committed.max(size);
    }

    /// Who made the last entry.
    pub fn last_actor(&self) -> Option<AccountId> {
        self.last_actor
    }

    /// Every account that was added, with the digest of its certificate.
    pub fn all_certified(&self) -> BTreeMap<AccountId, Digest> {
        self.certified.iter().map(|(account, certificate)| (*account, *certificate)).collect()
    }

    pub fn root(&self) -> Digest {
        self.tree.root()
    }

    /// The root as it was at an earlier size.
    pub fn root_at(&self, size: u64) -> Option<Digest> {
        let leaves = self.leaves.get(..usize::try_from(size).ok()?)?;
        Some(merkle::root(leaves))
    }

    pub fn leaves_at(&self, size: u64) -> &[Digest] {
        &self.leaves[..self.leaves.len().min(size as usize)]
    }

    /// What a record was when the ledger had `size` entries.
    pub fn head(&self, record: RecordId, size: u64) -> Option<Head> {
        self.heads.get(&record)?.iter().rev().find(|head| head.seq < size).copied()
    }

    /// The revision and state of each entry of a record, oldest first.
    pub fn history(&self, record: RecordId, size: u64) -> Vec<Head> {
        let heads = self.heads.get(&record).into_iter().flatten();
        heads.filter(|head| head.seq < size).copied().collect()
    }

    /// The records of a kind, in the order in which they were recorded.
    pub fn of_kind(&self, kind: &str, size: u64) -> impl Iterator<Item = RecordId> {
        let all = self.kinds.get(kind).into_iter().flatten();
        all.filter(move |(seq, _)| *seq < size).map(|(_, id)| *id)
    }

    pub fn is_of_kind(&self, record: RecordId, kind: &str) -> bool {
        self.kind_of.get(&record).is_some_and(|known| known == kind)
    }

    /// The name of a record's kind.
    pub fn kind_of(&self, record: RecordId) -> Option<String> {
        self.kind_of.get(&record).cloned()
    }

    /// The entry that brought a record.
    pub fn first_seq(&self, record: RecordId) -> u64 {
        self.heads.get(&record).and_then(|heads| heads.first()).map_or(u64::MAX, |head| head.seq)
    }

    /// The record that an entry brought, and its kind.
    pub fn brought_by(&self, seq: u64) -> Option<(RecordId, String)> {
        self.kinds.iter().find_map(|(kind, records)| {
            let at = records.binary_search_by_key(&seq, |(seq, _)| *seq).ok()?;
            Some((records[at].1, kind.clone()))
        })
    }

    pub fn records(&self) -> impl Iterator<Item = (&RecordId, &Vec<Head>)> {
        self.heads.iter()
    }

    pub fn count(&self, kind: &str) -> u64 {
        self.kinds.get(kind).map_or(0, |records| records.len() as u64)
    }

    /// Whether a grant was given, and not withdrawn, when the ledger had `size` entries.
    pub fn knows_grant(&self, grant: &Digest, size: u64) -> bool {
        self.granted_role(grant, size).is_some()
    }

    /// The role that a grant gave, where it stood when the ledger had `size` entries.
    pub fn granted_role(&self, grant: &Digest, size: u64) -> Option<Role> {
        self.members.granted_role(grant, size)
    }

    /// The grants that must be there when the ledger has `size` entries.
    pub fn standing_grants(&self, size: u64) -> impl Iterator<Item = (&Digest, AccountId)> {
        self.members.standing_grants(size)
    }

    /// Who stands here, as the last entry leaves it.
    pub fn members(&self) -> &Members {
        &self.members
    }

    /// Takes up an entry that was checked, or was just made.
    pub fn push(&mut self, kept: &KeptEntry) {
        let leaf = merkle::leaf_hash(&kept.leaf());
        self.tree.push(leaf);
        self.leaves.push(leaf);
        self.checkpoint = None;
        let entry = &kept.entry;
        self.last_actor = Some(entry.actor);
        self.founder.get_or_insert(entry.actor);
        if let (Some(record), Some(revision), Some(state)) = (entry.record, entry.revision, entry.state) {
            let head = Head { seq: entry.seq, revision, state };
            self.heads.entry(record).or_default().push(head);
            if entry.act == Act::Recorded {
                let kind = entry.kind.clone().unwrap_or_default();
                self.kind_of.insert(record, kind.clone());
                self.kinds.entry(kind).or_default().push((entry.seq, record));
            }
        }
        match (entry.act, entry.state, entry.subject) {
            (Act::OrganisationFounded, Some(state), _) => self.certify(entry.actor, state),
            (Act::AccountAdded, Some(state), Some(subject)) => self.certify(subject, state),
            _ => {}
        }
        self.members.push(entry);
    }

    /// The first certificate of an account is the one that counts.
    fn certify(&mut self, account: AccountId, certificate: Digest) {
        self.certified.entry(account).or_insert(certificate);
    }

    /// Whether an entry follows from those before it.
    pub fn check(&self, kept: &KeptEntry, scope: ScopeId) -> bool {
        let entry = &kept.entry;
        let in_place = entry.scope == scope && entry.seq == self.size() && entry.previous == self.root();
        in_place && entry.version == Entry::VERSION && self.is_permitted(entry) && self.continues(entry)
    }

    /// The founding comes first and never again; then the founder grants the first access to
    /// themselves; from there on the role decides.
    fn is_permitted(&self, entry: &Entry) -> bool {
        let Some(founder) = self.founder else { return entry.act.founds() };
        let to_oneself = entry.act == Act::Granted && entry.subject == Some(entry.actor);
        if to_oneself && entry.actor == founder && self.members.is_founding(founder, self.size()) {
            return true;
        }
        self.members.find(entry.actor).is_some_and(|member| {
            let allowed = entry.needs().iter().any(|verb| policy::allows(*verb, member.role));
            allowed && member.is_live(entry.at) && !self.members.raises_oneself(entry)
        })
    }

    /// A record begins with its first revision; each further one is the next, of the same kind.
    fn continues(&self, entry: &Entry) -> bool {
        let last = entry.record.and_then(|record| self.heads.get(&record)?.last());
        match (entry.act, entry.record) {
            (Act::Recorded, Some(_)) => last.is_none() && entry.revision == Some(1) && entry.state.is_some(),
            (Act::Revised, Some(record)) => last.is_some_and(|last| {
                entry.revision == Some(last.revision + 1)
                    && entry.state.is_some()
                    && self.kind_of.get(&record) == entry.kind.as_ref()
            }),
            (Act::Recorded | Act::Revised, None) => false,
            (Act::EpochStarted, _) => entry.revision.is_none() && self.members.is_next_epoch(entry),
            // Only these two say what a record is.
            _ => entry.revision.is_none(),
        }
    }

    /// Reads, opens and checks the entries that came since, up to the `size` of the transaction's
    /// view.
    pub fn sync(
        &mut self,
        db: &mut Db,
        size: u64,
        organisation: OrganisationId,
        scope: ScopeId,
        keys: &ScopeKeys,
        signers: &Certificates,
    ) -> Result<()> {
        while self.size() < size {
            let rows = rows(db, scope, self.size(), BATCH)?;
            if rows.is_empty() {
                return Err(broken(self.size()));
            }
            for (seq, epoch, sealed) in rows {
                let kept = open(organisation, scope, keys, seq as u64, epoch as u32, &sealed)?;
                let signer = signers.find(db, kept.entry.actor)?;
                let signed = signer.keys.signing.verify(
                    SIGNING_PURPOSE,
                    organisation.bytes(),
                    &kept.body,
                    &kept.signature,
                );
                let founded = founds_here(&kept.entry, organisation, &signer);
                if signed.is_err() || !founded || !self.check(&kept, scope) {
                    return Err(broken(self.size()));
                }
                self.push(&kept);
            }
        }
        self.commit(size);
        Ok(())
    }
}

/// An organisation begins in its own scope, by somebody whom the root certified; a case under the id
/// that only its founder can give it.
fn founds_here(entry: &Entry, organisation: OrganisationId, signer: &Certificate) -> bool {
    let of_organisation = entry.scope == ScopeId::from(organisation);
    match entry.act {
        Act::OrganisationFounded => of_organisation && signer.issuer == Issuer::Root,
        Act::CaseOpened => {
            !of_organisation && entry.scope == Entry::case_id(organisation, entry.actor, &entry.salt).into()
        }
        _ => true,
    }
}

/// Entries read at a time: bounds memory, whatever the ledger's length.
const BATCH: i64 = 1_000;

fn broken(seq: u64) -> Error {
    Tamper::new(TamperKind::EntryBroken, seq).into()
}

pub(super) fn count(db: &mut Db, scope: ScopeId) -> Result<u64> {
    let count: i64 =
        ledger::table.filter(ledger::scope_id.eq(scope.bytes().to_vec())).count().get_result(db)?;
    Ok(count as u64)
}

fn rows(db: &mut Db, scope: ScopeId, from: u64, most: i64) -> Result<Vec<(i64, i64, Vec<u8>)>> {
    let rows = ledger::table
        .filter(ledger::scope_id.eq(scope.bytes().to_vec()))
        .filter(ledger::seq.ge(from as i64))
        .order(ledger::seq)
        .limit(most)
        .select((ledger::seq, ledger::epoch, ledger::sealed))
        .load(db)?;
    Ok(rows)
}

/// Where an entry's ciphertext belongs.
pub(super) fn place<'a>(
    organisation: &'a OrganisationId,
    scope: &'a ScopeId,
    epoch: u32,
    seq: u64,
) -> Place<'a> {
    Place {
        organisation: organisation.bytes(),
        scope: scope.bytes(),
        compartment: Compartment::Ledger.code(),
        epoch,
        kind: "ledger-entry",
        id: scope.bytes(),
        revision: seq,
        schema: Entry::VERSION,
    }
}

pub(super) fn open(
    organisation: OrganisationId,
    scope: ScopeId,
    keys: &ScopeKeys,
    seq: u64,
    epoch: u32,
    sealed: &[u8],
) -> Result<KeptEntry> {
    let key = keys.get(Compartment::Ledger, epoch).map_err(|_| broken(seq))?;
    let leaf = key.open(&place(&organisation, &scope, epoch, seq), sealed).map_err(|_| broken(seq))?;
    KeptEntry::parse(&leaf).ok_or_else(|| broken(seq))
}

/// Opens a stretch of entries that `sync` has checked.
pub fn read(
    db: &mut Db,
    organisation: OrganisationId,
    scope: ScopeId,
    keys: &ScopeKeys,
    from: u64,
    most: i64,
) -> Result<Vec<KeptEntry>> {
    let rows = rows(db, scope, from, most)?;
    let opened = rows
        .iter()
        .map(|(seq, epoch, sealed)| open(organisation, scope, keys, *seq as u64, *epoch as u32, sealed));
    opened.collect()
}

/// Seals a new entry and puts its row into the table.
pub fn insert(db: &mut Db, organisation: OrganisationId, keys: &ScopeKeys, kept: &KeptEntry) -> Result<()> {
    let scope = kept.entry.scope;
    let (epoch, key) = keys.current(Compartment::Ledger)?;
    let sealed = key.seal(&place(&organisation, &scope, epoch, kept.entry.seq), &kept.leaf());
    diesel::insert_into(ledger::table)
        .values((
            ledger::scope_id.eq(scope.bytes().to_vec()),
            ledger::seq.eq(kept.entry.seq as i64),
            ledger::epoch.eq(i64::from(epoch)),
            ledger::sealed.eq(sealed),
        ))
        .execute(db)?;
    Ok(())
}
