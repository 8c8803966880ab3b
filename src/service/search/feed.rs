//! What each kind of record gives to the index. Identities are of no kind here: they do not even fit,
//! for whoever reads records may not read them.

use crate::domain::analysis::Analysis;
use crate::domain::case::{CaseProfile, FilingFacts};
use crate::domain::chats::ChatSet;
use crate::domain::consent::Consent;
use crate::domain::evidence::{BlobRef, CustodyEvent, Evidence};
use crate::domain::link::Link;
use crate::domain::message::Message;
use crate::domain::person::Person;
use crate::domain::policy::{Covers, ReadRecords};
use crate::domain::post::Post;
use crate::domain::posts::{Page, PostSet};
use crate::domain::testimony::{Segment, Testimony};
use crate::domain::{Document, Moment, Private, RecordId, Recorded};
use crate::search::Unit;
use crate::service::Result;
use crate::store::Granted;

pub type Take<'t> = &'t mut dyn FnMut(&Unit<'_>) -> Result<()>;

fn texts(texts: &[Private]) -> Vec<&str> {
    texts.iter().map(Private::reveal).collect()
}

fn seconds(at: Moment) -> i64 {
    at.micros().div_euclid(1_000_000)
}

/// Whose post it is, by the name that says most to people.
pub fn author(post: &Post) -> Option<&Private> {
    [&post.author_handle, &post.author_name, &post.author_id].into_iter().flatten().next()
}

/// A post, as far as it is searched: its source record is not.
pub fn post_unit(post: &Post, brought: u64, number: u64) -> Unit<'_> {
    let names = [&post.author_handle, &post.author_name, &post.author_id];
    let handles = post.mentions.iter().chain(&post.author_handle);
    Unit {
        record: brought,
        number,
        kind: "post",
        is_revised: false,
        at: post.created_at.map(seconds),
        lang: post.lang.as_ref().map(Private::reveal),
        id: Some(post.id.reveal()),
        author: author(post).map(Private::reveal),
        texts: vec![post.text.reveal()],
        from: names.into_iter().flatten().map(Private::reveal).collect(),
        tags: texts(&post.hashtags),
        handles: handles.map(Private::reveal).collect(),
        urls: texts(&post.urls),
    }
}

pub fn message_unit(message: &Message, brought: u64, number: u64) -> Unit<'_> {
    let files = message.media.iter().map(|media| media.name.reveal());
    let names = [&message.sender, &message.sender_id];
    Unit {
        record: brought,
        number,
        kind: "message",
        at: message.at.map(seconds),
        id: message.id.as_ref().map(Private::reveal),
        author: message.sender.as_ref().or(message.sender_id.as_ref()).map(Private::reveal),
        texts: std::iter::once(message.text.reveal()).chain(files).collect(),
        from: names.into_iter().flatten().map(Private::reveal).collect(),
        ..Unit::default()
    }
}

/// The items of a set, in their sealed file.
pub struct Items {
    pub file: BlobRef,
    pub pages: Vec<Page>,
    pub kind: ItemKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ItemKind {
    Posts,
    Messages,
}

/// Those of a set; `None` of any other record.
pub fn items(granted: &mut Granted<'_, ReadRecords>, id: RecordId, kind: &str) -> Result<Option<Items>> {
    Ok(match kind {
        PostSet::KIND => {
            let set = granted.find::<PostSet>(id)?.body;
            Some(Items { file: set.posts, pages: set.pages, kind: ItemKind::Posts })
        }
        ChatSet::KIND => {
            let set = granted.find::<ChatSet>(id)?.body;
            Some(Items { file: set.messages, pages: set.pages, kind: ItemKind::Messages })
        }
        _ => None,
    })
}

/// What a hit shows of the record that it is, or is in.
pub struct About {
    pub reference: String,
    pub title: Private,
    pub at: Moment,
    /// The record whose page shows it, where it has none of its own.
    pub shown_with: Option<RecordId>,
}

/// Gives a record as it stands to `take`; a testimony and each of its segments by themselves. `None`
/// for a kind that is not searched.
pub fn record(
    granted: &mut Granted<'_, ReadRecords>,
    (id, kind, brought): (RecordId, &str, u64),
    take: Take<'_>,
) -> Result<Option<About>> {
    let mut feed = Feed { granted, id, brought, take };
    Ok(Some(match kind {
        Testimony::KIND => feed.testimony()?,
        Person::KIND => feed.plain::<Person>(|unit, body| unit.handles = texts(&body.handles), |_| None)?,
        Evidence::KIND => feed.plain::<Evidence>(
            |unit, body| {
                unit.tags = texts(&body.tags);
                unit.urls = vec![body.provenance.url.reveal()];
            },
            |_| None,
        )?,
        PostSet::KIND => feed.plain::<PostSet>(|unit, body| unit.tags = texts(&body.tags), |_| None)?,
        ChatSet::KIND => feed.plain::<ChatSet>(|_, _| {}, |_| None)?,
        Consent::KIND => feed.plain::<Consent>(|_, _| {}, |body| Some(body.person))?,
        CustodyEvent::KIND => feed.plain::<CustodyEvent>(|_, _| {}, |body| Some(body.evidence))?,
        Link::KIND => feed.plain::<Link>(|_, _| {}, |body| Some(body.from.record()))?,
        Analysis::KIND => feed.plain::<Analysis>(|_, _| {}, |_| None)?,
        CaseProfile::KIND => feed.plain::<CaseProfile>(|_, _| {}, |_| None)?,
        FilingFacts::KIND => feed.plain::<FilingFacts>(|_, _| {}, |_| None)?,
        _ => return Ok(None),
    }))
}

struct Feed<'f, 'g> {
    granted: &'f mut Granted<'g, ReadRecords>,
    id: RecordId,
    brought: u64,
    take: Take<'f>,
}

impl Feed<'_, '_> {
    fn plain<D>(
        &mut self,
        extend: impl for<'u> FnOnce(&mut Unit<'u>, &'u D),
        shown_with: impl FnOnce(&D) -> Option<RecordId>,
    ) -> Result<About>
    where
        D: Document,
        ReadRecords: Covers<D::Read>,
    {
        let recorded: Recorded<D> = self.granted.find(self.id)?;
        let mut unit = whole(&recorded, self.brought);
        extend(&mut unit, &recorded.body);
        (self.take)(&unit)?;
        Ok(about(&recorded, shown_with(&recorded.body)))
    }

    fn testimony(&mut self) -> Result<About> {
        let recorded: Recorded<Testimony> = self.granted.find(self.id)?;
        let segments = &recorded.body.segments;
        let own: Vec<&Private> = segments.iter().flat_map(segment_texts).collect();
        let mut unit = whole(&recorded, self.brought);
        unit.texts.retain(|text| !own.iter().any(|of_segment| std::ptr::eq(*text, of_segment.reveal())));
        (self.take)(&unit)?;
        for (segment, number) in segments.iter().zip(1..) {
            let texts = segment_texts(segment).map(Private::reveal).to_vec();
            (self.take)(&Unit { number, kind: "segment", texts, ..unit.clone() })?;
        }
        Ok(about(&recorded, None))
    }
}

fn segment_texts(segment: &Segment) -> [&Private; 2] {
    [&segment.text, &segment.translation]
}

fn whole<D: Document>(recorded: &Recorded<D>, brought: u64) -> Unit<'_> {
    let mut texts = Vec::new();
    recorded.body.search_text(&mut |text| texts.push(text.reveal()));
    let at = Some(seconds(recorded.recorded_at));
    Unit { record: brought, kind: D::KIND, is_revised: true, at, texts, ..Unit::default() }
}

fn about<D: Document>(recorded: &Recorded<D>, shown_with: Option<RecordId>) -> About {
    About {
        reference: recorded.reference.clone(),
        title: recorded.body.title().clone(),
        at: recorded.recorded_at,
        shown_with,
    }
}
