//! The password again for what a stolen session must not be enough for; and how often one may be
//! wrong.

use super::Site;
use crate::support::office::{CANARY, PASSWORD};
use crate::support::visitor::hidden;
use resguardo::service::members;

/// Ten minutes later, as far as the server can tell.
fn later(site: &Site) {
    let rows = "UPDATE sessions SET fresh_until = NULL, fresh_sealed = NULL";
    crate::guard::vandal_of(&site.office).run(rows);
}

#[test]
fn a_new_account_asks_for_the_password_and_keeps_the_name_but_no_password() {
    let site = Site::open();
    let mut registrar = site.lead();
    registrar.get("/accounts").is(200);
    later(&site);
    let fields = [("name", "nueva"), ("password", PASSWORD), ("password_again", PASSWORD)];
    let asked = registrar.post("/accounts", &fields);
    asked.is(403).says("Confirma que eres tú").says("name=\"kept-name\" value=\"nueva\"");
    assert!(!asked.body.contains(PASSWORD));
    asked.says("name=\"back\" value=\"/accounts\"");
    let carried = [("back", "/accounts"), ("kept-name", "nueva")];
    let wrong = [carried.as_slice(), &[("password", "no es esta, no")]].concat();
    registrar.post("/confirm", &wrong).is(422).says("no coinciden").says("value=\"nueva\"");
    let right = [carried.as_slice(), &[("password", PASSWORD)]].concat();
    registrar.post("/confirm", &right).is(200).says("value=\"nueva\"").says("name=\"password_again\"");
    registrar.submit("/accounts", &fields).is(200).says("nueva");
}

#[test]
fn whoever_holds_the_identities_is_asked_once_for_both_before_members_change() {
    let site = Site::open();
    let account = site.office.colleague("una").account.to_string();
    let mut lead = site.lead();
    let url = format!("{}/members", site.url());
    lead.get(&url).is(200);
    later(&site);
    let fields = [("account", account.as_str()), ("role", "reader"), ("reason", "Apoya en abril.")];
    lead.post(&url, &fields).is(403).says("Abrir identidades").says("value=\"Apoya en abril.\"");
    let carried = [
        ("back", url.as_str()),
        ("kept-account", account.as_str()),
        ("kept-role", "reader"),
        ("kept-reason", "Apoya en abril."),
        ("password", PASSWORD),
    ];
    lead.post(&format!("{}/identities/open", site.url()), &carried).is(200).says("Apoya en abril.");
    lead.submit(&url, &fields).is(200).says("una");
    let listed = members::list(&site.office.store, &site.office.registrar, site.case).unwrap();
    assert_eq!(listed.len(), 2);
}

#[test]
fn an_export_asks_for_the_password() {
    let site = Site::open();
    let mut lead = site.lead();
    let prepare = format!("{}/dossiers/prepare/cndh", site.url());
    lead.get(&prepare).is(200);
    later(&site);
    let asked = lead.post(&format!("{prepare}/export"), &[("incomplete", "yes"), ("language", "es")]);
    asked.is(403).says("Confirma que eres tú").says("name=\"kept-incomplete\"");
}

#[test]
fn after_ten_wrong_passwords_the_right_one_waits_too_and_an_unknown_name_gets_the_same_answer() {
    let site = Site::open();
    site.office.colleague("una");
    let mut somebody = site.visitor();
    somebody.get("/sign-in").is(200);
    let mut answers = Vec::new();
    for account in ["una", "nadie"] {
        for _ in 0..10 {
            somebody.post("/sign-in", &[("account", account), ("password", "no es esta, no")]).is(422);
        }
        // Whatever a header says of where it came from.
        let token = hidden(&somebody.page, "csrf");
        let body = crate::support::visitor::encoded(&[
            ("csrf", &token),
            ("account", account),
            ("password", PASSWORD),
        ]);
        let headers = [("Content-Type", crate::support::visitor::FORM), ("X-Forwarded-For", "198.51.100.7")];
        let answer = somebody.send(ureq::http::Method::POST, "/sign-in", &headers, &body);
        answer.is(429).says("Demasiados intentos");
        answers.push(answer.body.replace(&format!("value=\"{account}\""), "…"));
    }
    assert_eq!(answers[0], answers[1]);
    let own = format!("registro {CANARY}");
    somebody.post("/sign-in", &[("account", &own), ("password", PASSWORD)]).is(303);
}
