//! Whole attacks by somebody who writes the database and the directory and signs with keys of their
//! own: each is refused or named, in words that the person who meets it can act on.

use super::forger::{Forger, certificate_of, put_certificate, put_grant};
use super::scene::Scene;
use crate::support::office::{CANARY, Office, PASSWORD, on_each_database, terms};
use resguardo::crypto::PublicKeys;
use resguardo::crypto::certificate::Certificate;
use resguardo::crypto::compartment::CompartmentKey;
use resguardo::crypto::keyring::{AccountKeys, IdentityKeys, RootKey};
use resguardo::domain::account::{Compartment, Role};
use resguardo::domain::ledger::Act;
use resguardo::domain::person::Person;
use resguardo::domain::{AccountId, Choice, Lang, ScopeId};
use resguardo::service::{Error, Result, Store, TamperKind, accounts, members, people};
use std::fs;
use std::process::Command;

/// What people read of an error that tells of tampering.
#[track_caller]
fn told<T>(result: Result<T>) -> String {
    match result {
        Ok(_) => panic!("it was not noticed"),
        Err(Error::Tampered(tamper)) => format!("{}: {}", tamper.what, tamper.kind.label(Lang::En)),
        Err(other) => panic!("not told as tampering: {other}"),
    }
}

fn says(kind: TamperKind, what: impl ToString) -> String {
    format!("{}: {}", what.to_string(), kind.label(Lang::En))
}

fn honest_name() -> String {
    format!("registro {CANARY}")
}

fn draft() -> Person {
    Person { pseudonym: "Garza".into(), ..Person::default() }
}

fn fresh_keys() -> PublicKeys {
    AccountKeys::generate().public(&IdentityKeys::generate().public())
}

#[derive(Clone, Copy, PartialEq)]
enum Pin {
    Left,
    Removed,
    Replaced,
}

/// A stranger without a single key makes a root, an account under it, and the organisation and the
/// case anew; certifies everybody under the new root where `recertify` says so; and pins it.
fn usurp(scene: &mut Scene<'_>, recertify: bool, pin: Pin) -> Forger {
    let (office, organisation, lead) = (scene.office, scene.lead().organisation, scene.lead().account);
    let root = RootKey::generate();
    let stranger = Forger::stranger(office, &mut scene.vandal, &root, "intruso");
    let mut honest = certificate_of(&mut scene.vandal, lead);
    if recertify {
        let (account, keys) = (honest.account, honest.keys);
        honest = Certificate::issue_by_root(&root, *organisation.bytes(), account, keys, true, 1);
        put_certificate(&mut scene.vandal, &honest);
    }
    let places = [
        (ScopeId::from(organisation), Act::OrganisationFounded, Role::Registrar),
        (ScopeId::from(scene.case), Act::CaseOpened, Role::Lead),
    ];
    for (scope, founding, role) in places {
        let people = [(stranger.certificate.clone(), role), (honest.clone(), role)];
        let checkpoint = stranger.replace_scope(&mut scene.vandal, scope, founding, &people);
        fs::write(office.data().join("pins").join(format!("{scope}.checkpoint")), checkpoint).unwrap();
    }
    let root_pin = office.data().join("root.pin");
    match pin {
        Pin::Left => {}
        Pin::Removed => fs::remove_file(root_pin).unwrap(),
        Pin::Replaced => {
            fs::write(root_pin, data_encoding::HEXLOWER.encode(root.public().bytes())).unwrap();
        }
    }
    stranger
}

#[test]
fn a_forged_root_under_which_everybody_was_certified_anew_lets_nobody_in_unseen() {
    for pin in [Pin::Left, Pin::Removed, Pin::Replaced] {
        on_each_database(|office| {
            let mut scene = Scene::of(office);
            scene.person("Colibrí");
            let session = office.store.open_session(&honest_name(), PASSWORD).unwrap();
            let stranger = usurp(&mut scene, true, pin);
            let named = says(TamperKind::GrantForged, office.registrar.account);
            let elsewhere = office.another_node();
            assert_eq!(told(elsewhere.sign_in(&honest_name(), PASSWORD)), named);
            assert_eq!(told(elsewhere.resume_session(&session)), named);
            // Whoever is signed in goes by the root in their own keyring.
            let theirs = says(TamperKind::GrantForged, stranger.account);
            assert_eq!(told(people::list(scene.store(), scene.lead(), scene.case)), theirs);
            let cut = says(TamperKind::LedgerTruncated, 5);
            assert_eq!(told(people::add(scene.store(), scene.lead(), scene.case, draft())), cut);
            if pin == Pin::Left {
                assert_eq!(told(elsewhere.sign_in("intruso", PASSWORD)), theirs);
            }
        });
    }
}

#[test]
fn a_forged_root_beside_certificates_that_were_left_alone_opens_no_case() {
    for pin in [Pin::Left, Pin::Removed, Pin::Replaced] {
        on_each_database(|office| {
            let mut scene = Scene::of(office);
            scene.person("Colibrí");
            let stranger = usurp(&mut scene, false, pin);
            let elsewhere = office.another_node();
            let entered = elsewhere.sign_in(&honest_name(), PASSWORD);
            if pin == Pin::Replaced {
                assert_eq!(told(entered), says(TamperKind::GrantForged, office.registrar.account));
                return;
            }
            let (lead, theirs) = (entered.unwrap(), says(TamperKind::GrantForged, stranger.account));
            assert_eq!(told(people::list(&elsewhere, &lead, scene.case)), theirs);
            assert_eq!(told(people::add(&elsewhere, &lead, scene.case, draft())), theirs);
            assert_eq!(told(accounts::list(&elsewhere, &lead)), theirs);
            assert_eq!(told(elsewhere.sign_in("intruso", PASSWORD)), theirs);
        });
    }
}

/// Everybody who meets a certificate that is not the one an account was added with.
fn assert_refused_everywhere(scene: &Scene<'_>, store: &Store, name: &str, account: AccountId) {
    let named = says(TamperKind::GrantForged, account);
    assert_eq!(told(store.sign_in(name, PASSWORD)), named);
    let lead = store.sign_in(&honest_name(), PASSWORD).unwrap();
    assert_eq!(told(members::grant(store, &lead, scene.case, account, terms(Role::Lawyer))), named);
    scene.assert_found(TamperKind::GrantForged, account, None);
}

#[test]
fn an_account_that_an_insider_certified_anew_with_keys_of_their_own_gets_nothing() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let insider = office.colleague("adentro").account;
        let victim = office.colleague("una").account;
        let insider = Forger::insider(office, &mut scene.vandal, insider);
        let organisation = *office.registrar.organisation.bytes();
        let (issuer, root) = (*insider.account.bytes(), RootKey::generate());
        let forged = [
            Certificate::issue_by(&insider.keys, issuer, organisation, *victim.bytes(), fresh_keys(), 1),
            Certificate::issue_by_root(&root, organisation, *victim.bytes(), fresh_keys(), true, 1),
        ];
        for certificate in forged {
            put_certificate(&mut scene.vandal, &certificate);
            assert_refused_everywhere(&scene, &office.another_node(), "una", victim);
        }
    });
}

#[test]
fn an_account_that_the_registrar_certified_anew_is_told_from_the_one_that_was_added() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let victim = office.member(scene.case, "una", Role::Interviewer).account;
        let registrar = Forger::insider(office, &mut scene.vandal, office.registrar.account);
        let (issuer, organisation) = (*registrar.account.bytes(), *office.registrar.organisation.bytes());
        let keys = fresh_keys();
        let certificate =
            Certificate::issue_by(&registrar.keys, issuer, organisation, *victim.bytes(), keys, 1);
        put_certificate(&mut scene.vandal, &certificate);
        assert_refused_everywhere(&scene, &office.another_node(), "una", victim);
    });
}

#[test]
fn an_account_that_nobody_added_and_one_that_is_gone_are_named() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let gone = office.colleague("una").account;
        scene.assert_clean();
        let stranger = Forger::stranger(office, &mut scene.vandal, &RootKey::generate(), "intruso");
        let (this, by) = (scene.vandal.bytes(gone.bytes()), scene.vandal.bytes(stranger.account.bytes()));
        scene.vandal.run(&format!("DELETE FROM grants WHERE account_id = {this}"));
        scene.vandal.run(&format!("DELETE FROM accounts WHERE id = {this}"));
        assert_ne!(this, by);
        scene.assert_found(TamperKind::RowUnknown, stranger.account, None);
        scene.assert_found(TamperKind::RowMissing, gone, None);
    });
}

#[test]
fn a_grant_of_a_key_that_an_attacker_chose_is_refused_before_anything_is_sealed_with_it() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let insider = office.colleague("adentro").account;
        let victim = office.member(scene.case, "una", Role::Interviewer);
        let insider = Forger::insider(office, &mut scene.vandal, insider);
        let (scope, to) = (ScopeId::from(scene.case), certificate_of(&mut scene.vandal, victim.account));
        let named = says(TamperKind::GrantForged, victim.account);
        let chosen = CompartmentKey::generate();
        let honest = insider.grant(scope, &chosen, Compartment::Record, &to, Role::Interviewer);
        // Signed by the insider in their own name, then in the name of whoever leads the case.
        let mut in_anothers_name = honest.clone();
        in_anothers_name.granter_id = scene.lead().account.bytes().to_vec();
        for row in [honest, in_anothers_name] {
            put_grant(&mut scene.vandal, &row);
            let elsewhere = office.another_node();
            let again = elsewhere.sign_in("una", PASSWORD).unwrap();
            for (store, actor) in [(scene.store(), &victim), (&elsewhere, &again)] {
                assert_eq!(told(people::list(store, actor, scene.case)), named);
                assert_eq!(told(people::add(store, actor, scene.case, draft())), named);
            }
            scene.assert_found(TamperKind::GrantForged, victim.account, None);
        }
    });
}

/// An insider who never had a role in the case founds another in its place.
fn substitute(office: &Office, scene: &mut Scene<'_>) -> String {
    let insider = office.colleague("adentro").account;
    let insider = Forger::insider(office, &mut scene.vandal, insider);
    let victim = certificate_of(&mut scene.vandal, office.registrar.account);
    let people = [(insider.certificate.clone(), Role::Lead), (victim, Role::Lead)];
    insider.replace_scope(&mut scene.vandal, scene.case.into(), Act::CaseOpened, &people)
}

#[test]
fn a_case_that_an_insider_put_in_the_place_of_another_is_refused_even_when_the_pins_were_forged() {
    for pins in ["left", "removed", "forged"] {
        on_each_database(|office| {
            let mut scene = Scene::of(office);
            scene.person("Colibrí");
            let checkpoint = substitute(office, &mut scene);
            let pin = office.data().join("pins").join(format!("{}.checkpoint", scene.case));
            match pins {
                "removed" => fs::remove_file(pin).unwrap(),
                "forged" => fs::write(pin, checkpoint).unwrap(),
                _ => {}
            }
            let (store, lead) = scene.elsewhere();
            let named = says(TamperKind::EntryBroken, 0);
            assert_eq!(told(people::list(&store, &lead, scene.case)), named, "{pins}");
            assert_eq!(told(people::add(&store, &lead, scene.case, draft())), named, "{pins}");
            assert!(people::add(scene.store(), scene.lead(), scene.case, draft()).is_err());
        });
    }
}

/// What `resguardo ledger verify` says to somebody at a terminal.
fn at_the_terminal(office: &Office, case: impl ToString) -> String {
    let password = tempfile::NamedTempFile::new().unwrap();
    fs::write(&password, PASSWORD).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_resguardo"));
    command.args(["ledger", "verify", &case.to_string(), "--account", &honest_name(), "--lang", "es"]);
    command.arg("--data").arg(office.data()).arg("--password-file").arg(password.path());
    if let Some(url) = office.database() {
        command.args(["--database", url]);
    }
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let both = [output.stdout, output.stderr].concat();
    String::from_utf8(both).unwrap()
}

#[test]
fn records_dropped_with_all_that_tells_of_them_are_missed_by_the_pin_and_a_person_can_read_it() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let person = scene.person("Colibrí");
        let case = scene.vandal.bytes(scene.case.bytes());
        let then = scene.vandal.word(&format!("SELECT checkpoint AS value FROM scopes WHERE id = {case}"));
        let size = scene.ledger_size();
        let late = [scene.testimony(person, "lo que vino después"), scene.file("a.txt", b"uno")];
        fs::remove_file(scene.path_of(late[1])).unwrap();
        for record in late {
            let id = scene.vandal.bytes(record.bytes());
            scene.vandal.run(&format!("DELETE FROM records WHERE id = {id}"));
            scene.vandal.run_any(&format!("DELETE FROM lookups WHERE record_id = {id}"));
        }
        scene.vandal.run(&format!("DELETE FROM blobs WHERE scope_id = {case}"));
        scene.vandal.run(&format!("DELETE FROM ledger WHERE scope_id = {case} AND seq >= {size}"));
        scene.vandal.run(&format!("UPDATE scopes SET checkpoint = '{then}' WHERE id = {case}"));
        let (store, lead) = scene.elsewhere();
        let named = says(TamperKind::LedgerTruncated, size);
        assert_eq!(told(people::list(&store, &lead, scene.case)), named);
        assert_eq!(told(people::add(&store, &lead, scene.case, draft())), named);
        let said = at_the_terminal(office, scene.case);
        let words = TamperKind::LedgerTruncated.label(Lang::Es);
        assert!(said.contains(&format!("{size}: {words}")), "{said}");
    });
}
