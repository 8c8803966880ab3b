//! What a person would have to agree to, in words: for the case's own pages and commands, never for
//! the dossier.

use super::reach::of_an_account;
use crate::domain::consent::{ItemClass, Scope};
use crate::domain::dossier::Need;
use crate::domain::{Choice, Lang};
use crate::dossier::Body;
use crate::dossier::body::Minimum;

impl Need {
    pub fn words(&self, body: &Body, lang: Lang) -> String {
        match self {
            Need::Scope { class, least, named } => {
                format!("{}: {}", class.label(lang), scopes(lang, *least, *named))
            }
            Need::Instead { least, field } => {
                let asked = body.field(field).map_or(field.as_str(), |asked| asked.label.get(lang).as_str());
                let scopes = scopes(lang, *least, false);
                match lang {
                    Lang::Es => format!("o bien {scopes}, si se contesta «{asked}»"),
                    Lang::En => format!("or {scopes}, where “{asked}” is answered"),
                }
            }
            Need::FullName => match lang {
                Lang::Es => "Identidad: nombre completo".to_owned(),
                Lang::En => "Identity: full name".to_owned(),
            },
            Need::Permission(permission) => match lang {
                Lang::Es => format!("Permiso {}: {}", permission.code(), permission.label(lang)),
                Lang::En => format!("Permission {}: {}", permission.code(), permission.label(lang)),
            },
        }
    }
}

/// The least scope by its name, and what else suffices.
fn scopes(lang: Lang, least: Scope, named: bool) -> String {
    let suffices = |scope: &&Scope| scope.reaches(least) && (!named || scope.names_the_person());
    let mut enough = Scope::ALL.iter().filter(suffices);
    let first = enough.next().map(|scope| format!("{} {}", scope.code(), scope.label(lang)));
    let others: Vec<&str> = enough.map(|scope| scope.code()).collect();
    let first = first.unwrap_or_default();
    match (others.is_empty(), lang) {
        (true, _) => first,
        (false, Lang::Es) => format!("{first} (o {})", others.join(", ")),
        (false, Lang::En) => format!("{first} (or {})", others.join(", ")),
    }
}

/// What a body asks at least, for whoever takes consent: a heading and its terms.
pub fn minimum(body: &Body, lang: Lang) -> Vec<(String, Vec<String>)> {
    let account = body.consent.items.get(&ItemClass::Account).copied().unwrap_or(Scope::PublicNamed);
    let rule = |words: (&str, &str), rule: &Minimum| {
        let needs = of_an_account(body, rule, rule.scope.max(account));
        let heading = if lang == Lang::Es { words.0 } else { words.1 };
        (heading.to_owned(), needs.iter().map(|need| need.words(body, lang)).collect())
    };
    let items = body.consent.items.iter().filter(|(class, _)| **class != ItemClass::Account);
    let items = items.map(|(class, least)| {
        let named = *class == ItemClass::Identity;
        Need::Scope { class: *class, least: *least, named }.words(body, lang)
    });
    let others = if lang == Lang::Es { "Lo demás" } else { "Everything else" };
    vec![
        rule(("El testimonio de una víctima", "A victim's account"), &body.consent.victim),
        rule(("El testimonio de quien no es víctima", "Anybody else's account"), &body.consent.witness),
        (others.to_owned(), items.collect()),
    ]
}
