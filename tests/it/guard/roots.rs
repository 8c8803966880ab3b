//! An insider who writes the database and knows a password: their keyring, sealed anew with a root
//! of their own.

use super::scene::{Scene, assert_tampered};
use super::vandal::Vandal;
use crate::support::office::{CANARY, Office, PASSWORD, on_each_database};
use resguardo::crypto::certificate::Certificate;
use resguardo::crypto::encode::{Fields, Reader};
use resguardo::crypto::keyring::{AccountKeys, RootKey};
use resguardo::crypto::password::{KdfParams, Password, PasswordRoot};
use resguardo::domain::AccountId;
use resguardo::service::{Error, Store, TamperKind, people};

/// Opens the keyring of an account, pins another root in it, and certifies the account under that.
fn trust_another_root(office: &Office, vandal: &mut Vandal, account: AccountId) {
    let row = format!("FROM accounts WHERE id = {}", vandal.bytes(account.bytes()));
    let mut cell = |column: &str| vandal.cell(&format!("SELECT {column} AS value {row}"));
    let (wrap, salt, sealed) = (cell("wrap_id"), cell("salt"), cell("keyring"));
    let (certificate, params) =
        (Certificate::from_bytes(&cell("certificate")).unwrap(), KdfParams::RECOMMENDED);
    let organisation = *office.registrar.organisation.bytes();
    let context = Fields::new("rg1/keyring").text("main").bytes(&organisation).bytes(account.bytes());
    let context = context.bytes(&wrap).bytes(&salt).number(params.memory_kib.into());
    let context = context.number(params.passes.into()).number(params.lanes.into()).done();
    let (wrap, salt) = (wrap.try_into().unwrap(), salt.try_into().unwrap());
    let derived = PasswordRoot::derive(&Password::new(PASSWORD), &salt, params, None).unwrap();
    let key = derived.keyring_key(account.bytes(), &wrap);
    let plain = key.open(&context, &sealed).unwrap();
    let keys = Reader::new("rg1/keyring-content", &plain).unwrap().bytes().unwrap().to_vec();
    let root = RootKey::generate();
    let keyring = Fields::new("rg1/keyring-content").bytes(&keys).bytes(root.public().bytes()).done();
    AccountKeys::import(&keys).unwrap();
    let certificate =
        Certificate::issue_by_root(&root, organisation, *account.bytes(), certificate.keys, true, 1);
    let (keyring, certificate) =
        (vandal.bytes(key.seal(&context, &keyring)), vandal.bytes(certificate.to_bytes()));
    let whose = vandal.bytes(account.bytes());
    vandal.run(&format!(
        "UPDATE accounts SET keyring = {keyring}, certificate = {certificate} WHERE id = {whose}"
    ));
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
        scene.assert_clean();
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
