//! One function per address. Each reads the request, calls one function of `service`, and replies.

pub mod accounts;
pub mod analyses;
pub mod assets;
pub mod cases;
pub mod chats;
pub mod confirm;
pub mod dossiers;
pub mod evidence;
pub mod identities;
pub mod interviews;
pub mod invitations;
pub mod jobs;
pub mod ledger;
pub mod links;
pub mod members;
pub mod own_account;
pub mod password;
pub mod people;
pub mod posts;
pub mod search;
pub mod second_factor;
pub mod session;
pub mod set_up;
pub mod time_stamps;
