//! How strong a password is that came with a form which was not accepted: it is told beside the
//! empty field. The password itself is never sent back.

use super::Form;
use crate::domain::password::{About, Strength, judge};
use crate::domain::{Choice, Lang};
use serde::Serialize;

/// For the component `password_strength`.
#[derive(Serialize)]
pub struct Meter {
    code: &'static str,
    word: &'static str,
    /// Of three.
    value: u8,
}

/// Of the password in this field; none where nothing was typed.
pub fn of(lang: Lang, form: &Form, field: &str, about: &[&str]) -> Option<Meter> {
    let typed = form.get(field);
    (!typed.is_empty()).then(|| {
        let strength = judge(typed, About(about)).strength;
        let value = match strength {
            Strength::Weak => 1,
            Strength::Enough => 2,
            Strength::Strong => 3,
        };
        Meter { code: strength.code(), word: strength.label(lang), value }
    })
}
