//! What may leave: each sentence is a way in which somebody who did not agree could be shown.

use crate::support::office::Office;
use resguardo::domain::consent::{Consent, ConsentGrant, Decision, ItemClass, NameForm, Permission, Scope};
use resguardo::domain::dossier::Reason;
use resguardo::domain::evidence::{CustodyEvent, CustodyKind, EvidenceKind, Provenance};
use resguardo::domain::link::Target;
use resguardo::domain::person::{Person, Relation};
use resguardo::domain::posts::PostAddress;
use resguardo::domain::testimony::{Basis, Identifies, InsiderPosition, Segment, Session, Testimony};
use resguardo::domain::{CaseId, Lang, PartialDate, Private, RecordId};
use resguardo::service::dossiers::{self, Check};
use resguardo::service::evidence::EvidenceDraft;
use resguardo::service::interviews::{InterviewDraft, Logged, Whom};
use resguardo::service::posts::ImportOrder;
use resguardo::service::{Error, evidence, interviews, links, people, posts, unwatched};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

pub const BODY: &str = "cndh";

pub fn grant(class: ItemClass, scope: Scope) -> ConsentGrant {
    ConsentGrant {
        recipient: BODY.into(),
        class,
        scope,
        decision: Decision::Granted,
        name_form: None,
        conditions: Private::default(),
        valid_to: None,
    }
}

pub fn identity(form: NameForm) -> ConsentGrant {
    ConsentGrant { name_form: Some(form), ..grant(ItemClass::Identity, Scope::StateNamed) }
}

pub fn consent(grants: Vec<ConsentGrant>) -> Consent {
    Consent { grants, ..serde_json::from_str("{}").unwrap() }
}

pub fn segment(identifies: Option<Identifies>) -> Segment {
    let text = Private::new("Vi la orden en el grupo.");
    Segment { text, basis: Some(Basis::Saw), identifies_source: identifies, ..Segment::default() }
}

pub fn testimony() -> Testimony {
    let session =
        Session { date: PartialDate::parse("2020-04-30"), rights_notice_given: true, ..Session::default() };
    let segments = vec![segment(Some(Identifies::No))];
    Testimony { session, segments, finalised: true, ..serde_json::from_str("{}").unwrap() }
}

pub struct Scene {
    pub office: Office,
    pub case: CaseId,
}

impl Scene {
    pub fn set() -> Self {
        let office = Office::found(None);
        let case = office.case();
        Self { office, case }
    }

    pub fn log(&self, person: Person, testimony: Testimony, grants: Vec<ConsentGrant>) -> Logged {
        let consent = Some(consent(grants));
        let count = people::list(&self.office.store, &self.office.registrar, self.case).unwrap().len();
        let pseudonym = Private::new(format!("{}{count}", person.pseudonym.reveal()));
        let person = Person { pseudonym, ..person };
        let draft = InterviewDraft {
            whom: Whom::New(person),
            testimony,
            consent,
            consent_read: None,
            identity: None,
        };
        interviews::log(&self.office.store, &self.office.registrar, self.case, draft).unwrap()
    }

    pub fn witness(&self, grants: Vec<ConsentGrant>) -> Logged {
        self.log(person(&[Relation::Witness]), testimony(), grants)
    }

    pub fn attach(&self, draft: EvidenceDraft) -> RecordId {
        // Of its own for each file, and not its name.
        let bytes: String = draft.file_name.reveal().chars().rev().collect();
        let (store, actor) = (&self.office.store, &self.office.registrar);
        evidence::attach(store, actor, self.case, draft, &mut bytes.as_bytes()).unwrap().evidence.id
    }

    pub fn link(&self, from: RecordId, to: RecordId) {
        let (from, to) = (Target::Record(from), Target::Record(to));
        let note = Private::default();
        links::add(&self.office.store, &self.office.registrar, self.case, from, to, note).unwrap();
    }

    pub fn check(&self) -> Check {
        let (store, actor) = (&self.office.store, &self.office.registrar);
        dossiers::check(store, actor, self.case, BODY, Some(Lang::Es), false).unwrap()
    }

    /// Everything in the exported dossier, by its name in the bag.
    pub fn exported(&self) -> BTreeMap<String, String> {
        let order = dossiers::ExportOrder { body: BODY.into(), language: None, with_identities: false };
        let (store, actor) = (&self.office.store, &self.office.registrar);
        let dossier = dossiers::export(store, actor, self.case, order, &mut unwatched).unwrap();
        let (_, mut file) = dossiers::file(store, actor, self.case, dossier.id, false).unwrap();
        let mut bag = Vec::new();
        file.read_to_end(&mut bag).unwrap();
        let mut zip = zip::ZipArchive::new(Cursor::new(bag)).unwrap();
        let mut all = BTreeMap::new();
        for index in 0..zip.len() {
            let mut bytes = Vec::new();
            let mut file = zip.by_index(index).unwrap();
            file.read_to_end(&mut bytes).unwrap();
            // From the bag's own folder on.
            let name = file.name().unwrap().split_once('/').unwrap().1.to_owned();
            all.insert(name, String::from_utf8_lossy(&bytes).into_owned());
        }
        all
    }

    /// Why something stays out; `None` when it goes in.
    pub fn reason(&self, reference: &str) -> Option<Reason> {
        let check = self.check();
        let excluded = check.exclusions.iter().find(|one| one.reference == reference);
        let included = check.included.iter().any(|one| one.reference == reference);
        assert!(excluded.is_some() != included, "{reference} is neither in nor out");
        excluded.map(|one| one.reason)
    }
}

pub fn person(relations: &[Relation]) -> Person {
    Person { pseudonym: Private::new("Colibrí"), relations: relations.to_vec(), ..Person::default() }
}

pub fn photo(name: &str) -> EvidenceDraft {
    EvidenceDraft { kind: Some(EvidenceKind::Photo), ..EvidenceDraft::of_file(name) }
}

pub fn reviewed(name: &str) -> EvidenceDraft {
    EvidenceDraft { nobody_shown: true, ..photo(name) }
}

#[test]
fn evidence_of_which_nobody_said_who_is_shown_stays_until_somebody_does() {
    let scene = Scene::set();
    scene.attach(photo("a.jpg"));
    scene.attach(reviewed("b.jpg"));
    assert_eq!(scene.reason("E-001"), Some(Reason::NotReviewed));
    assert_eq!(scene.reason("E-002"), None);
}

#[test]
fn what_a_witness_brought_stays_when_they_agreed_only_to_their_words() {
    let scene = Scene::set();
    let account = grant(ItemClass::Account, Scope::StateWithheld);
    let image = grant(ItemClass::Image, Scope::StateWithheld);
    let silent = scene.witness(vec![account.clone()]);
    let agreed = scene.witness(vec![account.clone(), image]);
    let (linked, other) = (scene.attach(reviewed("a.jpg")), scene.attach(reviewed("b.jpg")));
    scene.link(silent.testimony.id, linked);
    scene.link(other, agreed.testimony.id);
    assert_eq!(scene.reason("E-001"), Some(Reason::GiverDisagrees));
    assert_eq!(scene.reason("E-002"), None);

    let mut citing = testimony();
    citing.segments[0].evidence = vec![other];
    scene.log(person(&[Relation::Witness]), citing, vec![account]);
    assert_eq!(scene.reason("E-002"), Some(Reason::GiverDisagrees));
}

#[test]
fn a_recording_of_a_testimony_follows_the_consent_to_the_testimony() {
    let scene = Scene::set();
    let account = grant(ItemClass::Account, Scope::StateNamed);
    let voice = grant(ItemClass::AudioVideo, Scope::StateNamed);
    let named = identity(NameForm::Full);
    let audio = |name: &str| EvidenceDraft { kind: Some(EvidenceKind::TestimonyAudio), ..reviewed(name) };
    for (number, (grants, reason)) in [
        (vec![account.clone(), voice.clone(), named.clone()], None),
        (vec![voice.clone(), named], Some(Reason::PersonShown)),
        (vec![account, voice], Some(Reason::PersonShown)),
    ]
    .into_iter()
    .enumerate()
    {
        let told = scene.witness(grants);
        let file = format!("{number}.ogg");
        scene.link(told.testimony.id, scene.attach(audio(&file)));
        assert_eq!(scene.reason(&format!("E-{:03}", number + 1)), reason, "{number}");
    }
}

#[test]
fn a_picture_stays_when_the_identity_of_whoever_is_in_it_is_withheld() {
    for (scope, form, reason) in [
        (Scope::StateNamed, NameForm::Full, None),
        (Scope::StateWithheld, NameForm::Full, Some(Reason::PersonShown)),
        (Scope::PublicAnonymous, NameForm::Full, Some(Reason::PersonShown)),
        (Scope::StateNamed, NameForm::Initials, Some(Reason::PersonShown)),
        (Scope::StateNamed, NameForm::Nothing, Some(Reason::PersonShown)),
    ] {
        let scene = Scene::set();
        let told = scene.witness(vec![grant(ItemClass::Image, scope), identity(form)]);
        scene.attach(EvidenceDraft { persons: vec![told.person], ..photo("a.jpg") });
        assert_eq!(scene.reason("E-001"), reason, "{scope:?} {form:?}");
    }
}

#[test]
fn a_victim_agreed_to_be_named_and_to_what_the_body_asks_or_stays_out() {
    let scene = Scene::set();
    let victim = |scope, permissions| {
        let told = scene.log(person(&[Relation::Victim]), testimony(), vec![]);
        let given = consent(vec![grant(ItemClass::Account, scope)]);
        let given = Consent { person: told.person, permissions, ..given };
        let (store, actor) = (&scene.office.store, &scene.office.registrar);
        interviews::consent(store, actor, scene.case, given, Some(1)).unwrap();
    };
    victim(Scope::PublicAnonymous, vec![Permission::Ratify]);
    victim(Scope::StateNamed, vec![Permission::Ratify]);
    victim(Scope::StateNamed, vec![]);
    assert_eq!(scene.reason("T-001"), Some(Reason::ScopeTooNarrow));
    assert_eq!(scene.reason("T-002"), None);
    assert_eq!(scene.reason("T-003"), Some(Reason::MissingPermission), "the CNDH asks to ratify");
}

#[test]
fn posts_leave_only_with_the_file_that_they_were_read_from() {
    let scene = Scene::set();
    let told = scene.witness(vec![]);
    let import = |id: u64, persons: Vec<RecordId>| {
        let post = format!("{{\"id\":\"150000000000000000{id}\",\"author_id\":\"7\",\"text\":\"ataque\"}}\n");
        let order = ImportOrder {
            file_name: Private::new("tweets.jsonl"),
            title: Private::default(),
            source: Private::default(),
            tags: Vec::new(),
            nobody_shown: persons.is_empty(),
            persons,
            format: None,
            options: Default::default(),
        };
        let (store, actor) = (&scene.office.store, &scene.office.registrar);
        posts::import(store, actor, scene.case, order, &mut Cursor::new(post), &mut unwatched).unwrap();
    };
    import(1, vec![]);
    import(2, vec![told.person]);
    assert_eq!((scene.reason("E-001"), scene.reason("S-001")), (None, None));
    assert_eq!(scene.reason("E-002"), Some(Reason::PersonShown));
    assert_eq!(scene.reason("S-002"), Some(Reason::PersonShown));
}

#[test]
fn an_official_who_told_the_case_something_is_not_printed_as_responsible() {
    let scene = Scene::set();
    let official = |name: &str, relations: &[Relation]| Person {
        pseudonym: Private::new(name),
        public_official: true,
        ..person(relations)
    };
    let insider = official("Insider", &[Relation::Official]);
    scene.log(insider, testimony(), vec![grant(ItemClass::Account, Scope::StateWithheld)]);
    for (name, relations) in [
        ("Titular", &[Relation::Official][..]),
        ("Mando", &[Relation::Perpetrator, Relation::Colleague]),
        ("Obligada", &[Relation::Official, Relation::ParticipantOrdered]),
    ] {
        people::add(&scene.office.store, &scene.office.registrar, scene.case, official(name, relations))
            .unwrap();
    }
    let check = scene.check();
    let field = check.fields.into_iter().find(|field| field.id == "officials").unwrap();
    assert_eq!(field.value.unwrap().reveal(), "Titular; Mando");
}

#[test]
fn who_chose_initials_is_not_told_by_what_they_said() {
    let scene = Scene::set();
    let mut told = testimony();
    told.segments = vec![segment(Some(Identifies::Directly)), segment(None), segment(Some(Identifies::No))];
    told.insider = InsiderPosition { employer: Private::new("Agencia"), ..InsiderPosition::default() };
    let account = grant(ItemClass::Account, Scope::StateNamed);
    scene.log(person(&[]), told.clone(), vec![account.clone(), identity(NameForm::Initials)]);
    scene.log(person(&[]), told.clone(), vec![account.clone(), identity(NameForm::Full)]);
    // Two forms for one body: the one that tells less.
    let both = vec![account, identity(NameForm::Full), identity(NameForm::Initials)];
    scene.log(person(&[]), told, both);
    let check = scene.check();
    let identify = |why| matches!(why, Reason::IdentifiesSource | Reason::Unclassified);
    let out = check.exclusions.iter().filter(|one| identify(one.reason));
    let out: Vec<&str> = out.map(|one| one.reference.as_str()).collect();
    assert_eq!(out, ["T-001 ¶1", "T-001 ¶2", "T-003 ¶1", "T-003 ¶2"]);
}

#[test]
fn a_withdrawn_consent_is_not_overwritten_by_who_did_not_read_it() {
    let scene = Scene::set();
    let (store, actor) = (&scene.office.store, &scene.office.registrar);
    let told = scene.witness(vec![grant(ItemClass::Account, Scope::StateWithheld)]);
    let granted = || consent(vec![grant(ItemClass::Account, Scope::StateWithheld)]);
    let say = |given: Consent, read| {
        let given = Consent { person: told.person, ..given };
        interviews::consent(store, actor, scene.case, given, read)
    };
    let withdrawn = Consent { withdrawn_on: PartialDate::parse("2020-05"), ..granted() };
    say(withdrawn, Some(1)).unwrap();
    assert_eq!(scene.reason("T-001"), Some(Reason::Withdrawn));
    assert!(matches!(say(granted(), Some(1)), Err(Error::Conflict)));
    assert!(matches!(say(granted(), None), Err(Error::Conflict)));

    let again = |consent_read| {
        let (whom, consent) = (Whom::Known(told.person), Some(granted()));
        let draft = InterviewDraft { whom, testimony: testimony(), consent, consent_read, identity: None };
        interviews::log(store, actor, scene.case, draft)
    };
    let Err(Error::Invalid(problems)) = again(None) else { panic!("a second interview took its place") };
    assert_eq!((problems[0].field.as_str(), problems[0].key), ("consent", "consent-exists"));
    assert_eq!(scene.reason("T-001"), Some(Reason::Withdrawn));
    again(Some(2)).unwrap();
    assert_eq!(scene.reason("T-001"), None);
}

#[test]
fn posts_that_something_is_linked_with_come_first_and_each_says_where_it_stood() {
    let scene = Scene::set();
    let post = |n: u64| {
        format!("{{\"id\":\"150000000000000000{n}\",\"author_id\":\"7\",\"text\":\"ataque {n}\"}}\n")
    };
    let file = format!("{}\n{}[]\n{}{}", post(1), post(2), post(3), post(4));
    let order = ImportOrder {
        file_name: Private::new("tweets.jsonl"),
        title: Private::default(),
        tags: Vec::new(),
        source: Private::default(),
        persons: Vec::new(),
        nobody_shown: true,
        format: None,
        options: Default::default(),
    };
    let (store, actor) = (&scene.office.store, &scene.office.registrar);
    let set =
        posts::import(store, actor, scene.case, order, &mut Cursor::new(file), &mut unwatched).unwrap().set;
    let (shown, hidden) = (scene.attach(reviewed("a.jpg")), scene.attach(photo("b.jpg")));
    let link = |from: RecordId, number: u64| {
        let post = Target::Post(PostAddress { set: set.id, number });
        links::add(store, actor, scene.case, Target::Record(from), post, Private::default()).unwrap();
    };
    link(shown, 4);
    link(hidden, 3);
    link(shown, 2);
    let exported = scene.exported();
    let record = exported.iter().find(|(name, _)| name.ends_with("dossier.json")).unwrap().1;
    let record: serde_json::Value = serde_json::from_str(record).unwrap();
    let posts = record["posts"]["rows"].as_array().unwrap();
    let cell = |row: &serde_json::Value, name: &str| row[name].as_str().unwrap().to_owned();
    let rows: Vec<(String, String, String)> =
        posts.iter().map(|row| (cell(row, "id"), cell(row, "source"), cell(row, "place"))).collect();
    let row =
        |n: u64, line: u64| (format!("150000000000000000{n}"), "E-001".to_owned(), format!("line {line}"));
    // A link to what stays out moves nothing: it would show that there is something.
    assert_eq!(rows, [row(2, 3), row(4, 6), row(1, 1), row(3, 5)]);
}

#[test]
fn what_custody_notes_say_leaves_and_from_whom_and_where_stays() {
    let scene = Scene::set();
    let item = scene.attach(reviewed("a.jpg"));
    let step = CustodyEvent {
        evidence: item,
        kind: CustodyKind::Transferred,
        at: scene.office.store.now(),
        from: Private::new("Rosaura Pérez"),
        to: Private::new("Laboratorio Secreto"),
        place: Private::new("Calle Reservada 7"),
        purpose: Private::new("Peritaje de imagen"),
        sha256: None,
        note: Private::new("Sobre sellado, folio 12"),
    };
    evidence::add_custody(&scene.office.store, &scene.office.registrar, scene.case, step).unwrap();
    let exported = scene.exported();
    let record = exported.iter().find(|(name, _)| name.ends_with("dossier.json")).unwrap().1;
    assert!(record.contains("Peritaje de imagen") && record.contains("Sobre sellado, folio 12"));
    let all: String = exported.into_values().collect();
    for stays in ["Rosaura", "Laboratorio Secreto", "Calle Reservada"] {
        assert!(!all.contains(stays), "{stays} left");
    }
}

#[test]
fn the_name_of_a_file_stays_where_it_could_tell_of_whom_it_is() {
    let scene = Scene::set();
    let open = Provenance { source_confidential: false, ..Provenance::default() };
    scene.attach(reviewed("Rosaura Pérez.jpg"));
    scene.attach(EvidenceDraft { provenance: open, ..reviewed("portada.jpg") });
    let all: String = scene.exported().into_values().collect();
    assert!(all.contains("E-002/portada.jpg") && all.contains("E-001/E-001.jpg"));
    assert!(!all.contains("Rosaura"));
}

#[test]
fn corrections_leave_only_with_every_paragraph_that_they_may_speak_of() {
    let scene = Scene::set();
    let mut whole = testimony();
    whole.closing.corrections = Private::new("Donde dice lunes debe decir martes.");
    let mut cut = whole.clone();
    cut.closing.corrections = Private::new("La reunión fue en casa de mi hermana.");
    cut.segments.push(segment(Some(Identifies::Directly)));
    let account = || vec![grant(ItemClass::Account, Scope::StateWithheld)];
    scene.log(person(&[]), whole, account());
    scene.log(person(&[]), cut, account());
    let out: Vec<String> = scene.check().exclusions.into_iter().map(|one| one.reference).collect();
    assert_eq!(out, ["T-002 ¶2"]);
    let all: String = scene.exported().into_values().collect();
    assert!(all.contains("debe decir martes"), "nothing was held back, so the corrections go");
    assert!(!all.contains("casa de mi hermana"), "a correction can tell what the paragraph did");
}

#[test]
fn what_is_said_of_others_stays_until_somebody_decides_how_far_it_goes() {
    use resguardo::domain::testimony::Confidentiality;
    let scene = Scene::set();
    let mut told = testimony();
    let of_others = Segment { third_party_data: true, ..segment(Some(Identifies::No)) };
    let decided = Segment { confidentiality: Some(Confidentiality::Body), ..of_others.clone() };
    told.segments = vec![of_others, decided];
    scene.log(person(&[]), told, vec![grant(ItemClass::Account, Scope::StateWithheld)]);
    let out: Vec<String> = scene.check().exclusions.into_iter().map(|one| one.reference).collect();
    assert_eq!(out, ["T-001 ¶1"]);
}
