//! An insider who writes the database and knows a password: their keyring, sealed anew with a root
//! of their own.

use super::forger::{Wrapped, certificate_of, put_certificate};
use super::scene::{Scene, assert_tampered};
use super::vandal::Vandal;
use crate::support::office::{CANARY, Office, PASSWORD, on_each_database};
use resguardo::crypto::certificate::Certificate;
use resguardo::crypto::keyring::RootKey;
use resguardo::domain::AccountId;
use resguardo::service::{Error, Store, TamperKind, people};

/// Opens the keyring of an account, pins another root in it, and certifies the account under that.
fn trust_another_root(office: &Office, vandal: &mut Vandal, account: AccountId) {
    let whose = vandal.bytes(account.bytes());
    let sealed = vandal.cell(&format!("SELECT keyring AS value FROM accounts WHERE id = {whose}"));
    let (wrapped, root) = (Wrapped::of(office, vandal, account), RootKey::generate());
    let keyring = vandal.bytes(wrapped.seal(&wrapped.open(&sealed), &root));
    vandal.run(&format!("UPDATE accounts SET keyring = {keyring} WHERE id = {whose}"));
    let honest = certificate_of(vandal, account);
    let (organisation, keys) = (honest.organisation, honest.keys);
    put_certificate(
        vandal,
        &Certificate::issue_by_root(&root, organisation, *account.bytes(), keys, true, 1),
    );
}

#[test]
fn a_keyring_that_pins_another_root_than_the_data_directory_signs_in_nowhere() {
    on_each_database(|office| {
        let mut vandal = Vandal::at(office);
        let insider = office.colleague("adentro").account;
        trust_another_root(office, &mut vandal, insider);
        for store in [&*office.store, &office.another_node()] {
            let signed_in = store.sign_in("adentro", PASSWORD).map(|_| ());
            assert_tampered(signed_in, TamperKind::GrantForged, insider);
            assert!(store.sign_in(&format!("registro {CANARY}"), PASSWORD).is_ok());
        }
    });
}

#[test]
fn where_an_insider_pinned_their_root_first_nobody_else_is_let_in_unseen() {
    on_each_database(|office| {
        let mut scene = Scene::of(office);
        let insider = office.colleague("adentro").account;
        trust_another_root(office, &mut scene.vandal, insider);
        std::fs::remove_file(office.data().join("root.pin")).unwrap();
        let theirs = office.store.sign_in("adentro", PASSWORD).unwrap();
        assert!(people::list(scene.store(), &theirs, scene.case).is_err());
        // Whoever was signed in already goes on by their own root, from their own memory.
        scene.person("Colibrí");
        scene.assert_found(TamperKind::GrantForged, insider, None);
        let honest = office.store.sign_in(&format!("registro {CANARY}"), PASSWORD).map(|_| ());
        assert_tampered(honest, TamperKind::GrantForged, office.registrar.account);
    });
}

#[test]
fn a_directory_that_pins_a_root_founds_no_second_organisation() {
    let office = Office::found(None);
    std::fs::remove_file(office.data().join("resguardo.sqlite")).unwrap();
    let emptied = Store::open(&office.data(), None).unwrap();
    assert!(matches!(emptied.found("Otra", "otra persona", PASSWORD), Err(Error::StoreExists)));
}
