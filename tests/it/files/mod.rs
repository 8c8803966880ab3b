//! The pages on what comes in as a file and what leaves as one, through the real server: evidence,
//! posts, links, dossiers, the ledger.

mod chats;
mod client;
mod dossiers;
mod evidence;
mod hostile;
mod ledger;
mod post_versions;
mod posts;
