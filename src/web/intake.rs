//! Reads what a browser sent: cookies, language, path, form. Trusts nothing of it.

use super::app::App;
use super::cookies::{self, Jar, Presented};
use super::failure::Failure;
use super::room::Held;
use super::visit::Visit;
use super::{Form, Reply, origin};
use crate::domain::Lang;
use crate::service::sessions::SessionToken;
use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE};
use actix_web::rt::time::timeout;
use actix_web::web::{Data, Payload, Query};
use futures_util::StreamExt;
use std::sync::Arc;
use std::time::Duration;

/// Of a form; files do not travel in forms but in pieces (`arriving`).
const FORM: usize = 2 * 1024 * 1024;
/// A form must be here by then. Slow networks send a long testimony in half the time.
const DEADLINE: Duration = Duration::from_secs(60);
/// A form that is too large is still read this far, so that the browser hears the answer.
const PATIENCE: usize = 64 * 1024 * 1024;

/// What is known before the body is read. An address or a cookie that is not ours gets a bare
/// refusal: there is nobody to make a page for.
pub(super) fn visit(request: &HttpRequest) -> Result<Visit, StatusCode> {
    let app = request.app_data::<Data<App>>().ok_or(StatusCode::INTERNAL_SERVER_ERROR)?;
    if app.loopback && !origin::host_is_ours(request) {
        return Err(StatusCode::MISDIRECTED_REQUEST);
    }
    let mut presented = cookies::read(request, app.tls).map_err(|_| StatusCode::BAD_REQUEST)?;
    let before = presented.before.take();
    let params = request.match_info().iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
    let only_looks = request.method().is_safe();
    Ok(Visit {
        store: if only_looks { Arc::new(app.store.of_one_state()) } else { Arc::clone(&app.store) },
        app: Arc::clone(app),
        lang: language(request, &presented),
        path: request.path().to_owned(),
        address: request.uri().path_and_query().map_or("/", |address| address.as_str()).to_owned(),
        query: Form::from_pairs(pairs(request.query_string())),
        form: Form::default(),
        parts: Default::default(),
        files: Vec::new(),
        only_looks,
        params: params.collect(),
        // Of the connection itself: what a header says of it, anybody can write.
        from: request.peer_addr().map(|address| address.ip()),
        new_before: before.is_none(),
        before: before.unwrap_or_else(SessionToken::generate),
        token: String::new(),
        presented,
    })
}

fn pairs(text: &str) -> Vec<(String, String)> {
    Query::<Vec<(String, String)>>::from_query(text).map(Query::into_inner).unwrap_or_default()
}

/// What the person chose; otherwise the first of our languages that the browser names.
fn language(request: &HttpRequest, presented: &Presented) -> Lang {
    let chosen = presented.language.as_deref().and_then(Lang::from_code);
    let header = request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let named = |part: &str| Lang::from_code(part.trim().get(..2)?.to_ascii_lowercase().as_str());
    chosen.or_else(|| header?.split(',').find_map(named)).unwrap_or(Lang::Es)
}

/// The posted fields and, apart, the token against forgery.
pub(super) async fn form(
    request: &HttpRequest,
    payload: Payload,
    held: &mut Held,
) -> Result<(Form, String), Failure> {
    let media = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !media.to_ascii_lowercase().starts_with("application/x-www-form-urlencoded") {
        return Err(Failure::Malformed);
    }
    let body = timeout(DEADLINE, body(payload, held)).await.map_err(|_| Failure::Malformed)??;
    let text = String::from_utf8(body).map_err(|_| Failure::Malformed)?;
    Ok(split_token(pairs(&text)))
}

async fn body(mut payload: Payload, held: &mut Held) -> Result<Vec<u8>, Failure> {
    let (mut body, mut seen) = (Vec::new(), 0);
    while let Some(piece) = payload.next().await {
        let piece = piece.map_err(|_| Failure::Malformed)?;
        seen += piece.len();
        match seen {
            seen if seen <= FORM => {
                held.cover(seen)?;
                body.extend_from_slice(&piece);
            }
            seen if seen > PATIENCE => break,
            _ => body = Vec::new(),
        }
    }
    if seen > FORM { Err(Failure::TooLarge) } else { Ok(body) }
}

/// Browsers send line ends as CR LF; what was typed had one.
pub(super) fn split_token(pairs: Vec<(String, String)>) -> (Form, String) {
    let (tokens, fields): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|(name, _)| name == "csrf");
    let token = tokens.into_iter().next().map(|(_, token)| token).unwrap_or_default();
    let typed = fields.into_iter().map(|(name, value)| (name, value.replace("\r\n", "\n")));
    (Form::from_pairs(typed), token)
}

/// Gives a page the cookies it needs: the one its forms are bound to, and the end of a message that
/// it has shown.
pub(super) fn seal(visit: &Visit, reply: Reply) -> Reply {
    let tls = visit.app.tls;
    let is_page = reply.is_page();
    let reply = match is_page && visit.new_before && visit.presented.session.is_none() {
        true => reply.set(tls, Jar::Before, visit.before.to_cookie().as_str()),
        false => reply,
    };
    match is_page && visit.presented.said.is_some() {
        true => reply.unset(tls, Jar::Said),
        false => reply,
    }
}
