//! What is read of API v2's objects. All else stays in the raw record.

use crate::import::entities::Variant;
use crate::import::ids::Id;
use crate::import::lenient::{List, Number, Obj, Text};
use serde::Deserialize;
use serde_json::value::RawValue;

/// A page, or a post: their keys do not collide, so that each line is parsed once.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Record<'a> {
    #[serde(borrow)]
    pub data: Option<&'a RawValue>,
    #[serde(borrow)]
    pub includes: Obj<Includes<'a>>,
    #[serde(borrow)]
    pub errors: List<Obj<Failure<'a>>>,
    pub meta: Obj<Meta>,

    #[serde(borrow)]
    pub id: Id<'a>,
    #[serde(borrow)]
    pub author_id: Id<'a>,
    #[serde(borrow)]
    pub author: Obj<User<'a>>,
    #[serde(borrow)]
    pub created_at: Text<'a>,
    #[serde(borrow)]
    pub text: Text<'a>,
    #[serde(borrow)]
    pub note_tweet: Obj<Note<'a>>,
    #[serde(borrow)]
    pub lang: Text<'a>,
    #[serde(borrow)]
    pub referenced_tweets: List<Obj<Reference<'a>>>,
    #[serde(borrow)]
    pub entities: Obj<Entities<'a>>,
    #[serde(borrow)]
    pub attachments: Obj<Attachments<'a>>,
    pub public_metrics: Obj<Metrics>,

    // Of accounts, lists, counts and notices.
    #[serde(borrow)]
    pub username: Text<'a>,
    #[serde(borrow)]
    pub action: Text<'a>,
    #[serde(borrow)]
    pub owner_id: Id<'a>,
    pub member_count: Number,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Meta {
    pub result_count: Number,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Includes<'a> {
    #[serde(borrow)]
    pub users: List<Obj<User<'a>>>,
    #[serde(borrow)]
    pub media: List<Obj<Media<'a>>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct User<'a> {
    #[serde(borrow)]
    pub id: Id<'a>,
    #[serde(borrow)]
    pub username: Text<'a>,
    #[serde(borrow)]
    pub name: Text<'a>,
    #[serde(borrow)]
    pub created_at: Text<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Media<'a> {
    #[serde(borrow)]
    pub media_key: Text<'a>,
    #[serde(borrow)]
    pub url: Text<'a>,
    #[serde(borrow)]
    pub preview_image_url: Text<'a>,
    #[serde(borrow)]
    pub variants: List<Obj<Variant<'a>>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Failure<'a> {
    #[serde(borrow)]
    pub parameter: Text<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Note<'a> {
    #[serde(borrow)]
    pub text: Text<'a>,
    #[serde(borrow)]
    pub entities: Obj<Entities<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Reference<'a> {
    #[serde(borrow, rename = "type")]
    pub kind: Text<'a>,
    #[serde(borrow)]
    pub id: Id<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Entities<'a> {
    #[serde(borrow)]
    pub hashtags: List<Obj<Tag<'a>>>,
    #[serde(borrow)]
    pub urls: List<Obj<Link<'a>>>,
    #[serde(borrow)]
    pub mentions: List<Obj<User<'a>>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Tag<'a> {
    #[serde(borrow)]
    pub tag: Text<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Link<'a> {
    #[serde(borrow)]
    pub unwound_url: Text<'a>,
    #[serde(borrow)]
    pub expanded_url: Text<'a>,
    #[serde(borrow)]
    pub url: Text<'a>,
}

/// In flattened posts the media stand here instead of their keys.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Attachments<'a> {
    #[serde(borrow)]
    pub media_keys: List<Text<'a>>,
    #[serde(borrow)]
    pub media: List<Obj<Media<'a>>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Metrics {
    pub retweet_count: Number,
    pub quote_count: Number,
    pub reply_count: Number,
    pub like_count: Number,
}
