//! Links between any two things of a case.

use super::Outcome;
use super::answer::{Answer, record};
use super::desk::Desk;
use super::words::say_with;
use crate::service::links;
use clap::Args;
use serde_json::json;

#[derive(Args)]
pub struct Link {
    /// Id or reference of the case
    case: String,
    /// Id or reference of a record, such as T-004; for a post S-001/37, or post: and its id
    from: String,
    /// The same
    to: String,
    /// Why the two belong together
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,
}

impl Link {
    pub fn run(self, desk: &Desk) -> Outcome {
        let session = desk.sign_in()?;
        let case = session.case(&self.case)?;
        let (from, to) = (session.target(case, &self.from)?, session.target(case, &self.to)?);
        let link = links::add(&session.store, &session.actor, case, from, to, self.note.into())?;
        let texts = [("reference", link.reference.clone()), ("from", self.from), ("to", self.to)];
        let own = json!({ "from": link.body.from, "to": link.body.to, "note": link.body.note });
        Ok(Answer::new(record(&link, own), say_with(desk.lang, "cli-linked", &texts) + "\n"))
    }
}
