//! Commands for operators and scripts: the same services and permissions as the pages.
//!
//! Knows words, files and terminals. Never touches the store's rows, keys or rules of the domain: it
//! asks `service`, and says what it is told. Results go to stdout, everything else to stderr.
#![allow(clippy::print_stderr, reason = "the command line is the one place that prints")]

mod account;
mod answer;
mod case;
mod chat;
#[cfg(target_os = "linux")]
mod confine;
mod coordination;
mod cosign;
mod demo;
mod desk;
mod dossier;
mod evidence;
mod files;
mod init;
mod interview;
mod ledger;
mod link;
mod members;
mod options;
mod password;
mod post_checks;
mod post_tables;
mod posts;
mod process;
mod progress;
mod refusal;
mod search;
mod serve;
mod session;
mod table;
mod time_stamps;
mod wording;
mod words;

use answer::Answer;
use clap::{Parser, Subcommand};
use desk::Desk;
use options::Options;
use refusal::Refusal;
use std::process::ExitCode;

/// What a command comes to.
type Outcome = Result<Answer, Refusal>;

/// Secure testimony and evidence case manager.
#[derive(Parser)]
#[command(name = "resguardo", version, about, max_term_width = 100, arg_required_else_help = true)]
struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Create the store and its first registrar
    Init(init::Init),
    /// Serve the store to browsers; the first visit sets up a new one
    Serve(serve::Serve),
    /// People who sign in
    #[command(subcommand)]
    Account(account::Account),
    /// Sessions in browsers
    #[command(subcommand)]
    Session(session::Session),
    /// Cases, and who has access to them
    #[command(subcommand)]
    Case(case::Case),
    /// Interviews
    #[command(subcommand)]
    Interview(interview::Interview),
    /// Files that are evidence
    #[command(subcommand)]
    Evidence(evidence::Evidence),
    /// Imported posts of social networks
    #[command(subcommand)]
    Posts(posts::Posts),
    /// Chats: WhatsApp, Telegram, Signal
    #[command(subcommand)]
    Chat(chat::Chat),
    /// Anything in a case, found by its words
    Search(search::Search),
    /// Link any two things of a case
    Link(link::Link),
    /// Dossiers for bodies
    #[command(subcommand)]
    Dossier(dossier::Dossier),
    /// The tamper-evident ledger of a case
    #[command(subcommand)]
    Ledger(ledger::Ledger),
    /// Make a store with a made-up case, with two dossiers, and serve it on this machine
    Demo(demo::Demo),
}

impl Command {
    fn run(self, desk: &Desk) -> Outcome {
        match self {
            Command::Init(command) => command.run(desk),
            Command::Serve(command) => command.run(desk),
            Command::Account(command) => command.run(desk),
            Command::Session(command) => command.run(desk),
            Command::Case(command) => command.run(desk),
            Command::Interview(command) => command.run(desk),
            Command::Evidence(command) => command.run(desk),
            Command::Posts(command) => command.run(desk),
            Command::Chat(command) => command.run(desk),
            Command::Search(command) => command.run(desk),
            Command::Link(command) => command.run(desk),
            Command::Dossier(command) => command.run(desk),
            Command::Ledger(command) => command.run(desk),
            Command::Demo(command) => command.run(desk),
        }
    }
}

/// The whole program: 0 done, 1 refused or failed, 2 wrong usage.
pub fn run() -> ExitCode {
    process::harden();
    let cli = Cli::parse();
    process::log();
    let desk = Desk::new(cli.options);
    let given = cli.command.run(&desk).and_then(|answer| answer.give(desk.as_json()));
    match given {
        Ok(()) => ExitCode::SUCCESS,
        Err(refusal) => refusal.tell(desk.lang),
    }
}
