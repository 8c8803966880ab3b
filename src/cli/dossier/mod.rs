//! Dossiers: what one would hold, making it, taking it out, and verifying one that was received.

mod text;
mod verify;

use super::Outcome;
use super::answer::{Answer, record};
use super::desk::{Desk, Session};
use super::files::{DASH, Output};
use super::options::lang;
use super::progress::Work;
use super::refusal::Refusal;
use super::table::Table;
use super::words::{one_line, say, say_with};
use crate::domain::dossier::{Dossier as Made, Exclusion};
use crate::domain::{CaseId, Choice, Lang, RecordId, Recorded};
use crate::service::Error;
use crate::service::dossiers::{self, Check, Deadline, ExportOrder, FieldState, Held, Item, SealedFile};
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

#[derive(Subcommand)]
pub enum Dossier {
    /// What a dossier would hold today, what would stay out and why, and what is missing
    Check(For),
    /// Make a dossier for a body, keep it in the case and write it to a file
    Export(Export),
    /// The dossiers that were made
    List {
        /// Id or reference of the case
        case: String,
    },
    /// Write a dossier that was made to a file once more; the ledger tells that it left
    Get {
        /// Id or reference of the case
        case: String,
        /// Id or reference of the dossier
        id: String,
        #[command(flatten)]
        to: To,
        /// Also when something in it would not leave today: a consent was withdrawn or narrowed since
        #[arg(long)]
        anyway: bool,
    },
    /// Check a dossier, with nothing but the file: no store, no account; exit 1 when anything is wrong
    Verify(verify::Verify),
    /// The bodies that there are, with their languages
    Bodies,
}

/// For whom.
#[derive(Args)]
pub struct For {
    /// Id or reference of the case
    case: String,
    /// Code of the body, as `dossier bodies` shows it
    #[arg(long, value_parser = bodies())]
    body: String,
    /// Language of the dossier [default: the body's usual one]
    #[arg(long, value_name = "LANG", value_parser = lang())]
    language: Option<Lang>,
    /// Name people in the form that each of them allowed this body; the ledger tells of every look
    #[arg(long)]
    with_identities: bool,
}

impl For {
    fn sign_in(&self, desk: &Desk) -> Result<Session, Refusal> {
        if self.with_identities { desk.sign_in_with_identities() } else { desk.sign_in() }
    }
}

/// Whereto.
#[derive(Args)]
pub struct To {
    /// Where to put it; `-` is stdout
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
    /// Replace the file if it exists
    #[arg(long)]
    force: bool,
}

#[derive(Args)]
pub struct Export {
    #[command(flatten)]
    what: For,
    #[command(flatten)]
    to: To,
}

fn bodies() -> PossibleValuesParser {
    let value = |body: &'static dossiers::Body| {
        PossibleValue::new(body.code.as_str()).help(body.name.get(Lang::En).as_str())
    };
    dossiers::bodies().iter().map(value).collect::<Vec<_>>().into()
}

impl Dossier {
    pub fn run(self, desk: &Desk) -> Outcome {
        match self {
            Dossier::Check(what) => check(desk, &what),
            Dossier::Export(export) => export.run(desk),
            Dossier::List { case } => list(desk, &case),
            Dossier::Get { case, id, to, anyway } => get(desk, &case, &id, &to, anyway),
            Dossier::Verify(verify) => verify.run(desk),
            Dossier::Bodies => Ok(all_bodies(desk)),
        }
    }
}

fn all_bodies(desk: &Desk) -> Answer {
    let words = |key| say(desk.lang, key);
    let mut table = Table::new([words("cli-code"), words("languages"), words("name")]);
    for body in dossiers::bodies() {
        let languages: Vec<&str> = body.languages.iter().map(|lang| lang.code()).collect();
        table.row([&body.code, &languages.join(" "), body.name.get(desk.lang)]);
    }
    let document = |body: &dossiers::Body| {
        json!({
            "code": body.code, "name": body.name.get(desk.lang), "languages": body.languages,
            "version": body.version, "dated": body.dated, "document": body.document.get(desk.lang),
        })
    };
    let documents: Vec<Value> = dossiers::bodies().iter().map(document).collect();
    Answer::new(json!({ "bodies": documents }), table.or(""))
}

fn check(desk: &Desk, what: &For) -> Outcome {
    let session = what.sign_in(desk)?;
    let case = session.case(&what.case)?;
    let (store, actor) = (&session.store, &session.actor);
    let check = dossiers::check(store, actor, case, &what.body, what.language, what.with_identities)?;
    Ok(Answer::new(check_document(&check), text::check(desk.lang, &check)))
}

fn check_document(check: &Check) -> Value {
    let field = |field: &FieldState| {
        json!({
            "id": field.id, "label": field.label, "required": field.required, "article": field.article,
            "typed": field.typed, "value": field.value, "missing": field.is_missing(),
            "undecided": field.undecided, "help": check.body.help(&field.id, check.language),
            "unknown_allowed": field.unknown_id.is_some(), "unknown": field.unknown,
        })
    };
    let item = |item: &Item| json!({ "reference": item.reference, "title": item.title, "detail": item.detail.words(check.language) });
    json!({
        "body": check.body.code, "language": check.language, "with_identities": check.with_identities,
        "fields": check.fields.iter().map(field).collect::<Vec<_>>(),
        "missing": check.missing,
        "included": check.included.iter().map(item).collect::<Vec<_>>(),
        "excluded": check.exclusions.iter().map(|one| held(check, one)).collect::<Vec<_>>(),
        "metadata": check.telling.iter().map(|one| json!({ "reference": one.reference, "tells": one.kinds })).collect::<Vec<_>>(),
        "told": check.body.consent.told.get(check.language),
        "deadlines": check.deadlines.iter().map(|one| deadline(check.language, one)).collect::<Vec<_>>(),
        "filing": check.body.filing.get(check.language),
        "limits": {
            "pages": check.body.limits.pages, "words": check.body.limits.words,
            "formats": check.body.limits.formats, "length": check.length,
        },
        "uncertain": check.body.uncertain.get(check.language),
    })
}

fn deadline(lang: Lang, one: &Deadline) -> Value {
    let clock = one.clock;
    json!({
        "label": clock.label.get(lang), "article": clock.article, "note": clock.note.get(lang), "counted_from": one.start.field(),
        "since": one.since, "due": one.due, "passed": one.passed, "check": one.check,
    })
}

/// What stays out, with what it lacks and whose consent decides.
fn held(check: &Check, one: &Held) -> Value {
    let lang = check.language;
    let needs: Vec<String> = one.needs.iter().map(|need| need.words(check.body, lang)).collect();
    let people: Vec<&String> = one.people.iter().filter_map(|person| check.people.get(person)).collect();
    json!({
        "reference": one.reference, "reason": one.reason, "words": one.reason.label(lang),
        "needs": needs, "consent_of": people,
    })
}

/// What stays out, with the reason as a code and in the words of the dossier's language.
fn excluded(lang: Lang, exclusions: &[Exclusion]) -> Vec<Value> {
    let one = |exclusion: &Exclusion| {
        let words = exclusion.reason.label(lang);
        json!({ "reference": exclusion.reference, "reason": exclusion.reason, "words": words })
    };
    exclusions.iter().map(one).collect()
}

fn two_things_on_stdout(desk: &Desk, to: &To) -> Result<(), Refusal> {
    let both = desk.as_json() && to.output.as_os_str() == DASH;
    if both { Err(Refusal::usage("two-things-on-stdout")) } else { Ok(()) }
}

impl Export {
    fn run(self, desk: &Desk) -> Outcome {
        two_things_on_stdout(desk, &self.to)?;
        let session = self.what.sign_in(desk)?;
        let case = session.case(&self.what.case)?;
        // Before anything is made: a dossier that cannot be written is not made.
        let output = Output::create(&self.to.output, self.to.force)?;
        let work = Work::steps(&self.what.body);
        let order = ExportOrder {
            body: self.what.body,
            language: self.what.language,
            with_identities: self.what.with_identities,
        };
        let made = dossiers::export(&session.store, &session.actor, case, order, &mut work.watch());
        let made = work.outcome(made)?;
        drop(work);
        let written = open(&session, case, made.id, false)
            .and_then(|opened| write(desk, opened, output, &self.to.output));
        // It is in the case by now, and can be had from there.
        written.map_err(|refusal| refusal.but_made(desk.lang, &made.reference))
    }
}

fn list(desk: &Desk, case: &str) -> Outcome {
    let session = desk.sign_in()?;
    let case = session.case(case)?;
    let made = dossiers::list(&session.store, &session.actor, case)?;
    let all: Vec<&Recorded<Made>> = made.iter().collect();
    let today = dossiers::no_longer(&session.store, &session.actor, case, &all)?;
    let headings = ["reference", "body", "language", "when", "file-name", "cli-no-longer-leaves"];
    let mut table = Table::new(headings.map(|key| say(desk.lang, key)));
    for (dossier, held) in made.iter().zip(&today) {
        let (body, when) = (&dossier.body, dossier.recorded_at.to_string());
        let today: Vec<&str> = held.iter().map(|one| one.reference.as_str()).collect();
        let today = today.join(", ");
        table.row([&dossier.reference, &body.body, &body.language, &when, &body.file_name, &today]);
    }
    let documents = made.iter().zip(&today).map(|(dossier, held)| {
        let lang = Lang::from_code(&dossier.body.language).unwrap_or(Lang::Es);
        let held: Vec<Exclusion> = held.iter().map(Held::exclusion).collect();
        let mut document = document(dossier);
        document["no_longer"] = json!(excluded(lang, &held));
        document
    });
    let documents: Vec<Value> = documents.collect();
    Ok(Answer::new(json!({ "dossiers": documents }), table.or(&say(desk.lang, "cli-no-dossiers"))))
}

fn document(dossier: &Recorded<Made>) -> Value {
    let body = &dossier.body;
    let lang = Lang::from_code(&body.language).unwrap_or(Lang::Es);
    let own = json!({
        "body": body.body, "language": body.language, "with_identities": body.with_identities,
        "profile_version": body.profile_version, "file_name": body.file_name,
        "bytes": body.file.length, "sha256": body.file.sha256, "manifest": body.manifest,
        "included": body.included, "excluded": excluded(lang, &body.exclusions),
        "missing": body.missing, "ledger_size": body.ledger_size,
    });
    record(dossier, own)
}

fn get(desk: &Desk, case: &str, id: &str, to: &To, anyway: bool) -> Outcome {
    two_things_on_stdout(desk, to)?;
    let session = desk.sign_in()?;
    let case = session.case(case)?;
    let id = session.record(case, id)?;
    // Asked before a file is begun.
    let opened = open(&session, case, id, anyway)?;
    write(desk, opened, Output::create(&to.output, to.force)?, &to.output)
}

fn open(
    session: &Session,
    case: CaseId,
    id: RecordId,
    anyway: bool,
) -> Result<(Recorded<Made>, SealedFile), Refusal> {
    let opened = dossiers::file(&session.store, &session.actor, case, id, anyway);
    opened.map_err(|error| match error {
        Error::Invalid(problems) => {
            let which = problems.into_iter().map(|problem| problem.detail).collect::<Vec<_>>().join(", ");
            Refusal::new("no-longer-leaves").about(which)
        }
        other => Refusal::from(other).if_not_found("not-a-dossier-here", &id.to_string()),
    })
}

/// Writes a dossier of the case to a file.
fn write(
    desk: &Desk,
    (dossier, file): (Recorded<Made>, SealedFile),
    mut output: Output,
    path: &Path,
) -> Outcome {
    let work = Work::begin(&dossier.body.file_name, Some(file.len()));
    output.copy(&mut work.reading(file))?;
    if output.is_stdout() {
        return Ok(Answer::already_given());
    }
    output.keep()?;
    drop(work);
    let shown = path.display().to_string();
    let texts = [("reference", dossier.reference.clone()), ("file", one_line(&shown))];
    let mut answer = document(&dossier);
    answer["output"] = json!(shown);
    let text = say_with(desk.lang, "cli-exported", &texts) + "\n" + &text::made(desk.lang, &dossier.body);
    Ok(Answer::new(answer, text))
}
