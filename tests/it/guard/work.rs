//! What a child does: all that people do, with the canary in every field.

use super::child::{pause, say};
use crate::support::office::{CANARY, PASSWORD};
use resguardo::domain::case::CaseProfile;
use resguardo::domain::evidence::{CustodyEvent, CustodyKind, Provenance};
use resguardo::domain::link::Target;
use resguardo::domain::person::Person;
use resguardo::domain::posts::PostAddress;
use resguardo::domain::{CaseId, Private, RecordId};
use resguardo::service::chats::ChatOrder;
use resguardo::service::evidence::EvidenceDraft;
use resguardo::service::interviews::{InterviewDraft, Whom};
use resguardo::service::posts::ImportOrder;
use resguardo::service::{Actor, OnProgress, Store};
use resguardo::service::{
    cases, chats, dossiers, evidence, identities, interviews, ledger, links, people, posts,
};
use serde_json::{Value, json};
use std::io::{Cursor, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

/// A word for one field, so that it is told which one leaked.
fn word(field: &str) -> String {
    format!("{CANARY} {field}")
}

fn private(field: &str) -> Private {
    Private::new(word(field))
}

/// Every one of these fields of a document, holding its own word, beside what else it needs.
fn document<D: serde::de::DeserializeOwned>(fields: &[&str], rest: Value) -> D {
    let mut object = rest.as_object().unwrap().clone();
    object.extend(fields.iter().map(|field| ((*field).to_owned(), json!(word(field)))));
    serde_json::from_value(Value::Object(object)).unwrap()
}

struct Desk {
    store: Store,
    actor: Arc<Actor>,
}

pub fn run(work: &str, data: &Path, database: Option<&str>) {
    let store = Store::open(data, database).unwrap();
    let actor = store.sign_in_with_identities(&format!("registro {CANARY}"), PASSWORD).unwrap();
    let desk = Desk { store, actor };
    let case = || cases::list(&desk.store, &desk.actor).unwrap()[0].id;
    match work {
        "nothing" => {}
        "everything" => desk.everything(),
        "upload" => desk.upload(case()),
        "import" => desk.import(case(), &mut |_| {
            pause("import");
            ControlFlow::Continue(())
        }),
        "export-1" | "export-2" | "export-3" => {
            let step: u64 = work[7..].parse().unwrap();
            desk.export(case(), &mut |progress| {
                if progress.done == step {
                    pause("export");
                }
                ControlFlow::Continue(())
            });
        }
        "without-end" => desk.without_end(case()),
        "large" => desk.large(case()),
        other => panic!("{other}"),
    }
}

impl Desk {
    fn everything(&self) {
        self.store.add_account(&self.actor, &word("account"), PASSWORD).unwrap();
        assert!(self.store.sign_in(&word("stranger"), &word("password")).is_err());
        let profile: CaseProfile = document(&["title", "summary"], json!({"fictional": true}));
        let case = cases::open(&self.store, &self.actor, profile).unwrap();
        let facts = ["a", "b"].map(|field| (field.to_owned(), private("fact"))).into();
        cases::fill(&self.store, &self.actor, case, facts).unwrap();
        let told = self.interview(case);
        let exhibit = self.evidence(case);
        self.import(case, &mut |_| ControlFlow::Continue(()));
        self.chat(case);
        self.refused(case);
        let found = posts::search(&self.store, &self.actor, case, &word("tweet"), 10).unwrap();
        assert_eq!(found.len(), 10);
        let post = Target::Post(PostAddress { number: 1, ..found[0].address });
        for to in [post, Target::Record(exhibit)] {
            links::add(&self.store, &self.actor, case, Target::Record(told), to, private("link")).unwrap();
        }
        self.export(case, &mut |_| ControlFlow::Continue(()));
        ledger::verify(&self.store, &self.actor, case, None).unwrap();
    }

    fn interview(&self, case: CaseId) -> RecordId {
        let person: Person = document(
            &["pseudonym", "position", "note"],
            json!({"handles": [word("handle")], "relations": ["witness"]}),
        );
        let identity = document(
            &[
                "name",
                "aliases",
                "gender",
                "nationality",
                "occupation",
                "address",
                "phone",
                "email",
                "safe_contact",
            ],
            json!({}),
        );
        let draft = InterviewDraft {
            whom: Whom::New(person),
            testimony: testimony(),
            consent: Some(consent()),
            consent_read: None,
            identity: Some(identity),
        };
        let logged = interviews::log(&self.store, &self.actor, case, draft).unwrap();
        let (id, person) = (logged.testimony.id, logged.person);
        interviews::revise(&self.store, &self.actor, case, id, 1, testimony()).unwrap();
        assert!(identities::read(&self.store, &self.actor, case, person).unwrap().is_some());
        people::show(&self.store, &self.actor, case, person).unwrap();
        id
    }

    fn evidence(&self, case: CaseId) -> RecordId {
        let provenance: Provenance = document(&["source", "obtained_how", "lawful_basis", "url"], json!({}));
        let draft = EvidenceDraft {
            title: private("evidence"),
            description: private("description"),
            alt_text: private("alternative"),
            wordings: document(&[], json!({ "en": { "title": word("wording") } })),
            tags: vec![private("tag")],
            provenance,
            nobody_shown: true,
            ..EvidenceDraft::of_file(format!("{CANARY}.jpg"))
        };
        let mut picture = Cursor::new(picture());
        let attached = evidence::attach(&self.store, &self.actor, case, draft, &mut picture).unwrap();
        let id = attached.evidence.id;
        let (_, preview) = evidence::preview(&self.store, &self.actor, case, id).unwrap();
        assert!(!preview.windows(CANARY.len()).any(|at| at == CANARY.as_bytes()), "metadata in the preview");
        let (at, kind) = (self.store.now(), CustodyKind::Moved);
        let blank = CustodyEvent { evidence: id, kind, at, sha256: None, ..blank_event() };
        evidence::add_custody(&self.store, &self.actor, case, blank).unwrap();
        id
    }

    /// Files that are not taken: what is said of them must not quote them.
    fn refused(&self, case: CaseId) {
        for bad in [format!("{{\"{CANARY}\": "), format!("{CANARY}\n{CANARY}\n"), String::new()] {
            let order = order(format!("{CANARY}.json"));
            let mut from = Cursor::new(bad.into_bytes());
            let refused = posts::import(&self.store, &self.actor, case, order, &mut from, &mut |_| {
                ControlFlow::Continue(())
            });
            let error = refused.err().expect("no posts in it");
            tracing::error!(%error, debug = ?error, "as an edge would log it");
        }
    }

    fn import(&self, case: CaseId, watch: OnProgress<'_>) {
        let mut from = Cursor::new(tweets());
        let order = order(format!("{CANARY}.jsonl"));
        let done = posts::import(&self.store, &self.actor, case, order, &mut from, watch).unwrap();
        assert_eq!(done.set.body.imported, TWEETS);
    }

    /// A chat with a file, the canary in its text and in every name.
    fn chat(&self, case: CaseId) {
        let order = || ChatOrder {
            file_name: Private::new(format!("{CANARY}.zip")),
            title: private("chat"),
            source: private("exporter"),
            ..ChatOrder::default()
        };
        let mut watch = |_| ControlFlow::Continue(());
        let import = |bytes: Vec<u8>, watch: OnProgress<'_>| {
            chats::import(&self.store, &self.actor, case, order(), &mut Cursor::new(bytes), watch)
        };
        let done = import(chat(), &mut watch).unwrap();
        assert_eq!((done.set.body.counts.said, done.set.body.files.len()), (2, 1));
        let found = chats::search(&self.store, &self.actor, case, &word("said"), 10).unwrap();
        assert_eq!(found.len(), 1);
        for bad in [format!("{CANARY}\n"), format!("03/04/24, 10:00 - {CANARY}: {CANARY}\n")] {
            let error = import(bad.into_bytes(), &mut watch).err().expect("no chat, or an open date");
            tracing::error!(%error, debug = ?error, "as an edge would log it");
        }
    }

    /// Half of the bytes, a pause, and the other half.
    fn upload(&self, case: CaseId) {
        let mut from = Cursor::new(marked(3 << 20)).chain(Halt(false)).chain(Cursor::new(marked(3 << 20)));
        let draft = EvidenceDraft::of_file(format!("{CANARY}.bin"));
        evidence::attach(&self.store, &self.actor, case, draft, &mut from).unwrap();
    }

    fn export(&self, case: CaseId, watch: OnProgress<'_>) {
        let order = dossiers::ExportOrder { body: "cndh".into(), language: None, with_identities: true };
        let dossier = dossiers::export(&self.store, &self.actor, case, order, watch).unwrap();
        let (_, mut file) = dossiers::file(&self.store, &self.actor, case, dossier.id).unwrap();
        std::io::copy(&mut file, &mut std::io::sink()).unwrap();
    }

    /// Records and files, one after the other, each told once it was acknowledged.
    fn without_end(&self, case: CaseId) {
        for number in 0.. {
            let person = Person {
                pseudonym: Private::new(format!("{CANARY} {} {number}", std::process::id())),
                ..Person::default()
            };
            let added = people::add(&self.store, &self.actor, case, person).unwrap();
            say(&added.reference);
            let mut from = Cursor::new(marked(100_000 + number));
            let draft = EvidenceDraft::of_file("a.bin");
            let attached = evidence::attach(&self.store, &self.actor, case, draft, &mut from).unwrap();
            say(&attached.evidence.reference);
        }
    }

    fn large(&self, case: CaseId) {
        let before = peak();
        let mut from = Zeros(LARGE);
        let draft = EvidenceDraft::of_file("grande.bin");
        let id = evidence::attach(&self.store, &self.actor, case, draft, &mut from).unwrap().evidence.id;
        let (_, mut file) = evidence::original(&self.store, &self.actor, case, id).unwrap();
        assert_eq!(std::io::copy(&mut file, &mut std::io::sink()).unwrap(), LARGE);
        say(&format!("grew {}", peak() - before));
    }
}

pub const LARGE: u64 = 256 << 20;

struct Zeros(u64);

impl Read for Zeros {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = into.len().min(usize::try_from(self.0).unwrap_or(usize::MAX));
        into[..count].fill(7);
        self.0 -= count as u64;
        Ok(count)
    }
}

/// The most memory this process has had, in KiB (Linux counts it).
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

/// Says once that it was reached, and waits.
struct Halt(bool);

impl Read for Halt {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        if !std::mem::replace(&mut self.0, true) {
            pause("upload");
        }
        Ok(0)
    }
}

fn order(name: String) -> ImportOrder {
    ImportOrder {
        file_name: Private::new(name),
        title: private("set"),
        source: private("origin"),
        tags: vec![private("set tag")],
        persons: Vec::new(),
        nobody_shown: true,
        format: None,
        options: Default::default(),
    }
}

/// A zip as a telephone makes it.
fn chat() -> Vec<u8> {
    let text = format!(
        "13/03/24, 20:15 - {CANARY} Inés: {}\n13/03/24, 20:16 - Luis: {CANARY}.txt (archivo adjunto)\n",
        word("said")
    );
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in
        [("_chat.txt".to_owned(), text.into_bytes()), (format!("{CANARY}.txt"), marked(1000))]
    {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, &bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Enough that reading them tells how far it has come.
pub const TWEETS: u64 = 2_000;

fn tweets() -> Vec<u8> {
    let tweet = |n: u64| {
        json!({
            "id": format!("15000000000000{n:05}"),
            "author_id": "7",
            "text": format!("{} {n} #{CANARY} @{CANARY}", word("tweet")),
            "created_at": "2022-03-05T06:07:08.000Z",
            "source": word("client"),
        })
        .to_string()
            + "\n"
    };
    (1..=TWEETS).map(tweet).collect::<String>().into_bytes()
}

/// Bytes that say over and over that they must not be found.
fn marked(length: usize) -> Vec<u8> {
    format!("{CANARY} en un archivo. ").into_bytes().into_iter().cycle().take(length).collect()
}

fn blank_event() -> CustodyEvent {
    let rest = json!({"evidence": RecordId::nil(), "kind": "moved", "at": "2020-01-01T00:00:00Z"});
    document(&["from", "to", "place", "purpose", "note"], rest)
}

fn testimony() -> resguardo::domain::testimony::Testimony {
    let session: Value = document(
        &[
            "place",
            "interviewers",
            "interpreter",
            "others_present",
            "language",
            "translation_by",
            "purpose",
            "previous_accounts",
            "state_note",
        ],
        json!({"date": "2020-04-30", "rights_notice_given": true}),
    );
    let insider: Value = document(&["employer", "unit", "post"], json!({}));
    let segment: Value = document(&["text", "translation", "heard_from", "place"], json!({"basis": "saw"}));
    let closing: Value = document(&["corrections", "signed", "next_contact"], json!({}));
    document(
        &[
            "title",
            "narrative",
            "orders_received",
            "impact",
            "documents_handed",
            "documents_elsewhere",
            "other_witnesses",
            "security_assessment",
            "referrals",
            "internal_note",
        ],
        json!({"session": session, "insider": insider, "segments": [segment], "closing": closing, "finalised": true}),
    )
}

fn consent() -> resguardo::domain::consent::Consent {
    let grant = |class: &str| json!({"recipient": "cndh", "class": class, "scope": "S4", "decision": "granted", "conditions": word("condition")});
    document(
        &["title", "explained_by", "explained_language", "understanding", "place", "withdrawal_note"],
        json!({"grants": [grant("account"), grant("identity"), grant("image")]}),
    )
}

/// A JPEG whose metadata (Exif 2.32 §4.5: APP1 behind the start) has the canary as description.
fn picture() -> Vec<u8> {
    let mut jpeg = Cursor::new(Vec::new());
    let pixels = image::RgbImage::from_fn(80, 60, |x, y| image::Rgb([(x * 3) as u8, (y * 4) as u8, 99]));
    pixels.write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
    let text = format!("{}\0", word("exif"));
    let mut tiff = b"II*\0\x08\0\0\0\x01\0\x0e\x01\x02\0".to_vec();
    tiff.extend((text.len() as u32).to_le_bytes());
    tiff.extend(26u32.to_le_bytes());
    tiff.extend([0; 4]);
    tiff.extend(text.as_bytes());
    let mut segment = vec![0xff, 0xe1];
    segment.extend((8 + tiff.len() as u16).to_be_bytes());
    segment.extend(b"Exif\0\0");
    segment.extend(tiff);
    let jpeg = jpeg.into_inner();
    [&jpeg[..2], &segment, &jpeg[2..]].concat()
}
