//! What the web client of Twitter/X receives (GraphQL): whole responses, and the single posts of
//! them that browser tools save one per line in an envelope (Zeeschuimer, 4CAT). Only posts of the
//! page itself count; those quoted or reposted stay in the raw record of the post that refers.

mod search;
mod shape;

use super::entities::{handle, private};
use super::head::Head;
use super::lenient::Obj;
use super::report::{Place, RejectReason, Summary, Tally};
use super::{Error, Format, Options, Recognition, Sink, json, when};
use crate::domain::post::Post;
use crate::domain::{Lang, Private};
use search::Search;
use serde::Deserialize;
use serde::de::DeserializeSeed;
use serde_json::value::RawValue;
use shape::{Envelope, Long, Other, Tweet, User};
use std::io::BufRead;

pub struct WebClient;

impl Format for WebClient {
    fn code(&self) -> &'static str {
        "x-web-client"
    }

    fn label(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Es => "Captura del navegador de Twitter/X (Zeeschuimer, 4CAT)",
            Lang::En => "Browser capture of Twitter/X (Zeeschuimer, 4CAT)",
        }
    }

    fn recognises(&self, head: &Head) -> Recognition {
        let listed = || head.paths.iter().any(|path| path.ends_with(".tweet_results"));
        if head.has(&["data.rest_id", "data.legacy"])
            || head.has(&["rest_id", "legacy.full_text"])
            || listed()
        {
            Recognition::Sure
        } else if head.has(&["item_id", "source_platform", "data"]) {
            Recognition::Likely
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

fn unit(text: &str, place: Place, tally: &mut Tally) -> Result<(), Error> {
    let envelope: Envelope = match json::object(text) {
        Ok(envelope) => envelope,
        Err(reason) => return tally.reject(place, reason),
    };
    for raw in envelope.data.map(RawValue::get).into_iter().chain([text]) {
        match json::object::<Tweet>(raw) {
            Ok(tweet) if tweet.is_one() => return tally.take(place, post(tweet, raw)),
            Err(RejectReason::NotAPost) | Ok(_) => (),
            Err(reason) => return tally.reject(place, reason),
        }
    }
    response(text, place, tally)
}

/// All posts of a response, wherever its timeline puts them.
fn response(text: &str, place: Place, tally: &mut Tally) -> Result<(), Error> {
    let mut found = Vec::new();
    let searched = Search(&mut found).deserialize(&mut serde_json::Deserializer::from_str(text));
    if let Err(error) = searched {
        return tally.reject(place, json::reason(&error));
    }
    if found.is_empty() {
        return tally.reject(place, RejectReason::NotAPost);
    }
    for (results, number) in found.into_iter().zip(1..) {
        tally.take(place.item(number), one(results.get()))?;
    }
    Ok(())
}

/// A place in the timeline without a result is a post that is not shown.
fn one(results: &str) -> Result<Post, RejectReason> {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Results<'a> {
        #[serde(borrow)]
        result: Option<&'a RawValue>,
    }
    let result = json::object::<Results>(results)?.result.ok_or(RejectReason::Unavailable)?;
    post(json::object(result.get())?, result.get())
}

impl Tweet<'_> {
    fn is_one(&self) -> bool {
        self.legacy.get().is_some() || self.tweet.is_some() || self.is_hidden()
    }

    fn is_hidden(&self) -> bool {
        matches!(self.kind.get(), Some("TweetTombstone" | "TweetUnavailable"))
    }
}

fn post(tweet: Tweet, raw: &str) -> Result<Post, RejectReason> {
    if tweet.is_hidden() {
        return Err(RejectReason::Unavailable);
    }
    if let (Some(inner), None) = (tweet.tweet, tweet.legacy.get()) {
        let inner: Tweet = json::object(inner.get())?;
        return if inner.tweet.is_none() { post(inner, raw) } else { Err(RejectReason::NotAPost) };
    }
    let Obj(Some(mut status)) = tweet.legacy else { return Err(RejectReason::NotAPost) };
    status.id_str = tweet.rest_id.or(status.id_str);
    let mut post = status.post(raw)?;
    if let Some(user) = tweet.core.get().and_then(|core| core.user_results.get()?.result.get()) {
        name(&mut post, user);
    }
    if let Some(long) = tweet.note_tweet.get().and_then(|note| note.note_tweet_results.get()?.result.get()) {
        lengthen(&mut post, long);
    }
    let quoted = tweet.quoted_status_result.get().and_then(|behind| behind.result.get());
    post.quote_of = post.quote_of.or_else(|| quoted.and_then(Other::which));
    Ok(post)
}

impl Other<'_> {
    fn which(&self) -> Option<Private> {
        self.rest_id.private().or_else(|| self.tweet.get()?.rest_id.private())
    }
}

/// Names stand in `core` since 2025, before that in `legacy`.
fn name(post: &mut Post, user: &User) {
    let profiles = || [user.core.get(), user.legacy.get()].into_iter().flatten();
    post.author_id = user.rest_id.private().or(post.author_id.take());
    post.author_handle = profiles().find_map(|profile| handle(&profile.screen_name));
    post.author_name = profiles().find_map(|profile| private(&profile.name));
    post.author_created_at = profiles().find_map(|profile| when::status(profile.created_at.filled()?));
}

/// Of a long post the status holds only the beginning.
fn lengthen(post: &mut Post, long: &Long) {
    if let Some(text) = long.text.filled() {
        post.text = text.into();
    }
    if let Some(entities) = long.entity_set.get() {
        (post.hashtags, post.urls, post.mentions) =
            (entities.hashtags(), entities.urls(), entities.mentions());
    }
}
