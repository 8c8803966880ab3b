//! Why there is no page, as a page in the reader's language. The one place where errors become
//! words and statuses.

use super::{Frame, Page, Reply, i18n};
use crate::domain::{Lang, Problem};
use crate::service::{Error, Tamper};
use actix_web::http::StatusCode;
use serde::Serialize;

/// What a handler says instead of a reply.
#[derive(Debug)]
pub enum Failure {
    Service(Error),
    Page(tera::Error),
    /// Not signed in, or not any more.
    SignedOut,
    /// Not sent by one of our own pages.
    Forged,
    /// Not what this address takes.
    Malformed,
    TooLarge,
    WrongMethod,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Service(error)
    }
}

impl From<tera::Error> for Failure {
    fn from(error: tera::Error) -> Self {
        Failure::Page(error)
    }
}

impl Failure {
    /// Problems of one form, as a handler that finds them itself would report them.
    pub fn invalid(field: &str, key: &'static str) -> Self {
        Failure::Service(Error::Invalid(vec![Problem::new(field, key)]))
    }

    /// What the form is told when it is shown again, filled; `None` when it must not be.
    pub(super) fn problems(&self) -> Option<(StatusCode, Vec<Problem>)> {
        let whole = |key| vec![Problem::new("", key)];
        match self {
            Failure::Service(Error::Invalid(problems)) => {
                Some((StatusCode::UNPROCESSABLE_ENTITY, problems.clone()))
            }
            Failure::Service(Error::Conflict) => Some((StatusCode::CONFLICT, whole("conflict"))),
            Failure::Service(Error::DiskFull) => Some((StatusCode::INSUFFICIENT_STORAGE, whole("disk-full"))),
            Failure::Service(Error::Busy) => Some((StatusCode::SERVICE_UNAVAILABLE, whole("busy"))),
            Failure::Service(Error::ReadOnly) => Some((StatusCode::SERVICE_UNAVAILABLE, whole("read-only"))),
            Failure::Service(Error::WrongPassword) => {
                Some((StatusCode::UNPROCESSABLE_ENTITY, vec![Problem::new("password", "wrong-password")]))
            }
            Failure::Service(Error::TooManyTries(seconds)) => {
                let problem = Problem::new("", "too-many-tries").with(seconds.div_ceil(60).to_string());
                Some((StatusCode::TOO_MANY_REQUESTS, vec![problem]))
            }
            Failure::Forged => Some((StatusCode::FORBIDDEN, whole("csrf"))),
            _ => None,
        }
    }

    fn told(&self, lang: Lang) -> Told {
        match self {
            Failure::Service(error) => of_service(error, lang),
            Failure::Page(error) => internal(&format!("template: {error}")),
            Failure::SignedOut => Told::new(StatusCode::UNAUTHORIZED, "401"),
            Failure::Forged => Told::new(StatusCode::FORBIDDEN, "forged"),
            Failure::Malformed => Told::new(StatusCode::BAD_REQUEST, "400"),
            Failure::TooLarge => Told::new(StatusCode::PAYLOAD_TOO_LARGE, "413"),
            Failure::WrongMethod => Told::new(StatusCode::METHOD_NOT_ALLOWED, "405"),
        }
    }

    /// The page that says so. What is not found looks the same whether it exists or not: outside
    /// any case.
    pub fn page(&self, mut frame: Frame) -> tera::TeraResult<Reply> {
        let told = self.told(frame.lang);
        if told.status == StatusCode::NOT_FOUND {
            (frame.case, frame.section, frame.reference) = (None, "", String::new());
            frame.path = "/cases".to_owned();
        }
        let status = told.status;
        Ok(Reply::page(Page::new("errors/show.html", &frame)?.with("error", &told)).with_status(status))
    }
}

/// The problems of a part of a form, whose fields have names that begin with `prefix`.
pub fn under(prefix: &str, error: Error) -> Error {
    match error {
        Error::Invalid(problems) => {
            let named = |problem: Problem| Problem { field: format!("{prefix}{}", problem.field), ..problem };
            Error::Invalid(problems.into_iter().map(named).collect())
        }
        other => other,
    }
}

/// The problems of a field that has another name on the page.
pub fn renamed(error: Error, from: &str, to: &str) -> Error {
    let rename = |problem: Problem| match problem.field == from {
        true => Problem { field: to.to_owned(), ..problem },
        false => problem,
    };
    match error {
        Error::Invalid(problems) => Error::Invalid(problems.into_iter().map(rename).collect()),
        other => other,
    }
}

/// What `templates/errors/show.html` shows.
#[derive(Serialize)]
struct Told {
    #[serde(serialize_with = "number")]
    status: StatusCode,
    /// Messages `error-<name>-title` and `error-<name>-text`.
    name: &'static str,
    number: String,
    detail: String,
    back: &'static str,
}

fn number<S: serde::Serializer>(status: &StatusCode, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_u16(status.as_u16())
}

impl Told {
    fn new(status: StatusCode, name: &'static str) -> Self {
        Self { status, name, number: String::new(), detail: String::new(), back: "/cases" }
    }

    fn with(mut self, detail: String) -> Self {
        self.detail = detail;
        self
    }
}

fn of_service(error: &Error, lang: Lang) -> Told {
    match error {
        Error::NotFound | Error::NoStore => Told::new(StatusCode::NOT_FOUND, "404"),
        Error::Denied(_) => Told::new(StatusCode::FORBIDDEN, "403"),
        Error::IdentitiesClosed => Told::new(StatusCode::FORBIDDEN, "identities"),
        Error::Invalid(problems) => {
            let said: Vec<String> = problems.iter().map(|problem| i18n::problem(lang, problem)).collect();
            Told::new(StatusCode::UNPROCESSABLE_ENTITY, "422").with(said.join(" "))
        }
        Error::WrongPassword => Told::new(StatusCode::UNPROCESSABLE_ENTITY, "422")
            .with(i18n::problem(lang, &Problem::new("", "wrong-password"))),
        Error::NotFresh => Told::new(StatusCode::FORBIDDEN, "403"),
        Error::TooManyTries(_) => Told::new(StatusCode::TOO_MANY_REQUESTS, "429"),
        Error::Cancelled => Told::new(StatusCode::CONFLICT, "cancelled"),
        Error::Conflict | Error::StoreExists => Told::new(StatusCode::CONFLICT, "409"),
        Error::Tampered(tamper) => tampered(tamper),
        Error::DiskFull => Told::new(StatusCode::INSUFFICIENT_STORAGE, "507"),
        Error::Busy => Told::new(StatusCode::SERVICE_UNAVAILABLE, "busy"),
        Error::ReadOnly => Told::new(StatusCode::SERVICE_UNAVAILABLE, "503"),
        Error::NewerFormat(_) | Error::Unsupported(_) | Error::Io(_) | Error::Internal(_) => {
            internal(&error.to_string())
        }
    }
}

/// Said loudly, and with the name of what was found to be wrong: it is opaque.
fn tampered(tamper: &Tamper) -> Told {
    tracing::error!(%tamper, "what is stored is not what was stored");
    Told::new(StatusCode::INTERNAL_SERVER_ERROR, "tampered").with(tamper.to_string())
}

/// The detail goes to the log under a number; the page shows the number.
fn internal(detail: &str) -> Told {
    let number = uuid::Uuid::new_v4().simple().to_string()[..8].to_owned();
    tracing::error!(number, detail, "a page could not be made");
    Told { number, ..Told::new(StatusCode::INTERNAL_SERVER_ERROR, "500") }
}
