//! What people type to be let in: codes, and passwords that are judged.

use super::Target;
use resguardo::crypto::invitation::InvitationCode;
use resguardo::crypto::second_factor::SecondFactor;
use resguardo::domain::password::{About, LENGTH, judge};
use std::sync::LazyLock;

pub const INVITATION: Target = Target {
    name: "invitation-code",
    seeds: || vec![InvitationCode::generate().to_text().as_bytes().to_vec()],
    rounds: 20_000,
    run: |input| {
        let Ok(text) = std::str::from_utf8(input) else { return };
        let Some(code) = InvitationCode::from_text(text) else { return };
        let again = InvitationCode::from_text(&code.to_text()).expect("its own writing is read");
        assert_eq!(again.tag(&[1; 32], &[2; 16]), code.tag(&[1; 32], &[2; 16]));
    },
};

static FACTOR: LazyLock<SecondFactor> = LazyLock::new(SecondFactor::generate);

pub const SECOND_FACTOR: Target = Target {
    name: "second-factor",
    seeds: || {
        let spare = SecondFactor::fresh_spare().as_bytes().to_vec();
        vec![FACTOR.export().to_vec(), FACTOR.to_text().as_bytes().to_vec(), spare, b"123456".to_vec()]
    },
    rounds: 10_000,
    run: |input| {
        if let Some(read) = SecondFactor::import(input) {
            assert_eq!(read.export().as_slice(), input, "a second writing");
        }
        let Ok(text) = std::str::from_utf8(input) else { return };
        if let Some(read) = SecondFactor::from_text(text) {
            assert_eq!(read.to_text().as_str(), text, "a second writing");
        }
        assert!(FACTOR.spare_tag(text).is_none_or(|_| text.len() >= 20));
        assert!(FACTOR.check(text, 1_000_000).is_none_or(|step| (33_332..=33_334).contains(&step)));
    },
};

pub const PASSWORD: Target = Target {
    name: "password",
    seeds: || {
        let seeds = ["tres tristes tigres tragaban", "ñandú ñandú ñandú", "12/05/2020 qwertyuiop aaaaaaa"];
        seeds.iter().map(|seed| seed.as_bytes().to_vec()).collect()
    },
    rounds: 300,
    run: |input| {
        let text = String::from_utf8_lossy(input);
        let judged = judge(&text, About(&["Oficina", &text]));
        let short = text.chars().count() < *LENGTH.start() / 11;
        assert!(judged.refused.is_some() || !short);
    },
};
