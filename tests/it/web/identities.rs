//! Who somebody is: behind a password of its own, and told by the ledger.

use super::Site;
use crate::support::office::{CANARY, PASSWORD};
use resguardo::domain::account::Role;
use resguardo::domain::ledger::Act;
use resguardo::service::ledger;

const NAME: &str = "Nombre Ficticio Tres";

fn with_person(site: &Site) -> crate::support::visitor::Visitor {
    let mut lead = site.lead();
    lead.get(&format!("{}/people/new", site.url()));
    let fields = [("pseudonym", "Ahuehuete"), ("relations", "witness"), ("handles", "@uno\n@dos")];
    lead.submit(&format!("{}/people", site.url()), &fields).is(200).says("Ahuehuete").says("@dos");
    lead
}

fn open(site: &Site, lead: &mut crate::support::visitor::Visitor) {
    let back = format!("{}/people/P-001", site.url());
    let page = lead.get(&format!("{}/identities?back={back}", site.url()));
    page.is(200).says(&format!("name=\"back\" value=\"{back}\""));
    let fields = [("password", PASSWORD), ("back", back.as_str())];
    lead.submit(&format!("{}/identities/open", site.url()), &fields).is(200).says("quedan 10 min");
}

fn looks(site: &Site) -> usize {
    let store = site.office.another_node();
    let registrar = store.sign_in(&format!("registro {CANARY}"), PASSWORD).unwrap();
    let page = ledger::entries(&store, &registrar, site.case, 0, 1000).unwrap();
    page.entries.iter().filter(|entry| entry.act == Act::IdentityRead).count()
}

#[test]
fn an_identity_is_recorded_and_read_only_after_the_password_and_each_look_is_told() {
    let site = Site::open();
    let mut lead = with_person(&site);
    let person = format!("{}/people/P-001", site.url());
    lead.post(&format!("{person}/identity"), &[]).is(403).says("Abrir identidades").says("name=\"password\"");

    open(&site, &mut lead);
    let fields = [("identity-name", NAME), ("identity-phone", "+52 55 0000 0000")];
    let after = lead.submit(&format!("{person}/identity/record"), &fields);
    assert!(!after.is(200).body.contains(NAME), "the person's page does not show it");
    let before = looks(&site);
    let page = lead.post(&format!("{person}/identity"), &[]);
    page.is(200).says(NAME).says("shows-identities").says("quedó en la bitácora");
    assert_eq!(looks(&site), before + 1);

    let closed = lead.submit(&format!("{}/identities/close", site.url()), &[("back", &person)]);
    assert!(!closed.is(200).body.contains(NAME));
    lead.post(&format!("{person}/identity"), &[]).is(403);
}

#[test]
fn a_wrong_password_opens_nothing() {
    let site = Site::open();
    let mut lead = with_person(&site);
    let person = format!("{}/people/P-001", site.url());
    lead.get(&format!("{}/identities", site.url()));
    let fields = [("password", "no es esta, no"), ("back", person.as_str())];
    let told = lead.post(&format!("{}/identities/open", site.url()), &fields);
    told.is(422).says("La cuenta o la contraseña no coinciden.");
    lead.post(&format!("{person}/identity"), &[]).is(403);
}

#[test]
fn an_interview_with_a_name_asks_for_the_password_and_keeps_what_was_typed() {
    let site = Site::open();
    let mut lead = site.lead();
    lead.get(&format!("{}/interviews/new", site.url()));
    let fields = [
        ("person-pseudonym", "Ahuehuete"),
        ("narrative", "Entré en abril."),
        ("identity-name", NAME),
        ("act", "draft"),
    ];
    let path = format!("{}/interviews", site.url());
    let asked = lead.post(&path, &fields);
    asked
        .is(403)
        .says("name=\"kept-narrative\" value=\"Entré en abril.\"")
        .says("name=\"kept-identity-name\"");
    let mut carried = vec![("password", PASSWORD), ("back", path.as_str())];
    let kept = fields.map(|(name, value)| (format!("kept-{name}"), value));
    carried.extend(kept.iter().map(|(name, value)| (name.as_str(), *value)));
    let form = lead.post(&format!("{}/identities/open", site.url()), &carried);
    form.is(200).says("Entré en abril.").says(NAME).says("name=\"identity-name\"");
    lead.submit(&path, &fields).is(200);
    lead.post(&format!("{}/people/P-001/identity", site.url()), &[]).is(200).says(NAME);
}

#[test]
fn without_the_key_there_is_no_password_to_ask_for() {
    let site = Site::open();
    site.office.member(site.case, "analista", Role::Analyst);
    let _lead = with_person(&site);
    let mut analyst = site.signed_in("analista");
    let person = format!("{}/people/P-001", site.url());
    let page = analyst.get(&person);
    assert!(!page.is(200).body.contains("/identities"), "no lock is drawn");
    analyst.get(&format!("{}/identities", site.url())).is(403);
    analyst.post(&format!("{person}/identity"), &[]).is(403);
}

#[test]
fn the_key_to_identities_is_passed_on_only_while_ones_own_is_open() {
    let site = Site::open();
    let colleague = site.office.colleague("abogada");
    let mut lead = with_person(&site);
    lead.get(&format!("{}/members", site.url()));
    let account = colleague.account.to_string();
    let fields =
        [("account", account.as_str()), ("role", "lawyer"), ("identities", "yes"), ("reason", "La queja.")];
    let members = format!("{}/members", site.url());
    lead.post(&members, &fields).is(403).says("kept-account");
    open(&site, &mut lead);
    lead.submit(&members, &fields).is(200).says("abogada").says("Ve identidades");
    lead.post(&members, &[("account", ""), ("role", "king")]).is(422).says("Elige una opción.");
}

#[test]
fn only_a_registrar_adds_accounts() {
    let site = Site::open();
    site.office.colleague("compañera");
    let mut registrar = site.lead();
    registrar.get("/accounts").is(200).says("compañera");
    let fields = [("name", "nueva"), ("password", PASSWORD), ("password_again", PASSWORD)];
    registrar.submit("/accounts", &fields).is(200).says("nueva");
    let taken = registrar.post("/accounts", &fields);
    taken.is(422).says("Ya hay una cuenta con ese nombre.").says("value=\"nueva\"");
    let short =
        registrar.post("/accounts", &[("name", "otra"), ("password", "corta"), ("password_again", "corta")]);
    short.is(422).says("Debe tener al menos");
    let mut colleague = site.signed_in("compañera");
    let page = colleague.get("/accounts");
    assert!(!page.is(200).body.contains("name=\"password\""));
    colleague.post("/accounts", &fields).is(403);
}
