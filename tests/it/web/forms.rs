//! The interview form: nothing typed is ever lost.

use super::Site;
use crate::support::office::{CANARY, PASSWORD};
use crate::support::visitor::hidden;
use resguardo::domain::account::Role;
use resguardo::service::interviews;

const NARRATIVE: &str = "Entré en abril.\n\n«Publiquen ya», decían; <b>así</b> & \"así\".";
const ESCAPED: &str =
    "Entré en abril.\n\n«Publiquen ya», decían; &lt;b&gt;así&lt;/b&gt; &amp; &quot;así&quot;.";

fn interview(act: &str) -> Vec<(&str, &str)> {
    vec![
        ("person", ""),
        ("person-pseudonym", "Ahuehuete"),
        ("relations", "witness"),
        ("relations", "participant_ordered"),
        ("session-date", "2020-05"),
        ("session-rights_notice_given", "yes"),
        ("narrative", NARRATIVE),
        ("segments-0-text", "Nos dieron el texto ya escrito."),
        ("segments-0-basis", "experienced"),
        ("segments-0-date", "2020-04-21"),
        ("orders_received", "Este es el texto."),
        ("closing-ratify", "only_with_protection"),
        ("grants-0-recipient", "cndh"),
        ("grants-0-class", "account"),
        ("grants-0-scope", "S3"),
        ("grants-0-decision", "granted"),
        ("grants-0-name_form", "pseudonym"),
        ("consent-permissions", "R3"),
        ("act", act),
    ]
}

#[test]
fn an_interview_is_logged_and_read_as_a_document() {
    let site = Site::open();
    let mut lead = site.lead();
    lead.get(&format!("{}/interviews/new", site.url())).is(200);
    let page = lead.submit(&format!("{}/interviews", site.url()), &interview("log"));
    page.is(200).says("La entrevista quedó registrada.").says(ESCAPED).says("Ahuehuete").says("¶1");
    page.says("Nos dieron el texto ya escrito.")
        .says("Lo viví")
        .says("21 abr 2020")
        .says("Este es el texto.");
    page.says("Sólo con protección").says("Otorgado").says("Volver a ser contactada/o");
    lead.get(&format!("{}/interviews", site.url())).says("T-001").says("Autoriza envíos").says("may 2020");
    lead.get(&format!("{}/people/P-001", site.url())).says("Ahuehuete").says("T-001");
    lead.get(&format!("{}/people/P-001/consent", site.url())).says("value=\"S3\" selected");
}

#[test]
fn a_draft_is_taken_up_again_where_it_was_left_and_finished() {
    let site = Site::open();
    let mut lead = site.lead();
    lead.get(&format!("{}/interviews/new", site.url()));
    let fields = [("person-pseudonym", "Ahuehuete"), ("narrative", NARRATIVE), ("act", "draft")];
    let draft = lead.submit(&format!("{}/interviews", site.url()), &fields);
    draft.is(200).says("Borrador guardado").says(ESCAPED).says("name=\"revision\" value=\"1\"");

    let edit = format!("{}/interviews/T-001/edit", site.url());
    let mut fields = interview("log");
    fields.push(("revision", "1"));
    let done = lead.submit(&edit, &fields);
    done.is(200).says("Nos dieron el texto ya escrito.").says("Versión 2");
    lead.get(&format!("{}/interviews/T-001?revision=1", site.url())).says("ya no es la vigente");
}

#[test]
fn what_was_said_of_a_person_before_can_be_read_again() {
    let site = Site::open();
    let mut lead = site.lead();
    lead.get(&format!("{}/people/new", site.url()));
    let fields = |note: &'static str, revision: &'static str| {
        [("pseudonym", "Ahuehuete"), ("relations", "witness"), ("note", note), ("revision", revision)]
    };
    lead.submit(&format!("{}/people", site.url()), &fields("Entró en abril.", ""));
    let person = format!("{}/people/P-001", site.url());
    lead.submit(&format!("{person}/edit"), &fields("Entró en mayo.", "1")).says("Entró en mayo.");
    let old = lead.get(&format!("{person}?revision=1"));
    old.is(200).says("Entró en abril.").says("ya no es la vigente");
    assert!(!old.body.contains("Entró en mayo."));
    lead.get(&person).says("href=\"?revision=1\"").says("Entró en mayo.");
    lead.get(&format!("{person}?revision=3")).is(404);
}

#[test]
fn a_rejected_form_comes_back_with_everything_and_says_what_is_wrong_with_each_field() {
    let site = Site::open();
    let mut lead = site.lead();
    lead.get(&format!("{}/interviews/new", site.url()));
    let mut fields = interview("log");
    fields.retain(|(name, _)| !["session-rights_notice_given", "segments-0-basis"].contains(name));
    fields.extend([
        ("session-start", "las dos"),
        ("segments-0-date", "ayer"),
        ("grants-1-decision", "granted"),
    ]);
    fields.retain(|field| *field != ("segments-0-date", "2020-04-21"));
    let page = lead.post(&format!("{}/interviews", site.url()), &fields);
    page.is(422).says(ESCAPED).says("value=\"Ahuehuete\"").says("value=\"ayer\"").says("value=\"las dos\"");
    page.says("href=\"#segments-0-date\"").says("href=\"#grants-1-recipient\"");
    page.says("value=\"participant_ordered\" checked").says("value=\"only_with_protection\" selected");

    // What only the domain can tell comes once the fields can be read.
    fields.retain(|(name, _)| !["segments-0-date", "grants-1-decision"].contains(name));
    let page = lead.post(&format!("{}/interviews", site.url()), &fields);
    page.is(422).says("href=\"#session-start\"").says("href=\"#session-rights_notice_given\"").says(ESCAPED);
    page.says("href=\"#segments-0-basis\"");
    lead.get(&format!("{}/interviews", site.url())).says("Aún no hay entrevistas");
}

#[test]
fn nobody_consents_to_a_scope_that_was_not_said_and_a_new_line_says_nothing() {
    let site = Site::open();
    let mut lead = site.lead();
    let page = lead.get(&format!("{}/interviews/new", site.url()));
    // What a line that is added without the server begins with.
    page.says("name=\"grants-0-decision\" data-default=\"not_asked\"");
    page.says("name=\"grants-0-name_form\" data-default=\"pseudonym\"");
    page.says("S4 Puede llegar al Estado, con identidad (o S6)");
    let mut fields = interview("log");
    fields.retain(|(name, _)| *name != "grants-0-scope");
    let page = lead.post(&format!("{}/interviews", site.url()), &fields);
    page.is(422).says("href=\"#grants-0-scope\"");
    // Granted, and to go nowhere: that is said where it is read.
    fields.push(("grants-0-scope", "S0"));
    let page = lead.submit(&format!("{}/interviews", site.url()), &fields);
    page.is(200).says("Con este alcance no sale del caso");
}

#[test]
fn rows_are_added_and_removed_without_scripts_and_without_saving() {
    let site = Site::open();
    let mut lead = site.lead();
    lead.get(&format!("{}/interviews/new", site.url()));
    let path = format!("{}/interviews", site.url());
    let mut fields = interview("log");
    fields.retain(|(name, _)| *name != "act");
    fields.push(("add-segments", ""));
    lead.post(&path, &fields).is(200).says("name=\"segments-1-text\"").says(ESCAPED);
    fields.pop();
    fields.extend([("segments-1-text", "Segundo párrafo."), ("remove-segments-0", "")]);
    let page = lead.post(&path, &fields);
    assert!(!page.is(200).body.contains("Nos dieron el texto") && !page.body.contains("segments-1-text"));
    page.says("Segundo párrafo.").says(ESCAPED);
    lead.get(&path).says("Aún no hay entrevistas");
}

#[test]
fn a_session_that_ends_while_somebody_types_does_not_lose_the_text() {
    let site = Site::open();
    let mut lead = site.lead();
    lead.get(&format!("{}/interviews/new", site.url()));
    lead.cookies.remove("resguardo");
    let path = format!("{}/interviews", site.url());
    let page = lead.post(&path, &interview("log"));
    page.is(401).says("La sesión terminó").says("Tu texto está a salvo").says(ESCAPED);

    // A wrong password does not lose it either.
    let account = format!("registro {CANARY}");
    let wrong = carried(&lead.page, &account, "no es esta, no");
    lead.post("/sign-in", &pairs(&wrong)).is(422).says(ESCAPED);

    let right = carried(&lead.page, &account, PASSWORD);
    let form = lead.post("/sign-in", &pairs(&right));
    form.is(200).says(ESCAPED).says("value=\"Ahuehuete\"").says("value=\"experienced\" selected");
    assert!(!form.body.contains(PASSWORD));
    let store = site.office.another_node();
    let registrar = store.sign_in(&account, PASSWORD).unwrap();
    assert!(interviews::list(&store, &registrar, site.case).unwrap().is_empty(), "it is shown, not saved");
    lead.submit(&path, &interview("log")).is(200).says("Nos dieron el texto ya escrito.");
}

#[test]
fn signing_in_as_somebody_without_access_keeps_the_text_in_the_page() {
    let site = Site::open();
    site.office.colleague("ajena");
    let mut lead = site.lead();
    lead.get(&format!("{}/interviews/new", site.url()));
    lead.cookies.remove("resguardo");
    lead.post(&format!("{}/interviews", site.url()), &interview("log")).is(401);
    let as_other = carried(&lead.page, "ajena", PASSWORD);
    lead.post("/sign-in", &pairs(&as_other)).is(404).says(ESCAPED).says("no tiene llave");
    let as_lead = carried(&lead.page, &format!("registro {CANARY}"), PASSWORD);
    lead.post("/sign-in", &pairs(&as_lead)).is(200).says(ESCAPED).says("name=\"narrative\"");
}

#[test]
fn two_people_at_one_interview_do_not_overwrite_each_other() {
    let site = Site::open();
    let mut lead = site.lead();
    lead.get(&format!("{}/interviews/new", site.url()));
    lead.submit(&format!("{}/interviews", site.url()), &interview("draft"));
    let edit = format!("{}/interviews/T-001/edit", site.url());
    let with = |revision: &'static str, text: &'static str| {
        vec![("narrative", text), ("revision", revision), ("act", "draft")]
    };
    lead.submit(&edit, &with("1", "la de una")).says("la de una");
    let told = lead.post(&edit, &with("1", "la de la otra"));
    told.is(409).says("Otra persona lo cambió").says("la de la otra").says("name=\"revision\" value=\"2\"");
    lead.get(&format!("{}/interviews/T-001", site.url())).says("la de una");
    lead.submit(&edit, &with("2", "la de ambas")).says("la de ambas");
}

#[test]
fn a_form_with_an_old_token_is_shown_again_not_thrown_away() {
    let site = Site::open();
    let mut lead = site.lead();
    lead.get(&format!("{}/interviews/new", site.url()));
    lead.page = String::new();
    let page = lead.post(&format!("{}/interviews", site.url()), &interview("log"));
    page.is(403).says(ESCAPED).says("La página estuvo abierta demasiado tiempo");
    lead.get(&format!("{}/interviews", site.url())).says("Aún no hay entrevistas");
}

#[test]
fn a_form_that_is_too_large_is_told_so_and_one_just_below_is_kept() {
    let site = Site::open();
    let mut lead = site.lead();
    lead.get(&format!("{}/people/new", site.url()));
    let path = format!("{}/people", site.url());
    let text = "á".repeat(500_000);
    lead.post(&path, &[("pseudonym", "Ahuehuete"), ("note", &text)]).is(413).says("demasiado grande");
    let text = "a".repeat(2_000_000);
    lead.submit(&path, &[("pseudonym", "Ahuehuete"), ("note", &text)]).is(200).says(&text);
}

#[test]
fn whoever_may_only_read_is_shown_no_form() {
    let site = Site::open();
    site.office.member(site.case, "lectora", Role::Reader);
    let mut reader = site.signed_in("lectora");
    reader.get(&site.url()).is(200);
    reader.get(&format!("{}/interviews/new", site.url())).is(403);
    reader.post(&format!("{}/interviews", site.url()), &interview("log")).is(403);
    reader.get(&format!("{}/interviews", site.url())).says("Aún no hay entrevistas");
}

#[test]
fn an_auditor_is_led_to_the_ledger_and_reads_no_record() {
    let site = Site::open();
    site.office.member(site.case, "auditora", Role::Auditor);
    let mut auditor = site.signed_in("auditora");
    let list = auditor.get("/cases");
    assert!(!list.is(200).body.contains(&format!("Caso {CANARY}")));
    let url = site.url();
    assert_eq!(auditor.get(&url).is(303).header("location"), format!("{url}/ledger"));
    auditor.get(&format!("{url}/interviews")).is(403);
    auditor.get(&format!("{url}/people")).is(403);
}

#[test]
fn what_is_looked_for_reaches_no_address_and_is_found_whatever_the_accents() {
    let site = Site::open();
    let mut lead = site.lead();
    lead.get(&format!("{}/interviews/new", site.url()));
    lead.submit(&format!("{}/interviews", site.url()), &interview("log"));
    let found = lead.post(&format!("{}/search", site.url()), &[("q", "ESCRÍTO dieron")]);
    found.is(200).says("T-001").says("<mark>dieron").says("value=\"ESCRÍTO dieron\"");
    lead.post(&format!("{}/search", site.url()), &[("q", "inexistente")]).is(200).says("Nada coincide");
}

/// What the sign-in page would send: all its hidden fields, and what is typed.
fn carried(page: &str, account: &str, password: &str) -> Vec<(String, String)> {
    let mut fields =
        vec![("account".to_owned(), account.to_owned()), ("password".to_owned(), password.to_owned())];
    fields.push(("next".to_owned(), hidden(page, "next")));
    for rest in page.split("name=\"kept-").skip(1) {
        let (name, rest) = rest.split_once("\" value=\"").expect("a value");
        let value = rest.split('"').next().unwrap_or_default();
        fields.push((format!("kept-{name}"), unescaped(value)));
    }
    assert!(fields.len() > 10, "the page carries the form");
    fields
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#x27;", "'");
    text.replace("&#x2F;", "/").replace("&amp;", "&")
}

fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}
