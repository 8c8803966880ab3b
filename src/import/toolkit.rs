//! The table that the Coordination Network Toolkit reads: opaque ids, seconds, and addresses with one
//! space between them. A message may be without text.
//!
//! <https://github.com/QUT-Digital-Observatory/coordination-network-toolkit>

use super::entities::distinct;
use super::fixed::{Fixed, filled, id, other, seconds};
use super::report::RejectReason;
use crate::domain::Private;
use crate::domain::post::{Counts, Post};

pub const TABLE: Fixed<8> = Fixed {
    code: "toolkit-csv",
    labels: ["Coordination Network Toolkit (CSV)"; 2],
    header: ["message_id", "user_id", "username", "repost_id", "reply_id", "message", "timestamp", "urls"],
    post,
};

fn post(cells: [&str; 8]) -> Result<Post, RejectReason> {
    let [message_id, user_id, username, repost_id, reply_id, message, timestamp, urls] = cells;
    Ok(Post {
        id: id(message_id)?,
        author_id: filled(user_id),
        author_handle: filled(username.trim().trim_start_matches('@')),
        author_name: None,
        author_created_at: None,
        created_at: seconds(timestamp)?,
        text: message.into(),
        lang: None,
        repost_of: other(repost_id)?,
        quote_of: None,
        reply_to: other(reply_id)?,
        place: None,
        object: None,
        hashtags: Vec::new(),
        urls: distinct(urls.split(' ').filter(|url| !url.is_empty())),
        mentions: Vec::new(),
        media: Vec::new(),
        counts: Counts::default(),
        raw: Private::default(),
        span: None,
    })
}
