//! What people agreed to, as the dossier states it and as a body's own questions ask it.

use super::super::gate::Held;
use super::super::making::Making;
use super::super::phrases;
use super::people;
use crate::domain::Choice;
use crate::domain::consent::{Consent, ItemClass, Scope};
use crate::domain::dossier::Reason;
use crate::dossier::body::FieldSource;
use crate::dossier::content::{self, ConsentRow, Exclusion};
use crate::service::dates::{self, Style};

pub fn statement(making: &Making<'_>) -> content::Consent {
    let (language, gathered, admitted) = (making.language(), making.gathered, making.admitted);
    let included = admitted.testimonies.iter().map(|one| {
        let testimony = &gathered.testimonies[one.index];
        ConsentRow {
            reference: testimony.reference.clone(),
            scope: format!("{} {}", one.scope.code(), one.scope.label(language)),
            note: phrases::paragraphs(language, one.segments.len(), testimony.body.segments.len()),
        }
    });
    let excluded = admitted.held.iter().map(|held| Exclusion {
        reference: reference(making, held),
        reason: held.reason.label(language).into(),
        needed: phrases::needed(language, held.reason).into(),
    });
    let statement = phrases::consent_statement(language, admitted.held.len(), !admitted.named.is_empty());
    content::Consent { statement, included: included.collect(), excluded: excluded.collect() }
}

/// People are called by their code here too: the case's own reference of a person never leaves.
fn reference(making: &Making<'_>, held: &Held) -> String {
    match (held.reason, held.people.first()) {
        (Reason::IdentitiesClosed, Some(person)) => people::code(making, *person),
        _ => held.reference.clone(),
    }
}

/// One of the questions that a body asks of each victim, answered for each of them; `None` when the
/// records do not answer it for all: then somebody has to.
pub fn answers(making: &Making<'_>, question: FieldSource) -> Option<String> {
    let (victims, _) = people::cast(making);
    let answer = |person| {
        let consent = &making.gathered.consents.get(&person)?.body;
        Some(format!("{}: {}", people::called(making, person), answered(making, consent, question)?))
    };
    let answers: Vec<String> = victims.into_iter().map(answer).collect::<Option<_>>()?;
    (!answers.is_empty()).then(|| answers.join("\n"))
}

fn answered(making: &Making<'_>, consent: &Consent, question: FieldSource) -> Option<String> {
    let (language, today) = (making.language(), making.gathered.today());
    let scope = || consent.scope(&making.body.code, ItemClass::Account, today);
    let reaches = |least: Scope| scope().filter(|scope| *scope >= least);
    let so = |scope: Scope| phrases::agreed(language, &[phrases::lower(scope.label(language))]);
    match question {
        FieldSource::ConsentGiven => reaches(Scope::BodyConfidential).map(|_| {
            let form = consent.form.map(|form| phrases::lower(form.label(language)));
            let date = consent.date.map(|date| dates::day(language, Style::Paper, date));
            phrases::agreed(language, &form.into_iter().chain(date).collect::<Vec<_>>())
        }),
        FieldSource::ConsentState => reaches(Scope::StateWithheld).map(so),
        FieldSource::ConsentPublic => reaches(Scope::PublicAnonymous).map(so),
        FieldSource::ConsentName => {
            Some(phrases::lower(consent.name_form(&making.body.code, today).label(language)))
        }
        _ => None,
    }
}
