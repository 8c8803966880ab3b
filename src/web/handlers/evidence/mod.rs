//! Evidence: listed, brought in, shown, described anew, given back.

mod attach;
mod custody;
mod describe;
mod view;

pub use attach::attach;
pub use custody::add as add_custody;
pub(super) use describe::persons;

use crate::domain::RecordId;
use crate::domain::Recorded;
use crate::domain::evidence::Evidence;
use crate::domain::evidence::{CustodyKind, EvidenceKind};
use crate::domain::person::Person;
use crate::domain::policy::Verb;
use crate::service::{Error, evidence, links, people};
use crate::web::dispatch::Outcome;
use crate::web::files::shown_name;
use crate::web::form::{Term, options};
use crate::web::headers::FILE_POLICY;
use crate::web::names::{Colleagues, Records};
use crate::web::paging::Pages;
use crate::web::tags::{self, Filter};
use crate::web::visit::InCase;
use crate::web::{Page, Reply};
use actix_web::http::header::CONTENT_SECURITY_POLICY;

const PER_PAGE: u64 = 100;

pub fn list(visit: &mut InCase) -> Outcome {
    let items = evidence::list(visit.store(), &visit.actor, visit.case)?;
    let links = links::list(visit.store(), &visit.actor, visit.case)?;
    let url = format!("{}/evidence", visit.url());
    let tags = items.iter().map(|item| item.body.tags.as_slice());
    let filter = Filter::of(&url, visit.query.get("tag"), tags);
    let taken: Vec<_> = items.iter().filter(|item| filter.takes(&item.body.tags)).collect();
    let asked = visit.query.get("page");
    let pages =
        Pages::new(taken.len() as u64, PER_PAGE, asked, |n| format!("{url}?{}page={n}", filter.query()));
    let shown = taken.iter().skip(pages.skip() as usize).take(PER_PAGE as usize);
    let rows: Vec<_> = shown.map(|item| view::row(visit, item, &links)).collect();
    let page = Page::new("evidence/list.html", &visit.frame("evidence"))?.with("filter", &filter);
    Ok(Reply::page(page.with("items", &rows).with("total", &taken.len()).with("pages", &pages)))
}

/// The form for bringing files in, empty or as it was sent.
pub fn form(visit: &mut InCase) -> Outcome {
    require(visit, Verb::AttachEvidence)?;
    let action = format!("{}/evidence", visit.url());
    form_page(visit, String::new(), &action, &action, false)
}

/// The form for describing an item anew, as it stands or as it was sent.
pub fn edit(visit: &mut InCase) -> Outcome {
    require(visit, Verb::AttachEvidence)?;
    let item = find(visit)?.evidence;
    if !visit.form.has("revision") {
        describe::fill(&mut visit.form, &item);
    }
    let back = format!("{}/evidence/{}", visit.url(), item.reference);
    form_page(visit, item.reference, &format!("{back}/edit"), &back, true)
}

fn form_page(visit: &InCase, reference: String, action: &str, back: &str, revising: bool) -> Outcome {
    let people = people::list(visit.store(), &visit.actor, visit.case)?;
    let mut frame = visit.frame("evidence");
    frame.reference = reference.clone();
    let choices = view::Choices {
        kind: options::<EvidenceKind>(visit.lang),
        persons: people.iter().map(|person| person_choice(person)).collect(),
        source_person: people.iter().map(|person| view::person_term(&person.reference, person)).collect(),
    };
    let page = Page::new("evidence/form.html", &frame)?.with("form", &visit.form).with("choices", &choices);
    let page = page.with("action", action).with("back", back).with("revising", &revising);
    Ok(Reply::page(page.with("reference", &reference)))
}

pub fn revise(visit: &mut InCase) -> Outcome {
    let id = visit.record()?;
    let read: u64 = visit.form.get("revision").parse().map_err(|_| Error::Conflict)?;
    let mut draft = describe::draft(&visit.form, "").map_err(Error::Invalid)?;
    // A form that does not ask for the tags takes none away.
    if !visit.form.has("tags") {
        draft.tags.extend(tags::plain(&find(visit)?.evidence.body.tags).cloned());
    }
    evidence::revise(visit.store(), &visit.actor, visit.case, id, read, draft)?;
    Ok(Reply::see(format!("{}/evidence/{}", visit.url(), visit.param("record"))))
}

pub fn show(visit: &mut InCase) -> Outcome {
    let record = find(visit)?;
    let people = people::list(visit.store(), &visit.actor, visit.case)?;
    let (colleagues, records) = (Colleagues::of(visit)?, Records::of(visit)?);
    let id = record.evidence.id;
    let links = records.linked(&record.links, |target| target.record() == id);
    let mut frame = visit.frame("evidence");
    frame.reference = record.evidence.reference.clone();
    let page = Page::new("evidence/show.html", &frame)?.with("links", &links);
    let shown = view::revision(&record, visit.query.get("revision"));
    let page = page.with("item", &view::item(visit, shown, &people));
    let page = page.with("custody", &custody::steps(visit.lang, &record, &colleagues));
    let page = page.with("form", &visit.form).with("kinds", &options::<CustodyKind>(visit.lang));
    let page = page.with("zone", &visit.zone());
    Ok(Reply::page(page.with("revisions", &view::revisions(visit, &record, &colleagues))))
}

fn find(visit: &InCase) -> Result<evidence::EvidenceRecord, Error> {
    evidence::show(visit.store(), &visit.actor, visit.case, visit.record()?)
}

/// The original, byte for byte, under its own name.
pub fn original(visit: &mut InCase) -> Outcome {
    let (item, file) = evidence::original(visit.store(), &visit.actor, visit.case, visit.record()?)?;
    let name = shown_name(item.body.file.name.reveal());
    Ok(Reply::file(&name, "application/octet-stream", file.len(), file))
}

/// The preview of a picture, which we made ourselves; nothing of another type is ever shown.
pub fn preview(visit: &mut InCase) -> Outcome {
    let id: RecordId = visit.record()?;
    let (media, bytes) = evidence::preview(visit.store(), &visit.actor, visit.case, id)?;
    let safe = ["image/png", "image/jpeg"].into_iter().find(|safe| *safe == media).ok_or(Error::NotFound)?;
    Ok(Reply::bytes(safe, bytes).header(CONTENT_SECURITY_POLICY, FILE_POLICY))
}

/// A person to tick in the component `persons_shown`.
pub(super) fn person_choice(person: &Recorded<Person>) -> Term {
    view::person_term(&person.id.to_string(), person)
}

/// Forms are only shown to those who may send them: the door decides again.
pub(super) fn require(visit: &InCase, verb: Verb) -> Result<(), Error> {
    if visit.allows(verb) { Ok(()) } else { Err(Error::Denied(verb)) }
}

/// The address of an item's preview; empty where there is none.
fn preview_address(case_url: &str, item: &Recorded<Evidence>) -> String {
    match item.body.file.preview {
        Some(_) => format!("{case_url}/evidence/{}/preview", item.reference),
        None => String::new(),
    }
}
