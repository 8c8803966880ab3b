//! The interview file: JSON that a person fills in. What is not known is refused, with the place.

use crate::cli::refusal::Refusal;
use crate::domain::RecordId;
use crate::domain::consent::Consent;
use crate::domain::person::{Identity, Person};
use crate::domain::testimony::Testimony;
use crate::service::interviews::{InterviewDraft, Whom};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use std::path::Path;

/// The parts, each still as it was written: so that a complaint can say in which part it is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Parts<'f> {
    #[serde(borrow)]
    person: &'f RawValue,
    #[serde(borrow, default)]
    identity: Option<&'f RawValue>,
    #[serde(borrow)]
    testimony: &'f RawValue,
    #[serde(borrow, default)]
    consent: Option<&'f RawValue>,
    /// The revision of the person's consent that this one takes the place of.
    #[serde(default)]
    consent_revision: Option<u64>,
}

/// A person of the case.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    reference: String,
}

enum Who {
    Known(String),
    New(Person),
}

pub struct InterviewForm {
    who: Who,
    identity: Option<Identity>,
    testimony: Testimony,
    consent: Option<Consent>,
    consent_revision: Option<u64>,
}

impl InterviewForm {
    pub fn parse(path: &Path, text: &str) -> Result<Self, Refusal> {
        let file = Text { path, text };
        let parts: Parts<'_> = file.parse(text, "")?;
        let part = |raw: &RawValue| raw.get().to_owned();
        // Which of the two forms it is, is said by one field alone.
        let known = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(&part(parts.person))
            .is_ok_and(|fields| fields.contains_key("reference"));
        let who = match known {
            true => Who::Known(file.parse::<Known>(parts.person.get(), "person")?.reference),
            false => Who::New(file.parse(parts.person.get(), "person")?),
        };
        let identity = parts.identity.map(|raw| file.parse(raw.get(), "identity")).transpose()?;
        let testimony = file.parse(parts.testimony.get(), "testimony")?;
        let consent = parts.consent.map(|raw| file.parse(raw.get(), "consent")).transpose()?;
        let (identity, consent, consent_revision) =
            (identity.flatten(), consent.flatten(), parts.consent_revision);
        Ok(Self { who, identity, testimony, consent, consent_revision })
    }

    pub fn has_identity(&self) -> bool {
        self.identity.is_some()
    }

    /// `find` turns the reference of a person of the case into their id.
    pub fn into_draft(
        self,
        find: impl Fn(&str) -> Result<RecordId, Refusal>,
    ) -> Result<InterviewDraft, Refusal> {
        let whom = match self.who {
            Who::Known(reference) => Whom::Known(find(&reference)?),
            Who::New(person) => Whom::New(person),
        };
        let (testimony, consent, identity) = (self.testimony, self.consent, self.identity);
        Ok(InterviewDraft { whom, testimony, consent, consent_read: self.consent_revision, identity })
    }
}

/// Reads a JSON file that a person wrote.
pub fn parse<T: DeserializeOwned>(path: &Path, text: &str) -> Result<T, Refusal> {
    Text { path, text }.parse(text, "")
}

struct Text<'f> {
    path: &'f Path,
    text: &'f str,
}

impl Text<'_> {
    /// `part` is a stretch of the text.
    fn parse<'p, T: Deserialize<'p>>(&self, part: &'p str, name: &str) -> Result<T, Refusal> {
        serde_json::from_str(part).map_err(|error| {
            let (line, column) = self.place(part, &error);
            let place = if name.is_empty() { String::new() } else { format!("{name}: ") };
            Refusal::new("not-this-json")
                .about(self.path.display().to_string())
                .because(format!("{place}{}", what(&error)))
                .with("line", line.to_string())
                .with("column", column.to_string())
        })
    }

    /// Where in the whole text an error of a part stands.
    fn place(&self, part: &str, error: &serde_json::Error) -> (usize, usize) {
        let before = (part.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize);
        let before = before.and_then(|length| self.text.get(..length)).unwrap_or_default();
        let lines = before.matches('\n').count();
        let column = before.len() - before.rfind('\n').map_or(0, |newline| newline + 1);
        match error.line() {
            1 => (lines + 1, column + error.column()),
            line => (lines + line, error.column()),
        }
    }
}

/// The complaint without its place, and without the value that it is about: that may be private.
fn what(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(text, _)| text);
    match text.rsplit_once(", expected ") {
        Some((found, expected)) if found.starts_with("invalid ") => format!("expected {expected}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::interview::TEMPLATE;

    fn parse_form(text: &str) -> Result<InterviewForm, String> {
        InterviewForm::parse(Path::new("interview.json"), text)
            .map_err(|refusal| refusal.said(crate::domain::Lang::En))
    }

    #[test]
    fn the_template_is_an_interview_with_nothing_left_out() {
        let form = parse_form(TEMPLATE).ok().unwrap();
        assert!(form.has_identity() && form.consent.is_some());
        assert!(form.testimony.finalised && form.testimony.segments.len() > 2);
        assert!(form.testimony.check().is_ok());
    }

    #[test]
    fn a_person_of_the_case_is_named_by_reference() {
        let text = r#"{"person": {"reference": "P-001"}, "testimony": {"narrative": "vi todo"}}"#;
        assert!(matches!(parse_form(text).ok().unwrap().who, Who::Known(reference) if reference == "P-001"));
    }

    #[test]
    fn an_unknown_field_is_named_with_its_part_its_place_and_what_is_allowed() {
        let text =
            "{\n  \"person\": {\"pseudonym\": \"A\"},\n  \"testimony\": {\n    \"narative\": \"x\"\n  }\n}";
        let said = parse_form(text).err().unwrap();
        assert!(said.contains("interview.json") && said.contains("testimony: "), "{said}");
        assert!(said.contains("`narative`") && said.contains("`narrative`"), "{said}");
        assert!(said.contains("line 4"), "{said}");
        let said =
            parse_form(r#"{"person": {"reference": "P-001", "age": 3}, "testimony": {}}"#).err().unwrap();
        assert!(
            said.contains("person: ") && said.contains("`age`") && said.contains("line 1 column 39"),
            "{said}"
        );
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_not_repeated() {
        let text = r#"{"person": {"pseudonym": "A"}, "testimony": {"finalised": "secreto, expected x"}}"#;
        let said = parse_form(text).err().unwrap();
        assert!(said.contains("expected a boolean") && !said.contains("secreto"), "{said}");
    }
}
