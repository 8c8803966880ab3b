//! What several tests need. Knows the repository and the tools, nothing of what is tested.

pub mod browser;
pub mod database;
pub mod device;
pub mod firefox;
pub mod office;
pub mod server;
pub mod tokens;
pub mod tree;
pub mod tsa;
pub mod visitor;
