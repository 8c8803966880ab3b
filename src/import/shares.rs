//! The table that CooRTweet reads: who shared which object by which content, and when. One content
//! may share many objects; the table does not say of what kind they are.
//!
//! <https://github.com/nicolarighetti/CooRTweet>

use super::fixed::{Fixed, filled, id, seconds};
use super::report::RejectReason;
use crate::domain::Private;
use crate::domain::post::{Counts, Post};

pub const TABLE: Fixed<4> = Fixed {
    code: "coortweet-events",
    labels: ["Eventos de CooRTweet (CSV)", "CooRTweet events (CSV)"],
    header: ["object_id", "account_id", "content_id", "timestamp_share"],
    post,
};

fn post(cells: [&str; 4]) -> Result<Post, RejectReason> {
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
        raw: Private::default(),
        span: None,
    })
}
