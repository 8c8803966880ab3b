//! `dossier verify`: needs no store and no account.

use crate::cli::Outcome;
use crate::cli::answer::Answer;
use crate::cli::desk::Desk;
use crate::cli::files::Input;
use crate::cli::refusal::Refusal;
use crate::cli::words::one_line;
use crate::domain::{Choice, Lang};
use crate::service::dossiers;
use crate::service::dossiers::verify::{Report, verify_since};
use clap::Args;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Verify {
    /// The dossier, as it was received
    file: PathBuf,
    /// Public key that the organisation published: its minisign .pub file, or the line of base64
    #[arg(long, value_name = "KEY")]
    key: Option<PathBuf>,
    /// An earlier dossier of the case, or a receipt: this one's ledger must go on from it
    #[arg(long, value_name = "OLDER")]
    since: Option<PathBuf>,
}

impl Verify {
    pub fn run(self, desk: &Desk) -> Outcome {
        let key = self.key.map(|key| if key.exists() { Input::text(&key) } else { literal(key) });
        let key = key.transpose()?;
        let about = self.file.display().to_string();
        let report = match &self.since {
            None => dossiers::verify(&self.file, key.as_deref()),
            Some(older) => since(&self.file, key.as_deref(), older),
        };
        let report = report.map_err(|error| Refusal::new("cannot-read").about(&about).because(error))?;
        let failed = report.failures().count();
        let refusal = (!report.holds())
            .then(|| Refusal::new("not-genuine").about(&about).with("failed", failed.to_string()));
        // Names inside come from the file; the report has tamed those of its checks.
        let text: Vec<String> = report.words(desk.lang).lines().map(one_line).collect();
        Ok(Answer::new(document(desk.lang, &report), text.join("\n") + "\n").but(refusal))
    }
}

fn since(file: &Path, key: Option<&str>, older: &Path) -> io::Result<Report> {
    verify_since(BufReader::new(File::open(file)?), key, BufReader::new(File::open(older)?))
}

fn literal(key: PathBuf) -> Result<String, Refusal> {
    Ok(key.to_string_lossy().into_owned())
}

fn document(lang: Lang, report: &Report) -> Value {
    let check = |check: &dossiers::verify::Check| {
        json!({
            "what": check.what, "subject": check.subject, "holds": check.holds, "why": check.why,
            "words": format!("{}{}", check.what.label(lang), check.why.map_or(String::new(), |why| format!(": {}", why.label(lang)))),
        })
    };
    json!({
        "holds": report.holds(), "name": report.name, "signer_key": report.signer_key,
        "root_key": report.root_key, "checks": report.checks.iter().map(check).collect::<Vec<_>>(),
    })
}
