use super::client::{File, House};
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
