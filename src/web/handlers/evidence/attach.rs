//! Files on their way in: each goes as a stream to the thread that seals it.

use super::{describe, form};
use crate::domain::Problem;
use crate::domain::policy::Verb;
use crate::service::evidence::{self, Attached};
use crate::service::pipe::pipe;
use crate::service::{Error, Result};
use crate::web::Reply;
use crate::web::dispatch::{Body, work};
use crate::web::failure::Failure;
use crate::web::streamed::{self, admit};
use crate::web::upload::{File, Upload, UploadError};
use crate::web::visit::{InCase, Visit};
use actix_web::HttpResponse;
use futures_util::join;
use std::sync::Arc;

/// Several files with one description.
pub async fn attach(visit: Visit, body: Body) -> HttpResponse {
    match admit(visit, body, Verb::AttachEvidence).await {
        Ok((visit, mut upload)) => {
            let outcome = receive(&visit, &mut upload).await;
            streamed::answer(visit, upload, outcome, form).await
        }
        Err(refused) => refused,
    }
}

async fn receive(visit: &InCase, upload: &mut Upload) -> Result<Reply, Failure> {
    describe::draft(&visit.form, "").map_err(Error::Invalid)?;
    let mut kept: Vec<Attached> = Vec::new();
    while let Some(file) = upload.next_file().await? {
        match take_in(visit, file).await {
            Ok(attached) => kept.push(attached),
            Err(failure) => return Err(told(failure, &kept)),
        }
    }
    let url = format!("{}/evidence", visit.url());
    match kept.as_slice() {
        [] => Err(Failure::invalid("files", "file-missing")),
        [one] => Ok(Reply::see(format!("{url}/{}", one.evidence.reference))),
        _ => Ok(Reply::see(url)),
    }
}

/// Feeds one file to the thread that seals it. Whichever of the two fails first makes the other
/// end; what the sealing says goes first, since it knows why it stopped.
async fn take_in(visit: &InCase, file: File) -> Result<Attached, Failure> {
    let draft = describe::draft(&visit.form, &file.name).map_err(Error::Invalid)?;
    let (writer, mut reader) = pipe();
    let (app, actor, case) = (Arc::clone(&visit.app), Arc::clone(&visit.actor), visit.case);
    let sealing = work(move || evidence::attach(&app.store, &actor, case, draft, &mut reader));
    let (fed, sealed) = join!(file.feed(writer, |_| ()), sealing);
    match (fed, sealed) {
        (Err(broken), _) if broken != UploadError::Refused => Err(broken.into()),
        (_, Some(sealed)) => Ok(sealed?),
        (_, None) => Err(Error::Internal("the sealing of a file broke down".into()).into()),
    }
}

/// The problem of one file, with what became of the others: those before it are kept.
fn told(failure: Failure, kept: &[Attached]) -> Failure {
    let Failure::Service(Error::Invalid(mut problems)) = failure else { return failure };
    for problem in problems.iter_mut().filter(|problem| problem.field == "file") {
        problem.field = "files".to_owned();
    }
    let references: Vec<&str> = kept.iter().map(|attached| attached.evidence.reference.as_str()).collect();
    if !references.is_empty() {
        problems.push(Problem::new("files", "files-kept").with(references.join(", ")));
    }
    Error::Invalid(problems).into()
}
