//! A store of its own for each test, with people who sign in to it. On PostgreSQL as well where
//! `tests/run` has started one: the same tests, the same queries.

use resguardo::domain::account::Role;
use resguardo::domain::case::{CaseProfile, default_time_zone};
use resguardo::domain::{CaseId, Private};
use resguardo::service::members::{self, Grant};
use resguardo::service::{Actor, Store, cases};
use std::sync::Arc;
use tempfile::TempDir;

/// Long enough for the rule, and the same for everybody.
pub const PASSWORD: &str = "tres tristes tigres tragaban";

/// A word that is put into every field of every test, and must be found nowhere on the disk.
pub const CANARY: &str = "zarzamora-quebradiza";

/// A role for good, without identities.
pub fn terms(role: Role) -> Grant {
    Grant { role, identities: false, until: None, reason: Private::new(format!("Motivo {CANARY}")) }
}

pub struct Office {
    pub store: Arc<Store>,
    pub registrar: Arc<Actor>,
    directory: TempDir,
    database: Option<String>,
}

/// Runs a test on SQLite, and on PostgreSQL where there is one.
pub fn on_each_database(test: impl Fn(&Office)) {
    test(&Office::found(None));
    match super::database::fresh() {
        Some(url) => test(&Office::found(Some(url))),
        None => eprintln!("not run on PostgreSQL: RESGUARDO_TEST_POSTGRES is not set (tests/run sets it)"),
    }
}

impl Office {
    pub fn found(database: Option<String>) -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        let data = directory.path().join("data");
        let store = Store::open(&data, database.as_deref()).expect("a store");
        store.found(&format!("Oficina {CANARY}"), &format!("registro {CANARY}"), PASSWORD).expect("founded");
        let registrar = store.sign_in(&format!("registro {CANARY}"), PASSWORD).expect("signed in");
        Self { store: Arc::new(store), registrar, directory, database }
    }

    pub fn data(&self) -> std::path::PathBuf {
        self.directory.path().join("data")
    }

    pub fn database(&self) -> Option<&str> {
        self.database.as_deref()
    }

    /// Opens the same store as another process would: nothing remembered.
    pub fn another_node(&self) -> Store {
        Store::open(&self.data(), self.database()).expect("the store opens again")
    }

    /// Adds a colleague and signs them in.
    pub fn colleague(&self, name: &str) -> Arc<Actor> {
        self.store.add_account(&self.registrar, name, PASSWORD).expect("added");
        self.store.sign_in(name, PASSWORD).expect("signed in")
    }

    /// A case that the registrar leads.
    pub fn case(&self) -> CaseId {
        let profile = CaseProfile {
            title: Private::new(format!("Caso {CANARY}")),
            summary: Private::new(format!("Resumen {CANARY}")),
            time_zone: default_time_zone(),
            fictional: true,
            ..CaseProfile::default()
        };
        cases::open(&self.store, &self.registrar, profile).expect("a case")
    }

    /// A colleague with a role in a case.
    pub fn member(&self, case: CaseId, name: &str, role: Role) -> Arc<Actor> {
        let colleague = self.colleague(name);
        members::grant(&self.store, &self.registrar, case, colleague.account, terms(role)).expect("granted");
        colleague
    }
}
