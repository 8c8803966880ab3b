//! Chats: brought in from exports, read as transcripts, looked through; and who takes part in them.

mod import;
mod view;

pub use import::{form, import};

use super::evidence::require;
use crate::domain::link::Target;
use crate::domain::policy::Verb;
use crate::domain::posts::PostAddress;
use crate::domain::{Problem, RecordId};
use crate::service::chats::{self, Wanted};
use crate::service::{Error, Result, evidence, links, people, references};
use crate::web::dispatch::Outcome;
use crate::web::form::{Term, term};
use crate::web::names::{Colleagues, Records};
use crate::web::paging::Pages;
use crate::web::visit::InCase;
use crate::web::{Page, Reply};

/// Messages on a page of a transcript, and found messages shown.
const PER_PAGE: u64 = 100;
const MOST_FOUND: usize = 200;

pub fn list(visit: &mut InCase) -> Outcome {
    let sets = chats::sets(visit.store(), &visit.actor, visit.case)?;
    let colleagues = Colleagues::of(visit)?;
    let rows: Vec<_> = sets.iter().map(|set| view::row(visit, set, &colleagues)).collect();
    let page = Page::new("chats/list.html", &visit.frame("chats"))?;
    Ok(Reply::page(page.with("sets", &rows).with("form", &visit.form)))
}

/// A chat as a transcript, page by page, with how it was read beside it.
pub fn set(visit: &mut InCase) -> Outcome {
    let set = chats::set(visit.store(), &visit.actor, visit.case, visit.record()?)?;
    let original = evidence::show(visit.store(), &visit.actor, visit.case, set.body.original)?.evidence;
    let url = format!("{}/chats/{}", visit.url(), set.reference);
    let asked = visit.query.get("page");
    let pages = Pages::new(set.body.counts.messages(), PER_PAGE, asked, |n| format!("{url}?page={n}"));
    let from = pages.skip() + 1;
    let found = chats::stretch(visit.store(), &visit.actor, visit.case, set.id, from, PER_PAGE as usize)?;
    let records = Records::of(visit)?;
    let mut frame = visit.frame("chats");
    frame.reference = set.reference.clone();
    let (rejects, more) = view::rejects(visit.lang, &set.body);
    let lines = view::lines(visit, &set, &found, &records);
    let page = Page::new("chats/show.html", &frame)?.with("lines", &lines).with("pages", &pages);
    let page = page.with("rejects", &rejects).with("rejects_more", &more).with("form", &visit.form);
    let page = page.with("participants", &view::participants(&set.body, &records));
    let page = page.with("choices", &view::Choices { person: people_terms(visit, |id| id.to_string())? });
    let shown = view::report(visit, &set, &original, &Colleagues::of(visit)?);
    Ok(Reply::page(page.with("set", &shown)))
}

fn people_terms(visit: &InCase, value: impl Fn(RecordId) -> String) -> Result<Vec<Term>> {
    let people = people::list(visit.store(), &visit.actor, visit.case)?;
    let label = |reference: &str, name: &str| format!("{reference} · {name}");
    let terms = people
        .iter()
        .map(|person| term(&value(person.id), &label(&person.reference, person.body.pseudonym.reveal())));
    Ok(terms.collect())
}

/// Says who a participant is.
pub fn identify(visit: &mut InCase) -> Outcome {
    require(visit, Verb::ImportPosts)?;
    let id = visit.record()?;
    let wrong = || Error::Invalid(vec![Problem::new("person", "not-found")]);
    let place: usize = visit.form.get("participant").parse().map_err(|_| wrong())?;
    let person = match visit.form.get("person") {
        "" => None,
        person => Some(person.parse().map_err(|_| wrong())?),
    };
    chats::identify(visit.store(), &visit.actor, visit.case, id, place, person)?;
    Ok(Reply::see(format!("{}/chats/{}", visit.url(), visit.param("record"))))
}

/// The answer to a search. The words came in the body of a form and get into no address.
pub fn search(visit: &mut InCase) -> Outcome {
    let sets = chats::sets(visit.store(), &visit.actor, visit.case)?;
    let chosen = visit.form.get("set");
    let set = sets.iter().find(|set| set.reference == chosen).map(|set| set.id);
    let (words, sender) = (visit.form.get("q"), visit.form.get("sender"));
    let wanted = Wanted { words, sender, set };
    let matches = chats::look_for(visit.store(), &visit.actor, visit.case, &wanted, MOST_FOUND)?;
    let rows: Vec<_> = matches.found.iter().map(|found| view::found(visit, found, words)).collect();
    let names: Vec<_> = sets.iter().map(view::set_name).collect();
    let page = Page::new("chats/search.html", &visit.frame("chats"))?.with("sets", &names);
    let page = page.with("form", &visit.form).with("messages", &rows).with("total", &matches.total);
    Ok(Reply::page(page.with("shown", &rows.len()).with("scanned", &matches.scanned)))
}

/// Whoever comes back to the answer of a search finds the form: the words are not kept.
pub fn search_again(visit: &mut InCase) -> Outcome {
    Ok(Reply::see(format!("{}/chats", visit.url())))
}

/// One message.
pub fn show(visit: &mut InCase) -> Outcome {
    let found = chats::get(visit.store(), &visit.actor, visit.case, address(visit)?)?;
    let set = chats::set(visit.store(), &visit.actor, visit.case, found.address.set)?;
    let links = links::of(visit.store(), &visit.actor, visit.case, set.id)?;
    let here = Target::Post(found.address);
    let records = Records::of(visit)?;
    let links = records.linked(&links, |target| target == here);
    let mut frame = visit.frame("chats");
    frame.reference = found.reference.clone();
    let page = Page::new("chats/message.html", &frame)?.with("links", &links);
    let number = found.address.number;
    let (previous, next) = view::neighbours(&visit.url(), &set, number);
    let page = page.with("previous", &previous).with("next", &next);
    let back =
        format!("{}/chats/{}?page={}#m{number}", visit.url(), set.reference, (number - 1) / PER_PAGE + 1);
    let page = page.with("back", &back);
    Ok(Reply::page(page.with("message", &view::message(visit, &set, &found, &records))))
}

fn address(visit: &InCase) -> Result<PostAddress> {
    let text = format!("{}/{}", visit.param("record"), visit.param("number"));
    match references::target(visit.store(), &visit.actor, visit.case, &text)? {
        Target::Post(address) => Ok(address),
        Target::Record(_) => Err(Error::NotFound),
    }
}
