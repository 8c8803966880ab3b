//! Signing in, staying signed in, leaving.

use super::Site;
use crate::support::office::{CANARY, PASSWORD};
use crate::support::visitor::{FORM, encoded, hidden};
use ureq::http::Method;

#[test]
fn a_wrong_password_and_an_unknown_name_get_the_same_answer() {
    let site = Site::open();
    let mut somebody = site.visitor();
    somebody.get("/sign-in").is(200);
    let own = format!("registro {CANARY}");
    let answers = [own.as_str(), "nadie"].map(|account| {
        let answer = somebody.post("/sign-in", &[("account", account), ("password", "no es esta, no")]);
        answer.is(422).says("La cuenta o la contraseña no coinciden.").says(account);
        answer.body.replace(account, "…")
    });
    assert_eq!(answers[0], answers[1]);
    somebody.get("/cases").is(303);
}

#[test]
fn the_session_is_a_cookie_that_scripts_and_other_sites_do_not_get() {
    let site = Site::open();
    let mut lead = site.visitor();
    lead.get("/sign-in");
    let account = format!("registro {CANARY}");
    let answer = lead.post("/sign-in", &[("account", &account), ("password", PASSWORD)]);
    let cookie =
        answer.headers.get_all("set-cookie").iter().find(|c| c.to_str().unwrap().starts_with("resguardo="));
    let cookie = cookie.unwrap().to_str().unwrap();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    // Plain HTTP on this machine: with either of them, browsers would drop it.
    assert!(!cookie.contains("Secure") && !cookie.contains("__Host-"), "{cookie}");
    lead.get("/cases").is(200).says(CANARY);
}

#[test]
fn signing_in_leads_back_to_where_one_was_going_but_never_elsewhere() {
    let site = Site::open();
    let mut lead = site.visitor();
    let people = format!("{}/people", site.url());
    let answer = lead.get(&people);
    let form = answer.is(303).header("location").to_owned();
    lead.get(&form);
    assert_eq!(hidden(&lead.page, "next"), people);
    let account = format!("registro {CANARY}");
    for (next, goes_to) in [(people.as_str(), people.as_str()), ("//example.org/", "/cases")] {
        let mut lead = site.visitor();
        lead.get("/sign-in");
        let fields = [("account", account.as_str()), ("password", PASSWORD), ("next", next)];
        assert_eq!(lead.post("/sign-in", &fields).is(303).header("location"), goes_to);
    }
}

#[test]
fn leaving_ends_the_session_and_clears_the_browser() {
    let site = Site::open();
    let mut lead = site.lead();
    lead.get(&site.url()).is(200);
    let kept = lead.cookies.clone();
    let left = lead.post("/sign-out", &[]);
    assert!(left.is(303).header("clear-site-data").contains("cache"));
    assert!(!lead.cookies.contains_key("resguardo"));
    let page = lead.get("/signed-out");
    assert!(!page.is(200).body.contains(CANARY), "says nothing about what was open");
    // Also for whoever kept the cookie.
    lead.cookies = kept;
    lead.get(&site.url()).is(303);
}

#[test]
fn a_cookie_that_comes_twice_is_refused() {
    let site = Site::open();
    let lead = site.lead();
    let own = format!("resguardo={0}; resguardo={0}", lead.cookies["resguardo"]);
    let mut forger = site.visitor();
    forger.send(Method::GET, "/cases", &[("Cookie", &own)], "").is(400);
}

#[test]
fn a_name_that_was_made_to_point_here_is_not_answered() {
    let site = Site::open();
    let mut rebound = site.visitor();
    rebound.send(Method::GET, "/sign-in", &[("Host", "evil.example:8080")], "").is(421);
    for host in [
        "[::1].evil.example",
        "[::1]evil.example:80",
        "[::1",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
    ] {
        rebound.send(Method::GET, "/sign-in", &[("Host", host)], "").is(421);
    }
    for host in ["[::1]", "[::1]:8080", "localhost:8080", "127.0.0.1", "LOCALHOST"] {
        rebound.send(Method::GET, "/sign-in", &[("Host", host)], "").is(200);
    }
    for own in ["localhost:9", "127.0.0.1", "[::1]:8080"] {
        rebound.send(Method::GET, "/sign-in", &[("Host", own)], "").is(200);
    }
}

#[test]
fn a_form_sent_by_another_site_does_nothing() {
    let site = Site::open();
    let mut lead = site.lead();
    lead.get("/cases/new");
    let token = hidden(&lead.page, "csrf");
    let body = encoded(&[("csrf", &token), ("title", "ajeno"), ("time_zone", "UTC")]);
    let own = site.server.url.clone();
    let mut send = |headers: &[(&str, &str)]| {
        let headers = [&[("Content-Type", FORM)], headers].concat();
        lead.send(Method::POST, "/cases", &headers, &body).status
    };
    for theirs in [
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
        ("Origin", "https://evil.example"),
        ("Origin", "null"),
    ] {
        assert_eq!(send(&[theirs]), 403, "{theirs:?}");
    }
    assert_eq!(send(&[("Sec-Fetch-Site", "same-origin"), ("Origin", "null")]), 303);
    assert_eq!(send(&[("Origin", &own)]), 303);
}

#[test]
fn the_language_can_be_changed_and_stays() {
    let site = Site::open();
    let mut lead = site.lead();
    lead.get("/cases").says("lang=\"es\"").says("Casos");
    lead.submit("/language", &[("lang", "en"), ("back", "/cases")]).says("lang=\"en\"").says("Cases");
    lead.get("/account").says("Your account");
}
