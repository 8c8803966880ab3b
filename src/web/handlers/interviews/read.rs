//! The fields of the interview form, as a testimony and a consent.

use crate::domain::consent::{Consent, ConsentGrant, Decision, Scope};
use crate::domain::person::Relation;
use crate::domain::testimony::{Closing, InsiderPosition, Segment, Session, Testimony};
use crate::domain::{Choice, Private, Problem, Problems, RecordId};
use crate::service::{Error, Result, references};
use crate::web::Form;
use crate::web::fields::Fields;
use crate::web::visit::InCase;

/// Every problem of several parts at once.
pub fn both<A, B>(one: Result<A>, other: Result<B>) -> Result<(A, B)> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (Err(Error::Invalid(mut problems)), Err(Error::Invalid(more))) => {
            problems.extend(more);
            Err(Error::Invalid(problems))
        }
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
}

pub fn testimony(visit: &InCase) -> Result<Testimony> {
    let form = &visit.form;
    let segments = segments(visit)?;
    let mut fields = Fields::of(form);
    let testimony = Testimony {
        person: RecordId::nil(),
        title: fields.text("title"),
        session: session(&mut fields),
        relations: fields.choices::<Relation>("relations"),
        insider: insider(&mut fields),
        narrative: fields.text("narrative"),
        segments: Vec::new(),
        orders_received: fields.text("orders_received"),
        impact: fields.text("impact"),
        documents_handed: fields.text("documents_handed"),
        documents_elsewhere: fields.text("documents_elsewhere"),
        other_witnesses: fields.text("other_witnesses"),
        security_assessment: fields.text("security_assessment"),
        referrals: fields.text("referrals"),
        closing: closing(&mut fields),
        internal_note: fields.text("internal_note"),
        finalised: form.get("act") == "log",
    };
    let (testimony, segments) = both(fields.done(testimony), segments)?;
    Ok(Testimony { segments, ..testimony })
}

fn session(fields: &mut Fields) -> Session {
    Session {
        date: fields.date("session-date"),
        start: clock(fields, "session-start"),
        end: clock(fields, "session-end"),
        mode: fields.choice("session-mode"),
        place_type: fields.choice("session-place_type"),
        place: fields.text("session-place"),
        interviewers: fields.text("session-interviewers"),
        interpreter: fields.text("session-interpreter"),
        others_present: fields.text("session-others_present"),
        language: fields.text("session-language"),
        translation_by: fields.text("session-translation_by"),
        recording: fields.choice("session-recording"),
        purpose: fields.text("session-purpose"),
        previous_accounts: fields.text("session-previous_accounts"),
        rights_notice_given: fields.yes("session-rights_notice_given"),
        self_incrimination_warning: fields.yes("session-self_incrimination_warning"),
        state: fields.choices("session-state"),
        needs: fields.choices("session-needs"),
        state_note: fields.text("session-state_note"),
    }
}

/// The domain says whether it is a time.
fn clock(fields: &Fields, name: &str) -> String {
    fields.text(name).reveal().to_owned()
}

fn insider(fields: &mut Fields) -> InsiderPosition {
    InsiderPosition {
        employer: fields.text("insider-employer"),
        unit: fields.text("insider-unit"),
        post: fields.text("insider-post"),
        from: fields.date("insider-from"),
        to: fields.date("insider-to"),
        still_employed: fields.has("insider-still_employed").then(|| fields.yes("insider-still_employed")),
    }
}

fn closing(fields: &mut Fields) -> Closing {
    Closing {
        read_back: fields.yes("closing-read_back"),
        corrections: fields.text("closing-corrections"),
        signed: fields.text("closing-signed"),
        ratify: fields.choice("closing-ratify"),
        testify: fields.choice("closing-testify"),
        meet_authority: fields.choice("closing-meet_authority"),
        media: fields.choice("closing-media"),
        next_contact: fields.text("closing-next_contact"),
    }
}

/// The numbered paragraphs. Rows without text stay in their place until the domain drops them, so
/// that a problem is shown at the row it is about; a row with notes but no text is a problem.
fn segments(visit: &InCase) -> Result<Result<Vec<Segment>>> {
    let mut problems = Problems::default();
    let mut segments = Vec::new();
    for row in 0..visit.form.rows("segments") {
        let name = |field: &str| format!("segments-{row}-{field}");
        let mut fields = Fields::of(&visit.form);
        let segment = Segment {
            text: fields.text(&name("text")),
            translation: fields.text(&name("translation")),
            basis: fields.choice(&name("basis")),
            heard_from: fields.text(&name("heard_from")),
            certainty: fields.choice(&name("certainty")),
            date: fields.date(&name("date")),
            place: fields.text(&name("place")),
            identifies_source: fields.choice(&name("identifies_source")),
            third_party_data: fields.yes(&name("third_party_data")),
            confidentiality: fields.choice(&name("confidentiality")),
            evidence: evidence(visit, &name("evidence"), &mut fields)?,
        };
        let noted = [&segment.translation, &segment.heard_from, &segment.place];
        if segment.text.is_blank() && noted.into_iter().any(|text| !text.is_blank()) {
            fields.complain(&name("text"), "blank");
        }
        match fields.done(segment) {
            Ok(segment) => segments.push(segment),
            Err(Error::Invalid(more)) => more.into_iter().for_each(|problem| problems.add(problem)),
            Err(error) => return Err(error),
        }
    }
    Ok(problems.or(segments).map_err(Error::Invalid))
}

/// References such as `E-001, E-002`.
fn evidence(visit: &InCase, name: &str, fields: &mut Fields) -> Result<Vec<RecordId>> {
    let typed = visit.form.get(name);
    let mut found = Vec::new();
    for reference in typed.split([',', ' ', ';']).filter(|reference| !reference.is_empty()) {
        match references::record(visit.store(), &visit.actor, visit.case, reference) {
            Ok(id) => found.push(id),
            Err(Error::NotFound) => fields.complain(name, "not-found"),
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

/// The part on consent. Rows without a recipient are blank rows.
pub fn consent(form: &Form) -> Result<Consent> {
    let mut fields = Fields::of(form);
    let mut grants = Vec::new();
    for row in 0..form.rows("grants") {
        let name = |field: &str| format!("grants-{row}-{field}");
        if fields.has(&name("recipient")) {
            grants.push(grant(&mut fields, name));
        } else if form.get(&name("decision")) == Decision::Granted.code() || fields.has(&name("conditions")) {
            fields.complain(&name("recipient"), "choose-one");
        }
    }
    let consent = Consent {
        person: RecordId::nil(),
        title: Private::default(),
        explained_by: fields.text("consent-explained_by"),
        explained_language: fields.text("consent-explained_language"),
        understanding: fields.text("consent-understanding"),
        form: fields.choice("consent-form"),
        date: fields.date("consent-date"),
        place: fields.text("consent-place"),
        grants,
        permissions: fields.choices("consent-permissions"),
        withdrawn_on: fields.date("consent-withdrawn_on"),
        withdrawal_note: fields.text("consent-withdrawal_note"),
    };
    fields.done(consent)
}

/// How far something may go is said by whoever granted it; what was not granted goes nowhere.
fn scope(fields: &mut Fields, name: &str, decision: Decision) -> Scope {
    match fields.has(name) || decision == Decision::Granted {
        true => fields.required(name),
        false => Scope::Internal,
    }
}

fn grant(fields: &mut Fields, name: impl Fn(&str) -> String) -> ConsentGrant {
    let decision = fields.required(&name("decision"));
    ConsentGrant {
        recipient: fields.text(&name("recipient")).reveal().to_owned(),
        class: fields.required(&name("class")),
        scope: scope(fields, &name("scope"), decision),
        decision,
        name_form: fields.choice(&name("name_form")),
        conditions: fields.text(&name("conditions")),
        valid_to: fields.date(&name("valid_to")),
    }
}

/// Whether anything was said about consent: silence is recorded as silence.
pub fn speaks_of_consent(consent: &Consent) -> bool {
    let texts = [&consent.explained_by, &consent.understanding, &consent.place, &consent.withdrawal_note];
    !consent.grants.is_empty()
        || !consent.permissions.is_empty()
        || consent.form.is_some()
        || consent.date.is_some()
        || consent.withdrawn_on.is_some()
        || texts.into_iter().any(|text| !text.is_blank())
}

/// Grants are rows of their own on the form, not a part of `consent-`.
pub fn grants_by_row(error: Error) -> Error {
    match error {
        Error::Invalid(problems) => Error::Invalid(problems.into_iter().map(grant_by_row).collect()),
        other => other,
    }
}

fn grant_by_row(mut problem: Problem) -> Problem {
    if let Some(row) = problem.field.strip_prefix("consent-grants-") {
        problem.field = format!("grants-{row}");
    }
    problem
}
