//! Links: what shows, supports or contradicts what.

use super::evidence::require;
use crate::domain::link::Target;
use crate::domain::policy::Verb;
use crate::domain::{Moment, Private, Problem, Problems};
use crate::service::{Error, Result, links, references};
use crate::web::dispatch::Outcome;
use crate::web::form::Term;
use crate::web::names::{Colleagues, End, Records, address};
use crate::web::paging::Pages;
use crate::web::visit::InCase;
use crate::web::{Page, Reply};
use serde::Serialize;

const PER_PAGE: u64 = 100;

/// A line of the list.
#[derive(Serialize)]
struct Row {
    from: End,
    to: End,
    note: Private,
    by: Private,
    at: Moment,
}

#[derive(Serialize)]
struct Choices {
    record: Vec<Term>,
}

/// Newest first.
pub fn list(visit: &mut InCase) -> Outcome {
    let links = links::list(visit.store(), &visit.actor, visit.case)?;
    let (records, colleagues) = (Records::of(visit)?, Colleagues::of(visit)?);
    let url = format!("{}/links", visit.url());
    let pages =
        Pages::new(links.len() as u64, PER_PAGE, visit.query.get("page"), |n| format!("{url}?page={n}"));
    let shown = links.into_iter().rev().skip(pages.skip() as usize).take(PER_PAGE as usize);
    let rows: Vec<Row> = shown
        .map(|link| Row {
            from: records.end(link.body.from),
            to: records.end(link.body.to),
            by: colleagues.name(link.recorded_by),
            at: link.recorded_at,
            note: link.body.note,
        })
        .collect();
    let page = Page::new("links/list.html", &visit.frame("links"))?;
    Ok(Reply::page(page.with("links", &rows).with("pages", &pages)))
}

/// The form; a record's own page names the record in `from`, by its reference.
pub fn form(visit: &mut InCase) -> Outcome {
    require(visit, Verb::LinkRecords)?;
    if !visit.form.has("from") {
        let from = visit.query.get("from").to_owned();
        visit.form.set("from", from);
    }
    let choices = Choices { record: Records::of(visit)?.terms() };
    let page = Page::new("links/form.html", &visit.frame("links"))?.with("form", &visit.form);
    Ok(Reply::page(page.with("choices", &choices).with("back", &back(visit))))
}

fn back(visit: &InCase) -> String {
    let own = address(&visit.url(), visit.form.get("from"));
    if own.is_empty() { format!("{}/links", visit.url()) } else { own }
}

pub fn add(visit: &mut InCase) -> Outcome {
    let mut problems = Problems::default();
    let from = end(visit, "from", &mut problems)?;
    let to = end(visit, "to", &mut problems)?;
    let (from, to) = problems.or((from, to)).map_err(Error::Invalid)?;
    let (Some(from), Some(to)) = (from, to) else { return Err(Error::NotFound.into()) };
    let note = Private::new(visit.form.get("note").trim());
    links::add(visit.store(), &visit.actor, visit.case, from, to, note)?;
    Ok(Reply::see(format!("{}/links", visit.url())))
}

/// What a reference in the form stands for; one that stands for nothing is a problem of its field.
fn end(visit: &InCase, field: &str, problems: &mut Problems) -> Result<Option<Target>> {
    let text = visit.form.get(field);
    if text.trim().is_empty() {
        problems.add(Problem::new(field, "blank"));
        return Ok(None);
    }
    match references::target(visit.store(), &visit.actor, visit.case, text) {
        Ok(target) => Ok(Some(target)),
        Err(Error::NotFound) => {
            problems.add(Problem::new(field, "not-found"));
            Ok(None)
        }
        Err(error) => Err(error),
    }
}
