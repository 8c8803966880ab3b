//! Sessions whose rows somebody changed, and a node whose secret was lost.

use super::vandal::Vandal;
use crate::support::office::{CANARY, Office, PASSWORD, on_each_database};
use resguardo::domain::account::AccountStatus;
use resguardo::domain::{CaseId, Moment};
use resguardo::service::{Error, identities, people, sessions};
use std::fs;

fn name() -> String {
    format!("registro {CANARY}")
}

const DAY: i64 = 24 * 3600 * 1_000_000;

#[test]
fn a_session_whose_time_was_lengthened_is_over() {
    for column in ["expires_at", "idle_at", "created_at", "generation", "fresh_until"] {
        on_each_database(|office| {
            let mut vandal = Vandal::at(office);
            let session = office.store.open_session(&name(), PASSWORD).unwrap();
            office.store.resume_session(&session).unwrap();
            vandal.run(&format!("UPDATE sessions SET {column} = {column} + {DAY}"));
            // By the process that has the keyring open, and by one that has not.
            assert!(matches!(office.store.resume_session(&session), Err(Error::NotFound)), "{column}");
            assert!(
                matches!(office.another_node().resume_session(&session), Err(Error::NotFound)),
                "{column}"
            );
        });
    }
}

#[test]
fn a_session_whose_time_has_come_is_over() {
    for column in ["expires_at", "idle_at"] {
        on_each_database(|office| {
            let mut vandal = Vandal::at(office);
            let session = office.store.open_session(&name(), PASSWORD).unwrap();
            vandal.run(&format!("UPDATE sessions SET {column} = 1"));
            assert!(matches!(office.store.resume_session(&session), Err(Error::NotFound)));
        });
    }
}

#[test]
fn a_session_given_to_another_account_does_not_open() {
    on_each_database(|office| {
        let mut vandal = Vandal::at(office);
        let member = office.colleague("una");
        let session = office.store.open_session("una", PASSWORD).unwrap();
        let (to, whose) =
            (vandal.bytes(office.registrar.account.bytes()), vandal.bytes(member.account.bytes()));
        vandal.run(&format!("UPDATE sessions SET account_id = {to} WHERE account_id = {whose}"));
        assert!(matches!(office.store.resume_session(&session), Err(Error::NotFound)));
    });
}

/// Whether the identities of a case open in a session.
fn open(office: &Office, store: &resguardo::service::Store, cookie: &str, case: CaseId) -> bool {
    let session = resguardo::crypto::session::SessionToken::from_cookie(cookie).unwrap();
    let Ok(actor) = store.resume_session(&session) else { return false };
    let person = people::list(&office.store, &office.registrar, case).unwrap()[0].id;
    match identities::read(store, &actor, case, person) {
        Ok(_) => true,
        Err(Error::IdentitiesClosed) => false,
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn identities_stay_open_no_longer_and_for_no_other_case_than_was_asked() {
    on_each_database(|office| {
        let mut vandal = Vandal::at(office);
        let (case, other) = (office.case(), office.case());
        for case in [case, other] {
            let person = resguardo::domain::person::Person { pseudonym: "x".into(), ..Default::default() };
            people::add(&office.store, &office.registrar, case, person).unwrap();
        }
        let session = office.store.open_session(&name(), PASSWORD).unwrap();
        let cookie = session.to_cookie();
        assert!(!open(office, &office.store, &cookie, case));
        assert!(matches!(office.store.step_up(&session, "no es la clave", case), Err(Error::WrongPassword)));
        office.store.step_up(&session, PASSWORD, case).unwrap();
        assert!(open(office, &office.store, &cookie, case));
        assert!(open(office, &office.another_node(), &cookie, case), "any node serves any request");
        assert!(!open(office, &office.store, &cookie, other));
        let to = vandal.bytes(other.bytes());
        vandal.run(&format!("UPDATE sessions SET identity_scope = {to}"));
        assert!(!open(office, &office.store, &cookie, other));
        let back = vandal.bytes(case.bytes());
        vandal.run(&format!("UPDATE sessions SET identity_scope = {back}"));
        assert!(open(office, &office.store, &cookie, case));
        vandal.run(&format!("UPDATE sessions SET identity_until = identity_until + {DAY}"));
        assert!(!open(office, &office.store, &cookie, case));
        assert!(!open(office, &office.another_node(), &cookie, case));
    });
}

#[test]
fn a_session_that_was_ended_is_over_on_every_node() {
    on_each_database(|office| {
        let other = office.another_node();
        let session = office.store.open_session(&name(), PASSWORD).unwrap();
        other.resume_session(&session).unwrap();
        office.store.close_session(&session).unwrap();
        assert!(matches!(other.resume_session(&session), Err(Error::NotFound)));
        assert!(matches!(office.store.resume_session(&session), Err(Error::NotFound)));
    });
}

#[test]
fn a_session_that_was_ended_stays_so_when_its_row_is_put_back() {
    on_each_database(|office| {
        let mut vandal = Vandal::at(office);
        let session = office.store.open_session(&name(), PASSWORD).unwrap();
        vandal.run_copy("old_sessions", "SELECT * FROM sessions");
        office.store.close_session(&session).unwrap();
        vandal.run("INSERT INTO sessions SELECT * FROM old_sessions");
        // By the process that ended it, and by the next one in the same directory.
        for store in [&*office.store, &office.another_node()] {
            assert!(matches!(store.resume_session(&session), Err(Error::NotFound)));
        }
        // The next one to sign in is somebody else, and comes in.
        let again = office.store.open_session(&name(), PASSWORD).unwrap();
        office.another_node().resume_session(&again).unwrap();
    });
}

/// Every other way to end a session than leaving.
#[test]
fn however_a_session_was_ended_its_keys_are_gone_and_its_row_does_not_bring_it_back() {
    type End = fn(&Office, &resguardo::crypto::session::SessionToken);
    let ways: [(&str, End); 5] = [
        ("everybody's", |office, _| _ = office.store.end_all_sessions(&office.registrar).unwrap()),
        ("suspended", |office, session| {
            let account = office.store.resume_session(session).unwrap().account;
            for status in [AccountStatus::Suspended, AccountStatus::Active] {
                office.store.set_status(&office.registrar, account, status).unwrap();
            }
        }),
        ("one", |office, session| {
            let actor = office.store.resume_session(session).unwrap();
            let id = office.store.sessions_of(&actor).unwrap()[0].id.clone();
            assert_eq!(office.store.end_sessions(&actor, Some(&id), None).unwrap(), 1);
        }),
        ("all but", |office, session| {
            let actor = office.store.resume_session(session).unwrap();
            assert_eq!(office.store.end_sessions(&actor, None, Some("another")).unwrap(), 1);
        }),
        ("oldest", |office, _| {
            (0..20).for_each(|_| drop(office.store.open_session("una", PASSWORD).unwrap()));
        }),
    ];
    on_each_database(|office| {
        office.colleague("una");
        for (way, end) in ways {
            let mut vandal = Vandal::at(office);
            vandal.run_any("DELETE FROM sessions");
            let session = office.store.open_session("una", PASSWORD).unwrap();
            office.store.resume_session(&session).unwrap();
            let table = format!("old_{}", way.replace([' ', '\''], "_"));
            vandal.run_copy(&table, "SELECT * FROM sessions");
            let others = if way == "oldest" { 20 } else { 0 };
            end(office, &session);
            assert_eq!(office.store.sessions_in_memory(), others, "{way}");
            vandal.run_any("DELETE FROM sessions");
            vandal.run(&format!("INSERT INTO sessions SELECT * FROM {table}"));
            for store in [&*office.store, &office.another_node()] {
                assert!(matches!(store.resume_session(&session), Err(Error::NotFound)), "{way}");
            }
            office.store.forget_sessions_over(Moment::from_micros(i64::MAX));
        }
    });
}

#[test]
fn the_keys_of_a_session_whose_row_is_gone_are_forgotten_when_its_cookie_comes() {
    on_each_database(|office| {
        let session = office.store.open_session(&name(), PASSWORD).unwrap();
        Vandal::at(office).run("DELETE FROM sessions");
        assert_eq!(office.store.sessions_in_memory(), 1);
        assert!(matches!(office.store.resume_session(&session), Err(Error::NotFound)));
        assert_eq!(office.store.sessions_in_memory(), 0);
    });
}

#[test]
fn without_the_secret_of_the_node_a_cookie_and_the_database_open_nothing() {
    on_each_database(|office| {
        let session = office.store.open_session(&name(), PASSWORD).unwrap();
        fs::remove_file(office.data().join("node.secret")).unwrap();
        assert!(matches!(office.another_node().resume_session(&session), Err(Error::NotFound)));
    });
}

#[test]
fn a_cookie_opens_nothing_once_the_secret_of_the_node_was_rotated_away() {
    on_each_database(|office| {
        let (store, other) = (&office.store, office.another_node());
        let session = store.open_session(&name(), PASSWORD).unwrap();
        let copied = fs::read(office.data().join("node.secret")).unwrap();
        sessions::rotate_secret(store, &office.registrar).unwrap();
        // The one before is kept: nobody is signed out by the daily change, on any node.
        assert!(store.resume_session(&session).is_ok() && other.resume_session(&session).is_ok());
        let later = other.open_session(&name(), PASSWORD).unwrap();
        sessions::rotate_secret(store, &office.registrar).unwrap();
        for node in [store.as_ref(), &other, &office.another_node()] {
            assert!(matches!(node.resume_session(&session), Err(Error::NotFound)), "row, cookie, no secret");
            assert!(node.resume_session(&later).is_ok());
        }
        sessions::panic(store, &office.registrar).unwrap();
        let now = fs::read(office.data().join("node.secret")).unwrap();
        assert!(now.len() == 36 && copied.len() == 36 && now[4..] != copied[4..], "none of the old is left");
    });
}

#[test]
fn the_keys_of_a_session_that_is_over_are_forgotten_though_nobody_comes_back() {
    on_each_database(|office| {
        let in_minutes =
            |minutes: i64| Moment::from_micros(office.store.now().micros() + minutes * 60_000_000);
        let case = office.case();
        let session = office.store.open_session(&name(), PASSWORD).unwrap();
        office.store.step_up(&session, PASSWORD, case).unwrap();
        let actor = office.store.resume_session(&session).unwrap();
        assert!(actor.identities_open_until(case.into(), in_minutes(0)).is_some());
        office.store.forget_sessions_over(in_minutes(11));
        assert_eq!(office.store.sessions_in_memory(), 1);
        assert!(actor.identities_open_until(case.into(), in_minutes(0)).is_none(), "not merely hidden");
        office.store.forget_sessions_over(in_minutes(61));
        assert_eq!(office.store.sessions_in_memory(), 0);
    });
}

#[test]
fn identities_that_were_opened_meanwhile_stay_open_when_idling_is_postponed() {
    on_each_database(|office| {
        let mut vandal = Vandal::at(office);
        let case = office.case();
        let session = office.store.open_session(&name(), PASSWORD).unwrap();
        let other = office.another_node();
        other.resume_session(&session).unwrap();
        office.store.step_up(&session, PASSWORD, case).unwrap();
        let actor = other.resume_session(&session).unwrap();
        assert!(actor.identities_open_until(case.into(), office.store.now()).is_some());
        vandal.run("DELETE FROM sessions");
        assert!(matches!(office.store.step_up(&session, PASSWORD, case), Err(Error::NotFound)));
    });
}

#[test]
fn an_account_has_so_many_sessions_and_the_oldest_ends_for_the_next() {
    on_each_database(|office| {
        let first = office.store.open_session(&name(), PASSWORD).unwrap();
        let second = office.store.open_session(&name(), PASSWORD).unwrap();
        (2..21).for_each(|_| drop(office.store.open_session(&name(), PASSWORD).unwrap()));
        assert!(matches!(office.store.resume_session(&first), Err(Error::NotFound)));
        assert!(matches!(office.another_node().resume_session(&first), Err(Error::NotFound)));
        office.store.resume_session(&second).unwrap();
    });
}

#[test]
fn a_session_whose_password_is_not_fresh_changes_no_members_and_adds_no_account() {
    on_each_database(|office| {
        let mut vandal = Vandal::at(office);
        let (case, una) = (office.case(), office.colleague("una").account);
        let session = office.store.open_session(&name(), PASSWORD).unwrap();
        let grant = |store: &resguardo::service::Store| {
            let actor = store.resume_session(&session).unwrap();
            let terms = crate::support::office::terms(resguardo::domain::account::Role::Reader);
            resguardo::service::members::grant(store, &actor, case, una, terms)
        };
        grant(&office.store).unwrap();
        vandal.run("UPDATE sessions SET fresh_until = NULL, fresh_sealed = NULL");
        for store in [&*office.store, &office.another_node()] {
            assert!(matches!(grant(store), Err(Error::NotFresh)));
            let actor = store.resume_session(&session).unwrap();
            let added = resguardo::service::accounts::add(store, &actor, "otra", PASSWORD);
            assert!(matches!(added, Err(Error::NotFresh)));
        }
        assert!(matches!(office.store.confirm(&session, "no es la clave".into()), Err(Error::WrongPassword)));
        assert!(matches!(grant(&office.store), Err(Error::NotFresh)));
        office.store.confirm(&session, PASSWORD.into()).unwrap();
        grant(&office.store).unwrap();
        grant(&office.another_node()).unwrap();
    });
}
