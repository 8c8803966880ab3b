//! Grants, roles, accounts and certificates that nobody entitled made.

use super::scene::{Scene, assert_tampered, tamper};
use crate::support::office::{Office, PASSWORD, on_each_database, terms};
use resguardo::domain::account::Role;
use resguardo::service::members::{self, Grant};
use resguardo::service::{Actor, Error, TamperKind, accounts, interviews, ledger, people};
use std::sync::Arc;

/// `account_id = …` in SQL.
fn of(scene: &Scene<'_>, actor: &Actor) -> String {
    format!("account_id = {}", scene.vandal.bytes(actor.account.bytes()))
}

fn signed_in_anew(office: &Office, name: &str) -> Arc<Actor> {
    office.store.sign_in(name, PASSWORD).unwrap()
}

#[test]
fn a_grant_copied_to_another_account_opens_nothing() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        scene.person("Colibrí");
        let outsider = office.colleague("afuera");
        let (here, lead) = (scene.in_case(), of(&scene, scene.lead()));
        let to = scene.vandal.bytes(outsider.account.bytes());
        scene.vandal.run(&format!(
            "INSERT INTO grants SELECT scope_id, {to}, compartment, epoch, role, granter_id, granted_at, \
             expires_at, sealed FROM grants WHERE {here} AND {lead}"
        ));
        let read = tamper(people::list(scene.store(), &outsider, scene.case));
        assert_eq!(read.kind, TamperKind::GrantForged);
        scene.assert_found(TamperKind::GrantForged, outsider.account, None);
    });
}

#[test]
fn a_grant_copied_to_another_case_opens_nothing() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let member = office.member(scene.case, "análisis", Role::Analyst);
        let (here, theirs) = (scene.in_case(), of(&scene, &member));
        scene.case = office.case();
        scene.person("Colibrí");
        let to = scene.vandal.bytes(scene.case.bytes());
        scene.vandal.run(&format!(
            "INSERT INTO grants SELECT {to}, account_id, compartment, epoch, role, granter_id, granted_at, \
             expires_at, sealed FROM grants WHERE {here} AND {theirs}"
        ));
        let read = tamper(people::list(scene.store(), &member, scene.case));
        assert_eq!(read.kind, TamperKind::GrantForged);
        scene.assert_found(TamperKind::GrantForged, member.account, None);
    });
}

#[test]
fn a_role_raised_in_the_database_is_refused_though_the_keys_are_there() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let reader = office.member(scene.case, "lectura", Role::Reader);
        assert_eq!(people::list(scene.store(), &reader, scene.case).unwrap().len(), 0);
        let (here, theirs) = (scene.in_case(), of(&scene, &reader));
        scene.vandal.run(&format!("UPDATE grants SET role = 'lead' WHERE {here} AND {theirs}"));
        for reader in [reader.clone(), signed_in_anew(office, "lectura")] {
            let person = resguardo::domain::person::Person { pseudonym: "x".into(), ..Default::default() };
            let added = tamper(people::add(scene.store(), &reader, scene.case, person));
            assert_eq!(added.kind, TamperKind::GrantForged);
        }
        scene.assert_found(TamperKind::GrantForged, reader.account, None);
    });
}

#[test]
fn the_key_gate_refuses_an_auditor_whose_rows_say_that_they_lead() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        scene.person("Colibrí");
        let auditor = office.member(scene.case, "auditoría", Role::Auditor);
        let (here, theirs, lead) = (scene.in_case(), of(&scene, &auditor), of(&scene, scene.lead()));
        let to = scene.vandal.bytes(auditor.account.bytes());
        scene.vandal.run(&format!("UPDATE grants SET role = 'lead' WHERE {here} AND {theirs}"));
        scene.vandal.run(&format!(
            "INSERT INTO grants SELECT scope_id, {to}, compartment, epoch, role, granter_id, granted_at, \
             expires_at, sealed FROM grants WHERE {here} AND {lead} AND compartment = 'record'"
        ));
        let read = tamper(people::list(scene.store(), &auditor, scene.case));
        assert_eq!(read.kind, TamperKind::GrantForged);
        // Also after everything that was remembered is forgotten.
        let elsewhere = office.another_node();
        let auditor = elsewhere.sign_in("auditoría", PASSWORD).unwrap();
        let read = tamper(people::list(&elsewhere, &auditor, scene.case));
        assert_eq!(read.kind, TamperKind::GrantForged);
    });
}

#[test]
fn an_expiry_taken_off_a_grant_is_noticed() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let member = office.member(scene.case, "análisis", Role::Analyst);
        let (here, theirs) = (scene.in_case(), of(&scene, &member));
        let far = i64::MAX;
        scene.vandal.run(&format!("UPDATE grants SET expires_at = {far} WHERE {here} AND {theirs}"));
        assert_eq!(tamper(people::list(scene.store(), &member, scene.case)).kind, TamperKind::GrantForged);
        scene.assert_found(TamperKind::GrantForged, member.account, None);
    });
}

#[test]
fn a_grant_that_was_replaced_opens_nothing_when_its_old_row_is_put_back() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let person = scene.person("Colibrí");
        scene.testimony(person, "uno");
        let member = office.member(scene.case, "litigio", Role::Lawyer);
        assert_eq!(interviews::list(scene.store(), &member, scene.case).unwrap().len(), 1);
        let (here, theirs) = (scene.in_case(), of(&scene, &member));
        scene.vandal.run_copy("old_grants", &format!("SELECT * FROM grants WHERE {here} AND {theirs}"));
        members::grant(scene.store(), scene.lead(), scene.case, member.account, terms(Role::Auditor))
            .unwrap();
        scene.assert_clean();
        let denied = interviews::list(scene.store(), &member, scene.case);
        assert!(matches!(denied, Err(Error::Denied(_))), "a lawyer who became an auditor");
        scene.vandal.run(&format!("DELETE FROM grants WHERE {here} AND {theirs}"));
        scene.vandal.run("INSERT INTO grants SELECT * FROM old_grants");
        for member in [member.clone(), signed_in_anew(office, "litigio")] {
            let read = tamper(interviews::list(scene.store(), &member, scene.case));
            assert_eq!(read.kind, TamperKind::GrantForged);
        }
        let elsewhere = office.another_node();
        let again = elsewhere.sign_in("litigio", PASSWORD).unwrap();
        let read = tamper(interviews::list(&elsewhere, &again, scene.case));
        assert_eq!(read.kind, TamperKind::GrantForged);
        scene.assert_found(TamperKind::GrantForged, member.account, None);
    });
}

#[test]
fn a_grant_that_was_removed_is_named() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let member = office.member(scene.case, "análisis", Role::Analyst);
        let (here, theirs) = (scene.in_case(), of(&scene, &member));
        scene.vandal.run(&format!("DELETE FROM grants WHERE {here} AND {theirs}"));
        let read = people::list(scene.store(), &member, scene.case);
        assert!(matches!(read, Err(Error::NotFound)));
        scene.assert_found(TamperKind::GrantForged, member.account, None);
    });
}

#[test]
fn grants_of_somebody_without_an_account_here_are_named() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let member = office.member(scene.case, "análisis", Role::Analyst);
        let (here, theirs) = (scene.in_case(), of(&scene, &member));
        let nobody = scene.vandal.bytes([9; 16]);
        scene.vandal.run(&format!("UPDATE grants SET granter_id = {nobody} WHERE {here} AND {theirs}"));
        let read = tamper(people::list(scene.store(), &member, scene.case));
        assert_eq!(read.kind, TamperKind::GrantForged);
        scene.assert_found(TamperKind::GrantForged, member.account, None);
    });
}

#[test]
fn a_certificate_of_somebody_else_is_named() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let (one, other) = (office.colleague("una"), office.colleague("otra"));
        let (this, that) =
            (scene.vandal.bytes(one.account.bytes()), scene.vandal.bytes(other.account.bytes()));
        scene.vandal.swap("accounts", "certificate", &format!("id = {this}"), &format!("id = {that}"));
        let elsewhere = office.another_node();
        assert_tampered(elsewhere.sign_in("una", PASSWORD), TamperKind::GrantForged, one.account);
    });
}

#[test]
fn a_certificate_that_was_replaced_in_a_case_is_named_by_the_check() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let member = office.member(scene.case, "entrevista", Role::Interviewer);
        let person = resguardo::domain::person::Person { pseudonym: "x".into(), ..Default::default() };
        people::add(scene.store(), &member, scene.case, person).unwrap();
        let other = office.colleague("otra");
        let (this, that) =
            (scene.vandal.bytes(member.account.bytes()), scene.vandal.bytes(other.account.bytes()));
        scene.vandal.swap("accounts", "certificate", &format!("id = {this}"), &format!("id = {that}"));
        scene.assert_found(TamperKind::GrantForged, member.account, None);
    });
}

#[test]
fn nobody_is_let_in_with_cheap_or_ruinous_password_hashing() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let member = office.colleague("una");
        let row = format!("id = {}", scene.vandal.bytes(member.account.bytes()));
        for change in ["memory_kib = 8", "passes = 0", "lanes = 0", "memory_kib = 99999999", "passes = 5000"]
        {
            let column = change.split(' ').next().unwrap();
            scene.vandal.run(&format!("UPDATE accounts SET {change} WHERE {row}"));
            let entered = office.store.sign_in("una", PASSWORD);
            assert!(matches!(entered, Err(Error::WrongPassword)), "{change}");
            let honest = match column {
                "memory_kib" => 65_536,
                "passes" => 3,
                _ => 4,
            };
            scene.vandal.run(&format!("UPDATE accounts SET {column} = {honest} WHERE {row}"));
        }
        // Within the bounds, but not what the keyring was sealed under.
        scene.vandal.run(&format!("UPDATE accounts SET memory_kib = 47104, passes = 1 WHERE {row}"));
        assert!(matches!(office.store.sign_in("una", PASSWORD), Err(Error::WrongPassword)));
        scene.vandal.run(&format!("UPDATE accounts SET memory_kib = 65536, passes = 3 WHERE {row}"));
        office.store.sign_in("una", PASSWORD).unwrap();
    });
}

#[test]
fn a_keyring_in_another_account_does_not_open() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let (one, other) = (office.colleague("una"), office.colleague("otra"));
        let row =
            |scene: &Scene<'_>, actor: &Actor| format!("id = {}", scene.vandal.bytes(actor.account.bytes()));
        let (this, that) = (row(&scene, &one), row(&scene, &other));
        scene.vandal.swap("accounts", "keyring", &this, &that);
        assert!(matches!(office.store.sign_in("una", PASSWORD), Err(Error::WrongPassword)));
        for column in ["salt", "wrap_id", "identity_keyring"] {
            scene.vandal.swap("accounts", column, &this, &that);
        }
        assert!(matches!(office.store.sign_in("una", PASSWORD), Err(Error::WrongPassword)));
    });
}

#[test]
fn a_suspended_account_neither_enters_nor_goes_on() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let member = office.colleague("una");
        let session = office.store.open_session("una", PASSWORD).unwrap();
        office.store.resume_session(&session).unwrap();
        let row = format!("id = {}", scene.vandal.bytes(member.account.bytes()));
        scene.vandal.run(&format!("UPDATE accounts SET status = 'suspended' WHERE {row}"));
        assert!(matches!(office.store.sign_in("una", PASSWORD), Err(Error::WrongPassword)));
        assert!(matches!(office.store.resume_session(&session), Err(Error::NotFound)));
        let shared =
            members::grant(scene.store(), scene.lead(), scene.case, member.account, terms(Role::Reader));
        assert!(matches!(shared, Err(Error::NotFound)));
    });
}

#[test]
fn an_organisation_that_somebody_else_founded_in_the_same_tables_opens_nothing_here() {
    let (here, there) = (Office::found(None), Office::found(None));
    let mut scene = Scene::of(&here);
    let case = scene.case;
    scene.person("Colibrí");
    // An account of another organisation, with its own root, whose password the attacker knows.
    let file = there.data().join("resguardo.sqlite");
    let attach = format!("ATTACH DATABASE '{}' AS theirs", file.display());
    scene.vandal.run_any(&attach);
    let stranger = scene.vandal.bytes(there.registrar.account.bytes());
    let tag = scene.vandal.bytes([1; 32]);
    scene.vandal.run(&format!(
        "INSERT INTO accounts SELECT id, {tag}, status, wrap_id, salt, memory_kib, passes, lanes, keyring, \
         identity_keyring, certificate, created_at, factor_step FROM theirs.accounts WHERE id = {stranger}"
    ));
    let shared =
        members::grant(scene.store(), scene.lead(), case, there.registrar.account, terms(Role::Reader));
    assert_tampered(shared, TamperKind::GrantForged, there.registrar.account);
    assert!(matches!(people::list(scene.store(), &there.registrar, case), Err(Error::NotFound)));
    assert!(matches!(ledger::verify(scene.store(), &there.registrar, case, None), Err(Error::NotFound)));
    let names: Vec<_> = accounts::list(scene.store(), scene.lead()).unwrap();
    assert_eq!(names.len(), 1, "the ledger of the organisation knows of nobody new");
}

#[test]
fn identities_are_not_shared_with_a_role_that_may_not_read_them() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        let lead = scene.lead_with_identities();
        let member = office.colleague("una").account;
        let share = |role| {
            members::grant(
                scene.store(),
                &lead,
                scene.case,
                member,
                Grant { identities: true, ..terms(role) },
            )
        };
        for role in [Role::Analyst, Role::Reader, Role::Auditor] {
            assert!(matches!(share(role), Err(Error::Denied(_))), "{role:?}");
        }
        share(Role::Lawyer).unwrap();
    });
}

#[test]
fn a_grant_whose_row_was_hidden_while_another_role_was_given_opens_nothing_when_it_is_back() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let member = office.member(scene.case, "una", Role::Interviewer);
        let (here, theirs) = (scene.in_case(), of(&scene, &member));
        scene.vandal.run_copy("hidden", &format!("SELECT * FROM grants WHERE {here} AND {theirs}"));
        scene.vandal.run(&format!("DELETE FROM grants WHERE {here} AND {theirs}"));
        members::grant(scene.store(), scene.lead(), scene.case, member.account, terms(Role::Reader)).unwrap();
        scene.vandal.run(&format!("DELETE FROM grants WHERE {here} AND {theirs}"));
        scene.vandal.run("INSERT INTO grants SELECT * FROM hidden");
        let person = resguardo::domain::person::Person { pseudonym: "x".into(), ..Default::default() };
        let added = tamper(people::add(scene.store(), &member, scene.case, person));
        assert_eq!(added.kind, TamperKind::GrantForged);
    });
}

#[test]
fn a_suspended_account_that_the_table_calls_active_is_not_let_into_the_organisation() {
    on_each_database(|office| {
        let mut vandal = super::vandal::Vandal::at(office);
        let una = office.colleague("una");
        accounts::suspend(&office.store, &office.registrar, una.account).unwrap();
        vandal.run("UPDATE accounts SET status = 'active' WHERE status = 'suspended'");
        for store in [&*office.store, &office.another_node()] {
            let again = store.sign_in("una", PASSWORD).unwrap();
            assert!(matches!(accounts::list(store, &again), Err(Error::NotFound)));
            let session = store.open_session("una", PASSWORD).unwrap();
            let resumed = store.resume_session(&session).unwrap();
            assert!(matches!(accounts::oneself(store, &resumed), Err(Error::NotFound)));
        }
    });
}

#[test]
fn a_suspended_account_that_the_table_calls_active_is_not_let_into_its_cases_and_is_named() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let una = office.member(scene.case, "una", Role::Reader);
        scene.assert_clean();
        people::list(scene.store(), &una, scene.case).unwrap();
        accounts::suspend(&office.store, &office.registrar, una.account).unwrap();
        scene.vandal.run("UPDATE accounts SET status = 'active' WHERE status = 'suspended'");
        for store in [&*office.store, &office.another_node()] {
            let again = store.sign_in("una", PASSWORD).unwrap();
            assert!(matches!(people::list(store, &again, scene.case), Err(Error::NotFound)));
        }
        scene.assert_found(TamperKind::RowNotAsLedger, una.account, None);
        scene.vandal.run("UPDATE accounts SET status = 'suspended'");
        // Whoever was shut out by the table alone.
        scene.assert_found(TamperKind::RowNotAsLedger, scene.lead().account, None);
    });
}

#[test]
fn a_case_says_that_a_suspended_member_knows_its_keys_until_they_are_changed() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        let una = office.member(scene.case, "una", Role::Reader);
        let exposed = || members::keys(scene.store(), scene.lead(), scene.case).unwrap().exposed;
        assert!(!exposed());
        accounts::suspend(&office.store, &office.registrar, una.account).unwrap();
        assert!(exposed());
        members::rotate(scene.store(), &scene.lead_with_identities(), scene.case).unwrap();
        assert!(!exposed());
        accounts::reactivate(&office.store, &office.registrar, una.account).unwrap();
        let again = office.store.sign_in("una", PASSWORD).unwrap();
        assert!(matches!(people::list(scene.store(), &again, scene.case), Err(Error::NotFound)));
        scene.assert_clean();
    });
}
