//! What a command gives back on stdout: one JSON document, or text for people.

use super::refusal::Refusal;
use serde_json::{Value, json};
use std::io::{self, Write};

/// The same answer in both forms, and what went wrong beside it.
pub struct Answer {
    /// `None` when stdout was used for something else.
    given: Option<(Value, String)>,
    refusal: Option<Refusal>,
}

impl Answer {
    pub fn new(json: Value, text: impl Into<String>) -> Self {
        Self { given: Some((json, text.into())), refusal: None }
    }

    /// A file went to stdout already.
    pub fn already_given() -> Self {
        Self { given: None, refusal: None }
    }

    /// The answer stands, and yet the command failed: a check that does not hold, the second of
    /// three files that could not be read.
    pub fn but(self, refusal: Option<Refusal>) -> Self {
        Self { refusal, ..self }
    }

    /// Writes the answer out.
    pub fn give(self, as_json: bool) -> Result<(), Refusal> {
        if let Some((json, text)) = self.given {
            let text = if as_json { format!("{json:#}\n") } else { text };
            write_out(text.as_bytes())?;
        }
        self.refusal.map_or(Ok(()), Err)
    }
}

/// Writes to stdout. A reader who has seen enough (`| head`) is no failure.
pub fn write_out(bytes: &[u8]) -> Result<(), Refusal> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Refusal::new("cannot-write").about("stdout").because(&error))
        }
        _ => Ok(()),
    }
}

/// What every record says of itself, with what is its own beside it.
pub fn record<D>(recorded: &crate::domain::Recorded<D>, own: Value) -> Value {
    let mut document = json!({
        "id": recorded.id,
        "reference": recorded.reference,
        "revision": recorded.revision,
        "recorded_at": recorded.recorded_at,
        "recorded_by": recorded.recorded_by,
    });
    if let (Some(document), Value::Object(own)) = (document.as_object_mut(), own) {
        document.extend(own);
    }
    document
}
