//! Between the form on evidence and what the case records of it.

use crate::domain::evidence::{Evidence, EvidenceKind, Provenance};
use crate::domain::{Choice, PartialDate, Private, Problem, Problems, RecordId, Recorded};
use crate::service::evidence::EvidenceDraft;
use crate::web::Form;
use crate::web::fields::{self, Fields};
use crate::web::tags::{self, GRAPHIC};

/// What the form says of a file of this name.
pub fn draft(form: &Form, file_name: &str) -> Result<EvidenceDraft, Vec<Problem>> {
    let mut problems = Problems::default();
    let text = |name: &str| Private::new(form.get(name).trim());
    let mut tags = tags::parse(form.get("tags"));
    tags.extend(form.has("graphic").then(|| Private::new(GRAPHIC)));
    let obtained_on = date(form.get("obtained_on"), &mut problems);
    let persons = persons(form, &mut problems);
    let provenance = Provenance {
        source: source(form),
        source_confidential: !form.has("source_open"),
        obtained_on,
        obtained_how: text("obtained_how"),
        lawful_basis: text("lawful_basis"),
        url: text("url"),
    };
    let draft = EvidenceDraft {
        title: text("title"),
        kind: EvidenceKind::from_code(form.get("kind")),
        description: text("description"),
        alt_text: text("alt_text"),
        wordings: Fields::of(form).wordings(),
        tags,
        provenance,
        persons,
        nobody_shown: form.has("nobody_shown"),
        ..EvidenceDraft::of_file(file_name)
    };
    problems.or(draft)
}

/// The persons that were ticked, for the component `persons_shown`.
pub fn persons(form: &Form, problems: &mut Problems) -> Vec<RecordId> {
    let persons: Vec<Option<RecordId>> =
        form.all("persons").iter().map(|person| person.reveal().parse().ok()).collect();
    problems.require(persons.iter().all(Option::is_some), "persons", "not-found");
    persons.into_iter().flatten().collect()
}

fn date(text: &str, problems: &mut Problems) -> Option<PartialDate> {
    let date = PartialDate::parse(text);
    problems.require(date.is_some() || text.trim().is_empty(), "obtained_on", "not-a-date");
    date
}

/// A person of the case goes by their reference; another source may be named beside it.
fn source(form: &Form) -> Private {
    match (form.get("source_person").trim(), form.get("source").trim()) {
        ("", other) => Private::new(other),
        (person, "") => Private::new(person),
        (person, other) => Private::new(format!("{person} · {other}")),
    }
}

/// The form as an item stands.
pub fn fill(form: &mut Form, item: &Recorded<Evidence>) {
    let (body, origin) = (&item.body, &item.body.provenance);
    form.set("revision", item.revision.to_string()).set("title", body.title.clone());
    form.set("kind", body.kind.code()).set("description", body.description.clone());
    form.set("alt_text", body.alt_text.clone()).set("source", origin.source.clone());
    form.set("obtained_how", origin.obtained_how.clone()).set("lawful_basis", origin.lawful_basis.clone());
    form.set("url", origin.url.clone());
    form.set("obtained_on", origin.obtained_on.map(|date| date.to_string()).unwrap_or_default());
    form.set_all("persons", body.persons.iter().map(|id| Private::new(id.to_string())).collect());
    form.set("tags", tags::written(&body.tags));
    fields::fill(form, "wordings", &body.wordings);
    let boxes = [
        ("graphic", tags::is_graphic(&body.tags)),
        ("source_open", !origin.source_confidential),
        ("nobody_shown", body.nobody_shown),
    ];
    for (name, _) in boxes.into_iter().filter(|(_, set)| *set) {
        form.set(name, "yes");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pairs: &[(&str, &str)]) -> Form {
        Form::from_pairs(pairs.iter().map(|(name, value)| (name.to_string(), value.to_string())))
    }

    #[test]
    fn what_was_typed_becomes_the_description_of_a_file() {
        let person = RecordId::from_random([7; 16]).to_string();
        let typed = form(&[
            ("title", " Captura "),
            ("kind", "chat_screenshot"),
            ("source_person", "P-001"),
            ("source", "su abogada"),
            ("obtained_on", "2020-05"),
            ("persons", &person),
            ("graphic", "yes"),
            ("tags", "prensa, campaña"),
        ]);
        let draft = draft(&typed, "foto.png").unwrap();
        assert_eq!((draft.title.reveal(), draft.file_name.reveal()), ("Captura", "foto.png"));
        assert_eq!(draft.provenance.source.reveal(), "P-001 · su abogada");
        assert_eq!((draft.persons.len(), draft.tags.len()), (1, 3));
        assert_eq!(draft.kind, Some(EvidenceKind::ChatScreenshot));
    }

    #[test]
    fn an_untouched_form_keeps_the_source_and_does_not_say_that_nobody_is_shown() {
        let silent = draft(&form(&[("source", "su abogada")]), "a").unwrap();
        assert!(silent.provenance.source_confidential && !silent.nobody_shown);
        let said = draft(&form(&[("source_open", "yes"), ("nobody_shown", "yes")]), "a").unwrap();
        assert!(!said.provenance.source_confidential && said.nobody_shown);
    }

    #[test]
    fn every_wrong_field_is_told_at_once() {
        let wrong = form(&[("obtained_on", "ayer"), ("persons", "nobody")]);
        let problems = draft(&wrong, "a").unwrap_err();
        let told: Vec<_> = problems.iter().map(|p| (p.field.as_str(), p.key)).collect();
        assert_eq!(told, [("obtained_on", "not-a-date"), ("persons", "not-found")]);
    }
}
