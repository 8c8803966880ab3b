//! Pages and forms for people in a browser.
//!
//! Knows templates, words and forms. Never touches the store, keys or rules of the domain: it asks
//! `service`, and shows what it is told.

mod app;
mod arriving;
pub mod assets;
mod cookies;
pub mod dispatch;
pub mod dossier_words;
#[cfg(test)]
mod every_page;
pub mod failure;
pub mod fields;
mod files;
pub mod form;
pub mod format;
pub mod frame;
mod handlers;
mod headers;
pub mod i18n;
mod inline;
mod intake;
pub mod jobs;
mod kept;
mod names;
mod origin;
mod paging;
pub mod parts;
mod records;
pub mod render;
pub mod reply;
mod room;
pub mod routes;
pub mod server;
mod tags;
mod uploading;
pub mod visit;
mod vocabulary;

pub use form::Form;
pub use frame::Frame;
pub use render::{Page, Renderer};
pub use reply::Reply;
pub use server::{ServeOptions, serve};
