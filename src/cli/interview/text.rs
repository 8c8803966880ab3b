//! An interview as text on a terminal.

use super::label;
use crate::cli::words::{one_line, say, several_lines};
use crate::domain::consent::Consent;
use crate::domain::testimony::Segment;
use crate::domain::{Choice, Lang, Private};
use crate::service::interviews::InterviewFile;

pub fn show(lang: Lang, file: &InterviewFile) -> String {
    let (testimony, person) = (&file.testimony.body, &file.person);
    let title = one_line(testimony.title.reveal());
    let pseudonym = one_line(person.body.pseudonym.reveal());
    let status = say(lang, if testimony.finalised { "status-logged" } else { "status-draft" });
    let date = testimony.session.date.map(|date| date.to_string()).unwrap_or_default();
    let mode = label(lang, testimony.session.mode);
    let mut text = format!("{}  {title}\n", file.testimony.reference);
    text += &format!("{}  {pseudonym}  {date}  {mode}  {status}\n", person.reference);
    text += &paragraph(&testimony.narrative);
    for (number, segment) in testimony.segments.iter().enumerate() {
        text += &paragraph_of(lang, number + 1, segment);
    }
    for more in [&testimony.orders_received, &testimony.impact, &testimony.documents_handed] {
        text += &paragraph(more);
    }
    file.consents.iter().for_each(|consent| text += &consented(lang, &consent.body));
    text
}

fn paragraph(words: &Private) -> String {
    if words.is_blank() { String::new() } else { format!("\n{}\n", several_lines(words.reveal())) }
}

fn paragraph_of(lang: Lang, number: usize, segment: &Segment) -> String {
    let basis = label(lang, segment.basis);
    let basis = if basis.is_empty() { String::new() } else { format!(" [{basis}]") };
    format!("\n¶{number}{basis}  {}\n", several_lines(segment.text.reveal()))
}

fn consented(lang: Lang, consent: &Consent) -> String {
    let mut text = format!("\n{}\n", say(lang, "cli-consent"));
    if let Some(day) = consent.withdrawn_on {
        text += &format!("  {} {day}\n", say(lang, "cli-consent-withdrawn"));
    }
    for grant in &consent.grants {
        let (class, decision) = (grant.class.label(lang), grant.decision.label(lang));
        text +=
            &format!("  {}  {class}: {decision}, {}\n", one_line(&grant.recipient), grant.scope.label(lang));
    }
    text
}
