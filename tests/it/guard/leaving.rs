//! Somebody who leaves a case: what they are refused, what their old key opens, and what is
//! sealed again without it.

use super::scene::{Scene, assert_tampered};
use super::vandal::Vandal;
use crate::support::office::{CANARY, Office, PASSWORD, on_each_database, terms};
use resguardo::crypto::certificate::Certificate;
use resguardo::crypto::compartment::CompartmentKey;
use resguardo::crypto::encode::{Fields, Reader};
use resguardo::crypto::grant::{GrantTerms, SealedGrant};
use resguardo::crypto::keyring::AccountKeys;
use resguardo::crypto::password::{KdfParams, Password, PasswordRoot};
use resguardo::crypto::place::Place;
use resguardo::domain::account::Role;
use resguardo::domain::policy::GrantAccess;
use resguardo::domain::{AccountId, PartialDate, Private};
use resguardo::service::members::{self, Grant, Keys};
use resguardo::service::{Actor, Error, TamperKind, ledger, links, people};
use std::ops::ControlFlow;

fn reason() -> Private {
    Private::new(format!("Se va {CANARY}"))
}

fn revoke(scene: &Scene, whom: &Actor) -> Result<(), Error> {
    members::revoke(scene.store(), &scene.lead_with_identities(), scene.case, whom.account, reason())
}

fn keys(scene: &Scene) -> Keys {
    members::keys(scene.store(), scene.lead(), scene.case).unwrap()
}

fn seal_everything(scene: &Scene) -> u64 {
    let lead = scene.lead_with_identities();
    members::seal_again(scene.store(), &lead, scene.case, &mut |_| ControlFlow::Continue(())).unwrap()
}

#[track_caller]
fn says(done: Result<(), Error>, field: &str, key: &str) {
    let Err(Error::Invalid(problems)) = done else { panic!("{done:?}") };
    assert!(problems.iter().any(|it| it.field == field && it.key == key), "{problems:?}");
}

#[test]
fn a_grant_needs_a_reason_which_members_see_and_a_last_day_that_is_not_over() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        let una = office.colleague("una").account;
        let give = |grant| members::grant(scene.store(), scene.lead(), scene.case, una, grant);
        says(give(Grant { reason: Private::new(" "), ..terms(Role::Reader) }), "reason", "blank");
        let until = |day| Grant { until: PartialDate::parse(day), ..terms(Role::Reader) };
        says(give(until("2020-01-31")), "until", "in-the-past");
        says(give(until("2099-01")), "until", "not-a-day");
        give(until("2099-12-31")).unwrap();
        let listed = members::list(scene.store(), scene.lead(), scene.case).unwrap();
        assert_eq!((listed.len(), listed[0].reason.reveal()), (2, ""));
        assert!(listed[1].reason.reveal().contains(CANARY) && !listed[1].ended);
        // The day ends at midnight in the case's time zone.
        assert_eq!(listed[1].until.unwrap().to_string(), "2100-01-01T06:00:00Z");
        scene.assert_clean();
    });
}

#[test]
fn nobody_shuts_themselves_out_nor_the_last_who_leads_or_knows_the_names_for_good() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        let second = office.member(scene.case, "segunda", Role::Lead);
        let first = scene.lead().account;
        says(revoke(&scene, scene.lead()), "account", "not-yourself");
        // The second holds no key to the names, which would be lost with the first.
        let revoked = members::revoke(scene.store(), &second, scene.case, first, reason());
        says(revoked, "account", "last-identities");
        let until = PartialDate::parse("2099-12-31");
        let limited = Grant { until, identities: true, ..terms(Role::Lead) };
        let lead = scene.lead_with_identities();
        members::grant(scene.store(), &lead, scene.case, second.account, limited).unwrap();
        let second = office.store.sign_in_with_identities("segunda", PASSWORD).unwrap();
        let revoked = members::revoke(scene.store(), &second, scene.case, first, reason());
        says(revoked, "account", "last-lead");
        members::revoke(scene.store(), &lead, scene.case, second.account, reason()).unwrap();
        scene.assert_clean();
    });
}

#[test]
fn whoever_was_removed_is_refused_at_the_next_request_on_every_node() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        let una = office.member(scene.case, "una", Role::Interviewer);
        let node = office.another_node();
        let there = node.sign_in("una", PASSWORD).unwrap();
        people::list(&node, &there, scene.case).unwrap();
        revoke(&scene, &una).unwrap();
        assert!(matches!(people::list(&node, &there, scene.case), Err(Error::NotFound)));
        assert!(matches!(people::list(scene.store(), &una, scene.case), Err(Error::NotFound)));
        assert!(matches!(revoke(&scene, &una), Err(Error::NotFound)), "once");
        let (other, lead) = scene.elsewhere();
        people::list(&other, &lead, scene.case).unwrap();
        scene.assert_clean();
    });
}

/// The key that a grant in the table holds for an account, as whoever has its password opens it.
fn stolen_key(office: &Office, vandal: &mut Vandal, scope: [u8; 16], thief: AccountId) -> CompartmentKey {
    let organisation = *office.registrar.organisation.bytes();
    let row = format!("FROM accounts WHERE id = {}", vandal.bytes(thief.bytes()));
    let mut cell = |column: &str| vandal.cell(&format!("SELECT {column} AS value {row}"));
    let (wrap, salt, sealed) = (cell("wrap_id"), cell("salt"), cell("keyring"));
    let to = Certificate::from_bytes(&cell("certificate")).unwrap();
    let params = KdfParams::RECOMMENDED;
    let context = Fields::new("rg1/keyring").text("main").bytes(&organisation).bytes(thief.bytes());
    let context = context.bytes(&wrap).bytes(&salt).number(params.memory_kib.into());
    let context = context.number(params.passes.into()).number(params.lanes.into()).done();
    let derived = PasswordRoot::derive(&Password::new(PASSWORD), &salt.try_into().unwrap(), params, None);
    let key = derived.unwrap().keyring_key(thief.bytes(), &wrap.try_into().unwrap());
    let plain = key.open(&context, &sealed).unwrap();
    let mut keyring = Reader::new("rg1/keyring-content", &plain).unwrap();
    let keys = AccountKeys::import(keyring.bytes().unwrap()).unwrap();
    let granter = office.registrar.account;
    let grant = format!(
        "FROM grants WHERE scope_id = {} AND account_id = {} AND compartment = 'record'",
        vandal.bytes(scope),
        vandal.bytes(thief.bytes())
    );
    let sealed = vandal.cell(&format!("SELECT sealed AS value {grant}"));
    let granted_at = vandal.word(&format!("SELECT CAST(granted_at AS TEXT) AS value {grant}"));
    let terms = GrantTerms {
        organisation,
        scope,
        compartment: "record".into(),
        epoch: 1,
        account: *thief.bytes(),
        role: "reader".into(),
        granter: *granter.bytes(),
        granted_at: granted_at.parse().unwrap(),
        expires_at: None,
    };
    let issuer =
        format!("SELECT certificate AS value FROM accounts WHERE id = {}", vandal.bytes(granter.bytes()));
    let granter = Certificate::from_bytes(&vandal.cell(&issuer)).unwrap();
    SealedGrant::from_bytes(&sealed).unwrap().open_record(&terms, &keys, &to, &granter).unwrap()
}

#[test]
fn the_key_of_whoever_left_opens_what_was_there_until_it_is_sealed_again_and_nothing_of_the_future() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let una = office.member(scene.case, "una", Role::Reader);
        let old = scene.person("antes");
        let case = *scene.case.bytes();
        let key = stolen_key(office, &mut scene.vandal, case, una.account);
        let opens = |scene: &mut Scene, record: resguardo::domain::RecordId| {
            let sealed =
                scene.vandal.cell(&format!("SELECT sealed AS value FROM records WHERE {}", scene.is(record)));
            [1, 2].into_iter().any(|epoch| {
                ["person", "sealed-again"].into_iter().any(|kind| {
                    let place = Place {
                        organisation: office.registrar.organisation.bytes(),
                        scope: &case,
                        compartment: "record",
                        epoch,
                        kind,
                        id: record.bytes(),
                        revision: 1,
                        schema: 1,
                    };
                    key.open(&place, &sealed).is_ok()
                })
            })
        };
        assert!(opens(&mut scene, old), "the test opens what can be opened");
        revoke(&scene, &una).unwrap();
        let new = scene.person("después");
        assert!(!opens(&mut scene, new));
        assert!(opens(&mut scene, old), "not yet sealed again");
        assert!(keys(&scene).under_old > 0 && !keys(&scene).exposed);
        assert!(seal_everything(&scene) > 0);
        assert!(!opens(&mut scene, old) && !opens(&mut scene, new));
        assert_eq!(keys(&scene), Keys { under_old: 0, exposed: false });
        let names: Vec<_> = people::list(scene.store(), scene.lead(), scene.case).unwrap();
        assert_eq!(
            names.iter().map(|one| one.body.pseudonym.reveal()).collect::<Vec<_>>(),
            ["antes", "después"]
        );
        scene.assert_clean();
    });
}

#[test]
fn a_case_that_is_half_sealed_again_is_whole_and_goes_on_where_it_stopped() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        let una = office.member(scene.case, "una", Role::Analyst);
        let person = scene.person("Colibrí");
        let told = scene.testimony(person, "uno");
        let revised = super::scene::testimony("dos");
        resguardo::service::interviews::revise(scene.store(), scene.lead(), scene.case, told, 1, revised)
            .unwrap();
        let file = scene.file("nota.txt", b"contenido");
        use resguardo::domain::link::Target;
        links::add(
            scene.store(),
            scene.lead(),
            scene.case,
            Target::Record(told),
            Target::Record(file),
            "n".into(),
        )
        .unwrap();
        scene.identity(person, "Nombre Ficticio");
        revoke(&scene, &una).unwrap();
        let total = keys(&scene).under_old;
        let lead = scene.lead_with_identities();
        let mut left = total;
        let mut steps = 0;
        while left > 0 {
            // As a process that is killed between any two of its transactions leaves it.
            let node = office.another_node();
            let there = node.sign_in_with_identities(&format!("registro {CANARY}"), PASSWORD).unwrap();
            let done =
                node.write::<GrantAccess, _>(&there, scene.case, |writing| writing.seal_again(3)).unwrap();
            assert!((1..=3).contains(&done));
            left -= done;
            steps += 1;
            assert_eq!(keys(&scene).under_old, left);
            scene.show(told).unwrap();
            assert_eq!(scene.read_file(file).unwrap(), b"contenido");
            left += keys(&scene).under_old - left;
            let shown = resguardo::service::interviews::show(scene.store(), &lead, scene.case, told).unwrap();
            assert_eq!(shown.revisions.len(), 2);
            let checked = ledger::verify(scene.store(), &lead, scene.case, None).unwrap();
            assert_eq!(checked.findings, []);
        }
        assert!(steps > 3);
        // And once more, so that what is in a second layer gets another one.
        members::rotate(scene.store(), &lead, scene.case).unwrap();
        assert!(seal_everything(&scene) > 0);
        assert_eq!(ledger::verify(scene.store(), &lead, scene.case, None).unwrap().findings, []);
        scene.show(told).unwrap();
    });
}

#[test]
fn a_row_that_was_sealed_again_cannot_be_changed_moved_or_put_back_changed() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let una = office.member(scene.case, "una", Role::Analyst);
        let (one, other) = (scene.person("una cosa"), scene.person("otra cosa"));
        revoke(&scene, &una).unwrap();
        seal_everything(&scene);
        let (is_one, is_other) = (scene.is(one), scene.is(other));
        scene.vandal.swap("records", "sealed", &is_one, &is_other);
        let listed = people::list(scene.store(), scene.lead(), scene.case).map(|_| ());
        assert_tampered(listed, TamperKind::RowDoesNotOpen, one);
        scene.assert_found(TamperKind::RowDoesNotOpen, one, Some("P-001"));
        scene.vandal.swap("records", "sealed", &is_one, &is_other);
        for column in ["epoch", "inner_epoch"] {
            scene.vandal.run(&format!("UPDATE records SET {column} = {column} + 1 WHERE {is_one}"));
            people::list(scene.store(), scene.lead(), scene.case).map(|_| ()).unwrap_err();
            scene.vandal.run(&format!("UPDATE records SET {column} = {column} - 1 WHERE {is_one}"));
        }
        scene.assert_clean();
    });
}

#[test]
fn the_older_key_under_the_newer_cannot_be_exchanged_or_hidden() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let una = office.member(scene.case, "una", Role::Analyst);
        scene.person("x");
        revoke(&scene, &una).unwrap();
        let here = scene.in_case();
        let row = |compartment: &str| format!("{here} AND compartment = '{compartment}' AND epoch = 2");
        scene.vandal.swap("epochs", "older", &row("record"), &row("ledger"));
        let (other, _) = (office.another_node(), ());
        let lead = other.sign_in(&format!("registro {CANARY}"), PASSWORD).unwrap();
        let listed = people::list(&other, &lead, scene.case);
        assert!(matches!(listed, Err(Error::Tampered(_))));
        scene.vandal.swap("epochs", "older", &row("record"), &row("ledger"));
        people::list(&other, &lead, scene.case).unwrap();
        scene.vandal.run(&format!("DELETE FROM epochs WHERE {}", row("record")));
        scene.assert_found(TamperKind::GrantForged, "record 2", None);
    });
}

#[test]
fn the_key_of_identities_is_changed_by_whoever_holds_it_and_until_then_it_is_said_to_be_known() {
    on_each_database(|office| {
        let scene = Scene::of(office);
        let person = scene.person("Colibrí");
        scene.identity(person, "Nombre Ficticio");
        let lawyer = office.colleague("abogada");
        let grant = Grant { identities: true, ..terms(Role::Lawyer) };
        let lead = scene.lead_with_identities();
        members::grant(scene.store(), &lead, scene.case, lawyer.account, grant).unwrap();
        let second = office.member(scene.case, "segunda", Role::Lead);
        let closed = members::revoke(scene.store(), scene.lead(), scene.case, lawyer.account, reason());
        assert!(matches!(closed, Err(Error::IdentitiesClosed)), "asked for the password first");
        members::revoke(scene.store(), &second, scene.case, lawyer.account, reason()).unwrap();
        assert!(keys(&scene).exposed);
        members::rotate(scene.store(), &lead, scene.case).unwrap();
        assert!(!keys(&scene).exposed);
        seal_everything(&scene);
        assert_eq!(keys(&scene).under_old, 0);
        let identity =
            resguardo::service::identities::read(scene.store(), &lead, scene.case, person).unwrap();
        assert_eq!(identity.unwrap().body.name.reveal(), "Nombre Ficticio");
        scene.assert_clean();
    });
}

#[test]
fn a_role_with_fewer_keys_changes_the_keys_it_lost() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let una = office.member(scene.case, "una", Role::Reader);
        let lead = scene.lead_with_identities();
        members::grant(scene.store(), &lead, scene.case, una.account, terms(Role::Auditor)).unwrap();
        let epochs = |scene: &mut Scene, of: &str| {
            let here = scene.in_case();
            scene.vandal.word(&format!(
                "SELECT CAST(MAX(epoch) AS TEXT) AS value FROM epochs WHERE {here} AND compartment = '{of}'"
            ))
        };
        assert_eq!((epochs(&mut scene, "record"), epochs(&mut scene, "ledger")), ("2".into(), "1".into()));
        assert!(ledger::verify(scene.store(), &una, scene.case, None).unwrap().findings.is_empty());
        scene.assert_clean();
    });
}
