//! What a body limits, in words: on pages and on a terminal.

use super::i18n;
use crate::domain::Lang;
use crate::service::dossiers::{Check, ClockStart, Length};

/// From what a time limit is counted, in words.
pub fn counted_from(lang: Lang, start: ClockStart) -> String {
    i18n::say(lang, &start.field().replace('.', "-"))
}

/// What the body limits, with what there is.
pub fn limits(lang: Lang, check: &Check) -> Vec<String> {
    let (limits, length) = (&check.body.limits, check.length.unwrap_or(Length { pages: 0, words: 0 }));
    let said = |key: &str, there: u32, most: u32| {
        let numbers = [("there", there.to_string()), ("most", most.to_string())];
        (most > 0).then(|| i18n::say_with(lang, key, &numbers))
    };
    let counted = [
        said("dossier-limit-pages", length.pages, limits.pages),
        said("dossier-limit-words", length.words, limits.words),
    ];
    let mut lines: Vec<String> = counted.into_iter().flatten().collect();
    if lines.is_empty() {
        lines.push(i18n::say(lang, "dossier-no-limit"));
    }
    let formats = [("formats", limits.formats.join(", ").to_uppercase())];
    lines.push(i18n::say_with(lang, "dossier-formats", &formats));
    lines
}

/// Of the limits, those that the dossier does not keep.
pub fn exceeded(lang: Lang, check: &Check) -> Vec<String> {
    let Some(length) = check.length else { return Vec::new() };
    let (pages, words) = check.body.limits.exceeded(length);
    let those = [(pages, "dossier-too-many-pages"), (words, "dossier-too-many-words")];
    those.into_iter().filter(|(over, _)| *over).map(|(_, key)| i18n::say(lang, key)).collect()
}
