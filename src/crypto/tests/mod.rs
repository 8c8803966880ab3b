//! Tests that need several parts at once, and the published test vectors.

mod certificates;
mod grants;
mod merkle;
mod minisign;
mod passwords;
pub mod people;
mod published;
mod sealing;
mod secrets;
mod sessions;
mod signing;
mod streams;
mod vectors;
