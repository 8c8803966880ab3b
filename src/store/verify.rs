//! The whole check of a scope: what the ledger says against what the tables and the blob store
//! hold. Reading a page checks what it reads; this checks everything.

use super::Store;
use super::access::Granted;
use super::error::{Error, Result, Tamper, TamperKind};
use super::heads::Since;
use super::schema::{blobs, grants, lookups, records, scopes};
use super::shared::lock;
use crate::crypto::checkpoint::SignedCheckpoint;
use crate::crypto::digest::Digest;
use crate::domain::analysis::Analysis;
use crate::domain::case::{CaseProfile, FilingFacts};
use crate::domain::chats::ChatSet;
use crate::domain::consent::Consent;
use crate::domain::dossier::Dossier;
use crate::domain::evidence::{BlobRef, CustodyEvent, Evidence};
use crate::domain::link::Link;
use crate::domain::person::{Identity, Person};
use crate::domain::posts::PostSet;
use crate::domain::saved_search::SavedSearch;
use crate::domain::testimony::Testimony;
use crate::domain::time_stamp::TimeStamp;
use crate::domain::{AccountId, Document, RecordId, Recorded, ScopeId};
use crate::store::grants::GrantRow;
use diesel::prelude::*;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub tamper: Tamper,
    /// The short reference of what it is about, where it has one.
    pub reference: Option<String>,
}

/// How much was checked, and what was found.
pub struct Checked {
    pub entries: u64,
    pub records: u64,
    pub files: u64,
    pub findings: Vec<Finding>,
    pub root: Digest,
    /// Where a receipt was given and the ledger goes on from it.
    pub since: Option<Since>,
}

impl Store {
    /// Forgets what was checked before, so that the next look reads everything anew.
    pub fn forget(&self, scope: impl Into<ScopeId>) {
        let scope = scope.into();
        lock(&self.ledgers).retain(|(_, known), _| *known != scope);
        lock(&self.certificates).values().for_each(|known| known.forget());
    }
}

impl<A: crate::domain::policy::Action> Granted<'_, A> {
    /// Checks everything that can be checked with the keys at hand. The entries themselves were
    /// checked by opening the door.
    pub fn verify(&mut self, receipt: Option<&SignedCheckpoint>) -> Result<Checked> {
        let mut findings = Vec::new();
        self.verify_checkpoints(&mut findings)?;
        let since = match receipt {
            Some(receipt) => self.verify_receipt(receipt, &mut findings)?,
            None => None,
        };
        self.verify_grants(&mut findings)?;
        let records = self.verify_rows(&mut findings)?;
        let mut documents = Documents { epochs: self.standing_epochs()?, ..Documents::default() };
        if self.keys.has(crate::domain::account::Compartment::Record) {
            self.open_all(&mut documents, &mut findings)?;
            self.verify_index(&documents, &mut findings)?;
            self.verify_files(&documents, &mut findings)?;
            self.verify_stamps(&mut findings)?;
        }
        let names = self.references()?;
        for finding in &mut findings {
            let id: Option<RecordId> = finding.tamper.what.parse().ok();
            finding.reference = id.and_then(|id| names.get(&id).cloned());
        }
        let files = documents.files.len() as u64;
        Ok(Checked { entries: self.size, records, files, findings, root: self.root(), since })
    }

    /// The short reference of every record, as the ledger has it.
    fn references(&mut self) -> Result<HashMap<RecordId, String>> {
        let entries = self.entries(0, self.size)?.into_iter().map(|kept| kept.entry);
        Ok(entries.filter_map(|entry| Some((entry.record?, entry.reference?))).collect())
    }

    /// Against the pinned checkpoint, and the signature of the stored one.
    fn verify_checkpoints(&mut self, findings: &mut Vec<Finding>) -> Result<()> {
        let ledger = std::sync::Arc::clone(&self.ledger);
        let state = lock(&ledger);
        note(findings, self.store.check_pin(&state, self.scope))?;
        drop(state);
        let text: String = scopes::table
            .filter(scopes::id.eq(self.scope.bytes().to_vec()))
            .select(scopes::checkpoint)
            .get_result(self.db)?;
        let last = self.entries(self.size.saturating_sub(1), 1)?.pop();
        let Some(last) = last else { return Ok(()) };
        let signer = self.actor.certificates.find(self.db, last.entry.actor)?;
        let signed = SignedCheckpoint::parse(&text)
            .and_then(|note| note.verify(&last.entry.actor.to_string(), &signer.keys.signing).map(|_| ()));
        note(findings, signed.or_else(|_| tamper(TamperKind::LedgerForked, self.size)))
    }

    /// The grants and the epochs must be those that the ledger tells of.
    fn verify_grants(&mut self, findings: &mut Vec<Finding>) -> Result<()> {
        let rows: Vec<GrantRow> = grants::table
            .filter(grants::scope_id.eq(self.scope.bytes().to_vec()))
            .select(GrantRow::as_select())
            .load(self.db)?;
        for row in &rows {
            if !self.state().knows_grant(&row.digest(), self.size) {
                note(findings, row.account().and_then(|account| tamper(TamperKind::GrantForged, account)))?;
            }
        }
        let held: HashSet<Digest> = rows.iter().map(GrantRow::digest).collect();
        let gone: BTreeSet<AccountId> = {
            let state = self.state();
            let standing = state.standing_grants(self.size);
            standing.filter(|(grant, _)| !held.contains(*grant)).map(|(_, account)| account).collect()
        };
        for account in gone {
            note(findings, tamper(TamperKind::GrantForged, account))?;
        }
        for epoch in self.wrong_epochs()? {
            note(findings, tamper(TamperKind::GrantForged, epoch))?;
        }
        Ok(())
    }

    fn open_all(&mut self, documents: &mut Documents, findings: &mut Vec<Finding>) -> Result<()> {
        self.open_kind::<CaseProfile>(documents, findings, |_| Vec::new())?;
        self.open_kind::<FilingFacts>(documents, findings, |_| Vec::new())?;
        self.open_kind::<Person>(documents, findings, |_| Vec::new())?;
        self.open_kind::<Testimony>(documents, findings, |_| Vec::new())?;
        self.open_kind::<Consent>(documents, findings, |_| Vec::new())?;
        self.open_kind::<Link>(documents, findings, |_| Vec::new())?;
        self.open_kind::<CustodyEvent>(documents, findings, |_| Vec::new())?;
        self.open_kind::<Analysis>(documents, findings, |_| Vec::new())?;
        self.open_kind::<SavedSearch>(documents, findings, |_| Vec::new())?;
        self.open_kind::<PostSet>(documents, findings, |set| vec![set.posts.clone()])?;
        self.open_kind::<ChatSet>(documents, findings, |set| vec![set.messages.clone()])?;
        self.open_kind::<TimeStamp>(documents, findings, |_| Vec::new())?;
        self.open_kind::<Dossier>(documents, findings, |dossier| vec![dossier.file.clone()])?;
        self.open_kind::<Evidence>(documents, findings, |evidence| {
            let preview = evidence.file.preview.as_ref().map(|preview| preview.blob.clone());
            std::iter::once(evidence.file.blob.clone()).chain(preview).collect()
        })?;
        if self.keys.has(crate::domain::account::Compartment::Identity) {
            self.open_kind::<Identity>(documents, findings, |_| Vec::new())?;
        }
        Ok(())
    }

    /// The current records of a kind, as lists find them.
    fn listed<D: Document>(&mut self) -> Result<HashSet<Vec<u8>>> {
        let mut ids = HashSet::new();
        for tag in self.kind_tags::<D>()? {
            let tagged = records::table
                .filter(records::scope_id.eq(self.scope.bytes().to_vec()))
                .filter(records::kind_tag.eq(tag))
                .filter(records::superseded.eq(false));
            ids.extend(tagged.select(records::id).load::<Vec<u8>>(self.db)?);
        }
        Ok(ids)
    }

    /// Opens every revision of a record; the last one is what stands.
    fn open_revisions<D: Document>(&mut self, id: RecordId) -> Result<Recorded<D>> {
        let recorded: Recorded<D> = self.find_any(id)?;
        if recorded.revision > 1 {
            self.revisions::<D>(id)?;
        }
        Ok(recorded)
    }

    fn open_kind<D: Document>(
        &mut self,
        documents: &mut Documents,
        findings: &mut Vec<Finding>,
        files: impl Fn(&D) -> Vec<BlobRef>,
    ) -> Result<()> {
        let ids: Vec<RecordId> = self.state().of_kind(D::KIND, self.size).collect();
        let listed = self.listed::<D>()?;
        for id in ids {
            let recorded = match self.open_revisions::<D>(id) {
                Ok(recorded) => recorded,
                Err(error) => {
                    note(findings, Err(error))?;
                    continue;
                }
            };
            if !listed.contains(id.bytes().as_slice()) {
                note(findings, tamper(TamperKind::RowNotAsLedger, id))?;
            }
            let Some(epoch) = documents.epochs.get(&id).copied() else { continue };
            let tags = self.tags(&recorded, epoch)?;
            documents.tags.extend(tags.into_iter().map(|tag| (tag, id)));
            documents.files.extend(files(&recorded.body).into_iter().map(|file| (file, id)));
        }
        Ok(())
    }

    /// The blind index must hold exactly what the records ask for.
    fn verify_index(&mut self, documents: &Documents, findings: &mut Vec<Finding>) -> Result<()> {
        let rows: Vec<(Vec<u8>, Vec<u8>)> = lookups::table
            .filter(lookups::scope_id.eq(self.scope.bytes().to_vec()))
            .select((lookups::tag, lookups::record_id))
            .load(self.db)?;
        let held: HashSet<(Vec<u8>, Vec<u8>)> = rows.into_iter().collect();
        let wanted = documents.tags.iter().map(|(tag, id)| (tag.clone(), id.bytes().to_vec()));
        let wanted: HashSet<(Vec<u8>, Vec<u8>)> = wanted.collect();
        // Tags of identities cannot be told without their key: a surplus is judged with it only.
        let surplus = self.keys.has(crate::domain::account::Compartment::Identity);
        let missing = wanted.difference(&held);
        let extra = held.difference(&wanted).filter(|_| surplus);
        for (_, id) in missing.chain(extra) {
            let id = id.as_slice().try_into().map(RecordId::from_bytes);
            note(findings, tamper(TamperKind::IndexBroken, id.map(|id| id.to_string()).unwrap_or_default()))?;
        }
        Ok(())
    }

    /// Reads every sealed file from end to end.
    fn verify_files(&mut self, documents: &Documents, findings: &mut Vec<Finding>) -> Result<()> {
        let rows: Vec<Vec<u8>> = blobs::table
            .filter(blobs::scope_id.eq(self.scope.bytes().to_vec()))
            .select(blobs::id)
            .load(self.db)?;
        let kept: HashSet<Vec<u8>> = rows.into_iter().collect();
        for (blob, record) in &documents.files {
            let checked = match kept.contains(blob.id.bytes().as_slice()) {
                true => self.check_file(blob),
                false => tamper(TamperKind::FileMissing, record),
            };
            // Named by its record: nobody knows a sealed file by its own name.
            note(findings, checked.map_err(|error| named(error, record)))?;
        }
        Ok(())
    }

    fn check_file(&mut self, blob: &BlobRef) -> Result<()> {
        let mut file = self.sealed_file(blob)?;
        let sealed = crate::crypto::stream::Sealed {
            length: blob.length,
            sha256: blob.sha256,
            tags_sha256: blob.sealed,
        };
        file.verify_all(&sealed)
    }
}

#[derive(Default)]
struct Documents {
    /// Which epoch each record's row lies under.
    epochs: HashMap<RecordId, u32>,
    tags: Vec<(Vec<u8>, RecordId)>,
    files: Vec<(BlobRef, RecordId)>,
}

fn named(error: Error, what: impl ToString) -> Error {
    match error {
        Error::Tampered(tamper) => Tamper::new(tamper.kind, what).into(),
        other => other,
    }
}

pub(super) fn tamper(kind: TamperKind, what: impl ToString) -> Result<()> {
    Err(Tamper::new(kind, what).into())
}

/// Tampering is a finding; any other error ends the check.
pub(super) fn note(findings: &mut Vec<Finding>, checked: Result<()>) -> Result<()> {
    match checked {
        Err(Error::Tampered(tamper)) => {
            findings.push(Finding { tamper, reference: None });
            Ok(())
        }
        other => other,
    }
}
