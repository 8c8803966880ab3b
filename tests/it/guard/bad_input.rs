//! What the services are given that they do not expect, and machines that do not play along: a
//! clear error, and nothing left behind.

use super::child::Worker;
use super::scene::Scene;
use crate::support::office::{CANARY, Office, PASSWORD, on_each_database};
use resguardo::domain::case::CaseProfile;
use resguardo::domain::evidence::EvidenceKind;
use resguardo::domain::{Private, Problem};
use resguardo::service::evidence::EvidenceDraft;
use resguardo::service::posts::{ImportOrder, Imported};
use resguardo::service::{Error, Store, cases, dossiers, evidence, posts, unwatched};
use std::fs::{self, Permissions};
use std::io::{Cursor, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

fn files_below(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}

/// Sealed files in the store.
fn blobs(office: &Office) -> usize {
    files_below(&office.data().join("blobs")).len()
}

fn import(scene: &Scene<'_>, bytes: Vec<u8>) -> Result<Imported, Error> {
    let order = ImportOrder {
        file_name: Private::new("a.jsonl"),
        title: Private::default(),
        source: Private::default(),
        tags: Vec::new(),
        persons: Vec::new(),
        nobody_shown: true,
        format: None,
        options: Default::default(),
    };
    let mut from = Cursor::new(bytes);
    posts::import(scene.store(), scene.lead(), scene.case, order, &mut from, &mut unwatched)
}

#[track_caller]
fn assert_invalid<T>(result: Result<T, Error>, field: &str, key: &str) {
    match result {
        Err(Error::Invalid(problems)) => {
            let named = |problem: &Problem| (problem.field.clone(), problem.key.to_owned());
            let named: Vec<_> = problems.iter().map(named).collect();
            assert!(named.contains(&(field.into(), key.into())), "{named:?}");
        }
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it was taken"),
    }
}

fn tweet(id: u64, words: &str) -> String {
    format!(
        "{{\"id\":\"{id}\",\"author_id\":\"7\",\"text\":\"{words}\",\"created_at\":\"2022-03-05T06:07:08.000Z\"}}\n"
    )
}

#[test]
fn an_empty_file_is_refused_as_evidence_and_as_posts() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        let draft = EvidenceDraft::of_file("nada.txt");
        let attached =
            evidence::attach(scene.store(), scene.lead(), scene.case, draft, &mut std::io::empty());
        assert_invalid(attached, "file", "file-empty");
        assert_invalid(import(&scene, Vec::new()), "file", "file-empty");
        assert_eq!(blobs(office), 0);
    });
}

#[test]
fn a_line_too_long_is_rejected_and_named_and_the_others_are_taken() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        let long = tweet(2, &"x".repeat(11 << 20));
        let bytes = [tweet(1, "uno"), long.clone(), tweet(3, "tres")].concat().into_bytes();
        let imported = import(&scene, bytes).unwrap();
        let set = imported.set.body;
        assert_eq!((set.imported, set.rejected, imported.rejects.len()), (2, 1, 1));
        assert_eq!(imported.rejects[0].place.number, 2);
        let kept = blobs(office);
        assert!(import(&scene, [tweet(9, "x").replace("text", "t"), long].concat().into_bytes()).is_err());
        assert_eq!(blobs(office), kept);
        scene.assert_clean();
    });
}

#[test]
fn files_that_hold_no_post_are_refused_and_leave_nothing() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        for bad in [
            b"\0\0\0\0".to_vec(),
            b"PK\x03\x04rest of a zip".to_vec(),
            b"{\"id\":".to_vec(),
            b"palabras y nada".to_vec(),
            [0xff, 0xfe, 0x41, 0xd8].repeat(50),
        ] {
            match import(&scene, bad.clone()) {
                Err(Error::Invalid(problems)) => assert_eq!(problems[0].field, "file"),
                Err(other) => panic!("{bad:?}: {other}"),
                Ok(_) => panic!("{bad:?} was taken"),
            }
        }
        assert_eq!(blobs(office), 0);
        assert!(posts::sets(scene.store(), scene.lead(), scene.case).unwrap().is_empty());
    });
}

#[test]
fn a_file_without_a_name_is_refused_and_one_with_a_title_is_taken() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        let attach = |draft: EvidenceDraft| {
            evidence::attach(scene.store(), scene.lead(), scene.case, draft, &mut b"uno".as_slice())
        };
        assert_invalid(attach(EvidenceDraft::of_file("")), "title", "blank");
        assert_invalid(attach(EvidenceDraft::of_file("a".repeat(4096))), "title", "too-long");
        assert_eq!(blobs(office), 0);
        attach(EvidenceDraft { title: Private::new("Carta"), ..EvidenceDraft::of_file("") }).unwrap();
        assert_eq!(blobs(office), 1);
    });
}

#[test]
fn names_that_mean_harm_are_kept_as_they_are_and_leave_as_harmless_ones() {
    let names = ["../../etc/passwd", "a\0b.txt", "\u{202e}gpj.exe", "/abs", "CON", "..", " ", "a\nb\r\nc: d"];
    let office = Office::found(None);
    let scene = Scene::of(&office);
    for name in names {
        let draft = EvidenceDraft {
            title: Private::new("Anexo"),
            kind: Some(EvidenceKind::Other),
            ..EvidenceDraft::of_file(name)
        };
        let mut bytes = name.as_bytes();
        evidence::attach(scene.store(), scene.lead(), scene.case, draft, &mut bytes).unwrap();
    }
    let listed = evidence::list(scene.store(), scene.lead(), scene.case).unwrap();
    let kept: Vec<&str> = listed.iter().map(|item| item.body.file.name.reveal()).collect();
    assert_eq!(kept, names);
    let order = dossiers::ExportOrder { body: "cndh".into(), language: None, with_identities: false };
    let made = dossiers::export(scene.store(), scene.lead(), scene.case, order, &mut unwatched).unwrap();
    let (_, mut file) = dossiers::file(scene.store(), scene.lead(), scene.case, made.id, false).unwrap();
    let mut bag = Vec::new();
    file.read_to_end(&mut bag).unwrap();
    let zip = zip::ZipArchive::new(Cursor::new(bag)).unwrap();
    let harmless = |part: &str| {
        !matches!(part, "" | "." | "..")
            && part.chars().all(|c| c.is_ascii_graphic() && !"\\:*?\"<>|".contains(c))
    };
    for name in zip.file_names() {
        let name = name.unwrap();
        assert!(name.split('/').all(harmless), "{name:?}");
    }
    assert!(zip.len() > 5);
}

#[test]
fn a_store_of_a_newer_version_is_refused_and_left_alone() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let format = scene.vandal.bytes([200]);
        scene.vandal.run(&format!("UPDATE meta SET value = {format} WHERE key = 'format'"));
        let opened = Store::open(&office.data(), office.database());
        assert!(matches!(opened.err(), Some(Error::NewerFormat(200))));
        let format = scene.vandal.bytes([1]);
        scene.vandal.run(&format!("UPDATE meta SET value = {format} WHERE key = 'format'"));
        scene.assert_clean();
    });
}

#[test]
fn a_damaged_node_secret_is_told() {
    let office = Office::found(None);
    fs::write(office.data().join("node.secret"), b"short").unwrap();
    let refused = Store::open(&office.data(), None).err().unwrap();
    assert!(matches!(&refused, Error::Unsupported(why) if why.contains("node.secret")), "{refused}");
}

#[test]
fn a_data_directory_that_others_may_enter_is_refused() {
    let office = Office::found(None);
    for mode in [0o750, 0o701, 0o777] {
        fs::set_permissions(office.data(), Permissions::from_mode(mode)).unwrap();
        let refused = Store::open(&office.data(), None).err().unwrap();
        assert!(matches!(&refused, Error::Unsupported(why) if why.contains("chmod 700")), "{refused}");
    }
    fs::set_permissions(office.data(), Permissions::from_mode(0o700)).unwrap();
    office.another_node();
    let reachable = |path: &PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o077 != 0;
    let sealed: Vec<_> = files_below(&office.data().join("pins")).into_iter().filter(reachable).collect();
    assert_eq!(sealed, Vec::<PathBuf>::new());
}

#[test]
fn a_database_that_is_none_is_told_and_left_alone() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("resguardo.sqlite");
    fs::set_permissions(directory.path(), Permissions::from_mode(0o700)).unwrap();
    fs::write(&file, "this is no database, but somebody's letter".repeat(100)).unwrap();
    let before = fs::read(&file).unwrap();
    let refused = Store::open(directory.path(), None).err().unwrap();
    assert!(refused.to_string().contains("not a database"), "{refused}");
    assert_eq!(fs::read(&file).unwrap(), before);
}

/// A small file system in memory, for as long as the test runs.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    /// `None` where this user may not mount.
    fn of(size: &str) -> Option<Self> {
        let directory = tempfile::tempdir().unwrap();
        let options = format!("size={size},mode=0700");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &options, "none"])
            .arg(directory.path())
            .output()
            .is_ok_and(|done| done.status.success());
        if !mounted {
            eprintln!("not run: this user may not mount a small file system");
        }
        mounted.then_some(Self(directory))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // What stays mounted in spite of this is empty and small.
        let _ = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}

#[test]
fn a_full_disk_is_told_and_what_was_there_stays() {
    let Some(disk) = SmallDisk::of("6m") else { return };
    let store = Store::open(disk.path(), None).unwrap();
    store.found("Oficina", "registro", PASSWORD).unwrap();
    let lead = store.sign_in("registro", PASSWORD).unwrap();
    let profile = CaseProfile {
        title: Private::new("Caso"),
        time_zone: "UTC".into(),
        ..serde_json::from_str("{\"title\":\"\"}").unwrap()
    };
    let case = cases::open(&store, &lead, profile).unwrap();
    let attach = |length: usize| {
        let mut from = Cursor::new(vec![5; length]);
        evidence::attach(&store, &lead, case, EvidenceDraft::of_file("a.bin"), &mut from)
    };
    attach(100_000).unwrap();
    assert!(matches!(attach(20 << 20).err(), Some(Error::DiskFull)));
    let posts = (1..60_000).map(|n| tweet(n, CANARY)).collect::<String>();
    let order = ImportOrder {
        file_name: Private::new("a.jsonl"),
        title: Private::default(),
        source: Private::default(),
        tags: Vec::new(),
        persons: Vec::new(),
        nobody_shown: true,
        format: None,
        options: Default::default(),
    };
    let imported = posts::import(&store, &lead, case, order, &mut posts.as_bytes(), &mut unwatched);
    assert!(matches!(imported.err(), Some(Error::DiskFull)));
    assert_eq!(files_below(&disk.path().join("blobs")).len(), 1, "nothing half-written stays");
    // The last byte of the disk: now not even a record finds room.
    let filler = disk.path().join("filler");
    let _ = std::io::copy(&mut std::io::repeat(1).take(20 << 20), &mut fs::File::create(&filler).unwrap());
    let mut told = None;
    for number in 0..200 {
        let person = resguardo::domain::person::Person {
            pseudonym: Private::new(format!("persona {number}")),
            note: Private::new("x".repeat(20_000)),
            ..Default::default()
        };
        told = resguardo::service::people::add(&store, &lead, case, person).err();
        if told.is_some() {
            break;
        }
    }
    assert!(matches!(told, Some(Error::DiskFull)), "{told:?}");
    fs::remove_file(filler).unwrap();
    let checked = resguardo::service::ledger::verify(&store, &lead, case, None).unwrap();
    assert_eq!(checked.findings, []);
    attach(100_000).unwrap();
}

#[test]
fn a_directory_that_cannot_be_written_is_told() {
    let Some(disk) = SmallDisk::of("6m") else { return };
    let store = Store::open(disk.path(), None).unwrap();
    store.found("Oficina", "registro", PASSWORD).unwrap();
    drop(store);
    let remounted = Command::new("mount").args(["-o", "remount,ro"]).arg(disk.path()).status().unwrap();
    assert!(remounted.success());
    let refused = Store::open(disk.path(), None).err();
    assert!(matches!(refused, Some(Error::ReadOnly)), "{refused:?}");
}

#[test]
fn a_large_file_is_taken_in_and_given_back_in_constant_memory() {
    let (office, home) = (Office::found(None), tempfile::tempdir().unwrap());
    let scene = Scene::of(&office);
    let mut worker = Worker::start(&office, home.path(), "large");
    let grew = loop {
        let line = worker.next_line().expect("it says how much it grew");
        if let Some(grew) = line.strip_prefix("@grew ") {
            break grew.parse::<u64>().unwrap();
        }
    };
    worker.finish();
    assert!(grew < 64 << 10, "{grew} KiB for a file of {} bytes", super::work::LARGE);
    scene.assert_clean();
}
