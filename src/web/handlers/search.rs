//! The search of a case. It posts, so that the words looked for reach no address, log or history.

use crate::domain::policy::Verb;
use crate::domain::saved_search::SavedSearch;
use crate::domain::{Choice, Lang, Moment, Private, Problem, Recorded};
use crate::service::search::{self, Hit, Results, Search, SearchOrder};
use crate::service::{Error, Result, TamperKind};
use crate::web::dispatch::Outcome;
use crate::web::form::options;
use crate::web::i18n;
use crate::web::names::address;
use crate::web::visit::InCase;
use crate::web::{Page, Reply};
use serde::Serialize;

use super::evidence::require;

const PER_PAGE: u64 = 25;
/// Nobody reads so far; and what comes before has to be found first.
const LAST_PAGE: u64 = 400;

#[derive(Serialize)]
struct Row {
    reference: String,
    url: String,
    kind: String,
    title: Private,
    at: Option<Moment>,
    snippet: Vec<(Private, bool)>,
}

/// A button that looks for less: what it adds to the search.
#[derive(Serialize)]
struct Narrower {
    label: Private,
    count: u64,
    add: Private,
}

#[derive(Serialize)]
struct Narrowers {
    name: &'static str,
    list: Vec<Narrower>,
}

#[derive(Serialize)]
struct Saved {
    reference: String,
    title: Private,
    query: Private,
}

/// Where one is in the hits: numbers of pages, 0 where there is none.
#[derive(Default, Serialize)]
struct Place {
    at: u64,
    of: u64,
    previous: u64,
    next: u64,
}

/// The empty page, and the one that says what is wrong with a search.
pub fn form(visit: &mut InCase) -> Outcome {
    require(visit, Verb::ReadRecords)?;
    show(visit, None)
}

pub fn search(visit: &mut InCase) -> Outcome {
    narrow(visit);
    let results = ask(visit)?;
    show(visit, Some(&results))
}

/// Asks a search that was kept.
pub fn again(visit: &mut InCase) -> Outcome {
    let saved = search::saved_search(visit.store(), &visit.actor, visit.case, visit.record()?)?.body;
    visit.form.set("q", saved.query).set("order", saved.order.code());
    let results = ask(visit)?;
    show(visit, Some(&results))
}

pub fn save(visit: &mut InCase) -> Outcome {
    let (title, query) = (visit.form.get("title").trim(), visit.form.get("q").trim());
    let body = SavedSearch { title: title.into(), query: query.into(), order: order(visit), retired: false };
    search::save(visit.store(), &visit.actor, visit.case, body)?;
    let reply = Reply::see(format!("{}/search", visit.url()));
    Ok(reply.said(visit.app.tls, "success", "search-saved"))
}

pub fn retire(visit: &mut InCase) -> Outcome {
    search::retire(visit.store(), &visit.actor, visit.case, visit.record()?)?;
    let reply = Reply::see(format!("{}/search", visit.url()));
    Ok(reply.said(visit.app.tls, "success", "search-retired"))
}

fn order(visit: &InCase) -> SearchOrder {
    SearchOrder::from_code(visit.form.get("order")).unwrap_or_default()
}

/// Takes up what a button of a facet adds.
fn narrow(visit: &mut InCase) {
    let (query, add) = (visit.form.get("q").trim(), visit.form.get("narrow").trim());
    if !add.is_empty() {
        let query =
            if query.contains(" OR ") { format!("({query}) {add}") } else { format!("{query} {add}") };
        visit.form.set("q", query.trim().to_owned());
    }
}

fn page(visit: &InCase) -> u64 {
    visit.form.get("page").parse().unwrap_or(1).clamp(1, LAST_PAGE)
}

fn ask(visit: &InCase) -> Result<Results> {
    if visit.form.get("q").chars().count() > SavedSearch::LONGEST_QUERY {
        return Err(Error::Invalid(vec![
            Problem::new("q", "too-long").with(SavedSearch::LONGEST_QUERY.to_string()),
        ]));
    }
    let from = (page(visit) - 1) * PER_PAGE;
    let asked = Search {
        query: visit.form.get("q"),
        kind: "",
        order: order(visit),
        from: from as usize,
        most: PER_PAGE as usize,
        facets: true,
    };
    search::search(visit.store(), &visit.actor, visit.case, asked)
}

fn show(visit: &mut InCase, results: Option<&Results>) -> Outcome {
    let (url, lang) = (visit.url(), visit.lang);
    let saved = search::saved(visit.store(), &visit.actor, visit.case)?.into_iter().map(listed);
    let saved: Vec<Saved> = saved.collect();
    let mut frame = visit.frame("overview");
    frame.path = format!("{url}/search");
    let nothing = Results::default();
    let shown = results.unwrap_or(&nothing);
    let rows: Vec<Row> = shown.hits.iter().map(|hit| row(lang, &url, hit)).collect();
    let page = Page::new("cases/search.html", &frame)?
        .with("form", &visit.form)
        .with("asked", &results.is_some())
        .with("orders", &options::<SearchOrder>(lang))
        .with("results", &rows)
        .with("total", &shown.total)
        .with("pages", &place(visit, shown.total))
        .with("narrow", &narrowers(lang, shown))
        .with("untrue", &shown.untrue)
        .with("repaired", &shown.repaired.map_or("", |kind: TamperKind| kind.label(lang)))
        .with("saved", &saved)
        .with("may_save", &visit.allows(Verb::LinkRecords));
    Ok(Reply::page(page))
}

fn listed(saved: Recorded<SavedSearch>) -> Saved {
    Saved { reference: saved.reference, title: saved.body.title, query: saved.body.query }
}

fn place(visit: &InCase, total: u64) -> Place {
    let of = total.div_ceil(PER_PAGE).clamp(1, LAST_PAGE);
    let at = page(visit).min(of);
    Place { at, of, previous: at - 1, next: if at < of { at + 1 } else { 0 } }
}

fn row(lang: Lang, url: &str, hit: &Hit) -> Row {
    let page = match hit.leads_to.reference.as_str() {
        // What is said of the case as a whole, its page shows.
        reference if reference.starts_with("C-") || reference.starts_with("F-") => url.to_owned(),
        reference => address(url, reference),
    };
    let segment = hit.leads_to.segment.map(|number| format!("#p{number}")).unwrap_or_default();
    Row {
        url: if page.is_empty() { String::new() } else { format!("{page}{segment}") },
        kind: i18n::say(lang, &format!("kind-{}", hit.kind)),
        reference: hit.reference.clone(),
        title: hit.title.clone(),
        at: hit.at,
        snippet: hit.snippet.clone(),
    }
}

fn narrowers(lang: Lang, results: &Results) -> Vec<Narrowers> {
    let quoted = |name: &str| name.replace('"', " ").trim().to_owned();
    let facet = |name, values: &[(String, u64)], say: &dyn Fn(&str) -> (String, String)| {
        let narrower = |(value, count): &(String, u64)| {
            let (label, add) = say(value);
            Narrower { label: label.into(), count: *count, add: add.into() }
        };
        Narrowers { name, list: values.iter().map(narrower).collect() }
    };
    let facets = &results.facets;
    let all = [
        facet("kinds", &facets.kinds, &|code| {
            (i18n::say(lang, &format!("kind-{code}")), format!("kind:{code}"))
        }),
        facet("authors", &facets.authors, &|name| (name.into(), format!("from:\"{}\"", quoted(name)))),
        facet("tags", &facets.tags, &|tag| (format!("#{tag}"), format!("#\"{}\"", quoted(tag)))),
    ];
    all.into_iter().filter(|facet| facet.list.len() > 1).collect()
}
