//! What an import rejected: all of it, a page at a time or as a table to keep.

use crate::domain::posts::Rejected;
use crate::domain::{Choice, Lang, RecordId};
use crate::service::Result;
use crate::service::posts::{self, RejectReason, RejectsTable};
use crate::web::dispatch::Outcome;
use crate::web::paging::Pages;
use crate::web::visit::InCase;
use crate::web::{Page, Reply};
use serde::Serialize;

/// On the page of the set, and on a page of their own.
pub const SHOWN: usize = 20;
const PER_PAGE: u64 = 500;

#[derive(Serialize)]
pub struct Row {
    unit: &'static str,
    number: u64,
    /// Of the records that share the line; 0 when it has one.
    item: u64,
    reason: String,
}

fn row(lang: Lang, rejected: &Rejected) -> Row {
    let code = rejected.reason.as_str();
    Row {
        unit: rejected.place.unit.label(lang),
        number: rejected.place.number,
        item: rejected.place.item.unwrap_or(0),
        reason: RejectReason::from_code(code).map_or(code, |reason| reason.label(lang)).to_owned(),
    }
}

/// So many of the rejected, from a number on.
pub fn stretch(visit: &InCase, set: RecordId, from: u64, most: usize) -> Result<Vec<Row>> {
    let (_, rejects) = posts::rejects(visit.store(), &visit.actor, visit.case, set, from)?;
    rejects.take(most).map(|rejected| Ok(row(visit.lang, &rejected?))).collect()
}

pub fn list(visit: &mut InCase) -> Outcome {
    let set = posts::set(visit.store(), &visit.actor, visit.case, visit.record()?)?;
    let url = format!("{}/posts/{}", visit.url(), set.reference);
    let asked = visit.query.get("page");
    let pages = Pages::new(set.body.rejected, PER_PAGE, asked, |n| format!("{url}/rejects?page={n}"));
    let rows = stretch(visit, set.id, pages.skip() + 1, PER_PAGE as usize)?;
    let mut frame = visit.frame("posts");
    frame.reference = set.reference.clone();
    let page = Page::new("posts/rejects.html", &frame)?.with("rejects", &rows).with("pages", &pages);
    let page = page.with("title", &set.body.title).with("url", &url).with("total", &set.body.rejected);
    Ok(Reply::page(page.with("reference", &set.reference)))
}

/// As a table; its name and content hold nothing private.
pub fn file(visit: &mut InCase) -> Outcome {
    let (store, actor) = (visit.store(), &visit.actor);
    let (set, rejects) = posts::rejects(store, actor, visit.case, visit.record()?, 1)?;
    let name = format!("{}-rejected.csv", set.reference);
    Ok(Reply::made(&name, "text/csv; charset=utf-8", RejectsTable::new(rejects, visit.lang)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::posts::{Place, Unit};

    #[test]
    fn a_reject_says_where_and_why() {
        let rejected = Rejected { place: Place::line(9).item(2), reason: "not-json".into() };
        let shown = row(Lang::Es, &rejected);
        assert_eq!((shown.unit, shown.number, shown.item), (Unit::Line.label(Lang::Es), 9, 2));
        assert_eq!(shown.reason, "No es JSON válido");
    }
}
