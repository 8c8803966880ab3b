//! The page that watches long work. It refreshes itself while the work runs, leads on when it is
//! done, and says what went wrong when it is not.

use crate::domain::{Lang, Moment};
use crate::service::{Error, Result};
use crate::web::dispatch::Outcome;
use crate::web::jobs::{Job, Kind, State};
use crate::web::visit::InCase;
use crate::web::{Page, Reply, i18n};
use serde::Serialize;
use std::sync::Arc;

/// Seconds between two looks.
const REFRESH: u32 = 2;

pub fn show(visit: &mut InCase) -> Outcome {
    let job = find(visit)?;
    let state = job.state();
    if let State::Finished(next) = &state {
        return Ok(Reply::see(next));
    }
    let mut frame = visit.frame(section(job.order.kind));
    frame.refresh = (!state.is_over()).then_some(REFRESH);
    Ok(Reply::page(Page::new("jobs/show.html", &frame)?.with("job", &shown(visit, &job, &state))))
}

pub fn cancel(visit: &mut InCase) -> Outcome {
    let job = find(visit)?;
    job.cancel();
    Ok(Reply::see(address(&visit.url(), &job)))
}

/// A job of one's own in this case.
fn find(visit: &InCase) -> Result<Arc<Job>> {
    visit.app.jobs.find(visit.actor.account, visit.case, visit.param("job"))
}

pub fn address(case_url: &str, job: &Job) -> String {
    format!("{case_url}/jobs/{}", job.id)
}

fn section(kind: Kind) -> &'static str {
    match kind {
        Kind::Import => "posts",
        Kind::Chat => "chats",
        Kind::Export => "dossiers",
        Kind::Seal => "members",
    }
}

/// What `templates/jobs/show.html` shows.
#[derive(Serialize)]
struct Shown {
    title: String,
    doing: String,
    done: u64,
    of: u64,
    found: Vec<(String, u64)>,
    state: &'static str,
    reason: String,
    cancel: String,
    next: String,
    next_label: String,
    started: Moment,
}

fn shown(visit: &InCase, job: &Job, state: &State) -> Shown {
    let (lang, url, progress) = (visit.lang, visit.url(), job.progress());
    let kind = match job.order.kind {
        Kind::Import => "import",
        Kind::Chat => "chat",
        Kind::Export => "export",
        Kind::Seal => "seal",
    };
    let say = |what: &str| i18n::say(lang, &format!("job-{kind}-{what}"));
    let found = match job.order.kind {
        Kind::Import | Kind::Chat | Kind::Seal => vec![(say("found"), progress.found)],
        Kind::Export => Vec::new(),
    };
    Shown {
        title: say("title"),
        doing: say("doing"),
        done: progress.done,
        of: progress.total.unwrap_or(0),
        found,
        state: state_name(state),
        reason: reason(lang, job, state),
        cancel: format!("{}/cancel", address(&url, job)),
        next: format!("{url}/{}", section(job.order.kind)),
        next_label: say("next"),
        started: job.order.at,
    }
}

fn state_name(state: &State) -> &'static str {
    match state {
        State::Running => "running",
        State::Finished(_) => "finished",
        State::Failed(_) => "failed",
        State::Cancelled => "cancelled",
    }
}

fn reason(lang: Lang, job: &Job, state: &State) -> String {
    let State::Failed(error) = state else { return String::new() };
    match &**error {
        Error::Invalid(problems) => {
            let said: Vec<String> = problems.iter().map(|problem| i18n::problem(lang, problem)).collect();
            said.join(" ")
        }
        Error::DiskFull => i18n::say(lang, "problem-disk-full"),
        Error::Conflict if job.order.kind == Kind::Export => i18n::say(lang, "job-export-conflict"),
        Error::Conflict => i18n::say(lang, "problem-conflict"),
        Error::IdentitiesClosed => i18n::say(lang, "problem-locked"),
        other => {
            tracing::error!(error = %other, "a job failed");
            i18n::say(lang, "error-500-title")
        }
    }
}
