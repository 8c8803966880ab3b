//! People under their pseudonyms; and, by an act of its own, who they are.

mod consent;
mod identity;

pub use consent::{ask as ask_consent, edit as edit_consent, record as record_consent};
pub use identity::{
    again as ask_identity, read as read_identity, record as record_identity, typed as typed_identity,
};

use crate::domain::person::{Person, Relation};
use crate::domain::policy::Verb;
use crate::domain::testimony::Testimony;
use crate::domain::{Choice, Lang, PartialDate, Private, RecordId, Recorded};
use crate::service::people::PersonFile;
use crate::service::{Error, Result, interviews, links, people};
use crate::web::dispatch::Outcome;
use crate::web::fields::{Fields, fill};
use crate::web::form::{Term, options};
use crate::web::handlers::interviews::{Grant, grants};
use crate::web::names::{Colleagues, Records};
use crate::web::records::Revision;
use crate::web::visit::InCase;
use crate::web::{Form, Page, Reply};
use serde::Serialize;
use std::collections::HashMap;

#[derive(Serialize)]
struct Row<'p> {
    reference: &'p str,
    url: String,
    name: &'p Private,
    roles: String,
    interviews: usize,
    vulnerable: bool,
}

/// The terms of a closed list, as one line.
pub(super) fn line<T: Choice>(lang: Lang, terms: &[T]) -> String {
    terms.iter().map(|term| term.label(lang)).collect::<Vec<_>>().join(", ")
}

pub fn list(visit: &mut InCase) -> Outcome {
    let people = people::list(visit.store(), &visit.actor, visit.case)?;
    let interviews = interviews::list(visit.store(), &visit.actor, visit.case)?;
    let mut given: HashMap<RecordId, usize> = HashMap::new();
    for interview in &interviews {
        *given.entry(interview.body.person).or_default() += 1;
    }
    let url = visit.url();
    let rows = people.iter().map(|person| Row {
        interviews: given.get(&person.id).copied().unwrap_or_default(),
        url: format!("{url}/people/{}", person.reference),
        reference: &person.reference,
        roles: line(visit.lang, &person.body.relations),
        vulnerable: person.body.vulnerable,
        name: &person.body.pseudonym,
    });
    let rows: Vec<Row> = rows.collect();
    Ok(Reply::page(Page::new("people/list.html", &visit.frame("people"))?.with("people", &rows)))
}

#[derive(Serialize)]
struct Interview {
    reference: String,
    url: String,
    date: Option<PartialDate>,
    status: &'static str,
}

#[derive(Serialize)]
struct Shown {
    url: String,
    name: Private,
    roles: String,
    handles: Vec<Private>,
    position: Private,
    note: Private,
    vulnerable: bool,
    public_official: bool,
    interviews: Vec<Interview>,
    consented: bool,
    withdrawn: bool,
    grants: Vec<Grant>,
    revision: u64,
    current: bool,
}

/// The revision that stands, or the one asked for by number.
pub fn show(visit: &mut InCase) -> Outcome {
    let file = people::show(visit.store(), &visit.actor, visit.case, visit.record()?)?;
    let id = file.person.id;
    let asked = visit.query.get("revision").parse().unwrap_or(file.person.revision);
    let links = links::of(visit.store(), &visit.actor, visit.case, id)?;
    let links = Records::of(visit)?.linked(&links, |target| target.record() == id);
    let revisions = Revision::all(&file.revisions, asked, &Colleagues::of(visit)?);
    let mut frame = visit.frame("people");
    frame.reference = file.person.reference.clone();
    let page = Page::new("people/show.html", &frame)?.with("person", &shown(visit, file, asked)?);
    Ok(Reply::page(page.with("links", &links).with("revisions", &revisions)))
}

fn shown(visit: &InCase, file: PersonFile, asked: u64) -> Result<Shown> {
    let (lang, url, standing) = (visit.lang, visit.url(), file.person.revision);
    let interview = |one: Recorded<Testimony>| Interview {
        url: format!("{url}/interviews/{}", one.reference),
        date: one.body.session.date,
        status: if one.body.finalised { "logged" } else { "draft" },
        reference: one.reference,
    };
    let person = file.revisions.into_iter().find(|one| one.revision == asked).ok_or(Error::NotFound)?;
    let (person, consent) = (person.body, file.consents.last());
    Ok(Shown {
        url: format!("{url}/people/{}", file.person.reference),
        roles: line(lang, &person.relations),
        name: person.pseudonym,
        handles: person.handles,
        position: person.position,
        note: person.note,
        vulnerable: person.vulnerable,
        public_official: person.public_official,
        interviews: file.testimonies.into_iter().map(interview).collect(),
        consented: consent.is_some(),
        withdrawn: consent.is_some_and(|consent| consent.body.withdrawn_on.is_some()),
        grants: consent.map(|consent| grants(lang, &consent.body)).unwrap_or_default(),
        revision: asked,
        current: asked == standing,
    })
}

#[derive(Serialize)]
struct Choices {
    relations: Vec<Term>,
}

/// What the fields of a form say of a person; `under` is before each name.
pub(super) fn read_person(form: &Form, under: &str) -> Result<Person> {
    let mut fields = Fields::of(form);
    let name = |field: &str| format!("{under}{field}");
    let person = Person {
        pseudonym: fields.text(&name("pseudonym")),
        relations: fields.choices::<Relation>(&name("relations")),
        handles: fields.lines(&name("handles")),
        vulnerable: fields.yes(&name("vulnerable")),
        public_official: fields.yes(&name("public_official")),
        position: fields.text(&name("position")),
        note: fields.text(&name("note")),
    };
    fields.done(person)
}

fn page(visit: &mut InCase, path: &str, reference: String) -> Outcome {
    let choices = Choices { relations: options::<Relation>(visit.lang) };
    let url = visit.url();
    let (action, back) = match reference.as_str() {
        "" => (format!("{url}/people"), format!("{url}/people")),
        known => (format!("{url}/people/{known}/edit"), format!("{url}/people/{known}")),
    };
    let mut frame = visit.frame("people");
    frame.path = format!("{url}/people{path}");
    let revising = !reference.is_empty();
    frame.reference = reference;
    let page = Page::new("people/form.html", &frame)?.with("form", &visit.form).with("choices", &choices);
    Ok(Reply::page(page.with("action", &action).with("back", &back).with("revising", &revising)))
}

/// Whoever may not do it is not shown the form either.
pub(super) fn require(visit: &InCase, verb: Verb) -> Result<()> {
    if visit.allows(verb) { Ok(()) } else { Err(Error::Denied(verb)) }
}

pub fn new(visit: &mut InCase) -> Outcome {
    require(visit, Verb::TakeTestimony)?;
    page(visit, "/new", String::new())
}

pub fn add(visit: &mut InCase) -> Outcome {
    let person = read_person(&visit.form, "")?;
    let person = people::add(visit.store(), &visit.actor, visit.case, person)?;
    let address = format!("{}/people/{}", visit.url(), person.reference);
    Ok(Reply::see(address).said(visit.app.tls, "success", "person-added"))
}

pub fn edit(visit: &mut InCase) -> Outcome {
    require(visit, Verb::TakeTestimony)?;
    let person = people::show(visit.store(), &visit.actor, visit.case, visit.record()?)?.person;
    fill(&mut visit.form, "", &person.body);
    let handles: Vec<&str> = person.body.handles.iter().map(Private::reveal).collect();
    visit.form.set("handles", handles.join("\n"));
    edit_again(visit)
}

/// The form as it was typed, about the version that was read.
pub fn edit_again(visit: &mut InCase) -> Outcome {
    require(visit, Verb::TakeTestimony)?;
    let person = people::show(visit.store(), &visit.actor, visit.case, visit.record()?)?.person;
    if !visit.form.has("revision") {
        visit.form.set("revision", person.revision.to_string());
    }
    page(visit, &format!("/{}/edit", person.reference), person.reference)
}

pub fn revise(visit: &mut InCase) -> Outcome {
    let (id, person) = (visit.record()?, read_person(&visit.form, "")?);
    let read = visit.form.get("revision").parse().map_err(|_| Error::Conflict)?;
    people::revise(visit.store(), &visit.actor, visit.case, id, read, person)?;
    let address = format!("{}/people/{}", visit.url(), visit.param("record"));
    Ok(Reply::see(address).said(visit.app.tls, "success", "person-revised"))
}
