//! Posts: brought in from files, looked through, shown one by one.

mod checks;
pub(super) mod import;
mod mapping;
mod rejects;
mod revise;
pub(super) mod snippet;
mod view;

pub use checks::{file as checks_file, list as checks};
pub use import::{form, import};
pub use rejects::{file as rejects_file, list as rejects};
pub use revise::{edit, revise};

use crate::domain::link::Target;
use crate::domain::posts::PostAddress;
use crate::service::posts::{self, Wanted};
use crate::service::{Error, Result, evidence, links, references};
use crate::web::dispatch::Outcome;
use crate::web::names::{Colleagues, Records};
use crate::web::paging::Pages;
use crate::web::tags::Filter;
use crate::web::visit::InCase;
use crate::web::{Page, Reply};

/// Posts on a page of a set, and found posts shown.
const PER_PAGE: u64 = 50;
const MOST_FOUND: usize = 200;

pub fn list(visit: &mut InCase) -> Outcome {
    let sets = posts::sets(visit.store(), &visit.actor, visit.case)?;
    let colleagues = Colleagues::of(visit)?;
    let url = format!("{}/posts", visit.url());
    let tags = sets.iter().map(|set| set.body.tags.as_slice());
    let filter = Filter::of(&url, visit.query.get("tag"), tags);
    let taken = sets.iter().filter(|set| filter.takes(&set.body.tags));
    let rows: Vec<_> = taken.map(|set| view::row(visit, set, &colleagues)).collect();
    let page = Page::new("posts/list.html", &visit.frame("posts"))?.with("filter", &filter);
    Ok(Reply::page(page.with("sets", &rows).with("form", &visit.form)))
}

/// A set: the balance of its import, what was rejected and why, and its posts page by page.
pub fn set(visit: &mut InCase) -> Outcome {
    let set = posts::set(visit.store(), &visit.actor, visit.case, visit.record()?)?;
    let original = evidence::show(visit.store(), &visit.actor, visit.case, set.body.original)?.evidence;
    let url = format!("{}/posts/{}", visit.url(), set.reference);
    let asked = visit.query.get("page");
    let pages = Pages::new(set.body.posts(), PER_PAGE, asked, |n| format!("{url}?page={n}"));
    let from = pages.skip() + 1;
    let found = posts::stretch(visit.store(), &visit.actor, visit.case, set.id, from, PER_PAGE as usize)?;
    let sample: Vec<_> = found.iter().map(|found| view::found(&visit.url(), found, "")).collect();
    let mut frame = visit.frame("posts");
    frame.reference = set.reference.clone();
    let rejects = rejects::stretch(visit, set.id, 1, rejects::SHOWN)?;
    let more = set.body.rejected.saturating_sub(rejects.len() as u64);
    let page = Page::new("posts/report.html", &frame)?.with("rejects", &rejects).with("rejects_more", &more);
    let shown = view::report(visit, &set, &original, &Colleagues::of(visit)?);
    Ok(Reply::page(page.with("set", &shown).with("sample", &sample).with("pages", &pages)))
}

/// The answer to a search. The words came in the body of a form and get into no address.
pub fn search(visit: &mut InCase) -> Outcome {
    let sets = posts::sets(visit.store(), &visit.actor, visit.case)?;
    let chosen = visit.form.get("set");
    let set = sets.iter().find(|set| set.reference == chosen).map(|set| set.id);
    let (words, author) = (visit.form.get("q"), visit.form.get("author"));
    let wanted = Wanted { words, author, set };
    let matches = posts::look_for(visit.store(), &visit.actor, visit.case, &wanted, MOST_FOUND)?;
    let rows: Vec<_> = matches.found.iter().map(|found| view::found(&visit.url(), found, words)).collect();
    let names: Vec<_> = sets.iter().map(view::set_name).collect();
    let page = Page::new("posts/search.html", &visit.frame("posts"))?.with("sets", &names);
    let page = page.with("form", &visit.form).with("posts", &rows).with("total", &matches.total);
    Ok(Reply::page(page.with("shown", &rows.len()).with("scanned", &matches.scanned)))
}

/// Whoever comes back to the answer of a search finds the form: the words are not kept.
pub fn search_again(visit: &mut InCase) -> Outcome {
    Ok(Reply::see(format!("{}/posts", visit.url())))
}

pub fn show(visit: &mut InCase) -> Outcome {
    let found = posts::get(visit.store(), &visit.actor, visit.case, address(visit)?)?;
    let set = posts::set(visit.store(), &visit.actor, visit.case, found.address.set)?;
    let original = evidence::show(visit.store(), &visit.actor, visit.case, set.body.original)?.evidence;
    let links = links::of(visit.store(), &visit.actor, visit.case, set.id)?;
    let here = Target::Post(found.address);
    let links = Records::of(visit)?.linked(&links, |target| target == here);
    let facts = checks::facts(visit, &found, set.recorded_at);
    let others = checks::others(visit, &found)?;
    let mut frame = visit.frame("posts");
    frame.reference = found.reference.clone();
    let page = Page::new("posts/show.html", &frame)?.with("facts", &facts).with("others", &others);
    let page = page.with("links", &links).with("abusive", &false);
    let (previous, next) = view::neighbours(&visit.url(), &set, found.address.number);
    let page = page.with("previous", &previous).with("next", &next);
    Ok(Reply::page(page.with("post", &view::post(visit, &set, &original, found))))
}

fn address(visit: &InCase) -> Result<PostAddress> {
    let text = format!("{}/{}", visit.param("record"), visit.param("number"));
    match references::target(visit.store(), &visit.actor, visit.case, &text)? {
        Target::Post(address) => Ok(address),
        Target::Record(_) => Err(Error::NotFound),
    }
}

/// A found post as a line of a table.
pub fn line(case_url: &str, found: &posts::Found) -> view::Line {
    view::found(case_url, found, "")
}
