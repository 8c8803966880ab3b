//! A phrase in every field is found nowhere: not on the disk, not in the log, not in temporary
//! files, in none of the usual encodings, neither afterwards nor while the work is under way.

use super::child::Worker;
use super::scene::Scene;
use super::work::TWEETS;
use crate::support::office::{CANARY, Office, on_each_database};
use data_encoding::{BASE64_NOPAD, BASE64URL_NOPAD, HEXLOWER, HEXUPPER};
use resguardo::service::{cases, dossiers, evidence, ledger, people, posts};
use std::fs::{File, FileTimes};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

fn pair(bytes: &[u8]) -> usize {
    usize::from(bytes[0]) << 8 | usize::from(bytes[1])
}

/// What the canary looks like in the encodings that programs use.
fn disguises() -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for word in [CANARY.to_owned(), CANARY.to_uppercase()] {
        let utf16: Vec<u16> = word.encode_utf16().collect();
        let little: Vec<u8> = utf16.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = utf16.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        for (name, plain) in [("UTF-8", word.into_bytes()), ("UTF-16LE", little), ("UTF-16BE", big)] {
            for (base, encoding) in [("base64", BASE64_NOPAD), ("base64url", BASE64URL_NOPAD)] {
                found.extend(
                    (0..3).map(|at| (format!("{base} {at} of {name}"), aligned(&encoding, &plain, at))),
                );
            }
            found.push((format!("hex of {name}"), HEXLOWER.encode(&plain).into_bytes()));
            found.push((format!("HEX of {name}"), HEXUPPER.encode(&plain).into_bytes()));
            found.push((name.to_owned(), plain));
        }
    }
    found
}

/// The characters that any text with `plain` at this offset of a group must have.
fn aligned(encoding: &data_encoding::Encoding, plain: &[u8], offset: usize) -> Vec<u8> {
    let padded = [vec![0; offset], plain.to_vec()].concat();
    let encoded = encoding.encode(&padded).into_bytes();
    encoded[(offset * 8).div_ceil(6)..padded.len() * 8 / 6].to_vec()
}

struct Search {
    patterns: Vec<(String, Vec<u8>)>,
    /// Whether a pattern begins with these two bytes: few places are worth a comparison.
    begins: Vec<bool>,
}

impl Search {
    fn new() -> Self {
        let (patterns, mut begins) = (disguises(), vec![false; 1 << 16]);
        patterns.iter().for_each(|(_, pattern)| begins[pair(pattern)] = true);
        Self { patterns, begins }
    }

    /// Which disguise stands in some bytes.
    fn find(&self, bytes: &[u8]) -> Option<&str> {
        let places = bytes.windows(2).enumerate().filter(|(_, here)| self.begins[pair(here)]);
        let found = places
            .filter_map(|(at, _)| self.patterns.iter().find(|(_, pattern)| bytes[at..].starts_with(pattern)));
        found.map(|(name, _)| name.as_str()).next()
    }

    fn assert_clean(&self, bytes: &[u8], what: &str) {
        assert_eq!(self.find(bytes), None, "found in {what}");
    }

    /// Every file below a directory, and its name. Says how many there were.
    fn assert_clean_below(&self, directory: &Path) -> usize {
        let mut files = 0;
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            self.assert_clean(path.file_name().unwrap().as_encoded_bytes(), "a name");
            if path.is_dir() {
                files += self.assert_clean_below(&path);
            } else {
                files += 1;
                // A file may be gone again by the time it is read.
                self.assert_clean(&std::fs::read(&path).unwrap_or_default(), &path.display().to_string());
            }
        }
        files
    }

    /// All that a thief of the machine gets hold of.
    fn assert_clean_at(&self, office: &Office, home: &Path) {
        assert!(self.assert_clean_below(&office.data()) >= 4);
        self.assert_clean_below(home);
        if let Some(url) = office.database() {
            let dump = Command::new("pg_dump").args(["--inserts", url]).output().unwrap();
            assert!(dump.status.success() && dump.stdout.len() > 10_000);
            self.assert_clean(&dump.stdout, "the dump of the database");
        }
    }
}

#[test]
fn the_search_finds_the_canary_in_every_disguise() {
    let search = Search::new();
    for (name, pattern) in disguises() {
        assert!(pattern.len() >= 20, "{name}");
        assert!(search.find(&[b"..".as_slice(), &pattern, b".."].concat()).is_some(), "{name}");
    }
    for offset in 0..3 {
        let text = format!("{}{CANARY} y más", &"abc"[..offset]);
        assert!(search.find(BASE64_NOPAD.encode(text.as_bytes()).as_bytes()).is_some());
    }
    assert_eq!(search.find("zarzamora y quebradiza".as_bytes()), None);
}

#[test]
fn nothing_that_people_typed_or_uploaded_is_found_on_the_disk_or_in_the_log() {
    on_each_database(|office| {
        let (search, home) = (Search::new(), tempfile::tempdir().unwrap());
        let mut worker = Worker::start(office, home.path(), "everything");
        worker.wait_for("done");
        let log = worker.log();
        worker.finish();
        assert!(log.len() > 100, "the log at its most talkative is not empty: {log}");
        search.assert_clean(log.as_bytes(), "the log");
        search.assert_clean_at(office, home.path());
        // It was all recorded: it can be read back.
        let case = cases::list(&office.store, &office.registrar).unwrap()[0].id;
        let overview = cases::overview(&office.store, &office.registrar, case).unwrap();
        assert!(overview.profile.body.title.reveal().contains(CANARY));
        assert_eq!((overview.numbers.posts, overview.numbers.dossiers), (TWEETS, 1));
        let checked = ledger::verify(&office.store, &office.registrar, case, None).unwrap();
        assert_eq!(checked.findings, []);
    });
}

/// What a case holds, as its lists tell.
fn held(scene: &Scene<'_>) -> [usize; 4] {
    let (store, lead, case) = (scene.store(), scene.lead(), scene.case);
    [
        people::list(store, lead, case).unwrap().len(),
        evidence::list(store, lead, case).unwrap().len(),
        posts::sets(store, lead, case).unwrap().len(),
        dossiers::list(store, lead, case).unwrap().len(),
    ]
}

fn blobs(office: &Office) -> Vec<std::path::PathBuf> {
    let fans = std::fs::read_dir(office.data().join("blobs")).unwrap().map(|fan| fan.unwrap().path());
    // What was put aside is left over, and waits for its end.
    let fans = fans.filter(|fan| !fan.ends_with("left-over"));
    fans.flat_map(|fan| std::fs::read_dir(fan).unwrap().map(|file| file.unwrap().path())).collect()
}

/// A day later nothing is left of what was not acknowledged.
fn sweep_tomorrow(office: &Office, expected: usize) {
    let yesterday = SystemTime::now() - Duration::from_secs(30 * 3600);
    for blob in blobs(office) {
        let file = File::options().write(true).open(blob).unwrap();
        file.set_times(FileTimes::new().set_modified(yesterday)).unwrap();
    }
    office.another_node().sweep().unwrap();
    assert_eq!(blobs(office).len(), expected);
}

/// Interrupts a piece of work where it pauses: nothing in clear then, nothing partial afterwards.
fn interrupt(work: &str, moment: &str) {
    on_each_database(|office| {
        let scene = Scene::of(office);
        scene.person("Colibrí");
        scene.file("a.txt", b"uno");
        let (before, files) = (held(&scene), blobs(office).len());
        let (search, home) = (Search::new(), tempfile::tempdir().unwrap());
        let mut worker = Worker::start(office, home.path(), work);
        worker.wait_for(moment);
        search.assert_clean_at(office, home.path());
        let open = worker.open_files();
        assert!(!open.is_empty());
        open.iter().for_each(|bytes| search.assert_clean(bytes, "an open file"));
        worker.kill();
        search.assert_clean_at(office, home.path());
        let (store, lead) = scene.elsewhere();
        assert_eq!(ledger::verify(&store, &lead, scene.case, None).unwrap().findings, []);
        assert_eq!(held(&scene), before);
        sweep_tomorrow(office, files);
        scene.assert_clean();
    });
}

#[test]
fn an_upload_under_way_shows_nothing_and_leaves_nothing_when_it_is_killed() {
    interrupt("upload", "upload");
}

#[test]
fn an_import_under_way_shows_nothing_and_leaves_nothing_when_it_is_killed() {
    interrupt("import", "import");
}

#[test]
fn an_export_under_way_shows_nothing_and_leaves_nothing_when_it_is_killed() {
    interrupt("export-1", "export");
    interrupt("export-2", "export");
    interrupt("export-3", "export");
}

#[test]
fn an_index_under_way_shows_nothing_and_leaves_nothing_when_it_is_killed() {
    interrupt("index", "index");
}

#[test]
fn what_was_acknowledged_before_a_kill_is_there_afterwards() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        let mut acknowledged = Vec::new();
        for round in 0..4u64 {
            let home = tempfile::tempdir().unwrap();
            let mut worker = Worker::start(office, home.path(), "without-end");
            // Killed at another point of the work each time, also in the middle of a commit.
            for _ in 0..3 + round {
                let said = std::iter::from_fn(|| worker.next_line()).find(|line| line.starts_with('@'));
                let said = said.unwrap_or_else(|| panic!("it ended: {}", worker.log()));
                acknowledged.push(said[1..].to_owned());
            }
            std::thread::sleep(Duration::from_millis(7 * round));
            worker.kill();
        }
        let (store, lead) = scene.elsewhere();
        assert_eq!(ledger::verify(&store, &lead, scene.case, None).unwrap().findings, []);
        let people = people::list(&store, &lead, scene.case).unwrap();
        let files = evidence::list(&store, &lead, scene.case).unwrap();
        let mut there = people.iter().map(|it| &it.reference).chain(files.iter().map(|it| &it.reference));
        let there: std::collections::HashSet<&String> = there.by_ref().collect();
        let lost: Vec<&String> = acknowledged.iter().filter(|it| !there.contains(it)).collect();
        assert!(lost.is_empty() && acknowledged.len() == 18, "lost {lost:?} of {acknowledged:?}");
        sweep_tomorrow(office, files.len());
        scene.assert_clean();
    });
}

#[test]
fn the_command_line_shows_nothing_of_a_file_that_it_is_taking_in() {
    let (office, search, home) = (Office::found(None), Search::new(), tempfile::tempdir().unwrap());
    let scene = Scene::of(&office);
    let password = home.path().join("password");
    std::fs::write(&password, crate::support::office::PASSWORD).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_resguardo"));
    command.args(["evidence", "attach", &cases::reference(scene.case), "-", "--name", "a.bin", "--data"]);
    command.arg(office.data()).arg("--account").arg(format!("registro {CANARY}"));
    command.arg("--password-file").arg(&password).env("RESGUARDO_LOG", "trace");
    let mut worker = Worker::run(command, home.path());
    // More than any pipe holds: the program has taken most of it when this returns.
    worker.feed(format!("{CANARY} ").repeat(100_000).as_bytes());
    search.assert_clean_at(&office, home.path());
    worker.open_files().iter().for_each(|bytes| search.assert_clean(bytes, "an open file"));
    worker.kill();
    search.assert_clean_at(&office, home.path());
    assert_eq!(blobs(&office).len(), 0);
    assert_eq!(held(&scene), [0; 4]);
}
