//! The rows of a scope against its ledger: every revision there, unchanged, the last one standing.

use super::access::Granted;
use super::error::{Error, Result, TamperKind};
use super::ledger::Head;
use super::verify::{Finding, note, tamper};
use crate::crypto::digest::Digest;
use crate::domain::RecordId;
use std::collections::BTreeMap;

/// A row's revision, whether a later one stands, and the digest of what was recorded.
type Held = (u64, bool, Option<Digest>);

impl<A> Granted<'_, A> {
    /// Every revision of every record, against the ledger's state of it.
    pub(super) fn verify_rows(&mut self, findings: &mut Vec<Finding>) -> Result<u64> {
        let mut held = self.rows_as_recorded(findings)?;
        let expected: Vec<(RecordId, Vec<Head>)> = {
            let state = self.state();
            state.records().map(|(id, _)| (*id, state.history(*id, self.size))).collect()
        };
        for (id, heads) in &expected {
            let rows = held.remove(id).unwrap_or_default();
            if let Err(kind) = agree(heads, &rows) {
                note(findings, tamper(kind, id))?;
            }
        }
        for unknown in held.keys() {
            note(findings, tamper(TamperKind::RowUnknown, unknown))?;
        }
        Ok(expected.len() as u64)
    }

    /// Each row with the digest of what was recorded; without one where it was sealed again under
    /// a key that is not at hand.
    fn rows_as_recorded(&mut self, findings: &mut Vec<Finding>) -> Result<BTreeMap<RecordId, Vec<Held>>> {
        let mut held: BTreeMap<RecordId, Vec<Held>> = BTreeMap::new();
        for lying in self.lying_rows()? {
            let Ok(id) = lying.row.id() else { continue };
            let state = match self.state_of(&lying) {
                Err(Error::Tampered(tamper)) => {
                    findings.push(Finding { tamper, reference: None });
                    None
                }
                other => other?,
            };
            held.entry(id).or_default().push((lying.row.revision as u64, lying.superseded, state));
        }
        Ok(held)
    }
}

/// Rows of one record against the ledger's heads: each revision there, unchanged, and only the last
/// one standing.
fn agree(heads: &[Head], rows: &[Held]) -> Result<(), TamperKind> {
    if rows.len() < heads.len() {
        return Err(TamperKind::RowMissing);
    }
    let same = heads.len() == rows.len()
        && heads.iter().zip(rows).enumerate().all(|(place, (head, (revision, superseded, state)))| {
            let unchanged = state.is_none_or(|state| state == head.state);
            head.revision == *revision && unchanged && *superseded == (place + 1 < heads.len())
        });
    if same { Ok(()) } else { Err(TamperKind::RowNotAsLedger) }
}
