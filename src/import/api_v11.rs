//! Twitter API v1.1: statuses one per line, in an array, or in a search response (`statuses`,
//! premium: `results`); also wrapped, as `{"tweet": …}`.

use super::head::{Container, Head};
use super::ids::Id;
use super::report::{IgnoreReason, Place, RejectReason, Summary, Tally};
use super::status::Status;
use super::{Error, Format, Options, Recognition, Sink, json};
use crate::domain::Lang;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::io::BufRead;

pub struct ApiV11;

impl Format for ApiV11 {
    fn code(&self) -> &'static str {
        "x-api-v1.1"
    }

    fn label(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Es => "Twitter API v1.1 (JSON)",
            Lang::En => "Twitter API v1.1 (JSON)",
        }
    }

    fn recognises(&self, head: &Head) -> Recognition {
        let inside = |prefix: &str| {
            let has = |key: &str| head.paths.contains(&format!("{prefix}{key}"));
            has("id_str") && (has("text") || has("full_text"))
        };
        if matches!(head.container, Container::Script(_)) {
            Recognition::No
        } else if ["", "statuses.", "results.", "tweet."].into_iter().any(inside) {
            Recognition::Sure
        } else if head.has(&["user.screen_name", "created_at"]) && head.has_any(&["text", "full_text"]) {
            Recognition::Likely
        } else if head.has_any(&["delete.status", "id_str", "statuses", "search_metadata"]) {
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

/// The wrappings a status may come in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wrapped<'a> {
    #[serde(borrow)]
    statuses: Option<&'a RawValue>,
    #[serde(borrow)]
    results: Option<&'a RawValue>,
    #[serde(borrow)]
    tweet: Option<&'a RawValue>,
    /// A notice of the stream that a post was deleted or withheld.
    #[serde(borrow)]
    delete: Option<&'a RawValue>,
    #[serde(borrow)]
    status_withheld: Option<&'a RawValue>,
}

pub(super) fn unit(text: &str, place: Place, tally: &mut Tally) -> Result<(), Error> {
    let status: Status = match json::object(text) {
        Ok(status) => status,
        Err(reason) => return tally.reject(place, reason),
    };
    if status.id_str == Id::Absent && status.id == Id::Absent && !status.has_text() {
        return unwrap(text, place, tally);
    }
    tally.take(place, status.post(text))
}

/// Only what is no status itself is looked at a second time.
fn unwrap(text: &str, place: Place, tally: &mut Tally) -> Result<(), Error> {
    let wrapped: Wrapped = match json::object(text) {
        Ok(wrapped) => wrapped,
        Err(reason) => return tally.reject(place, reason),
    };
    if wrapped.delete.is_some() || wrapped.status_withheld.is_some() {
        return tally.reject(place, RejectReason::Unavailable);
    }
    if let Some(tweet) = wrapped.tweet {
        return tally.take(place, one(tweet));
    }
    let Some(list) = wrapped.statuses.or(wrapped.results) else {
        return tally.reject(place, RejectReason::NotAPost);
    };
    let Ok(list) = serde_json::from_str::<Vec<&RawValue>>(list.get()) else {
        return tally.reject(place, RejectReason::NotAPost);
    };
    if list.is_empty() {
        tally.ignore(IgnoreReason::EmptyPage);
    }
    for (status, number) in list.into_iter().zip(1..) {
        tally.take(place.item(number), one(status))?;
    }
    Ok(())
}

fn one(raw: &RawValue) -> Result<crate::domain::post::Post, RejectReason> {
    json::object::<Status>(raw.get())?.post(raw.get())
}
