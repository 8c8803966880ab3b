//! Sessions in browsers: one's own, and everybody's at once.

use super::Outcome;
use super::answer::Answer;
use super::desk::Desk;
use super::refusal::Refusal;
use super::table::Table;
use super::words::{count, say};
use crate::service::sessions;
use clap::Subcommand;
use serde_json::{Value, json};

#[derive(Subcommand)]
pub enum Session {
    /// One's own sessions in browsers
    List,
    /// End one of one's own sessions, or all of them
    End {
        /// Id of the session, as `session list` shows it; without one, all
        id: Option<String>,
    },
    /// Make a new secret for sessions; open ones go on until the next time
    RotateSecret,
    /// End every session of the organisation at once
    Panic,
}

impl Session {
    pub fn run(self, desk: &Desk) -> Outcome {
        match self {
            Session::List => list(desk),
            Session::End { id } => end(desk, id.as_deref()),
            Session::RotateSecret => rotate_secret(desk),
            Session::Panic => panic(desk),
        }
    }
}

fn list(desk: &Desk) -> Outcome {
    let session = desk.sign_in()?;
    let listed = sessions::list(&session.store, &session.actor)?;
    let document =
        |one: &sessions::SessionInfo| json!({ "id": one.id, "since": one.since, "last_used": one.last_used });
    let documents: Vec<Value> = listed.iter().map(document).collect();
    let words = |key| say(desk.lang, key);
    let mut table = Table::new([words("since"), words("session-last-used"), "id".to_owned()]);
    for one in &listed {
        table.row([&one.since.to_string(), &one.last_used.to_string(), &one.id]);
    }
    Ok(Answer::new(json!({ "sessions": documents }), table.or(&words("cli-no-sessions"))))
}

fn end(desk: &Desk, id: Option<&str>) -> Outcome {
    let session = desk.sign_in()?;
    let ended = match id {
        Some(id) => {
            let ended = sessions::end(&session.store, &session.actor, id).map(|()| 1);
            ended.map_err(|error| Refusal::from(error).if_not_found("no-such-session", id))?
        }
        None => sessions::end_others(&session.store, &session.actor, None)?,
    };
    told(desk, ended)
}

fn rotate_secret(desk: &Desk) -> Outcome {
    let session = desk.sign_in()?;
    sessions::rotate_secret(&session.store, &session.actor)?;
    Ok(Answer::new(json!({ "rotated": true }), say(desk.lang, "cli-secret-rotated") + "\n"))
}

fn panic(desk: &Desk) -> Outcome {
    let session = desk.sign_in()?;
    told(desk, sessions::panic(&session.store, &session.actor)?)
}

fn told(desk: &Desk, ended: usize) -> Outcome {
    Ok(Answer::new(json!({ "ended": ended }), count(desk.lang, "cli-sessions-ended", ended as u64) + "\n"))
}
