//! Interviews: logged from a file, listed, shown.

pub mod file;
mod text;

use super::Outcome;
use super::answer::{Answer, record};
use super::desk::{Desk, Session};
use super::files::Input;
use super::refusal::Refusal;
use super::table::Table;
use super::words::{say, say_with};
use crate::domain::testimony::Testimony;
use crate::domain::{CaseId, Choice, Private, RecordId, Recorded};
use crate::service::interviews::{self, InterviewDraft, Logged};
use crate::service::people;
use clap::Subcommand;
use file::InterviewForm;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

#[derive(Subcommand)]
pub enum Interview {
    /// Log an interview with the person and their consent, all or nothing
    Add {
        /// Id or reference of the case
        case: String,
        /// The interview, as `interview template` shows it; `-` reads stdin
        #[arg(long, value_name = "FILE")]
        file: PathBuf,
    },
    /// The interviews of a case
    List {
        /// Id or reference of the case
        case: String,
    },
    /// An interview with the person and what they consented to
    Show {
        /// Id or reference of the case
        case: String,
        /// Id or reference of the interview
        id: String,
    },
    /// Print a filled example of an interview file, in Spanish and made up
    Template,
}

/// Accepted by `interview add` as it is.
const TEMPLATE: &str = include_str!("template.json");

impl Interview {
    pub fn run(self, desk: &Desk) -> Outcome {
        match self {
            Interview::Add { case, file } => add(desk, &case, &file),
            Interview::List { case } => list(desk, &case),
            Interview::Show { case, id } => show(desk, &case, &id),
            Interview::Template => template(),
        }
    }
}

fn template() -> Outcome {
    let document: Value = serde_json::from_str(TEMPLATE)
        .map_err(|error| crate::service::Error::Internal(format!("template: {error}")))?;
    Ok(Answer::new(document, TEMPLATE))
}

fn add(desk: &Desk, case: &str, path: &Path) -> Outcome {
    // Read before the password is asked for: what is wrong with a file needs no account.
    let form = InterviewForm::parse(path, &Input::text(path)?)?;
    let session = match form.has_identity() {
        true => desk.sign_in_with_identities()?,
        false => desk.sign_in()?,
    };
    let case = session.case(case)?;
    let logged = interviews::log(&session.store, &session.actor, case, draft(&session, case, form)?)?;
    answer(desk, &session, case, &logged)
}

fn draft(session: &Session, case: CaseId, form: InterviewForm) -> Result<InterviewDraft, Refusal> {
    form.into_draft(|reference| session.record(case, reference))
}

fn answer(desk: &Desk, session: &Session, case: CaseId, logged: &Logged) -> Outcome {
    let person = people::show(&session.store, &session.actor, case, logged.person)?.person;
    let own = json!({
        "person": { "id": person.id, "reference": person.reference },
        "consent": logged.consent,
        "finalised": logged.testimony.body.finalised,
    });
    let texts = [("reference", logged.testimony.reference.clone()), ("person", person.reference.clone())];
    let text = say_with(desk.lang, "cli-interview-logged", &texts) + "\n";
    Ok(Answer::new(record(&logged.testimony, own), text))
}

/// The pseudonyms of the people of a case, by id.
fn pseudonyms(session: &Session, case: CaseId) -> Result<HashMap<RecordId, (String, Private)>, Refusal> {
    let people = people::list(&session.store, &session.actor, case)?;
    let named = people.iter().map(|person| (person.reference.clone(), person.body.pseudonym.clone()));
    Ok(people.iter().map(|person| person.id).zip(named).collect())
}

fn list(desk: &Desk, case: &str) -> Outcome {
    let session = desk.sign_in()?;
    let case = session.case(case)?;
    let interviews = interviews::list(&session.store, &session.actor, case)?;
    let people = pseudonyms(&session, case)?;
    let words = |key| say(desk.lang, key);
    let headings = [words("reference"), words("person"), words("date"), words("status"), words("title")];
    let mut table = Table::new(headings);
    for interview in &interviews {
        let person = people.get(&interview.body.person).map_or("", |(_, pseudonym)| pseudonym.reveal());
        let date = interview.body.session.date.map(|date| date.to_string()).unwrap_or_default();
        let status = words(if interview.body.finalised { "status-logged" } else { "status-draft" });
        table.row([&interview.reference, person, &date, &status, interview.body.title.reveal()]);
    }
    let document = |interview: &Recorded<Testimony>| {
        let person = people.get(&interview.body.person).map(|(reference, pseudonym)| {
            json!({ "id": interview.body.person, "reference": reference, "pseudonym": pseudonym })
        });
        let own = json!({
            "title": interview.body.title, "date": interview.body.session.date, "person": person,
            "finalised": interview.body.finalised, "segments": interview.body.segments.len(),
        });
        record(interview, own)
    };
    let documents: Vec<Value> = interviews.iter().map(|interview| document(interview)).collect();
    Ok(Answer::new(json!({ "interviews": documents }), table.or(&words("cli-no-interviews"))))
}

fn show(desk: &Desk, case: &str, id: &str) -> Outcome {
    let session = desk.sign_in()?;
    let case = session.case(case)?;
    let id = session.record(case, id)?;
    let shown = interviews::show(&session.store, &session.actor, case, id);
    let file =
        shown.map_err(|error| Refusal::from(error).if_not_found("not-an-interview", &id.to_string()))?;
    let consents: Vec<Value> =
        file.consents.iter().map(|consent| record(consent, json!({ "consent": consent.body }))).collect();
    let own = json!({
        "testimony": file.testimony.body,
        "person": record(&file.person, json!({ "person": file.person.body })),
        "consents": consents,
        "revisions": file.revisions.len(),
    });
    Ok(Answer::new(record(&file.testimony, own), text::show(desk.lang, &file)))
}

/// A term in words, or nothing.
fn label<T: Choice>(lang: crate::domain::Lang, term: Option<T>) -> &'static str {
    term.map_or("", |term| term.label(lang))
}
