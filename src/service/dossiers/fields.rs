//! The body's own questions, and what there is to answer them with.

use super::compose;
use super::gather::Gathered;
use super::making::Making;
use crate::domain::person::Person;
use crate::domain::{Lang, Private, Recorded};
use crate::dossier::body::{FieldKind, FieldSource, FieldSpec, Requirement, When};

/// One question with its answer.
pub struct FieldState {
    pub id: String,
    pub label: String,
    /// Takes more than a line.
    pub long: bool,
    /// The body asks for it, here and now.
    pub required: bool,
    /// Asked under a condition of which nobody knows yet whether it holds; `help` names it.
    pub undecided: bool,
    pub article: Option<String>,
    /// What the dossier will say.
    pub value: Option<Private>,
    /// What was typed; it goes before what follows from the records.
    pub answer: Option<Private>,
    /// Typed by people; otherwise it follows from the records.
    pub typed: bool,
    /// Where the reason is kept why it is unknown, if the body lets one say so.
    pub unknown_id: Option<String>,
    pub unknown: Option<Private>,
    /// The answer is the one for all languages.
    pub common: bool,
    /// What is answered in other languages, where this one has nothing.
    pub elsewhere: Vec<(Lang, Private)>,
}

impl FieldState {
    pub fn is_missing(&self) -> bool {
        self.required && self.value.is_none() && self.unknown.is_none()
    }
}

pub fn states(making: &Making<'_>) -> Vec<FieldState> {
    making.body.fields.iter().map(|field| state(making, field)).collect()
}

fn state(making: &Making<'_>, field: &FieldSpec) -> FieldState {
    let (language, gathered) = (making.language(), making.gathered);
    let typed = is_typed(field.source);
    let answer = gathered.fact(&field.id).filter(|_| typed).map(str::to_owned);
    let value = answer.clone().or_else(|| recorded(making, field.source));
    let asked = asked(making, field);
    let unknown = unknown_id(&field.id);
    let why = gathered.fact(&unknown).filter(|_| field.unknown_allowed);
    FieldState {
        id: field.id.clone(),
        label: field.label.get(language).clone(),
        long: matches!(field.kind, FieldKind::Longtext | FieldKind::List | FieldKind::Parties),
        required: asked == Some(true),
        undecided: asked.is_none() && value.is_none(),
        article: field.article.clone(),
        unknown: why.filter(|_| value.is_none()).map(Private::new),
        unknown_id: field.unknown_allowed.then_some(unknown),
        value: value.map(Private::new),
        answer: answer.map(Private::new),
        typed,
        common: is_common(gathered, &field.id),
        elsewhere: elsewhere(gathered, &field.id),
    }
}

fn is_common(gathered: &Gathered, field: &str) -> bool {
    gathered.facts.answer_in(field, gathered.language).is_none()
        && gathered.facts.common_answer(field).is_some()
}

/// Where the reason is kept why the answer to a field is unknown.
pub fn unknown_id(field: &str) -> String {
    format!("{field}.unknown")
}

/// Whether a field must be answered; `None` when that is for somebody to say.
fn asked(making: &Making<'_>, field: &FieldSpec) -> Option<bool> {
    match (field.requirement, &field.when) {
        (Requirement::Required, _) => Some(true),
        (Requirement::Optional, _) => Some(false),
        (Requirement::Conditional, None) => None,
        (Requirement::Conditional, Some(When::Several(source))) => {
            recorded_list(making, *source).map(|all| all.len() > 1)
        }
        (Requirement::Conditional, Some(When::Says { field, words })) => {
            making.gathered.fact(field).map(|answer| says(answer, words))
        }
    }
}

fn says(answer: &str, words: &[String]) -> bool {
    let answer = answer.to_lowercase();
    let mut said = answer.split(|sign: char| !sign.is_alphanumeric());
    said.any(|word| words.iter().any(|wanted| wanted == word))
}

fn elsewhere(gathered: &Gathered, field: &str) -> Vec<(Lang, Private)> {
    let facts = &gathered.facts;
    let others = Lang::ALL.iter().filter(|_| facts.answer(field, gathered.language).is_none());
    others.filter_map(|lang| Some((*lang, facts.answer_in(field, *lang)?.clone()))).collect()
}

fn is_typed(source: FieldSource) -> bool {
    !matches!(source, FieldSource::Victims | FieldSource::Evidence)
}

/// What the records answer.
fn recorded(making: &Making<'_>, source: FieldSource) -> Option<String> {
    use FieldSource as S;
    match source {
        S::Complainants | S::Signatories => {
            let organisation = &making.gathered.organisation;
            (!organisation.is_blank()).then(|| organisation.reveal().to_owned())
        }
        S::Victims | S::Officials | S::Evidence => {
            recorded_list(making, source).filter(|items| !items.is_empty()).map(|items| items.join("; "))
        }
        S::ConsentGiven | S::ConsentState | S::ConsentPublic | S::ConsentName => {
            compose::answers(making, source)
        }
        S::Typed | S::Authorities | S::Facts => None,
    }
}

fn recorded_list(making: &Making<'_>, source: FieldSource) -> Option<Vec<String>> {
    let gathered = making.gathered;
    match source {
        FieldSource::Victims => Some(compose::victims(making)),
        FieldSource::Officials => {
            Some(officials(gathered).map(|person| person.body.pseudonym.reveal().to_owned()).collect())
        }
        FieldSource::Evidence => {
            let admitted = making.admitted.evidence.iter();
            Some(admitted.map(|index| gathered.evidence[*index].reference.clone()).collect())
        }
        _ => None,
    }
}

/// Public officials whom the case holds responsible: they acted in office, and nobody who told the
/// case anything is among them.
pub fn officials(gathered: &Gathered) -> impl Iterator<Item = &Recorded<Person>> {
    gathered.people.iter().filter(|person| person.body.is_held_responsible() && !gathered.confided(person.id))
}

#[cfg(test)]
mod tests {
    use super::says;

    #[test]
    fn a_condition_is_read_from_whole_words() {
        let no = ["no".to_owned()];
        assert!(says("No. Se presenta en representación.", &no));
        assert!(!says("Sí, notoriamente", &no));
    }
}
