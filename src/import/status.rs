//! A status object: the record of API v1.1, which the personal archive and the web client write
//! too, each with its own wrapping.

use super::entities::{Variant, all, best, distinct, handle, private};
use super::ids::Id;
use super::lenient::{List, Number, Obj, Text};
use super::report::RejectReason;
use super::when;
use crate::domain::Private;
use crate::domain::post::{Counts, Post};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Status<'a> {
    #[serde(borrow)]
    pub id_str: Id<'a>,
    #[serde(borrow)]
    pub id: Id<'a>,
    #[serde(borrow)]
    pub user: Obj<User<'a>>,
    #[serde(borrow)]
    pub user_id_str: Id<'a>,
    #[serde(borrow)]
    pub created_at: Text<'a>,
    #[serde(borrow)]
    pub text: Text<'a>,
    #[serde(borrow)]
    pub full_text: Text<'a>,
    #[serde(borrow)]
    pub extended_tweet: Obj<Extended<'a>>,
    #[serde(borrow)]
    pub lang: Text<'a>,
    #[serde(borrow)]
    pub retweeted_status: Obj<Other<'a>>,
    /// So the web client calls it.
    #[serde(borrow)]
    pub retweeted_status_result: Obj<Reposted<'a>>,
    #[serde(borrow)]
    pub quoted_status_id_str: Id<'a>,
    #[serde(borrow)]
    pub quoted_status_id: Id<'a>,
    #[serde(borrow)]
    pub quoted_status: Obj<Other<'a>>,
    #[serde(borrow)]
    pub in_reply_to_status_id_str: Id<'a>,
    #[serde(borrow)]
    pub in_reply_to_status_id: Id<'a>,
    #[serde(borrow)]
    pub entities: Obj<Entities<'a>>,
    #[serde(borrow)]
    pub extended_entities: Obj<Entities<'a>>,
    pub retweet_count: Number,
    pub quote_count: Number,
    pub reply_count: Number,
    pub favorite_count: Number,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct User<'a> {
    #[serde(borrow)]
    pub id_str: Id<'a>,
    #[serde(borrow)]
    pub id: Id<'a>,
    #[serde(borrow)]
    pub screen_name: Text<'a>,
    #[serde(borrow)]
    pub name: Text<'a>,
    #[serde(borrow)]
    pub created_at: Text<'a>,
}

/// Of a post referred to, only which one it is.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Other<'a> {
    #[serde(borrow)]
    id_str: Id<'a>,
    #[serde(borrow)]
    id: Id<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Reposted<'a> {
    #[serde(borrow)]
    result: Obj<Target<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Target<'a> {
    #[serde(borrow)]
    rest_id: Id<'a>,
    /// Of a post with restricted visibility.
    #[serde(borrow)]
    tweet: Obj<Inner<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Inner<'a> {
    #[serde(borrow)]
    rest_id: Id<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Extended<'a> {
    #[serde(borrow)]
    full_text: Text<'a>,
    #[serde(borrow)]
    entities: Obj<Entities<'a>>,
    #[serde(borrow)]
    extended_entities: Obj<Entities<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Entities<'a> {
    #[serde(borrow)]
    hashtags: List<Obj<Tag<'a>>>,
    #[serde(borrow)]
    urls: List<Obj<Link<'a>>>,
    #[serde(borrow)]
    user_mentions: List<Obj<User<'a>>>,
    #[serde(borrow)]
    media: List<Obj<Media<'a>>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Tag<'a> {
    #[serde(borrow)]
    text: Text<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Link<'a> {
    #[serde(borrow)]
    expanded_url: Text<'a>,
    #[serde(borrow)]
    url: Text<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Media<'a> {
    #[serde(borrow)]
    media_url_https: Text<'a>,
    #[serde(borrow)]
    media_url: Text<'a>,
    #[serde(borrow)]
    video_info: Obj<Video<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Video<'a> {
    #[serde(borrow)]
    variants: List<Obj<Variant<'a>>>,
}

impl Other<'_> {
    fn which(&self) -> Option<Private> {
        self.id_str.private().or_else(|| self.id.private())
    }
}

impl Entities<'_> {
    pub fn hashtags(&self) -> Vec<Private> {
        all(self.hashtags.iter().filter_map(|tag| tag.get()?.text.filled()))
    }

    pub fn urls(&self) -> Vec<Private> {
        distinct(self.urls.iter().filter_map(|link| {
            let link = link.get()?;
            link.expanded_url.filled().or(link.url.filled())
        }))
    }

    pub fn mentions(&self) -> Vec<Private> {
        distinct(self.user_mentions.iter().filter_map(|user| user.get()?.screen_name.filled()))
    }

    /// Of a video its best size; else the picture.
    pub fn media(&self) -> Vec<Private> {
        distinct(self.media.iter().filter_map(|media| {
            let media = media.get()?;
            let video = media.video_info.get().and_then(|video| best(&video.variants));
            video.or(media.media_url_https.filled()).or(media.media_url.filled())
        }))
    }
}

impl<'a> Status<'a> {
    /// The post. The long text of a `compat` record stands in `extended_tweet`, with entities of
    /// its own.
    pub fn post(self, raw: &str) -> Result<Post, RejectReason> {
        let extended = self.extended_tweet.get();
        let long = extended.and_then(|extended| extended.full_text.get());
        let Some(text) = self.full_text.get().or(long).or(self.text.get()).map(Private::from) else {
            return Err(self.without_text());
        };
        let user = self.user.get();
        let entities = extended.and_then(|it| it.entities.get()).or(self.entities.get());
        let media = extended.and_then(|it| it.extended_entities.get());
        let media = media.or(self.extended_entities.get()).or(entities);
        Ok(Post {
            author_id: user
                .and_then(|user| user.id_str.private().or_else(|| user.id.private()))
                .or_else(|| self.user_id_str.private()),
            author_handle: user.and_then(|user| handle(&user.screen_name)),
            author_name: user.and_then(|user| private(&user.name)),
            author_created_at: user.and_then(|user| when::status(user.created_at.filled()?)),
            created_at: self.moment()?,
            text,
            lang: private(&self.lang),
            repost_of: self.reposted(),
            quote_of: self.quoted(),
            reply_to: self
                .in_reply_to_status_id_str
                .private()
                .or_else(|| self.in_reply_to_status_id.private()),
            object: None,
            hashtags: entities.map_or(Vec::new(), Entities::hashtags),
            urls: entities.map_or(Vec::new(), Entities::urls),
            mentions: entities.map_or(Vec::new(), Entities::mentions),
            media: media.map_or(Vec::new(), Entities::media),
            counts: self.counts(),
            // The number beside it may have been rounded by a program; the text was made to last.
            id: self.id_str.or(self.id).required()?,
            raw: raw.into(),
            place: None,
        })
    }

    pub fn has_text(&self) -> bool {
        self.text.get().is_some() || self.full_text.get().is_some()
    }

    fn moment(&self) -> Result<Option<crate::domain::Moment>, RejectReason> {
        self.created_at.filled().map(|text| when::status(text).ok_or(RejectReason::BadDate)).transpose()
    }

    fn reposted(&self) -> Option<Private> {
        let target = self.retweeted_status_result.get().and_then(|it| it.result.get());
        let found = target.and_then(|it| it.rest_id.private().or_else(|| it.tweet.get()?.rest_id.private()));
        self.retweeted_status.get().and_then(Other::which).or(found)
    }

    fn quoted(&self) -> Option<Private> {
        let given = self.quoted_status_id_str.private().or_else(|| self.quoted_status_id.private());
        given.or_else(|| self.quoted_status.get().and_then(Other::which))
    }

    fn counts(&self) -> Counts {
        Counts {
            reposts: self.retweet_count.0,
            quotes: self.quote_count.0,
            replies: self.reply_count.0,
            likes: self.favorite_count.0,
        }
    }

    /// A record with the date and id of a post but no text is one whose text is missing;
    /// anything else (an account, a notice) never was a post.
    fn without_text(&self) -> RejectReason {
        let named = self.id_str != Id::Absent || self.id != Id::Absent;
        let dated = self.created_at.get().is_some() && self.user.get().is_some();
        if named && dated { RejectReason::NoText } else { RejectReason::NotAPost }
    }
}
