//! The main job through the services, on each database: log an interview, attach evidence, import
//! and link posts, export a dossier, and verify it without the store.

use crate::support::office::{CANARY, Office, on_each_database};
use resguardo::domain::account::Role;
use resguardo::domain::consent::{Consent, ConsentGrant, Decision, ItemClass, Scope};
use resguardo::domain::link::Target;
use resguardo::domain::person::{Person, Relation};
use resguardo::domain::posts::PostAddress;
use resguardo::domain::testimony::{Basis, Identifies, Segment, Session, Testimony};
use resguardo::domain::{CaseId, Lang, PartialDate, Private, RecordId};
use resguardo::dossier::verify;
use resguardo::service::evidence::EvidenceDraft;
use resguardo::service::interviews::{InterviewDraft, Logged, Whom};
use resguardo::service::posts::ImportOrder;
use resguardo::service::{Error, Store, dossiers, evidence, interviews, ledger, links, posts, unwatched};
use std::io::{Cursor, Read};

fn testimony(words: &str) -> Testimony {
    let mut testimony: Testimony = serde_json::from_str("{}").unwrap();
    let segment = Segment {
        text: Private::new(words),
        basis: Some(Basis::Saw),
        identifies_source: Some(Identifies::No),
        ..Segment::default()
    };
    let date = PartialDate::parse("2020-04-30");
    testimony.segments = vec![segment];
    testimony.session = Session { date, rights_notice_given: true, ..Session::default() };
    testimony.finalised = true;
    testimony
}

fn consent(recipient: &str) -> Consent {
    let mut consent: Consent = serde_json::from_str("{}").unwrap();
    let grant = |class| ConsentGrant {
        recipient: recipient.into(),
        class,
        scope: Scope::StateWithheld,
        decision: Decision::Granted,
        name_form: None,
        conditions: Private::default(),
        valid_to: None,
    };
    consent.grants = vec![grant(ItemClass::Account), grant(ItemClass::Documents)];
    consent
}

fn person(pseudonym: &str) -> Person {
    Person { pseudonym: Private::new(pseudonym), relations: vec![Relation::Witness], ..Person::default() }
}

fn log(office: &Office, case: CaseId, who: &str, words: &str, recipient: &str) -> Logged {
    let draft = InterviewDraft {
        whom: Whom::New(person(who)),
        testimony: testimony(words),
        consent: Some(consent(recipient)),
        consent_read: None,
        identity: None,
    };
    interviews::log(&office.store, &office.registrar, case, draft).unwrap()
}

fn tweets() -> Vec<u8> {
    let tweet = |n: u64| {
        let text = format!("ataque {n} {CANARY}");
        format!(
            "{{\"id\":\"15000000000000000{n:02}\",\"author_id\":\"7\",\"text\":\"{text}\",\"created_at\":\"2022-03-05T06:07:08.000Z\"}}\n"
        )
    };
    (1..=30).map(tweet).collect::<String>().into_bytes()
}

fn import(store: &Store, office: &Office, case: CaseId, bytes: &[u8]) -> posts::Imported {
    let order = ImportOrder {
        file_name: Private::new("tweets.jsonl"),
        title: Private::default(),
        source: Private::default(),
        tags: Vec::new(),
        persons: Vec::new(),
        nobody_shown: true,
        format: None,
        options: Default::default(),
    };
    posts::import(store, &office.registrar, case, order, &mut Cursor::new(bytes.to_vec()), &mut unwatched)
        .unwrap()
}

fn attach(office: &Office, case: CaseId, bytes: &[u8]) -> RecordId {
    let draft = EvidenceDraft { nobody_shown: true, ..EvidenceDraft::of_file("captura.txt") };
    evidence::attach(&office.store, &office.registrar, case, draft, &mut Cursor::new(bytes.to_vec()))
        .unwrap()
        .evidence
        .id
}

#[test]
fn the_main_job_from_an_interview_to_a_dossier_that_verifies() {
    on_each_database(|office| {
        let case = office.case();
        let told = log(office, case, "Colibrí", "Vi la orden en el grupo.", "cndh");
        log(office, case, "Garza", "Esto no debe salir: jacaranda.", "un-sr-freedom-of-expression");
        let exhibit = attach(office, case, b"captura del grupo");
        let imported = import(&office.store, office, case, &tweets());
        assert_eq!((imported.set.body.imported, imported.set.body.duplicates), (30, 0));
        let post = Target::Post(PostAddress { set: imported.set.id, number: 3 });
        let note = Private::new("la misma orden");
        links::add(&office.store, &office.registrar, case, Target::Record(told.testimony.id), post, note)
            .unwrap();
        let from = Target::Record(told.testimony.id);
        links::add(&office.store, &office.registrar, case, from, Target::Record(exhibit), Private::default())
            .unwrap();

        let order =
            dossiers::ExportOrder { body: "cndh".into(), language: Some(Lang::Es), with_identities: false };
        let dossier =
            dossiers::export(&office.store, &office.registrar, case, order, &mut unwatched).unwrap();
        assert_eq!(dossier.reference, "D-001");
        let excluded: Vec<&str> = dossier.body.exclusions.iter().map(|e| e.reference.as_str()).collect();
        assert_eq!(excluded, ["T-002"]);

        let (_, mut file) =
            dossiers::file(&office.store, &office.registrar, case, dossier.id, false).unwrap();
        let mut bag = Vec::new();
        file.read_to_end(&mut bag).unwrap();
        let report = verify::verify_file(Cursor::new(bag.clone()), None);
        assert!(report.holds(), "{}", report.words(Lang::En));
        let mut zip = zip::ZipArchive::new(Cursor::new(bag)).unwrap();
        for index in 0..zip.len() {
            let mut bytes = Vec::new();
            zip.by_index(index).unwrap().read_to_end(&mut bytes).unwrap();
            assert!(!bytes.windows(9).any(|w| w == b"jacaranda"), "an excluded testimony left");
        }
        let checked = ledger::verify(&office.store, &office.registrar, case, None).unwrap();
        assert!(checked.findings.is_empty(), "{:?}", checked.findings);
        assert!(checked.files >= 4 && checked.records >= 8);
    });
}

#[test]
fn posts_are_imported_once_and_found_by_text_number_and_id() {
    on_each_database(|office| {
        let case = office.case();
        import(&office.store, office, case, &tweets());
        let again = import(&office.store, office, case, &[tweets(), b"not json\n".to_vec()].concat());
        assert_eq!((again.set.body.imported, again.set.body.duplicates, again.set.body.rejected), (0, 30, 1));
        let found = posts::search(&office.store, &office.registrar, case, "ATAQUE 17", 10).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].reference, "S-001/17");
        let by_id = posts::find_by_id(&office.store, &office.registrar, case, "1500000000000000017").unwrap();
        assert_eq!(by_id, found[0].address);
        let third = posts::stretch(&office.store, &office.registrar, case, by_id.set, 29, 10).unwrap();
        assert_eq!(third.len(), 2);
    });
}

#[test]
fn an_original_comes_back_byte_for_byte() {
    on_each_database(|office| {
        let case = office.case();
        let bytes: Vec<u8> = (0..300_000u32).flat_map(|n| n.to_le_bytes()).collect();
        let id = attach(office, case, &bytes);
        let (_, mut file) = evidence::original(&office.store, &office.registrar, case, id).unwrap();
        let mut back = Vec::new();
        file.read_to_end(&mut back).unwrap();
        assert!(back == bytes);
    });
}

#[test]
fn a_role_opens_what_it_is_for_and_nothing_else() {
    on_each_database(|office| {
        let case = office.case();
        let told = log(office, case, "Colibrí", "Vi la orden.", "cndh");
        let analyst = office.member(case, "análisis", Role::Analyst);
        let auditor = office.member(case, "auditoría", Role::Auditor);
        let outsider = office.colleague("afuera");
        assert!(interviews::show(&office.store, &analyst, case, told.testimony.id).is_ok());
        let draft = || InterviewDraft {
            whom: Whom::Known(told.person),
            testimony: testimony("x"),
            consent: None,
            consent_read: None,
            identity: None,
        };
        let refused = interviews::log(&office.store, &analyst, case, draft());
        assert!(matches!(refused, Err(Error::Denied(_))));
        assert!(matches!(interviews::list(&office.store, &auditor, case), Err(Error::Denied(_))));
        assert!(ledger::entries(&office.store, &auditor, case, 0, 100).unwrap().size > 5);
        assert!(matches!(interviews::list(&office.store, &outsider, case), Err(Error::NotFound)));
        let newest = ledger::entries(&office.store, &office.registrar, case, 0, 2).unwrap().entries;
        assert!(newest.iter().all(|entry| entry.act == resguardo::domain::ledger::Act::Refused));
    });
}
