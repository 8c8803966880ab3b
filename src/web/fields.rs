//! Between forms and records: reads fields as what they mean, and fills a form from a record.

use super::Form;
use crate::domain::{Choice, Lang, PartialDate, Private, Problem, Problems, Wording, Wordings};
use serde::Serialize;
use serde_json::Value;

/// Reads a form's fields and collects what is wrong with them.
pub struct Fields<'f> {
    form: &'f Form,
    pub problems: Problems,
}

impl<'f> Fields<'f> {
    pub fn of(form: &'f Form) -> Self {
        Self { form, problems: Problems::default() }
    }

    pub fn has(&self, name: &str) -> bool {
        !self.form.get(name).trim().is_empty()
    }

    /// As it was typed, without the white space around it.
    pub fn text(&self, name: &str) -> Private {
        self.form.get(name).trim().into()
    }

    /// What the component `wordings` asks for.
    pub fn wordings(&self) -> Wordings {
        let mut wordings = Wordings::default();
        for language in Lang::ALL {
            let text = |part: &str| self.text(&Wordings::field(*language, part));
            let (title, description, alt_text) = (text("title"), text("description"), text("alt_text"));
            wordings.set(*language, Wording { title, description, alt_text });
        }
        wordings
    }

    pub fn date(&mut self, name: &str) -> Option<PartialDate> {
        let typed = self.form.get(name).trim();
        let date = PartialDate::parse(typed);
        self.problems.require(typed.is_empty() || date.is_some(), name, "not-a-date");
        date
    }

    /// One term of a closed list, or none.
    pub fn choice<T: Choice>(&mut self, name: &str) -> Option<T> {
        let code = self.form.get(name);
        let choice = T::from_code(code);
        self.problems.require(code.is_empty() || choice.is_some(), name, "choose-one");
        choice
    }

    /// One term of a closed list; without one, a problem and the first term.
    pub fn required<T: Choice>(&mut self, name: &str) -> T {
        let choice = T::from_code(self.form.get(name));
        self.problems.require(choice.is_some(), name, "choose-one");
        choice.unwrap_or(T::ALL[0])
    }

    /// The ticked terms of a closed list.
    pub fn choices<T: Choice>(&mut self, name: &str) -> Vec<T> {
        let ticked = self.form.all(name);
        let known: Vec<T> = ticked.iter().filter_map(|code| T::from_code(code.reveal())).collect();
        self.problems.require(known.len() == ticked.len(), name, "choose-one");
        known
    }

    pub fn yes(&self, name: &str) -> bool {
        self.form.get(name) == "yes"
    }

    /// The lines that are not blank.
    pub fn lines(&self, name: &str) -> Vec<Private> {
        self.form
            .get(name)
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(Private::from)
            .collect()
    }

    /// What was read, if nothing was wrong with it.
    pub fn done<T>(self, value: T) -> Result<T, crate::service::Error> {
        self.problems.or(value).map_err(crate::service::Error::Invalid)
    }

    pub fn complain(&mut self, name: &str, key: &'static str) {
        self.problems.add(Problem::new(name, key));
    }
}

/// Fills a form from a record: the field `a.b` of the record is the form's `a-b`, rows of lists are
/// numbered, ticked boxes say `yes`. What is not there is left out.
pub fn fill<T: Serialize>(form: &mut Form, prefix: &str, record: &T) {
    // A record that was read can be written; there is nothing in it that JSON lacks.
    if let Ok(value) = serde_json::to_value(record) {
        put(form, prefix, &value);
    }
}

fn put(form: &mut Form, name: &str, value: &Value) {
    let below = |part: &str| if name.is_empty() { part.to_owned() } else { format!("{name}-{part}") };
    match value {
        Value::Null | Value::Bool(false) => {}
        Value::Bool(true) => _ = form.set(name, "yes"),
        Value::Number(number) => _ = form.set(name, number.to_string()),
        Value::String(text) => _ = form.set(name, text.as_str()),
        Value::Object(fields) => fields.iter().for_each(|(field, value)| put(form, &below(field), value)),
        Value::Array(rows) if rows.iter().any(Value::is_object) => {
            rows.iter().enumerate().for_each(|(row, value)| put(form, &below(&row.to_string()), value));
        }
        Value::Array(terms) => {
            let texts = terms.iter().filter_map(Value::as_str).map(Private::from);
            form.set_all(name, texts.collect());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::person::{Person, Relation};
    use crate::domain::testimony::{Basis, Segment, Session, Testimony};

    fn form(pairs: &[(&str, &str)]) -> Form {
        Form::from_pairs(pairs.iter().map(|(name, value)| (name.to_string(), value.to_string())))
    }

    #[test]
    fn every_wrong_field_is_told_at_once() {
        let form =
            form(&[("date", "mayo"), ("basis", "guess"), ("relations", "victim"), ("relations", "king")]);
        let mut fields = Fields::of(&form);
        fields.date("date");
        fields.choice::<Basis>("basis");
        assert_eq!(fields.choices::<Relation>("relations"), [Relation::Victim]);
        let Err(crate::service::Error::Invalid(problems)) = fields.done(()) else { panic!("accepted") };
        let names: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(names, ["date", "basis", "relations"]);
    }

    #[test]
    fn a_blank_field_is_no_problem() {
        let form = form(&[("date", " "), ("basis", "")]);
        let mut fields = Fields::of(&form);
        assert_eq!((fields.date("date"), fields.choice::<Basis>("basis")), (None, None));
        assert!(fields.done(()).is_ok());
    }

    #[test]
    fn a_record_fills_the_form_it_came_from() {
        let segment = Segment {
            text: "a".into(),
            basis: Some(Basis::Saw),
            third_party_data: true,
            ..Segment::default()
        };
        let session = Session { date: PartialDate::parse("2020-05~"), ..Session::default() };
        let person = Person { relations: vec![Relation::Victim, Relation::Witness], ..Person::default() };
        let testimony = Testimony {
            person: crate::domain::RecordId::nil(),
            session,
            segments: vec![Segment::default(), segment],
            ..serde_json::from_str::<Testimony>("{}").unwrap()
        };
        let mut form = Form::default();
        fill(&mut form, "", &testimony);
        fill(&mut form, "person", &person);
        assert_eq!(form.get("session-date"), "2020-05~");
        assert_eq!(form.get("segments-1-basis"), "saw");
        assert_eq!(form.get("segments-1-third_party_data"), "yes");
        assert_eq!(form.all("person-relations").len(), 2);
        assert_eq!(form.rows("segments"), 2);
    }
}
