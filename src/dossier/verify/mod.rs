//! Verifies a dossier with nothing but the file: no store, no account, no network.
//!
//! Everything that can be checked is checked, and each thing is said to hold or not. What a file
//! alone cannot prove is whose root key it carries: [`Report::signer_key`] and
//! [`Report::root_key`] are to be compared with what the organisation published.

mod attachment;
mod bagit;
mod opened;
mod proofs;
mod record;
mod report;
mod signers;
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
    if let Some(bag) = opened::open(file, &mut report) {
        bagit::check(&bag, expected_key, &mut report);
        let known = signers::check(&bag, &mut report);
        let proven = proofs::check(&bag, known.as_ref(), &mut report);
        record::check(&bag, &proven, &mut report);
    }
    report
}
