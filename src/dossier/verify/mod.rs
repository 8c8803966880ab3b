//! Verifies a dossier with nothing but the file: no store, no account, no network.
//!
//! Everything that can be checked is checked, and each thing is said to hold or not. What a file
//! alone cannot prove is whose root key it carries: [`Report::signer_key`] and
//! [`Report::root_key`] are to be compared with what the organisation published.

mod attachment;
mod bagit;
mod opened;
mod order;
mod proofs;
mod record;
mod report;
mod signers;
mod since;
mod stamps;
#[cfg(test)]
mod tests;

pub use report::{Check, Report, What, Why};
use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::path::Path;

/// `expected_key`: the minisign public key that the organisation published, as its `.pub` file or
/// the line of base64.
pub fn verify(path: &Path, expected_key: Option<&str>) -> io::Result<Report> {
    Ok(verify_file(BufReader::new(File::open(path)?), expected_key))
}

pub fn verify_file<R: Read + Seek>(file: R, expected_key: Option<&str>) -> Report {
    let mut report = Report::default();
    look(file, expected_key, &mut report);
    report
}

/// The same, and that its ledger goes on from the one in `older`: an earlier dossier of the case, or
/// a receipt.
pub fn verify_since<R: Read + Seek, O: Read + Seek>(
    file: R,
    expected_key: Option<&str>,
    older: O,
) -> io::Result<Report> {
    let mut report = Report::default();
    let looked = look(file, expected_key, &mut report);
    let older = since::read(older)?;
    let outcome = looked
        .as_ref()
        .ok_or(Why::NotProven)
        .and_then(|looked| since::goes_on(&older?, &report.root_key, looked));
    report.add(What::Since, "", outcome);
    Ok(report)
}

/// What a dossier was found to say of its ledger.
struct Looked {
    known: Option<signers::Known>,
    proven: proofs::Proven,
}

/// `None` when there is nothing to go on with.
fn look<R: Read + Seek>(file: R, expected_key: Option<&str>, report: &mut Report) -> Option<Looked> {
    let bag = opened::open(file, report)?;
    order::check(&bag, report);
    bagit::check(&bag, expected_key, report);
    let known = signers::check(&bag, report);
    let proven = proofs::check(&bag, known.as_ref(), report);
    stamps::check(&bag, &proven, report);
    record::check(&bag, &proven, report);
    Some(Looked { known, proven })
}
