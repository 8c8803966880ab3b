//! Typesets a dossier: one file that is PDF/A-3a (ISO 19005-3) for archives and PDF/UA-1
//! (ISO 14289-1) for screen readers, with `dossier.json` attached as its source.

use super::body::Length;
use super::content::Content;
use super::error::{Error, Result};
use super::text::{Printer, Trust};
use super::world::Desk;
use super::{figure, words};
use crate::crypto::digest::Digest;
use crate::domain::{Moment, Private};
use serde_json::{Value, json};
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// The PDF of a dossier. The same content gives the same bytes.
pub fn render_pdf(content: &Content) -> Result<Vec<u8>> {
    let options = options(content)?;
    made(content, |document| typst_pdf::pdf(document, &options).map_err(refused))
}

/// How long the dossier is, as bodies that limit it count: all its pages, and the words of its text,
/// without tables of posts and digests.
pub fn length(content: &Content) -> Result<Length> {
    let pages = made(content, |document| Ok(document.pages().len()))?;
    let (facts, requests) = (content.facts.iter(), content.requests.iter());
    let told = content.testimonies.iter().flat_map(|one| one.segments.iter().map(|segment| &segment.text));
    let fields = content.fields.iter().filter_map(|field| field.value.as_ref());
    let events = content.chronology.iter().map(|event| &event.text);
    let exhibits = content.exhibits.iter().map(|exhibit| &exhibit.description);
    let texts = facts.chain(requests).chain(told).chain(fields).chain(events).chain(exhibits);
    let words = texts.map(|text| text.split_whitespace().count()).sum::<usize>();
    Ok(Length { pages: pages as u32, words: words as u32 })
}

fn made<T>(content: &Content, done: impl Fn(&PagedDocument) -> Result<T>) -> Result<T> {
    let record = content.to_json()?;
    let print = |trust| typeset(content, &record, trust).and_then(|document| done(&document));
    let made = match print(Trust::Faces) {
        // Some sequence of signs had no glyph after all: print only what is certain to come out.
        Err(Error::Typeset(_)) => print(Trust::TextFaces),
        made => made,
    };
    // The typesetter remembers pages for the next run; they are private, and large.
    typst::comemo::evict(0);
    made
}

fn typeset(content: &Content, record: &[u8], trust: Trust) -> Result<PagedDocument> {
    let mut printer = Printer::new(trust);
    let mut data = serde_json::to_value(content)?;
    printer.value(&mut data);
    let (mut files, figures) = figures(content);
    let extra = json!({
        "replaced": printer.replaced,
        "record_sha256": Digest::of(record).to_string(),
        "figures": figures,
    });
    files.push(("/content.json".into(), serde_json::to_vec(&data)?));
    files.push(("/extra.json".into(), serde_json::to_vec(&extra)?));
    files.push(("/words.json".into(), words::template(content.cover.language).into()));
    files.push(("/dossier.json".into(), record.to_vec()));
    let desk = Desk::new(files).map_err(|error| Error::Typeset(error.to_string().into()))?;
    typst::compile(&desk).output.map_err(refused)
}

/// The pictures by generated names, and where the template finds them: by exhibit, then index.
fn figures(content: &Content) -> (Vec<(String, Vec<u8>)>, Value) {
    let mut files = Vec::new();
    let mut places = serde_json::Map::new();
    for exhibit in &content.exhibits {
        let mut shown = Vec::new();
        for (index, picture) in exhibit.figures.iter().enumerate() {
            let Some(prepared) = figure::prepare(&picture.bytes) else { continue };
            let path = format!("/figure-{}.{}", files.len(), prepared.extension);
            shown.push(
                json!({ "index": index, "path": path, "width": prepared.width, "height": prepared.height }),
            );
            files.push((path, prepared.bytes));
        }
        places.insert(exhibit.reference.clone(), Value::Array(shown));
    }
    (files, Value::Object(places))
}

fn options(content: &Content) -> Result<PdfOptions> {
    let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
        .map_err(|error| Error::Typeset(error.message().to_string().into()))?;
    Ok(PdfOptions {
        ident: Smart::Custom(format!("{} {}", content.cover.reference, content.cover.created_at)),
        creator: Smart::Custom(Some("Resguardo".into())),
        timestamp: stamp(content.cover.created_at),
        standards,
        ..PdfOptions::default()
    })
}

fn stamp(moment: Moment) -> Option<Timestamp> {
    let at = jiff::tz::Offset::UTC.to_datetime(moment.timestamp());
    let part = |number: i8| u8::try_from(number).ok();
    Datetime::from_ymd_hms(
        i32::from(at.year()),
        part(at.month())?,
        part(at.day())?,
        part(at.hour())?,
        part(at.minute())?,
        part(at.second())?,
    )
    .map(Timestamp::new_utc)
}

fn refused(diagnostics: impl IntoIterator<Item = SourceDiagnostic>) -> Error {
    let messages: Vec<String> = diagnostics.into_iter().map(|one| one.message.to_string()).collect();
    Error::Typeset(Private::new(messages.join("; ")))
}
