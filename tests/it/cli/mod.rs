//! The command line as its users meet it: the real binary, one situation per test.

mod chats;
mod coordination;
mod dossiers;
mod evidence;
mod failures;
mod main_job;
mod people;
mod search;
pub mod transcript;
