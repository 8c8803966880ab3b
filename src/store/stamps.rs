//! Time stamps of checkpoints: what is asked of an authority, which checkpoint an answer is of, and
//! whether the stamps that are kept hold.
//!
//! Nothing is kept between asking and being answered: the number that a request carries follows
//! from the ledger's key and the checkpoint, so that it is known again, and nobody else can guess it.

use super::Store;
use super::access::{Granted, origin};
use super::error::{Result, TamperKind};
use super::verify::{Finding, note, tamper};
use crate::crypto::checkpoint::Checkpoint;
use crate::crypto::digest::Digest;
use crate::crypto::merkle::Frontier;
use crate::crypto::timestamp::{Answer, Authorities, Nonce};
use crate::domain::account::Compartment;
use crate::domain::policy::Action;
use crate::domain::time_stamp::TimeStamp;
use crate::domain::{Document, RecordId};
use data_encoding::BASE64;

impl Store {
    /// The certificates of time stamping authorities that the operator put beside the store, if any.
    pub fn stamp_authorities(&self) -> Result<Option<String>> {
        self.directory.stamp_authorities()
    }
}

impl<A: Action> Granted<'_, A> {
    /// The numbers that a request over this checkpoint carries: the first for a new one, the others
    /// where the key was changed since it was made.
    pub fn nonces(&self, checkpoint: &Checkpoint) -> Result<Vec<Nonce>> {
        let text = checkpoint.text();
        let epochs = self.keys.epochs(Compartment::Ledger).into_iter();
        epochs
            .map(|epoch| {
                let tag = self.keys.get(Compartment::Ledger, epoch)?.blind("time-stamp", text.as_bytes());
                let mut nonce = [0; 8];
                nonce.copy_from_slice(&tag[..8]);
                Ok(Nonce::new(nonce))
            })
            .collect()
    }

    /// The checkpoint of this ledger, of today or earlier, whose text has this digest.
    pub fn checkpoint_with(&self, digest: &Digest) -> Option<Checkpoint> {
        let mut tree = Frontier::default();
        self.leaves().into_iter().find_map(|leaf| {
            tree.push(leaf);
            let checkpoint = Checkpoint { origin: origin(self.scope), size: tree.size(), root: tree.root() };
            (Digest::of(checkpoint.text().as_bytes()) == *digest).then_some(checkpoint)
        })
    }

    /// Each stamp that is kept must hold, and be of this ledger.
    pub(super) fn verify_stamps(&mut self, findings: &mut Vec<Finding>) -> Result<()> {
        let ids: Vec<RecordId> = self.state().of_kind(TimeStamp::KIND, self.size).collect();
        for id in ids {
            // One that does not open was named already.
            let Ok(stamp) = self.find_any::<TimeStamp>(id) else { continue };
            let (size, root) = (stamp.body.size, stamp.body.root);
            let ours = self.state().root_at(size) == Some(root);
            let checkpoint = Checkpoint { origin: origin(self.scope), size, root };
            if !ours || !holds(&stamp.body, &checkpoint) {
                note(findings, tamper(TamperKind::StampForged, id))?;
            }
        }
        Ok(())
    }
}

fn holds(stamp: &TimeStamp, checkpoint: &Checkpoint) -> bool {
    let Ok(response) = BASE64.decode(stamp.response.as_bytes()) else { return false };
    let Ok(authorities) = Authorities::from_pem(&stamp.trusted) else { return false };
    let verified =
        Answer::parse(&response).and_then(|answer| answer.verify(checkpoint.text().as_bytes(), &authorities));
    verified.is_ok_and(|said| said.at as i64 == stamp.at.timestamp().as_second())
}
