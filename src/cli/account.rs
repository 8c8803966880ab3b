//! People who sign in.

use super::answer::Answer;
use super::desk::Desk;
use super::table::Table;
use super::words::{say, say_with};
use super::{Outcome, password};
use crate::domain::Choice;
use crate::service::accounts;
use clap::Subcommand;
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
    /// Everybody in the organisation
    List,
}

impl Account {
    pub fn run(self, desk: &Desk) -> Outcome {
        match self {
            Account::Add { name, new_password_file } => add(desk, &name, new_password_file),
            Account::List => list(desk),
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

fn list(desk: &Desk) -> Outcome {
    let session = desk.sign_in()?;
    let accounts = accounts::list(&session.store, &session.actor)?;
    let document = |account: &accounts::AccountSummary| json!({ "id": account.account, "name": account.name, "role": account.role });
    let documents: Vec<Value> = accounts.iter().map(document).collect();
    let mut table = Table::new([say(desk.lang, "name"), say(desk.lang, "role")]);
    for account in &accounts {
        table.row([account.name.reveal(), account.role.label(desk.lang)]);
    }
    Ok(Answer::new(json!({ "accounts": documents }), table.or("")))
}
