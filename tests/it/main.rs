//! The tests that look at Resguardo from outside: its house rules, its binary, its pages.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a helper of tests is a test, which clippy.toml exempts only inside `#[test]`"
)]

mod cli;
mod consent;
mod consent_matrix;
mod coordination;
mod custody;
mod demo;
mod dependencies;
mod every_route;
mod files;
mod filing;
mod fuzz;
mod guard;
mod harness;
mod house;
mod layers;
mod licences;
mod main_job;
mod migrations;
mod standing;
mod support;
mod walk;
mod web;
