//! One function per address. Each reads the request, calls one function of `service`, and replies.

pub mod assets;
pub mod cases;
pub mod dossiers;
pub mod evidence;
pub mod identities;
pub mod jobs;
pub mod ledger;
pub mod links;
pub mod posts;
pub mod session;
pub mod set_up;
