//! The ledger extract: its signed head, and that every entry was signed and belongs to it.

use super::opened::Opened;
use super::report::{Report, What, Why, or};
use super::signers::Known;
use crate::crypto::{Checkpoint, Signature, SignedCheckpoint, merkle};
use crate::dossier::ledger::{CHECKPOINT, CONSISTENCY, ENTRIES, ENTRY_PURPOSE, Earlier, LedgerEntry, leaf};
use data_encoding::BASE64;
use std::collections::BTreeMap;

/// What the ledger says, as far as it could be proven.
#[derive(Default)]
pub struct Proven {
    pub head: Option<Checkpoint>,
    /// Entries that hold, by index.
    pub entries: BTreeMap<u64, String>,
    /// Earlier heads, as the dossier states them.
    pub earlier: Vec<Earlier>,
}

impl Proven {
    /// The earlier heads from which the ledger was proven to go on.
    pub fn proven_earlier<'p>(&'p self, head: &'p Checkpoint) -> impl Iterator<Item = &'p Earlier> {
        self.earlier.iter().filter(move |one| leads_to(one, head))
    }
}

fn leads_to(one: &Earlier, head: &Checkpoint) -> bool {
    merkle::verify_consistency(one.size, &one.root, head.size, &head.root, &one.proof)
}

pub fn check(bag: &Opened, known: Option<&Known>, report: &mut Report) -> Proven {
    let mut proven = Proven { head: head(bag, known), ..Proven::default() };
    report.add(What::Checkpoint, CHECKPOINT, or(proven.head.is_some(), Why::BadSignature));
    earlier(bag, &mut proven, report);
    let Some(text) = bag.text(ENTRIES) else {
        report.add(What::EntryProof, ENTRIES, Err(Why::Missing));
        return proven;
    };
    let mut before = None;
    for (line, number) in text.lines().zip(1..) {
        let entry = serde_json::from_str::<LedgerEntry>(line).ok().filter(|entry| Some(entry.seq) > before);
        let Some(entry) = entry else {
            report.add(What::EntryProof, format!("{ENTRIES}:{number}"), Err(Why::Malformed));
            continue;
        };
        before = Some(entry.seq);
        one(&entry, known, &mut proven, report);
    }
    proven
}

/// The ledger goes on from each head that earlier dossiers carry.
fn earlier(bag: &Opened, proven: &mut Proven, report: &mut Report) {
    let Some(text) = bag.text(CONSISTENCY) else {
        report.add(What::Consistency, CONSISTENCY, Err(Why::Missing));
        return;
    };
    let mut before = 0;
    for (line, number) in text.lines().zip(1..) {
        let one = serde_json::from_str::<Earlier>(line).ok().filter(|one| one.size > before);
        let Some(one) = one else {
            report.add(What::Consistency, format!("{CONSISTENCY}:{number}"), Err(Why::Malformed));
            continue;
        };
        before = one.size;
        let holds = proven.head.as_ref().is_some_and(|head| leads_to(&one, head));
        report.add(What::Consistency, format!("{CONSISTENCY} #{}", one.size), or(holds, Why::NotProven));
        proven.earlier.push(one);
    }
}

fn head(bag: &Opened, known: Option<&Known>) -> Option<Checkpoint> {
    let (note, known) = (SignedCheckpoint::parse(bag.text(CHECKPOINT)?).ok()?, known?);
    let signer = known.certificates.get(&known.checkpoint.account)?;
    note.verify(&known.checkpoint.name, &signer.keys.signing).ok().cloned()
}

fn one(entry: &LedgerEntry, known: Option<&Known>, proven: &mut Proven, report: &mut Report) {
    let subject = format!("{ENTRIES} #{}", entry.seq);
    let signature =
        BASE64.decode(entry.signature.as_bytes()).ok().and_then(|bytes| <[u8; 64]>::try_from(bytes).ok());
    let Some(signature) = signature else {
        report.add(What::EntrySignature, subject, Err(Why::Malformed));
        return;
    };
    let signed = known
        .and_then(|known| Some((known, known.certificates.get(&entry.signer)?)))
        .ok_or(Why::Unknown)
        .and_then(|(known, certificate)| {
            let (key, made) = (certificate.keys.signing, Signature::from_bytes(signature));
            key.verify(ENTRY_PURPOSE, known.organisation.bytes(), entry.body.as_bytes(), &made)
                .map_err(|_| Why::BadSignature)
        });
    let leaf = leaf(&entry.body, &signature);
    let belongs = proven
        .head
        .as_ref()
        .is_some_and(|head| merkle::verify_inclusion(&leaf, entry.seq, head.size, &entry.proof, &head.root));
    if signed.is_ok() && belongs {
        proven.entries.insert(entry.seq, entry.body.clone());
    }
    report.add(What::EntrySignature, &subject, signed);
    report.add(What::EntryProof, subject, or(belongs, Why::NotProven));
}
