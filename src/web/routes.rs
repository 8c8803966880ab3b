//! Every address there is, with who may ask for it. The server registers this list and the tests
//! walk it: a route that is not here does not exist.

use super::dispatch::{Handle, StreamHandler};
use super::handlers::*;
use super::visit::{InCase, Signed, Visit};
use actix_web::dev::{Path, ResourceDef};
use actix_web::http::{Method, StatusCode};
use actix_web::web::{self, ServiceConfig};

/// Who may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    Public,
    Session,
    Case,
}

/// Who answers; and who shows the form of a POST again, filled, when it was not accepted.
pub(super) enum Handler {
    Public(Handle<Visit>, Option<Handle<Visit>>),
    Session(Handle<Signed>, Option<Handle<Signed>>),
    Case(Handle<InCase>, Option<Handle<InCase>>),
    Stream(StreamHandler),
}

pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub access: Access,
    pub(super) handler: Handler,
}

impl Route {
    pub fn shows_again(&self) -> bool {
        match &self.handler {
            Handler::Public(_, again) => again.is_some(),
            Handler::Session(_, again) => again.is_some(),
            Handler::Case(_, again) => again.is_some(),
            Handler::Stream(_) => false,
        }
    }
}

/// `get|post "path" Access => handler [, again form];` or `stream "path" Access => handler;`
macro_rules! routes {
    ($($verb:ident $path:literal $access:ident => $($handler:ident)::+ $(, again $($again:ident)::+)?;)+) => {
        pub const ROUTES: &[Route] = &[$(Route {
            method: routes!(@method $verb),
            path: $path,
            access: Access::$access,
            handler: routes!(@handler $verb $access $($handler)::+ $(, $($again)::+)?),
        }),+];
    };
    (@method get) => { Method::GET };
    (@method $verb:ident) => { Method::POST };
    (@handler stream $access:ident $handler:path) => {
        Handler::Stream(|visit, body| Box::pin($handler(visit, body)))
    };
    (@handler $verb:ident $access:ident $handler:path) => { Handler::$access($handler, None) };
    (@handler $verb:ident $access:ident $handler:path, $again:path) => { Handler::$access($handler, Some($again)) };
}

routes! {
    get  "/" Public => session::home;
    get  "/static/{path:.*}" Public => assets::file;
    get  "/setup" Public => set_up::form;
    post "/setup" Public => set_up::found, again set_up::form;
    get  "/sign-in" Public => session::form;
    post "/sign-in" Public => session::sign_in;
    post "/sign-out" Session => session::sign_out;
    get  "/signed-out" Public => session::signed_out;
    post "/language" Public => session::language;

    get  "/account" Session => accounts::own;
    get  "/accounts" Session => accounts::list;
    post "/accounts" Session => accounts::add, again accounts::list;

    get  "/cases" Session => cases::list;
    get  "/cases/new" Session => cases::new;
    post "/cases" Session => cases::open, again cases::new;
    get  "/cases/{case}" Case => cases::overview;
    get  "/cases/{case}/edit" Case => cases::edit;
    post "/cases/{case}/edit" Case => cases::revise, again cases::again;
    get  "/cases/{case}/search" Case => search::form;
    post "/cases/{case}/search" Case => search::search;
    get  "/cases/{case}/members" Case => members::list;
    post "/cases/{case}/members" Case => members::grant, again members::list;

    get  "/cases/{case}/identities" Case => identities::ask;
    post "/cases/{case}/identities/open" Case => identities::open;
    post "/cases/{case}/identities/close" Case => identities::close;

    get  "/cases/{case}/people" Case => people::list;
    get  "/cases/{case}/people/new" Case => people::new;
    post "/cases/{case}/people" Case => people::add, again people::new;
    get  "/cases/{case}/people/{record}" Case => people::show;
    get  "/cases/{case}/people/{record}/edit" Case => people::edit;
    post "/cases/{case}/people/{record}/edit" Case => people::revise, again people::edit_again;
    get  "/cases/{case}/people/{record}/consent" Case => people::edit_consent;
    post "/cases/{case}/people/{record}/consent" Case => people::record_consent, again people::ask_consent;
    post "/cases/{case}/people/{record}/identity" Case => people::read_identity;
    post "/cases/{case}/people/{record}/identity/record" Case => people::record_identity, again people::ask_identity;

    get  "/cases/{case}/interviews" Case => interviews::list;
    get  "/cases/{case}/interviews/new" Case => interviews::new;
    post "/cases/{case}/interviews" Case => interviews::log, again interviews::again;
    get  "/cases/{case}/interviews/{record}" Case => interviews::show;
    get  "/cases/{case}/interviews/{record}/edit" Case => interviews::edit;
    post "/cases/{case}/interviews/{record}/edit" Case => interviews::revise, again interviews::edit_again;
}

/// The route for a path, with the parts that it names.
pub(super) fn find(method: &Method, path: &str) -> Option<(&'static Route, Vec<(String, String)>)> {
    ROUTES.iter().filter(|route| route.method == *method).find_map(|route| {
        let mut path = Path::new(path);
        let matches = ResourceDef::new(route.path).capture_match_info(&mut path);
        let params = || path.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        matches.then(|| (route, params()))
    })
}

/// Registers all of them: one resource per path, so that a method which a path does not take is
/// answered as such.
pub(super) fn register(config: &mut ServiceConfig) {
    let mut paths: Vec<&'static str> = Vec::new();
    for route in ROUTES {
        if !paths.contains(&route.path) {
            paths.push(route.path);
        }
    }
    for path in paths {
        let mut resource = web::resource(path);
        for route in ROUTES.iter().filter(|route| route.path == path) {
            resource = resource.route(handle(route.method.clone(), route));
            if route.method == Method::GET {
                resource = resource.route(handle(Method::HEAD, route));
            }
        }
        let refuse = |request| super::dispatch::not_here(request, StatusCode::METHOD_NOT_ALLOWED);
        config.service(resource.default_service(web::to(refuse)));
    }
    config.default_service(web::to(|request| super::dispatch::not_here(request, StatusCode::NOT_FOUND)));
}

fn handle(method: Method, route: &'static Route) -> actix_web::Route {
    web::method(method).to(move |request, payload| super::dispatch::answer(route, request, payload))
}
