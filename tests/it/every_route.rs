//! What holds for every address there is. A new route is asked the same questions.

use crate::support::office::CANARY;
use crate::support::visitor::{FORM, Seen, Visitor, encoded, hidden};
use crate::web::Site;
use resguardo::domain::CaseId;
use resguardo::web::routes::{Access, Intake, ROUTES, Route};
use ureq::http::Method;

const ALWAYS: &[(&str, &str)] = &[
    ("content-security-policy", "default-src 'none'"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=()"),
];

fn address(route: &Route, case: &str) -> String {
    let path = route.path.replace("{case}", case).replace("{path:.*}", "resguardo.css");
    let mut parts: Vec<&str> = path.split('/').collect();
    for part in &mut parts {
        if part.starts_with('{') {
            *part = "E-999";
        }
    }
    parts.join("/")
}

/// Asks as a page would, in the way that the route takes forms.
fn ask(visitor: &mut Visitor, route: &Route, case: &str, token: &str) -> Seen {
    let method = Method::from_bytes(route.method.as_str().as_bytes()).unwrap();
    let (kind, body) = match route.intake {
        Intake::Upload | Intake::Whole => (
            "multipart/form-data; boundary=cut",
            format!("--cut\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--cut--\r\n"),
        ),
        _ => (FORM, encoded(&[("csrf", token)])),
    };
    visitor.send(method, &address(route, case), &[("Content-Type", kind)], &body)
}

#[track_caller]
fn is_guarded(route: &Route, seen: &Seen) {
    for (name, value) in ALWAYS {
        assert!(
            seen.header(name).contains(value),
            "{} {}: {name}: {}",
            route.method,
            route.path,
            seen.header(name)
        );
    }
    assert_eq!(seen.header("server"), "", "{}", route.path);
    let is_static = route.path.starts_with("/static/");
    let cached = if is_static { "immutable" } else { "no-store" };
    assert!(
        seen.header("cache-control").contains(cached),
        "{}: {}",
        route.path,
        seen.header("cache-control")
    );
    for script in seen.body.split("<script").skip(1).filter(|_| !is_static) {
        assert!(script.starts_with(" src=\"/static/"), "{}: {script}", route.path);
    }
}

fn listed(access: Access) -> impl Iterator<Item = &'static Route> {
    ROUTES.iter().filter(move |route| route.access == access)
}

#[test]
fn every_route_is_listed_once() {
    assert!(ROUTES.len() > 30);
    let mut seen = std::collections::BTreeSet::new();
    for route in ROUTES {
        assert!(seen.insert((route.path, route.method.as_str())), "{} {}", route.method, route.path);
    }
}

#[test]
fn without_a_session_nothing_is_shown_but_the_way_in() {
    let site = Site::open();
    let case = site.case.to_string();
    for route in ROUTES.iter().filter(|route| route.access != Access::Public) {
        let mut stranger = site.visitor();
        let seen = ask(&mut stranger, route, &case, "");
        is_guarded(route, &seen);
        assert!(!seen.body.contains(CANARY), "{} {}", route.method, route.path);
        match route.method.as_str() {
            "GET" => assert!(seen.is(303).header("location").starts_with("/sign-in"), "{}", route.path),
            _ => _ = seen.is(401).says("action=\"/sign-in\""),
        }
    }
}

#[test]
fn an_outsider_cannot_tell_a_case_from_nothing() {
    let site = Site::open();
    site.office.colleague("ajena");
    let (case, nothing) = (site.case.to_string(), CaseId::from_random([7; 16]).to_string());
    let mut outsider = site.signed_in("ajena");
    for route in listed(Access::Case) {
        outsider.get("/cases").is(200);
        let answers = [case.as_str(), nothing.as_str(), "no-id"].map(|case| {
            let token = hidden(&outsider.page, "csrf");
            let seen = ask(&mut outsider, route, case, &token);
            is_guarded(route, &seen);
            (seen.status, seen.body)
        });
        assert_eq!(answers[0].0, 404, "{} {}", route.method, route.path);
        assert!(answers[0] == answers[1] && answers[1] == answers[2], "{} {}", route.method, route.path);
    }
}

#[test]
fn a_post_without_its_token_does_nothing() {
    let site = Site::open();
    let case = site.case.to_string();
    let mut lead = site.lead();
    for route in ROUTES.iter().filter(|route| route.method.as_str() == "POST") {
        let seen = ask(&mut lead, route, &case, "");
        is_guarded(route, &seen);
        seen.is(403);
    }
    lead.get("/cases").is(200).says(CANARY);
}

#[test]
fn every_answer_to_somebody_who_is_let_in_is_guarded_too() {
    let site = Site::open();
    let case = site.case.to_string();
    let mut lead = site.lead();
    for route in ROUTES.iter().filter(|route| route.method.as_str() == "GET") {
        let seen = ask(&mut lead, route, &case, "");
        is_guarded(route, &seen);
        assert!([200, 303, 404].contains(&seen.status), "{} {}: {}", route.method, route.path, seen.body);
        let mut title = seen.body.split("<title>").skip(1);
        assert!(title.all(|rest| !rest.split("</title>").next().unwrap().contains(CANARY)), "{}", route.path);
    }
}

#[test]
fn a_method_that_is_not_declared_is_refused_and_head_is_get_without_a_body() {
    let site = Site::open();
    let case = site.case.to_string();
    let mut lead = site.lead();
    for route in ROUTES {
        for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS, Method::TRACE] {
            let seen = lead.send(method.clone(), &address(route, &case), &[], "");
            is_guarded(ROUTES.iter().find(|route| route.path == "/cases").unwrap(), &seen);
            assert_eq!(seen.status, 405, "{method} {}", route.path);
        }
    }
    let head = lead.send(Method::HEAD, "/cases", &[], "");
    assert_eq!((head.is(200).body.as_str(), head.header("content-type")), ("", "text/html; charset=utf-8"));
    lead.get("/no/such/address").is(404);
}
