//! Which passwords are taken, and how one's own is changed.

use super::Site;
use crate::support::office::{CANARY, PASSWORD};
use resguardo::service::Error;

const NEW: &str = "siete nubes cruzan despacio el faro";

fn change<'f>(old: &'f str, new: &'f str) -> [(&'f str, &'f str); 3] {
    [("password", old), ("new_password", new), ("new_password_again", new)]
}

#[test]
fn a_refused_password_comes_back_as_a_reason_and_a_measure_and_never_itself() {
    let site = Site::open();
    let mut registrar = site.lead();
    registrar.get("/accounts").is(200);
    for (password, reason) in [
        ("corta", "al menos 15 caracteres"),
        ("contraseñasegura", "todo el mundo prueba primero"),
        ("abcdefghijklmnopqrstuvw", "letras seguidas"),
        ("Oficina oficina 2026", "lo primero que se intenta"),
    ] {
        let fields = [("name", "nueva"), ("password", password), ("password_again", password)];
        let rejected = registrar.post("/accounts", &fields);
        rejected.is(422).says(reason).says("<strong>Débil</strong>").says("<meter").says("value=\"nueva\"");
        assert!(!rejected.body.contains(password), "{password}");
    }
    let fields = [("name", ""), ("password", PASSWORD), ("password_again", PASSWORD)];
    let rejected = registrar.post("/accounts", &fields);
    rejected.is(422).says("<strong>Fuerte</strong>");
    assert!(!rejected.body.contains(PASSWORD));
}

#[test]
fn a_password_is_changed_by_the_old_one_and_other_sessions_end() {
    let site = Site::open();
    site.office.colleague("una");
    let (mut here, mut elsewhere) = (site.signed_in("una"), site.signed_in("una"));
    here.get("/account/password").is(200);
    here.post("/account/password", &change("no es esta, no", NEW)).is(422).says("no es correcta");
    here.post("/account/password", &change(PASSWORD, "corta")).is(422).says("al menos 15");
    here.post("/account/password", &change(PASSWORD, PASSWORD)).is(422).says("la misma de antes");
    let differing = [("password", PASSWORD), ("new_password", NEW), ("new_password_again", "otra")];
    here.post("/account/password", &differing).is(422).says("no son iguales");
    elsewhere.get("/cases").is(200);
    here.submit("/account/password", &change(PASSWORD, NEW)).is(200).says("La contraseña se cambió");
    here.get("/cases").is(200);
    elsewhere.get("/cases").is(303);
    let mut again = site.visitor();
    again.get("/sign-in");
    again.post("/sign-in", &[("account", "una"), ("password", PASSWORD)]).is(422);
    again.post("/sign-in", &[("account", "una"), ("password", NEW)]).is(303);
}

#[test]
fn the_keys_stay_what_they_are_under_a_new_password() {
    crate::support::office::on_each_database(|office| {
        let case = office.case();
        let name = format!("registro {CANARY}");
        let old = office.store.sign_in(&name, PASSWORD).unwrap();
        office.store.change_password(&old, PASSWORD.into(), NEW, None).unwrap();
        assert!(matches!(office.store.sign_in(&name, PASSWORD), Err(Error::WrongPassword)));
        let new = office.another_node().sign_in_with_identities(&name, NEW).unwrap();
        assert_eq!(new.fingerprint(), old.fingerprint());
        assert!(resguardo::service::cases::standing(&office.store, &new, case).is_ok());
        // Whoever still has the old keyring open cannot take the new wrapping back.
        assert!(office.store.change_password(&old, PASSWORD.into(), NEW, None).is_err());
    });
}
