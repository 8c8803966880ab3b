//! The search index as an attacker, another node and a crash meet it.

use super::child::Worker;
use super::scene::Scene;
use crate::support::office::{CANARY, on_each_database};
use resguardo::domain::account::Role;
use resguardo::domain::{CaseId, Private, RecordId};
use resguardo::service::posts::{self, ImportOrder};
use resguardo::service::search::{self, Results, Search};
use resguardo::service::{Actor, Error, Store, TamperKind, members, unwatched};
use std::collections::BTreeSet;
use std::io::Cursor;
use std::path::PathBuf;

fn ask(store: &Store, actor: &Actor, case: CaseId, query: &str) -> Result<Results, Error> {
    search::search(store, actor, case, Search { query, most: 100, ..Search::default() })
}

fn references(results: &Results) -> Vec<&str> {
    let mut found: Vec<&str> = results.hits.iter().map(|hit| hit.reference.as_str()).collect();
    found.sort_unstable();
    found
}

fn found(scene: &Scene<'_>, query: &str) -> Vec<String> {
    let results = ask(scene.store(), scene.lead(), scene.case, query).unwrap();
    references(&results).into_iter().map(str::to_owned).collect()
}

/// The files in the blob store.
fn files(scene: &Scene<'_>) -> BTreeSet<PathBuf> {
    let fans = std::fs::read_dir(scene.office.data().join("blobs")).unwrap().map(|fan| fan.unwrap().path());
    fans.flat_map(|fan| std::fs::read_dir(fan).unwrap().map(|file| file.unwrap().path())).collect()
}

fn import(scene: &Scene<'_>, posts: u64) -> RecordId {
    let line = |number: u64| {
        format!(
            "{{\"id\":\"12120926280296{number:05}\",\"text\":\"Colibrí número {number} #Jacaranda\",\"author_id\":\"9\",\"created_at\":\"2020-01-01T00:00:00Z\"}}\n"
        )
    };
    let bytes: String = (1..=posts).map(line).collect();
    let order = ImportOrder {
        file_name: Private::new("a.jsonl"),
        title: Private::new("Campaña"),
        tags: Vec::new(),
        source: Private::default(),
        persons: Vec::new(),
        nobody_shown: true,
        format: None,
        options: posts::Options::default(),
    };
    let (store, lead) = (scene.store(), scene.lead());
    let done =
        posts::import(store, lead, scene.case, order, &mut Cursor::new(bytes), &mut unwatched).unwrap();
    assert_eq!(done.set.body.imported, posts);
    done.set.id
}

#[test]
fn what_was_committed_is_found_at_once_by_every_node() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        let (other, lead) = scene.elsewhere();
        for turn in 1..=12 {
            scene.person(&format!("Colibrí {turn}"));
            let there = ask(&other, &lead, scene.case, "colibri").unwrap();
            assert_eq!((there.total, there.hits.len(), there.untrue), (turn, turn as usize, 0));
        }
        import(&scene, 700);
        assert_eq!(ask(&other, &lead, scene.case, "#jacaranda kind:post").unwrap().total, 700);
        assert_eq!(found(&scene, "\"numero 699\""), ["S-001/699"]);
        scene.assert_clean();
    });
}

#[test]
fn whoever_brings_the_index_up_to_date_at_the_same_time_leaves_one_that_is_whole() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        let (other, lead) = scene.elsewhere();
        assert_eq!(ask(&other, &lead, scene.case, "colibri").unwrap().total, 0);
        std::thread::scope(|threads| {
            for (store, actor) in
                [(scene.store(), scene.lead()), (&other, &*lead), (scene.store(), scene.lead())]
            {
                threads.spawn(move || {
                    for _ in 0..5 {
                        ask(store, actor, scene.case, "colibri").unwrap();
                    }
                });
            }
            for number in 0..10 {
                scene.person(&format!("Colibrí {number}"));
            }
        });
        for (store, actor) in [(scene.store(), scene.lead()), (&other, &*lead)] {
            assert_eq!(ask(store, actor, scene.case, "colibri").unwrap().hits.len(), 10);
        }
    });
}

#[test]
fn an_index_that_somebody_changed_is_named_and_made_anew() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let person = scene.person("Colibrí");
        scene.testimony(person, "el jacaranda de la esquina");
        let evidence = files(&scene);
        assert_eq!(found(&scene, "jacaranda"), ["T-001"]);
        let in_case = scene.in_case();
        let version = || format!("SELECT sealed AS value FROM search_indexes WHERE {in_case}");
        let first = scene.vandal.cell(&version());
        let of_index: Vec<PathBuf> = files(&scene).difference(&evidence).cloned().collect();
        assert!(!of_index.is_empty());
        let elsewhere = |scene: &Scene<'_>| {
            let (store, lead) = scene.elsewhere();
            let results = ask(&store, &lead, scene.case, "jacaranda").unwrap();
            assert_eq!(references(&results), ["T-001"]);
            results.repaired
        };
        assert_eq!(elsewhere(&scene), None);
        for path in &of_index {
            let mut bytes = std::fs::read(path).unwrap();
            let middle = bytes.len() / 3;
            bytes[middle] ^= 1;
            std::fs::write(path, bytes).unwrap();
        }
        assert_eq!(elsewhere(&scene), Some(TamperKind::FileBroken));
        for path in files(&scene).difference(&evidence) {
            std::fs::remove_file(path).unwrap();
        }
        assert_eq!(elsewhere(&scene), Some(TamperKind::FileMissing));
        let first = scene.vandal.bytes(&first);
        scene.vandal.run(&format!("UPDATE search_indexes SET sealed = {first} WHERE {in_case}"));
        assert_eq!(
            elsewhere(&scene),
            Some(TamperKind::IndexBroken),
            "an older manifest in the newer's place"
        );
        scene.vandal.run(&format!("DELETE FROM search_indexes WHERE {in_case}"));
        assert_eq!(elsewhere(&scene), None, "none is made");
        scene.assert_clean();
    });
}

#[test]
fn an_index_follows_revisions_and_a_new_epoch_and_leaves_no_file_behind() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        import(&scene, 300);
        let set = posts::sets(scene.store(), scene.lead(), scene.case).unwrap().remove(0);
        assert_eq!(found(&scene, "campaña"), ["E-001", "S-001"]);
        let titled = (Private::new("Ola de abril"), vec![Private::new("urgente")]);
        posts::revise(scene.store(), scene.lead(), scene.case, set.id, set.revision, titled).unwrap();
        assert_eq!(found(&scene, "campaña"), ["E-001"]);
        assert_eq!(found(&scene, "ola #urgente"), ["S-001"]);
        assert_eq!(found(&scene, "\"numero 7\""), ["S-001/7"]);
        let before = files(&scene);
        members::rotate(scene.store(), &scene.lead_with_identities(), scene.case).unwrap();
        assert_eq!(found(&scene, "\"numero 7\""), ["S-001/7"]);
        let after = files(&scene);
        let (kept, gone) = (before.intersection(&after).count(), before.difference(&after).count());
        assert_eq!(kept, 2, "the original and its posts");
        assert!(gone > 0, "no file of the earlier key stays");
        let (other, lead) = scene.elsewhere();
        assert_eq!(other.sweep().unwrap(), 0);
        assert_eq!(ask(&other, &lead, scene.case, "colibri").unwrap().total, 300);
        scene.assert_clean();
    });
}

#[test]
fn an_auditor_and_a_stranger_find_nothing_and_nobody_finds_an_identity() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        let person = scene.person("Colibrí");
        scene.identity(person, "Guadalupe Inventada");
        scene.testimony(person, "dijo que la vieron");
        let reader = office.member(scene.case, "lectora", Role::Reader);
        let auditor = office.member(scene.case, "auditora", Role::Auditor);
        let stranger = office.colleague("extraña");
        let results = ask(scene.store(), &reader, scene.case, "colibri OR vieron").unwrap();
        assert_eq!(references(&results), ["P-001", "T-001"]);
        for word in ["guadalupe", "inventada", "guad*", "kind:persona guadalupe"] {
            assert_eq!(found(&scene, word), Vec::<String>::new(), "{word}");
        }
        assert!(matches!(ask(scene.store(), &auditor, scene.case, "colibri"), Err(Error::Denied(_))));
        assert!(matches!(ask(scene.store(), &stranger, scene.case, "colibri"), Err(Error::NotFound)));
        assert!(matches!(
            search::rebuild(scene.store(), &auditor, scene.case, &mut unwatched),
            Err(Error::Denied(_))
        ));
    });
}

/// Words as an index would hold them, in any of the case's files, names or rows, at any time.
#[test]
fn no_word_of_a_post_and_no_word_looked_for_lies_on_the_disk_even_when_killed() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        import(&scene, 600);
        assert_eq!(found(&scene, "vinagreta OR jacaranda").len(), 100);
        let clean = |scene: &Scene<'_>, when: &str| {
            let mut all: Vec<PathBuf> = files(scene).into_iter().collect();
            let data = std::fs::read_dir(scene.office.data()).unwrap().map(|file| file.unwrap().path());
            all.extend(data.filter(|path| path.is_file()));
            assert!(all.len() >= 4);
            for path in all {
                let bytes = std::fs::read(&path).unwrap_or_default();
                for word in ["jacaranda", "Jacaranda", "colibri", "vinagreta", "meta.json", "segments"] {
                    let there = bytes.windows(word.len()).any(|at| at == word.as_bytes());
                    assert!(!there, "{when}: {word} in {}", path.display());
                }
            }
        };
        clean(&scene, "afterwards");
        let home = tempfile::tempdir().unwrap();
        let mut worker = Worker::start(office, home.path(), "index");
        worker.wait_for("index");
        clean(&scene, "meanwhile");
        for bytes in worker.open_files() {
            assert!(!bytes.windows(9).any(|at| at == b"jacaranda"));
        }
        worker.kill();
        clean(&scene, "after a kill");
        assert_eq!(found(&scene, "jacaranda").len(), 100);
        let (other, lead) = scene.elsewhere();
        assert_eq!(ask(&other, &lead, scene.case, &format!("#jacaranda -{CANARY}")).unwrap().total, 600);
        scene.assert_clean();
    });
}
