//! Where a command works: the store that it names, and the person who signs in to it.

use super::options::Options;
use super::password::{self, Secret};
use super::refusal::Refusal;
use crate::domain::link::Target;
use crate::domain::{CaseId, Lang, RecordId};
use crate::service::{Actor, Error, Store, accounts, installation, references};
use std::path::PathBuf;
use std::sync::Arc;

pub struct Desk {
    pub options: Options,
    pub lang: Lang,
}

/// A person at work.
pub struct Session {
    pub store: Store,
    pub actor: Arc<Actor>,
}

type SignIn = fn(&Store, &str, &str) -> crate::service::Result<Arc<Actor>>;

impl Desk {
    pub fn new(options: Options) -> Self {
        Self { lang: options.language(), options }
    }

    pub fn as_json(&self) -> bool {
        self.options.json
    }

    pub fn directory(&self) -> Result<PathBuf, Refusal> {
        let platform = || directories::ProjectDirs::from("", "", "resguardo");
        let own = || platform().map(|directories| directories.data_dir().to_path_buf());
        self.options.data.clone().or_else(own).ok_or_else(|| Refusal::usage("no-home"))
    }

    /// The database that is named, if one is. It may hold a password: it is never shown.
    pub fn database(&self) -> Option<String> {
        let environment = || std::env::var("RESGUARDO_DATABASE").ok().filter(|url| !url.is_empty());
        self.options.database.clone().or_else(environment)
    }

    /// Opens the store, making it where there is none.
    pub fn prepare_store(&self) -> Result<Store, Refusal> {
        let directory = self.directory()?;
        let about = directory.display().to_string();
        let opened = installation::open(&directory, self.database().as_deref());
        opened.map_err(|error| Refusal::from(error).about(about))
    }

    /// Opens the store that is there; where there is none, none is made.
    pub fn open_store(&self) -> Result<Store, Refusal> {
        let directory = self.directory()?;
        let none = || Refusal::from(Error::NoStore).about(directory.display().to_string());
        let there = match self.database() {
            Some(_) => directory.is_dir(),
            None => installation::exists(&directory),
        };
        let store = if there { self.prepare_store()? } else { return Err(none()) };
        if installation::is_founded(&store) { Ok(store) } else { Err(none()) }
    }

    pub fn sign_in(&self) -> Result<Session, Refusal> {
        self.sign_in_by(accounts::sign_in)
    }

    /// Opens the identity keyring as well, for this one command.
    pub fn sign_in_with_identities(&self) -> Result<Session, Refusal> {
        self.sign_in_by(accounts::sign_in_with_identities)
    }

    /// The same, with the password that was given, for what seals keys with it.
    pub fn sign_in_with_password(&self) -> Result<(Session, Secret), Refusal> {
        self.enter(accounts::sign_in)
    }

    fn sign_in_by(&self, sign_in: SignIn) -> Result<Session, Refusal> {
        self.enter(sign_in).map(|(session, _)| session)
    }

    fn enter(&self, sign_in: SignIn) -> Result<(Session, Secret), Refusal> {
        let account = password::required(self.options.account.as_ref())?;
        let store = self.open_store()?;
        let secret = self.password(account)?;
        let actor = sign_in(&store, account, &secret)?;
        Ok((Session { store, actor }, secret))
    }

    fn password(&self, account: &str) -> Result<Secret, Refusal> {
        let file = password::named_file(self.options.password_file.as_deref());
        password::existing(file.as_deref(), account, self.lang)
    }
}

impl Session {
    /// A case by its id or reference.
    pub fn case(&self, text: &str) -> Result<CaseId, Refusal> {
        let found = references::case(&self.store, &self.actor, text);
        found.map_err(|error| Refusal::from(error).if_not_found("no-such-case", text))
    }

    /// A record by its id or reference.
    pub fn record(&self, case: CaseId, text: &str) -> Result<RecordId, Refusal> {
        let found = references::record(&self.store, &self.actor, case, text);
        found.map_err(|error| Refusal::from(error).if_not_found("no-such-record", text))
    }

    /// A record, or a post.
    pub fn target(&self, case: CaseId, text: &str) -> Result<Target, Refusal> {
        let found = references::target(&self.store, &self.actor, case, text);
        found.map_err(|error| Refusal::from(error).if_not_found("no-such-record", text))
    }
}
