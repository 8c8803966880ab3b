//! What the pages on analyses show.

use crate::domain::analysis::{Analysis, Asked, Method};
use crate::domain::posts::PostSet;
use crate::domain::{Choice, Lang, Moment, Private, Recorded};
use crate::service::analysis::{Behaviour, Object, decimal};
use crate::web::i18n;
use crate::web::names::{Colleagues, address};
use crate::web::visit::InCase;
use fluent_bundle::FluentValue;
use serde::Serialize;
use std::borrow::Cow;

/// An analysis in the list.
#[derive(Serialize)]
pub struct Row {
    reference: String,
    url: String,
    title: Private,
    what: String,
    window: String,
    edges: u64,
    made: Moment,
    by: Private,
}

pub fn row(visit: &InCase, made: &Recorded<Analysis>, colleagues: &Colleagues) -> Row {
    let asked = &made.body.asked;
    let what = what(asked, visit.lang);
    let is_untitled = made.body.title.reveal() == asked.what;
    Row {
        reference: made.reference.clone(),
        url: address(&visit.url(), &made.reference),
        title: if is_untitled { what.into() } else { made.body.title.clone() },
        what: what.to_owned(),
        window: decimal(asked.window as f64 / 1e6),
        edges: made.body.edges,
        made: made.recorded_at,
        by: colleagues.name(made.recorded_by),
    }
}

pub fn what(asked: &Asked, lang: Lang) -> &str {
    let label = match asked.method {
        Method::Directed => Behaviour::from_code(&asked.what).map(|one| one.label(lang)),
        Method::Pairs => Object::from_code(&asked.what).map(|one| one.label(lang)),
    };
    label.unwrap_or(&asked.what)
}

/// The page of an analysis.
#[derive(Serialize)]
pub struct Shown {
    #[serde(flatten)]
    row: Row,
    method: &'static str,
    pairs: bool,
    messages: u64,
    accounts: u64,
    program: String,
    input: String,
    result: String,
    sets: Vec<SetName>,
    /// The statement in each language that courts here may ask for.
    statements: Vec<Statement>,
}

#[derive(Serialize)]
struct SetName {
    reference: String,
    url: String,
    title: Private,
}

#[derive(Serialize)]
struct Statement {
    lang: Lang,
    text: String,
}

pub fn shown(
    visit: &InCase,
    made: &Recorded<Analysis>,
    sets: &[Recorded<PostSet>],
    colleagues: &Colleagues,
) -> Shown {
    let body = &made.body;
    let chosen = sets.iter().filter(|set| body.sets.contains(&set.id));
    let set = |set: &Recorded<PostSet>| SetName {
        reference: set.reference.clone(),
        url: address(&visit.url(), &set.reference),
        title: set.body.title.clone(),
    };
    let names: Vec<SetName> = chosen.map(set).collect();
    let references: Vec<&str> = names.iter().map(|set| set.reference.as_str()).collect();
    let statement =
        |lang: &Lang| Statement { lang: *lang, text: statement(body, &references.join(", "), *lang) };
    Shown {
        row: row(visit, made, colleagues),
        method: body.asked.method.label(visit.lang),
        pairs: body.asked.method == Method::Pairs,
        messages: body.messages,
        accounts: body.accounts,
        program: body.program.clone(),
        input: body.input.to_string(),
        result: body.result.to_string(),
        statements: Lang::ALL.iter().map(statement).collect(),
        sets: names,
    }
}

/// What was done, in words that somebody else can follow: made of the parameters alone.
fn statement(body: &Analysis, sets: &str, lang: Lang) -> String {
    let asked = &body.asked;
    let mut args = i18n::Args::new();
    let texts = [
        ("what", what(asked, lang).to_lowercase()),
        ("window", decimal(asked.window as f64 / 1e6)),
        ("least", asked.least.to_string()),
        ("share", decimal(asked.share)),
        ("sets", sets.to_owned()),
        ("messages", body.messages.to_string()),
        ("accounts", body.accounts.to_string()),
        ("edges", body.edges.to_string()),
        ("program", body.program.clone()),
        ("input", body.input.to_string()),
        ("result", body.result.to_string()),
    ];
    for (name, text) in texts {
        args.insert(Cow::from(name), FluentValue::from(text));
    }
    let say = |key: &str| i18n::try_say(lang, key, &args).unwrap_or_else(|| key.to_owned());
    let mut parts = vec![say("analysis-said-input"), say(&format!("analysis-said-{}", asked.method.code()))];
    if asked.what == Behaviour::CoSimilar.code() {
        parts.push(say("analysis-said-similar"));
    }
    if asked.as_tool {
        parts.push(say(&format!("analysis-said-as-tool-{}", asked.method.code())));
    }
    parts.push(say("analysis-said-result"));
    parts.push(say("analysis-said-limits"));
    parts.join(" ")
}

#[derive(Serialize)]
pub struct EdgeRow {
    number: usize,
    url: String,
    one: Private,
    other: Private,
    weight: u64,
    delay: String,
}

pub fn edges(made: &Recorded<Analysis>, url: &str, skip: usize, most: usize) -> Vec<EdgeRow> {
    let row = |(number, edge): (usize, &crate::domain::analysis::Edge)| EdgeRow {
        number,
        url: format!("{url}/{number}"),
        one: edge.one.clone(),
        other: edge.other.clone(),
        weight: edge.weight,
        delay: edge.mean_delay.map(|delay| format!("{delay:.1}")).unwrap_or_default(),
    };
    (1..).zip(&made.body.heaviest).skip(skip).take(most).map(row).collect()
}
