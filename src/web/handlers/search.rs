//! The search box. It posts, so that the words looked for reach no address, log or history.

use crate::domain::{Lang, Private};
use crate::service::search::{self, Hit};
use crate::web::dispatch::Outcome;
use crate::web::i18n;
use crate::web::names::address;
use crate::web::visit::InCase;
use crate::web::{Page, Reply};
use serde::Serialize;

/// Of posts: there may be thousands, and they have a search of their own.
const POSTS: usize = 100;

#[derive(Serialize)]
struct Row {
    reference: String,
    url: String,
    kind: String,
    title: Private,
    snippet: Vec<(Private, bool)>,
}

fn row(lang: Lang, url: &str, hit: Hit) -> Row {
    Row {
        url: address(url, &hit.reference),
        kind: i18n::say(lang, &format!("kind-{}", hit.kind)),
        reference: hit.reference,
        title: hit.title,
        snippet: hit.snippet,
    }
}

/// The empty page.
pub fn form(visit: &mut InCase) -> Outcome {
    let page = Page::new("cases/search.html", &visit.frame("overview"))?;
    Ok(Reply::page(page.with("q", "").with("results", &Vec::<Row>::new()).with("total", &0)))
}

pub fn search(visit: &mut InCase) -> Outcome {
    let (words, url) = (visit.form.get("q"), visit.url());
    let hits = search::search(visit.store(), &visit.actor, visit.case, words, POSTS)?;
    let rows: Vec<Row> = hits.into_iter().map(|hit| row(visit.lang, &url, hit)).collect();
    let mut frame = visit.frame("overview");
    frame.path = format!("{url}/search");
    let page = Page::new("cases/search.html", &frame)?.with("q", words);
    Ok(Reply::page(page.with("total", &rows.len()).with("results", &rows)))
}
