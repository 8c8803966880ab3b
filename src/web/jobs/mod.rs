//! Long work: imports and exports that go on while people look at other pages.

pub mod registry;

pub use registry::{Job, Jobs, Kind, Order, State};
