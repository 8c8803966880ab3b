//! A step in an item's custody.

use super::show::step;
use crate::cli::Outcome;
use crate::cli::answer::Answer;
use crate::cli::desk::Desk;
use crate::cli::files::Input;
use crate::cli::options::choice;
use crate::cli::refusal::Refusal;
use crate::cli::words::say_with;
use crate::domain::evidence::{CustodyEvent, CustodyKind};
use crate::domain::{Choice, Moment, Private};
use crate::service::dates::parse_moment;
use crate::service::{cases, evidence};
use clap::Args;
use std::path::PathBuf;

#[derive(Args)]
pub struct Tell {
    /// Id or reference of the case
    case: String,
    /// Id or reference of the item
    id: String,
    /// What happened; `hashed` opens the original and hashes it anew
    #[arg(long, value_name = "KIND", value_parser = choice::<CustodyKind>())]
    event: CustodyKind,
    /// When: 2020-05-12T14:02 by the clock of the case's time zone, or with an offset [default: now]
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// By whom it was handed over
    #[arg(long, value_name = "TEXT", default_value = "")]
    from: String,
    /// To whom
    #[arg(long, value_name = "TEXT", default_value = "")]
    to: String,
    /// Where it was
    #[arg(long, value_name = "TEXT", default_value = "")]
    place: String,
    /// What for; printed in dossiers
    #[arg(long, value_name = "TEXT", default_value = "")]
    purpose: String,
    /// File with a note; printed in dossiers, so it names nobody who must not be named; `-` is stdin
    #[arg(long, value_name = "FILE")]
    note_file: Option<PathBuf>,
}

impl Tell {
    pub fn run(self, desk: &Desk) -> Outcome {
        let note = self.note_file.as_ref().map(|path| Input::text(path)).transpose()?;
        let session = desk.sign_in()?;
        let case = session.case(&self.case)?;
        let id = session.record(case, &self.id)?;
        let overview = cases::standing(&session.store, &session.actor, case)?;
        let zone = overview.profile.map(|profile| profile.time_zone).unwrap_or_default();
        let at = self.moment(&zone, session.store.now())?;
        let private = |text: &str| Private::new(text.trim());
        let event = CustodyEvent {
            evidence: id,
            kind: self.event,
            at,
            from: private(&self.from),
            to: private(&self.to),
            place: private(&self.place),
            purpose: private(&self.purpose),
            sha256: None,
            note: private(note.as_deref().unwrap_or_default()),
        };
        let told = evidence::add_custody(&session.store, &session.actor, case, event);
        let told = told.map_err(|error| Refusal::from(error).if_not_found("not-evidence", &self.id))?;
        let what = self.event.label(desk.lang).to_owned();
        let texts = [("reference", told.reference.clone()), ("item", self.id.clone()), ("what", what)];
        Ok(Answer::new(step(&told), say_with(desk.lang, "cli-custody-told", &texts) + "\n"))
    }

    fn moment(&self, zone: &str, now: Moment) -> Result<Moment, Refusal> {
        let Some(text) = &self.at else { return Ok(now) };
        let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
        parse_moment(text, &zone).ok_or_else(|| Refusal::usage("not-a-moment").about(text))
    }
}
