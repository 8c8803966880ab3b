//! A file of posts on its way in. Its bytes go straight to the job that seals and reads them; a
//! file that is read at once needs no page of its own.

use super::mapping::{self, Table};
use super::view;
use crate::domain::policy::Verb;
use crate::domain::{Choice, Private, Problem, Problems};
use crate::service::pipe::{PipeReader, PipeWriter, pipe};
use crate::service::posts::{self, Encoding, FORMATS, HEAD, ImportOrder, Options, by_code};
use crate::service::{Error, Result, installation, people};
use crate::web::dispatch::Outcome;
use crate::web::failure::Failure;
use crate::web::form::{Form, Term, options, term};
use crate::web::handlers::evidence::{person_choice, persons, require};
use crate::web::handlers::jobs;
use crate::web::jobs::{Job, Kind, Order, State};
use crate::web::parts::Content;
use crate::web::tags;
use crate::web::visit::InCase;
use crate::web::{Page, Reply};
use serde::Serialize;
use std::io::{self, Read, Write};
use std::sync::Arc;
use std::time::Duration;

/// What takes longer than this after the last byte gets a page that watches it.
pub(in crate::web::handlers) const AT_ONCE: Duration = Duration::from_secs(2);

#[derive(Serialize)]
struct Choices {
    format: Vec<Term>,
    encoding: Vec<Term>,
    persons: Vec<Term>,
}

/// The form, empty or as it was sent; for a table that could not be read, the page on its columns.
pub fn form(visit: &mut InCase) -> Outcome {
    require(visit, Verb::ImportPosts)?;
    if mapping::is_asked(&visit.form) {
        return mapping::form(visit);
    }
    if visit.form.is_empty() {
        // Said unless it is unsaid: of most files there is nothing else to say.
        visit.form.set("nobody_shown", "yes");
    }
    let people = people::list(visit.store(), &visit.actor, visit.case)?;
    let persons = people.iter().map(person_choice).collect();
    let format = FORMATS.iter().map(|format| term(format.code(), format.label(visit.lang))).collect();
    let page = Page::new("posts/import.html", &visit.frame("posts"))?.with("form", &visit.form);
    Ok(Reply::page(
        page.with("choices", &Choices { format, encoding: options::<Encoding>(visit.lang), persons })
            .with("formats", &view::formats(visit.lang)),
    ))
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
    let mut head = Vec::new();
    let fed = feed(&mut content, writer, &mut head);
    match (fed, job.settled(AT_ONCE)) {
        (_, State::Failed(error)) if is_about_the_file(&error) => {
            ask_about_the_table(&mut visit.form, &head, &error);
            Err(problems(&error).into())
        }
        (Err(Broken), _) => Err(cut()),
        (Ok(()), State::Finished(next)) => Ok(Reply::see(next)),
        (Ok(()), _) => Ok(Reply::see(jobs::address(&visit.url(), &job))),
    }
}

/// Of a table whose columns are known only the encoding is asked; the usual one is proposed.
fn ask_about_the_table(form: &mut Form, head: &[u8], error: &Error) {
    let Some(table) = Table::inspect(head, Encoding::from_code(form.get("encoding"))) else { return };
    let about_encoding = |problem: &Problem| problem.field == "encoding";
    let is_unsure = matches!(error, Error::Invalid(problems) if problems.iter().any(about_encoding));
    if is_unsure {
        form.set("encoding", Encoding::Windows1252.code());
    }
    if !(is_unsure && table.is_enough()) {
        table.fill(form);
    }
}

/// The upload did not come to its end.
pub(in crate::web::handlers) struct Broken;

/// Passes the file on and remembers its first bytes. A job that stops reading has failed and says
/// why itself; the rest of the file is then no concern of anybody.
pub(in crate::web::handlers) fn feed(
    content: &mut Content<'_>,
    mut to: PipeWriter,
    head: &mut Vec<u8>,
) -> Result<(), Broken> {
    let mut piece = vec![0; 64 * 1024];
    loop {
        let length = match content.read(&mut piece) {
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => return Err(Broken),
        };
        let wanted = HEAD.saturating_sub(head.len()).min(length);
        head.extend_from_slice(&piece[..wanted]);
        if length == 0 {
            // Nobody is left to tell when the job has ended meanwhile.
            let _ = to.finish();
            return Ok(());
        }
        if to.write_all(&piece[..length]).is_err() {
            return Ok(());
        }
    }
}

pub(in crate::web::handlers) fn is_about_the_file(error: &Error) -> bool {
    matches!(error, Error::Invalid(_))
}

pub(in crate::web::handlers) fn problems(error: &Error) -> Error {
    match error {
        Error::Invalid(problems) => Error::Invalid(problems.clone()),
        other => Error::Internal(other.to_string()),
    }
}

fn start(visit: &InCase, order: ImportOrder, mut reader: PipeReader) -> Result<Arc<Job>> {
    let (app, actor, case, url) = (Arc::clone(&visit.app), Arc::clone(&visit.actor), visit.case, visit.url());
    let whose =
        Order { kind: Kind::Import, owner: actor.account, case, at: installation::now(visit.store()) };
    visit.app.jobs.start(whose, move |job| {
        let mut watch = |progress| job.tell(progress);
        let imported = posts::import(&app.store, &actor, case, order, &mut reader, &mut watch)?;
        Ok(format!("{url}/posts/{}", imported.set.reference))
    })
}

fn order(form: &Form, file_name: &str) -> Result<ImportOrder, Vec<Problem>> {
    let mapping = mapping::of(form)?;
    let format = match (form.get("format"), &mapping) {
        ("", _) | (_, Some(_)) => None,
        (code, None) => Some(by_code(code).ok_or_else(|| vec![Problem::new("format", "choose-one")])?),
    };
    let mut problems = Problems::default();
    let persons = persons(form, &mut problems);
    problems.or(ImportOrder {
        file_name: Private::new(file_name),
        title: Private::new(form.get("title").trim()),
        tags: tags::parse(form.get("tags")),
        source: Private::new(form.get("source").trim()),
        persons,
        nobody_shown: form.has("nobody_shown"),
        format,
        options: Options { mapping, encoding: Encoding::from_code(form.get("encoding")) },
    })
}
