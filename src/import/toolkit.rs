//! The table that the Coordination Network Toolkit reads: opaque ids, seconds, and addresses with one
//! space between them. A message may be without text.
//!
//! <https://github.com/QUT-Digital-Observatory/coordination-network-toolkit>

use super::entities::distinct;
use super::fixed::{Fixed, filled, id, other, seconds};
use super::head::Head;
use super::report::{RejectReason, Summary};
use super::{Error, Format, Options, Recognition, Sink};
use crate::domain::Lang;
use crate::domain::post::{Counts, Post};
use std::io::BufRead;

pub struct Toolkit;

const TABLE: Fixed<8> = Fixed {
    code: "toolkit-csv",
    header: ["message_id", "user_id", "username", "repost_id", "reply_id", "message", "timestamp", "urls"],
    post,
};

impl Format for Toolkit {
    fn code(&self) -> &'static str {
        TABLE.code
    }

    fn label(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Es => "Coordination Network Toolkit (CSV)",
            Lang::En => "Coordination Network Toolkit (CSV)",
        }
    }

    fn recognises(&self, head: &Head) -> Recognition {
        TABLE.recognises(head)
    }

    fn read(
        &self,
        _: &Head,
        from: &mut dyn BufRead,
        _: &Options,
        sink: &mut dyn Sink,
    ) -> Result<Summary, Error> {
        TABLE.read(from, sink)
    }
}

fn post(cells: [&str; 8], raw: String) -> Result<Post, RejectReason> {
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
        raw: raw.into(),
    })
}
