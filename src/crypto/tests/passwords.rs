use crate::crypto::*;

const SALT: [u8; 16] = [1; 16];
const ACCOUNT: [u8; 16] = [2; 16];
const WRAP: [u8; 16] = [3; 16];

fn root(password: &str) -> PasswordRoot {
    PasswordRoot::derive(&Password::new(password), &SALT, KdfParams::FLOOR, None).ok().unwrap()
}

#[test]
fn the_right_password_opens_the_keyring_and_a_wrong_one_does_not() {
    let keys = AccountKeys::generate();
    let sealed = root("horse battery").keyring_key(&ACCOUNT, &WRAP).seal(b"context", &keys.export());
    let opened = root("horse battery").keyring_key(&ACCOUNT, &WRAP).open(b"context", &sealed).unwrap();
    let back = AccountKeys::import(&opened).ok().unwrap();
    assert_eq!(*back.export(), *keys.export());
    let wrong = root("horse batterY").keyring_key(&ACCOUNT, &WRAP).open(b"context", &sealed);
    assert_eq!(wrong.err(), Some(Error::CannotOpen));
}

#[test]
fn main_and_identity_keyrings_accounts_and_wraps_have_keys_of_their_own() {
    let root = root("p");
    let sealed = root.keyring_key(&ACCOUNT, &WRAP).seal(b"c", b"secret");
    assert!(root.keyring_key(&ACCOUNT, &WRAP).open(b"c", &sealed).is_ok());
    for other in [
        root.identity_key(&ACCOUNT, &WRAP),
        root.keyring_key(&WRAP, &WRAP),
        root.keyring_key(&ACCOUNT, &ACCOUNT),
    ] {
        assert_eq!(other.open(b"c", &sealed).err(), Some(Error::CannotOpen));
    }
    assert_eq!(root.keyring_key(&ACCOUNT, &WRAP).open(b"d", &sealed).err(), Some(Error::CannotOpen));
}

#[test]
fn salt_pepper_and_parameters_all_matter() {
    let password = Password::new("p");
    let open = |salt: &[u8; 16], params, pepper: Option<&[u8]>| {
        PasswordRoot::derive(&password, salt, params, pepper).ok().unwrap().keyring_key(&ACCOUNT, &WRAP)
    };
    let sealed = open(&SALT, KdfParams::FLOOR, None).seal(b"", b"secret");
    let more = KdfParams { memory_kib: KdfParams::FLOOR.memory_kib + 1, ..KdfParams::FLOOR };
    for other in [
        open(&[9; 16], KdfParams::FLOOR, None),
        open(&SALT, more, None),
        open(&SALT, KdfParams::FLOOR, Some(b"pepper")),
    ] {
        assert_eq!(other.open(b"", &sealed).err(), Some(Error::CannotOpen));
    }
}

#[test]
fn parameters_from_a_hostile_database_are_refused() {
    let (low, high) = (KdfParams::FLOOR, KdfParams::CEILING);
    for params in [
        KdfParams { memory_kib: low.memory_kib - 1, ..KdfParams::RECOMMENDED },
        KdfParams { passes: 0, ..KdfParams::RECOMMENDED },
        KdfParams { lanes: 0, ..KdfParams::RECOMMENDED },
        KdfParams { memory_kib: high.memory_kib + 1, ..KdfParams::RECOMMENDED },
        KdfParams { passes: high.passes + 1, ..KdfParams::RECOMMENDED },
        KdfParams { lanes: high.lanes + 1, ..KdfParams::RECOMMENDED },
    ] {
        let derived = PasswordRoot::derive(&Password::new("p"), &SALT, params, None);
        assert_eq!(derived.err(), Some(Error::WeakParameters), "{params:?}");
    }
    assert!(PasswordRoot::derive(&Password::new("p"), &SALT, KdfParams::RECOMMENDED, None).is_ok());
}

#[test]
fn the_same_keys_pressed_on_another_machine_give_the_same_password() {
    let sealed = root("contrase\u{f1}a\u{fb01}").keyring_key(&ACCOUNT, &WRAP).seal(b"", b"secret");
    let decomposed = root("contrasen\u{303}afi").keyring_key(&ACCOUNT, &WRAP);
    assert!(decomposed.open(b"", &sealed).is_ok());
    let trimmed = root("contrase\u{f1}afi ").keyring_key(&ACCOUNT, &WRAP);
    assert!(trimmed.open(b"", &sealed).is_err());
}

#[test]
fn a_name_is_found_however_it_is_written_and_in_its_own_organisation_only() {
    let tag = login_tag(&[1; 16], "Jos\u{e9} P\u{e9}rez");
    assert_eq!(tag, login_tag(&[1; 16], "  jose\u{301} pe\u{301}rez "));
    assert_ne!(tag, login_tag(&[2; 16], "Jos\u{e9} P\u{e9}rez"));
    assert_ne!(tag, login_tag(&[1; 16], "Jose Perez"));
}
