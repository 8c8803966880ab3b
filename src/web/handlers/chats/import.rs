//! A chat on its way in: as posts, its bytes go straight to the job that seals and reads them. What
//! only a person can say of its dates is asked on the same page, and the file with it: it was not
//! kept, because what could not be read is no evidence yet.

use crate::domain::chats::DateOrder;
use crate::domain::policy::Verb;
use crate::domain::{Choice, Private, Problem, Problems, RecordId};
use crate::service::chats::{self, CHAT_FORMATS, ChatOrder, by_code};
use crate::service::pipe::{PipeReader, pipe};
use crate::service::{Error, Result, installation};
use crate::web::dispatch::Outcome;
use crate::web::failure::Failure;
use crate::web::form::{Form, Term, options, term};
use crate::web::handlers::evidence::require;
use crate::web::handlers::jobs;
use crate::web::handlers::posts::import::{AT_ONCE, Broken, feed, is_about_the_file, problems};
use crate::web::jobs::{Job, Kind, Order, State};
use crate::web::visit::InCase;
use crate::web::{Page, Reply};
use serde::Serialize;
use std::sync::Arc;

#[derive(Serialize)]
struct Choices {
    format: Vec<Term>,
    date_order: Vec<Term>,
    persons: Vec<Term>,
}

/// The form, empty or as it was sent.
pub fn form(visit: &mut InCase) -> Outcome {
    require(visit, Verb::ImportPosts)?;
    if !visit.form.has("time_zone") {
        let zone = visit.zone();
        visit.form.set("time_zone", zone);
    }
    let choices = Choices {
        format: CHAT_FORMATS.iter().map(|format| term(format.code(), format.label(visit.lang))).collect(),
        date_order: options::<DateOrder>(visit.lang),
        persons: super::people_terms(visit, |id| id.to_string())?,
    };
    let page = Page::new("chats/import.html", &visit.frame("chats"))?.with("form", &visit.form);
    Ok(Reply::page(page.with("choices", &choices)))
}

pub fn import(visit: &mut InCase) -> Outcome {
    require(visit, Verb::ImportPosts)?;
    let mut parts = std::mem::take(&mut visit.parts);
    let cut = || Failure::invalid("file", "file-cut");
    let (name, mut content) =
        parts.next_file().map_err(|_| cut())?.ok_or_else(|| Failure::invalid("file", "file-missing"))?;
    let order = order(&visit.form, &name).map_err(Error::Invalid)?;
    let (writer, reader) = pipe();
    let job = start(visit, order, reader)?;
    let fed = feed(&mut content, writer, &mut Vec::new());
    match (fed, job.settled(AT_ONCE)) {
        (_, State::Failed(error)) if is_about_the_file(&error) => Err(problems(&error).into()),
        (Err(Broken), _) => Err(cut()),
        (Ok(()), State::Finished(next)) => Ok(Reply::see(next)),
        (Ok(()), _) => Ok(Reply::see(jobs::address(&visit.url(), &job))),
    }
}

fn start(visit: &InCase, order: ChatOrder, mut reader: PipeReader) -> Result<Arc<Job>> {
    let (app, actor, case, url) = (Arc::clone(&visit.app), Arc::clone(&visit.actor), visit.case, visit.url());
    let at = installation::now(visit.store());
    visit.app.jobs.start(Order { kind: Kind::Chat, owner: actor.account, case, at }, move |job| {
        let mut watch = |progress| job.tell(progress);
        let imported = chats::import(&app.store, &actor, case, order, &mut reader, &mut watch)?;
        Ok(format!("{url}/chats/{}", imported.set.reference))
    })
}

fn order(form: &Form, file_name: &str) -> Result<ChatOrder, Vec<Problem>> {
    let mut problems = Problems::default();
    let text = |name: &str| Private::new(form.get(name).trim());
    let persons: Vec<Option<RecordId>> =
        form.all("persons").iter().map(|person| person.reveal().parse().ok()).collect();
    problems.require(persons.iter().all(Option::is_some), "persons", "not-found");
    let format = by_code(form.get("format"));
    problems.require(format.is_some() || form.get("format").is_empty(), "format", "choose-one");
    let order = DateOrder::from_code(form.get("date_order"));
    problems.require(order.is_some() || form.get("date_order").is_empty(), "date_order", "choose-one");
    let order = ChatOrder {
        file_name: Private::new(file_name),
        title: text("title"),
        source: text("source"),
        persons: persons.into_iter().flatten().collect(),
        nobody_shown: form.has("nobody_shown"),
        format,
        order,
        time_zone: Some(form.get("time_zone").trim().to_owned()).filter(|zone| !zone.is_empty()),
    };
    problems.or(order)
}
