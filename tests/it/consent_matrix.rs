//! What leaves under which consent, as a table that people review:
//! `tests/expected/consent-matrix.txt`. After a change that is meant, `RESGUARDO_RENEW_EXPECTED=1`
//! writes it anew.

use crate::support::office::Office;
use crate::support::tree::root;
use resguardo::domain::consent::{Consent, ConsentGrant, Decision, ItemClass, NameForm, Permission, Scope};
use resguardo::domain::dossier::Reason;
use resguardo::domain::evidence::EvidenceKind;
use resguardo::domain::link::Target;
use resguardo::domain::person::{Person, Relation};
use resguardo::domain::testimony::{Basis, Identifies, Segment, Session, Testimony};
use resguardo::domain::{CaseId, Choice, PartialDate, Private, RecordId};
use resguardo::service::dossiers::{self, Check};
use resguardo::service::evidence::EvidenceDraft;
use resguardo::service::interviews::{InterviewDraft, Logged, Whom};
use resguardo::service::{evidence, interviews, links, people};

/// What somebody consented to: the columns.
#[derive(Clone, Copy)]
enum Given {
    Nothing,
    Withdrawn,
    Refused,
    Everything(Scope),
}

const HEAD: &str = "\
What leaves, by body, by who the person is, by item and by what they consented to.
The consent covers every class of item alike, the full name included; victims also agreed to ratify.
`told` items were handed over by the person, and show nobody; `shown` ones show them.
Of the identity, `in` means that the name goes when identities are opened for the export.
Contact data is of no item: none of it leaves, whatever the consent.
";

fn columns() -> Vec<(String, Given)> {
    let scopes = Scope::ALL.iter().map(|scope| (scope.code().to_owned(), Given::Everything(*scope)));
    let others = [("none", Given::Nothing), ("withdrawn", Given::Withdrawn), ("refused", Given::Refused)];
    others.map(|(name, given)| (name.to_owned(), given)).into_iter().chain(scopes).collect()
}

fn consent(body: &str, given: Given) -> Option<Consent> {
    let (scope, decision) = match given {
        Given::Nothing => return None,
        Given::Withdrawn => (Scope::PublicNamed, Decision::Granted),
        Given::Refused => (Scope::PublicNamed, Decision::Refused),
        Given::Everything(scope) => (scope, Decision::Granted),
    };
    let grant = |class: &ItemClass| ConsentGrant {
        recipient: body.into(),
        class: *class,
        scope,
        decision,
        name_form: Some(NameForm::Full),
        conditions: Private::default(),
        valid_to: None,
    };
    let mut consent: Consent = serde_json::from_str("{}").unwrap();
    consent.grants = ItemClass::ALL.iter().map(grant).collect();
    consent.permissions = vec![Permission::Ratify];
    consent.withdrawn_on = matches!(given, Given::Withdrawn).then(|| PartialDate::parse("2020-05").unwrap());
    Some(consent)
}

/// The kinds that stand for the classes that items fall under.
const KINDS: [(&str, EvidenceKind); 5] = [
    ("recording of the testimony", EvidenceKind::TestimonyAudio),
    ("audio or video", EvidenceKind::Video),
    ("image", EvidenceKind::Photo),
    ("document", EvidenceKind::OfficialDocument),
    ("health", EvidenceKind::Medical),
];

struct Stage {
    office: Office,
    case: CaseId,
}

/// A person with everything of theirs, by what each row of the table is about.
struct Cast {
    rows: Vec<(String, String)>,
}

impl Stage {
    fn log(&self, name: &str, relation: Relation, consent: Option<Consent>) -> Logged {
        let person = Person { pseudonym: Private::new(name), relations: vec![relation], ..Person::default() };
        let mut testimony: Testimony = serde_json::from_str("{}").unwrap();
        let text = Private::new("Vi la orden.");
        let (basis, identifies_source) = (Some(Basis::Saw), Some(Identifies::No));
        testimony.segments = vec![Segment { text, basis, identifies_source, ..Segment::default() }];
        let date = PartialDate::parse("2020-04-30");
        testimony.session = Session { date, rights_notice_given: true, ..Session::default() };
        testimony.finalised = true;
        let whom = Whom::New(person);
        let draft = InterviewDraft { whom, testimony, consent, consent_read: None, identity: None };
        interviews::log(&self.office.store, &self.office.registrar, self.case, draft).unwrap()
    }

    fn attach(&self, name: &str, kind: EvidenceKind, shown: Option<RecordId>) -> (RecordId, String) {
        let (persons, nobody_shown) = (Vec::from_iter(shown), shown.is_none());
        let draft = EvidenceDraft { kind: Some(kind), persons, nobody_shown, ..EvidenceDraft::of_file(name) };
        let (store, actor) = (&self.office.store, &self.office.registrar);
        let attached = evidence::attach(store, actor, self.case, draft, &mut name.as_bytes()).unwrap();
        (attached.evidence.id, attached.evidence.reference)
    }

    fn person(&self, name: &str, relation: Relation, consent: Option<Consent>) -> Cast {
        let (store, actor) = (&self.office.store, &self.office.registrar);
        let logged = self.log(name, relation, consent);
        let known = people::list(store, actor, self.case).unwrap();
        let person = known.iter().find(|person| person.id == logged.person).unwrap();
        let mut rows = vec![
            ("testimony".to_owned(), logged.testimony.reference.clone()),
            ("identity".to_owned(), person.reference.clone()),
        ];
        for (kind_name, kind) in KINDS {
            let (told, reference) = self.attach(&format!("{name} {kind_name} told"), kind, None);
            let (from, to) = (Target::Record(logged.testimony.id), Target::Record(told));
            links::add(store, actor, self.case, from, to, Private::default()).unwrap();
            rows.push((format!("{kind_name}, told"), reference));
            let (_, shown) = self.attach(&format!("{name} {kind_name} shown"), kind, Some(logged.person));
            rows.push((format!("{kind_name}, shown"), shown));
        }
        Cast { rows }
    }
}

/// `in`, or the reason why not.
fn outcome(check: &Check, row: &str, reference: &str) -> String {
    let excluded = check.exclusions.iter().find(|one| one.reference == reference);
    let included = check.included.iter().any(|item| item.reference == reference);
    match (row, excluded.map(|one| one.reason), included) {
        // Names are told apart: one that may go is closed here, one that may not is not mentioned.
        ("identity", Some(Reason::IdentitiesClosed), false) => "in".into(),
        ("identity", None, false) => "stays".into(),
        (_, None, true) => "in".into(),
        (_, Some(reason), false) => reason.code().into(),
        _ => panic!("{row} {reference} is neither in nor out"),
    }
}

fn table(body: &str) -> String {
    let office = Office::found(None);
    let stage = Stage { case: office.case(), office };
    let roles = [("victim", Relation::Victim), ("witness", Relation::Witness)];
    let (mut casts, columns) = (Vec::new(), columns());
    for (role, relation) in roles {
        for (column, given) in &columns {
            let name = format!("{role} {column}");
            casts.push((role, stage.person(&name, relation, consent(body, *given))));
        }
    }
    let (store, actor) = (&stage.office.store, &stage.office.registrar);
    let check = dossiers::check(store, actor, stage.case, body, None, false).unwrap();
    let widths = 17;
    let heads: String = columns.iter().map(|(name, _)| format!("{name:<widths$}")).collect();
    let mut lines = vec![format!("\n{body}\n{:42}{heads}", "")];
    for (role, _) in roles {
        let theirs: Vec<&Cast> = casts.iter().filter(|(of, _)| *of == role).map(|(_, cast)| cast).collect();
        for row in 0..theirs[0].rows.len() {
            let name = &theirs[0].rows[row].0;
            let cell = |cast: &&Cast| format!("{:<widths$}", outcome(&check, name, &cast.rows[row].1));
            let cells: String = theirs.iter().map(cell).collect();
            lines.push(format!("{:42}{cells}", format!("{role}: {name}")));
        }
    }
    lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
}

#[test]
fn what_leaves_under_which_consent_is_what_was_reviewed() {
    let tables: String = dossiers::bodies().iter().map(|body| table(&body.code)).collect();
    assert!(tables.lines().count() > 2 * 24, "every body and item is walked");
    let path = root().join("tests/expected/consent-matrix.txt");
    let matrix = format!("{HEAD}{tables}");
    if std::env::var_os("RESGUARDO_RENEW_EXPECTED").is_some() {
        std::fs::write(&path, &matrix).unwrap();
    }
    let reviewed = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(matrix, reviewed, "a change of what leaves needs a change of {}", path.display());
}
