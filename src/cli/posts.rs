//! Imported posts: read from a file, listed, found by their words.

use super::Outcome;
use super::answer::{Answer, record};
use super::coordination::Coordination;
use super::desk::Desk;
use super::files::{DASH, Input, Output};
use super::options::choice;
use super::post_checks::Checks;
use super::post_tables::{Accounts, Export, Timeline};
use super::progress::Work;
use super::refusal::Refusal;
use super::table::Table;
use super::words::{one_line, say, say_with};
use crate::domain::posts::{PostSet, Rejected};
use crate::domain::{Choice, Lang, Private, Recorded};
use crate::service::posts::{
    self, Decoding, Encoding, EncodingSign, Found, ImportOrder, Imported, RejectReason, RejectsTable,
};
use clap::builder::PossibleValue;
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

#[derive(Subcommand)]
pub enum Posts {
    /// Import a file of posts, all or nothing; the file itself is kept as evidence
    Import(Import),
    /// The imported sets of a case
    List {
        /// Id or reference of the case
        case: String,
    },
    /// All that an import rejected, as a table (CSV): where in the file, and why
    Rejects {
        /// Id or reference of the case
        case: String,
        /// Id or reference of the set
        set: String,
        /// Where to put it [default: stdout]
        #[arg(long, value_name = "FILE", default_value = DASH)]
        output: PathBuf,
        /// Replace the file if it exists
        #[arg(long)]
        force: bool,
    },
    /// Who acted together: a network of accounts, by the definitions of two published tools
    Coordination(Coordination),
    /// How many posts there were when
    Timeline(Timeline),
    /// What each account did: counts and times
    Accounts(Accounts),
    /// Where posts contradict themselves or each other: facts, not verdicts
    Checks(Checks),
    /// Posts as a table, as JSON, or as the two tools read them
    Export(Export),
    /// Posts whose text, author, tags or id hold every word
    Search {
        /// Id or reference of the case
        case: String,
        query: String,
        /// The most that are shown
        #[arg(long, value_name = "N", default_value_t = 100)]
        most: usize,
    },
}

#[derive(Args)]
pub struct Import {
    /// Id or reference of the case
    case: String,
    /// The file; `-` reads stdin
    file: PathBuf,
    /// How the file is written [default: recognised by its content]
    #[arg(long, value_parser = formats())]
    format: Option<String>,
    /// How the characters of the file are written [default: as a mark in it or its shape tells, else UTF-8]
    #[arg(long, value_parser = choice::<Encoding>())]
    encoding: Option<Encoding>,
    /// JSON file that says which column of a table holds what
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// Title of the set [default: the file's name]
    #[arg(long, value_name = "TEXT", default_value = "")]
    title: String,
    /// Where the file comes from
    #[arg(long, value_name = "TEXT", default_value = "")]
    source: String,
    #[arg(long = "tag", value_name = "TEXT")]
    tags: Vec<String>,
    /// A person who can be recognised in it, by id or reference; may be given several times
    /// [default: nobody beyond the accounts that posted in public]
    #[arg(long = "person", value_name = "ID")]
    persons: Vec<String>,
}

fn formats() -> clap::builder::PossibleValuesParser {
    let value = |format: &&dyn posts::Format| PossibleValue::new(format.code()).help(format.label(Lang::En));
    posts::FORMATS.iter().map(value).collect::<Vec<_>>().into()
}

impl Posts {
    pub fn run(self, desk: &Desk) -> Outcome {
        match self {
            Posts::Import(import) => import.run(desk),
            Posts::List { case } => list(desk, &case),
            Posts::Rejects { case, set, output, force } => rejects(desk, &case, &set, &output, force),
            Posts::Coordination(coordination) => coordination.run(desk),
            Posts::Timeline(timeline) => timeline.run(desk),
            Posts::Accounts(accounts) => accounts.run(desk),
            Posts::Checks(checks) => checks.run(desk),
            Posts::Export(export) => export.run(desk),
            Posts::Search { case, query, most } => search(desk, &case, &query, most),
        }
    }
}

impl Import {
    fn run(self, desk: &Desk) -> Outcome {
        let mapping = self
            .mapping
            .as_ref()
            .map(|path| super::interview::file::parse::<posts::Mapping>(path, &Input::text(path)?));
        let options = posts::Options { mapping: mapping.transpose()?, encoding: self.encoding };
        let input = Input::open(&self.file)?;
        let session = desk.sign_in()?;
        let case = session.case(&self.case)?;
        let persons = self.persons.iter().map(|person| session.record(case, person));
        let persons = persons.collect::<Result<Vec<_>, _>>()?;
        let work = Work::begin(&input.name, input.length);
        let order = ImportOrder {
            file_name: input.name.into(),
            title: self.title.into(),
            tags: self.tags.into_iter().map(Private::new).collect(),
            source: self.source.into(),
            nobody_shown: persons.is_empty(),
            persons,
            format: self.format.as_deref().and_then(posts::by_code),
            options,
        };
        let mut reader = work.reading(input.reader);
        let (store, actor) = (&session.store, &session.actor);
        let imported = posts::import(store, actor, case, order, &mut reader, &mut work.watch());
        let imported = work.outcome(imported).map_err(|refusal| refusal.of_file(&self.file))?;
        drop(work);
        Ok(Answer::new(balance(&imported), text(desk.lang, &imported)))
    }
}

fn balance(imported: &Imported) -> Value {
    let original = json!({ "id": imported.original.id, "reference": imported.original.reference });
    let Value::Object(own) = set_document(&imported.set) else { return Value::Null };
    let mut document = Value::Object(own);
    document["original"] = original;
    document["rejects"] = json!(imported.rejects);
    document
}

/// Rejected records that are shown one by one on a terminal.
const SHOWN: usize = 20;

fn text(lang: Lang, imported: &Imported) -> String {
    let set = &imported.set.body;
    let texts = [
        ("reference", imported.set.reference.clone()),
        ("original", imported.original.reference.clone()),
        ("format", set.format.clone()),
        ("imported", set.imported.to_string()),
        ("duplicates", set.duplicates.to_string()),
        ("versions", set.versions.to_string()),
        ("rejected", set.rejected.to_string()),
    ];
    let mut text = say_with(lang, "cli-imported", &texts) + "\n";
    if set.decoding.by != EncodingSign::Usual {
        text += &format!("  {}\n", decoding(lang, set.decoding));
    }
    if set.broken_off {
        text += &format!("  {}\n", say(lang, "broken-off"));
    }
    for reject in imported.rejects.iter().take(SHOWN) {
        text += &format!("  {}\n", reject_line(lang, reject));
    }
    let more = set.rejected.saturating_sub(SHOWN as u64);
    if more > 0 {
        text += &format!("  {}\n", super::words::count(lang, "cli-more-rejected", more));
    }
    text
}

fn decoding(lang: Lang, decoding: Decoding) -> String {
    format!("{}: {}; {}", say(lang, "encoding"), decoding.encoding.label(lang), decoding.by.label(lang))
}

fn reject_line(lang: Lang, reject: &Rejected) -> String {
    let place = reject.place;
    let item = place.item.map(|item| format!(".{item}")).unwrap_or_default();
    let unit = place.unit.label(lang);
    let reason = RejectReason::from_code(&reject.reason).map_or("", |reason| reason.label(lang));
    format!("{unit} {}{item}: {reason}", place.number)
}

fn set_document(set: &Recorded<PostSet>) -> Value {
    let own = json!({
        "title": set.body.title, "format": set.body.format, "imported": set.body.imported,
        "duplicates": set.body.duplicates, "versions": set.body.versions, "rejected": set.body.rejected, "original": set.body.original,
        "tags": set.body.tags, "broken_off": set.body.broken_off,
        "encoding": set.body.decoding.encoding, "encoding_known_by": set.body.decoding.by,
        "first": set.body.period.map(|(first, _)| first), "last": set.body.period.map(|(_, last)| last),
    });
    record(set, own)
}

fn list(desk: &Desk, case: &str) -> Outcome {
    let session = desk.sign_in()?;
    let case = session.case(case)?;
    let sets = posts::sets(&session.store, &session.actor, case)?;
    let words = |key| say(desk.lang, key);
    let headings = [
        "reference",
        "format",
        "cli-imported-head",
        "cli-duplicates",
        "cli-versions",
        "cli-rejected",
        "title",
    ];
    let mut table = Table::new(headings.map(words));
    for set in &sets {
        let PostSet { imported, duplicates, versions, rejected, .. } = &set.body;
        let numbers = [imported, duplicates, versions, rejected].map(|n| n.to_string());
        let [imported, duplicates, versions, rejected] = &numbers;
        let title = set.body.title.reveal();
        table.row([&set.reference, &set.body.format, imported, duplicates, versions, rejected, title]);
    }
    let documents: Vec<Value> = sets.iter().map(set_document).collect();
    Ok(Answer::new(json!({ "sets": documents }), table.or(&words("cli-no-posts"))))
}

fn rejects(desk: &Desk, case: &str, set: &str, path: &Path, force: bool) -> Outcome {
    let session = desk.sign_in()?;
    let case = session.case(case)?;
    let id = session.record(case, set)?;
    let mut output = Output::create(path, force)?;
    let opened = posts::rejects(&session.store, &session.actor, case, id, 1);
    let (set, rejects) = opened.map_err(|error| Refusal::from(error).if_not_found("not-a-set", set))?;
    if output.is_stdout() && desk.as_json() {
        let rejects = rejects.collect::<Result<Vec<_>, _>>()?;
        return Ok(Answer::new(record(&set, json!({ "rejects": rejects })), ""));
    }
    let work = Work::begin(set.body.title.reveal(), None);
    output.copy(&mut work.reading(RejectsTable::new(rejects, desk.lang)))?;
    drop(work);
    if output.is_stdout() {
        return Ok(Answer::already_given());
    }
    output.keep()?;
    let shown = path.display().to_string();
    let texts = [("reference", set.reference.clone()), ("file", one_line(&shown))];
    let own = json!({ "output": shown, "rejected": set.body.rejected });
    Ok(Answer::new(record(&set, own), say_with(desk.lang, "cli-rejects-out", &texts) + "\n"))
}

fn search(desk: &Desk, case: &str, query: &str, most: usize) -> Outcome {
    let session = desk.sign_in()?;
    let case = session.case(case)?;
    let hits = posts::search(&session.store, &session.actor, case, query, most)?;
    let words = |key| say(desk.lang, key);
    let mut table = Table::new([words("reference"), words("when"), words("who"), words("cli-text")]);
    for hit in &hits {
        let when = hit.post.created_at.map(|at| at.to_string()).unwrap_or_default();
        let who = hit.post.author_handle.as_ref().map_or("", |handle| handle.reveal());
        table.row([&hit.reference, &when, who, hit.post.text.reveal()]);
    }
    let documents: Vec<Value> = hits.iter().map(hit_document).collect();
    Ok(Answer::new(json!({ "posts": documents }), table.or(&words("cli-nothing-found"))))
}

fn hit_document(hit: &Found) -> Value {
    json!({
        "reference": hit.reference, "set": hit.address.set, "number": hit.address.number,
        "id": hit.post.id, "author_handle": hit.post.author_handle, "author_name": hit.post.author_name,
        "created_at": hit.post.created_at, "text": hit.post.text, "place": hit.post.place,
    })
}
