//! The table that CooRTweet reads: who shared which object by which content, and when. One content
//! may share many objects; the table does not say of what kind they are.
//!
//! <https://github.com/nicolarighetti/CooRTweet>

use super::fixed::{Fixed, filled, id, seconds};
use super::head::Head;
use super::report::{RejectReason, Summary};
use super::{Error, Format, Options, Recognition, Sink};
use crate::domain::post::{Counts, Post};
use crate::domain::{Lang, Private};
use std::io::BufRead;

pub struct Shares;

const TABLE: Fixed<4> = Fixed {
    code: "coortweet-events",
    header: ["object_id", "account_id", "content_id", "timestamp_share"],
    post,
};

impl Format for Shares {
    fn code(&self) -> &'static str {
        TABLE.code
    }

    fn label(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Es => "Eventos de CooRTweet (CSV)",
            Lang::En => "CooRTweet events (CSV)",
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

fn post(cells: [&str; 4], raw: String) -> Result<Post, RejectReason> {
    let [object_id, account_id, content_id, timestamp_share] = cells;
    Ok(Post {
        id: id(content_id)?,
        author_id: filled(account_id),
        author_handle: None,
        author_name: None,
        author_created_at: None,
        created_at: seconds(timestamp_share)?,
        text: Private::default(),
        lang: None,
        repost_of: None,
        quote_of: None,
        reply_to: None,
        place: None,
        object: Some(object_id.into()),
        hashtags: Vec::new(),
        urls: Vec::new(),
        mentions: Vec::new(),
        media: Vec::new(),
        counts: Counts::default(),
        raw: raw.into(),
    })
}
