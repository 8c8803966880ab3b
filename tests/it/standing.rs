//! What people agree to changes: while a dossier is made, and after. And what stays says truly why.

use crate::consent::{BODY, Scene, consent, grant, identity, person, photo, reviewed, segment, testimony};
use resguardo::domain::consent::{Consent, ConsentGrant, ItemClass, NameForm, Permission, Scope};
use resguardo::domain::dossier::{Dossier, Need, Reason};
use resguardo::domain::evidence::EvidenceKind;
use resguardo::domain::person::Relation;
use resguardo::domain::testimony::Identifies;
use resguardo::domain::{Lang, PartialDate, Private, RecordId, Recorded};
use resguardo::service::chats;
use resguardo::service::dossiers::{self, ExportOrder, Held};
use resguardo::service::evidence::EvidenceDraft;
use resguardo::service::posts::ImportOrder;
use resguardo::service::{Error, Progress, Result, evidence, interviews, posts, unwatched};
use std::io::Cursor;
use std::ops::ControlFlow;

fn order() -> ExportOrder {
    ExportOrder { body: BODY.into(), language: None, with_identities: false }
}

impl Scene {
    fn says(&self, person: RecordId, grants: Vec<ConsentGrant>, withdrawn: bool, read: u64) {
        let withdrawn_on = PartialDate::parse("2020-05").filter(|_| withdrawn);
        let said = Consent { person, withdrawn_on, ..consent(grants) };
        interviews::consent(&self.office.store, &self.office.registrar, self.case, said, Some(read)).unwrap();
    }

    fn export_while(&self, mut meanwhile: impl FnMut()) -> Result<Recorded<Dossier>> {
        let mut watch = |progress: Progress| {
            if progress.done == 2 {
                meanwhile();
            }
            ControlFlow::Continue(())
        };
        dossiers::export(&self.office.store, &self.office.registrar, self.case, order(), &mut watch)
    }

    fn export(&self) -> Recorded<Dossier> {
        self.export_while(|| ()).unwrap()
    }

    fn no_longer(&self, dossier: &Recorded<Dossier>) -> Vec<(String, Reason)> {
        let (store, actor) = (&self.office.store, &self.office.registrar);
        let held = dossiers::no_longer(store, actor, self.case, &[dossier]).unwrap().remove(0);
        held.into_iter().map(|one| (one.reference, one.reason)).collect()
    }

    fn file(&self, dossier: &Recorded<Dossier>, anyway: bool) -> Result<()> {
        let (store, actor) = (&self.office.store, &self.office.registrar);
        dossiers::file(store, actor, self.case, dossier.id, anyway).map(drop)
    }

    fn held(&self, reference: &str) -> Held {
        self.check().exclusions.into_iter().find(|one| one.reference == reference).unwrap()
    }

    fn import(&self, nobody_shown: bool) -> (RecordId, RecordId) {
        let post = "{\"id\":\"1500000000000000001\",\"author_id\":\"7\",\"text\":\"ataque\"}\n";
        let order = ImportOrder {
            file_name: Private::new("tweets.jsonl"),
            title: Private::default(),
            source: Private::default(),
            tags: Vec::new(),
            nobody_shown,
            persons: Vec::new(),
            format: None,
            options: Default::default(),
        };
        let (store, actor) = (&self.office.store, &self.office.registrar);
        let set = posts::import(store, actor, self.case, order, &mut Cursor::new(post), &mut unwatched);
        let set = set.unwrap().set;
        (set.id, set.body.original)
    }
}

/// The dossier for programs.
fn record(scene: &Scene) -> String {
    let exported = scene.exported();
    exported.into_iter().find(|(name, _)| name.ends_with("dossier.json")).unwrap().1
}

fn account() -> ConsentGrant {
    grant(ItemClass::Account, Scope::StateWithheld)
}

#[test]
fn a_consent_that_is_withdrawn_while_a_dossier_is_made_stops_it() {
    let scene = Scene::set();
    let told = scene.witness(vec![account()]);
    let made = scene.export_while(|| scene.says(told.person, vec![account()], true, 1));
    assert!(matches!(made, Err(Error::Conflict)), "{made:?}");
    let (store, actor) = (&scene.office.store, &scene.office.registrar);
    assert!(dossiers::list(store, actor, scene.case).unwrap().is_empty());
    // What is not of the case's records is no reason to stop.
    let read = || drop(interviews::list(store, actor, scene.case).unwrap());
    scene.export_while(read).unwrap();
    let made = scene.export_while(|| {
        scene.attach(photo("a.jpg"));
    });
    assert!(matches!(made, Err(Error::Conflict)), "what was attached meanwhile may show somebody in it");
}

#[test]
fn a_finished_dossier_is_given_out_without_asking_only_while_all_of_it_would_still_leave() {
    let scene = Scene::set();
    let told = scene.witness(vec![account()]);
    scene.attach(reviewed("a.jpg"));
    let dossier = scene.export();
    assert_eq!(scene.no_longer(&dossier), []);
    scene.file(&dossier, false).unwrap();
    scene.says(told.person, vec![account()], true, 1);
    assert_eq!(scene.no_longer(&dossier), [("T-001".to_owned(), Reason::Withdrawn)]);
    let Err(Error::Invalid(problems)) = scene.file(&dossier, false) else { panic!("given out") };
    assert_eq!((problems[0].key, problems[0].detail.as_str()), ("no-longer-leaves", "T-001"));
    scene.file(&dossier, true).unwrap();
    // Another dossier holds none of it.
    assert_eq!(scene.no_longer(&scene.export()), []);
}

#[test]
fn who_was_recognisable_in_a_dossier_and_is_not_to_be_today_is_told() {
    let scene = Scene::set();
    let mut words = testimony();
    words.segments = vec![segment(Some(Identifies::Directly)), segment(Some(Identifies::No))];
    let account = || grant(ItemClass::Account, Scope::StateNamed);
    let told = scene.log(person(&[Relation::Witness]), words, vec![account(), identity(NameForm::Full)]);
    let dossier = scene.export();
    assert_eq!(dossier.body.told, [(told.person, NameForm::Full)]);
    scene.says(told.person, vec![account(), identity(NameForm::Initials)], false, 1);
    let expected = [("T-001 ¶1", Reason::IdentifiesSource), ("P-001", Reason::ScopeTooNarrow)];
    assert_eq!(scene.no_longer(&dossier), expected.map(|(of, why)| (of.to_owned(), why)));
}

#[test]
fn posts_linked_as_a_whole_with_a_testimony_ask_for_the_consent_of_whoever_gave_it() {
    let scene = Scene::set();
    let told = scene.witness(vec![account()]);
    let (set, _) = scene.import(true);
    assert_eq!(scene.reason("S-001"), None);
    scene.link(told.testimony.id, set);
    assert_eq!(scene.reason("E-001"), Some(Reason::GiverDisagrees));
    assert_eq!(scene.reason("S-001"), Some(Reason::GiverDisagrees));
}

#[test]
fn a_chat_cited_or_linked_as_a_whole_holds_its_file_back_too() {
    let scene = Scene::set();
    let text = "25/04/2020, 21:03 - Ana: Ya está la lista\n";
    let (store, actor) = (&scene.office.store, &scene.office.registrar);
    let order = chats::ChatOrder {
        file_name: Private::new("WhatsApp.txt"),
        title: Private::default(),
        source: Private::default(),
        persons: Vec::new(),
        nobody_shown: true,
        format: None,
        order: None,
        time_zone: None,
    };
    let chat = chats::import(store, actor, scene.case, order, &mut Cursor::new(text), &mut unwatched);
    let chat = chat.unwrap().set.id;
    assert_eq!(scene.reason("E-001"), None);
    let mut citing = testimony();
    citing.segments[0].evidence = vec![chat];
    scene.log(person(&[Relation::Witness]), citing, vec![account()]);
    assert_eq!(scene.reason("E-001"), Some(Reason::GiverDisagrees));
}

#[test]
fn a_copy_of_a_picture_shows_whom_the_picture_shows() {
    let scene = Scene::set();
    let refused = scene.witness(vec![]);
    let attach = |draft: EvidenceDraft| {
        let (store, actor) = (&scene.office.store, &scene.office.registrar);
        evidence::attach(store, actor, scene.case, draft, &mut b"the same bytes".as_slice()).unwrap();
    };
    attach(EvidenceDraft { persons: vec![refused.person], ..photo("a.jpg") });
    attach(reviewed("b.jpg"));
    scene.attach(reviewed("c.jpg"));
    assert_eq!(scene.reason("E-001"), Some(Reason::PersonShown));
    assert_eq!(scene.reason("E-002"), Some(Reason::PersonShown), "what was said of the copy is not enough");
    assert_eq!(scene.held("E-002").people, [refused.person]);
    assert_eq!(scene.reason("E-003"), None);
}

#[test]
fn the_reason_says_what_is_so_and_not_more() {
    let scene = Scene::set();
    let told = scene.witness(vec![account()]);
    scene.link(told.testimony.id, scene.attach(reviewed("a.jpg")));
    assert_eq!(scene.reason("E-001"), Some(Reason::GiverDisagrees), "nobody is shown in it");
    let mut words = testimony();
    let of_others = segment(Some(Identifies::No));
    let of_others = resguardo::domain::testimony::Segment { third_party_data: true, ..of_others };
    words.segments =
        vec![segment(None), segment(Some(Identifies::Indirectly)), of_others, segment(Some(Identifies::No))];
    scene.log(person(&[]), words, vec![account()]);
    for (reference, reason) in [
        ("T-002 ¶1", Reason::Unclassified),
        ("T-002 ¶2", Reason::IdentifiesSource),
        ("T-002 ¶3", Reason::OthersUndecided),
    ] {
        assert_eq!(scene.held(reference).reason, reason, "{reference}");
    }
    assert_eq!(scene.reason("T-002"), None);
}

#[test]
fn a_testimony_of_which_no_paragraph_leaves_stays() {
    let scene = Scene::set();
    let mut words = testimony();
    words.segments = vec![segment(None), segment(None)];
    scene.log(person(&[]), words, vec![account()]);
    assert_eq!(scene.reason("T-001"), Some(Reason::NoParagraph));
    let record: serde_json::Value = serde_json::from_str(&record(&scene)).unwrap();
    assert_eq!(record["testimonies"], serde_json::json!([]));
}

#[test]
fn what_lacks_is_named_with_whose_consent_it_is() {
    let scene = Scene::set();
    let narrow = scene.witness(vec![grant(ItemClass::Account, Scope::BodyConfidential)]);
    let victim = scene.log(
        person(&[Relation::Victim]),
        testimony(),
        vec![grant(ItemClass::Account, Scope::StateNamed)],
    );
    let held = scene.held("T-001");
    let needed = |least| Need::Scope { class: ItemClass::Account, least, named: false };
    assert_eq!((held.people, held.needs), (vec![narrow.person], vec![needed(Scope::StateWithheld)]));
    let held = scene.held("T-002");
    assert_eq!((held.people, held.needs), (vec![victim.person], vec![Need::Permission(Permission::Ratify)]));
    let body = scene.check().body;
    let words = needed(Scope::StateWithheld).words(body, Lang::Es);
    assert!(words.contains("S3") && words.contains("S4, S5, S6"), "{words}");
    let words = needed(Scope::StateNamed).words(body, Lang::En);
    assert!(words.contains("S4") && words.contains("S6") && !words.contains("S5"), "{words}");
    let minimum: Vec<String> =
        dossiers::minimum(body, Lang::En).into_iter().flat_map(|(_, terms)| terms).collect();
    let minimum = minimum.join("\n");
    assert!(minimum.contains("or S3") && minimum.contains("R4"), "{minimum}");
}

#[test]
fn nobody_is_called_by_the_case_s_own_reference_and_who_is_not_in_it_not_at_all() {
    let scene = Scene::set();
    let named = |scope| vec![grant(ItemClass::Account, scope), identity(NameForm::Full)];
    scene.witness(named(Scope::Internal));
    scene.witness(named(Scope::StateNamed));
    let closed: Vec<String> = scene
        .check()
        .exclusions
        .into_iter()
        .filter(|one| one.reason == Reason::IdentitiesClosed)
        .map(|one| one.reference)
        .collect();
    assert_eq!(closed, ["P-002"]);
    let record = record(&scene);
    assert!(record.contains("TS-01") && !record.contains("P-001") && !record.contains("P-002"), "{record}");
}

#[test]
fn evidence_kinds_are_held_by_the_class_that_they_fall_under() {
    let scene = Scene::set();
    let told = scene.witness(vec![account()]);
    let draft = EvidenceDraft { kind: Some(EvidenceKind::Medical), ..reviewed("a.pdf") };
    scene.link(told.testimony.id, scene.attach(draft));
    let least = Scope::StateNamed;
    assert_eq!(scene.held("E-001").needs, [Need::Scope { class: ItemClass::Health, least, named: false }]);
}

/// A PNG that says who made it.
fn signed_picture(name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 1, 1);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.add_text_chunk("Author".into(), name.into()).unwrap();
    encoder.write_header().unwrap().write_image_data(&[0]).unwrap();
    bytes
}

#[test]
fn an_original_that_tells_who_made_it_is_named_while_its_source_is_withheld() {
    use resguardo::domain::evidence::{EmbeddedKind, Provenance};
    let scene = Scene::set();
    let attach = |draft: EvidenceDraft| {
        let (store, actor) = (&scene.office.store, &scene.office.registrar);
        let bytes = signed_picture(draft.file_name.reveal());
        evidence::attach(store, actor, scene.case, draft, &mut bytes.as_slice()).unwrap().evidence
    };
    let item = attach(reviewed("a.png"));
    let embedded = &item.body.file.embedded;
    assert_eq!((embedded[0].name.as_str(), embedded[0].value.reveal()), ("Author", "a.png"));
    let open = Provenance { source_confidential: false, ..Provenance::default() };
    attach(EvidenceDraft { provenance: open, ..reviewed("b.png") });
    attach(photo("c.png"));
    let telling: Vec<_> = scene.check().telling.into_iter().map(|one| (one.reference, one.kinds)).collect();
    assert_eq!(telling, [("E-001".to_owned(), vec![EmbeddedKind::Author])]);
}
