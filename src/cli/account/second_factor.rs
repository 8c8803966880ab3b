//! The second factor, from a command on the machine of the store: which is not asked for it, and so
//! can help whoever lost their device and their spare codes.

use crate::cli::Outcome;
use crate::cli::answer::Answer;
use crate::cli::desk::Desk;
use crate::cli::password;
use crate::cli::words::{one_line, say, say_with};
use crate::service::second_factor::{self, Given};
use clap::Subcommand;
use serde_json::json;

#[derive(Subcommand)]
pub enum SecondFactor {
    /// Take one's own away, by the password
    Off,
    /// Ask everybody for one
    Require,
    /// Leave it to each
    Optional,
}

impl SecondFactor {
    pub fn run(self, desk: &Desk) -> Outcome {
        match self {
            SecondFactor::Off => off(desk),
            SecondFactor::Require => policy(desk, true),
            SecondFactor::Optional => policy(desk, false),
        }
    }
}

fn off(desk: &Desk) -> Outcome {
    let (session, secret) = desk.sign_in_with_password()?;
    second_factor::remove(&session.store, &session.actor, Given::here(&secret), None)?;
    let account = password::required(desk.options.account.as_ref())?;
    let text = say_with(desk.lang, "cli-second-factor-off", &[("account", one_line(account))]);
    Ok(Answer::new(json!({ "account": account }), text + "\n"))
}

fn policy(desk: &Desk, required: bool) -> Outcome {
    let session = desk.sign_in()?;
    second_factor::require(&session.store, &session.actor, required)?;
    let said = if required { "cli-policy-required" } else { "cli-policy-optional" };
    Ok(Answer::new(json!({ "required": required }), say(desk.lang, said) + "\n"))
}
