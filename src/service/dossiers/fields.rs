//! The body's own questions, and what there is to answer them with.

use super::gate::Admitted;
use super::gather::Gathered;
use super::phrases;
use crate::domain::person::Person;
use crate::domain::{Lang, Private, Recorded};
use crate::dossier::Body;
use crate::dossier::body::{FieldKind, FieldSource, FieldSpec, Requirement};

/// One question with its answer.
pub struct FieldState {
    pub id: String,
    pub label: String,
    /// Takes more than a line.
    pub long: bool,
    pub required: bool,
    pub article: Option<String>,
    pub value: Option<Private>,
    /// Typed by people; otherwise it follows from the records.
    pub typed: bool,
    /// The answer is the one for all languages.
    pub common: bool,
    /// What is answered in other languages, where this one has nothing.
    pub elsewhere: Vec<(Lang, Private)>,
}

impl FieldState {
    pub fn is_missing(&self) -> bool {
        self.required && self.value.is_none()
    }
}

pub fn states(body: &Body, language: Lang, gathered: &Gathered, admitted: &Admitted) -> Vec<FieldState> {
    let state = |field: &FieldSpec| FieldState {
        id: field.id.clone(),
        label: field.label.get(language).clone(),
        long: matches!(field.kind, FieldKind::Longtext | FieldKind::List | FieldKind::Parties),
        required: field.requirement == Requirement::Required,
        article: field.article.clone(),
        value: value(field, language, gathered, admitted).map(Private::new),
        typed: is_typed(field.source),
        common: is_common(gathered, &field.id),
        elsewhere: elsewhere(gathered, &field.id),
    };
    body.fields.iter().map(state).collect()
}

fn is_common(gathered: &Gathered, field: &str) -> bool {
    gathered.facts.answer_in(field, gathered.language).is_none()
        && gathered.facts.common_answer(field).is_some()
}

fn elsewhere(gathered: &Gathered, field: &str) -> Vec<(Lang, Private)> {
    let facts = &gathered.facts;
    let others = Lang::ALL.iter().filter(|_| facts.answer(field, gathered.language).is_none());
    others.filter_map(|lang| Some((*lang, facts.answer_in(field, *lang)?.clone()))).collect()
}

fn is_typed(source: FieldSource) -> bool {
    use FieldSource as S;
    !matches!(source, S::Victims | S::Evidence | S::Consent)
}

/// What was typed goes before what follows from the records.
fn value(field: &FieldSpec, language: Lang, gathered: &Gathered, admitted: &Admitted) -> Option<String> {
    if let (true, Some(typed)) = (is_typed(field.source), gathered.fact(&field.id)) {
        return Some(typed.to_owned());
    }
    let listed = |items: Vec<String>| (!items.is_empty()).then(|| items.join("; "));
    match field.source {
        FieldSource::Complainants | FieldSource::Signatories => {
            (!gathered.organisation.is_blank()).then(|| gathered.organisation.reveal().to_owned())
        }
        FieldSource::Victims => listed(super::compose::victims(gathered, admitted)),
        FieldSource::Officials => {
            listed(officials(gathered).map(|person| person.body.pseudonym.reveal().to_owned()).collect())
        }
        FieldSource::Evidence => listed(
            admitted.evidence.iter().map(|index| gathered.evidence[*index].reference.clone()).collect(),
        ),
        FieldSource::Consent => Some(phrases::consents(language, admitted.testimonies.len())),
        FieldSource::Typed | FieldSource::Authorities | FieldSource::Facts => None,
    }
}

/// Public officials whom the case holds responsible: they acted in office, and nobody who told the
/// case anything is among them.
pub fn officials(gathered: &Gathered) -> impl Iterator<Item = &Recorded<Person>> {
    gathered.people.iter().filter(|person| person.body.is_held_responsible() && !gathered.confided(person.id))
}
