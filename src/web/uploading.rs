//! A request with files: its fields are read, then who sends them and whether they may is found out, and
//! only then is a file taken in. Nobody holds a thread before they were let in, nor while others have all the turns.

use super::arriving::Arriving;
use super::dispatch::{Admitted, PATIENCE, admit, refuse, respond, work};
use super::failure::Failure;
use super::routes::{Intake, Route};
use super::visit::Visit;
use crate::service::Error;
use actix_web::rt::time::timeout;
use actix_web::{HttpRequest, HttpResponse, web::Payload};
use futures_util::join;
use std::sync::Arc;

pub(super) async fn take_in(
    route: &'static Route,
    visit: Visit,
    request: &HttpRequest,
    payload: Payload,
) -> HttpResponse {
    let app = Arc::clone(&visit.app);
    let mut held = app.rooms.for_form();
    let mut arriving = Arriving::new(request, payload);
    let visit = match arriving.fields(&mut held).await {
        Ok((form, token)) => Visit { form, token, ..visit },
        Err(failure) => return join!(refuse(visit, failure), arriving.rest()).0,
    };
    match work(move || admit(route, visit)).await {
        Some(Ok(admitted)) => match admitted.unforged() {
            Err(failure) => refused(admitted, failure, arriving).await,
            Ok(()) if route.intake == Intake::Whole => whole(admitted, arriving).await,
            Ok(()) => streamed(admitted, arriving).await,
        },
        Some(Err(reply)) => {
            arriving.rest().await;
            respond(Some(*reply))
        }
        None => respond(None),
    }
}

/// The form again, with what was typed, or a page that says why not. The browser listens only when it
/// is through with sending.
async fn refused(admitted: Admitted, failure: Failure, mut arriving: Arriving) -> HttpResponse {
    respond(join!(work(move || admitted.answer(Err(failure))), arriving.rest()).0)
}

async fn whole(mut admitted: Admitted, mut arriving: Arriving) -> HttpResponse {
    let app = Arc::clone(&admitted.visit().app);
    let mut held = app.rooms.for_files();
    let files = match arriving.whole(&mut held).await {
        Ok(files) => files,
        Err(failure) => return refused(admitted, failure, arriving).await,
    };
    let Ok(Ok(_turn)) = timeout(PATIENCE, app.rooms.verifying.acquire()).await else {
        return refused(admitted, Error::Busy.into(), arriving).await;
    };
    admitted.visit().files = files;
    respond(work(move || admitted.answer(Ok(()))).await)
}

async fn streamed(mut admitted: Admitted, arriving: Arriving) -> HttpResponse {
    let app = Arc::clone(&admitted.visit().app);
    let Ok(Ok(turn)) = timeout(PATIENCE, app.rooms.uploads.acquire()).await else {
        return refused(admitted, Error::Busy.into(), arriving).await;
    };
    let (pump, parts) = arriving.streamed();
    admitted.visit().parts = parts;
    let job = async move {
        let reply = work(move || admitted.answer(Ok(()))).await;
        // Whatever is left to be heard needs no thread.
        drop(turn);
        reply
    };
    respond(join!(job, pump).0)
}
