//! Where posts contradict themselves, as facts: of a set on its page, of a post beside it, and the other
//! captures of a post.

use super::view::{PlaceShown, place};
use crate::domain::{Choice, Lang, Moment, Private};
use crate::service::analysis::Chosen;
use crate::service::post_checks::{self, Fact, of_post};
use crate::service::posts::{self, Captured, Found, OtherCapture, captures};
use crate::service::{Result, evidence};
use crate::web::dispatch::Outcome;
use crate::web::names::address;
use crate::web::paging::Pages;
use crate::web::visit::InCase;
use crate::web::{Page, Reply};
use serde::Serialize;

const PER_PAGE: u64 = 100;

#[derive(Serialize)]
pub struct Row {
    meaning: &'static str,
    about: Private,
    said: Private,
    found: Private,
    seconds: Option<i64>,
    references: Vec<Reference>,
}

#[derive(Serialize)]
struct Reference {
    reference: String,
    url: String,
}

fn row(lang: Lang, fact: Fact, about: Private, references: Vec<Reference>) -> Row {
    let Fact { check, said, found, seconds } = fact;
    Row { meaning: check.label(lang), about, said, found, seconds, references }
}

/// The facts of one post by itself.
pub fn facts(visit: &InCase, found: &Found, imported: Moment) -> Vec<Row> {
    let own = |fact| row(visit.lang, fact, found.post.id.clone(), Vec::new());
    of_post(&found.post, imported).into_iter().map(own).collect()
}

pub fn list(visit: &mut InCase) -> Outcome {
    let set = posts::set(visit.store(), &visit.actor, visit.case, visit.record()?)?;
    let chosen = Chosen { sets: vec![set.id] };
    let rows = post_checks::checks(visit.store(), &visit.actor, visit.case, &chosen)?;
    let (case_url, total) = (visit.url(), rows.len() as u64);
    let url = format!("{case_url}/posts/{}", set.reference);
    let asked = visit.query.get("page");
    let pages = Pages::new(total, PER_PAGE, asked, |n| format!("{url}/checks?page={n}"));
    let shown = rows.into_iter().skip(pages.skip() as usize).take(PER_PAGE as usize);
    let link = |reference: String| Reference { url: address(&case_url, &reference), reference };
    let shown: Vec<Row> = shown
        .map(|found| {
            let references = found.references.into_iter().map(link).collect();
            row(visit.lang, found.fact, found.about, references)
        })
        .collect();
    let mut frame = visit.frame("posts");
    frame.reference = set.reference.clone();
    let page = Page::new("posts/checks.html", &frame)?.with("facts", &shown).with("pages", &pages);
    let page = page.with("title", &set.body.title).with("url", &url).with("total", &total);
    Ok(Reply::page(page.with("reference", &set.reference)))
}

/// As a table, which leaves: an act.
pub fn file(visit: &mut InCase) -> Outcome {
    let set = posts::set(visit.store(), &visit.actor, visit.case, visit.record()?)?;
    let chosen = Chosen { sets: vec![set.id] };
    let csv = post_checks::table(visit.store(), &visit.actor, visit.case, &chosen, visit.lang)?;
    let (name, length) = (format!("{}-checks.csv", set.reference), csv.len() as u64);
    Ok(Reply::file(&name, "text/csv; charset=utf-8", length, std::io::Cursor::new(csv.into_bytes())))
}

/// Another capture of the post that is shown.
#[derive(Serialize)]
pub struct Other {
    reference: String,
    url: String,
    title: Private,
    imported: Moment,
    /// Where it stands, when it is the very same.
    place: Option<PlaceShown>,
    differences: Vec<Differs>,
}

#[derive(Serialize)]
struct Differs {
    part: &'static str,
    here: Private,
    there: Private,
}

pub fn others(visit: &InCase, found: &Found) -> Result<Vec<Other>> {
    let all = captures(visit.store(), &visit.actor, visit.case, found)?;
    all.into_iter().map(|capture| other(visit, capture)).collect()
}

fn other(visit: &InCase, capture: OtherCapture) -> Result<Other> {
    let OtherCapture { set, what } = capture;
    let (reference, place, differences) = match what {
        Captured::Version(version, differences) => (version.reference, None, differences),
        Captured::Same(at) => {
            let original = evidence::show(visit.store(), &visit.actor, visit.case, set.body.original)?;
            (set.reference.clone(), Some(place(&visit.url(), at, &original.evidence)), Vec::new())
        }
    };
    let differs = |difference: crate::domain::post_parts::Difference| Differs {
        part: difference.part.label(visit.lang),
        here: difference.one.unwrap_or_default(),
        there: difference.other.unwrap_or_default(),
    };
    Ok(Other {
        url: address(&visit.url(), &reference),
        reference,
        title: set.body.title,
        imported: set.recorded_at,
        place,
        differences: differences.into_iter().map(differs).collect(),
    })
}
