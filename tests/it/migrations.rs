//! Both databases hold the same tables, and `src/store/schema.rs` says what they hold.
//!
//! Read from the databases themselves after the migrations ran, not from the text of the migrations.

use crate::support::tokens::{ident, inside, is_path_sign, is_punct, parse};
use crate::support::tree::root;
use diesel::connection::SimpleConnection;
use diesel::sql_types::Text;
use diesel::{Connection, QueryableByName, RunQueryDsl, SqliteConnection, sql_query};
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use proc_macro2::{Delimiter, TokenTree};
use std::collections::BTreeSet;

/// One column: table, name, kind (`Binary`, `Text`, `BigInt`, `Bool`, perhaps `Nullable<…>`).
type Columns = BTreeSet<(String, String, String)>;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    of: String,
    #[diesel(sql_type = Text)]
    named: String,
    #[diesel(sql_type = Text)]
    kind: String,
}

fn columns(rows: Vec<Row>) -> Columns {
    rows.into_iter().map(|row| (row.of, row.named, row.kind)).collect()
}

fn migrations(database: &str) -> FileBasedMigrations {
    FileBasedMigrations::from_path(root().join("migrations").join(database)).expect(database)
}

fn names(database: &str) -> BTreeSet<String> {
    let directory = std::fs::read_dir(root().join("migrations").join(database)).expect(database);
    directory.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// Up, down to nothing, and up again: what the way down forgets would be in the way.
fn up_down_up<C: MigrationHarness<D>, D: diesel::backend::Backend>(
    connection: &mut C,
    database: &str,
    read: impl Fn(&mut C) -> Columns,
) -> Columns {
    connection.run_pending_migrations(migrations(database)).expect("up");
    let first = read(connection);
    connection.revert_all_migrations(migrations(database)).expect("down");
    assert_eq!(read(connection), Columns::new(), "{database}: the way down leaves something behind");
    connection.run_pending_migrations(migrations(database)).expect("up again");
    assert_eq!(read(connection), first, "{database}: the second way up leads elsewhere");
    first
}

/// SQLite keeps truth values and integers alike: `superseded` and the like are told apart by `schema.rs`.
const SQLITE: &str = "SELECT t.name AS of, c.name AS named,
    CASE c.\"notnull\" WHEN 1 THEN '' ELSE 'Nullable ' END
    || CASE c.type WHEN 'BLOB' THEN 'Binary' WHEN 'TEXT' THEN 'Text' WHEN 'INTEGER' THEN 'BigInt' ELSE c.type END
    AS kind
    FROM sqlite_master t JOIN pragma_table_info(t.name) c
    WHERE t.type = 'table' AND t.name NOT LIKE '\\_\\_%' ESCAPE '\\'";

fn sqlite() -> Columns {
    let mut connection = SqliteConnection::establish(":memory:").unwrap();
    connection.batch_execute("PRAGMA foreign_keys = ON").unwrap();
    up_down_up(&mut connection, "sqlite", |c| columns(sql_query(SQLITE).load(c).unwrap()))
}

/// The columns that `diesel::table!` declares, read as tokens.
fn declared() -> Columns {
    let file = "src/store/schema.rs";
    let text = std::fs::read_to_string(root().join(file)).expect(file);
    let tokens = parse(file, &text);
    let bodies = (0..tokens.len()).filter(|&at| {
        ident(tokens.get(at)).is_some_and(|name| name == "table") && is_punct(tokens.get(at + 1), '!')
    });
    bodies
        .flat_map(|at| table(&inside(tokens.get(at + 2), Delimiter::Brace).expect("table! { … }")))
        .collect()
}

/// `name (key) { column -> Kind, … }`
fn table(body: &[TokenTree]) -> Columns {
    let name = ident(body.first()).expect("a table's name");
    let columns =
        body.iter().rev().find_map(|token| inside(Some(token), Delimiter::Brace)).expect("its columns");
    let lines = columns.split(|token| is_punct(Some(token), ',')).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let words: Vec<String> = line.iter().filter_map(|token| ident(Some(token))).collect();
            assert!(!is_path_sign(line, 1), "{name}: a column, not a path");
            (name.clone(), words[0].clone(), words[1..].join(" "))
        })
        .collect()
}

fn truth_values_as_integers(columns: Columns) -> Columns {
    columns.into_iter().map(|(of, named, kind)| (of, named, kind.replace("Bool", "BigInt"))).collect()
}

#[test]
fn both_databases_have_migrations_of_the_same_names() {
    assert!(!names("sqlite").is_empty());
    assert_eq!(names("sqlite"), names("postgres"));
}

#[test]
fn sqlite_holds_the_columns_that_the_schema_declares() {
    let declared = declared();
    assert!(declared.len() > 20, "only {} columns were read", declared.len());
    assert_eq!(sqlite(), truth_values_as_integers(declared));
}

#[cfg(feature = "postgres")]
#[test]
fn postgresql_holds_the_columns_that_the_schema_declares() {
    use diesel::PgConnection;
    const POSTGRES: &str = "SELECT table_name::text AS of, column_name::text AS named,
        CASE is_nullable WHEN 'NO' THEN '' ELSE 'Nullable ' END
        || CASE data_type WHEN 'bytea' THEN 'Binary' WHEN 'text' THEN 'Text' WHEN 'bigint' THEN 'BigInt'
           WHEN 'boolean' THEN 'Bool' ELSE data_type END AS kind
        FROM information_schema.columns
        WHERE table_schema = current_schema() AND left(table_name, 2) <> '__'";

    let url = std::env::var("RESGUARDO_TEST_POSTGRES")
        .expect("run this by tests/run, or beside tests/tools/postgres");
    let mut connection = PgConnection::establish(&url).unwrap();
    // A schema of its own, for other tests use the same server; it goes with the connection.
    connection.batch_execute("CREATE SCHEMA parity; SET search_path TO parity").unwrap();
    let found = up_down_up(&mut connection, "postgres", |c| columns(sql_query(POSTGRES).load(c).unwrap()));
    connection.batch_execute("DROP SCHEMA parity CASCADE").unwrap();
    assert_eq!(found, declared());
}
