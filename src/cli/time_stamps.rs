//! Time stamps of a case's ledger, by files: this program calls nobody.

use super::Outcome;
use super::answer::{Answer, record};
use super::desk::Desk;
use super::files::{Input, Output};
use super::table::Table;
use super::words::{one_line, say, say_with};
use crate::domain::Recorded;
use crate::domain::time_stamp::TimeStamp;
use crate::service::time_stamps::{self, LONGEST};
use clap::Args;
use serde_json::{Value, json};
use std::io::Read;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Timestamp {
    /// Id or reference of the case
    case: String,
    /// Write a request over the ledger as it stands, to be carried to an authority
    #[arg(long, value_name = "FILE.tsq", conflicts_with = "response")]
    request: Option<PathBuf>,
    /// Replace the request's file if it exists
    #[arg(long, requires = "request")]
    force: bool,
    /// The authority's answer: it is checked and kept
    #[arg(long, value_name = "FILE.tsr")]
    response: Option<PathBuf>,
    /// Certificates of the authority, PEM; without it, timestamp-ca.pem in the data directory
    #[arg(long, value_name = "FILE.pem", requires = "response")]
    ca: Option<PathBuf>,
}

impl Timestamp {
    pub fn run(self, desk: &Desk) -> Outcome {
        match (&self.request, &self.response) {
            (Some(path), _) => self.ask(desk, path),
            (None, Some(path)) => self.keep(desk, path),
            (None, None) => self.list(desk),
        }
    }

    fn ask(&self, desk: &Desk, path: &Path) -> Outcome {
        let session = desk.sign_in()?;
        let case = session.case(&self.case)?;
        let request = time_stamps::ask(&session.store, &session.actor, case)?;
        let mut output = Output::create(path, self.force)?;
        output.write(&request)?;
        if output.is_stdout() {
            return Ok(Answer::already_given());
        }
        output.keep()?;
        let shown = path.display().to_string();
        let text = say_with(desk.lang, "cli-stamp-request", &[("file", one_line(&shown))]) + "\n";
        Ok(Answer::new(json!({ "case": case, "output": shown }), text))
    }

    fn keep(&self, desk: &Desk, path: &Path) -> Outcome {
        let (mut response, input) = (Vec::new(), Input::open(path)?);
        let read = input.reader.take(LONGEST as u64 + 1).read_to_end(&mut response);
        let about = path.display().to_string();
        read.map_err(|error| super::refusal::Refusal::new("cannot-read").about(&about).because(error))?;
        let trusted = self.ca.as_deref().map(Input::text).transpose()?;
        let session = desk.sign_in()?;
        let case = session.case(&self.case)?;
        let kept = time_stamps::keep(&session.store, &session.actor, case, &response, trusted.as_deref())?;
        let texts = [
            ("reference", kept.reference.clone()),
            ("authority", one_line(kept.body.authority.reveal())),
            ("size", kept.body.size.to_string()),
            ("at", kept.body.at.to_string()),
        ];
        Ok(Answer::new(document(&kept), say_with(desk.lang, "cli-stamp-kept", &texts) + "\n"))
    }

    fn list(&self, desk: &Desk) -> Outcome {
        let session = desk.sign_in()?;
        let case = session.case(&self.case)?;
        let stamps = time_stamps::list(&session.store, &session.actor, case)?;
        let words = |key| say(desk.lang, key);
        let mut table =
            Table::new([words("record"), words("stamp-at"), words("stamp-size"), words("stamp-authority")]);
        for one in &stamps {
            let TimeStamp { at, size, authority, .. } = &one.body;
            table.row([&one.reference, &at.to_string(), &size.to_string(), authority.reveal()]);
        }
        let documents: Vec<Value> = stamps.iter().map(document).collect();
        Ok(Answer::new(json!({ "stamps": documents }), table.or(&words("cli-no-stamps"))))
    }
}

/// With all that somebody else needs to verify it: docs/formats/ledger-proofs.md.
fn document(stamp: &Recorded<TimeStamp>) -> Value {
    let TimeStamp { at, authority, size, root, policy, serial, response, trusted } = &stamp.body;
    let own = json!({
        "at": at, "authority": authority.reveal(), "size": size, "root": root, "policy": policy,
        "serial": serial, "response": response, "trusted": trusted,
    });
    record(stamp, own)
}
