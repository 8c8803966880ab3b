//! Cosigning for another organisation: a key, what was signed last, and no store.

use super::Outcome;
use super::answer::Answer;
use super::desk::Desk;
use super::files::{Input, Output};
use super::refusal::Refusal;
use super::words::{one_line, say, say_with};
use crate::domain::Moment;
use crate::service::cosign::{self, Remembered};
use crate::service::installation;
use clap::Args;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct NewKey {
    /// Name of the key, such as the organisation's domain: no spaces
    name: String,
    /// Where to put the secret half; it is never replaced
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
}

#[derive(Args)]
pub struct Cosign {
    /// A receipt, or one made with `ledger receipt --since`
    file: PathBuf,
    /// The secret key that `ledger cosigner-key` made
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// What was signed last, of each ledger; made when it is not there
    #[arg(long, value_name = "FILE")]
    state: PathBuf,
    /// Public key of somebody who signs receipts there, told by another way; it is remembered
    #[arg(long = "signer", value_name = "KEY")]
    signers: Vec<String>,
    /// Where to put the cosigned receipt; `-` is stdout
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
    /// Replace the file if it exists
    #[arg(long)]
    force: bool,
}

impl NewKey {
    pub fn run(self, desk: &Desk) -> Outcome {
        let made = cosign::new_key(&self.name);
        let (secret, public) = made.ok_or_else(|| Refusal::new("cosign-not-a-name").about(&self.name))?;
        let mut output = Output::create(&self.output, false)?;
        output.write(secret.as_bytes())?;
        output.keep()?;
        let text = format!("{}\n{public}\n", say(desk.lang, "cli-cosigner-key"));
        Ok(Answer::new(json!({ "name": self.name, "key": public }), text))
    }
}

impl Cosign {
    pub fn run(self, desk: &Desk) -> Outcome {
        let about = self.file.display().to_string();
        let (asked, key) = (Input::text(&self.file)?, zeroize::Zeroizing::new(Input::text(&self.key)?));
        let mut remembered = remembered(&self.state)?;
        let at = installation::clock().timestamp().as_second().max(0) as u64;
        let cosigned = cosign::cosign(&asked, &key, &mut remembered, &self.signers, at);
        let cosigned = cosigned.map_err(|refused| Refusal::new(refused.code()).about(about))?;
        let mut output = Output::create(&self.output, self.force)?;
        output.write(if output.is_stdout() { b"" } else { cosigned.note.as_bytes() })?;
        // Before the signature leaves: one that is given away and forgotten could be given for a fork.
        let mut state = Output::create(&self.state, true)?;
        state.write(remembered.text().as_bytes())?;
        state.keep()?;
        let head = json!({ "origin": cosigned.head.origin, "entries": cosigned.head.size,
            "root": cosigned.head.root, "since": cosigned.since, "receipt": cosigned.note });
        if output.is_stdout() {
            return Ok(Answer::new(head, cosigned.note));
        }
        output.keep()?;
        let texts = [
            ("origin", one_line(&cosigned.head.origin)),
            ("size", cosigned.head.size.to_string()),
            ("since", cosigned.since.unwrap_or_default().to_string()),
        ];
        Ok(Answer::new(head, say_with(desk.lang, "cli-cosigned", &texts) + "\n"))
    }
}

fn remembered(path: &Path) -> Result<Remembered, Refusal> {
    let text = if path.exists() { Input::text(path)? } else { String::new() };
    Remembered::parse(&text).ok_or_else(|| Refusal::new("cosign-state").about(path.display().to_string()))
}

/// Who cosigned a receipt, and when.
pub type Seen = Vec<(String, Option<u64>)>;

pub fn seen(receipt: &str, known: &[String]) -> Result<Seen, Refusal> {
    cosign::cosigners(receipt, known).map_err(|key| Refusal::new("cosign-not-a-signer").about(key))
}

/// A cosignature of somebody known that does not hold.
pub fn broken(seen: &Seen) -> Option<Refusal> {
    let (name, _) = seen.iter().find(|(_, at)| at.is_none())?;
    Some(Refusal::new("cosignature-broken").about(name))
}

pub fn document(seen: &Seen) -> Value {
    let one = |(name, at): &(String, Option<u64>)| json!({ "name": name, "at": at.map(moment), "holds": at.is_some() });
    seen.iter().map(one).collect()
}

pub fn text(desk: &Desk, seen: &Seen) -> String {
    let holding = seen.iter().filter_map(|(name, at)| Some((name, moment((*at)?))));
    let line = |(name, at): (&String, Moment)| {
        say_with(desk.lang, "cli-cosigned-by", &[("name", one_line(name)), ("at", at.to_string())]) + "\n"
    };
    holding.map(line).collect()
}

fn moment(seconds: u64) -> Moment {
    Moment::from_micros(i64::try_from(seconds).unwrap_or(i64::MAX).saturating_mul(1_000_000))
}
