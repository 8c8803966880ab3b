//! Makes a store and its first registrar; what could not be finished is taken back.

use super::answer::Answer;
use super::desk::Desk;
use super::refusal::Refusal;
use super::words::say_with;
use super::{Outcome, password};
use crate::service::installation;
use clap::Args;
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Init {
    /// What the organisation is called
    #[arg(long, value_name = "NAME")]
    organisation: String,
    /// Ask everybody who signs in over the network for a second factor
    #[arg(long)]
    require_second_factor: bool,
}

impl Init {
    pub fn run(self, desk: &Desk) -> Outcome {
        let account = password::required(desk.options.account.as_ref())?;
        let directory = desk.directory()?;
        if desk.database().is_none() && installation::exists(&directory) {
            return Err(Refusal::new("store-exists").about(directory.display().to_string()));
        }
        let file = password::named_file(desk.options.password_file.as_deref());
        let secret = password::chosen(file.as_deref(), account, desk.lang)?;
        let second = self.require_second_factor;
        let unfinished = Unfinished::note(&directory);
        let id = installation::found(&desk.prepare_store()?, &self.organisation, account, &secret, second)
            .map_err(|error| Refusal::from(error).about(directory.display().to_string()))?;
        unfinished.finished();
        let shown = directory.display().to_string();
        let texts = [("directory", shown.clone()), ("account", account.to_owned())];
        let answer = json!({
            "id": id, "account": account, "organisation": self.organisation, "data": shown,
        });
        Ok(Answer::new(answer, say_with(desk.lang, "cli-founded", &texts) + "\n"))
    }
}

/// A directory that a founding may have to give up: only what the program makes is removed, and
/// only where none of it was there before.
struct Unfinished {
    directory: PathBuf,
    was_there: bool,
    keep: bool,
}

/// What [`installation::open`] makes in an empty directory.
const FILES: &[&str] = &["node.secret", "resguardo.sqlite", "resguardo.sqlite-wal", "resguardo.sqlite-shm"];
const FOLDERS: &[&str] = &["blobs", "pins"];

impl Unfinished {
    fn note(directory: &Path) -> Self {
        let made_here = || FILES.iter().chain(FOLDERS).any(|name| directory.join(name).exists());
        Self { was_there: directory.exists(), keep: made_here(), directory: directory.to_path_buf() }
    }

    fn finished(mut self) {
        self.keep = true;
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if self.keep {
            return;
        }
        // Nothing is removed that is not ours: a folder goes only when it is empty.
        for name in FILES {
            let _ = fs::remove_file(self.directory.join(name));
        }
        for name in FOLDERS {
            let _ = fs::remove_dir(self.directory.join(name));
        }
        if !self.was_there {
            let _ = fs::remove_dir(&self.directory);
        }
    }
}
