//! What is read of the web client's objects. All else stays in the raw record.

use crate::import::ids::Id;
use crate::import::lenient::{Obj, Text};
use crate::import::status::{Entities, Status};
use serde::Deserialize;
use serde_json::value::RawValue;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Envelope<'a> {
    #[serde(borrow)]
    pub data: Option<&'a RawValue>,
}

/// What stands behind `tweet_results.result`. A post with restricted visibility is one deeper.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Tweet<'a> {
    #[serde(borrow, rename = "__typename")]
    pub kind: Text<'a>,
    #[serde(borrow)]
    pub tweet: Option<&'a RawValue>,
    #[serde(borrow)]
    pub rest_id: Id<'a>,
    #[serde(borrow)]
    pub core: Obj<Core<'a>>,
    #[serde(borrow)]
    pub legacy: Obj<Status<'a>>,
    #[serde(borrow)]
    pub note_tweet: Obj<Note<'a>>,
    #[serde(borrow)]
    pub quoted_status_result: Obj<Behind<Other<'a>>>,
}

#[derive(Debug, Deserialize)]
#[serde(bound(deserialize = "T: Deserialize<'de>"))]
pub struct Behind<T> {
    #[serde(default)]
    pub result: Obj<T>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Core<'a> {
    #[serde(borrow)]
    pub user_results: Obj<Behind<User<'a>>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct User<'a> {
    #[serde(borrow)]
    pub rest_id: Id<'a>,
    #[serde(borrow)]
    pub core: Obj<Profile<'a>>,
    #[serde(borrow)]
    pub legacy: Obj<Profile<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Profile<'a> {
    #[serde(borrow)]
    pub screen_name: Text<'a>,
    #[serde(borrow)]
    pub name: Text<'a>,
    #[serde(borrow)]
    pub created_at: Text<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Note<'a> {
    #[serde(borrow)]
    pub note_tweet_results: Obj<Behind<Long<'a>>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Long<'a> {
    #[serde(borrow)]
    pub text: Text<'a>,
    #[serde(borrow)]
    pub entity_set: Obj<Entities<'a>>,
}

/// Which post is quoted; it may be wrapped as the post itself.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Other<'a> {
    #[serde(borrow)]
    pub rest_id: Id<'a>,
    #[serde(borrow)]
    pub tweet: Obj<Bare<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Bare<'a> {
    #[serde(borrow)]
    pub rest_id: Id<'a>,
}
