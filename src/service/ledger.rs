//! The ledger, as people read it; and the checks that show whether anything was changed behind
//! the program's back.

use super::{Actor, Error, Result, Store, Tamper};
use crate::crypto::checkpoint::SignedCheckpoint;
use crate::domain::ledger::{Act, Entry};
use crate::domain::policy::{ReadAccounts, ReadCase, ReadLedger};
use crate::domain::{AccountId, CaseId, Problem};
pub use crate::store::heads::Since;
use crate::store::verify::Finding;

/// A page of entries, newest first, and how many there are.
pub struct LedgerPage {
    pub entries: Vec<Entry>,
    pub size: u64,
}

/// Entries from the newest back, leaving out `skip` of them.
pub fn entries(store: &Store, actor: &Actor, case: CaseId, skip: u64, most: u64) -> Result<LedgerPage> {
    store.read::<ReadLedger, _>(actor, case, |granted| {
        let size = granted.ledger_size();
        let end = size.saturating_sub(skip);
        let from = end.saturating_sub(most);
        let mut entries = granted.entries(from, end - from)?;
        entries.reverse();
        Ok(LedgerPage { entries: entries.into_iter().map(|kept| kept.entry).collect(), size })
    })
}

/// Which entries are looked for; what is absent does not matter.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub actor: Option<AccountId>,
    pub act: Option<Act>,
    /// A record's short reference or its id.
    pub record: Option<String>,
}

impl Wanted {
    pub fn is_anything(&self) -> bool {
        self.actor.is_none() && self.act.is_none() && self.record.is_none()
    }

    fn is(&self, entry: &Entry) -> bool {
        let is_record = |wanted: &String| {
            let reference = entry.reference.as_ref();
            reference.is_some_and(|reference| reference.eq_ignore_ascii_case(wanted))
                || entry.record.is_some_and(|record| record.to_string() == *wanted)
        };
        self.actor.is_none_or(|actor| entry.actor == actor)
            && self.act.is_none_or(|act| entry.act == act)
            && self.record.as_ref().is_none_or(is_record)
    }
}

/// The entries that are looked for, newest first, leaving out `skip` of them; `size` counts all that
/// match.
pub fn search(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    wanted: &Wanted,
    skip: u64,
    most: u64,
) -> Result<LedgerPage> {
    if wanted.is_anything() {
        return entries(store, actor, case, skip, most);
    }
    store.read::<ReadLedger, _>(actor, case, |granted| {
        let size = granted.ledger_size();
        let all = granted.entries(0, size)?.into_iter().rev().map(|kept| kept.entry);
        let matching: Vec<Entry> = all.filter(|entry| wanted.is(entry)).collect();
        let size = matching.len() as u64;
        let page = matching.into_iter().skip(skip as usize).take(most as usize);
        Ok(LedgerPage { entries: page.collect(), size })
    })
}

/// So many acts are opened at a time in search of the latest that became of records, and so many in
/// all: what is further back is not recent.
const BLOCK: u64 = 32;
const RECENT: u64 = 512;

/// The latest acts of a case, for its overview: also for those who may not read the whole ledger,
/// and then only what became of records.
pub fn latest(store: &Store, actor: &Actor, case: CaseId, most: u64) -> Result<Vec<Entry>> {
    store.read::<ReadCase, _>(actor, case, |granted| {
        let (size, mut found) = (granted.ledger_size(), Vec::new());
        let (mut from, oldest) = (size, size.saturating_sub(RECENT));
        while from > oldest && (found.len() as u64) < most {
            let before = from.saturating_sub(BLOCK).max(oldest);
            let block = granted.entries(before, from - before)?.into_iter().rev().map(|kept| kept.entry);
            found.extend(block.filter(|entry| entry.revision.is_some()));
            from = before;
        }
        found.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        Ok(found)
    })
}

/// The result of a check: how much was checked, and everything that was found.
pub struct Verified {
    pub entries: u64,
    pub records: u64,
    pub files: u64,
    pub findings: Vec<Finding>,
    /// The root of the tree over all entries, in hex.
    pub root: String,
    /// Where a receipt was given: the proof that the ledger goes on from it.
    pub since: Option<Since>,
}

/// Checks a case from its first entry: every signature, every row against the ledger, every sealed
/// file, the blind index, the accounts of the organisation, and, where a receipt is given, that the
/// ledger goes on from it.
pub fn verify(store: &Store, actor: &Actor, case: CaseId, since: Option<&str>) -> Result<Verified> {
    let receipt = since.map(SignedCheckpoint::parse).transpose();
    let receipt = receipt.map_err(|_| Error::Invalid(vec![Problem::new("since", "not-a-receipt")]))?;
    store.forget(case);
    store.forget(actor.organisation);
    let mut verified = verify_case(store, actor, case, receipt.as_ref())?;
    verified.findings.extend(verify_accounts(store, actor)?);
    Ok(verified)
}

fn verify_case(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    receipt: Option<&SignedCheckpoint>,
) -> Result<Verified> {
    match store.read::<ReadLedger, _>(actor, case, |granted| granted.verify(receipt)) {
        Ok(checked) => Ok(Verified {
            entries: checked.entries,
            records: checked.records,
            files: checked.files,
            findings: checked.findings,
            root: checked.root.to_string(),
            since: checked.since,
        }),
        // The door itself refused: nothing behind it can be trusted, and that is the finding.
        Err(Error::Tampered(tamper)) => Ok(broken(tamper)),
        Err(error) => Err(error),
    }
}

/// Whose keys are whose: the people of a case are the organisation's.
fn verify_accounts(store: &Store, actor: &Actor) -> Result<Vec<Finding>> {
    match store.read::<ReadAccounts, _>(actor, actor.organisation, |granted| granted.verify_accounts()) {
        Err(Error::Tampered(tamper)) => Ok(broken(tamper).findings),
        other => other,
    }
}

fn broken(tamper: Tamper) -> Verified {
    let findings = vec![Finding { tamper, reference: None }];
    Verified { entries: 0, records: 0, files: 0, findings, root: String::new(), since: None }
}

/// The same for a cosigner who signed an earlier one: with the proof that the ledger goes on from it
/// (C2SP tlog-witness).
pub fn receipt_since(store: &Store, actor: &Actor, case: CaseId, since: &str) -> Result<String> {
    let earlier = SignedCheckpoint::parse(since);
    let earlier = earlier.map_err(|_| Error::Invalid(vec![Problem::new("since", "not-a-receipt")]))?;
    store.read::<ReadLedger, _>(actor, case, |granted| {
        let proof = granted.goes_on_from(earlier.claimed())?;
        Ok(super::cosign::request(earlier.claimed().size, &proof, &granted.receipt()?))
    })
}

/// The key that verifies the receipts that somebody takes, as cosigners are told it (C2SP signed-note).
pub fn receipt_key(actor: &Actor) -> String {
    actor.note_key()
}

/// A receipt: the signed checkpoint of the ledger as it stands, to be kept outside.
pub fn receipt(store: &Store, actor: &Actor, case: CaseId) -> Result<String> {
    store.read::<ReadLedger, _>(actor, case, |granted| granted.receipt())
}
