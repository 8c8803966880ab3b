//! Chats: read from an export, listed, shown as a transcript, found by their words.

use super::Outcome;
use super::answer::{Answer, record};
use super::desk::Desk;
use super::files::Input;
use super::progress::Work;
use super::table::Table;
use super::words::{one_line, say, say_with, several_lines};
use crate::domain::chats::{ChatSet, DateOrder, Participant};
use crate::domain::message::{Message, Voice};
use crate::domain::{Choice, Lang, Recorded};
use crate::service::chats::{self, ChatOrder, Found, ImportedChat, RejectReason};
use clap::builder::PossibleValue;
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use std::path::PathBuf;

#[derive(Subcommand)]
pub enum Chat {
    /// Import an exported chat, all or nothing; the file itself is kept as evidence
    Import(Box<Import>),
    /// The chats of a case
    List {
        /// Id or reference of the case
        case: String,
    },
    /// The messages of a chat
    Show {
        /// Id or reference of the case
        case: String,
        /// Id or reference of the chat
        set: String,
        /// The number of the first message shown
        #[arg(long, value_name = "N", default_value_t = 1)]
        from: u64,
        /// The most that are shown
        #[arg(long, value_name = "N", default_value_t = 100)]
        most: usize,
    },
    /// Messages whose text, sender or file names hold every word
    Search {
        /// Id or reference of the case
        case: String,
        query: String,
        /// The most that are shown
        #[arg(long, value_name = "N", default_value_t = 100)]
        most: usize,
    },
    /// Say who a participant is; without a person, that it is not known
    Identify {
        /// Id or reference of the case
        case: String,
        /// Id or reference of the chat
        set: String,
        /// The participant's number, from 1, as `chat show` lists them
        participant: usize,
        /// Id or reference of the person
        person: Option<String>,
    },
}

#[derive(Args)]
pub struct Import {
    /// Id or reference of the case
    case: String,
    /// The export: a text, a JSON file, or a zip with its media; `-` reads stdin
    file: PathBuf,
    /// How the file is written [default: recognised by its content]
    #[arg(long, value_parser = formats())]
    format: Option<String>,
    /// In which order dates name day, month and year [default: as the file proves; else refused]
    #[arg(long, value_parser = orders())]
    date_order: Option<String>,
    /// Of dates that do not say theirs [default: the case's]
    #[arg(long, value_name = "IANA")]
    time_zone: Option<String>,
    /// Title of the chat [default: the file's name]
    #[arg(long, value_name = "TEXT", default_value = "")]
    title: String,
    /// Where the file comes from
    #[arg(long, value_name = "TEXT", default_value = "")]
    source: String,
    /// A person who can be recognised in it, by id or reference; may be given several times
    #[arg(long = "person", value_name = "ID")]
    persons: Vec<String>,
    /// Nobody can be recognised in it
    #[arg(long, conflicts_with = "persons")]
    nobody_shown: bool,
}

fn formats() -> clap::builder::PossibleValuesParser {
    let value =
        |format: &&dyn chats::ChatFormat| PossibleValue::new(format.code()).help(format.label(Lang::En));
    chats::CHAT_FORMATS.iter().map(value).collect::<Vec<_>>().into()
}

fn orders() -> clap::builder::PossibleValuesParser {
    let value = |order: &DateOrder| PossibleValue::new(order.code()).help(order.label(Lang::En));
    DateOrder::ALL.iter().map(value).collect::<Vec<_>>().into()
}

impl Chat {
    pub fn run(self, desk: &Desk) -> Outcome {
        match self {
            Chat::Import(import) => import.run(desk),
            Chat::List { case } => list(desk, &case),
            Chat::Show { case, set, from, most } => show(desk, &case, &set, from, most),
            Chat::Search { case, query, most } => search(desk, &case, &query, most),
            Chat::Identify { case, set, participant, person } => {
                identify(desk, &case, &set, participant, person.as_deref())
            }
        }
    }
}

impl Import {
    fn run(self, desk: &Desk) -> Outcome {
        let input = Input::open(&self.file)?;
        let session = desk.sign_in()?;
        let case = session.case(&self.case)?;
        let persons = self.persons.iter().map(|person| session.record(case, person));
        let persons = persons.collect::<Result<_, _>>()?;
        let work = Work::begin(&input.name, input.length);
        let order = ChatOrder {
            file_name: input.name.into(),
            title: self.title.into(),
            source: self.source.into(),
            persons,
            nobody_shown: self.nobody_shown,
            format: self.format.as_deref().and_then(chats::by_code),
            order: self.date_order.as_deref().and_then(DateOrder::from_code),
            time_zone: self.time_zone,
        };
        let mut reader = work.reading(input.reader);
        let (store, actor) = (&session.store, &session.actor);
        let imported = chats::import(store, actor, case, order, &mut reader, &mut work.watch());
        let imported = work.outcome(imported).map_err(|refusal| refusal.of_file(&self.file))?;
        drop(work);
        Ok(Answer::new(balance(&imported), text(desk.lang, &imported)))
    }
}

fn balance(imported: &ImportedChat) -> Value {
    let mut document = set_document(&imported.set);
    document["original"] = json!({ "id": imported.original.id, "reference": imported.original.reference });
    document["same_as"] = json!(imported.same_as);
    document["broken_off"] = json!(imported.summary.broken_off);
    document["rejects"] = json!(imported.set.body.rejects);
    document
}

fn set_document(set: &Recorded<ChatSet>) -> Value {
    let (body, counts) = (&set.body, set.body.counts);
    let participant = |(place, one): (usize, &Participant)| json!({ "number": place + 1, "name": one.name, "id": one.id, "messages": one.messages, "person": one.person });
    let own = json!({
        "title": body.title, "format": body.format, "original": body.original,
        "imported": counts.messages(), "said": counts.said, "system": counts.system, "rejected": counts.rejected,
        "units": counts.units, "continued": counts.continued, "blank": counts.blank,
        "media": counts.media, "media_absent": counts.media_absent,
        "date_order": body.dates.order, "date_order_basis": body.dates.basis, "time_zone": body.dates.time_zone,
        "first": body.first, "last": body.last, "chats": body.chats,
        "participants": body.participants.iter().enumerate().map(participant).collect::<Vec<_>>(),
        "files": body.files,
    });
    record(set, own)
}

/// Rejected lines that are shown one by one on a terminal.
const SHOWN: usize = 20;

fn text(lang: Lang, imported: &ImportedChat) -> String {
    let set = &imported.set.body;
    let order = set.dates.order.map_or("", |order| order.label(lang));
    let texts = [
        ("reference", imported.set.reference.clone()),
        ("original", imported.original.reference.clone()),
        ("format", set.format.clone()),
        ("said", set.counts.said.to_string()),
        ("system", set.counts.system.to_string()),
        ("rejected", set.counts.rejected.to_string()),
        ("order", order.to_owned()),
        ("basis", set.dates.basis.label(lang).to_owned()),
        ("zone", set.dates.time_zone.clone()),
        ("media", set.counts.media.to_string()),
        ("absent", set.counts.media_absent.to_string()),
    ];
    let mut text = say_with(lang, "cli-chat-imported", &texts) + "\n";
    if let Some(same) = &imported.same_as {
        text += &(say_with(lang, "cli-chat-same", &[("reference", same.clone())]) + "\n");
    }
    for reject in set.rejects.iter().take(SHOWN) {
        let unit = reject.place.unit.label(lang);
        let reason = RejectReason::from_code(&reject.reason).map_or("", |reason| reason.label(lang));
        text += &format!("  {unit} {}: {reason}\n", reject.place.number);
    }
    let more = set.counts.rejected.saturating_sub(SHOWN as u64);
    if more > 0 {
        text += &format!("  {}\n", super::words::count(lang, "cli-more-rejected", more));
    }
    text
}

fn list(desk: &Desk, case: &str) -> Outcome {
    let session = desk.sign_in()?;
    let case = session.case(case)?;
    let sets = chats::sets(&session.store, &session.actor, case)?;
    let words = |key| say(desk.lang, key);
    let headings =
        ["reference", "format", "cli-chat-messages", "cli-rejected", "cli-chat-participants", "title"];
    let mut table = Table::new(headings.map(words));
    for set in &sets {
        let counts = set.body.counts;
        let numbers =
            [counts.messages(), counts.rejected, set.body.participants.len() as u64].map(|n| n.to_string());
        let [messages, rejected, participants] = &numbers;
        let title = set.body.title.reveal();
        table.row([&set.reference, &set.body.format, messages, rejected, participants, title]);
    }
    let documents: Vec<Value> = sets.iter().map(set_document).collect();
    Ok(Answer::new(json!({ "sets": documents }), table.or(&words("cli-no-chats"))))
}

fn show(desk: &Desk, case: &str, set: &str, from: u64, most: usize) -> Outcome {
    let session = desk.sign_in()?;
    let case = session.case(case)?;
    let set = chats::set(&session.store, &session.actor, case, session.record(case, set)?)?;
    let found = chats::stretch(&session.store, &session.actor, case, set.id, from, most)?;
    let mut text = format!("{}  {}\n", set.reference, one_line(set.body.title.reveal()));
    for (place, one) in set.body.participants.iter().enumerate() {
        text += &format!("  {}. {} ({})\n", place + 1, one_line(one.name.reveal()), one.messages);
    }
    text += "\n";
    found.iter().for_each(|found| text += &line(desk.lang, found));
    let mut document = set_document(&set);
    document["messages"] = found.iter().map(hit_document).collect();
    Ok(Answer::new(document, text))
}

/// A message as a line of a transcript; its further lines are indented.
fn line(lang: Lang, found: &Found) -> String {
    let message = &found.message;
    let at = message.at.map(|at| at.to_string()).unwrap_or_default();
    let marks: Vec<&str> = message.marks.iter().map(|mark| mark.label(lang)).collect();
    let marks = if marks.is_empty() { String::new() } else { format!(" [{}]", marks.join("; ")) };
    let words = several_lines(message.text.reveal()).replace('\n', "\n    ");
    format!("{} {at} {}: {words}{marks}\n", found.reference, who(lang, message))
}

fn who(lang: Lang, message: &Message) -> String {
    let name = message.sender.as_ref().or(message.sender_id.as_ref()).map_or("", |name| name.reveal());
    match message.voice {
        Voice::Person => one_line(name),
        Voice::System => format!("({})", Voice::System.label(lang)),
    }
}

fn search(desk: &Desk, case: &str, query: &str, most: usize) -> Outcome {
    let session = desk.sign_in()?;
    let case = session.case(case)?;
    let hits = chats::search(&session.store, &session.actor, case, query, most)?;
    let words = |key| say(desk.lang, key);
    let mut table = Table::new([words("reference"), words("when"), words("who"), words("cli-text")]);
    for hit in &hits {
        let when = hit.message.at.map(|at| at.to_string()).unwrap_or_default();
        table.row([&hit.reference, &when, &who(desk.lang, &hit.message), hit.message.text.reveal()]);
    }
    let documents: Vec<Value> = hits.iter().map(hit_document).collect();
    Ok(Answer::new(json!({ "messages": documents }), table.or(&words("cli-nothing-found"))))
}

fn hit_document(hit: &Found) -> Value {
    let mut document = json!(hit.message);
    document["reference"] = json!(hit.reference);
    document["set"] = json!(hit.address.set);
    document["number"] = json!(hit.address.number);
    document
}

fn identify(desk: &Desk, case: &str, set: &str, participant: usize, person: Option<&str>) -> Outcome {
    let session = desk.sign_in()?;
    let case = session.case(case)?;
    let set = session.record(case, set)?;
    let person = person.map(|person| session.record(case, person)).transpose()?;
    let place = participant.checked_sub(1).ok_or(crate::service::Error::NotFound)?;
    chats::identify(&session.store, &session.actor, case, set, place, person)?;
    let answer = json!({ "set": set, "participant": participant, "person": person });
    Ok(Answer::new(answer, say(desk.lang, "cli-chat-identified") + "\n"))
}
