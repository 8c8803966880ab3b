//! A person's own account: what happened at its door, and accounts that are closed for good.

use super::Site;
use crate::support::office::{CANARY, PASSWORD, on_each_database};
use resguardo::domain::Choice;
use resguardo::domain::account::SignInEvent;
use resguardo::service::{Error, accounts, sessions};
use std::time::{Duration, Instant};

#[test]
fn the_owner_sees_sign_ins_refused_attempts_and_what_was_changed() {
    let site = Site::open();
    site.office.colleague("una");
    let mut stranger = site.visitor();
    stranger.get("/sign-in").is(200);
    stranger.post("/sign-in", &[("account", "una"), ("password", "no es esta, no")]).is(422);
    let mut una = site.signed_in("una");
    let start = Instant::now();
    loop {
        let page = una.get("/account/sign-ins");
        page.is(200).says("Entrada").says("127.0.0.1");
        if page.body.contains("Intento rechazado") {
            break;
        }
        assert!(start.elapsed() < Duration::from_secs(20), "{}", page.body);
    }
    una.get("/account/known").is(200).says("llaves nuevas son una cuenta nueva");
}

#[test]
fn a_sign_in_that_nobody_made_is_not_shown_and_a_flood_of_refusals_leaves_the_sign_ins() {
    on_each_database(|office| {
        let una = office.colleague("una");
        office.store.open_session("una", PASSWORD).unwrap();
        let listed = || sessions::history(&office.store, &una).unwrap();
        assert_eq!(listed().len(), 1);
        let mut vandal = crate::guard::vandal_of(office);
        let whose = vandal.bytes(una.account.bytes());
        for number in 0..60u8 {
            let (id, nothing) = (vandal.bytes([number; 16]), vandal.bytes(b""));
            let values = format!("({id}, {whose}, {number}, 'refused', {nothing})");
            vandal.run(&format!("INSERT INTO sign_ins (id, account_id, at, event, sealed) VALUES {values}"));
        }
        vandal.run("UPDATE sign_ins SET event = 'signed_in' WHERE at < 5");
        let shown: Vec<SignInEvent> = listed().iter().map(|one| one.event).collect();
        assert_eq!(shown.iter().filter(|event| **event == SignInEvent::SignedIn).count(), 1);
        assert!(office.store.open_session("una", "no es esta, no").is_err());
        let start = Instant::now();
        while listed().iter().filter(|one| one.event.code() == "refused").count() > 50 {
            assert!(start.elapsed() < Duration::from_secs(20), "the oldest go");
            std::thread::sleep(Duration::from_millis(50));
        }
        assert!(listed().iter().any(|one| one.event == SignInEvent::SignedIn));
    });
}

#[test]
fn a_retired_account_never_comes_back_and_its_name_is_free() {
    on_each_database(|office| {
        let case = office.case();
        let una = office.member(case, "una", resguardo::domain::account::Role::Reader);
        let session = office.store.open_session("una", PASSWORD).unwrap();
        accounts::retire(&office.store, &office.registrar, una.account).unwrap();
        assert!(office.store.resume_session(&session).is_err());
        assert!(matches!(office.store.sign_in("una", PASSWORD), Err(Error::WrongPassword)));
        for change in [accounts::reactivate, accounts::suspend, accounts::retire] {
            let changed = change(&office.store, &office.registrar, una.account);
            assert!(matches!(changed, Err(Error::Invalid(_))));
        }
        let keys = resguardo::service::members::keys(&office.store, &office.registrar, case).unwrap();
        assert!(keys.exposed, "the case is told that its key is known");
        let again = office.colleague("una");
        assert_ne!(again.account, una.account);
        let found = accounts::find(&office.store, &office.registrar, "una").unwrap();
        assert_eq!(found, again.account);
    });
}

#[test]
fn a_registrar_retires_an_account_once_that_was_ticked() {
    let site = Site::open();
    let una = site.office.colleague("una").account;
    let mut registrar = site.lead();
    let url = format!("/accounts/{una}");
    registrar.get(&url).is(200).says("Dar de baja la cuenta");
    registrar.post(&format!("{url}/retire"), &[]).is(422).says("no se puede deshacer");
    registrar.submit(&format!("{url}/retire"), &[("for_good", "yes")]).is(200).says("Dada de baja");
    registrar.get(&url).is(200).says("no puede volver a entrar");
    let own = site.office.registrar.account;
    registrar.post(&format!("/accounts/{own}/retire"), &[("for_good", "yes")]).is(422);
    site.office.store.sign_in(&format!("registro {CANARY}"), PASSWORD).unwrap();
}
