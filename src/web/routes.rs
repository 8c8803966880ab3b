//! Every address there is, with who may ask for it. The server registers this list and the tests
//! walk it: a route that is not here does not exist.

use super::dispatch::Handle;
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

/// What comes with the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intake {
    Nothing,
    Form,
    /// Fields, then files that are read as they arrive: for members, because each takes a thread.
    Upload,
    /// Fields, then files that are small enough to be kept in memory until they are there.
    Whole,
}

/// Who answers; and who shows the form of a POST again, filled, when it was not accepted.
pub(super) enum Handler {
    Public(Handle<Visit>, Option<Handle<Visit>>),
    Session(Handle<Signed>, Option<Handle<Signed>>),
    Case(Handle<InCase>, Option<Handle<InCase>>),
}

pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub access: Access,
    pub intake: Intake,
    /// A password is hashed for it: requests wait for their turn.
    pub hashes: bool,
    pub(super) handler: Handler,
}

impl Route {
    pub fn shows_again(&self) -> bool {
        match &self.handler {
            Handler::Public(_, again) => again.is_some(),
            Handler::Session(_, again) => again.is_some(),
            Handler::Case(_, again) => again.is_some(),
        }
    }
}

/// `get|post|secret|upload|whole "path" Access => handler [, again form];`
macro_rules! routes {
    ($($verb:ident $path:literal $access:ident => $($handler:ident)::+ $(, again $($again:ident)::+)?;)+) => {
        pub const ROUTES: &[Route] = &[$(Route {
            method: routes!(@method $verb),
            path: $path,
            access: Access::$access,
            intake: routes!(@intake $verb),
            hashes: routes!(@hashes $verb),
            handler: Handler::$access($($handler)::+, routes!(@again $($($again)::+)?)),
        }),+];
    };
    (@method get) => { Method::GET };
    (@method $verb:ident) => { Method::POST };
    (@hashes secret) => { true };
    (@hashes $verb:ident) => { false };
    (@intake get) => { Intake::Nothing };
    (@intake post) => { Intake::Form };
    (@intake secret) => { Intake::Form };
    (@intake upload) => { Intake::Upload };
    (@intake whole) => { Intake::Whole };
    (@again) => { None };
    (@again $($again:ident)::+) => { Some($($again)::+) };
}

routes! {
    get  "/" Public => session::home;
    get  "/static/{path:.*}" Public => assets::file;
    get  "/setup" Public => set_up::form;
    secret "/setup" Public => set_up::found, again set_up::form;
    get  "/sign-in" Public => session::form;
    secret "/sign-in" Public => session::sign_in;
    get  "/confirm" Session => confirm::ask;
    secret "/confirm" Session => confirm::confirm;
    post "/sign-out" Session => session::sign_out;
    get  "/signed-out" Public => session::signed_out;
    post "/language" Public => session::language;

    get  "/account" Session => accounts::own;
    get  "/account/password" Session => password::form;
    secret "/account/password" Session => password::change, again password::form;
    get  "/account/sign-ins" Session => own_account::sign_ins;
    get  "/account/known" Session => own_account::known;
    get  "/account/second-factor" Session => second_factor::form;
    secret "/account/second-factor" Session => second_factor::enrol, again second_factor::form;
    secret "/account/second-factor/change" Session => second_factor::change, again second_factor::form;
    get  "/accounts" Session => accounts::list;
    post "/accounts/second-factor" Session => second_factor::policy;
    secret "/accounts" Session => accounts::add, again accounts::list;
    secret "/accounts/invite" Session => invitations::invite, again accounts::list;
    get  "/activate" Public => invitations::form;
    secret "/activate" Public => invitations::accept, again invitations::form;
    post "/accounts/end-sessions" Session => accounts::panic;
    get  "/accounts/{account}" Session => accounts::show;
    secret "/accounts/{account}" Session => accounts::rename, again accounts::show;
    post "/accounts/{account}/confirm" Session => invitations::confirm, again accounts::show;
    post "/accounts/{account}/withdraw" Session => invitations::withdraw;
    post "/accounts/{account}/suspend" Session => accounts::suspend;
    post "/accounts/{account}/retire" Session => accounts::retire, again accounts::show;
    post "/accounts/{account}/reactivate" Session => accounts::reactivate;
    post "/account/sessions/end" Session => accounts::end_others;
    post "/account/sessions/{session}/end" Session => accounts::end_session;

    get  "/cases" Session => cases::list;
    get  "/cases/new" Session => cases::new;
    post "/cases" Session => cases::open, again cases::new;
    get  "/cases/{case}" Case => cases::overview;
    get  "/cases/{case}/edit" Case => cases::edit;
    post "/cases/{case}/edit" Case => cases::revise, again cases::again;
    get  "/cases/{case}/search" Case => search::form;
    post "/cases/{case}/search" Case => search::search, again search::form;
    post "/cases/{case}/searches" Case => search::save, again search::form;
    post "/cases/{case}/searches/{record}" Case => search::again, again search::form;
    post "/cases/{case}/searches/{record}/retire" Case => search::retire;
    get  "/cases/{case}/members" Case => members::list;
    post "/cases/{case}/members" Case => members::grant, again members::list;
    post "/cases/{case}/members/rotate" Case => members::rotate;
    post "/cases/{case}/members/seal" Case => members::seal_again;
    get  "/cases/{case}/members/{account}/revoke" Case => members::ask_revoke;
    post "/cases/{case}/members/{account}/revoke" Case => members::revoke, again members::ask_revoke;

    get  "/cases/{case}/identities" Case => identities::ask;
    secret "/cases/{case}/identities/open" Case => identities::open;
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

    get  "/verify" Public => dossiers::verify_form;
    whole "/verify" Public => dossiers::verify, again dossiers::verify_form;
    get  "/cases/{case}/evidence" Case => evidence::list;
    upload "/cases/{case}/evidence" Case => evidence::attach, again evidence::form;
    get  "/cases/{case}/evidence/new" Case => evidence::form;
    get  "/cases/{case}/evidence/{record}" Case => evidence::show;
    get  "/cases/{case}/evidence/{record}/edit" Case => evidence::edit;
    post "/cases/{case}/evidence/{record}/edit" Case => evidence::revise, again evidence::edit;
    post "/cases/{case}/evidence/{record}/custody" Case => evidence::add_custody, again evidence::show;
    get  "/cases/{case}/evidence/{record}/original" Case => evidence::original;
    get  "/cases/{case}/evidence/{record}/preview" Case => evidence::preview;
    get  "/cases/{case}/analyses" Case => analyses::list;
    post "/cases/{case}/analyses" Case => analyses::make, again analyses::form;
    get  "/cases/{case}/analyses/new" Case => analyses::form;
    get  "/cases/{case}/analyses/{record}" Case => analyses::show;
    post "/cases/{case}/analyses/{record}/again" Case => analyses::again;
    get  "/cases/{case}/analyses/{record}/edges.csv" Case => analyses::table;
    get  "/cases/{case}/analyses/{record}/network.gexf" Case => analyses::gexf;
    get  "/cases/{case}/analyses/{record}/network.graphml" Case => analyses::graphml;
    get  "/cases/{case}/analyses/{record}/{number}" Case => analyses::behind;
    get  "/cases/{case}/posts" Case => posts::list;
    upload "/cases/{case}/posts" Case => posts::import, again posts::form;
    get  "/cases/{case}/posts/import" Case => posts::form;
    get  "/cases/{case}/posts/search" Case => posts::search_again;
    post "/cases/{case}/posts/search" Case => posts::search;
    get  "/cases/{case}/posts/timeline" Case => analyses::timeline;
    get  "/cases/{case}/posts/accounts" Case => analyses::accounts;
    get  "/cases/{case}/posts/{record}" Case => posts::set;
    get  "/cases/{case}/posts/{record}/edit" Case => posts::edit;
    post "/cases/{case}/posts/{record}/edit" Case => posts::revise, again posts::edit;
    get  "/cases/{case}/posts/{record}/checks" Case => posts::checks;
    get  "/cases/{case}/posts/{record}/checks.csv" Case => posts::checks_file;
    get  "/cases/{case}/posts/{record}/rejects" Case => posts::rejects;
    get  "/cases/{case}/posts/{record}/rejects.csv" Case => posts::rejects_file;
    get  "/cases/{case}/posts/{record}/{number}" Case => posts::show;
    get  "/cases/{case}/chats" Case => chats::list;
    upload "/cases/{case}/chats" Case => chats::import, again chats::form;
    get  "/cases/{case}/chats/import" Case => chats::form;
    get  "/cases/{case}/chats/search" Case => chats::search_again;
    post "/cases/{case}/chats/search" Case => chats::search;
    get  "/cases/{case}/chats/{record}" Case => chats::set;
    post "/cases/{case}/chats/{record}/participants" Case => chats::identify, again chats::set;
    get  "/cases/{case}/chats/{record}/{number}" Case => chats::show;
    get  "/cases/{case}/links" Case => links::list;
    post "/cases/{case}/links" Case => links::add, again links::form;
    get  "/cases/{case}/links/new" Case => links::form;
    get  "/cases/{case}/dossiers" Case => dossiers::list;
    get  "/cases/{case}/dossiers/prepare/{body}" Case => dossiers::fill;
    post "/cases/{case}/dossiers/prepare/{body}" Case => dossiers::save, again dossiers::fill;
    get  "/cases/{case}/dossiers/prepare/{body}/check" Case => dossiers::check;
    post "/cases/{case}/dossiers/prepare/{body}/check" Case => dossiers::preview, again dossiers::check;
    post "/cases/{case}/dossiers/prepare/{body}/export" Case => dossiers::export, again dossiers::check;
    get  "/cases/{case}/dossiers/{record}" Case => dossiers::show;
    get  "/cases/{case}/dossiers/{record}/file" Case => dossiers::file;
    get  "/cases/{case}/ledger" Case => ledger::list;
    get  "/cases/{case}/ledger/receipt" Case => ledger::receipt;
    get  "/cases/{case}/ledger/stamps" Case => time_stamps::list;
    upload "/cases/{case}/ledger/stamps" Case => time_stamps::keep, again time_stamps::list;
    get  "/cases/{case}/ledger/stamps/request" Case => time_stamps::request;
    post "/cases/{case}/ledger/verify" Case => ledger::verify, again ledger::verify_again;
    get  "/cases/{case}/jobs/{job}" Case => jobs::show;
    post "/cases/{case}/jobs/{job}/cancel" Case => jobs::cancel;
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

/// What the addresses of a case begin with.
const CASE: &str = "/cases/{case}";

/// Registers all of them: one resource per path, so that a method which a path does not take is
/// answered as such.
pub(super) fn register(config: &mut ServiceConfig) {
    let mut paths: Vec<&'static str> = Vec::new();
    for route in ROUTES {
        if !paths.contains(&route.path) {
            paths.push(route.path);
        }
    }
    // In a scope of their own the addresses of a case are told apart by their ends, most of them
    // without a pattern.
    let mut case = web::scope(CASE);
    for path in paths {
        let of_case = path.strip_prefix(CASE);
        let mut resource = web::resource(of_case.unwrap_or(path));
        for route in ROUTES.iter().filter(|route| route.path == path) {
            resource = resource.route(handle(route.method.clone(), route));
            if route.method == Method::GET {
                resource = resource.route(handle(Method::HEAD, route));
            }
        }
        let refuse = |request| super::dispatch::not_here(request, StatusCode::METHOD_NOT_ALLOWED);
        let resource = resource.default_service(web::to(refuse));
        match of_case {
            Some(_) => case = case.service(resource),
            None => _ = config.service(resource),
        }
    }
    config.service(case);
    config.default_service(web::to(|request| super::dispatch::not_here(request, StatusCode::NOT_FOUND)));
}

fn handle(method: Method, route: &'static Route) -> actix_web::Route {
    web::method(method).to(move |request, payload| super::dispatch::answer(route, request, payload))
}
