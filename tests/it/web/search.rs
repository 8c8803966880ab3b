//! The search page: it posts, says what is wrong with its place, leads to where the words stand, and
//! keeps searches.

use super::Site;
use resguardo::domain::account::Role;
use resguardo::domain::person::Person;
use resguardo::domain::testimony::Testimony;
use resguardo::service::{interviews, people};

const SECOND: &str = "Luego volvieron: «te vamos a encontrar».";

fn testimony(site: &Site) {
    let (store, lead) = (&site.office.store, &site.office.registrar);
    let person = Person { pseudonym: "Ahuehuete".into(), ..Person::default() };
    let person = people::add(store, lead, site.case, person).unwrap().id;
    let testimony: Testimony = serde_json::from_value(serde_json::json!({
        "narrative": "Empezó en abril.",
        "segments": [
            { "text": "Primero llamaron por teléfono.", "basis": "experienced" },
            { "text": SECOND, "basis": "experienced" }
        ]
    }))
    .unwrap();
    let draft = interviews::InterviewDraft {
        whom: interviews::Whom::Known(person),
        testimony,
        consent: None,
        consent_read: None,
        identity: None,
    };
    interviews::log(store, lead, site.case, draft).unwrap();
}

#[test]
fn a_search_leads_to_the_segment_and_is_narrowed_saved_asked_again_and_taken_off() {
    let site = Site::open();
    testimony(&site);
    let (mut lead, url) = (site.lead(), site.url());
    let to = format!("{url}/search");
    lead.get(&to).is(200).says("Qué se puede escribir");
    let found = lead.post(&to, &[("q", "VOLVIERON OR ahuehuete")]);
    found.is(200).says("<mark>volvieron</mark>").says(&format!("{url}/interviews/T-001#p2"));
    found.says(&format!("{url}/people/P-001")).says("value=\"kind:segment\"");
    lead.get(&format!("{url}/interviews/T-001")).says("id=\"p2\"").says("te vamos a encontrar");
    let narrowed = lead.post(&to, &[("q", "VOLVIERON OR ahuehuete"), ("narrow", "kind:segment")]);
    narrowed.says("value=\"(VOLVIERON OR ahuehuete) kind:segment\"").says("T-001");
    assert!(!narrowed.body.contains("/people/P-001"));
    let saved = [("q", "volvieron kind:segment"), ("order", "newest"), ("title", "Amenazas")];
    lead.post(&format!("{url}/searches"), &saved).is(303);
    lead.get(&to).says("Amenazas").says("volvieron kind:segment");
    lead.post(&format!("{url}/searches/B-001"), &[]).is(200).says("#p2");
    lead.post(&format!("{url}/searches/B-001/retire"), &[]).is(303);
    assert!(!lead.get(&to).body.contains("volvieron kind:segment"));
}

#[test]
fn what_cannot_be_understood_is_said_with_its_place_and_stays_typed() {
    let site = Site::open();
    let (mut lead, to) = (site.lead(), format!("{}/search", site.url()));
    lead.get(&to);
    let wrong = lead.post(&to, &[("q", "año \"sin cerrar")]);
    wrong.is(422).says("Las comillas del carácter 5 no se cierran.").says("value=\"año &quot;sin cerrar\"");
    lead.post(&to, &[("q", "desde:ayer")]).is(422).says("se espera una fecha");
    lead.post(&to, &[("q", "   ")]).is(422).says("al menos una palabra");
    let nameless = [("q", "algo"), ("title", " ")];
    lead.post(&format!("{}/searches", site.url()), &nameless).is(422).says("Falta este dato");
}

#[test]
fn an_auditor_is_not_let_in_and_a_reader_saves_nothing() {
    let site = Site::open();
    testimony(&site);
    site.office.member(site.case, "auditora", Role::Auditor);
    site.office.member(site.case, "lectora", Role::Reader);
    let to = format!("{}/search", site.url());
    let mut auditor = site.signed_in("auditora");
    auditor.get(&to).is(403);
    auditor.get("/cases");
    let refused = auditor.post(&to, &[("q", "volvieron")]);
    assert!(!refused.is(403).body.contains("T-001"));
    let mut reader = site.signed_in("lectora");
    reader.get(&to).is(200);
    let found = reader.post(&to, &[("q", "volvieron")]);
    assert!(!found.is(200).says("T-001").body.contains("/searches\""));
    reader.post(&format!("{}/searches", site.url()), &[("q", "volvieron"), ("title", "x")]).is(403);
}
