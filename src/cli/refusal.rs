//! Why a command did not do what was asked: one line that says what, and a hint what to do.

use super::words::{one_line, say_with};
use crate::domain::{Choice, Lang, Problem};
use crate::service::Error;
use crate::web::i18n;
use std::path::Path;
use std::process::ExitCode;

/// Messages `refused-NAME` and `refused-NAME-hint`, and what fills them.
pub struct Refusal {
    name: &'static str,
    texts: Vec<(&'static str, String)>,
    /// What is filled with a term, in the language in which it is said.
    term: Option<(&'static str, Term)>,
    problems: Vec<Problem>,
    file: Option<Box<str>>,
    status: u8,
}

/// What messages ask for besides what their refusals always give.
const MAY_BE_ASKED: [&str; 2] = ["about", "why"];

type Term = Box<dyn Fn(Lang) -> &'static str + Send + Sync>;

/// Refused or failed.
const FAILED: u8 = 1;
/// The command itself is not right.
const WRONG_USAGE: u8 = 2;

impl Refusal {
    pub fn new(name: &'static str) -> Self {
        Self { name, texts: Vec::new(), term: None, problems: Vec::new(), file: None, status: FAILED }
    }

    /// The command is wrong, whatever is in the store.
    pub fn usage(name: &'static str) -> Self {
        Self { status: WRONG_USAGE, ..Self::new(name) }
    }

    /// Fills `{ $about }`: the file, reference or name that it is about.
    pub fn about(self, what: impl AsRef<str>) -> Self {
        self.with("about", what.as_ref())
    }

    /// Fills `{ $why }`.
    pub fn because(self, why: impl ToString) -> Self {
        self.with("why", why.to_string())
    }

    pub fn with(mut self, name: &'static str, text: impl AsRef<str>) -> Self {
        self.texts.push((name, one_line(text.as_ref())));
        self
    }

    fn with_term(self, name: &'static str, term: impl Choice + Send + Sync) -> Self {
        Self { term: Some((name, Box::new(move |lang| term.label(lang)))), ..self }
    }

    /// Which of several files it is about.
    pub fn of_file(self, path: &Path) -> Self {
        Self { file: Some(one_line(&path.display().to_string()).into()), ..self }
    }

    /// A dossier was made all the same, and can be had from the case.
    pub fn but_made(self, lang: Lang, reference: &str) -> Self {
        Self::new("made-not-written").about(reference).because(self.said(lang))
    }

    /// Puts another reason in the place of "not found", which alone says little.
    pub fn if_not_found(self, name: &'static str, what: &str) -> Self {
        if self.name == "not-found" { Self::new(name).about(what) } else { self }
    }

    /// The reason alone.
    pub fn said(&self, lang: Lang) -> String {
        let reason = self.words(lang, "");
        match &self.file {
            Some(file) => format!("{file}: {reason}"),
            None => reason,
        }
    }

    fn words(&self, lang: Lang, ending: &str) -> String {
        // A message with a hole would not be said at all.
        let unfilled = MAY_BE_ASKED.map(|name| (name, String::new()));
        let term = self.term.iter().map(|(name, term)| (*name, term(lang).to_owned()));
        let texts: Vec<_> = unfilled.into_iter().chain(self.texts.iter().cloned()).chain(term).collect();
        say_with(lang, &format!("refused-{}{ending}", self.name), &texts)
    }

    /// Says it on stderr; the program's exit status.
    pub fn tell(&self, lang: Lang) -> ExitCode {
        eprintln!("resguardo: {}", self.said(lang));
        for problem in &self.problems {
            eprintln!("  {}: {}", path(&problem.field), i18n::problem(lang, problem));
        }
        eprintln!("hint: {}", self.words(lang, "-hint"));
        ExitCode::from(self.status)
    }
}

/// The name of a form's field as a path: `segments-0-basis` is `segments.0.basis`.
fn path(field: &str) -> String {
    if field.is_empty() { "?".into() } else { field.replace('-', ".") }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::new("not-found"),
            Error::Denied(verb) => Self::new("denied").with_term("about", verb),
            Error::IdentitiesClosed => Self::new("identities-closed"),
            Error::WrongPassword | Error::NotFresh => Self::new("wrong-password"),
            Error::TooManyTries(seconds) => Self::new("too-many-tries").about(seconds.to_string()),
            Error::Invalid(problems) => Self { problems, ..Self::new("invalid") },
            Error::Cancelled => Self::new("cancelled"),
            Error::Conflict => Self::new("conflict"),
            Error::Tampered(tamper) => {
                Self::new("tampered").about(&tamper.what).with_term("why", tamper.kind)
            }
            Error::NoStore => Self::new("no-store"),
            Error::StoreExists => Self::new("store-exists"),
            Error::NewerFormat(format) => Self::new("newer-format").with("format", format.to_string()),
            Error::Unsupported(why) => Self::new("unsupported").because(why),
            Error::DiskFull => Self::new("disk-full"),
            Error::Busy => Self::new("busy"),
            Error::ReadOnly => Self::new("read-only"),
            Error::Io(error) => Self::new("io").because(error),
            Error::Internal(why) if why.starts_with("database: ") => Self::new("database").because(why),
            Error::Internal(why) => Self::new("internal").because(why),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::{Tamper, TamperKind};

    /// Every name that the sources give to a refusal, so that none is left without words.
    fn names(folder: &Path) -> Vec<String> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.extend(names(&path));
                continue;
            }
            let text = std::fs::read_to_string(path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            for opening in ["Self::new(\"", "Refusal::new(\"", "Refusal::usage(\"", "if_not_found(\""] {
                let named = code.split(opening).skip(1).filter_map(|rest| rest.split('"').next());
                found.extend(named.map(str::to_owned));
            }
        }
        found
    }

    #[test]
    fn every_refusal_has_a_reason_and_a_hint_in_both_languages() {
        let names = names(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli"));
        assert!(names.len() > 30, "the sources are read");
        for lang in Lang::ALL {
            for name in names.iter().map(|name| name.clone().leak()) {
                let refusal = ["format", "line", "column", "failed"]
                    .iter()
                    .fold(Refusal::new(name), |refusal, text| refusal.with(text, "7"));
                for ending in ["", "-hint"] {
                    let said = refusal.words(*lang, ending);
                    assert_ne!(said, format!("refused-{name}{ending}"), "{lang:?}");
                }
            }
        }
    }

    #[test]
    fn tampering_is_told_in_words_about_a_thing() {
        let refusal = Refusal::from(Error::from(Tamper::new(TamperKind::RowMissing, "T-001")));
        let said = refusal.said(Lang::En);
        assert!(said.ends_with("T-001: is in the ledger and missing in the store"), "{said}");
        assert!(refusal.said(Lang::Es).ends_with("T-001: está en la bitácora y falta en el almacén"));
    }
}
