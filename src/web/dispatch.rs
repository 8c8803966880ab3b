//! From a request to a reply. The request is read on the threads that serve connections; all that
//! touches the store, keys or templates is done on the blocking pool ([`work`]).

use super::failure::Failure;
use super::routes::{Handler, Intake, Route};
use super::visit::{InCase, Signed, Visit};
use super::{Reply, intake, kept, origin, uploading};
use crate::domain::Problem;
use crate::domain::case::default_time_zone;
use crate::service::Error;
use actix_web::http::StatusCode;
use actix_web::rt::time::timeout;
use actix_web::{HttpRequest, HttpResponse, web};
use std::sync::Arc;
use std::time::Duration;

/// How long a request waits for its turn, to hash a password or to send files.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);

pub type Outcome = Result<Reply, Failure>;
/// A handler for those whom `V` admits.
pub type Handle<V> = fn(&mut V) -> Outcome;

/// Does blocking work without holding up a thread that serves connections. `None` when the server
/// is stopping, or the work itself broke down.
pub async fn work<T: Send + 'static>(job: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    web::block(job).await.ok()
}

/// Answers a request for which a route was found.
pub(super) async fn answer(
    route: &'static Route,
    request: HttpRequest,
    payload: web::Payload,
) -> HttpResponse {
    let visit = match intake::visit(&request) {
        Ok(visit) => visit,
        Err(status) => return HttpResponse::new(status),
    };
    if !route.method.is_safe() && !origin::is_our_own(&request, visit.app.tls) {
        return refuse(visit, Failure::Forged).await;
    }
    match route.intake {
        Intake::Nothing => respond(work(move || run(route, visit)).await),
        Intake::Form => {
            let app = Arc::clone(&visit.app);
            let mut held = app.rooms.for_form();
            match intake::form(&request, payload, &mut held).await {
                Ok((form, token)) => {
                    let visit = Visit { form, token, ..visit };
                    let _turn = match route.hashes {
                        // Whoever has waited so long goes on, and may be told to come back later.
                        true => timeout(PATIENCE, app.hashing.acquire()).await.ok(),
                        false => None,
                    };
                    respond(work(move || run(route, visit)).await)
                }
                Err(failure) => refuse(visit, failure).await,
            }
        }
        Intake::Upload | Intake::Whole => uploading::take_in(route, visit, &request, payload).await,
    }
}

pub(super) fn respond(reply: Option<Reply>) -> HttpResponse {
    reply.unwrap_or_else(Reply::speechless).into_response()
}

/// An error page for somebody of whom nothing is known.
pub(super) async fn refuse(visit: Visit, failure: Failure) -> HttpResponse {
    respond(work(move || finish(&visit, &default_time_zone(), failure.page(visit.frame()))).await)
}

/// Renders, and never fails: what cannot be rendered becomes a line in the log.
fn finish(visit: &Visit, zone: &str, reply: tera::TeraResult<Reply>) -> Reply {
    visit.store().done_reading();
    let rendered = reply.and_then(|reply| reply.render(&*visit.app.renderer(zone)?));
    let reply = rendered.unwrap_or_else(|error| {
        tracing::error!(%error, "a page could not be made");
        Reply::speechless()
    });
    intake::seal(visit, reply)
}

/// Runs a handler after everything that its route asks for was found to be in order.
pub(super) fn run(route: &'static Route, visit: Visit) -> Reply {
    match admit(route, visit) {
        Ok(admitted) => {
            let allowed = admitted.unforged();
            admitted.answer(allowed)
        }
        Err(reply) => *reply,
    }
}

/// Somebody whom the route lets in; they may still be made to wait for a turn.
pub(super) struct Admitted {
    who: Who,
    unforged: bool,
}

enum Who {
    Anybody(Box<Visit>, Handle<Visit>, Option<Handle<Visit>>),
    Signed(Box<Signed>, Handle<Signed>, Option<Handle<Signed>>),
    InCase(Box<InCase>, Handle<InCase>, Option<Handle<InCase>>),
}

/// Asks for everything that the route names: the session, the case. Otherwise, what is answered instead.
pub(super) fn admit(route: &'static Route, visit: Visit) -> Result<Admitted, Box<Reply>> {
    let looks = route.method.is_safe();
    let signed = |visit| {
        let away = |(visit, failure): (Box<Visit>, Failure)| {
            Box::new(turned_away(&visit, &failure, route.shows_again()))
        };
        Signed::admit(visit).map_err(away)
    };
    Ok(match &route.handler {
        Handler::Public(handle, again) => Admitted {
            unforged: looks || visit.is_unforged(),
            who: Who::Anybody(Box::new(visit), *handle, *again),
        },
        Handler::Session(handle, again) => {
            let signed = signed(visit)?;
            let unforged = looks || signed.is_unforged();
            Admitted { unforged, who: Who::Signed(Box::new(signed), *handle, *again) }
        }
        Handler::Case(handle, again) => {
            let signed = signed(visit)?;
            let unforged = looks || signed.is_unforged();
            let visit = InCase::admit(signed).map_err(|(signed, failure)| {
                Box::new(finish(&signed, &default_time_zone(), failure.page(signed.frame())))
            })?;
            Admitted { unforged, who: Who::InCase(Box::new(visit), *handle, *again) }
        }
    })
}

impl Admitted {
    /// Whether it was one of our own pages that sent them.
    pub fn unforged(&self) -> Result<(), Failure> {
        if self.unforged { Ok(()) } else { Err(Failure::Forged) }
    }

    pub fn visit(&mut self) -> &mut Visit {
        match &mut self.who {
            Who::Anybody(visit, ..) => visit,
            Who::Signed(signed, ..) => signed,
            Who::InCase(visit, ..) => visit,
        }
    }

    /// Runs the handler where it is allowed to; otherwise says why not.
    pub fn answer(self, allowed: Result<(), Failure>) -> Reply {
        match self.who {
            Who::Anybody(mut visit, handle, again) => {
                let outcome = guarded(allowed, &mut *visit, handle, again, |visit| visit);
                let reply = outcome.or_else(|failure| failure.page(visit.frame()));
                finish(&visit, &default_time_zone(), reply)
            }
            Who::Signed(mut signed, handle, again) => {
                let outcome = guarded(allowed, &mut *signed, handle, again, |signed| &mut *signed);
                let reply = outcome.or_else(|failure| stale(&signed, again.is_some(), failure));
                finish(&signed, &default_time_zone(), reply)
            }
            Who::InCase(mut visit, handle, again) => {
                let outcome = guarded(allowed, &mut *visit, handle, again, |visit| &mut *visit);
                let reply = outcome.or_else(|failure| closed(&visit, again.is_some(), failure));
                finish(&visit, &visit.zone(), reply)
            }
        }
    }
}

/// Identities that are closed are asked for, with the way back; everything else is an error page.
fn closed(visit: &InCase, keeps_form: bool, failure: Failure) -> tera::TeraResult<Reply> {
    match failure {
        Failure::Service(Error::IdentitiesClosed) if visit.standing.may_open_identities => {
            kept::ask_for_identities(visit, keeps_form)
        }
        Failure::Service(Error::NotFresh) => kept::ask_for_password(visit, keeps_form),
        failure => failure.page(visit.frame("")),
    }
}

/// A password that is not fresh is asked for, with the way back.
fn stale(visit: &Signed, keeps_form: bool, failure: Failure) -> tera::TeraResult<Reply> {
    match failure {
        Failure::Service(Error::NotFresh) => kept::ask_for_password(visit, keeps_form),
        failure => failure.page(visit.frame()),
    }
}

/// Whoever is not signed in is asked to, and loses nothing of what they typed.
fn turned_away(visit: &Visit, failure: &Failure, keeps_form: bool) -> Reply {
    let reply = match failure {
        Failure::SignedOut if visit.only_looks => Ok(kept::to_sign_in(&visit.address)),
        Failure::SignedOut => kept::sign_in_page(visit, keeps_form),
        other => other.page(visit.frame()),
    };
    finish(visit, &default_time_zone(), reply)
}

/// A form that asks for another row, or that was not accepted, is shown again as it was typed.
fn guarded<V>(
    allowed: Result<(), Failure>,
    visitor: &mut V,
    handle: Handle<V>,
    again: Option<Handle<V>>,
    visit: fn(&mut V) -> &mut Visit,
) -> Outcome {
    let failure = match (allowed, again) {
        (Err(failure), _) => failure,
        (Ok(()), Some(again)) if visit(visitor).form.rearrange() => return again(visitor),
        (Ok(()), _) => match handle(visitor) {
            Ok(reply) => return Ok(reply),
            Err(failure) => failure,
        },
    };
    let (Some(again), Some((status, problems))) = (again, failure.problems()) else { return Err(failure) };
    let visit = visit(visitor);
    visit.form.complain(visit.lang, &problems);
    if matches!(failure, Failure::Service(Error::Conflict)) {
        // The form is now about the version that stands; whoever sends it again has been told.
        visit.form.forget("revision");
    }
    // A form that cannot be shown leaves what was wrong in the first place.
    again(visitor).map_or(Err(failure), |reply| Ok(reply.with_status(status)))
}

/// Shows the form of a route again, with what was carried through a sign-in or a step-up. It is not
/// kept: whoever typed it presses the button.
pub(super) fn show_again(path: &str, visit: Visit) -> Option<Reply> {
    let (route, params) = super::routes::find(&actix_web::http::Method::POST, path)?;
    let mut visit = Visit { params, path: path.to_owned(), address: path.to_owned(), ..visit };
    if matches!(route.intake, Intake::Upload | Intake::Whole) {
        // The one thing that could not be carried.
        visit.form.complain(visit.lang, &[Problem::new("", "files-again")]);
    }
    match &route.handler {
        Handler::Case(_, Some(again)) => {
            let signed = Signed::admit(visit).ok()?;
            let mut visit = InCase::admit(signed).ok()?;
            let reply = again(&mut visit).or_else(|failure| failure.page(visit.frame("")));
            Some(finish(&visit, &visit.zone(), reply))
        }
        Handler::Session(_, Some(again)) => {
            let mut signed = Signed::admit(visit).ok()?;
            let reply = again(&mut signed).or_else(|failure| failure.page(signed.frame()));
            Some(finish(&signed, &default_time_zone(), reply))
        }
        _ => None,
    }
}

/// For methods that an address does not take, and addresses that there are not.
pub(super) async fn not_here(request: HttpRequest, status: StatusCode) -> HttpResponse {
    let failure = match status {
        StatusCode::METHOD_NOT_ALLOWED => Failure::WrongMethod,
        _ => Failure::Service(Error::NotFound),
    };
    match intake::visit(&request) {
        Ok(visit) => refuse(visit, failure).await,
        Err(status) => HttpResponse::new(status),
    }
}
