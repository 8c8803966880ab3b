//! JSON lines of snscrape, of its two generations: `content` and `outlinks`, later `rawContent`
//! and `links`. Ids are JSON numbers there; they are read as 64 bits, never as a double.

use super::entities::{Variant, all, best, distinct, handle, private};
use super::head::Head;
use super::ids::Id;
use super::lenient::{List, Number, Obj, Text};
use super::report::{Place, RejectReason, Summary, Tally};
use super::{Error, Format, Options, Recognition, Sink, json, when};
use crate::domain::post::{Counts, Post};
use crate::domain::{Lang, Private};
use serde::Deserialize;
use std::io::BufRead;

pub struct Snscrape;

impl Format for Snscrape {
    fn code(&self) -> &'static str {
        "snscrape"
    }

    fn label(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Es => "snscrape (líneas JSON)",
            Lang::En => "snscrape (JSON lines)",
        }
    }

    fn recognises(&self, head: &Head) -> Recognition {
        let text = head.has_any(&["content", "rawContent", "renderedContent"]);
        match text && head.has(&["id", "date", "user.username"]) {
            true => Recognition::Sure,
            false => Recognition::No,
        }
    }

    fn read(
        &self,
        head: &Head,
        from: &mut dyn BufRead,
        _: &Options,
        sink: &mut dyn Sink,
    ) -> Result<Summary, Error> {
        let mut tally = Tally::new(self.code(), sink);
        json::read(head, from, &mut tally, &mut unit)?;
        Ok(tally.summary)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Tweet<'a> {
    #[serde(borrow, rename = "_type")]
    kind: Text<'a>,
    #[serde(borrow)]
    id: Id<'a>,
    #[serde(borrow)]
    date: Text<'a>,
    #[serde(borrow)]
    raw_content: Text<'a>,
    #[serde(borrow)]
    content: Text<'a>,
    #[serde(borrow)]
    user: Obj<User<'a>>,
    #[serde(borrow)]
    lang: Text<'a>,
    #[serde(borrow)]
    retweeted_tweet: Obj<Other<'a>>,
    #[serde(borrow)]
    quoted_tweet: Obj<Other<'a>>,
    #[serde(borrow)]
    in_reply_to_tweet_id: Id<'a>,
    #[serde(borrow)]
    hashtags: List<Text<'a>>,
    #[serde(borrow)]
    outlinks: List<Text<'a>>,
    #[serde(borrow)]
    links: List<Obj<Link<'a>>>,
    #[serde(borrow)]
    mentioned_users: List<Obj<User<'a>>>,
    #[serde(borrow)]
    media: List<Obj<Media<'a>>>,
    retweet_count: Number,
    quote_count: Number,
    reply_count: Number,
    like_count: Number,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct User<'a> {
    #[serde(borrow)]
    id: Id<'a>,
    #[serde(borrow)]
    username: Text<'a>,
    #[serde(borrow)]
    displayname: Text<'a>,
    #[serde(borrow)]
    created: Text<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Other<'a> {
    #[serde(borrow)]
    id: Id<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Link<'a> {
    #[serde(borrow)]
    url: Text<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Media<'a> {
    #[serde(borrow)]
    full_url: Text<'a>,
    #[serde(borrow)]
    preview_url: Text<'a>,
    #[serde(borrow)]
    thumbnail_url: Text<'a>,
    #[serde(borrow)]
    variants: List<Obj<Variant<'a>>>,
}

fn unit(text: &str, place: Place, tally: &mut Tally) -> Result<(), Error> {
    tally.take(place, json::object(text).and_then(|tweet| post(tweet, text)))
}

fn post(tweet: Tweet, raw: &str) -> Result<Post, RejectReason> {
    if tweet.kind.get().is_some_and(|kind| kind.ends_with("Tombstone") || kind.ends_with("TweetRef")) {
        return Err(RejectReason::Unavailable);
    }
    let Some(text) = tweet.raw_content.get().or(tweet.content.get()).map(Private::from) else {
        return Err(if tweet.id == Id::Absent { RejectReason::NotAPost } else { RejectReason::NoText });
    };
    let user = tweet.user.get();
    let outlinks = tweet.outlinks.iter().filter_map(Text::filled);
    let links = tweet.links.iter().filter_map(|link| link.get()?.url.filled());
    let mentions = tweet.mentioned_users.iter().filter_map(|user| user.get()?.username.filled());
    Ok(Post {
        author_id: user.and_then(|user| user.id.private()),
        author_handle: user.and_then(|user| handle(&user.username)),
        author_name: user.and_then(|user| private(&user.displayname)),
        author_created_at: user.and_then(|user| when::iso(user.created.filled()?)),
        created_at: tweet
            .date
            .filled()
            .map(|text| when::iso(text).ok_or(RejectReason::BadDate))
            .transpose()?,
        text,
        lang: private(&tweet.lang),
        repost_of: tweet.retweeted_tweet.get().and_then(|other| other.id.private()),
        quote_of: tweet.quoted_tweet.get().and_then(|other| other.id.private()),
        reply_to: tweet.in_reply_to_tweet_id.private(),
        object: None,
        hashtags: all(tweet.hashtags.iter().filter_map(Text::filled)),
        urls: distinct(outlinks.chain(links)),
        mentions: distinct(mentions),
        media: distinct(tweet.media.iter().filter_map(|media| address(media.get()?))),
        counts: Counts {
            reposts: tweet.retweet_count.0,
            quotes: tweet.quote_count.0,
            replies: tweet.reply_count.0,
            likes: tweet.like_count.0,
        },
        id: tweet.id.required()?,
        raw: raw.into(),
        place: None,
    })
}

fn address<'m>(media: &'m Media) -> Option<&'m str> {
    let still = media.full_url.filled().or_else(|| best(&media.variants));
    still.or(media.preview_url.filled()).or(media.thumbnail_url.filled())
}
