//! Posts counted by time and by account, and posts themselves, as tables.

use super::Outcome;
use super::answer::Answer;
use super::coordination::{chosen, deliver};
use super::desk::Desk;
use super::files::{DASH, Output};
use super::options::choice;
use super::refusal::Refusal;
use super::table::Table;
use super::words::{one_line, say, say_with};
use crate::domain::{Lang, Moment};
use crate::service::analysis::{self, Habits, Object, Span, Step, cell, decimal};
use crate::service::post_export::{PostsAs, export};
use clap::Args;
use serde_json::{Value, json};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Timeline {
    /// Id or reference of the case
    case: String,
    /// By what time is divided, where the case is
    #[arg(long, default_value = "day", value_parser = choice::<Step>())]
    per: Step,
    /// Only this imported set, by id or reference; may be given several times
    #[arg(long = "set", value_name = "POSTSET")]
    sets: Vec<String>,
    /// Write a table (CSV) to this file; `-` is stdout
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace a file that exists
    #[arg(long)]
    force: bool,
}

impl Timeline {
    pub fn run(self, desk: &Desk) -> Outcome {
        let session = desk.sign_in()?;
        let case = session.case(&self.case)?;
        let chosen = chosen(&session, case, &self.sets)?;
        let volume = analysis::timeline(&session.store, &session.actor, case, &chosen, self.per)?;
        if let Some(path) = &self.output {
            let csv = csv_of_spans(&volume.spans);
            let sha256 = deliver(desk, &session, case, &chosen, &csv, path, self.force)?;
            return Ok(written(desk.lang, path, volume.spans.len(), sha256));
        }
        let words = |key| say(desk.lang, key);
        let headings =
            ["when", "cli-messages", "cli-originals", "cli-reposts", "cli-replies", "cli-accounts-head"];
        let mut table = Table::new(headings.map(words));
        for span in &volume.spans {
            let numbers = [span.messages, span.originals(), span.reposts, span.replies, span.accounts];
            let [messages, originals, reposts, replies, accounts] = &numbers.map(|n| n.to_string());
            table.row([&span.start, messages, originals, reposts, replies, accounts]);
        }
        let mut text = table.or(&words("cli-no-posts"));
        text += &(say_with(desk.lang, "cli-times-in", &[("zone", volume.time_zone.clone())]) + "\n");
        if volume.without_time > 0 {
            let count = [("n", volume.without_time.to_string())];
            text += &(say_with(desk.lang, "cli-without-time", &count) + "\n");
        }
        let spans: Vec<Value> = volume.spans.iter().map(span_document).collect();
        let document = json!({
            "spans": spans, "messages": volume.messages, "without_time": volume.without_time,
            "time_zone": volume.time_zone,
        });
        Ok(Answer::new(document, text))
    }
}

fn span_document(span: &Span) -> Value {
    json!({
        "start": span.start, "messages": span.messages, "originals": span.originals(),
        "reposts": span.reposts, "replies": span.replies, "accounts": span.accounts,
    })
}

fn csv_of_spans(spans: &[Span]) -> String {
    let mut csv = String::from("start,messages,originals,reposts,replies,accounts\n");
    for span in spans {
        let Span { start, messages, reposts, replies, accounts } = span;
        csv += &format!("{start},{messages},{},{reposts},{replies},{accounts}\n", span.originals());
    }
    csv
}

#[derive(Args)]
pub struct Accounts {
    /// Id or reference of the case
    case: String,
    /// A handle whose mentions are counted; may be given several times
    #[arg(long = "target", value_name = "HANDLE")]
    targets: Vec<String>,
    /// Only this imported set, by id or reference; may be given several times
    #[arg(long = "set", value_name = "POSTSET")]
    sets: Vec<String>,
    /// Write a table (CSV) of all of them to this file; `-` is stdout
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace a file that exists
    #[arg(long)]
    force: bool,
    /// The most that are shown; the file has all
    #[arg(long, value_name = "N", default_value_t = 50)]
    most: usize,
}

impl Accounts {
    pub fn run(self, desk: &Desk) -> Outcome {
        let session = desk.sign_in()?;
        let case = session.case(&self.case)?;
        let chosen = chosen(&session, case, &self.sets)?;
        let (rows, zone) = analysis::accounts(&session.store, &session.actor, case, &chosen, &self.targets)?;
        if let Some(path) = &self.output {
            let sha256 = deliver(desk, &session, case, &chosen, &csv_of_habits(&rows), path, self.force)?;
            return Ok(written(desk.lang, path, rows.len(), sha256));
        }
        let words = |key| say(desk.lang, key);
        let headings =
            ["cli-account-head", "cli-messages", "cli-reposts", "cli-replies", "cli-first", "cli-last"];
        let mut table = Table::new(headings.map(words));
        for row in rows.iter().take(self.most) {
            let numbers = [row.messages, row.reposts, row.replies].map(|n| n.to_string());
            let [messages, reposts, replies] = &numbers;
            let name = if row.handle.is_empty() { &row.account } else { &row.handle };
            table.row([name, messages, reposts, replies, &moment(row.first), &moment(row.last)]);
        }
        let documents: Vec<Value> = rows.iter().take(self.most).map(habits_document).collect();
        let document = json!({ "accounts": documents, "all": rows.len(), "time_zone": zone });
        Ok(Answer::new(document, table.or(&words("cli-no-posts"))))
    }
}

fn moment(micros: Option<i64>) -> String {
    micros.map(|micros| Moment::from_micros(micros).to_string()).unwrap_or_default()
}

fn habits_document(row: &Habits) -> Value {
    json!({
        "account": row.account, "handle": row.handle, "created_at": moment(row.created),
        "messages": row.messages, "reposts": row.reposts, "repost_share": row.repost_share(),
        "replies": row.replies, "at_targets": row.at_targets, "first": moment(row.first),
        "last": moment(row.last), "active_days": row.active_days, "age_in_days": row.age_in_days(),
        "by_hour": row.by_hour, "by_weekday": row.by_weekday,
    })
}

fn csv_of_habits(rows: &[Habits]) -> String {
    let mut csv = String::from(
        "account,handle,created_at,messages,reposts,repost_share,replies,at_targets,first,last,active_days,\
         age_in_days,busiest_hour\n",
    );
    for row in rows {
        let (age, hour) = (row.age_in_days(), row.busiest_hour());
        let cells = [
            cell(&row.account),
            cell(&row.handle),
            moment(row.created),
            row.messages.to_string(),
            row.reposts.to_string(),
            decimal(row.repost_share()),
            row.replies.to_string(),
            row.at_targets.to_string(),
            moment(row.first),
            moment(row.last),
            row.active_days.to_string(),
            age.map(|days| days.to_string()).unwrap_or_default(),
            hour.map(|hour| hour.to_string()).unwrap_or_default(),
        ];
        csv += &(cells.join(",") + "\n");
    }
    csv
}

pub fn written(lang: Lang, path: &Path, rows: usize, sha256: Option<String>) -> Answer {
    let Some(sha256) = sha256 else { return Answer::already_given() };
    let shown = path.display().to_string();
    let texts = [("file", one_line(&shown)), ("rows", rows.to_string())];
    let document = json!({ "output": shown, "rows": rows, "sha256": sha256 });
    Answer::new(document, say_with(lang, "cli-table-written", &texts) + "\n")
}

#[derive(Args)]
pub struct Export {
    /// Id or reference of the case
    case: String,
    /// How the posts are written
    #[arg(long = "as", value_name = "FORMAT", default_value = "csv", value_parser = choice::<PostsAs>())]
    form: PostsAs,
    /// With `--as events`: what is shared
    #[arg(long, value_parser = choice::<Object>())]
    object: Option<Object>,
    /// Only this imported set, by id or reference; may be given several times
    #[arg(long = "set", value_name = "POSTSET")]
    sets: Vec<String>,
    /// The file to be made; `-` is stdout
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
    /// Replace a file that exists
    #[arg(long)]
    force: bool,
}

impl Export {
    pub fn run(self, desk: &Desk) -> Outcome {
        if self.form == PostsAs::Events && self.object.is_none() {
            return Err(Refusal::usage("object-missing"));
        }
        if desk.as_json() && self.output.as_os_str() == DASH {
            return Err(Refusal::usage("two-things-on-stdout"));
        }
        let session = desk.sign_in()?;
        let case = session.case(&self.case)?;
        let chosen = chosen(&session, case, &self.sets)?;
        let (store, actor) = (&session.store, &session.actor);
        let mut output = Output::create(&self.output, self.force)?;
        analysis::tell_export(store, actor, case, &chosen)?;
        let object = self.object.unwrap_or(Object::Hashtag);
        let mut refusal = None;
        let exported = export(store, actor, case, &chosen, (self.form, object), &mut |text| match output
            .write(text.as_bytes())
        {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                refusal = Some(error);
                ControlFlow::Break(())
            }
        });
        let rows = refusal.map_or_else(|| exported.map_err(Refusal::from), Err)?;
        if output.is_stdout() {
            return Ok(Answer::already_given());
        }
        output.keep()?;
        let shown = self.output.display().to_string();
        let texts = [("file", one_line(&shown)), ("rows", rows.to_string())];
        let document = json!({ "output": shown, "posts": rows });
        Ok(Answer::new(document, say_with(desk.lang, "cli-posts-written", &texts) + "\n"))
    }
}
