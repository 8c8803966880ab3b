//! Cookies: read without guessing, set without exceptions.

use crate::service::sessions::SessionToken;
use actix_web::HttpRequest;
use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::http::header::COOKIE;

/// The cookies this program sets. Over TLS their names carry `__Host-`, which binds them to this
/// host and to HTTPS (RFC 6265bis §4.1.3.2); plain HTTP on this machine cannot have that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Jar {
    /// The session: the key to the keyring.
    Session,
    /// Before there is a session: what forms are bound to.
    Before,
    Language,
    /// The key of one message about what just happened.
    Said,
}

impl Jar {
    pub fn name(self, tls: bool) -> &'static str {
        match (self, tls) {
            (Jar::Session, true) => "__Host-resguardo",
            (Jar::Session, false) => "resguardo",
            (Jar::Before, true) => "__Host-resguardo-before",
            (Jar::Before, false) => "resguardo-before",
            (Jar::Language, true) => "__Host-resguardo-language",
            (Jar::Language, false) => "resguardo-language",
            (Jar::Said, true) => "__Host-resguardo-said",
            (Jar::Said, false) => "resguardo-said",
        }
    }

    pub fn set(self, tls: bool, value: &str) -> Cookie<'static> {
        let cookie = Cookie::build(self.name(tls), value.to_owned());
        let cookie = cookie.path("/").http_only(true).same_site(SameSite::Strict).secure(tls);
        match self {
            Jar::Language => cookie.max_age(Duration::days(365)).finish(),
            Jar::Said => cookie.max_age(Duration::minutes(1)).finish(),
            // Without a date, so that it ends with the browser; the server ends it earlier.
            Jar::Session | Jar::Before => cookie.finish(),
        }
    }

    pub fn unset(self, tls: bool) -> Cookie<'static> {
        let mut cookie = self.set(tls, "");
        cookie.make_removal();
        cookie
    }
}

/// What a browser presented.
#[derive(Default)]
pub struct Presented {
    pub session: Option<SessionToken>,
    pub before: Option<SessionToken>,
    pub language: Option<String>,
    pub said: Option<String>,
}

/// A cookie of ours came twice: somebody planted one beside it. Which one is ours cannot be told.
pub struct Doubled;

pub fn read(request: &HttpRequest, tls: bool) -> Result<Presented, Doubled> {
    let headers = request.headers().get_all(COOKIE).filter_map(|value| value.to_str().ok());
    let pairs: Vec<(&str, &str)> =
        headers.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('=')).collect();
    let find = |jar: Jar| {
        let mut values = pairs.iter().filter(|(name, _)| *name == jar.name(tls)).map(|(_, value)| *value);
        match (values.next(), values.next()) {
            (_, Some(_)) => Err(Doubled),
            (value, None) => Ok(value),
        }
    };
    Ok(Presented {
        session: find(Jar::Session)?.and_then(SessionToken::from_cookie),
        before: find(Jar::Before)?.and_then(SessionToken::from_cookie),
        language: find(Jar::Language)?.map(str::to_owned),
        said: find(Jar::Said)?.map(str::to_owned),
    })
}
