//! Files that are evidence: attached, listed, shown with their custody, taken out.

mod custody;
mod show;

use crate::cli::Outcome;
use crate::cli::answer::{Answer, record};
use crate::cli::desk::{Desk, Session};
use crate::cli::files::{DASH, Input, Output};
use crate::cli::options::choice;
use crate::cli::progress::Work;
use crate::cli::refusal::Refusal;
use crate::cli::table::Table;
use crate::cli::wording;
use crate::cli::words::{one_line, say, say_with};
use crate::domain::evidence::{Evidence as Item, EvidenceKind, Provenance};
use crate::domain::{CaseId, Choice, PartialDate, Private, RecordId, Recorded};
use crate::service::evidence::{self, Attached, EvidenceDraft};
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

#[derive(Subcommand)]
pub enum Evidence {
    /// Attach files, each whole or not at all
    Attach(Box<Attach>),
    /// The evidence of a case
    List {
        /// Id or reference of the case
        case: String,
        /// Only items with this tag
        #[arg(long, value_name = "TEXT")]
        tag: Option<String>,
    },
    /// An item with its custody
    Show {
        /// Id or reference of the case
        case: String,
        /// Id or reference of the item
        id: String,
    },
    /// Tell what happened to an item; the ledger keeps it in its place
    Custody(Box<custody::Tell>),
    /// Take an original out, byte for byte; the ledger tells that it left
    Get {
        /// Id or reference of the case
        case: String,
        /// Id or reference of the item
        id: String,
        /// Where to put it; `-` is stdout
        #[arg(long, value_name = "FILE")]
        output: PathBuf,
        /// Replace the file if it exists
        #[arg(long)]
        force: bool,
    },
}

#[derive(Args)]
pub struct Attach {
    /// Id or reference of the case
    case: String,
    /// Files; `-` reads one from stdin
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What kind of evidence it is [default: by its content]
    #[arg(long, value_parser = choice::<EvidenceKind>())]
    kind: Option<EvidenceKind>,
    /// Where it comes from
    #[arg(long, value_name = "TEXT", default_value = "")]
    source: String,
    /// The source may be named in dossiers [default: it stays with the case team]
    #[arg(long)]
    source_open: bool,
    /// Name of the file, for what comes from stdin
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Title, when one file is attached [default: the file's name]
    #[arg(long, value_name = "TEXT", default_value = "")]
    title: String,
    #[arg(long, value_name = "TEXT", default_value = "")]
    description: String,
    /// What a picture shows, in words
    #[arg(long, value_name = "TEXT", default_value = "")]
    alt_text: String,
    /// The title in dossiers of a language
    #[arg(long, value_name = "LANG=TEXT", value_parser = wording::said)]
    title_in: Vec<wording::Said>,
    /// The description in dossiers of a language
    #[arg(long, value_name = "LANG=TEXT", value_parser = wording::said)]
    description_in: Vec<wording::Said>,
    /// What a picture shows, in dossiers of a language
    #[arg(long, value_name = "LANG=TEXT", value_parser = wording::said)]
    alt_text_in: Vec<wording::Said>,
    #[arg(long = "tag", value_name = "TEXT")]
    tags: Vec<String>,
    /// A person who can be recognised in it, by id or reference; may be given several times
    #[arg(long = "person", value_name = "ID")]
    persons: Vec<String>,
    /// Nobody can be recognised in it; without this or --person it goes into no dossier
    #[arg(long, conflicts_with = "persons")]
    nobody_shown: bool,
    /// 2020, 2020-05 or 2020-05-12
    #[arg(long, value_name = "DATE", value_parser = date)]
    obtained_on: Option<PartialDate>,
    /// Address of an online item
    #[arg(long, value_name = "URL", default_value = "")]
    url: String,
}

fn date(text: &str) -> Result<PartialDate, &'static str> {
    PartialDate::parse(text).ok_or("not a date: expected 2020, 2020-05 or 2020-05-12")
}

impl Evidence {
    pub fn run(self, desk: &Desk) -> Outcome {
        match self {
            Evidence::Attach(attach) => attach.run(desk),
            Evidence::List { case, tag } => list(desk, &case, tag.as_deref()),
            Evidence::Show { case, id } => show::show(desk, &case, &id),
            Evidence::Custody(tell) => tell.run(desk),
            Evidence::Get { case, id, output, force } => get(desk, &case, &id, &output, force),
        }
    }
}

impl Attach {
    fn run(self, desk: &Desk) -> Outcome {
        self.check()?;
        let session = desk.sign_in()?;
        let case = session.case(&self.case)?;
        let persons = self.persons.iter().map(|person| session.record(case, person));
        let persons = persons.collect::<Result<Vec<RecordId>, Refusal>>()?;
        let (mut attached, mut refusal) = (Vec::new(), None);
        for path in &self.files {
            match self.attach(&session, case, path, &persons) {
                Ok(item) => attached.push(item),
                Err(error) => {
                    refusal = Some(error);
                    break;
                }
            }
        }
        match (attached.is_empty(), refusal) {
            (true, Some(refusal)) => Err(refusal),
            // What was attached before the failure stays, and is told.
            (_, refusal) => Ok(answer(desk, &attached).but(refusal)),
        }
    }

    /// What makes no sense whatever is in the files.
    fn check(&self) -> Result<(), Refusal> {
        let stdin = self.files.iter().filter(|path| path.as_os_str() == DASH).count();
        if stdin > 1 || (stdin == 1 && self.name.is_none()) {
            return Err(Refusal::usage("stdin-needs-name"));
        }
        let several = self.files.len() > 1;
        if several && (!self.title.is_empty() || self.name.is_some()) {
            return Err(Refusal::usage("one-name-for-several"));
        }
        Ok(())
    }

    fn attach(
        &self,
        session: &Session,
        case: CaseId,
        path: &Path,
        persons: &[RecordId],
    ) -> Result<Attached, Refusal> {
        let input = Input::open(path)?;
        let name = self.name.clone().unwrap_or(input.name);
        let work = Work::begin(&name, input.length);
        let draft = EvidenceDraft { persons: persons.to_vec(), ..self.draft(name) };
        let mut reading = work.reading(input.reader);
        let attached = evidence::attach(&session.store, &session.actor, case, draft, &mut reading);
        work.outcome(attached).map_err(|refusal| refusal.of_file(path))
    }

    fn draft(&self, name: String) -> EvidenceDraft {
        EvidenceDraft {
            title: self.title.as_str().into(),
            kind: self.kind,
            description: self.description.as_str().into(),
            alt_text: self.alt_text.as_str().into(),
            wordings: wording::wordings(&self.title_in, &self.description_in, &self.alt_text_in),
            tags: self.tags.iter().map(|tag| Private::new(tag.as_str())).collect(),
            provenance: Provenance {
                source: self.source.as_str().into(),
                source_confidential: !self.source_open,
                obtained_on: self.obtained_on,
                url: self.url.as_str().into(),
                ..Provenance::default()
            },
            nobody_shown: self.nobody_shown,
            ..EvidenceDraft::of_file(name)
        }
    }
}

fn answer(desk: &Desk, attached: &[Attached]) -> Answer {
    let document = |item: &Attached| {
        let file = &item.evidence.body.file;
        json!({
            "id": item.evidence.id, "reference": item.evidence.reference, "sha256": file.blob.sha256,
            "bytes": file.blob.length, "media_type": file.media_type, "same_as": item.same_as,
            "name": file.name,
        })
    };
    let words = |key| say(desk.lang, key);
    let mut table = Table::new([
        words("reference"),
        words("size"),
        words("cli-sha256"),
        words("file-name"),
        String::new(),
    ]);
    for item in attached {
        let file = &item.evidence.body.file;
        let same = item
            .same_as
            .iter()
            .map(|other| say_with(desk.lang, "cli-same-as", &[("reference", other.clone())]));
        let (size, sha256) = (file.blob.length.to_string(), file.blob.sha256.to_string());
        let same: String = same.collect();
        table.row([&item.evidence.reference, &size, &sha256, file.name.reveal(), &same]);
    }
    let documents: Vec<Value> = attached.iter().map(document).collect();
    Answer::new(json!({ "attached": documents }), table.or(""))
}

fn list(desk: &Desk, case: &str, tag: Option<&str>) -> Outcome {
    let session = desk.sign_in()?;
    let case = session.case(case)?;
    let mut items = evidence::list(&session.store, &session.actor, case)?;
    items.retain(|item| tag.is_none_or(|tag| item.body.tags.iter().any(|own| own.reveal() == tag)));
    let words = |key| say(desk.lang, key);
    let mut table = Table::new([words("reference"), words("kind"), words("size"), words("title")]);
    for item in &items {
        let size = item.body.file.blob.length.to_string();
        table.row([&item.reference, item.body.kind.label(desk.lang), &size, item.body.title.reveal()]);
    }
    let documents: Vec<Value> = items.iter().map(document).collect();
    Ok(Answer::new(json!({ "evidence": documents }), table.or(&words("cli-no-evidence"))))
}

fn document(item: &Recorded<Item>) -> Value {
    let (body, file) = (&item.body, &item.body.file);
    let own = json!({
        "title": body.title, "kind": body.kind, "description": body.description, "tags": body.tags,
        "source": body.provenance.source, "source_confidential": body.provenance.source_confidential,
        "obtained_on": body.provenance.obtained_on, "url": body.provenance.url, "persons": body.persons,
        "nobody_shown": body.nobody_shown, "name": file.name, "media_type": file.media_type, "bytes": file.blob.length,
        "sha256": file.blob.sha256,
    });
    record(item, own)
}

fn get(desk: &Desk, case: &str, id: &str, path: &Path, force: bool) -> Outcome {
    if desk.as_json() && path.as_os_str() == DASH {
        return Err(Refusal::usage("two-things-on-stdout"));
    }
    let session = desk.sign_in()?;
    let case = session.case(case)?;
    let id = session.record(case, id)?;
    // Before the ledger is told: a file that cannot be made leaves no trace there.
    let mut output = Output::create(path, force)?;
    let opened = evidence::original(&session.store, &session.actor, case, id);
    let (item, file) =
        opened.map_err(|error| Refusal::from(error).if_not_found("not-evidence", &id.to_string()))?;
    let work = Work::begin(item.body.file.name.reveal(), Some(file.len()));
    output.copy(&mut work.reading(file))?;
    if output.is_stdout() {
        return Ok(Answer::already_given());
    }
    output.keep()?;
    drop(work);
    let shown = path.display().to_string();
    let texts = [("reference", item.reference.clone()), ("file", one_line(&shown))];
    let own = json!({
        "output": shown, "bytes": item.body.file.blob.length, "sha256": item.body.file.blob.sha256,
    });
    Ok(Answer::new(record(&item, own), say_with(desk.lang, "cli-taken-out", &texts) + "\n"))
}
