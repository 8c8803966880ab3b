//! Rows of records, moved, replaced, removed: by somebody who writes the database and has no key.

use super::scene::{Scene, assert_tampered, tamper, testimony};
use crate::support::office::on_each_database;
use resguardo::domain::RecordId;
use resguardo::service::{TamperKind, evidence, identities, interviews, people};

#[test]
fn two_rows_whose_content_was_exchanged_are_both_named() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let person = scene.person("Colibrí");
        let (one, other) = (scene.testimony(person, "uno"), scene.testimony(person, "dos"));
        scene.assert_clean();
        let (this, that) = (scene.is(one), scene.is(other));
        scene.vandal.swap("records", "sealed", &this, &that);
        assert_tampered(scene.show(one), TamperKind::RowNotAsLedger, one);
        assert_tampered(
            interviews::list(scene.store(), scene.lead(), scene.case),
            TamperKind::RowNotAsLedger,
            one,
        );
        scene.assert_found(TamperKind::RowNotAsLedger, one, Some("T-001"));
        scene.assert_found(TamperKind::RowNotAsLedger, other, Some("T-002"));
    });
}

#[test]
fn rows_that_were_exchanged_by_their_ids_are_named() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let person = scene.person("Colibrí");
        let (one, other) = (scene.testimony(person, "uno"), scene.testimony(person, "dos"));
        let between = scene.vandal.bytes([7; 16]);
        let (this, that) = (scene.vandal.bytes(one.bytes()), scene.vandal.bytes(other.bytes()));
        scene.vandal.run(&format!("UPDATE records SET id = {between} WHERE id = {this}"));
        scene.vandal.run(&format!("UPDATE records SET id = {this} WHERE id = {that}"));
        scene.vandal.run(&format!("UPDATE records SET id = {that} WHERE id = {between}"));
        assert_tampered(scene.show(one), TamperKind::RowNotAsLedger, one);
        scene.assert_found(TamperKind::RowNotAsLedger, one, Some("T-001"));
        scene.assert_found(TamperKind::RowNotAsLedger, other, Some("T-002"));
    });
}

#[test]
fn a_record_in_the_place_of_an_identity_is_named() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let person = scene.person("Colibrí");
        let identity = scene.identity(person, "Ana Pérez");
        let (this, that) = (scene.is(person), scene.is(identity));
        scene.vandal.swap("records", "sealed", &this, &that);
        let lead = scene.lead_with_identities();
        assert_tampered(
            people::show(scene.store(), &lead, scene.case, person),
            TamperKind::RowNotAsLedger,
            person,
        );
        assert_tampered(
            identities::read(scene.store(), &lead, scene.case, person),
            TamperKind::RowNotAsLedger,
            person,
        );
        scene.assert_found(TamperKind::RowNotAsLedger, person, Some("P-001"));
        // Also by somebody who cannot open identities: the ledger tells the digest of every row.
        scene.assert_found(TamperKind::RowNotAsLedger, identity, Some("I-001"));
    });
}

#[test]
fn a_row_of_another_case_does_not_pass_in_this_one() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let here = scene.person("Colibrí");
        let case = std::mem::replace(&mut scene.case, office.case());
        let there = scene.person("Garza");
        let (this, that) = (scene.is(here), scene.is(there));
        scene.vandal.swap("records", "sealed", &this, &that);
        assert_tampered(
            people::list(scene.store(), scene.lead(), scene.case),
            TamperKind::RowNotAsLedger,
            there,
        );
        scene.assert_found(TamperKind::RowNotAsLedger, there, Some("P-001"));
        scene.case = case;
        assert_tampered(
            people::show(scene.store(), scene.lead(), case, here),
            TamperKind::RowNotAsLedger,
            here,
        );
        scene.assert_found(TamperKind::RowNotAsLedger, here, Some("P-001"));
    });
}

#[test]
fn a_row_that_was_moved_to_another_case_is_missed_here_and_unknown_there() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let moved = scene.person("Colibrí");
        let other = office.case();
        let to = scene.vandal.bytes(other.bytes());
        let row = scene.is(moved);
        scene.vandal.run(&format!("UPDATE records SET scope_id = {to} WHERE {row}"));
        assert_tampered(
            people::show(scene.store(), scene.lead(), scene.case, moved),
            TamperKind::RowMissing,
            moved,
        );
        scene.assert_found(TamperKind::RowMissing, moved, Some("P-001"));
        scene.case = other;
        scene.assert_found(TamperKind::RowUnknown, moved, None);
    });
}

/// A testimony that was revised once.
fn revised(scene: &Scene<'_>) -> RecordId {
    let person = scene.person("Colibrí");
    let id = scene.testimony(person, "como fue dicho");
    interviews::revise(scene.store(), scene.lead(), scene.case, id, 1, testimony("corregido")).unwrap();
    scene.assert_clean();
    id
}

#[test]
fn an_older_revision_put_back_is_named() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let id = revised(&scene);
        let (row, stands, past) = (scene.is(id), scene.vandal.truth(false), scene.vandal.truth(true));
        scene.vandal.run(&format!("UPDATE records SET superseded = {past} WHERE {row} AND revision = 2"));
        scene.vandal.run(&format!("UPDATE records SET superseded = {stands} WHERE {row} AND revision = 1"));
        assert_tampered(scene.show(id), TamperKind::RowNotAsLedger, id);
        scene.assert_found(TamperKind::RowNotAsLedger, id, Some("T-001"));
    });
}

#[test]
fn an_older_revision_under_the_newer_ones_number_is_named() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let id = revised(&scene);
        let row = scene.is(id);
        let old =
            scene.vandal.cell(&format!("SELECT sealed AS value FROM records WHERE {row} AND revision = 1"));
        let old = scene.vandal.bytes(old);
        scene.vandal.run(&format!("UPDATE records SET sealed = {old} WHERE {row} AND revision = 2"));
        assert_tampered(scene.show(id), TamperKind::RowNotAsLedger, id);
        scene.assert_found(TamperKind::RowNotAsLedger, id, Some("T-001"));
    });
}

#[test]
fn a_past_revision_that_was_removed_is_named() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let id = revised(&scene);
        let row = scene.is(id);
        scene.vandal.run(&format!("DELETE FROM records WHERE {row} AND revision = 1"));
        assert_tampered(scene.show(id), TamperKind::RowNotAsLedger, id);
        scene.assert_found(TamperKind::RowMissing, id, Some("T-001"));
    });
}

#[test]
fn a_row_that_was_removed_is_named() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let id = scene.person("Colibrí");
        let row = scene.is(id);
        scene.vandal.run(&format!("DELETE FROM records WHERE {row}"));
        assert_tampered(
            people::show(scene.store(), scene.lead(), scene.case, id),
            TamperKind::RowMissing,
            id,
        );
        assert_tampered(people::list(scene.store(), scene.lead(), scene.case), TamperKind::RowMissing, id);
        scene.assert_found(TamperKind::RowMissing, id, Some("P-001"));
    });
}

#[test]
fn a_flipped_bit_in_a_row_is_named() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let id = scene.person("Colibrí");
        let row = scene.is(id);
        let mut sealed = scene.vandal.cell(&format!("SELECT sealed AS value FROM records WHERE {row}"));
        *sealed.last_mut().unwrap() ^= 1;
        let sealed = scene.vandal.bytes(sealed);
        scene.vandal.run(&format!("UPDATE records SET sealed = {sealed} WHERE {row}"));
        assert_tampered(
            people::show(scene.store(), scene.lead(), scene.case, id),
            TamperKind::RowNotAsLedger,
            id,
        );
        scene.assert_found(TamperKind::RowNotAsLedger, id, Some("P-001"));
    });
}

#[test]
fn another_epoch_or_schema_beside_a_row_is_named() {
    for column in ["epoch", "schema"] {
        on_each_database(|office| {
            let mut scene = Scene::of(office);
            let id = scene.person("Colibrí");
            let row = scene.is(id);
            scene.vandal.run(&format!("UPDATE records SET {column} = 2 WHERE {row}"));
            assert_tampered(
                people::show(scene.store(), scene.lead(), scene.case, id),
                TamperKind::RowDoesNotOpen,
                id,
            );
            scene.assert_found(TamperKind::RowDoesNotOpen, id, Some("P-001"));
        });
    }
}

#[test]
fn another_schema_beside_a_past_revision_is_named() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let id = revised(&scene);
        let row = scene.is(id);
        scene.vandal.run(&format!("UPDATE records SET schema = 2 WHERE {row} AND revision = 1"));
        assert_tampered(scene.show(id), TamperKind::RowDoesNotOpen, id);
        scene.assert_found(TamperKind::RowDoesNotOpen, id, Some("T-001"));
    });
}

#[test]
fn a_row_hidden_from_its_list_is_named() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let id = scene.person("Colibrí");
        let (row, tag) = (scene.is(id), scene.vandal.bytes([9; 16]));
        scene.vandal.run(&format!("UPDATE records SET kind_tag = {tag} WHERE {row}"));
        assert_tampered(people::list(scene.store(), scene.lead(), scene.case), TamperKind::RowMissing, id);
        scene.assert_found(TamperKind::RowNotAsLedger, id, Some("P-001"));
    });
}

#[test]
fn a_record_that_nobody_entered_is_named() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let real = scene.person("Colibrí");
        let (row, forged) = (scene.is(real), RecordId::from_random([3; 16]));
        let (id, sealed) = (scene.vandal.bytes(forged.bytes()), scene.vandal.bytes([1; 200]));
        scene.vandal.run(&format!(
            "INSERT INTO records SELECT {id}, revision, scope_id, compartment, epoch, inner_epoch, schema, kind_tag, \
             superseded, {sealed} FROM records WHERE {row}"
        ));
        assert_tampered(
            people::list(scene.store(), scene.lead(), scene.case),
            TamperKind::RowUnknown,
            forged,
        );
        scene.assert_found(TamperKind::RowUnknown, forged, None);
    });
}

#[test]
fn a_record_hidden_as_a_past_revision_that_nobody_entered_is_named() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let real = scene.person("Colibrí");
        let (row, past) = (scene.is(real), scene.vandal.truth(true));
        scene.vandal.run(&format!(
            "INSERT INTO records SELECT id, 7, scope_id, compartment, epoch, inner_epoch, schema, kind_tag, {past}, \
             sealed FROM records WHERE {row}"
        ));
        scene.assert_found(TamperKind::RowNotAsLedger, real, Some("P-001"));
    });
}

#[test]
fn an_index_row_that_was_removed_is_named() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let person = scene.person("Colibrí");
        let told = scene.testimony(person, "uno");
        let id = scene.vandal.bytes(told.bytes());
        scene.vandal.run(&format!("DELETE FROM lookups WHERE record_id = {id}"));
        scene.assert_found(TamperKind::IndexBroken, told, Some("T-001"));
    });
}

#[test]
fn an_index_row_that_leads_to_somebody_elses_record_is_refused() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let (one, other) = (scene.person("Colibrí"), scene.person("Garza"));
        let (told, foreign) = (scene.testimony(one, "uno"), scene.testimony(other, "dos"));
        let (told, to) = (scene.vandal.bytes(told.bytes()), scene.vandal.bytes(foreign.bytes()));
        scene.vandal.run(&format!(
            "INSERT INTO lookups SELECT scope_id, tag, {to} FROM lookups WHERE record_id = {told}"
        ));
        assert_tampered(
            people::show(scene.store(), scene.lead(), scene.case, one),
            TamperKind::IndexBroken,
            foreign,
        );
    });
}

#[test]
fn an_index_row_for_a_digest_that_leads_elsewhere_is_refused() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let (one, other) = (scene.file("a.txt", b"uno"), scene.file("b.txt", b"dos"));
        let (this, that) = (scene.vandal.bytes(one.bytes()), scene.vandal.bytes(other.bytes()));
        scene.vandal.run(&format!("UPDATE lookups SET record_id = {that} WHERE record_id = {this}"));
        let draft = evidence::EvidenceDraft::of_file("c.txt");
        let again = evidence::attach(scene.store(), scene.lead(), scene.case, draft, &mut b"uno".as_slice());
        assert_tampered(again, TamperKind::IndexBroken, other);
        scene.assert_found(TamperKind::IndexBroken, one, Some("E-001"));
    });
}

#[test]
fn what_was_not_touched_stays_readable_beside_what_was() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let person = scene.person("Colibrí");
        let (one, other) = (scene.testimony(person, "uno"), scene.testimony(person, "dos"));
        let row = scene.is(one);
        scene.vandal.run(&format!("DELETE FROM records WHERE {row}"));
        assert_eq!(tamper(scene.show(one)).kind, TamperKind::RowMissing);
        scene.show(other).unwrap();
    });
}
