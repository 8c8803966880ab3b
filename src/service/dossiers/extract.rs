//! The part of the ledger that goes with a dossier: the entries of what is in it, each with its
//! proof, and the certificates of those who signed.

use super::super::Result;
use super::making::Making;
use crate::crypto::checkpoint::Checkpoint;
use crate::crypto::digest::Digest;
use crate::crypto::merkle;
use crate::domain::dossier::Dossier;
use crate::domain::policy::ExportDossier;
use crate::domain::time_stamp::TimeStamp;
use crate::domain::{AccountId, RecordId, Recorded};
use crate::dossier::LedgerExtract;
use crate::dossier::ledger::{Earlier, LedgerEntry, NoteSigner, SignerCertificate, Signers, TimeStamped};
use data_encoding::BASE64;
use std::collections::{BTreeSet, HashSet};

pub struct Extract {
    pub ledger: LedgerExtract,
    pub checkpoint: Checkpoint,
}

/// The records whose entries are disclosed: what is in the dossier, and its custody.
pub fn disclosed(making: &Making<'_>) -> HashSet<RecordId> {
    let gathered = making.gathered;
    let mut records: HashSet<RecordId> = making.admitted.records(gathered).into_iter().collect();
    let custody = gathered.custody.iter().filter(|event| records.contains(&event.body.evidence));
    let custody: Vec<RecordId> = custody.map(|event| event.id).collect();
    records.extend(custody);
    records
}

pub fn extract(making: &Making<'_>) -> Result<Extract> {
    let (wanted, Making { store, actor, case, .. }) = (disclosed(making), *making);
    store.read::<ExportDossier, _>(actor, case, |granted| {
        let (size, leaves) = (granted.ledger_size(), granted.leaves());
        let mut entries = Vec::new();
        let mut actors: BTreeSet<AccountId> = BTreeSet::from([actor.account]);
        for kept in granted.entries(0, size)? {
            if !kept.entry.record.is_some_and(|record| wanted.contains(&record)) {
                continue;
            }
            actors.insert(kept.entry.actor);
            entries.push(LedgerEntry {
                seq: kept.entry.seq,
                signer: kept.entry.actor.to_string(),
                signature: BASE64.encode(kept.signature.bytes()),
                proof: merkle::inclusion(&leaves, kept.entry.seq),
                body: String::from_utf8(kept.body)
                    .map_err(|_| super::Error::Internal("ledger entry".into()))?,
            });
        }
        let stamps = granted.list::<TimeStamp>()?;
        let earlier = earlier(granted.list::<Dossier>()?, &stamps, size, &leaves);
        let certificates = granted.certificates(actors)?;
        let name = actor.account.to_string();
        let certificates = certificates.into_iter().map(|(account, certificate)| SignerCertificate {
            account: account.to_string(),
            certificate: BASE64.encode(&certificate),
        });
        let signers = Signers {
            organisation: actor.organisation.to_string(),
            root: BASE64.encode(granted.root_key().bytes()),
            checkpoint: NoteSigner { name: name.clone(), account: name },
            certificates: certificates.collect(),
        };
        let head = granted.checkpoint();
        Ok(Extract {
            ledger: LedgerExtract {
                entries,
                checkpoint: granted.receipt()?,
                earlier,
                signers,
                stamps: stamps
                    .into_iter()
                    .map(|stamp| stamped(&head.origin, stamp))
                    .collect::<Result<_>>()?,
            },
            checkpoint: head,
        })
    })
}

/// Of every dossier that was made before, and of every head that was time-stamped: whichever of them
/// a recipient holds, this one can be told to go on from it.
fn earlier(
    made: Vec<Recorded<Dossier>>,
    stamps: &[Recorded<TimeStamp>],
    size: u64,
    leaves: &[Digest],
) -> Vec<Earlier> {
    let stamped = stamps.iter().map(|stamp| stamp.body.size).filter(|stamped| *stamped < size);
    let sizes: BTreeSet<u64> = made.iter().map(|dossier| dossier.body.ledger_size).chain(stamped).collect();
    let head = |size: u64| {
        let then = leaves.get(..usize::try_from(size).ok()?)?;
        Some(Earlier { size, root: merkle::root(then), proof: merkle::consistency(leaves, size) })
    };
    sizes.into_iter().filter_map(head).collect()
}

fn stamped(origin: &str, stamp: Recorded<TimeStamp>) -> Result<TimeStamped> {
    let TimeStamp { size, root, response, trusted, .. } = stamp.body;
    let checkpoint = Checkpoint { origin: origin.to_owned(), size, root };
    let response = BASE64.decode(response.as_bytes());
    let response = response.map_err(|_| super::Error::Internal("time stamp".into()))?;
    Ok(TimeStamped { name: stamp.reference, checkpoint: checkpoint.text(), response, trusted })
}
