//! Somebody who can write the database and has no key: what they do, in SQL that both databases
//! take.

use diesel::RunQueryDsl;
use diesel::r2d2::ManageConnection;
use diesel::sql_types::{Binary, Text};
use diesel::{QueryableByName, sql_query};
use resguardo::store::db::{Db, Location, Manager};

use crate::support::office::Office;
use std::path::Path;

pub struct Vandal {
    db: Db,
    postgres: bool,
}

#[derive(QueryableByName)]
struct Bytes {
    #[diesel(sql_type = Binary)]
    value: Vec<u8>,
}

#[derive(QueryableByName)]
struct Words {
    #[diesel(sql_type = Text)]
    value: String,
}

/// What hangs on a scope, children first.
const TABLES: [&str; 9] =
    ["search_files", "search_indexes", "lookups", "blobs", "ledger", "records", "grants", "epochs", "scopes"];

impl Vandal {
    pub fn at(office: &Office) -> Self {
        match office.database() {
            Some(url) => Self::connect(Location::parse(url).unwrap(), true),
            None => Self::in_directory(&office.data()),
        }
    }

    /// At a data directory that nobody has open.
    pub fn in_directory(data: &Path) -> Self {
        Self::connect(Location::Sqlite(data.join("resguardo.sqlite")), false)
    }

    fn connect(location: Location, postgres: bool) -> Self {
        Self { db: Manager(location).connect().unwrap(), postgres }
    }

    /// Bytes as they are written in SQL.
    pub fn bytes(&self, bytes: impl AsRef<[u8]>) -> String {
        let hex = data_encoding::HEXLOWER.encode(bytes.as_ref());
        if self.postgres { format!("'\\x{hex}'::bytea") } else { format!("X'{hex}'") }
    }

    pub fn truth(&self, truth: bool) -> &'static str {
        match (self.postgres, truth) {
            (true, true) => "TRUE",
            (true, false) => "FALSE",
            (false, true) => "1",
            (false, false) => "0",
        }
    }

    /// Runs a statement, which must hit something: an attack that hits nothing tests nothing.
    pub fn run(&mut self, sql: &str) {
        let rows = sql_query(sql).execute(&mut self.db).unwrap_or_else(|error| panic!("{sql}: {error}"));
        assert!(rows > 0, "{sql}: no row");
    }

    /// Whether the database itself refuses.
    pub fn is_refused(&mut self, sql: &str) -> bool {
        sql_query(sql).execute(&mut self.db).is_err()
    }

    /// One value of bytes, named `value`.
    pub fn cell(&mut self, sql: &str) -> Vec<u8> {
        self.cells(sql).pop().unwrap_or_else(|| panic!("{sql}: no row"))
    }

    pub fn cells(&mut self, sql: &str) -> Vec<Vec<u8>> {
        let rows: Vec<Bytes> = sql_query(sql).load(&mut self.db).unwrap_or_else(|e| panic!("{sql}: {e}"));
        rows.into_iter().map(|row| row.value).collect()
    }

    pub fn word(&mut self, sql: &str) -> String {
        let rows: Vec<Words> = sql_query(sql).load(&mut self.db).unwrap_or_else(|e| panic!("{sql}: {e}"));
        rows.into_iter().next().unwrap_or_else(|| panic!("{sql}: no row")).value
    }

    /// Exchanges one column of two rows.
    pub fn swap(&mut self, table: &str, column: &str, one: &str, other: &str) {
        let read = |of: &str| format!("SELECT {column} AS value FROM {table} WHERE {of}");
        let (first, second) = (self.cell(&read(one)), self.cell(&read(other)));
        assert_ne!(first, second, "the same value twice");
        let write = |value: String, of: &str| format!("UPDATE {table} SET {column} = {value} WHERE {of}");
        let (first, second) = (self.bytes(first), self.bytes(second));
        self.run(&write(second, one));
        self.run(&write(first, other));
    }

    /// Keeps a copy of everything but accounts and sessions.
    pub fn copy_all(&mut self) {
        for table in TABLES {
            self.run_copy(&format!("old_{table}"), &format!("SELECT * FROM {table}"));
        }
    }

    /// Keeps some rows under another name.
    pub fn run_copy(&mut self, name: &str, rows: &str) {
        self.run_any(&format!("CREATE TABLE {name} AS {rows}"));
    }

    /// Puts the copy in place of what stands.
    pub fn roll_back(&mut self) {
        TABLES.iter().for_each(|table| self.run_any(&format!("DELETE FROM {table}")));
        TABLES.iter().rev().for_each(|table| {
            self.run_any(&format!("INSERT INTO {table} SELECT * FROM old_{table}"));
        });
    }

    /// Runs a statement that may hit nothing.
    pub fn run_any(&mut self, sql: &str) {
        sql_query(sql).execute(&mut self.db).unwrap_or_else(|error| panic!("{sql}: {error}"));
    }
}
