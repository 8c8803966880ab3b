use crate::support::office::{Office, on_each_database};
use crate::support::tsa::{Authority, openssl_verifies};
use data_encoding::BASE64;
use resguardo::crypto::Checkpoint;
use resguardo::crypto::timestamp::{Nonce, request};
use resguardo::domain::account::Role;
use resguardo::domain::{CaseId, Lang};
use resguardo::service::dossiers::{self, ExportOrder, verify};
use resguardo::service::{Error, ledger, time_stamps, unwatched};
use std::io::Read;

#[test]
fn a_stamp_of_a_real_authority_is_checked_kept_and_verifies_with_openssl() {
    let authority = Authority::made();
    on_each_database(|office| {
        let (case, actor) = (office.case(), &office.registrar);
        let asked = time_stamps::ask(&office.store, actor, case).unwrap();
        // The ledger may go on meanwhile, and another process may take the answer.
        office.member(case, "ana", Role::Reader);
        let answer = authority.answer(&asked);
        let elsewhere = office.another_node();
        let kept = time_stamps::keep(&elsewhere, actor, case, &answer, Some(&authority.root())).unwrap();
        assert_eq!(
            (kept.reference.as_str(), kept.body.authority.reveal()),
            ("TS-001", "CN=Sellos,O=Ejemplo")
        );
        let early = office.store.now().micros() - kept.body.at.micros();
        assert!(early.abs() < 60_000_000, "{early}");

        let (size, root) = (kept.body.size, kept.body.root);
        let checkpoint = Checkpoint { origin: format!("resguardo/{case}"), size, root };
        std::fs::write(authority.path("head.txt"), checkpoint.text()).unwrap();
        let response = BASE64.decode(kept.body.response.as_bytes()).unwrap();
        std::fs::write(authority.path("kept.tsr"), response).unwrap();
        let paths = ["head.txt", "kept.tsr", "ca.pem"].map(|name| authority.path(name));
        assert!(openssl_verifies(&paths[0], &paths[1], &paths[2]));
        let checked = ledger::verify(&office.store, actor, case, None).unwrap();
        assert_eq!(checked.findings, []);
    });
}

fn refusal(office: &Office, case: CaseId, answer: &[u8], trusted: Option<&str>) -> &'static str {
    match time_stamps::keep(&office.store, &office.registrar, case, answer, trusted) {
        Err(Error::Invalid(problems)) => problems[0].key,
        other => panic!("{:?}", other.map(|kept| kept.reference)),
    }
}

#[test]
fn an_answer_to_another_request_of_another_ledger_or_authority_is_refused_and_nothing_is_kept() {
    let (authority, other) = (Authority::made(), Authority::made());
    let office = Office::found(None);
    let (case, second) = (office.case(), office.case());
    let ask = |case| time_stamps::ask(&office.store, &office.registrar, case).unwrap();
    let answer = authority.answer(&ask(case));
    let root = authority.root();
    assert_eq!(refusal(&office, second, &answer, Some(&root)), "stamp-of-another");
    assert_eq!(refusal(&office, case, &answer, Some(&other.root())), "stamp-untrusted");
    assert_eq!(refusal(&office, case, &answer, None), "stamp-no-authority");
    assert_eq!(refusal(&office, case, b"<html>", Some(&root)), "stamp-malformed");
    assert_eq!(refusal(&office, case, &answer, Some("no pem")), "stamp-authority-malformed");
    let text = ledger::receipt(&office.store, &office.registrar, case).unwrap();
    let text: String = text.lines().take(3).map(|line| format!("{line}\n")).collect();
    let foreign = authority.answer(&request(text.as_bytes(), Nonce::new([7; 8])));
    assert_eq!(refusal(&office, case, &foreign, Some(&root)), "stamp-of-another-request");
    assert_eq!(time_stamps::list(&office.store, &office.registrar, case).unwrap().len(), 0);

    // What the operator put beside the store is believed without being named again.
    std::fs::write(office.data().join("timestamp-ca.pem"), root).unwrap();
    time_stamps::keep(&office.store, &office.registrar, case, &answer, None).unwrap();
    let reader = office.member(case, "lectora", Role::Reader);
    assert!(matches!(time_stamps::ask(&office.store, &reader, case), Err(Error::Denied(_))));
}

#[test]
fn a_dossier_carries_the_stamps_with_what_openssl_needs() {
    let authority = Authority::made();
    let office = Office::found(None);
    let (case, actor) = (office.case(), &office.registrar);
    let answer = authority.answer(&time_stamps::ask(&office.store, actor, case).unwrap());
    time_stamps::keep(&office.store, actor, case, &answer, Some(&authority.root())).unwrap();
    let order = ExportOrder { body: "cndh".into(), language: Some(Lang::Es), with_identities: false };
    let made = dossiers::export(&office.store, actor, case, order, &mut unwatched).unwrap();
    let (_, mut file) = dossiers::file(&office.store, actor, case, made.id, false).unwrap();
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).unwrap();
    let folder = authority.path("out");
    zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap().extract(&folder).unwrap();
    let bag = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let stamp = |ending: &str| bag.join(format!("data/ledger/timestamps/TS-001{ending}"));
    assert!(openssl_verifies(&stamp(".txt"), &stamp(".tsr"), &stamp("-ca.pem")));
    let told = std::fs::read_to_string(bag.join("data/VERIFICAR.txt")).unwrap();
    assert!(told.contains("openssl ts -verify -data data/ledger/timestamps/TS-001.txt"), "{told}");
    let report = verify::verify_file(std::io::Cursor::new(bytes), None);
    assert!(report.holds(), "{:?}", report.failures().collect::<Vec<_>>());
    let said = report.words(Lang::En);
    assert!(said.contains("Time stamp (RFC 3161)") && said.contains("CN=Sellos,O=Ejemplo"), "{said}");
}
