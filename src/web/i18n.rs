//! Words: every text that a page shows, in Spanish and English, from `locales/`.

use crate::domain::{Lang, Problem};
use fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, langid};
use std::{borrow::Cow, collections::HashMap};

fluent_templates::static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "es",
        // Without this, U+2068 and U+2069 surround every argument, also in attributes.
        customise: |bundle| {
            bundle.set_use_isolating(false);
            bundle.set_formatter(Some(grouped));
        },
    };
}

const ES: LanguageIdentifier = langid!("es");
const EN: LanguageIdentifier = langid!("en");

/// Arguments of a message.
pub type Args = HashMap<Cow<'static, str>, FluentValue<'static>>;

/// The message of this key, or `None` when there is none.
pub fn try_say(lang: Lang, key: &str, args: &Args) -> Option<String> {
    let lang = match lang {
        Lang::Es => &ES,
        Lang::En => &EN,
    };
    LOCALES.try_lookup_with_args(lang, key, args)
}

/// The message of this key; the key itself when there is none, which the tests do not let pass.
pub fn say(lang: Lang, key: &str) -> String {
    try_say(lang, key, &Args::new()).unwrap_or_else(|| key.to_owned())
}

/// A message with texts put in.
pub fn say_with(lang: Lang, key: &str, texts: &[(&'static str, String)]) -> String {
    let put = |(name, text): &(&'static str, String)| (Cow::from(*name), FluentValue::from(text.clone()));
    try_say(lang, key, &texts.iter().map(put).collect()).unwrap_or_else(|| key.to_owned())
}

/// What is wrong with a field, in words. An unknown problem is still told, as a general one.
pub fn problem(lang: Lang, problem: &Problem) -> String {
    let args = Args::from([(Cow::from("detail"), FluentValue::from(problem.detail.clone()))]);
    try_say(lang, &format!("problem-{}", problem.key), &args).unwrap_or_else(|| say(lang, "problem-other"))
}

/// The name of a form's field, for the summary of what is wrong: `segments-1-text` is the text of
/// the second paragraph. Empty for fields without a name, such as those of a body's data file.
pub fn field(lang: Lang, name: &str) -> String {
    let named = |field: &str| try_say(lang, &format!("field-{}", field.replace('_', "-")), &Args::new());
    let mut parts = name.splitn(3, '-');
    let (Some(list), Some(row), Some(field)) = (parts.next(), parts.next(), parts.next()) else {
        return named(name).unwrap_or_default();
    };
    let Ok(row) = row.parse::<u16>() else { return named(name).unwrap_or_default() };
    let args = Args::from([(Cow::from("n"), FluentValue::from(u32::from(row) + 1))]);
    let row = try_say(lang, &format!("row-{list}"), &args).unwrap_or_default();
    match named(&format!("{list}-{field}")) {
        Some(field) => format!("{row}, {field}"),
        None => row,
    }
}

/// Numbers in messages get thousands separators; Mexico and English use the same ones.
fn grouped<M>(value: &FluentValue, _: &M) -> Option<String> {
    match value {
        FluentValue::Number(number) if number.value.fract() == 0.0 => {
            Some(super::format::number(number.value as i64))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn source(lang: Lang) -> String {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(lang.code());
        let mut files: Vec<_> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files.iter().map(|file| std::fs::read_to_string(file).unwrap() + "\n").collect()
    }

    /// Every message with its text: a key starts in the first column, its text goes on indented.
    fn messages(lang: Lang) -> Vec<(String, String)> {
        let mut found: Vec<(String, String)> = Vec::new();
        for line in source(lang).lines() {
            match (line.split_once(" ="), found.last_mut()) {
                (Some((key, text)), _) if line.starts_with(|first: char| first.is_ascii_lowercase()) => {
                    found.push((key.to_owned(), text.to_owned()));
                }
                (_, Some((_, text))) if line.starts_with([' ', '}']) => text.push_str(line),
                _ => {}
            }
        }
        found
    }

    fn keys(lang: Lang) -> Vec<String> {
        messages(lang).into_iter().map(|(key, _)| key).collect()
    }

    /// The variables that a message's text uses, such as `n` of `{ $n }`.
    fn variables(text: &str) -> BTreeSet<String> {
        let word = |rest: &str| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        text.split('$').skip(1).map(word).collect()
    }

    #[test]
    fn both_languages_have_the_same_keys_once_each() {
        let (es, en) = (keys(Lang::Es), keys(Lang::En));
        let (es_set, en_set): (BTreeSet<_>, BTreeSet<_>) = (es.iter().collect(), en.iter().collect());
        assert!(es.len() > 100, "the files are read");
        assert_eq!(es_set.difference(&en_set).collect::<Vec<_>>(), Vec::<&&String>::new(), "only in Spanish");
        assert_eq!(en_set.difference(&es_set).collect::<Vec<_>>(), Vec::<&&String>::new(), "only in English");
        assert_eq!((es.len(), en.len()), (es_set.len(), en_set.len()), "a key is there twice");
    }

    #[test]
    fn both_languages_use_the_same_variables() {
        let english: std::collections::BTreeMap<_, _> = messages(Lang::En).into_iter().collect();
        for (key, text) in messages(Lang::Es) {
            assert_eq!(variables(&text), variables(&english[&key]), "{key}");
        }
    }

    #[test]
    fn a_plural_counts_and_groups() {
        let n = |n: i64| Args::from([(Cow::from("n"), FluentValue::from(n))]);
        assert_eq!(try_say(Lang::Es, "count-acts", &n(1)).unwrap(), "1 acto");
        assert_eq!(try_say(Lang::En, "count-acts", &n(8000)).unwrap(), "8,000 acts");
    }

    #[test]
    fn a_field_of_a_row_is_named_with_its_row() {
        assert_eq!(field(Lang::Es, "segments-1-basis"), "Párrafo 2, Cómo lo sabe");
        assert_eq!(field(Lang::En, "consent_understanding"), "How they understood it");
        assert_eq!(field(Lang::En, "cndh-27-unknown"), "");
        assert_eq!(field(Lang::En, ""), "");
    }

    #[test]
    fn a_problem_is_told_in_words_and_an_unknown_one_too() {
        let blank = Problem::new("title", "blank");
        assert_eq!(problem(Lang::Es, &blank), "Falta este dato.");
        assert_eq!(problem(Lang::En, &Problem::new("x", "never-heard-of")), say(Lang::En, "problem-other"));
        let long = problem(Lang::En, &Problem::new("title", "too-long").with("200"));
        assert!(long.contains("200"), "{long}");
    }
}
