//! Search: anything that a case holds under pseudonyms, found by its words; and its index made anew.

use super::Outcome;
use super::answer::{Answer, record};
use super::desk::{Desk, Session};
use super::progress::Work;
use super::refusal::Refusal;
use super::table::Table;
use super::words::{count, say, say_with};
use crate::domain::saved_search::{SavedSearch, SearchOrder};
use crate::domain::{CaseId, Choice, Lang, Recorded};
use crate::service::search::{self, Hit, KIND_NAMES, Results};
use clap::builder::PossibleValue;
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use std::io::Read;

/// Anything in a case, by its words
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Search {
    #[command(subcommand)]
    act: Option<Act>,
    /// Id or reference of the case
    #[arg(required = true)]
    case: Option<String>,
    /// What is looked for, as in the search box; `-` reads stdin, as others can read arguments
    #[arg(required_unless_present = "saved")]
    query: Option<String>,
    /// A search that was saved, by id or reference
    #[arg(long, value_name = "ID", conflicts_with = "query")]
    saved: Option<String>,
    #[command(flatten)]
    how: How,
}

#[derive(Args)]
struct How {
    /// Only things of this kind
    #[arg(long, value_parser = kinds())]
    kind: Option<String>,
    /// The most that are shown
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Hits left out before the first that is shown
    #[arg(long, value_name = "N", default_value_t = 0)]
    skip: usize,
    #[arg(long, value_parser = orders())]
    sort: Option<String>,
    /// Count the hits by kind, author and hashtag
    #[arg(long)]
    facets: bool,
}

#[derive(Subcommand)]
enum Act {
    /// Make the index of a case anew, from its records
    Rebuild {
        /// Id or reference of the case
        case: String,
    },
    /// Keep a search under a name
    Save {
        /// Id or reference of the case
        case: String,
        /// What is looked for; `-` reads stdin
        query: String,
        #[arg(long, value_name = "TEXT")]
        title: String,
        #[arg(long, value_parser = orders())]
        sort: Option<String>,
    },
    /// The searches that are kept
    Saved {
        /// Id or reference of the case
        case: String,
    },
}

fn kinds() -> clap::builder::PossibleValuesParser {
    KIND_NAMES.iter().map(|(code, _)| PossibleValue::new(*code)).collect::<Vec<_>>().into()
}

fn orders() -> clap::builder::PossibleValuesParser {
    let value = |order: &SearchOrder| PossibleValue::new(order.code()).help(order.label(Lang::En));
    SearchOrder::ALL.iter().map(value).collect::<Vec<_>>().into()
}

fn order(code: Option<&str>) -> Option<SearchOrder> {
    code.and_then(SearchOrder::from_code)
}

/// Words that others should not read in the list of processes come on stdin.
fn typed(text: &str) -> Result<String, Refusal> {
    if text != "-" {
        return Ok(text.to_owned());
    }
    let mut query = String::new();
    let limit = SavedSearch::LONGEST_QUERY as u64 * 4;
    let read = std::io::stdin().lock().take(limit).read_to_string(&mut query);
    read.map_err(|error| Refusal::new("cannot-read").about("stdin").because(&error))?;
    Ok(query.trim().to_owned())
}

impl Search {
    pub fn run(self, desk: &Desk) -> Outcome {
        match self.act {
            Some(Act::Rebuild { case }) => rebuild(desk, &case),
            Some(Act::Save { case, query, title, sort }) => {
                let title = title.into();
                let (query, order) = (typed(&query)?.into(), order(sort.as_deref()).unwrap_or_default());
                save(desk, &case, SavedSearch { title, query, order, retired: false })
            }
            Some(Act::Saved { case }) => saved(desk, &case),
            None => self.look(desk),
        }
    }

    fn look(self, desk: &Desk) -> Outcome {
        let (case, query) = (self.case.unwrap_or_default(), self.query.unwrap_or_default());
        let query = typed(&query)?;
        let session = desk.sign_in()?;
        let case = session.case(&case)?;
        let (query, kept) = match &self.saved {
            Some(id) => kept(&session, case, id)?,
            None => (query, SearchOrder::default()),
        };
        let asked = search::Search {
            query: &query,
            kind: self.how.kind.as_deref().unwrap_or_default(),
            order: order(self.how.sort.as_deref()).unwrap_or(kept),
            from: self.how.skip,
            most: self.how.limit,
            facets: self.how.facets,
        };
        let results = search::search(&session.store, &session.actor, case, asked)?;
        Ok(Answer::new(document(&results), text(desk.lang, &results)))
    }
}

fn kept(session: &Session, case: CaseId, id: &str) -> Result<(String, SearchOrder), Refusal> {
    let id = session.record(case, id)?;
    let body = search::saved_search(&session.store, &session.actor, case, id)?.body;
    Ok((body.query.reveal().to_owned(), body.order))
}

fn document(results: &Results) -> Value {
    let counts = |values: &[(String, u64)]| -> Value {
        values.iter().map(|(name, count)| json!({ "name": name, "count": count })).collect()
    };
    let hits: Vec<Value> = results.hits.iter().map(hit_document).collect();
    let facets = &results.facets;
    json!({
        "total": results.total,
        "hits": hits,
        "facets": { "kinds": counts(&facets.kinds), "authors": counts(&facets.authors), "tags": counts(&facets.tags) },
        "untrue": results.untrue,
        "repaired": results.repaired.map(Choice::code),
    })
}

fn hit_document(hit: &Hit) -> Value {
    let found: Vec<&str> = hit.snippet.iter().filter(|piece| piece.1).map(|piece| piece.0.reveal()).collect();
    json!({
        "reference": hit.reference, "kind": hit.kind, "title": hit.title, "at": hit.at, "text": plain(hit),
        "found": found, "segment": hit.leads_to.segment, "leads_to": hit.leads_to.reference,
    })
}

fn plain(hit: &Hit) -> String {
    hit.snippet.iter().map(|piece| piece.0.reveal()).collect()
}

fn text(lang: Lang, results: &Results) -> String {
    let words = |key: &str| say(lang, key);
    let mut table =
        Table::new([words("reference"), words("kind"), words("when"), words("title"), words("cli-text")]);
    for hit in &results.hits {
        let reference = match hit.leads_to.segment {
            Some(segment) => format!("{} ¶{segment}", hit.reference),
            None => hit.reference.clone(),
        };
        let at = hit.at.map(|at| at.to_string()).unwrap_or_default();
        let kind = words(&format!("kind-{}", hit.kind));
        table.row([&reference, &kind, &at, hit.title.reveal(), &plain(hit)]);
    }
    let mut text = table.or(&words("cli-nothing-found"));
    if results.total > 0 {
        text += &(count(lang, "count-results", results.total) + "\n");
    }
    for (name, values) in [
        ("kinds", &results.facets.kinds),
        ("authors", &results.facets.authors),
        ("tags", &results.facets.tags),
    ] {
        if !values.is_empty() {
            let values: Vec<String> = values
                .iter()
                .map(|(name, count)| format!("{} {count}", super::words::one_line(name)))
                .collect();
            text += &format!("{}: {}\n", words(&format!("search-by-{name}")), values.join(" · "));
        }
    }
    if let Some(kind) = results.repaired {
        let what = [("what", kind.label(lang).to_owned())];
        text += &format!("{}. {}\n", words("search-repaired"), say_with(lang, "search-repaired-text", &what));
    }
    if results.untrue > 0 {
        text +=
            &format!("{}. {}\n", count(lang, "search-untrue", results.untrue), words("search-untrue-text"));
    }
    text
}

fn rebuild(desk: &Desk, case: &str) -> Outcome {
    let session = desk.sign_in()?;
    let case = session.case(case)?;
    let work = Work::steps(&say(desk.lang, "cli-search-rebuild"));
    let done = search::rebuild(&session.store, &session.actor, case, &mut work.watch());
    let kept = work.outcome(done)?;
    drop(work);
    let text = count(desk.lang, "cli-search-rebuilt", kept.units()) + "\n";
    Ok(Answer::new(json!({ "units": kept.units(), "bytes": kept.bytes() }), text))
}

fn save(desk: &Desk, case: &str, search: SavedSearch) -> Outcome {
    let session = desk.sign_in()?;
    let case = session.case(case)?;
    let saved = search::save(&session.store, &session.actor, case, search)?;
    Ok(Answer::new(saved_document(&saved), format!("{}\n", saved.reference)))
}

fn saved(desk: &Desk, case: &str) -> Outcome {
    let session = desk.sign_in()?;
    let case = session.case(case)?;
    let saved = search::saved(&session.store, &session.actor, case)?;
    let words = |key| say(desk.lang, key);
    let mut table = Table::new([words("reference"), words("title"), words("search-words")]);
    saved
        .iter()
        .for_each(|one| table.row([&one.reference, one.body.title.reveal(), one.body.query.reveal()]));
    let documents: Vec<Value> = saved.iter().map(saved_document).collect();
    Ok(Answer::new(json!({ "searches": documents }), table.or(&words("cli-nothing-found"))))
}

fn saved_document(saved: &Recorded<SavedSearch>) -> Value {
    record(saved, json!({ "title": saved.body.title, "query": saved.body.query, "order": saved.body.order }))
}
