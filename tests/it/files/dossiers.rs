use super::client::{File, House};
use crate::support::office::PASSWORD;
use resguardo::domain::account::Role;
use resguardo::dossier::verify::verify_file;
use std::io::Cursor;

#[test]
fn a_dossier_is_prepared_exported_downloaded_and_verified() {
    let house = House::open();
    let (lead, url) = (house.lead(), house.url());
    assert!(lead.get(&format!("{url}/dossiers")).text().contains("/dossiers/prepare/cndh"));
    let prepare = format!("{url}/dossiers/prepare/cndh");
    let fill = lead.get(&prepare).text();
    let field = fill.split("name=\"body_").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let (name, answer) = (format!("body_{field}"), "Respuesta con acentos: año");
    let reply = lead.post_from(&prepare, &prepare, &[("language", "es"), ("act", "check"), (&name, answer)]);
    assert_eq!(reply.status, 303, "{}", reply.text());
    assert!(lead.get(&prepare).text().contains(answer), "the answer was kept");

    let check = reply.location().to_owned();
    let page = lead.get(&check).text();
    assert!(
        page.contains("name=\"incomplete\"") && page.contains("ratifica"),
        "what is missing, and what must be told"
    );
    let export = format!("{prepare}/export");
    let refused = lead.post_from(&check, &export, &[("language", "es")]);
    assert_eq!(refused.status, 422, "not by mistake");
    let started = lead.post_from(&check, &export, &[("language", "es"), ("incomplete", "yes")]);
    assert_eq!(started.status, 303, "{}", started.text());
    let dossier = lead.outcome(started.location());
    assert!(dossier.ends_with("/dossiers/D-001"), "{dossier}");

    let page = lead.get(&dossier).text();
    assert!(page.contains("sha256sum -c manifest-sha256.txt") && page.contains("minisign -V"));
    let file = lead.get(&format!("{dossier}/file"));
    assert!(file.header("content-disposition").starts_with("attachment"));
    let report = verify_file(Cursor::new(file.bytes.clone()), None);
    assert!(report.holds(), "{:?}", report.failures().collect::<Vec<_>>());
    assert!(page.contains(&report.signer_key), "the page names the key that signed");

    let verify = |bytes: &[u8]| {
        let file = [File { field: "file", name: "D-001.zip", bytes }];
        lead.upload_from("/verify", "/verify", &[], &file).text()
    };
    assert!(verify(&file.bytes).contains("notice success"));
    let mut changed = file.bytes;
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    let page = verify(&changed);
    assert!(page.contains("notice danger") && !page.contains("notice success"));
}

#[test]
fn the_page_compares_a_dossier_with_an_earlier_one_and_with_the_published_key() {
    let house = House::open();
    let (lead, url) = (house.lead(), house.url());
    let prepare = format!("{url}/dossiers/prepare/cndh");
    let check = format!("{prepare}/check?language=es");
    let dossier = || {
        let fields = [("language", "es"), ("incomplete", "yes")];
        let started = lead.post_from(&check, &format!("{prepare}/export"), &fields);
        let made = lead.outcome(started.location());
        lead.get(&format!("{made}/file")).bytes
    };
    let (first, second) = (dossier(), dossier());
    let key = verify_file(Cursor::new(first.clone()), None).signer_key;
    let verify = |key: &str, of: &[u8], older: &[u8]| {
        let files = [("file", of), ("older", older)];
        let files = files.map(|(field, bytes)| File { field, name: "a.zip", bytes });
        lead.upload_from("/verify", "/verify", &[("key", key)], &files).text()
    };
    assert!(verify(&key, &second, &first).contains("notice success"));
    assert!(verify(&key, &first, &second).contains("notice danger"), "the later one is not the earlier");
    let another = key.replace(&key[10..14], "AAAA");
    assert!(verify(&another, &second, &first).contains("notice danger"), "the key is not the published one");
}

#[test]
fn answers_that_a_colleague_changed_meanwhile_are_not_overwritten_and_nothing_typed_is_lost() {
    let house = House::open();
    let (lead, url) = (house.lead(), house.url());
    let prepare = format!("{url}/dossiers/prepare/cndh");
    let page = lead.get(&prepare).text();
    let field = page.split("name=\"body_").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let name = format!("body_{field}");
    let save = |answer: &str| {
        let fields = [("language", "es"), ("act", "draft"), ("revision", "0"), (&name, answer)];
        lead.post_from(&prepare, &prepare, &fields)
    };
    assert_eq!(save("de una").status, 303);
    let refused = save("de otra");
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains("de otra") && refused.text().contains("name=\"revision\" value=\"1\""));
    assert!(lead.get(&prepare).text().contains("de una"));
}

#[test]
fn answers_in_english_alone_are_given_where_there_are_none_in_spanish() {
    let house = House::open();
    let (lead, url) = (house.lead(), house.url());
    let prepare = format!("{url}/dossiers/prepare/un-sr-freedom-of-expression");
    let (english, spanish) = (format!("{prepare}?language=en"), format!("{prepare}?language=es"));
    let answer = |page: &str, language: &str, act: &str, text: &str| {
        let fields = [("language", language), ("act", act), ("body_facts.narrative", text)];
        let reply = lead.post_from(page, &prepare, &fields);
        assert_eq!(reply.status, 303, "{}", reply.text());
        reply.location().to_owned()
    };
    // Saves in the language of the page, and goes on in the one that was asked for.
    assert!(spanish.ends_with(&answer(&english, "en", "language-es", "On 11 May.")));
    let page = lead.get(&spanish).text();
    let (_, field) = page.split_once("name=\"body_facts.narrative\"").unwrap();
    let (typed, below) = field.split_once("</textarea>").unwrap();
    assert!(!typed.contains("On 11 May.") && below.contains("On 11 May."), "beside the field, not in it");

    answer(&spanish, "es", "draft", "El 11 de mayo.");
    assert!(lead.get(&english).text().contains("On 11 May.</textarea>"));
    assert!(lead.get(&spanish).text().contains("El 11 de mayo.</textarea>"));
    let missing = |language: &str| lead.get(&format!("{prepare}/check?language={language}")).text();
    assert!(
        !missing("en").contains("#body_facts.narrative") && !missing("es").contains("#body_facts.narrative")
    );
    assert!(missing("en").contains("#body_facts.place"), "what is missing leads to its field");
}

#[test]
fn whoever_is_named_can_be_seen_before_anything_leaves_and_every_look_is_told() {
    let house = House::open();
    let (lead, url) = (house.lead(), house.url());
    let told = |name: &str, form: &str| {
        let fields = [
            ("person-pseudonym", name),
            ("person-relations", "witness"),
            ("session-date", "2020-05-02"),
            ("session-rights_notice_given", "yes"),
            ("segments-0-text", "Vi la orden."),
            ("segments-0-basis", "saw"),
            ("segments-0-identifies_source", "no"),
            ("grants-0-recipient", "cndh"),
            ("grants-0-class", "account"),
            ("grants-0-decision", "granted"),
            ("grants-0-scope", "S4"),
            ("grants-1-recipient", "cndh"),
            ("grants-1-class", "identity"),
            ("grants-1-decision", "granted"),
            ("grants-1-scope", "S4"),
            ("grants-1-name_form", form),
            ("act", "log"),
        ];
        let reply = lead.post_from(&format!("{url}/interviews/new"), &format!("{url}/interviews"), &fields);
        assert_eq!(reply.status, 303, "{}", reply.text());
    };
    told("Ahuehuete", "full");
    told("Jacaranda", "pseudonym");
    let prepare = format!("{url}/dossiers/prepare/cndh/check");
    assert_eq!(lead.post_from(&prepare, &prepare, &[]).status, 403, "the password is asked for");
    let open = [("password", PASSWORD), ("back", prepare.as_str())];
    let opened = lead.post_from(&format!("{url}/identities"), &format!("{url}/identities/open"), &open);
    assert_eq!(opened.status, 303, "{}", opened.text());
    for (person, name) in [("P-001", "Rosaura Ficticia"), ("P-002", "Anselmo Ficticio")] {
        let form = format!("{url}/people/{person}");
        let fields = [("identity-name", name)];
        assert_eq!(lead.post_from(&form, &format!("{form}/identity/record"), &fields).status, 303);
    }
    let looks = || lead.get(&format!("{url}/ledger?act=identity_read")).text().matches("I-00").count();
    let plain = lead.get(&prepare).text();
    assert_eq!(looks(), 0);
    assert!(!plain.contains("Ficticia") && !plain.contains("shows-identities"));
    let named = lead.post_from(&prepare, &prepare, &[]).text();
    assert!(named.contains("Rosaura Ficticia") && named.contains("Nombre completo"), "{named}");
    assert!(named.contains("shows-identities") && !named.contains("Anselmo"));
    assert_eq!(looks(), 2, "each identity was read");
}

#[test]
fn verifying_needs_no_account_and_says_what_is_no_dossier() {
    let house = House::open();
    let visitor = house.visitor();
    let file = [File { field: "file", name: "x.zip", bytes: b"no zip" }];
    let reply = visitor.upload_from("/verify", "/verify", &[], &file);
    assert!(reply.text().contains("notice danger"), "{}", reply.text());
    assert_eq!(visitor.upload_from("/verify", "/verify", &[], &[]).status, 422);
    assert_eq!(visitor.upload("/verify", &[("csrf", "x".into())], &file).status, 403);
}

#[test]
fn only_those_who_may_prepare_dossiers_see_them_and_jobs_are_their_owners() {
    let house = House::open();
    house.office.member(house.case, "analista", Role::Analyst);
    house.office.member(house.case, "abogada", Role::Lawyer);
    let (url, analyst, lawyer) = (house.url(), house.sign_in("analista"), house.sign_in("abogada"));
    for path in ["/dossiers", "/dossiers/prepare/cndh", "/dossiers/prepare/cndh/check"] {
        assert_eq!(analyst.get(&format!("{url}{path}")).status, 403, "{path}");
        assert_eq!(lawyer.get(&format!("{url}{path}")).status, 200, "{path}");
    }
    assert_eq!(lawyer.get(&format!("{url}/dossiers/prepare/nobody")).status, 404);
    let prepare = format!("{url}/dossiers/prepare/cndh");
    let started = lawyer.post_from(
        &format!("{prepare}/check"),
        &format!("{prepare}/export"),
        &[("language", "es"), ("incomplete", "yes")],
    );
    assert_eq!(analyst.get(started.location()).status, 404);
    assert_eq!(house.lead().get(started.location()).status, 404);
    lawyer.outcome(started.location());
}
