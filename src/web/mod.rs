//! Pages and forms for people in a browser.
//!
//! Knows templates, words and forms. Never touches the store, keys or rules of the domain: it asks
//! `service`, and shows what it is told.

pub mod assets;
#[cfg(test)]
mod every_page;
pub mod form;
pub mod format;
pub mod frame;
pub mod i18n;
pub mod render;
mod vocabulary;

pub use form::Form;
pub use frame::Frame;
pub use render::{Page, Renderer};
