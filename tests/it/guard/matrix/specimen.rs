//! A store with one of everything that can be changed, stopped, and copied as often as needed.

use super::super::scene::{Scene, testimony};
use super::super::vandal::Vandal;
use crate::support::office::{CANARY, Office, PASSWORD, terms};
use resguardo::crypto::session::SessionToken;
use resguardo::domain::account::Role;
use resguardo::domain::{AccountId, CaseId, RecordId};
use resguardo::service::{interviews, members};
use std::fs::{self, DirBuilder, Permissions};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

pub struct Filed {
    pub case: CaseId,
    /// Revised once.
    pub testimony: RecordId,
    pub sibling: RecordId,
    pub identity: RecordId,
    pub file: RecordId,
    /// Where the sealed files lie, from the data directory.
    pub blob: PathBuf,
    pub other_blob: PathBuf,
}

pub struct Specimen {
    snapshot: TempDir,
    pub one: Filed,
    pub other: Filed,
    pub una: AccountId,
    pub otra: AccountId,
    pub organisation: [u8; 16],
    /// Cookies of whoever leads, of `una` and `otra`, and of a session that `una` ended.
    pub lead: String,
    pub session: String,
    pub other_session: String,
    pub ended: String,
    /// What ids are called in the table: they are drawn anew each time.
    pub names: Vec<(String, &'static str)>,
}

/// A data directory of its own.
pub struct Copy(TempDir);

impl Copy {
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn vandal(&self) -> Vandal {
        Vandal::in_directory(self.path())
    }
}

fn copy_all(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            DirBuilder::new().mode(0o700).create(&target).unwrap();
            copy_all(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn file(scene: &Scene<'_>) -> Filed {
    let person = scene.person("Colibrí");
    let (told, sibling) = (scene.testimony(person, "uno"), scene.testimony(person, "dos"));
    interviews::revise(scene.store(), scene.lead(), scene.case, told, 1, testimony("corregido")).unwrap();
    let identity = scene.identity(person, "Ana Pérez");
    let (file, other) = (scene.file("a.txt", b"uno"), scene.file("b.txt", b"dos"));
    let [blob, other_blob] =
        [file, other].map(|id| scene.path_of(id).strip_prefix(scene.office.data()).unwrap().to_path_buf());
    Filed { case: scene.case, testimony: told, sibling, identity, file, blob, other_blob }
}

impl Specimen {
    pub fn make() -> Self {
        let office = Office::found(None);
        let mut scene = Scene::of(&office);
        let una = office.member(scene.case, "una", Role::Reader).account;
        let in_case = scene.in_case();
        let whose = scene.vandal.bytes(una.bytes());
        let theirs = format!("SELECT * FROM grants WHERE {in_case} AND account_id = {whose}");
        scene.vandal.run_copy("old_grants", &theirs);
        let share = |case, account, role| {
            members::grant(&office.store, &office.registrar, case, account, terms(role)).unwrap();
        };
        share(scene.case, una, Role::Lawyer);
        let otra = office.member(scene.case, "otra", Role::Lawyer).account;
        let sessions = Sessions::open(&office, &mut scene);
        scene.vandal.run_copy("old_scopes", "SELECT * FROM scopes");
        let one = file(&scene);
        scene.case = office.case();
        share(scene.case, una, Role::Lawyer);
        let other = file(&scene);
        let names = vec![
            (una.to_string(), "una"),
            (otra.to_string(), "otra"),
            (one.testimony.to_string(), "T-001"),
            (one.sibling.to_string(), "T-002"),
            (one.identity.to_string(), "I-001"),
            (one.file.to_string(), "E-001"),
        ];
        let organisation = *office.registrar.organisation.bytes();
        let snapshot = tempfile::tempdir().unwrap();
        copy_all(&office.data(), snapshot.path());
        let Sessions { lead, session, other_session, ended } = sessions;
        Self { snapshot, one, other, una, otra, organisation, lead, session, other_session, ended, names }
    }

    pub fn copy(&self) -> Copy {
        let private = Permissions::from_mode(0o700);
        let copy = Copy(tempfile::Builder::new().permissions(private).tempdir().unwrap());
        copy_all(self.snapshot.path(), copy.path());
        copy
    }
}

struct Sessions {
    lead: String,
    session: String,
    other_session: String,
    ended: String,
}

impl Sessions {
    fn open(office: &Office, scene: &mut Scene<'_>) -> Self {
        let open = |name: &str| office.store.open_session(name, PASSWORD).unwrap();
        let cookie = |session: &SessionToken| session.to_cookie().to_string();
        let ended = open("una");
        scene.vandal.run_copy("old_sessions", "SELECT * FROM sessions");
        office.store.close_session(&ended).unwrap();
        let (lead, session, other) = (open(&format!("registro {CANARY}")), open("una"), open("otra"));
        for session in [&session, &other] {
            office.store.step_up(session, PASSWORD, scene.case).unwrap();
        }
        let (lead, ended) = (cookie(&lead), cookie(&ended));
        Self { lead, session: cookie(&session), other_session: cookie(&other), ended }
    }
}
