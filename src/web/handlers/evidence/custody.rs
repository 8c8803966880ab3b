//! An item's custody: what is shown of it, and the form that tells of a further step.

use super::find;
use crate::domain::evidence::{CustodyEvent, CustodyKind};
use crate::domain::{Choice, Lang, Moment, Private, RecordId, Recorded};
use crate::service::dates::parse_moment;
use crate::service::evidence::{self, EvidenceRecord};
use crate::service::{Error, Result};
use crate::web::Reply;
use crate::web::dispatch::Outcome;
use crate::web::fields::Fields;
use crate::web::names::Colleagues;
use crate::web::visit::InCase;
use serde::Serialize;

/// Tells of a step. Nothing is changed by it but the record of what happened.
pub fn add(visit: &mut InCase) -> Outcome {
    let id = find(visit)?.evidence.id;
    let event = read(visit, id)?;
    evidence::add_custody(visit.store(), &visit.actor, visit.case, event)?;
    Ok(Reply::see(format!("{}/evidence/{}#custody", visit.url(), visit.param("record"))))
}

fn read(visit: &InCase, evidence: RecordId) -> Result<CustodyEvent, Error> {
    let mut fields = Fields::of(&visit.form);
    let event = CustodyEvent {
        evidence,
        kind: fields.required("step_kind"),
        at: at(visit, &mut fields),
        from: fields.text("step_from"),
        to: fields.text("step_to"),
        place: fields.text("step_place"),
        purpose: fields.text("step_purpose"),
        sha256: None,
        note: fields.text("step_note"),
    };
    fields.done(event)
}

/// By the clock of the case's time zone; now when nothing was typed.
fn at(visit: &InCase, fields: &mut Fields<'_>) -> Moment {
    let now = visit.store().now();
    if !fields.has("step_at") {
        return now;
    }
    let zone = jiff::tz::TimeZone::get(&visit.zone()).unwrap_or(jiff::tz::TimeZone::UTC);
    parse_moment(visit.form.get("step_at"), &zone).unwrap_or_else(|| {
        fields.complain("step_at", "not-a-moment");
        now
    })
}

#[derive(Serialize)]
pub struct Step {
    what: &'static str,
    at: Moment,
    /// When it was told; absent when that was at once.
    told: Option<Moment>,
    who: Private,
    from: Private,
    to: Private,
    place: Private,
    purpose: Private,
    note: Private,
    #[serde(rename = "match")]
    matches: &'static str,
}

/// A step told later than this after it happened says so.
const AT_ONCE: i64 = 5 * 60 * 1_000_000;

/// The chain of custody; each digest in it is compared with the original's.
pub fn steps(lang: Lang, record: &EvidenceRecord, colleagues: &Colleagues) -> Vec<Step> {
    let original = record.evidence.body.file.blob.sha256;
    let step = |event: &Recorded<CustodyEvent>| Step {
        what: event.body.kind.label(lang),
        at: event.body.at,
        told: Some(event.recorded_at).filter(|told| told.micros() - event.body.at.micros() > AT_ONCE),
        who: colleagues.name(event.recorded_by),
        from: event.body.from.clone(),
        to: event.body.to.clone(),
        place: event.body.place.clone(),
        purpose: event.body.purpose.clone(),
        note: event.body.note.clone(),
        matches: match event.body.sha256 {
            None => "",
            Some(digest) if digest == original => "match",
            Some(_) if changes(event.body.kind) => "changed-expected",
            Some(_) => "mismatch",
        },
    };
    record.custody.iter().map(step).collect()
}

/// Steps that make another file out of an item.
fn changes(kind: CustodyKind) -> bool {
    matches!(kind, CustodyKind::Redacted | CustodyKind::Translated)
}
