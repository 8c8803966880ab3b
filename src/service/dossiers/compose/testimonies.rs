//! Testimonies as numbered paragraphs, and the chronology that follows from them.

use super::super::gate::AdmittedTestimony;
use super::super::gather::Gathered;
use super::super::making::Making;
use super::super::phrases;
use super::{people, places, row};
use crate::domain::consent::NameForm;
use crate::domain::testimony::{Basis, Segment, Testimony};
use crate::domain::{Choice, RecordId, Recorded};
use crate::dossier::content::{self, Event, Row};
use crate::service::dates::{self, Style};

pub fn compose(making: &Making<'_>) -> Vec<content::Testimony> {
    making.admitted.testimonies.iter().map(|one| testimony(making, one)).collect()
}

fn testimony(making: &Making<'_>, one: &AdmittedTestimony) -> content::Testimony {
    let (gathered, admitted) = (making.gathered, making.admitted);
    let testimony = &gathered.testimonies[one.index];
    let person = testimony.body.person;
    content::Testimony {
        reference: testimony.reference.clone(),
        witness: people::called(making, person),
        header: header(gathered, testimony, admitted.named.get(&person) == Some(&NameForm::Full)),
        segments: one.segments.iter().map(|place| segment(making, &testimony.body, *place)).collect(),
        linked: places::of(making, testimony.id),
        closing: closing(gathered, testimony, one.segments.len() == testimony.body.segments.len()),
    }
}

/// Who, when and how. Where somebody worked tells who they are: only beside their full name.
fn header(gathered: &Gathered, testimony: &Recorded<Testimony>, named: bool) -> Vec<Row> {
    let (language, body) = (gathered.language, &testimony.body);
    let relations: Vec<&str> = body.relations.iter().map(|relation| relation.label(language)).collect();
    let mut rows = vec![
        body.session.date.map(|date| row(language, "date", dates::day(language, Style::Paper, date))),
        body.session.mode.map(|mode| row(language, "mode", mode.label(language))),
        (!body.session.language.is_blank())
            .then(|| row(language, "language", body.session.language.reveal())),
        body.session.recording.map(|recording| row(language, "recording", recording.label(language))),
        (!relations.is_empty()).then(|| row(language, "relation", relations.join(", "))),
        body.session.rights_notice_given.then(|| row(language, "rights", phrases::yes(language))),
        body.session.self_incrimination_warning.then(|| row(language, "warned", phrases::yes(language))),
    ];
    if named {
        let insider = &body.insider;
        rows.push(
            (!insider.employer.is_blank()).then(|| row(language, "employer", insider.employer.reveal())),
        );
        rows.push((!insider.post.is_blank()).then(|| row(language, "post", insider.post.reveal())));
    }
    rows.into_iter().flatten().collect()
}

fn segment(making: &Making<'_>, testimony: &Testimony, place: usize) -> content::Segment {
    let (language, segment) = (making.language(), &testimony.segments[place]);
    let text = |text: &crate::domain::Private| (!text.is_blank()).then(|| text.reveal().to_owned());
    content::Segment {
        number: place as u32 + 1,
        text: spoken(making.gathered, segment),
        basis: segment.basis.map(|basis| basis.label(language).into()),
        heard_from: text(&segment.heard_from)
            .filter(|_| segment.basis == Some(Basis::ToldByNamed) && !segment.third_party_data),
        certainty: segment.certainty.map(|certainty| certainty.label(language).into()),
        date: segment.date.map(|date| dates::day(language, Style::Paper, date)),
        place: text(&segment.place),
        citations: cited(making, &segment.evidence),
        redacted: false,
    }
}

/// In the dossier's language where there is a translation, otherwise as it was said.
fn spoken(gathered: &Gathered, segment: &Segment) -> String {
    let translated = gathered.language == crate::domain::Lang::En && !segment.translation.is_blank();
    let text = if translated { &segment.translation } else { &segment.text };
    text.reveal().to_owned()
}

fn cited(making: &Making<'_>, evidence: &[RecordId]) -> Vec<String> {
    let included = making.admitted.evidence.iter().map(|index| &making.gathered.evidence[*index]);
    included.filter(|item| evidence.contains(&item.id)).map(|item| item.reference.clone()).collect()
}

/// Corrections speak of every segment: they go where all of them go.
fn closing(gathered: &Gathered, testimony: &Recorded<Testimony>, whole: bool) -> Vec<Row> {
    let (language, closing) = (gathered.language, &testimony.body.closing);
    let read_back = closing.read_back.then(|| row(language, "read_back", phrases::yes(language)));
    let corrected = whole && !closing.corrections.is_blank();
    let corrections = corrected.then(|| row(language, "corrections", closing.corrections.reveal()));
    read_back.into_iter().chain(corrections).collect()
}

/// What happened when, by the segments that say it.
pub fn chronology(making: &Making<'_>) -> Vec<Event> {
    let (gathered, mut events) = (making.gathered, Vec::new());
    for one in &making.admitted.testimonies {
        let testimony = &gathered.testimonies[one.index];
        for place in &one.segments {
            let segment = &testimony.body.segments[*place];
            let Some(date) = segment.date else { continue };
            let mut citations = vec![places::paragraph(&testimony.reference, *place)];
            citations.extend(cited(making, &segment.evidence));
            let text = shortened(&spoken(gathered, segment));
            events.push((
                date,
                Event { date: dates::day(gathered.language, Style::Paper, date), text, citations },
            ));
        }
    }
    events.sort_by_key(|(date, _)| *date);
    events.into_iter().map(|(_, event)| event).collect()
}

/// The chronology leads to the paragraph; it does not repeat it.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 240;
    match text.char_indices().nth(LONGEST) {
        None => text.to_owned(),
        Some((end, _)) => {
            let cut = text[..end].rfind(char::is_whitespace).unwrap_or(end);
            format!("{}…", text[..cut].trim_end_matches([',', ';', '.']))
        }
    }
}
