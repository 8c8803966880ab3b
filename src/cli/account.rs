//! People who sign in.

mod invitation;
mod renewal;
mod second_factor;

use super::answer::Answer;
use super::desk::Desk;
use super::members::Reason;
use super::refusal::Refusal;
use super::table::Table;
use super::words::{say, say_with};
use super::{Outcome, password};
use crate::domain::{AccountId, Choice, fingerprint};
use crate::service::sessions::Given;
use crate::service::{Actor, Store, accounts, invitations};
use clap::Subcommand;
use second_factor::SecondFactor;
use serde_json::{Value, json};
use std::path::PathBuf;

#[derive(Subcommand)]
pub enum Account {
    /// Add somebody, under a password that they choose
    Add {
        /// What they sign in as
        name: String,
        /// File whose first line is their password; without it, it is asked for twice
        #[arg(long, value_name = "FILE")]
        new_password_file: Option<PathBuf>,
    },
    /// Ask somebody in: makes a code that is shown once
    Invite {
        /// What they will sign in as
        name: String,
    },
    /// Take up an invitation, under a password of one's own; no --account is needed
    Activate {
        /// File whose first line is the code; without it, it is asked for
        #[arg(long, value_name = "FILE")]
        code_file: Option<PathBuf>,
        /// File whose first line is the new password; without it, it is asked for twice
        #[arg(long, value_name = "FILE")]
        new_password_file: Option<PathBuf>,
    },
    /// Show the fingerprint of somebody who took up an invitation; with it, let them in
    Confirm {
        #[arg(value_name = "ACCOUNT")]
        colleague: String,
        /// The digits that they read out
        #[arg(long, value_name = "DIGITS")]
        fingerprint: Option<String>,
    },
    /// Take an invitation back
    Withdraw {
        #[arg(value_name = "ACCOUNT")]
        colleague: String,
    },
    /// Change one's own password
    Password {
        /// File whose first line is the new password; without it, it is asked for twice
        #[arg(long, value_name = "FILE")]
        new_password_file: Option<PathBuf>,
    },
    /// The second factor of sign-ins over the network
    #[command(subcommand)]
    SecondFactor(SecondFactor),
    /// Everybody in the organisation
    List,
    /// Shut an account out: its sessions end, and it cannot sign in
    Suspend {
        #[arg(value_name = "ACCOUNT")]
        colleague: String,
    },
    /// Let a suspended account in again
    Reactivate {
        #[arg(value_name = "ACCOUNT")]
        colleague: String,
    },
    /// Close an account for good; its name is free again
    Retire {
        #[arg(value_name = "ACCOUNT")]
        colleague: String,
    },
    /// What happened at one's own account's door in browsers
    History,
    /// Keys may be known: give one's new account the lead of every case that one leads
    HandOver {
        /// The new account
        #[arg(value_name = "ACCOUNT")]
        to: String,
        #[command(flatten)]
        reason: Reason,
    },
    /// From the new account: take the old one out of every case, and change their keys
    TurnOut {
        /// The old account
        #[arg(value_name = "ACCOUNT")]
        old: String,
        #[command(flatten)]
        reason: Reason,
    },
    /// Give an account another name
    Rename {
        #[arg(value_name = "ACCOUNT")]
        colleague: String,
        /// What they sign in as from now on
        name: String,
    },
}

impl Account {
    pub fn run(self, desk: &Desk) -> Outcome {
        match self {
            Account::Add { name, new_password_file } => add(desk, &name, new_password_file),
            Account::Password { new_password_file } => change_password(desk, new_password_file),
            Account::Invite { name } => invitation::invite(desk, &name),
            Account::Activate { code_file, new_password_file } => {
                invitation::activate(desk, code_file, new_password_file)
            }
            Account::Confirm { colleague, fingerprint } => {
                invitation::confirm(desk, &colleague, fingerprint.as_deref())
            }
            Account::Withdraw { colleague } => {
                change(desk, &colleague, invitations::withdraw, "cli-invitation-withdrawn")
            }
            Account::SecondFactor(command) => command.run(desk),
            Account::List => list(desk),
            Account::Suspend { colleague } => {
                change(desk, &colleague, accounts::suspend, "cli-account-suspended")
            }
            Account::Reactivate { colleague } => {
                change(desk, &colleague, accounts::reactivate, "cli-account-reactivated")
            }
            Account::Retire { colleague } => {
                change(desk, &colleague, accounts::retire, "cli-account-retired")
            }
            Account::History => renewal::history(desk),
            Account::HandOver { to, reason } => renewal::hand_over(desk, &to, reason),
            Account::TurnOut { old, reason } => renewal::turn_out(desk, &old, reason),
            Account::Rename { colleague, name } => {
                let done =
                    |store: &Store, actor: &Actor, account| accounts::rename(store, actor, account, &name);
                change(desk, &colleague, done, "cli-account-renamed")
            }
        }
    }
}

fn add(desk: &Desk, name: &str, file: Option<PathBuf>) -> Outcome {
    let session = desk.sign_in()?;
    let secret = password::chosen(file.as_deref(), name, desk.lang)?;
    let id = accounts::add(&session.store, &session.actor, name, &secret)?;
    let text = say_with(desk.lang, "cli-account-added", &[("account", super::words::one_line(name))]);
    Ok(Answer::new(json!({ "id": id, "name": name.trim() }), text + "\n"))
}

fn change_password(desk: &Desk, file: Option<PathBuf>) -> Outcome {
    let (session, old) = desk.sign_in_with_password()?;
    let account = password::required(desk.options.account.as_ref())?;
    let new = password::chosen(file.as_deref(), account, desk.lang)?;
    accounts::change_password(&session.store, &session.actor, Given::here(&old), &new, None)?;
    let text = say_with(desk.lang, "cli-password-changed", &[("account", super::words::one_line(account))]);
    Ok(Answer::new(json!({ "account": account }), text + "\n"))
}

/// Does something to an account that is named.
fn change(
    desk: &Desk,
    name: &str,
    done: impl Fn(&Store, &Actor, AccountId) -> crate::service::Result<()>,
    said: &str,
) -> Outcome {
    let session = desk.sign_in()?;
    let found = accounts::find(&session.store, &session.actor, name);
    let account = found.map_err(|error| Refusal::from(error).if_not_found("no-such-account", name))?;
    done(&session.store, &session.actor, account)?;
    let text = say_with(desk.lang, said, &[("account", super::words::one_line(name))]);
    Ok(Answer::new(json!({ "id": account }), text + "\n"))
}

fn list(desk: &Desk) -> Outcome {
    let session = desk.sign_in()?;
    let accounts = accounts::list(&session.store, &session.actor)?;
    let known = accounts::fingerprints(&session.store, &session.actor)?;
    let digits = |account: &accounts::AccountSummary| known.get(&account.account).map(fingerprint::code);
    let document = |account: &accounts::AccountSummary| {
        json!({
            "id": account.account, "name": account.name, "role": account.role, "status": account.status,
            "fingerprint": digits(account),
        })
    };
    let documents: Vec<Value> = accounts.iter().map(document).collect();
    let heads = ["name", "role", "account-status", "account-fingerprint"];
    let mut table = Table::new(heads.map(|head| say(desk.lang, head)));
    for account in &accounts {
        let digits = digits(account).unwrap_or_default();
        let (role, status) = (account.role.label(desk.lang), account.status.label(desk.lang));
        table.row([account.name.reveal(), role, status, &digits]);
    }
    Ok(Answer::new(json!({ "accounts": documents }), table.or("")))
}
