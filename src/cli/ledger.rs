//! The ledger of a case: checked, and receipted.

use super::Outcome;
use super::answer::Answer;
use super::desk::Desk;
use super::files::{Input, Output};
use super::refusal::Refusal;
use super::words::{count, one_line, say, say_with};
use crate::domain::Choice;
use crate::service::ledger::{self, Since, Verified};
use clap::Subcommand;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

#[derive(Subcommand)]
pub enum Ledger {
    /// Check every entry, record and sealed file of a case; exit 1 when anything is wrong
    Verify {
        /// Id or reference of the case
        case: String,
        /// A receipt taken earlier: the ledger must go on from it
        #[arg(long, value_name = "RECEIPT")]
        since: Option<PathBuf>,
        /// Public key of an organisation that cosigns: says whether it signed the receipt, and when
        #[arg(long = "cosigner", value_name = "KEY", requires = "since")]
        cosigners: Vec<String>,
    },
    /// Take a receipt of the ledger as it stands, to be kept elsewhere
    Receipt {
        /// Id or reference of the case
        case: String,
        /// Where to put it; `-` is stdout
        #[arg(long, value_name = "FILE")]
        output: PathBuf,
        /// Replace the file if it exists
        #[arg(long)]
        force: bool,
        /// The last receipt that a cosigner signed: adds the proof that the ledger goes on from it
        #[arg(long, value_name = "RECEIPT")]
        since: Option<PathBuf>,
    },
    /// Make the key of an organisation that cosigns; needs no store
    CosignerKey(super::cosign::NewKey),
    /// Cosign the head of another organisation's ledger, if it goes on from the last one; needs no store
    Cosign(super::cosign::Cosign),
    /// Time stamps (RFC 3161): list them, write a request for one, or keep an authority's answer
    Timestamp(super::time_stamps::Timestamp),
}

impl Ledger {
    pub fn run(self, desk: &Desk) -> Outcome {
        match self {
            Ledger::Verify { case, since, cosigners } => verify(desk, &case, since, &cosigners),
            Ledger::CosignerKey(command) => command.run(desk),
            Ledger::Cosign(command) => command.run(desk),
            Ledger::Timestamp(command) => command.run(desk),
            Ledger::Receipt { case, output, force, since } => {
                receipt(desk, &case, &output, force, since.as_deref())
            }
        }
    }
}

fn verify(desk: &Desk, case: &str, since: Option<PathBuf>, known: &[String]) -> Outcome {
    let since = since.map(|path| Input::text(&path)).transpose()?;
    let cosigned = super::cosign::seen(since.as_deref().unwrap_or_default(), known)?;
    let session = desk.sign_in()?;
    let case = session.case(case)?;
    let checked = ledger::verify(&session.store, &session.actor, case, since.as_deref())?;
    let broken = !checked.findings.is_empty();
    let refusal = broken.then(|| Refusal::new("ledger-broken").about(checked.findings.len().to_string()));
    let refusal = refusal.or_else(|| super::cosign::broken(&cosigned));
    let mut document = document(&checked);
    document["cosigners"] = super::cosign::document(&cosigned);
    let text = text(desk, &checked) + &super::cosign::text(desk, &cosigned);
    Ok(Answer::new(document, text).but(refusal))
}

fn document(checked: &Verified) -> Value {
    let finding = |tamper: &crate::service::Tamper, reference: &Option<String>| json!({ "kind": tamper.kind.code(), "what": tamper.what, "reference": reference });
    let findings = checked.findings.iter();
    json!({
        "holds": checked.findings.is_empty(), "entries": checked.entries, "records": checked.records,
        "files": checked.files, "root": checked.root, "since": checked.since.as_ref().map(since_document),
        "findings": findings.map(|found| finding(&found.tamper, &found.reference)).collect::<Vec<_>>(),
    })
}

/// All that somebody else needs to check the proof: docs/formats/ledger-proofs.md.
fn since_document(since: &Since) -> Value {
    json!({
        "entries": since.head.size, "root": since.head.root,
        "with_entries": since.size, "with_root": since.root, "proof": since.proof,
    })
}

fn text(desk: &Desk, checked: &Verified) -> String {
    let numbers =
        [("cli-entries", checked.entries), ("cli-records", checked.records), ("cli-files", checked.files)];
    let numbers = numbers.map(|(key, n)| count(desk.lang, key, n)).join(", ");
    let mut text = say_with(desk.lang, "cli-ledger-checked", &[("numbers", numbers)]) + "\n";
    for found in &checked.findings {
        let what = one_line(found.reference.as_ref().unwrap_or(&found.tamper.what));
        text += &format!("{what}: {}\n", found.tamper.kind.label(desk.lang));
    }
    if let Some(since) = &checked.since {
        let numbers = [("from", since.head.size), ("to", since.size), ("n", since.proof.len() as u64)];
        let numbers = numbers.map(|(name, number)| (name, number.to_string()));
        text += &(say_with(desk.lang, "cli-ledger-goes-on", &numbers) + "\n");
    }
    if checked.findings.is_empty() {
        text += &format!("{}\n{}\n", say(desk.lang, "cli-ledger-holds"), checked.root);
    }
    text
}

fn receipt(desk: &Desk, case: &str, path: &Path, force: bool, since: Option<&Path>) -> Outcome {
    let since = since.map(Input::text).transpose()?;
    let session = desk.sign_in()?;
    let case = session.case(case)?;
    let (store, actor) = (&session.store, &session.actor);
    let receipt = match since {
        None => ledger::receipt(store, actor, case)?,
        Some(since) => ledger::receipt_since(store, actor, case, &since)?,
    };
    let key = ledger::receipt_key(actor);
    let mut output = Output::create(path, force)?;
    if output.is_stdout() {
        return Ok(Answer::new(json!({ "case": case, "receipt": receipt, "key": key }), receipt));
    }
    output.write(receipt.as_bytes())?;
    output.keep()?;
    let shown = path.display().to_string();
    let text = say_with(desk.lang, "cli-receipt", &[("file", one_line(&shown))]);
    let text = format!("{text}\n{} {key}\n", say(desk.lang, "cli-receipt-key"));
    Ok(Answer::new(json!({ "case": case, "receipt": receipt, "key": key, "output": shown }), text))
}
