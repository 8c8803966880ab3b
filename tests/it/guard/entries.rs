//! The ledger, cut, reordered, forked, rolled back.

use super::scene::{Scene, assert_tampered};
use crate::support::office::{Office, on_each_database};
use resguardo::domain::person::Person;
use resguardo::service::{Tamper, TamperKind, ledger, people};
use std::fs;

/// A case with some history, and how many entries it has.
fn with_history(office: &Office) -> (Scene<'_>, u64) {
    let scene = Scene::of(office);
    let person = scene.person("Colibrí");
    scene.testimony(person, "uno");
    scene.testimony(person, "dos");
    scene.assert_clean();
    let size = scene.ledger_size();
    assert!(size >= 7, "{size} entries");
    (scene, size)
}

/// Reads as the same process, which remembers, and as a new one, which has the pinned checkpoint.
#[track_caller]
fn noticed(scene: &Scene<'_>, kind: TamperKind, at: u64) {
    let here = people::list(scene.store(), scene.lead(), scene.case);
    assert_tampered(here, kind, at);
    // Nor is anything signed onto what this process remembers.
    let draft = Person { pseudonym: "Garza".into(), ..Person::default() };
    assert_tampered(people::add(scene.store(), scene.lead(), scene.case, draft), kind, at);
    noticed_by_a_new_process(scene, kind, at);
}

#[track_caller]
fn noticed_by_a_new_process(scene: &Scene<'_>, kind: TamperKind, at: u64) {
    let (store, lead) = scene.elsewhere();
    assert_tampered(people::list(&store, &lead, scene.case), kind, at);
    let draft = Person { pseudonym: "Garza".into(), ..Person::default() };
    assert_tampered(people::add(&store, &lead, scene.case, draft), kind, at);
    scene.assert_found(kind, at, None);
}

#[test]
fn a_ledger_that_was_cut_is_named() {
    on_each_database(|office| {
        let (mut scene, size) = with_history(office);
        let here = scene.in_case();
        scene.vandal.run(&format!("DELETE FROM ledger WHERE {here} AND seq >= {}", size - 2));
        noticed(&scene, TamperKind::LedgerTruncated, size - 2);
    });
}

#[test]
fn a_ledger_that_was_cut_with_the_checkpoint_of_then_put_back_is_named() {
    on_each_database(|office| {
        let (mut scene, size) = with_history(office);
        let case = scene.vandal.bytes(scene.case.bytes());
        let then = scene.vandal.word(&format!("SELECT checkpoint AS value FROM scopes WHERE id = {case}"));
        let late = scene.person("Garza");
        let (here, row) = (scene.in_case(), scene.is(late));
        scene.vandal.run(&format!("DELETE FROM records WHERE {row}"));
        scene.vandal.run(&format!("DELETE FROM ledger WHERE {here} AND seq >= {size}"));
        scene.vandal.run(&format!("UPDATE scopes SET checkpoint = '{then}' WHERE id = {case}"));
        // Only what stands outside the database still tells: the memory of a process, and the pin.
        noticed(&scene, TamperKind::LedgerTruncated, size);
    });
}

/// The pinned checkpoint says how long the ledger was; what was found is named by it.
fn assert_pin_or_cut(found: &[(Tamper, Option<String>)], kinds: &[TamperKind]) {
    assert!(found.iter().any(|(tamper, _)| kinds.contains(&tamper.kind)), "{found:?}");
}

#[test]
fn an_older_database_is_noticed_by_the_pinned_checkpoint() {
    on_each_database(|office| {
        let (mut scene, _) = with_history(office);
        scene.vandal.copy_all();
        scene.person("Garza");
        scene.vandal.roll_back();
        let (store, lead) = scene.elsewhere();
        let read = people::list(&store, &lead, scene.case);
        assert_eq!(super::scene::tamper(read).kind, TamperKind::LedgerTruncated);
        assert_pin_or_cut(&scene.findings(None), &[TamperKind::LedgerTruncated]);
    });
}

#[test]
fn an_older_database_without_its_pins_is_noticed_by_a_receipt() {
    on_each_database(|office| {
        let (mut scene, size) = with_history(office);
        scene.vandal.copy_all();
        scene.person("Garza");
        let receipt = ledger::receipt(scene.store(), scene.lead(), scene.case).unwrap();
        scene.vandal.roll_back();
        fs::remove_dir_all(office.data().join("pins")).unwrap();
        let (store, lead) = scene.elsewhere();
        let without = ledger::verify(&store, &lead, scene.case, None).unwrap();
        assert_eq!(without.findings, [], "nothing outside the database is left to tell");
        let with = ledger::verify(&store, &lead, scene.case, Some(&receipt)).unwrap();
        assert_eq!(with.findings[0].tamper, Tamper::new(TamperKind::LedgerTruncated, size));
    });
}

#[test]
fn a_ledger_that_went_on_from_an_older_one_is_a_fork() {
    on_each_database(|office| {
        let (mut scene, size) = with_history(office);
        scene.vandal.copy_all();
        scene.person("Garza");
        let receipt = ledger::receipt(scene.store(), scene.lead(), scene.case).unwrap();
        scene.vandal.roll_back();
        let pins = office.data().join("pins");
        let pin = pins.join(format!("{}.checkpoint", scene.case));
        let pinned = fs::read(&pin).unwrap();
        fs::remove_file(&pin).unwrap();
        let (store, lead) = scene.elsewhere();
        let person = Person { pseudonym: "Tecolote".into(), ..Person::default() };
        people::add(&store, &lead, scene.case, person).unwrap();
        let found = ledger::verify(&store, &lead, scene.case, Some(&receipt)).unwrap().findings;
        assert_eq!(found[0].tamper, Tamper::new(TamperKind::LedgerForked, size + 1));
        fs::write(&pin, pinned).unwrap();
        noticed_by_a_new_process(&scene, TamperKind::LedgerForked, size + 1);
    });
}

#[test]
fn two_entries_that_were_exchanged_are_named() {
    on_each_database(|office| {
        let (mut scene, _) = with_history(office);
        let here = scene.in_case();
        let at = |seq: u64| format!("{here} AND seq = {seq}");
        scene.vandal.swap("ledger", "sealed", &at(4), &at(5));
        noticed_by_a_new_process(&scene, TamperKind::EntryBroken, 4);
        let read = ledger::entries(scene.store(), scene.lead(), scene.case, 0, 100);
        assert_tampered(read, TamperKind::EntryBroken, 4);
    });
}

#[test]
fn an_entry_that_was_taken_out_of_the_middle_is_named() {
    on_each_database(|office| {
        let (mut scene, _) = with_history(office);
        let here = scene.in_case();
        scene.vandal.run(&format!("DELETE FROM ledger WHERE {here} AND seq = 3"));
        noticed_by_a_new_process(&scene, TamperKind::EntryBroken, 3);
        let read = people::list(scene.store(), scene.lead(), scene.case);
        assert!(super::scene::tamper(read).what.parse::<u64>().is_ok());
    });
}

#[test]
fn an_entry_that_was_taken_out_with_the_later_ones_moved_up_is_named() {
    on_each_database(|office| {
        let (mut scene, size) = with_history(office);
        let here = scene.in_case();
        scene.vandal.run(&format!("DELETE FROM ledger WHERE {here} AND seq = 3"));
        for seq in 4..size {
            scene.vandal.run(&format!("UPDATE ledger SET seq = {} WHERE {here} AND seq = {seq}", seq - 1));
        }
        noticed_by_a_new_process(&scene, TamperKind::EntryBroken, 3);
    });
}

#[test]
fn an_entry_that_is_there_twice_is_named() {
    on_each_database(|office| {
        let (mut scene, size) = with_history(office);
        let here = scene.in_case();
        let copy = |to: u64| {
            format!(
                "INSERT INTO ledger SELECT scope_id, {to}, epoch, sealed FROM ledger WHERE {here} AND seq = 4"
            )
        };
        assert!(scene.vandal.is_refused(&copy(4)), "the place of an entry is taken once");
        scene.vandal.run(&copy(size));
        noticed(&scene, TamperKind::EntryBroken, size);
    });
}

#[test]
fn an_entry_of_another_case_is_named() {
    on_each_database(|office| {
        let (mut scene, size) = with_history(office);
        let (here, case) = (scene.in_case(), scene.vandal.bytes(scene.case.bytes()));
        scene.case = office.case();
        scene.person("Garza");
        let there = scene.vandal.bytes(scene.case.bytes());
        let end = scene.ledger_size();
        scene.vandal.run(&format!(
            "INSERT INTO ledger SELECT {there}, {end}, epoch, sealed FROM ledger WHERE {here} AND seq = {}",
            size - 1
        ));
        assert_ne!(case, there);
        noticed(&scene, TamperKind::EntryBroken, end);
    });
}

#[test]
fn another_epoch_beside_an_entry_is_named() {
    on_each_database(|office| {
        let (mut scene, _) = with_history(office);
        let here = scene.in_case();
        scene.vandal.run(&format!("UPDATE ledger SET epoch = 2 WHERE {here} AND seq = 2"));
        noticed_by_a_new_process(&scene, TamperKind::EntryBroken, 2);
    });
}

#[test]
fn a_checkpoint_that_nobody_signed_is_named() {
    on_each_database(|office| {
        let (mut scene, size) = with_history(office);
        let case = scene.vandal.bytes(scene.case.bytes());
        let stands = scene.vandal.word(&format!("SELECT checkpoint AS value FROM scopes WHERE id = {case}"));
        let (text, signature) = stands.split_once("\n\n").unwrap();
        let signer = signature.split(' ').nth(1).unwrap();
        let forged = data_encoding::BASE64.encode(&[5; 68]);
        let forged = format!("{text}\n\n\u{2014} {signer} {forged}\n");
        scene.vandal.run(&format!("UPDATE scopes SET checkpoint = '{forged}' WHERE id = {case}"));
        scene.assert_found(TamperKind::LedgerForked, size, None);
        scene.vandal.run(&format!("UPDATE scopes SET checkpoint = 'none' WHERE id = {case}"));
        noticed(&scene, TamperKind::LedgerForked, size);
    });
}

#[test]
fn a_receipt_of_another_case_or_of_no_case_proves_nothing() {
    on_each_database(|office| {
        let (mut scene, _) = with_history(office);
        let receipt = ledger::receipt(scene.store(), scene.lead(), scene.case).unwrap();
        assert_eq!(scene.findings(Some(&receipt)), []);
        scene.case = office.case();
        assert_pin_or_cut(&scene.findings(Some(&receipt)), &[TamperKind::LedgerForked]);
        let none = ledger::verify(scene.store(), scene.lead(), scene.case, Some("no receipt"));
        assert!(matches!(none, Err(resguardo::service::Error::Invalid(_))));
    });
}
