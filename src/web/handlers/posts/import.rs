//! A file of posts on its way in. Its bytes go straight to the job that seals and reads them; a
//! file that is read at once needs no page of its own.

use super::mapping::{self, Table};
use super::view;
use crate::domain::policy::Verb;
use crate::domain::{Private, Problem};
use crate::service::pipe::{PipeReader, pipe};
use crate::service::posts::{self, FORMATS, HEAD, ImportOrder, Options, by_code};
use crate::service::{Error, Result};
use crate::web::dispatch::{Body, CaseHandler, Outcome};
use crate::web::failure::Failure;
use crate::web::form::{Form, Term, term};
use crate::web::handlers::evidence::require;
use crate::web::handlers::jobs;
use crate::web::jobs::{Job, Kind, State};
use crate::web::streamed::{self, admit, same};
use crate::web::upload::{Upload, UploadError};
use crate::web::visit::{InCase, Visit};
use crate::web::{Page, Reply};
use actix_web::HttpResponse;
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;

/// What takes longer than this after the last byte gets a page that watches it.
const AT_ONCE: Duration = Duration::from_secs(2);

#[derive(Serialize)]
struct Choices {
    format: Vec<Term>,
}

/// The form, empty or as it was sent.
pub fn form(visit: &mut InCase) -> Outcome {
    require(visit, Verb::ImportPosts)?;
    let format = FORMATS.iter().map(|format| term(format.code(), format.label(visit.lang))).collect();
    let page = Page::new("posts/import.html", &visit.frame("posts"))?.with("form", &visit.form);
    Ok(Reply::page(page.with("choices", &Choices { format }).with("formats", &view::formats(visit.lang))))
}

pub async fn import(visit: Visit, body: Body) -> HttpResponse {
    match admit(visit, body, Verb::ImportPosts).await {
        Ok((mut visit, mut upload)) => {
            let mut head = Vec::new();
            let outcome = receive(&visit, &mut upload, &mut head).await;
            let again = form_for(&mut visit, &outcome, &head);
            streamed::answer(visit, upload, outcome, again).await
        }
        Err(refused) => refused,
    }
}

/// Which form a refused file leads back to: what looks like a table can be told column by column.
fn form_for(visit: &mut InCase, outcome: &Result<Reply, Failure>, head: &[u8]) -> CaseHandler {
    let unread = matches!(outcome, Err(Failure::Service(Error::Invalid(_))));
    let table = unread.then(|| Table::inspect(head)).flatten();
    match table {
        Some(table) => {
            table.fill(&mut visit.form);
            mapping::form
        }
        None => form,
    }
}

async fn receive(visit: &InCase, upload: &mut Upload, head: &mut Vec<u8>) -> Result<Reply, Failure> {
    let file = upload.next_file().await?.ok_or_else(|| Failure::invalid("file", "file-missing"))?;
    let order = order(&visit.form, &file.name).map_err(Error::Invalid)?;
    let (writer, reader) = pipe();
    let job = start(visit, order, reader);
    let keep_head = |piece: &[u8]| {
        let wanted = HEAD.saturating_sub(head.len()).min(piece.len());
        head.extend_from_slice(&piece[..wanted]);
    };
    match file.feed(writer, keep_head).await {
        // A job that has stopped reading knows why; it is asked below.
        Ok(_) | Err(UploadError::Refused) => {}
        Err(broken) => return Err(broken.into()),
    }
    match job.settled(AT_ONCE).await {
        State::Running => Ok(Reply::see(jobs::address(&visit.url(), &job))),
        State::Finished(next) => Ok(Reply::see(next)),
        State::Failed(error) => Err(same(&error).into()),
        State::Cancelled => Err(Error::Cancelled.into()),
    }
}

fn start(visit: &InCase, order: ImportOrder, mut reader: PipeReader) -> Arc<Job> {
    let (app, actor, case, url) =
        (Arc::clone(&visit.app), Arc::clone(&visit.actor), visit.case, visit.url());
    let whose = (Kind::Import, actor.account, case);
    visit.app.jobs.start(whose, visit.store().now(), move |job| {
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
    Ok(ImportOrder {
        file_name: Private::new(file_name),
        title: Private::new(form.get("title").trim()),
        source: Private::new(form.get("source").trim()),
        format,
        options: Options { mapping },
    })
}
