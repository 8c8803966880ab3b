//! An interview as a document.

use super::{in_a_word, status};
use crate::domain::consent::{Consent, Decision, Permission, Scope};
use crate::domain::testimony::{Closing, InsiderPosition, Segment, Session, Testimony};
use crate::domain::{Choice, Lang, PartialDate, Private};
use crate::service::interviews::{self, InterviewFile};
use crate::service::{Error, links};
use crate::web::dispatch::Outcome;
use crate::web::form::Term;
use crate::web::handlers::people::line;
use crate::web::names::{Colleagues, Records, address};
use crate::web::records::Revision;
use crate::web::visit::InCase;
use crate::web::{Page, Reply, format, i18n};
use serde::Serialize;

/// A label and what stands under it.
type Fact = (String, Private);

#[derive(Serialize)]
struct Shown {
    url: String,
    person: Private,
    person_url: String,
    person_reference: String,
    status: &'static str,
    consent: &'static str,
    date: Option<PartialDate>,
    facts: Vec<Fact>,
    narrative: Private,
    orders: Private,
    impact: Private,
    revision: u64,
    current: bool,
}

#[derive(Serialize)]
struct Paragraph {
    no: usize,
    text: Private,
    translation: Private,
    basis: &'static str,
    certainty: &'static str,
    date: Option<PartialDate>,
    place: Private,
    heard_from: Private,
    identifies: bool,
    third_party: bool,
    evidence: Vec<(String, String)>,
}

/// One line of the component `grants`.
#[derive(Serialize)]
pub struct Grant {
    recipient: String,
    item_class: &'static str,
    scope: &'static str,
    name_form: &'static str,
    decision: &'static str,
    decision_word: &'static str,
    /// Granted, and not to leave the case.
    nowhere: bool,
}

#[derive(Serialize)]
struct Section {
    title: String,
    text: Private,
}

fn label<T: Choice>(lang: Lang, choice: Option<T>) -> &'static str {
    choice.map_or("", |choice| choice.label(lang))
}

/// Facts with something to say, each under the message of its key.
fn said(lang: Lang, facts: Vec<(&'static str, Private)>) -> Vec<Fact> {
    let told = facts.into_iter().filter(|(_, text)| !text.is_blank());
    told.map(|(key, text)| (i18n::say(lang, key), text)).collect()
}

fn session_facts(lang: Lang, session: &Session) -> Vec<(&'static str, Private)> {
    let hours = [session.start.as_str(), session.end.as_str()].join("–");
    vec![
        ("session-hours", if hours == "–" { Private::default() } else { hours.into() }),
        ("session-mode", label(lang, session.mode).into()),
        ("session-place-type", label(lang, session.place_type).into()),
        ("session-place", session.place.clone()),
        ("session-interviewers", session.interviewers.clone()),
        ("session-interpreter", session.interpreter.clone()),
        ("session-others", session.others_present.clone()),
        ("session-language", session.language.clone()),
        ("session-translation-by", session.translation_by.clone()),
        ("session-recording", label(lang, session.recording).into()),
        ("session-purpose", session.purpose.clone()),
        ("session-previous", session.previous_accounts.clone()),
        ("session-state", line(lang, &session.state).into()),
        ("session-needs", line(lang, &session.needs).into()),
        ("session-state-note", session.state_note.clone()),
    ]
}

fn insider_facts(lang: Lang, insider: &InsiderPosition) -> Vec<(&'static str, Private)> {
    let day = |date: Option<PartialDate>| date.map_or_else(String::new, |date| format::date(lang, date));
    let still = insider.still_employed.map(|still| if still { "answer-yes" } else { "answer-no" });
    vec![
        ("insider-employer", insider.employer.clone()),
        ("insider-unit", insider.unit.clone()),
        ("insider-post", insider.post.clone()),
        ("insider-from", day(insider.from).into()),
        ("insider-to", day(insider.to).into()),
        ("insider-still-employed", still.map(|key| i18n::say(lang, key)).unwrap_or_default().into()),
    ]
}

fn facts(lang: Lang, testimony: &Testimony) -> Vec<Fact> {
    let yes = |given: bool| if given { i18n::say(lang, "answer-yes") } else { i18n::say(lang, "answer-no") };
    let mut facts = session_facts(lang, &testimony.session);
    facts.push(("relation", line(lang, &testimony.relations).into()));
    facts.extend(insider_facts(lang, &testimony.insider));
    facts.push(("rights-given", yes(testimony.session.rights_notice_given).into()));
    facts.push(("rights-insider", yes(testimony.session.self_incrimination_warning).into()));
    said(lang, facts)
}

fn closing_facts(lang: Lang, closing: &Closing) -> Vec<(&'static str, Private)> {
    let read_back = if closing.read_back { i18n::say(lang, "answer-yes") } else { String::new() };
    vec![
        ("readback", read_back.into()),
        ("readback-corrections", closing.corrections.clone()),
        ("signature", closing.signed.clone()),
        ("willing-ratify", label(lang, closing.ratify).into()),
        ("willing-court", label(lang, closing.testify).into()),
        ("willing-authority", label(lang, closing.meet_authority).into()),
        ("willing-media", label(lang, closing.media).into()),
        ("next-contact", closing.next_contact.clone()),
    ]
}

fn sections(lang: Lang, testimony: &Testimony) -> Vec<Section> {
    let mut parts = vec![
        ("documents-handed", testimony.documents_handed.clone()),
        ("documents-elsewhere", testimony.documents_elsewhere.clone()),
        ("other-witnesses", testimony.other_witnesses.clone()),
        ("security-assessment", testimony.security_assessment.clone()),
        ("referrals", testimony.referrals.clone()),
    ];
    parts.extend(closing_facts(lang, &testimony.closing));
    parts.push(("internal-note", testimony.internal_note.clone()));
    said(lang, parts).into_iter().map(|(title, text)| Section { title, text }).collect()
}

fn paragraph(lang: Lang, url: &str, records: &Records, at: usize, segment: &Segment) -> Paragraph {
    use crate::domain::testimony::Identifies;
    let cited = segment.evidence.iter().map(|id| {
        let reference = records.end(crate::domain::link::Target::Record(*id)).reference;
        (address(url, &reference), reference)
    });
    Paragraph {
        no: at + 1,
        text: segment.text.clone(),
        translation: segment.translation.clone(),
        basis: label(lang, segment.basis),
        certainty: label(lang, segment.certainty),
        date: segment.date,
        place: segment.place.clone(),
        heard_from: segment.heard_from.clone(),
        identifies: segment.identifies_source.is_some_and(|answer| answer != Identifies::No),
        third_party: segment.third_party_data,
        evidence: cited.collect(),
    }
}

pub fn grants(lang: Lang, consent: &Consent) -> Vec<Grant> {
    let bodies = interviews::bodies(lang);
    let name = |code: &str| match bodies.iter().find(|body| body.code == code) {
        Some(body) => body.short.to_owned(),
        None => i18n::say(lang, "any-recipient"),
    };
    let grant = |grant: &crate::domain::consent::ConsentGrant| Grant {
        recipient: name(&grant.recipient),
        item_class: grant.class.label(lang),
        scope: grant.scope.label(lang),
        name_form: label(lang, grant.name_form),
        decision: grant.decision.code(),
        decision_word: grant.decision.label(lang),
        nowhere: grant.decision == Decision::Granted && grant.scope == Scope::Internal,
    };
    consent.grants.iter().map(grant).collect()
}

fn permissions(lang: Lang, consent: &Consent) -> Vec<Term> {
    let granted = consent.permissions.iter();
    granted
        .map(|one: &Permission| crate::web::form::term(Decision::Granted.code(), one.label(lang)))
        .collect()
}

fn shown(visit: &InCase, file: &InterviewFile, testimony: &Testimony, revision: u64) -> Shown {
    let person = &file.person;
    Shown {
        url: format!("{}/interviews/{}", visit.url(), file.testimony.reference),
        person: person.body.pseudonym.clone(),
        person_url: format!("{}/people/{}", visit.url(), person.reference),
        person_reference: person.reference.clone(),
        status: status(testimony.finalised),
        consent: in_a_word(file.consents.last().map(|consent| &consent.body)),
        date: testimony.session.date,
        facts: facts(visit.lang, testimony),
        narrative: testimony.narrative.clone(),
        orders: testimony.orders_received.clone(),
        impact: testimony.impact.clone(),
        revision,
        current: revision == file.testimony.revision,
    }
}

/// The revision that stands, or the one asked for by number.
pub fn show(visit: &mut InCase) -> Outcome {
    let (lang, url) = (visit.lang, visit.url());
    let file = interviews::show(visit.store(), &visit.actor, visit.case, visit.record()?)?;
    let asked = visit.query.get("revision").parse().unwrap_or(file.testimony.revision);
    let testimony = match asked == file.testimony.revision {
        true => &file.testimony,
        false => file.revisions.iter().find(|one| one.revision == asked).ok_or(Error::NotFound)?,
    };
    let (records, colleagues) = (Records::of(visit)?, Colleagues::of(visit)?);
    let segments = testimony.body.segments.iter().enumerate();
    let segments: Vec<Paragraph> =
        segments.map(|(at, segment)| paragraph(lang, &url, &records, at, segment)).collect();
    let links = links::of(visit.store(), &visit.actor, visit.case, file.testimony.id)?;
    let links = records.linked(&links, |target| target.record() == file.testimony.id);
    let consent = file.consents.last().map(|consent| &consent.body);
    let mut frame = visit.frame("interviews");
    frame.reference = file.testimony.reference.clone();
    let page = Page::new("interviews/show.html", &frame)?
        .with("interview", &shown(visit, &file, &testimony.body, asked))
        .with("segments", &segments)
        .with("grants", &consent.map(|consent| grants(lang, consent)).unwrap_or_default())
        .with("permissions", &consent.map(|consent| permissions(lang, consent)).unwrap_or_default())
        .with("sections", &sections(lang, &testimony.body))
        .with("links", &links)
        .with("revisions", &Revision::all(&file.revisions, asked, &colleagues));
    Ok(Reply::page(page))
}
