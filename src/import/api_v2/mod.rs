//! Twitter/X API v2: response pages (as twarc2 writes them, one per line), single responses, and
//! flattened posts, one per line or in an array. Only `data` holds posts of the file: those of
//! `includes` were fetched because a post refers to them.
//!
//! <https://docs.x.com/x-api/fundamentals/data-dictionary>

mod shape;

use super::entities::{all, best, distinct, handle, private};
use super::head::Head;
use super::ids::Id;
use super::lenient::{Obj, Text};
use super::report::{IgnoreReason, Place, RejectReason, Summary, Tally};
use super::{Error, Format, Options, Recognition, Sink, json, when};
use crate::domain::post::{Counts, Post};
use crate::domain::{Lang, Private};
use serde_json::value::RawValue;
use shape::{Attachments, Entities, Includes, Media, Metrics, Record, User};
use std::collections::HashMap;
use std::io::BufRead;

pub struct ApiV2;

impl Format for ApiV2 {
    fn code(&self) -> &'static str {
        "x-api-v2"
    }

    fn label(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Es => "Twitter/X API v2 (JSON, twarc2)",
            Lang::En => "Twitter/X API v2 (JSON, twarc2)",
        }
    }

    fn recognises(&self, head: &Head) -> Recognition {
        const SIGNS: &[&str] = &[
            "author_id",
            "public_metrics",
            "referenced_tweets",
            "edit_history_tweet_ids",
            "conversation_id",
        ];
        // Answers of the same interface without posts: each line gets its reason.
        const OTHERS: &[&[&str]] = &[
            &["data.id"],
            &["data.tweet_count"],
            &["meta.result_count"],
            &["errors.parameter"],
            &["id", "action", "reason"],
            &["users.username"],
        ];
        if head.has(&["data.id", "data.text"]) || head.has(&["id", "text"]) && head.has_any(SIGNS) {
            Recognition::Sure
        } else if head.has(&["id", "text"]) && !head.has_any(&["id_str", "user", "created_at"]) {
            Recognition::Likely
        } else if OTHERS.iter().any(|paths| head.has(paths)) {
            Recognition::Weak
        } else {
            Recognition::No
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

/// What `includes` says, found by id.
#[derive(Default)]
struct Context<'p> {
    users: HashMap<&'p str, &'p User<'p>>,
    media: HashMap<&'p str, &'p Media<'p>>,
}

impl<'p> Context<'p> {
    fn of(includes: Option<&'p Includes<'p>>) -> Self {
        let Some(includes) = includes else { return Self::default() };
        let users = includes.users.iter().filter_map(Obj::get);
        let media = includes.media.iter().filter_map(Obj::get);
        Self {
            users: users.filter_map(|user| Some((user.id.get()?, user))).collect(),
            media: media.filter_map(|media| Some((media.media_key.get()?, media))).collect(),
        }
    }
}

fn unit(text: &str, place: Place, tally: &mut Tally) -> Result<(), Error> {
    let record: Record = match json::object(text) {
        Ok(record) => record,
        Err(reason) => return tally.reject(place, reason),
    };
    match record.data {
        Some(data) if record.text.get().is_none() => page(&record, data, place, tally),
        None if is_empty_page(&record) => empty(&record, place, tally),
        _ => tally.take(place, post(record, text, &Context::default())),
    }
}

/// An answer that came without posts: with a count of them, or with nothing but what went wrong.
fn is_empty_page(record: &Record) -> bool {
    let answer = record.meta.get().is_some() || record.errors.iter().next().is_some();
    answer && record.id == Id::Absent && record.text.get().is_none()
}

/// The items of a page, one after the other. `data` is an object when one post was asked for.
fn page(page: &Record, data: &RawValue, place: Place, tally: &mut Tally) -> Result<(), Error> {
    let context = Context::of(page.includes.get());
    let items = match serde_json::from_str::<Vec<&RawValue>>(data.get()) {
        Ok(items) => items,
        Err(_) => vec![data],
    };
    if items.is_empty() {
        return empty(page, place, tally);
    }
    for (item, number) in items.into_iter().zip(1..) {
        let record = json::object(item.get());
        tally.take(place.item(number), record.and_then(|record| post(record, item.get(), &context)))?;
    }
    Ok(())
}

/// A page without posts: nothing was found, or what was asked for is withheld or deleted (an
/// error about the `id` or `ids` of the request; the others are about posts referred to).
fn empty(page: &Record, place: Place, tally: &mut Tally) -> Result<(), Error> {
    let failures = page.errors.iter().filter_map(Obj::get);
    let asked = failures.filter(|failure| matches!(failure.parameter.get(), Some("id" | "ids"))).count();
    if asked == 0 {
        tally.ignore(IgnoreReason::EmptyPage);
    }
    for item in 1..=asked as u64 {
        tally.reject(place.item(item), RejectReason::Unavailable)?;
    }
    Ok(())
}

fn post(record: Record, raw: &str, context: &Context) -> Result<Post, RejectReason> {
    let note = record.note_tweet.get();
    let text = note.and_then(|note| note.text.filled()).or(record.text.get());
    let Some(text) = text else { return Err(without_text(&record)) };
    let text = Private::from(text);
    let entities = note.and_then(|note| note.entities.get()).or(record.entities.get());
    let author = record.author.get().or_else(|| context.users.get(record.author_id.get()?).copied());
    let reference = |kind: &str| {
        let references = record.referenced_tweets.iter().filter_map(Obj::get);
        references.filter(|it| it.kind.get() == Some(kind)).find_map(|it| it.id.private())
    };
    Ok(Post {
        author_id: record.author_id.private().or_else(|| author?.id.private()),
        author_handle: author.and_then(|author| handle(&author.username)),
        author_name: author.and_then(|author| private(&author.name)),
        author_created_at: author.and_then(|author| when::iso(author.created_at.filled()?)),
        created_at: record
            .created_at
            .filled()
            .map(|text| when::iso(text).ok_or(RejectReason::BadDate))
            .transpose()?,
        text,
        lang: private(&record.lang),
        repost_of: reference("retweeted"),
        quote_of: reference("quoted"),
        reply_to: reference("replied_to"),
        object: None,
        hashtags: entities.map_or(Vec::new(), hashtags),
        urls: entities.map_or(Vec::new(), urls),
        mentions: entities.map_or(Vec::new(), mentions),
        media: record.attachments.get().map_or(Vec::new(), |attachments| media(attachments, context)),
        counts: record.public_metrics.get().map_or(Counts::default(), counts),
        id: record.id.required()?,
        raw: raw.into(),
        place: None,
    })
}

fn without_text(record: &Record) -> RejectReason {
    let account = record.username.get().is_some() || record.member_count.0.is_some();
    let notice = record.action.get().is_some() || record.owner_id != Id::Absent;
    if account || notice || record.id == Id::Absent { RejectReason::NotAPost } else { RejectReason::NoText }
}

fn hashtags(entities: &Entities) -> Vec<Private> {
    all(entities.hashtags.iter().filter_map(|tag| tag.get()?.tag.filled()))
}

fn urls(entities: &Entities) -> Vec<Private> {
    distinct(entities.urls.iter().filter_map(|link| {
        let link = link.get()?;
        link.unwound_url.filled().or(link.expanded_url.filled()).or(link.url.filled())
    }))
}

fn mentions(entities: &Entities) -> Vec<Private> {
    distinct(entities.mentions.iter().filter_map(|user| user.get()?.username.filled()))
}

fn media(attachments: &Attachments, context: &Context) -> Vec<Private> {
    let keys = attachments.media_keys.iter().filter_map(Text::get);
    let named = keys.filter_map(|key| context.media.get(key).copied());
    let inline = attachments.media.iter().filter_map(Obj::get);
    distinct(named.chain(inline).filter_map(|media| {
        media.url.filled().or_else(|| best(&media.variants)).or(media.preview_image_url.filled())
    }))
}

fn counts(metrics: &Metrics) -> Counts {
    Counts {
        reposts: metrics.retweet_count.0,
        quotes: metrics.quote_count.0,
        replies: metrics.reply_count.0,
        likes: metrics.like_count.0,
    }
}
