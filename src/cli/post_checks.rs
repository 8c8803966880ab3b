//! Where posts contradict themselves or each other, as facts.

use super::Outcome;
use super::answer::Answer;
use super::coordination::{chosen, deliver};
use super::desk::Desk;
use super::post_tables::written;
use super::table::Table;
use super::words::say;
use crate::domain::Choice;
use crate::service::post_checks::{Row, checks, csv_of_checks};
use clap::Args;
use serde_json::{Value, json};
use std::path::PathBuf;

#[derive(Args)]
pub struct Checks {
    /// Id or reference of the case
    case: String,
    /// Only facts that posts of this set show, by id or reference; may be given several times
    #[arg(long = "set", value_name = "POSTSET")]
    sets: Vec<String>,
    /// Write a table (CSV) to this file; `-` is stdout
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace a file that exists
    #[arg(long)]
    force: bool,
}

impl Checks {
    pub fn run(self, desk: &Desk) -> Outcome {
        let session = desk.sign_in()?;
        let case = session.case(&self.case)?;
        let chosen = chosen(&session, case, &self.sets)?;
        let rows = checks(&session.store, &session.actor, case, &chosen)?;
        if let Some(path) = &self.output {
            let csv = csv_of_checks(&rows, desk.lang);
            let sha256 = deliver(desk, &session, case, &chosen, &csv, path, self.force)?;
            return Ok(written(desk.lang, path, rows.len(), sha256));
        }
        let words = |key| say(desk.lang, key);
        let mut table = Table::new(["checks-what", "checks-said", "checks-against", "reference"].map(words));
        for Row { fact, references, .. } in &rows {
            let at = references.join(" ");
            table.row([fact.check.label(desk.lang), fact.said.reveal(), fact.found.reveal(), &at]);
        }
        let documents: Vec<Value> = rows.iter().map(document).collect();
        Ok(Answer::new(json!({ "facts": documents }), table.or(&words("checks-none"))))
    }
}

fn document(row: &Row) -> Value {
    let fact = &row.fact;
    json!({
        "check": fact.check, "about": row.about, "said": fact.said, "found": fact.found,
        "seconds": fact.seconds, "references": row.references,
    })
}
