//! The session in the browsers that people have: each has its own idea of which cookies it keeps.

use super::Site;
use super::tls::certified;
use crate::support::browser::{Browser, Scripts};
use crate::support::firefox::Firefox;
use crate::support::office::{CANARY, PASSWORD};
use serde_json::{Value, json};

fn named<'c>(cookies: &'c [Value], name: &str) -> &'c Value {
    let found = cookies.iter().find(|cookie| cookie["name"] == name);
    found.unwrap_or_else(|| panic!("no {name} in {cookies:?}"))
}

#[track_caller]
fn is_kept_from_others(cookie: &Value, secure: bool) {
    for (property, expected) in
        [("httpOnly", json!(true)), ("secure", json!(secure)), ("sameSite", json!("Strict"))]
    {
        assert_eq!(cookie[property], expected, "{property} of {cookie}");
    }
}

#[test]
fn over_plain_http_on_this_machine_firefox_keeps_the_session() {
    let site = Site::open();
    let mut firefox = Firefox::open();
    for server in [site.server.url.clone(), site.server.url.replace("127.0.0.1", "localhost")] {
        firefox.goto(&server);
        firefox.fill("#account", &format!("registro {CANARY}"));
        firefox.fill("#password", PASSWORD);
        firefox.follow(".auth .button.main");
        assert_eq!(firefox.url(), format!("{server}/cases"));
        is_kept_from_others(named(&firefox.cookies(), "resguardo"), false);
        firefox.follow("a.row");
        assert_eq!(firefox.text("h1"), format!("Caso {CANARY}"));
        firefox.follow("#leave button");
        assert!(!firefox.cookies().iter().any(|cookie| cookie["name"] == "resguardo"));
        firefox.goto(&format!("{server}/cases"));
        assert_eq!(firefox.url(), format!("{server}/sign-in"));
    }
}

#[test]
fn over_tls_the_session_is_kept_under_the_host_prefix() {
    let site = certified();
    let mut firefox = Firefox::open();
    firefox.goto(&site.server.url);
    firefox.fill("#organisation", "Archivo Ciudadano");
    firefox.fill("#account", "inés");
    firefox.fill("#password", PASSWORD);
    firefox.fill("#password_again", PASSWORD);
    // A space takes the tick away: a second factor is proposed where others can come.
    firefox.fill("#second_factor", " ");
    firefox.follow(".auth .button.main");
    is_kept_from_others(named(&firefox.cookies(), "__Host-resguardo"), true);

    let chromium = Browser::open(Scripts::Off, "es");
    chromium.goto(&site.server.url);
    chromium.fill("#account", "inés");
    chromium.fill("#password", PASSWORD);
    chromium.follow(".auth .button.main");
    assert_eq!(chromium.url(), format!("{}/cases", site.server.url));
    is_kept_from_others(named(&chromium.cookies(), "__Host-resguardo"), true);
    chromium.follow("a[href='/cases/new']");
    assert!(chromium.url().ends_with("/cases/new"), "{}", chromium.url());
}
