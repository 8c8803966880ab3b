//! Fictional content for every page: what the gallery shows and what the tests of the templates
//! render. Each sample is also the specification of its template's context.

#[path = "samples_cases.rs"]
mod cases;
#[path = "samples_dossier.rs"]
mod dossier;
#[path = "samples_interview.rs"]
mod interview;
#[path = "samples_session.rs"]
mod session;

use resguardo::domain::Lang;
use resguardo::web::frame::{Flash, Frame, Lock, May, Me, OpenCase};
use resguardo::web::{Form, Page};
use serde_json::{Map, Value};

/// One page with its content.
pub struct Sample {
    pub name: &'static str,
    pub template: &'static str,
    pub section: &'static str,
    pub reference: &'static str,
    /// Signed in, or not.
    pub signed_in: bool,
    /// Minutes that identities stay open; 0 when closed.
    pub open: u32,
    pub identities_shown: bool,
    pub refresh: Option<u32>,
    pub flash: bool,
    /// Seen by somebody who may only read, and holds no key to identities.
    pub reader: bool,
    pub context: Value,
}

impl Sample {
    fn new(name: &'static str, template: &'static str, section: &'static str, context: Value) -> Self {
        Self {
            name,
            template,
            section,
            reference: "",
            signed_in: true,
            open: 0,
            identities_shown: false,
            refresh: None,
            flash: false,
            reader: false,
            context,
        }
    }

    fn of(mut self, reference: &'static str) -> Self {
        self.reference = reference;
        self
    }

    fn outside(mut self) -> Self {
        self.signed_in = false;
        self
    }

    fn open(mut self, shown: bool) -> Self {
        self.open = 7;
        self.identities_shown = shown;
        self
    }
}

pub fn all() -> Vec<Sample> {
    [session::all(), cases::all(), interview::all(), dossier::all()].into_iter().flatten().collect()
}

/// The page of a sample; the context's fields become variables, as a handler would insert them.
pub fn page_of(lang: Lang, sample: &Sample) -> tera::TeraResult<Page> {
    let mut page = Page::new(sample.template, &frame(lang, sample))?;
    if let Value::Object(fields) = &sample.context {
        for (name, value) in fields {
            page = page.with(name.clone(), value);
        }
    }
    Ok(page)
}

fn frame(lang: Lang, sample: &Sample) -> Frame {
    let mut frame = Frame::new(lang, "Archivo Ciudadano de Libertad de Expresión".into());
    frame.csrf = "c3Jm".into();
    frame.path = format!("/cases/3f0b6c1e/{}", sample.section);
    frame.section = sample.section;
    frame.reference = sample.reference.into();
    frame.identities_shown = sample.identities_shown;
    frame.refresh = sample.refresh;
    frame.me = sample.signed_in.then(|| Me { name: "Inés Robles".into() });
    let case = sample.signed_in && !sample.section.is_empty();
    frame.case = case.then(|| if sample.reader { as_reader(open_case(0)) } else { open_case(sample.open) });
    frame.flash = sample.flash.then(|| Flash { kind: "success", text: "Se guardó la versión 3.".into() });
    frame
}

fn open_case(minutes: u32) -> OpenCase {
    OpenCase {
        url: "/cases/3f0b6c1e".into(),
        reference: "C-01".into(),
        title: "Campaña contra periodistas desde la Agencia Nacional (ficticio)".into(),
        role: "Responsable".into(),
        lock: if minutes > 0 { Lock::Open { minutes } } else { Lock::Closed },
        may: May::everything(),
    }
}

fn as_reader(case: OpenCase) -> OpenCase {
    OpenCase { role: "Lectora".into(), lock: Lock::Absent, may: May { read: true, ..May::default() }, ..case }
}

/// The same page with every list empty, seen by a reader.
pub fn minimal(sample: Sample) -> Sample {
    let context = match sample.context {
        Value::Object(fields) => Value::Object(fields.into_iter().map(|(k, v)| (k, emptied(v))).collect()),
        other => other,
    };
    Sample { context, flash: false, reader: true, ..sample }
}

fn emptied(value: Value) -> Value {
    match value {
        Value::Array(_) => Value::Array(Vec::new()),
        Value::Object(fields) => {
            Value::Object(fields.into_iter().map(|(k, v)| (k, emptied(v))).collect::<Map<_, _>>())
        }
        other => other,
    }
}

/// A form with these values; `problems` are complaints about fields.
fn form(lang: Lang, values: &[(&str, &str)], problems: &[(&str, &'static str)]) -> Value {
    let pairs = values.iter().map(|(name, value)| (name.to_string(), value.to_string()));
    let mut form = Form::from_pairs(pairs);
    let problems: Vec<_> =
        problems.iter().map(|(field, key)| resguardo::domain::Problem::new(*field, key)).collect();
    let of_a_body = |field: &str| field == "body_authority";
    form.complain_naming(lang, &problems, |field| {
        if of_a_body(field) { "Autoridad señalada".into() } else { resguardo::web::i18n::field(lang, field) }
    });
    serde_json::to_value(form).unwrap_or_default()
}

fn no_form() -> Value {
    form(Lang::Es, &[], &[])
}

/// Terms of a select from `code: label` pairs.
fn terms(pairs: &[(&str, &str)]) -> Value {
    let list: Vec<_> = pairs.iter().map(|(code, label)| resguardo::web::form::term(code, label)).collect();
    serde_json::to_value(list).unwrap_or_default()
}
