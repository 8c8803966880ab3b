use crate::crypto::*;

#[test]
fn the_cookie_gives_the_token_back_and_opens_its_row() {
    let token = SessionToken::generate();
    let cookie = token.to_cookie();
    assert_eq!(cookie.len(), 43);
    let sealed = token.key(&[1; 32], 5, &[2; 16]).seal(b"row", b"keyring");
    let back = SessionToken::from_cookie(&cookie).unwrap();
    assert_eq!(back.id(), token.id());
    assert!(back.key(&[1; 32], 5, &[2; 16]).open(b"row", &sealed).is_ok());
}

#[test]
fn without_cookie_node_secret_generation_or_account_the_row_stays_shut() {
    let token = SessionToken::generate();
    let sealed = token.key(&[1; 32], 5, &[2; 16]).seal(b"row", b"keyring");
    for key in [
        SessionToken::generate().key(&[1; 32], 5, &[2; 16]),
        token.key(&[9; 32], 5, &[2; 16]),
        token.key(&[1; 32], 6, &[2; 16]),
        token.key(&[1; 32], 5, &[9; 16]),
    ] {
        assert_eq!(key.open(b"row", &sealed).err(), Some(Error::CannotOpen));
    }
}

#[test]
fn what_is_no_cookie_of_ours_is_no_token() {
    let cookie = SessionToken::generate().to_cookie().to_string();
    for text in
        ["", "x", &cookie[1..], &format!("{cookie}A"), &format!("{cookie}="), &cookie.replace(|_| true, "+")]
    {
        assert!(SessionToken::from_cookie(text).is_none(), "{text}");
    }
    // The last character carries two spare bits: they must be zero, or one token had four cookies.
    assert!(SessionToken::from_cookie(&"A".repeat(43)).is_some());
    assert!(SessionToken::from_cookie(&format!("{}B", "A".repeat(42))).is_none());
}

#[test]
fn a_form_token_matches_its_session_only() {
    let (token, other) = (SessionToken::generate(), SessionToken::generate());
    let csrf = csrf_token(&token);
    assert!(csrf_matches(&token, &csrf) && csrf == csrf_token(&token));
    assert!(!csrf_matches(&other, &csrf));
    assert!(!csrf_matches(&token, "") && !csrf_matches(&token, &csrf[1..]));
    assert_ne!(csrf, *token.to_cookie());
}
