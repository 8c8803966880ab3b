//! One function per address. Each reads the request, calls one function of `service`, and replies.

pub mod assets;
pub mod cases;
pub mod identities;
pub mod session;
pub mod set_up;
