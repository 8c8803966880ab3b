//! The interview form: new, or about an interview that is there. Nothing typed is ever lost.

use super::read;
use crate::domain::person::Person;
use crate::domain::policy::Verb;
use crate::domain::testimony::Testimony;
use crate::domain::{Private, RecordId, Recorded};
use crate::service::interviews::{InterviewDraft, Whom};
use crate::service::{Error, Result, interviews, references};
use crate::web::dispatch::Outcome;
use crate::web::failure::Failure;
use crate::web::fields::fill;
use crate::web::handlers::interviews::Choices;
use crate::web::handlers::people::{require, typed_identity};
use crate::web::names::Records;
use crate::web::visit::InCase;
use crate::web::{Page, Reply};

/// An empty form; a person's page names them in `person`.
pub fn new(visit: &mut InCase) -> Outcome {
    let (person, own) = (visit.query.get("person").to_owned(), visit.oneself.name.clone());
    visit.form.set("person", person).set("session-interviewers", own);
    again(visit)
}

/// The form as it was typed.
pub fn again(visit: &mut InCase) -> Outcome {
    require(visit, Verb::TakeTestimony)?;
    let url = format!("{}/interviews", visit.url());
    page(visit, &url, &url, String::new())
}

fn page(visit: &mut InCase, action: &str, back: &str, reference: String) -> Outcome {
    let choices = Choices::of_interview(visit)?;
    let evidence = Records::of(visit)?.terms();
    let revising = !reference.is_empty();
    let mut frame = visit.frame("interviews");
    frame.path = if revising { action.to_owned() } else { format!("{back}/new") };
    frame.reference = reference;
    let page = Page::new("interviews/form.html", &frame)?.with("form", &visit.form).with("choices", &choices);
    let page = page.with("action", action).with("back", back).with("evidence", &evidence);
    Ok(Reply::page(page.with("revising", &revising).with("saved", visit.form.get("saved"))))
}

pub fn log(visit: &mut InCase) -> Outcome {
    let (testimony, consent) = read::both(read::testimony(visit), read::consent(&visit.form))?;
    let (whom, identity) = read::both(whom(visit, &testimony), typed_identity(&visit.form, "identity-"))?;
    let finalised = testimony.finalised;
    let consent = Some(consent).filter(read::speaks_of_consent);
    let draft = InterviewDraft { whom, testimony, consent, consent_read: None, identity };
    let logged = interviews::log(visit.store(), &visit.actor, visit.case, draft);
    let logged = logged.map_err(read::grants_by_row)?;
    let said = if finalised { "interview-logged" } else { "draft-saved" };
    Ok(to(visit, &logged.testimony.reference, finalised).said(visit.app.tls, "success", said))
}

/// A draft is written on; what is final is read.
fn to(visit: &InCase, reference: &str, finalised: bool) -> Reply {
    let address = format!("{}/interviews/{reference}", visit.url());
    Reply::see(if finalised { address } else { format!("{address}/edit") })
}

fn whom(visit: &InCase, testimony: &Testimony) -> Result<Whom> {
    match visit.form.get("person") {
        "" => {
            let pseudonym: Private = visit.form.get("person-pseudonym").trim().into();
            let relations = testimony.relations.clone();
            let vulnerable = visit.form.get("person-vulnerable") == "yes";
            Ok(Whom::New(Person { pseudonym, relations, vulnerable, ..Person::default() }))
        }
        known => references::record(visit.store(), &visit.actor, visit.case, known).map(Whom::Known),
    }
}

fn found(visit: &InCase) -> Result<Recorded<Testimony>> {
    Ok(interviews::show(visit.store(), &visit.actor, visit.case, visit.record()?)?.testimony)
}

/// The form about what stands now.
pub fn edit(visit: &mut InCase) -> Outcome {
    require(visit, Verb::TakeTestimony)?;
    let interview = found(visit)?;
    fill(&mut visit.form, "", &interview.body);
    if interview.body.insider.still_employed == Some(false) {
        visit.form.set("insider-still_employed", "no");
    }
    let records = Records::of(visit)?;
    for (row, segment) in interview.body.segments.iter().enumerate() {
        let cited = segment.evidence.iter().map(|id| reference_of(&records, *id));
        visit.form.set(format!("segments-{row}-evidence"), cited.collect::<Vec<_>>().join(", "));
    }
    visit.form.set("revision", interview.revision.to_string());
    if !interview.body.finalised {
        visit.form.set("saved", interview.recorded_at.to_string());
    }
    edit_again(visit)
}

fn reference_of(records: &Records, id: RecordId) -> String {
    records.end(crate::domain::link::Target::Record(id)).reference
}

/// The form as it was typed, about the version that was read.
pub fn edit_again(visit: &mut InCase) -> Outcome {
    require(visit, Verb::TakeTestimony)?;
    let interview = found(visit)?;
    if !visit.form.has("revision") {
        visit.form.set("revision", interview.revision.to_string());
    }
    let address = format!("{}/interviews/{}", visit.url(), interview.reference);
    page(visit, &format!("{address}/edit"), &address, interview.reference)
}

pub fn revise(visit: &mut InCase) -> Outcome {
    let testimony = read::testimony(visit)?;
    let read: u64 = visit.form.get("revision").parse().map_err(|_| Failure::from(Error::Conflict))?;
    let id = visit.record()?;
    let saved = interviews::revise(visit.store(), &visit.actor, visit.case, id, read, testimony)?;
    let finalised = saved.body.finalised;
    let said = if finalised { "interview-logged" } else { "draft-saved" };
    Ok(to(visit, &saved.reference, finalised).said(visit.app.tls, "success", said))
}
