//! The personal archive of an account: `tweets.js` (`window.YTD.tweets.part0 = [{"tweet": …}]`)
//! and the monthly files of 2012 to 2018 (`Grailbird.data.tweets_2013_04 = [ … ]`). Both hold
//! statuses as API v1.1 has them. The former does not name its author, and cuts reposts at 140
//! characters without saying of what they are a repost: both stay absent.

use super::head::{Container, Head};
use super::report::{Summary, Tally};
use super::{Error, Format, Options, Recognition, Sink, api_v11, json};
use crate::domain::Lang;
use std::io::BufRead;

pub struct Archive;

impl Format for Archive {
    fn code(&self) -> &'static str {
        "x-archive"
    }

    fn label(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Es => "Archivo personal de Twitter/X (tweets.js)",
            Lang::En => "Personal archive of Twitter/X (tweets.js)",
        }
    }

    fn recognises(&self, head: &Head) -> Recognition {
        if !matches!(head.container, Container::Script(_)) {
            return Recognition::No;
        }
        match head.has_any(&["tweet.id_str", "id_str"])
            && head.has_any(&["tweet.full_text", "tweet.text", "text"])
        {
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
        json::read(head, from, &mut tally, &mut api_v11::unit)?;
        Ok(tally.summary)
    }
}
