//! What the pages on posts show.

use super::snippet::snippet;
use crate::domain::evidence::Evidence;
use crate::domain::post::{Counts, Post};
use crate::domain::posts::{Place, PostSet, Unit};
use crate::domain::{Choice, Lang, Moment, Private, Recorded};
use crate::service::posts::{Decoding, EncodingSign, Found, by_code};
use crate::web::files::shown_name;
use crate::web::i18n;
use crate::web::names::{Colleagues, address};
use crate::web::visit::InCase;
use serde::Serialize;

fn format_label(code: &str, lang: Lang) -> String {
    by_code(code).map_or(code, |format| format.label(lang)).to_owned()
}

/// A set in the list.
#[derive(Serialize)]
pub struct Row {
    reference: String,
    url: String,
    title: Private,
    format: String,
    posts: u64,
    duplicates: u64,
    versions: u64,
    rejected: u64,
    from: Option<Moment>,
    to: Option<Moment>,
    imported: Moment,
    by: Private,
    tags: Vec<Private>,
}

pub fn row(visit: &InCase, set: &Recorded<PostSet>, colleagues: &Colleagues) -> Row {
    Row {
        reference: set.reference.clone(),
        url: address(&visit.url(), &set.reference),
        title: set.body.title.clone(),
        format: format_label(&set.body.format, visit.lang),
        posts: set.body.imported,
        duplicates: set.body.duplicates,
        versions: set.body.versions,
        rejected: set.body.rejected,
        from: set.body.period.map(|(first, _)| first),
        to: set.body.period.map(|(_, last)| last),
        imported: set.recorded_at,
        by: colleagues.name(set.recorded_by),
        tags: set.body.tags.clone(),
    }
}

/// A set to choose in a search.
#[derive(Serialize)]
pub struct SetName {
    reference: String,
    title: Private,
}

pub fn set_name(set: &Recorded<PostSet>) -> SetName {
    SetName { reference: set.reference.clone(), title: set.body.title.clone() }
}

/// The page of a set.
#[derive(Serialize)]
pub struct Report {
    #[serde(flatten)]
    row: Row,
    source: Private,
    lines: u64,
    encoding: String,
    broken_off: bool,
    original: Original,
}

#[derive(Serialize)]
struct Original {
    name: String,
    size: u64,
    sha256: String,
    url: String,
}

pub fn report(
    visit: &InCase,
    set: &Recorded<PostSet>,
    original: &Recorded<Evidence>,
    colleagues: &Colleagues,
) -> Report {
    let file = &original.body.file;
    Report {
        row: row(visit, set, colleagues),
        source: original.body.provenance.source.clone(),
        lines: set.body.records(),
        encoding: decoding(set.body.decoding, visit.lang),
        broken_off: set.body.broken_off,
        original: Original {
            name: shown_name(file.name.reveal()),
            size: file.blob.length,
            sha256: file.blob.sha256.to_string(),
            url: format!("{}/original", address(&visit.url(), &original.reference)),
        },
    }
}

fn decoding(decoding: Decoding, lang: Lang) -> String {
    match decoding.by {
        EncodingSign::Usual => decoding.encoding.label(lang).to_owned(),
        by => format!("{}: {}", decoding.encoding.label(lang), by.label(lang)),
    }
}

/// A post in a list.
#[derive(Serialize)]
pub struct Line {
    reference: String,
    url: String,
    handle: Private,
    name: Private,
    at: Option<Moment>,
    snippet: Vec<(Private, bool)>,
}

pub fn found(case_url: &str, found: &Found, query: &str) -> Line {
    Line {
        reference: found.reference.clone(),
        url: address(case_url, &found.reference),
        handle: handle(&found.post),
        name: found.post.author_name.clone().unwrap_or_default(),
        at: found.post.created_at,
        snippet: snippet(found.post.text.reveal(), query),
    }
}

/// The account, by its name or, where the source does not give it, by its id.
fn handle(post: &Post) -> Private {
    post.author_handle.clone().or_else(|| post.author_id.clone()).unwrap_or_default()
}

#[derive(Serialize)]
pub struct Shown {
    id: Private,
    handle: Private,
    name: Private,
    author_id: Option<Private>,
    author_created: Option<Moment>,
    at: Option<Moment>,
    text: Private,
    lang: Option<Private>,
    repost_of: Option<Private>,
    quote_of: Option<Private>,
    reply_to: Option<Private>,
    hashtags: Vec<Private>,
    mentions: Vec<Private>,
    urls: Vec<Private>,
    media: Vec<Private>,
    counts: Counts,
    raw: Private,
    set: SetLink,
    number: u64,
    place: Option<PlaceShown>,
}

/// Where a post stands in the file that it came in.
#[derive(Serialize)]
pub struct PlaceShown {
    element: bool,
    number: u64,
    item: u64,
    file: String,
    reference: String,
    url: String,
}

pub fn place(case_url: &str, place: Place, original: &Recorded<Evidence>) -> PlaceShown {
    PlaceShown {
        element: place.unit == Unit::Element,
        number: place.number,
        item: place.item.unwrap_or(0),
        file: shown_name(original.body.file.name.reveal()),
        reference: original.reference.clone(),
        url: address(case_url, &original.reference),
    }
}

#[derive(Serialize)]
struct SetLink {
    reference: String,
    url: String,
    title: Private,
}

pub fn post(visit: &InCase, set: &Recorded<PostSet>, original: &Recorded<Evidence>, found: Found) -> Shown {
    let (number, post) = (found.address.number, found.post);
    Shown {
        place: post.place.map(|at| place(&visit.url(), at, original)),
        handle: handle(&post),
        id: post.id,
        name: post.author_name.unwrap_or_default(),
        author_id: post.author_id,
        author_created: post.author_created_at,
        at: post.created_at,
        text: post.text,
        lang: post.lang,
        repost_of: post.repost_of,
        quote_of: post.quote_of,
        reply_to: post.reply_to,
        hashtags: post.hashtags,
        mentions: post.mentions,
        urls: post.urls,
        media: post.media,
        counts: post.counts,
        raw: post.raw,
        set: SetLink {
            reference: set.reference.clone(),
            url: address(&visit.url(), &set.reference),
            title: set.body.title.clone(),
        },
        number,
    }
}

/// The addresses of the posts before and after; empty at the ends of the set.
pub fn neighbours(case_url: &str, set: &Recorded<PostSet>, number: u64) -> (String, String) {
    let there = |number: u64| match (1..=set.body.posts()).contains(&number) {
        true => address(case_url, &format!("{}/{number}", set.reference)),
        false => String::new(),
    };
    (there(number.saturating_sub(1)), there(number + 1))
}

/// A format that is recognised, for the page that says which there are.
#[derive(Serialize)]
pub struct Known {
    name: &'static str,
    about: String,
}

pub fn formats(lang: Lang) -> Vec<Known> {
    let known = |format: &&'static dyn crate::service::posts::Format| Known {
        name: format.label(lang),
        about: i18n::say(lang, &format!("format-about-{}", format.code().replace('.', "-"))),
    };
    crate::service::posts::FORMATS.iter().map(known).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_described_in_both_languages() {
        for lang in [Lang::Es, Lang::En] {
            for format in formats(lang) {
                assert!(!format.about.starts_with("format-about-"), "{}", format.name);
            }
        }
    }
}
