//! An invitation, attacked by whoever can write the database: the code's holder and the registrar
//! notice what was exchanged, and nobody's keys are certified but those that were answered.

use super::vandal_of;
use crate::support::office::{Office, PASSWORD, on_each_database};
use resguardo::domain::policy::ReadAccounts;
use resguardo::service::{Error, TamperKind, invitations};

fn told_of(office: &Office) -> Vec<TamperKind> {
    let found =
        office.store.read::<ReadAccounts, _>(&office.registrar, office.registrar.organisation, |granted| {
            granted.verify_accounts()
        });
    found.unwrap().into_iter().map(|finding| finding.tamper.kind).collect()
}

#[test]
fn keys_that_others_put_in_the_place_of_the_answered_ones_are_not_certified() {
    on_each_database(|office| {
        let invite = |name| invitations::invite(&office.store, &office.registrar, name).unwrap();
        let (una, otra) = (invite("una"), invite("otra"));
        for one in [&una, &otra] {
            invitations::accept(&office.store, &one.code, PASSWORD, None).unwrap();
        }
        assert_eq!(told_of(office), []);
        let seen = invitations::answer(&office.store, &office.registrar, una.account).unwrap().unwrap();
        let mut vandal = vandal_of(office);
        let ids = [una.account, otra.account].map(|account| vandal.bytes(account.bytes()));
        let other = format!("SELECT answer AS value FROM invitations WHERE id = {}", ids[1]);
        let answer = vandal.cell(&other);
        let answer = vandal.bytes(&answer);
        vandal.run(&format!("UPDATE invitations SET answer = {answer} WHERE id = {}", ids[0]));
        let confirmed = invitations::confirm(&office.store, &office.registrar, una.account, &seen);
        assert!(matches!(confirmed, Err(Error::Tampered(tamper)) if tamper.kind == TamperKind::GrantForged));
        // The other's row as a whole, under this one's id.
        vandal.run(&format!("DELETE FROM invitations WHERE id = {}", ids[0]));
        assert_eq!(told_of(office), [TamperKind::RowMissing]);
        vandal.run(&format!("UPDATE invitations SET id = {} WHERE id = {}", ids[0], ids[1]));
        assert_eq!(told_of(office), [TamperKind::GrantForged, TamperKind::RowMissing]);
        assert!(matches!(
            invitations::answer(&office.store, &office.registrar, una.account),
            Err(Error::Tampered(_))
        ));
        assert!(office.store.sign_in("una", PASSWORD).is_err());
    });
}

#[test]
fn the_code_lies_nowhere() {
    let office = Office::found(None);
    let made = invitations::invite(&office.store, &office.registrar, "una").unwrap();
    invitations::accept(&office.store, &made.code, PASSWORD, None).unwrap();
    let letters = made.code.replace('-', "");
    let bytes = data_encoding::BASE32_NOPAD.decode(letters.as_bytes()).unwrap();
    let mut looked_at = 0;
    for name in ["resguardo.sqlite", "resguardo.sqlite-wal"] {
        let Ok(stored) = std::fs::read(office.data().join(name)) else { continue };
        looked_at += stored.len();
        for needle in [made.code.as_bytes(), letters.as_bytes(), letters.to_lowercase().as_bytes(), &bytes] {
            assert!(!stored.windows(needle.len()).any(|window| window == needle), "{name}");
        }
    }
    assert!(looked_at > 10_000);
}

#[test]
fn an_invitation_that_lasts_longer_or_names_another_account_does_not_open() {
    on_each_database(|office| {
        let made = invitations::invite(&office.store, &office.registrar, "una").unwrap();
        let mut vandal = vandal_of(office);
        vandal.run("UPDATE invitations SET expires_at = expires_at + 1");
        assert_eq!(told_of(office), [TamperKind::GrantForged]);
        let accepted = invitations::accept(&office.store, &made.code, PASSWORD, None);
        assert!(matches!(accepted, Err(Error::Invalid(_))));
    });
}

#[test]
fn a_code_is_used_once_however_many_try_at_once_and_a_confirmed_account_works() {
    on_each_database(|office| {
        let made = invitations::invite(&office.store, &office.registrar, "una").unwrap();
        let accepted: usize = std::thread::scope(|scope| {
            let tries: Vec<_> = (0..4)
                .map(|_| {
                    scope.spawn(|| invitations::accept(&office.store, &made.code, PASSWORD, None).is_ok())
                })
                .collect();
            tries.into_iter().map(|one| usize::from(one.join().unwrap())).sum()
        });
        assert_eq!(accepted, 1);
        let seen = invitations::answer(&office.store, &office.registrar, made.account).unwrap().unwrap();
        invitations::confirm(&office.store, &office.registrar, made.account, &seen).unwrap();
        assert_eq!(told_of(office), []);
        let una = office.another_node().sign_in_with_identities("una", PASSWORD).unwrap();
        assert_eq!(una.account, made.account);
        assert_eq!(una.key_fingerprint(), seen);
        assert!(matches!(
            invitations::withdraw(&office.store, &office.registrar, made.account),
            Err(Error::NotFound)
        ));
    });
}
