//! Resguardo: a secure testimony and evidence case manager.
//!
//! The module tree is the glossary, and the direction of imports is the architecture
//! (`tests/it/layers.rs` holds it):
//!
//! | module | its one job |
//! |---|---|
//! | [`crypto`] | makes, guards and uses keys; seals bytes, streams and digests |
//! | [`domain`] | says what a case, testimony, consent … is and which rules hold |
//! | [`import`] | reads a foreign file into drafts |
//! | [`analysis`] | finds who acted together among posts |
//! | [`search`] | finds things by their words, in an index that others seal |
//! | [`dossier`] | renders, packs and verifies the file that leaves |
//! | [`store`] | keeps rows and blobs; seals in, opens out; the one door |
//! | [`service`] | one function per thing people do |
//! | [`web`], [`cli`] | the edges: pages for people, commands for operators |
#![forbid(unsafe_code)]
// The same code is linted without its tests as well.
#![cfg_attr(test, allow(clippy::disallowed_methods, reason = "tests may write files and ask the time"))]

// The samples of the pages serve the gallery and the tests alike, under one path.
#[cfg(test)]
extern crate self as resguardo;

pub mod analysis;
pub mod cli;
pub mod crypto;
pub mod domain;
pub mod dossier;
pub mod import;
pub mod search;
pub mod service;
pub mod store;
pub mod web;
