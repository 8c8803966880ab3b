//! A person has one consent, of which one revision stands. Where somebody makes it two, or changes
//! one, nothing leaves.

use super::scene::{Scene, assert_tampered};
use crate::support::office::on_each_database;
use resguardo::domain::consent::{Consent, ConsentGrant, Decision, ItemClass, Scope};
use resguardo::domain::policy::TakeTestimony;
use resguardo::domain::{Private, RecordId};
use resguardo::service::dossiers::{self, ExportOrder};
use resguardo::service::{Result, TamperKind, interviews, unwatched};

fn consent(person: RecordId, decision: Decision) -> Consent {
    let grant = ConsentGrant {
        recipient: "cndh".into(),
        class: ItemClass::Account,
        scope: Scope::StateWithheld,
        decision,
        name_form: None,
        conditions: Private::default(),
        valid_to: None,
    };
    Consent { person, grants: vec![grant], ..serde_json::from_str("{}").unwrap() }
}

fn export(scene: &Scene<'_>) -> Result<String> {
    let order = ExportOrder { body: "cndh".into(), language: None, with_identities: false };
    let made = dossiers::export(scene.store(), scene.lead(), scene.case, order, &mut unwatched)?;
    Ok(made.reference)
}

/// A second consent beside the first, as no service makes it: by somebody who has the keys.
fn insert(scene: &Scene<'_>, consent: Consent) -> RecordId {
    let inserted =
        scene.store().write::<TakeTestimony, _>(scene.lead(), scene.case, |writing| writing.insert(consent));
    inserted.unwrap().id
}

#[test]
fn two_consents_of_one_person_stop_the_export_and_are_named() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        let person = scene.person("Colibrí");
        interviews::consent(
            scene.store(),
            scene.lead(),
            scene.case,
            consent(person, Decision::Refused),
            None,
        )
        .unwrap();
        assert_eq!(export(&scene).unwrap(), "D-001");
        insert(&scene, consent(person, Decision::Granted));
        assert_tampered(export(&scene), TamperKind::IndexBroken, "K-001");
        let checked = dossiers::check(scene.store(), scene.lead(), scene.case, "cndh", None, false);
        assert_tampered(checked.map(|_| ()), TamperKind::IndexBroken, "K-001");
    });
}

#[test]
fn of_two_consents_the_one_that_was_tampered_with_is_named() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let person = scene.person("Colibrí");
        let first = insert(&scene, consent(person, Decision::Refused));
        let second = insert(&scene, consent(person, Decision::Granted));
        let of = |id| format!("{} AND NOT superseded", scene.is(id));
        let (refused, granted) = (of(first), of(second));
        // The refusal is overwritten with what was granted: both are sealed for their own place.
        let sealed = scene.vandal.cell(&format!("SELECT sealed AS value FROM records WHERE {granted}"));
        let sealed = scene.vandal.bytes(sealed);
        scene.vandal.run(&format!("UPDATE records SET sealed = {sealed} WHERE {refused}"));
        assert_tampered(export(&scene), TamperKind::RowNotAsLedger, first);
        scene.assert_found(TamperKind::RowNotAsLedger, first, Some("K-001"));
    });
}

#[test]
fn a_withdrawal_that_is_taken_away_stops_the_export_and_is_named() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let person = scene.person("Colibrí");
        let (store, lead, case) = (scene.store(), scene.lead(), scene.case);
        let granted = consent(person, Decision::Granted);
        let id = interviews::consent(store, lead, case, granted, None).unwrap();
        interviews::consent(store, lead, case, consent(person, Decision::Withdrawn), Some(1)).unwrap();
        let id = scene.is(id);
        let (yes, no) = (scene.vandal.truth(true), scene.vandal.truth(false));
        scene.vandal.run(&format!("UPDATE records SET superseded = {no} WHERE {id} AND revision = 1"));
        scene.vandal.run(&format!("UPDATE records SET superseded = {yes} WHERE {id} AND revision = 2"));
        let stopped = export(&scene);
        assert!(stopped.is_err(), "a dossier was made of a consent that was withdrawn");
    });
}
