//! Several processes on one database, several threads in one process.

use super::scene::Scene;
use crate::support::office::{CANARY, PASSWORD, on_each_database, terms};
use resguardo::domain::account::Role;
use resguardo::domain::person::Person;
use resguardo::domain::{CaseId, Private};
use resguardo::service::{Actor, Error, Store, interviews, ledger, members, people};
use std::sync::Arc;

fn add(store: &Store, actor: &Actor, case: CaseId, name: &str) -> Result<String, Error> {
    let person = Person { pseudonym: Private::new(name), ..Person::default() };
    people::add(store, actor, case, person).map(|person| person.reference)
}

#[test]
fn two_nodes_that_take_turns_keep_one_ledger() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        let (other, lead) = scene.elsewhere();
        for turn in 0..6 {
            let reference = match turn % 2 {
                0 => add(&office.store, scene.lead(), scene.case, &format!("a{turn}")),
                _ => add(&other, &lead, scene.case, &format!("b{turn}")),
            };
            assert_eq!(reference.unwrap(), format!("P-{:03}", turn + 1));
            for (store, actor) in [(scene.store(), scene.lead()), (&other, &*lead)] {
                assert_eq!(people::list(store, actor, scene.case).unwrap().len(), turn + 1);
            }
        }
        scene.assert_clean();
        let there = ledger::verify(&other, &lead, scene.case, None).unwrap();
        assert_eq!((there.findings.len(), there.entries), (0, scene.ledger_size()));
    });
}

#[test]
fn a_grant_that_was_replaced_acts_at_the_next_request_on_every_node() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        office.member(scene.case, "entrevista", Role::Interviewer);
        let other = office.another_node();
        let there = other.sign_in("entrevista", PASSWORD).unwrap();
        add(&other, &there, scene.case, "uno").unwrap();
        let share =
            |role| members::grant(scene.store(), scene.lead(), scene.case, there.account, terms(role));
        share(Role::Reader).unwrap();
        assert!(matches!(add(&other, &there, scene.case, "dos"), Err(Error::Denied(_))));
        assert_eq!(people::list(&other, &there, scene.case).unwrap().len(), 1);
        share(Role::Auditor).unwrap();
        assert!(matches!(people::list(&other, &there, scene.case), Err(Error::Denied(_))));
        share(Role::Interviewer).unwrap();
        add(&other, &there, scene.case, "tres").unwrap();
        scene.assert_clean();
    });
}

#[test]
fn what_many_writers_write_at_once_is_all_there() {
    const WRITERS: usize = 8;
    const EACH: usize = 20;
    on_each_database(|office| {
        let scene = Scene::of(office);
        let (other, there) = scene.elsewhere();
        let case = scene.case;
        let nodes: [(&Store, &Actor); 2] = [(scene.store(), scene.lead()), (&other, &there)];
        std::thread::scope(|scope| {
            for writer in 0..WRITERS {
                let (store, actor) = nodes[writer % 2];
                scope.spawn(move || {
                    for number in 0..EACH {
                        add(store, actor, case, &format!("{writer}-{number}")).unwrap();
                    }
                });
            }
        });
        let people = people::list(scene.store(), scene.lead(), scene.case).unwrap();
        let mut names: Vec<&str> = people.iter().map(|person| person.body.pseudonym.reveal()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), WRITERS * EACH);
        let references: Vec<String> = people.iter().map(|person| person.reference.clone()).collect();
        let counted: Vec<String> = (1..=WRITERS * EACH).map(|number| format!("P-{number:03}")).collect();
        assert_eq!(references, counted);
        scene.assert_clean();
        assert!(
            std::fs::read_dir(office.data().join("pins"))
                .unwrap()
                .all(|file| { file.unwrap().path().extension().is_some_and(|end| end == "checkpoint") })
        );
    });
}

#[test]
fn of_two_who_revise_the_same_the_second_is_told() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        let person = scene.person("Colibrí");
        let told = scene.testimony(person, "uno");
        let (other, there) = scene.elsewhere();
        let revise = |store: &Store, actor: &Actor, read: u64, words: &str| {
            interviews::revise(store, actor, scene.case, told, read, super::scene::testimony(words))
        };
        revise(scene.store(), scene.lead(), 1, "dos").unwrap();
        assert!(matches!(revise(&other, &there, 1, "tres"), Err(Error::Conflict)));
        assert_eq!(revise(&other, &there, 2, "tres").unwrap().revision, 3);
        let shown = interviews::show(scene.store(), scene.lead(), scene.case, told).unwrap();
        let words: Vec<&str> = shown.revisions.iter().map(|it| it.body.narrative.reveal()).collect();
        assert_eq!(words, ["uno", "dos", "tres"]);
        scene.assert_clean();
    });
}

#[test]
fn of_many_who_revise_the_same_at_once_one_succeeds() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        let person = scene.person("Colibrí");
        let told = scene.testimony(person, "uno");
        let (store, lead, case) = (scene.store(), scene.lead(), scene.case);
        let done: Vec<bool> = std::thread::scope(|scope| {
            let writers: Vec<_> = (0..6)
                .map(|n| {
                    let words = super::scene::testimony(&format!("versión {n}"));
                    scope.spawn(move || match interviews::revise(store, lead, case, told, 1, words) {
                        Ok(_) => true,
                        Err(Error::Conflict) => false,
                        Err(other) => panic!("{other}"),
                    })
                })
                .collect();
            writers.into_iter().map(|writer| writer.join().unwrap()).collect()
        });
        assert_eq!(done.iter().filter(|succeeded| **succeeded).count(), 1);
        scene.assert_clean();
    });
}

#[test]
fn an_organisation_is_founded_once_however_many_try() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    let databases = [None, crate::support::database::fresh()];
    for (number, database) in databases.iter().enumerate().filter(|(n, url)| *n == 0 || url.is_some()) {
        let data = data.join(number.to_string());
        std::fs::create_dir_all(directory.path().join("data")).unwrap();
        let nodes: Vec<Arc<Store>> =
            (0..2).map(|_| Arc::new(Store::open(&data, database.as_deref()).unwrap())).collect();
        let founded: Vec<bool> = std::thread::scope(|scope| {
            let founders: Vec<_> = nodes
                .iter()
                .map(|node| {
                    scope.spawn(move || {
                        match node.found("Oficina", &format!("registro {CANARY}"), PASSWORD) {
                            Ok(_) => true,
                            Err(Error::StoreExists) => false,
                            Err(other) => panic!("{other}"),
                        }
                    })
                })
                .collect();
            founders.into_iter().map(|founder| founder.join().unwrap()).collect()
        });
        assert_eq!(founded.iter().filter(|it| **it).count(), 1, "{founded:?}");
    }
}
