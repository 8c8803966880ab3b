//! What can be changed, and how.

use super::super::vandal::Vandal;
use super::specimen::{Filed, Specimen};
use data_encoding::HEXUPPER;
use resguardo::crypto::session::SessionToken;
use std::fs;
use std::path::{Path, PathBuf};

/// A value that is stored.
#[derive(Clone)]
pub enum Place {
    Cell {
        table: &'static str,
        column: &'static str,
        row: String,
    },
    /// From the data directory.
    File(PathBuf),
}

impl Place {
    fn is_text(&self) -> bool {
        matches!(self, Place::Cell { column: "checkpoint", .. })
    }

    fn read(&self, vandal: &mut Vandal, data: &Path) -> Vec<u8> {
        match self {
            Place::Cell { table, column, row } => {
                let read = format!("SELECT {column} AS value FROM {table} WHERE {row}");
                if self.is_text() { vandal.word(&read).into_bytes() } else { vandal.cell(&read) }
            }
            Place::File(path) => fs::read(data.join(path)).unwrap(),
        }
    }

    fn write(&self, vandal: &mut Vandal, data: &Path, value: &[u8]) {
        match self {
            Place::Cell { table, column, row } => {
                let text = || format!("CAST({} AS TEXT)", vandal.bytes(value));
                let value = if self.is_text() { text() } else { vandal.bytes(value) };
                vandal.run(&format!("UPDATE {table} SET {column} = {value} WHERE {row}"));
            }
            Place::File(path) => fs::write(data.join(path), value).unwrap(),
        }
    }
}

/// A change that is not the same for everything.
pub enum Change {
    Swap(Place),
    /// This value in its place.
    Put(Place),
    Empty,
    Remove,
    Sql(Vec<String>),
    DoesNotApply,
}

pub struct Subject {
    pub name: &'static str,
    at: Place,
    sibling: Change,
    other_case: Change,
    other_compartment: Change,
    older: Change,
    deleted: Change,
    twice: Change,
}

impl Subject {
    fn new(name: &'static str, at: Place) -> Self {
        use Change::{DoesNotApply as Not, Remove};
        Self {
            name,
            at,
            sibling: Not,
            other_case: Not,
            other_compartment: Not,
            older: Not,
            deleted: Remove,
            twice: Not,
        }
    }

    fn make(&self, change: &Change, vandal: &mut Vandal, data: &Path) -> bool {
        match (change, &self.at) {
            (Change::DoesNotApply, _) => return false,
            (Change::Swap(other), at) => {
                let (this, that) = (at.read(vandal, data), other.read(vandal, data));
                assert_ne!(this, that, "{}: the same value twice", self.name);
                at.write(vandal, data, &that);
                other.write(vandal, data, &this);
            }
            (Change::Put(other), at) => {
                let value = other.read(vandal, data);
                at.write(vandal, data, &value);
            }
            (Change::Empty, at) => at.write(vandal, data, b""),
            (Change::Remove, Place::Cell { table, row, .. }) => {
                vandal.run(&format!("DELETE FROM {table} WHERE {row}"));
            }
            (Change::Remove, Place::File(path)) => fs::remove_file(data.join(path)).unwrap(),
            (Change::Sql(statements), _) => statements.iter().for_each(|sql| vandal.run(sql)),
        }
        true
    }

    fn edit(&self, vandal: &mut Vandal, data: &Path, edit: impl FnOnce(&mut Vec<u8>)) -> bool {
        let mut value = self.at.read(vandal, data);
        edit(&mut value);
        self.at.write(vandal, data, &value);
        true
    }
}

type Apply = fn(&Subject, &mut Vandal, &Path) -> bool;

pub const CHANGES: &[(&str, Apply)] = &[
    ("flip a bit", |of, vandal, data| {
        of.edit(vandal, data, |value| {
            let place = value.len() / 3;
            value[place] ^= 1;
        })
    }),
    ("truncate", |of, vandal, data| of.edit(vandal, data, |value| value.truncate(value.len() * 2 / 3))),
    ("extend", |of, vandal, data| of.edit(vandal, data, |value| value.extend(b"0123456789abcdef"))),
    ("zero", |of, vandal, data| {
        let zero = if of.at.is_text() { b'0' } else { 0 };
        of.edit(vandal, data, |value| value.fill(zero))
    }),
    ("swap with a sibling", |of, vandal, data| of.make(&of.sibling, vandal, data)),
    ("swap with another case", |of, vandal, data| of.make(&of.other_case, vandal, data)),
    ("swap with a compartment", |of, vandal, data| of.make(&of.other_compartment, vandal, data)),
    ("put an older one back", |of, vandal, data| of.make(&of.older, vandal, data)),
    ("delete", |of, vandal, data| of.make(&of.deleted, vandal, data)),
    ("duplicate", |of, vandal, data| of.make(&of.twice, vandal, data)),
];

fn sql(bytes: impl AsRef<[u8]>) -> String {
    format!("X'{}'", HEXUPPER.encode(bytes.as_ref()))
}

fn cell(table: &'static str, column: &'static str, row: String) -> Place {
    Place::Cell { table, column, row }
}

pub fn subjects(specimen: &Specimen) -> Vec<Subject> {
    let Specimen { one, other, .. } = specimen;
    vec![
        record(one, other),
        blob(one, other),
        grant(specimen),
        certificate(specimen),
        keyring(specimen),
        session(specimen),
        entry(one, other),
        checkpoint(specimen),
    ]
}

fn record(one: &Filed, other: &Filed) -> Subject {
    let sealed = |id: &[u8; 16], revision: u64| {
        cell("records", "sealed", format!("id = {} AND revision = {revision}", sql(id)))
    };
    let row = format!("id = {} AND revision = 2", sql(one.testimony.bytes()));
    let copy = format!(
        "INSERT INTO records SELECT {}, 1, scope_id, compartment, epoch, inner_epoch, schema, kind_tag, superseded, sealed \
         FROM records WHERE {row}",
        sql([7; 16])
    );
    Subject {
        sibling: Change::Swap(sealed(one.sibling.bytes(), 1)),
        other_case: Change::Swap(sealed(other.testimony.bytes(), 2)),
        other_compartment: Change::Swap(sealed(one.identity.bytes(), 1)),
        older: Change::Put(sealed(one.testimony.bytes(), 1)),
        twice: Change::Sql(vec![copy]),
        ..Subject::new("record", cell("records", "sealed", row))
    }
}

fn blob(one: &Filed, other: &Filed) -> Subject {
    Subject {
        sibling: Change::Swap(Place::File(one.other_blob.clone())),
        other_case: Change::Swap(Place::File(other.blob.clone())),
        ..Subject::new("blob", Place::File(one.blob.clone()))
    }
}

fn grant(specimen: &Specimen) -> Subject {
    let sealed = |case: &Filed, account: &[u8; 16], compartment: &str| {
        let scope = sql(case.case.bytes());
        let row =
            format!("scope_id = {scope} AND account_id = {} AND compartment = '{compartment}'", sql(account));
        cell("grants", "sealed", row)
    };
    let (una, otra) = (specimen.una.bytes(), specimen.otra.bytes());
    let theirs = format!("scope_id = {} AND account_id = {}", sql(specimen.one.case.bytes()), sql(una));
    let copy = format!(
        "INSERT INTO grants SELECT scope_id, account_id, compartment, 2, role, granter_id, granted_at, \
         expires_at, sealed FROM grants WHERE {theirs} AND compartment = 'record'"
    );
    let back = [
        "DELETE FROM grants WHERE ".to_owned() + &theirs,
        "INSERT INTO grants SELECT * FROM old_grants".into(),
    ];
    Subject {
        sibling: Change::Swap(sealed(&specimen.one, otra, "record")),
        other_case: Change::Swap(sealed(&specimen.other, una, "record")),
        other_compartment: Change::Swap(sealed(&specimen.one, una, "ledger")),
        older: Change::Sql(back.to_vec()),
        twice: Change::Sql(vec![copy]),
        ..Subject::new("grant", sealed(&specimen.one, una, "record"))
    }
}

fn account(column: &'static str, account: &[u8; 16]) -> Place {
    cell("accounts", column, format!("id = {}", sql(account)))
}

fn certificate(specimen: &Specimen) -> Subject {
    let copy = format!(
        "INSERT INTO accounts SELECT {}, {}, status, wrap_id, salt, memory_kib, passes, lanes, keyring, \
         identity_keyring, certificate, created_at, factor_step FROM accounts WHERE id = {}",
        sql([7; 16]),
        sql([8; 32]),
        sql(specimen.una.bytes())
    );
    Subject {
        sibling: Change::Swap(account("certificate", specimen.otra.bytes())),
        deleted: Change::Empty,
        twice: Change::Sql(vec![copy]),
        ..Subject::new("certificate", account("certificate", specimen.una.bytes()))
    }
}

fn keyring(specimen: &Specimen) -> Subject {
    Subject {
        sibling: Change::Swap(account("keyring", specimen.otra.bytes())),
        other_compartment: Change::Swap(account("identity_keyring", specimen.una.bytes())),
        deleted: Change::Empty,
        ..Subject::new("keyring", account("keyring", specimen.una.bytes()))
    }
}

fn session(specimen: &Specimen) -> Subject {
    let row = |cookie: &str| format!("id = {}", sql(SessionToken::from_cookie(cookie).unwrap().id()));
    let (this, that) = (row(&specimen.session), row(&specimen.other_session));
    let elsewhere = sql(specimen.other.case.bytes());
    Subject {
        sibling: Change::Swap(cell("sessions", "sealed", that)),
        other_case: Change::Sql(vec![format!(
            "UPDATE sessions SET identity_scope = {elsewhere} WHERE {this}"
        )]),
        other_compartment: Change::Swap(cell("sessions", "identity_sealed", this.clone())),
        older: Change::Sql(vec!["INSERT INTO sessions SELECT * FROM old_sessions".into()]),
        ..Subject::new("session", cell("sessions", "sealed", this))
    }
}

fn entry(one: &Filed, other: &Filed) -> Subject {
    let sealed = |case: &Filed, seq: u64| {
        cell("ledger", "sealed", format!("scope_id = {} AND seq = {seq}", sql(case.case.bytes())))
    };
    let record = cell("records", "sealed", format!("id = {}", sql(one.sibling.bytes())));
    let scope = sql(one.case.bytes());
    let copy = format!(
        "INSERT INTO ledger SELECT scope_id, (SELECT MAX(seq) + 1 FROM ledger WHERE scope_id = {scope}), epoch, \
         sealed FROM ledger WHERE scope_id = {scope} AND seq = 5"
    );
    Subject {
        sibling: Change::Swap(sealed(one, 6)),
        other_case: Change::Swap(sealed(other, 5)),
        other_compartment: Change::Swap(record),
        older: Change::Put(sealed(one, 4)),
        twice: Change::Sql(vec![copy]),
        ..Subject::new("ledger entry", sealed(one, 5))
    }
}

fn checkpoint(specimen: &Specimen) -> Subject {
    let of = |table, scope: &[u8; 16]| cell(table, "checkpoint", format!("id = {}", sql(scope)));
    let case = specimen.one.case.bytes();
    let twice = format!("UPDATE scopes SET checkpoint = checkpoint || checkpoint WHERE id = {}", sql(case));
    Subject {
        sibling: Change::Swap(of("scopes", &specimen.organisation)),
        other_case: Change::Swap(of("scopes", specimen.other.case.bytes())),
        older: Change::Put(of("old_scopes", case)),
        deleted: Change::Empty,
        twice: Change::Sql(vec![twice]),
        ..Subject::new("checkpoint", of("scopes", case))
    }
}
