//! Cases: opened, shown, shared, and the answers that their complaints ask for.

use super::Outcome;
use super::answer::Answer;
use super::desk::Desk;
use super::files::Input;
use super::members::{self, Granting, Reason};
use super::options::choice_of;
use super::table::Table;
use super::wording;
use super::words::{one_line, say, say_with, several_lines};
use crate::domain::account::Role;
use crate::domain::case::{CaseProfile, default_time_zone};
use crate::domain::{Choice, PartialDate, Private};
use crate::service::cases::{self, CaseSummary, Overview};
use crate::service::members::Member;
use clap::Subcommand;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;

#[derive(Subcommand)]
pub enum Case {
    /// Open a case; whoever opens it leads it
    New {
        title: String,
        #[arg(long, value_name = "TEXT", default_value = "")]
        summary: String,
        /// The title in dossiers of a language
        #[arg(long, value_name = "LANG=TEXT", value_parser = wording::said)]
        title_in: Vec<wording::Said>,
        /// Time zone in which the case's times are shown
        #[arg(long, value_name = "IANA", default_value_t = default_time_zone())]
        time_zone: String,
        /// Mark the case as made up, wherever it is shown
        #[arg(long)]
        fictional: bool,
    },
    /// The cases that the account was granted
    List,
    /// What a case is, how much is in it, and who has access
    Show {
        /// Id or reference of the case, as `case list` shows it
        case: String,
    },
    /// Give a colleague a role in the case, in place of any they had
    Grant {
        /// Id or reference of the case
        case: String,
        /// Name of the colleague's account
        #[arg(value_name = "ACCOUNT")]
        colleague: String,
        #[arg(value_parser = choice_of::<Role>(Role::OF_CASES))]
        role: Role,
        /// Let them see who is behind the pseudonyms too
        #[arg(long)]
        identities: bool,
        /// Last day of their access, in the case's time zone
        #[arg(long, value_name = "DAY", value_parser = members::day)]
        until: Option<PartialDate>,
        #[command(flatten)]
        reason: Reason,
    },
    /// Take a colleague's access away, change the keys they held, and seal the case again
    Revoke {
        /// Id or reference of the case
        case: String,
        /// Name of the colleague's account
        #[arg(value_name = "ACCOUNT")]
        colleague: String,
        #[command(flatten)]
        reason: Reason,
    },
    /// Change the keys of the case, and seal it again under them
    Rotate {
        /// Id or reference of the case
        case: String,
    },
    /// Go on sealing again what still lies under older keys
    Reseal {
        /// Id or reference of the case
        case: String,
    },
    /// Set answers that complaints of the case ask for; an empty one removes it
    Fill {
        /// Id or reference of the case
        case: String,
        /// JSON object of answers by field, as `dossier check` names the fields; `-` reads stdin
        #[arg(long, value_name = "FILE")]
        file: PathBuf,
    },
}

impl Case {
    pub fn run(self, desk: &Desk) -> Outcome {
        match self {
            Case::New { title, summary, title_in, time_zone, fictional } => {
                let (title, summary) = (title.into(), summary.into());
                let wordings = wording::wordings(&title_in, &[], &[]);
                new(desk, CaseProfile { title, summary, wordings, time_zone, fictional })
            }
            Case::List => list(desk),
            Case::Show { case } => show(desk, &case),
            Case::Grant { case, colleague, role, identities, until, reason } => {
                let given = Granting { role, identities, until, reason };
                members::grant(desk, &case, &colleague, given)
            }
            Case::Revoke { case, colleague, reason } => members::revoke(desk, &case, &colleague, reason),
            Case::Rotate { case } => members::rotate(desk, &case),
            Case::Reseal { case } => members::reseal(desk, &case),
            Case::Fill { case, file } => fill(desk, &case, file),
        }
    }
}

fn new(desk: &Desk, profile: CaseProfile) -> Outcome {
    let session = desk.sign_in()?;
    let id = cases::open(&session.store, &session.actor, profile)?;
    let reference = cases::reference(id);
    let text = say_with(desk.lang, "cli-case-opened", &[("reference", reference.clone())]);
    Ok(Answer::new(json!({ "id": id, "reference": reference }), text + "\n"))
}

fn list(desk: &Desk) -> Outcome {
    let session = desk.sign_in()?;
    let cases = cases::list(&session.store, &session.actor)?;
    let documents: Vec<Value> = cases.iter().map(summary).collect();
    let words = |key| say(desk.lang, key);
    let mut table = Table::new([words("reference"), words("your-role"), words("title")]);
    for case in &cases {
        let title = case.title.as_ref().map_or("", Private::reveal);
        table.row([&case.reference, case.role.label(desk.lang), title]);
    }
    Ok(Answer::new(json!({ "cases": documents }), table.or(&words("cli-no-cases"))))
}

fn summary(case: &CaseSummary) -> Value {
    json!({
        "id": case.id, "reference": case.reference, "title": case.title, "role": case.role,
        "fictional": case.fictional,
    })
}

fn show(desk: &Desk, case: &str) -> Outcome {
    let session = desk.sign_in()?;
    let case = session.case(case)?;
    let overview = cases::overview(&session.store, &session.actor, case)?;
    let members = crate::service::members::list(&session.store, &session.actor, case)?;
    Ok(Answer::new(document(&overview, &members), text(desk, &overview, &members)))
}

fn document(case: &Overview, members: &[Member]) -> Value {
    let (profile, numbers) = (&case.profile.body, &case.numbers);
    let member = |member: &Member| {
        json!({
            "id": member.account, "name": member.name, "role": member.role,
            "identities": member.identities, "since": member.since, "until": member.until,
            "ended": member.ended, "reason": member.reason,
        })
    };
    json!({
        "id": case.id, "reference": case.reference, "role": case.role, "title": profile.title,
        "summary": profile.summary, "time_zone": profile.time_zone, "fictional": profile.fictional,
        "numbers": {
            "people": numbers.people, "interviews": numbers.interviews, "consents": numbers.consents,
            "evidence": numbers.evidence, "post_sets": numbers.post_sets, "posts": numbers.posts,
            "chats": numbers.chats, "messages": numbers.messages,
            "links": numbers.links, "dossiers": numbers.dossiers,
        },
        "members": members.iter().map(member).collect::<Vec<_>>(),
    })
}

fn text(desk: &Desk, case: &Overview, members: &[Member]) -> String {
    let (profile, numbers) = (&case.profile.body, &case.numbers);
    let mut text = format!("{}  {}\n", case.reference, one_line(profile.title.reveal()));
    if profile.fictional {
        text += &(say(desk.lang, "cli-fictional") + "\n");
    }
    if !profile.summary.is_blank() {
        text += &format!("\n{}\n", several_lines(profile.summary.reveal()));
    }
    let counts = [
        ("count-people", numbers.people as u64),
        ("count-interviews", numbers.interviews as u64),
        ("count-evidence", numbers.evidence as u64),
        ("count-posts", numbers.posts),
        ("count-messages", numbers.messages),
        ("count-links", numbers.links as u64),
        ("count-dossiers", numbers.dossiers as u64),
    ];
    let counts = counts.map(|(key, n)| super::words::count(desk.lang, key, n));
    text += &format!("\n{}\n\n", counts.join(", "));
    let words = |key| say(desk.lang, key);
    let mut table = Table::new([words("name"), words("role"), words("identities")]);
    for member in members {
        let identities = if member.identities { words("cli-yes") } else { words("cli-no") };
        table.row([member.name.reveal(), member.role.label(desk.lang), &identities]);
    }
    text + &table.or("")
}

fn fill(desk: &Desk, case: &str, file: PathBuf) -> Outcome {
    let values: BTreeMap<String, Private> = super::interview::file::parse(&file, &Input::text(&file)?)?;
    let session = desk.sign_in()?;
    let case = session.case(case)?;
    let fields: Vec<String> = values.keys().cloned().collect();
    cases::fill(&session.store, &session.actor, case, values)?;
    let text = super::words::count(desk.lang, "cli-filled", fields.len() as u64);
    Ok(Answer::new(json!({ "case": case, "fields": fields }), text + "\n"))
}
