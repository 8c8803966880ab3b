//! The direction of imports is the architecture: this test holds the table of docs/architecture.md.
//!
//! One package needs no crate walls if every path that starts at `crate`, `super` or `resguardo` is read
//! and compared with the table. A folder without a row fails.

use crate::support::tokens::{ident, inside, is_path_sign, is_punct, parse, walk};
use crate::support::tree::sources;
use proc_macro2::{Delimiter, TokenTree};
use std::collections::BTreeSet;

/// Each folder of `src/`, and all it may name of ours.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("crypto", &[]),
    ("domain", &["crypto::digest"]),
    ("import", &["domain", "crypto::digest"]),
    ("analysis", &["domain", "crypto::digest"]),
    ("search", &["domain", "crypto::digest"]),
    ("dossier", &["domain", "crypto"]),
    ("store", &["domain", "crypto"]),
    ("service", &["domain", "crypto", "import", "analysis", "search", "dossier", "store", "config"]),
    ("web", &["service", "domain", "config"]),
    ("cli", &["service", "domain", "config", "web"]),
    ("config", &[]),
    ("main", &["cli"]),
    ("lib", &[]),
];

/// Libraries that belong to one layer: elsewhere they would carry its job along.
const RESERVED: &[(&str, &[&str])] = &[
    ("diesel", &["store"]),
    ("diesel_migrations", &["store"]),
    ("actix_web", &["web"]),
    ("actix_multipart", &["web"]),
    ("tera", &["web"]),
    ("clap", &["cli"]),
    ("rpassword", &["cli"]),
    ("zxcvbn", &["domain"]),
    ("totp_rs", &["crypto"]),
    ("qrcode", &["web"]),
    ("indicatif", &["cli"]),
    ("tantivy", &["search"]),
    ("typst", &["dossier"]),
    ("typst_pdf", &["dossier"]),
    ("argon2", &["crypto"]),
    ("chacha20poly1305", &["crypto"]),
    ("aead_stream", &["crypto"]),
    ("hpke", &["crypto"]),
    ("ed25519_dalek", &["crypto"]),
];

/// `#[macro_export]` puts a macro at the root of the crate, wherever it was written.
const ROOT_MACROS: &[(&str, &str)] = &[("choices", "domain")];

#[test]
fn every_module_imports_only_what_its_row_allows() {
    let found: Vec<String> = sources().iter().flat_map(|(path, text)| violations(path, text)).collect();
    assert!(found.is_empty(), "the direction of imports is broken:\n{}", found.join("\n"));
}

fn violations(path: &str, source: &str) -> Vec<String> {
    let module = module_of(path);
    let layer = layer_of(path);
    let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == layer) else {
        return vec![format!("src/{path}: `{layer}` has no row in tests/it/layers.rs")];
    };
    let tokens = parse(path, source);
    let own = own_paths(&tokens, &module)
        .into_iter()
        .filter(|found| !may_name(layer, allowed, found))
        .map(|found| format!("src/{path}: `{layer}` may not name `{}`", found.join("::")));
    let foreign = foreign_crates(&tokens)
        .into_iter()
        .filter(|name| RESERVED.iter().any(|(reserved, layers)| name == reserved && !layers.contains(&layer)))
        .map(|name| format!("src/{path}: the library `{name}` does not belong in `{layer}`"));
    own.chain(foreign).collect()
}

/// The layers that reach the store through `service` only: they hold one to hand it on.
const EDGES: &[&str] = &["web", "cli"];

#[test]
fn the_edges_hand_the_store_on_and_ask_it_nothing_themselves() {
    let methods = store_methods();
    assert!(methods.len() > 20 && methods.contains("read"), "{methods:?}");
    let sources = sources();
    let edges = sources.iter().filter(|(path, _)| EDGES.contains(&layer_of(path)));
    let found: Vec<String> =
        edges.flat_map(|(path, text)| asked_of_the_store(path, text, &methods)).collect();
    assert!(found.is_empty(), "a service is missing for:\n{}", found.join("\n"));
}

/// What `impl Store` offers, wherever it is written.
fn store_methods() -> BTreeSet<String> {
    let mut methods = BTreeSet::new();
    for (path, text) in sources().iter().filter(|(path, _)| layer_of(path) == "store") {
        walk(&parse(path, text), &mut |run| {
            for at in 0..run.len() {
                let is = |place: usize, word: &str| ident(run.get(place)).is_some_and(|found| found == word);
                let Some(body) = inside(run.get(at + 2), Delimiter::Brace) else { continue };
                if is(at, "impl") && is(at + 1, "Store") {
                    let after_fn =
                        body.windows(2).filter(|pair| ident(pair.first()).is_some_and(|w| w == "fn"));
                    methods.extend(after_fn.filter_map(|pair| ident(pair.last())));
                }
            }
        });
    }
    methods
}

/// What an edge does with the handle itself, not with what is kept: one state for all that a request
/// reads.
const OF_THE_HANDLE: &[&str] = &["of_one_state", "done_reading"];

fn asked_of_the_store(path: &str, source: &str, methods: &BTreeSet<String>) -> Vec<String> {
    let mut found = Vec::new();
    walk(&parse(path, source), &mut |run| {
        for at in 0..run.len() {
            let is = |place: usize, word: &str| ident(run.get(place)).is_some_and(|found| found == word);
            let called = at.checked_sub(1).is_some_and(|before| {
                let held = is(before, "store");
                let handed = inside(run.get(before), Delimiter::Parenthesis).is_some();
                held || (handed && before > 0 && is(before - 1, "store"))
            });
            let name = match () {
                () if is_punct(run.get(at), '.') && called => ident(run.get(at + 1)),
                () if is(at, "Store") && is_path_sign(run, at + 1) => ident(run.get(at + 3)),
                () => None,
            };
            found.extend(
                name.filter(|name| methods.contains(name) && !OF_THE_HANDLE.contains(&name.as_str()))
                    .map(|name| format!("src/{path}: `{name}`")),
            );
        }
    });
    found
}

#[test]
fn a_question_to_the_store_is_found_at_an_edge() {
    let methods = ["now", "open", "sign_in"].map(str::to_owned).into();
    let asked = |source: &str| asked_of_the_store("web/a.rs", source, &methods);
    for source in [
        "fn f() { visit.store().now() }",
        "fn f() { g(session.store.sign_in(name)) }",
        "fn f() { let s = Store::open(path); }",
        "fn f() { self.by(Store::sign_in) }",
    ] {
        assert_eq!(asked(source).len(), 1, "{source}");
    }
    for source in ["fn f() { cases::open(visit.store(), x) }", "fn f(store: &Store) { g(store).now() }"] {
        assert_eq!(asked(source), Vec::<String>::new(), "{source}");
    }
}

fn layer_of(path: &str) -> &str {
    path.split('/').next().unwrap_or(path).trim_end_matches(".rs")
}

fn module_of(path: &str) -> Vec<String> {
    let mut names: Vec<String> = path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if matches!(names.last().map(String::as_str), Some("mod" | "lib" | "main")) {
        names.pop();
    }
    names
}

fn may_name(layer: &str, allowed: &[&str], path: &[String]) -> bool {
    let Some(first) = path.first() else { return false };
    let home = ROOT_MACROS.iter().find(|(name, _)| name == first).map_or(first.as_str(), |(_, home)| home);
    home == layer || allowed.iter().any(|row| home == *row || starts_with(path, row))
}

fn starts_with(path: &[String], row: &str) -> bool {
    row.split("::").enumerate().all(|(at, name)| path.get(at).is_some_and(|found| found == name))
}

/// All paths to modules of ours, from the root of the crate, in `use` or in the middle of code.
fn own_paths(tokens: &[TokenTree], module: &[String]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if let Some((inner, body)) = inline_module(tokens, at, module) {
            found.extend(own_paths(&body, &inner));
            at += 3;
        } else if let Some((prefix, rest)) = start_of_path(tokens, at, module) {
            at = read_path(&prefix, tokens, rest, &mut found);
        } else {
            if let TokenTree::Group(group) = &tokens[at] {
                let children: Vec<_> = group.stream().into_iter().collect();
                found.extend(own_paths(&children, module));
            }
            at += 1;
        }
    }
    found
}

/// `mod name { … }`: inside it, `super` is one step shorter.
fn inline_module(
    tokens: &[TokenTree],
    at: usize,
    module: &[String],
) -> Option<(Vec<String>, Vec<TokenTree>)> {
    (ident(tokens.get(at))? == "mod").then_some(())?;
    let name = ident(tokens.get(at + 1))?;
    let body = inside(tokens.get(at + 2), Delimiter::Brace)?;
    Some(([module, &[name]].concat(), body))
}

/// `crate::`, `resguardo::`, `self::` or any number of `super::`: what they stand for, and where the rest begins.
fn start_of_path(tokens: &[TokenTree], at: usize, module: &[String]) -> Option<(Vec<String>, usize)> {
    let continues = at >= 2 && is_path_sign(tokens, at - 2);
    if continues || !is_path_sign(tokens, at + 1) {
        return None;
    }
    let mut rest = at + 3;
    let mut prefix = match ident(tokens.get(at))?.as_str() {
        "crate" | "resguardo" => return Some((Vec::new(), rest)),
        "self" => module.to_vec(),
        "super" => parent(module),
        _ => return None,
    };
    while ident(tokens.get(rest)).is_some_and(|name| name == "super") && is_path_sign(tokens, rest + 1) {
        prefix = parent(&prefix);
        rest += 3;
    }
    Some((prefix, rest))
}

fn parent(module: &[String]) -> Vec<String> {
    module[..module.len().saturating_sub(1)].to_vec()
}

/// Follows a path to its end, into each branch of `{…}`; returns the place of the first token after it.
fn read_path(prefix: &[String], tokens: &[TokenTree], at: usize, found: &mut Vec<Vec<String>>) -> usize {
    if let Some(branches) = inside(tokens.get(at), Delimiter::Brace) {
        for branch in branches.split(|token| is_punct(Some(token), ',')).filter(|branch| !branch.is_empty()) {
            read_path(prefix, branch, 0, found);
        }
        return at + 1;
    }
    let Some(name) = ident(tokens.get(at)) else {
        // `*` takes everything there is; `<` ends the path before its type arguments.
        let everything = is_punct(tokens.get(at), '*');
        found.push([prefix, &["*".to_owned()][..usize::from(everything)]].concat());
        return at;
    };
    let path = if name == "self" { prefix.to_vec() } else { [prefix, &[name]].concat() };
    if is_path_sign(tokens, at + 1) {
        return read_path(&path, tokens, at + 3, found);
    }
    found.push(path);
    at + 1
}

/// All names that lead on to another, as `diesel` in `diesel::prelude::*`, also in attributes.
fn foreign_crates(tokens: &[TokenTree]) -> Vec<String> {
    let mut found = Vec::new();
    walk(tokens, &mut |run| {
        for at in 0..run.len() {
            let used_whole = at >= 1 && ident(run.get(at - 1)).is_some_and(|word| word == "use");
            if used_whole || is_path_sign(run, at + 1) {
                found.extend(ident(run.get(at)));
            }
        }
    });
    found
}

#[test]
fn an_import_against_the_direction_is_found_in_every_way_of_writing_it() {
    let planted = [
        ("domain/case.rs", "use crate::store::Db;", "store::Db"),
        ("domain/case.rs", "use crate::{domain::Private, store::{self, cases}};", "store"),
        (
            "domain/case.rs",
            "use crate::{\n    domain::Private,\n    store::{\n        cases::list,\n    },\n};",
            "store::cases::list",
        ),
        ("domain/case.rs", "fn f() -> crate::store::Db { todo!() }", "store::Db"),
        ("domain/case.rs", "use super::super::store::Db;", "store::Db"),
        ("domain/mod.rs", "pub use super::store::Db as Base;", "store::Db"),
        ("domain/case.rs", "use super::super::*;", "*"),
        ("domain/case.rs", "use crate::*;", "*"),
        ("domain/case.rs", "mod tests { use super::super::super::web::page; }", "web::page"),
        ("domain/case.rs", "fn f() { print(json!({ \"a\": [crate::web::page()] })) }", "web::page"),
        ("domain/case.rs", "use crate::crypto::keys::Key;", "crypto::keys::Key"),
        ("web/a/b.rs", "use crate :: store :: Db ;", "store::Db"),
        ("web/a/b.rs", "use resguardo::store::Db;", "store::Db"),
        ("store/db.rs", "fn f() { crate::service::open::<u8>() }", "service::open"),
        ("config.rs", "use crate::web;", "web"),
        ("main.rs", "fn main() { resguardo::store::open() }", "store::open"),
    ];
    for (path, source, named) in planted {
        let found = violations(path, source);
        let expected = format!("`{named}`");
        assert!(found.iter().any(|line| line.contains(&expected)), "{path}: {source}\nfound: {found:?}");
    }
}

#[test]
fn a_library_outside_its_layer_is_found() {
    for source in [
        "use diesel::prelude::*;",
        "use diesel;",
        "use ::diesel::prelude::*;",
        "#[derive(diesel::Queryable)] struct Row;",
        "fn f() { g(diesel::insert_into(t)) }",
    ] {
        assert_eq!(violations("service/cases.rs", source).len(), 1, "{source}");
        assert!(violations("store/cases.rs", source).is_empty(), "{source}");
    }
}

#[test]
fn imports_in_the_direction_pass() {
    let allowed = [
        ("store/cases.rs", "use crate::{crypto::seal, domain::{Private, case::{self, Case}}};"),
        ("store/cases.rs", "use super::db::Db; use super::super::domain::Private; pub(crate) fn f() {}"),
        ("store/cases.rs", "pub(super) fn f() { self::g(); super::db::open(); std::fs::read(p); }"),
        ("store/cases.rs", "#[cfg(test)] mod tests { use super::*; use super::super::db; }"),
        (
            "domain/case.rs",
            "use crate::crypto::digest::Sha256; // never crate::store::Db\n/// crate::web\nfn f() { g(\"crate::store\") }",
        ),
        ("import/report.rs", "use crate::choices; choices! { A }"),
        ("main.rs", "fn main() { resguardo::cli::run() }"),
    ];
    for (path, source) in allowed {
        assert_eq!(violations(path, source), Vec::<String>::new(), "{path}: {source}");
    }
}

#[test]
fn a_folder_without_a_row_is_refused() {
    assert_eq!(
        violations("telemetry/mod.rs", "fn f() {}"),
        ["src/telemetry/mod.rs: `telemetry` has no row in tests/it/layers.rs"]
    );
}
