//! Requests whose body is a stream: who asks and what they may is settled before the first byte of
//! a file is accepted; what is answered goes the same way as for any other form.

use super::dispatch::{self, Body, CaseHandler, work};
use super::failure::Failure;
use super::upload::{Upload, UploadError};
use super::visit::{InCase, Signed, Visit};
use super::Reply;
use crate::domain::policy::Verb;
use crate::domain::Problem;
use crate::service::{Error, sessions};
use actix_multipart::Multipart;
use actix_web::HttpResponse;

impl From<UploadError> for Failure {
    fn from(error: UploadError) -> Self {
        match error {
            UploadError::Forged => Failure::Forged,
            UploadError::Malformed => Failure::Malformed,
            UploadError::TooLong => Failure::TooLarge,
            UploadError::BrokenOff => Error::Invalid(vec![Problem::new("", "file-cut")]).into(),
            UploadError::Refused => Error::Internal("the taker of a file is gone".into()).into(),
        }
    }
}

/// Somebody who may do this in the case, with their form as far as its text goes.
pub async fn admit(visit: Visit, body: Body, verb: Verb) -> Result<(InCase, Upload), HttpResponse> {
    let mut visit = match work(move || admitted(visit, verb)).await {
        Some(Ok(visit)) => visit,
        Some(Err(reply)) => return Err(dispatch::respond(Some(reply))),
        None => return Err(dispatch::respond(None)),
    };
    let from = Multipart::new(&body.headers, body.payload);
    let upload = Upload::begin(from, |token| sessions::csrf_matches(&visit.session, token)).await;
    match upload {
        Ok(mut upload) => {
            visit.form = std::mem::take(&mut upload.form);
            Ok((*visit, upload))
        }
        Err(error) => Err(refuse(*visit, error.into()).await),
    }
}

fn admitted(visit: Visit, verb: Verb) -> Result<Box<InCase>, Reply> {
    let signed = Signed::admit(visit).map_err(|(visit, failure)| dispatch::turned_away(&visit, &failure, false))?;
    let visit = InCase::admit(signed).map_err(|(signed, failure)| {
        dispatch::finish(&signed, &crate::domain::case::default_time_zone(), failure.page(signed.frame()))
    })?;
    match visit.allows(verb) {
        true => Ok(Box::new(visit)),
        false => Err(failed(&visit, &Error::Denied(verb).into())),
    }
}

fn failed(visit: &InCase, failure: &Failure) -> Reply {
    dispatch::finish(visit, &visit.zone(), failure.page(visit.frame("")))
}

async fn refuse(visit: InCase, failure: Failure) -> HttpResponse {
    dispatch::respond(work(move || failed(&visit, &failure)).await)
}

/// Turns an outcome into a reply. What can be told beside the form's fields is told there, with
/// everything that was typed; a browser does not keep the files that were chosen, and that is said.
pub async fn answer(
    mut visit: InCase,
    upload: Upload,
    outcome: Result<Reply, Failure>,
    again: CaseHandler,
) -> HttpResponse {
    if outcome.is_err() {
        upload.throw_away().await;
    }
    let reply = work(move || {
        let reply = outcome.or_else(|failure| match failure.problems() {
            None => Err(failure),
            Some((status, mut problems)) => {
                problems.push(Problem::new("", "files-again"));
                let lang = visit.lang;
                visit.form.complain(lang, &problems);
                again(&mut visit).map(|reply| reply.with_status(status))
            }
        });
        let reply = reply.or_else(|failure| failure.page(visit.frame("")));
        dispatch::finish(&visit, &visit.zone(), reply)
    });
    dispatch::respond(reply.await)
}

/// The same error once more: one is kept with the job that failed, another goes to the page.
pub fn same(error: &Error) -> Error {
    match error {
        Error::NotFound => Error::NotFound,
        Error::Denied(verb) => Error::Denied(*verb),
        Error::IdentitiesClosed => Error::IdentitiesClosed,
        Error::Invalid(problems) => Error::Invalid(problems.clone()),
        Error::Cancelled => Error::Cancelled,
        Error::Conflict => Error::Conflict,
        Error::Tampered(tamper) => Error::Tampered(tamper.clone()),
        Error::DiskFull => Error::DiskFull,
        Error::ReadOnly => Error::ReadOnly,
        other => Error::Internal(other.to_string()),
    }
}
