//! How a page of posts is written: what each post says, one after the other, in few bytes
//! (`docs/formats/posts.md`, Pages). Ids of the platform are numbers here.

use crate::domain::post::{Counts, Post, Span};
use crate::domain::posts::{Place, Unit};
use crate::domain::{Moment, Private};
use crate::store::{Error, Result};
use serde::{Deserialize, Serialize};

/// An id as the source gave it.
#[derive(Serialize, Deserialize)]
enum Id<'p> {
    None,
    /// A number as it is usually written.
    Number(u64),
    Text(&'p str),
}

/// A post as it lies in its page. Its fields and their order are the format.
#[derive(Serialize, Deserialize)]
struct Stored<'p> {
    #[serde(borrow)]
    id: Id<'p>,
    #[serde(borrow)]
    author_id: Id<'p>,
    author_handle: Option<&'p str>,
    author_name: Option<&'p str>,
    author_created_at: Option<i64>,
    created_at: Option<i64>,
    text: &'p str,
    lang: Option<&'p str>,
    #[serde(borrow)]
    repost_of: Id<'p>,
    #[serde(borrow)]
    quote_of: Id<'p>,
    #[serde(borrow)]
    reply_to: Id<'p>,
    object: Option<&'p str>,
    #[serde(borrow)]
    hashtags: Vec<&'p str>,
    #[serde(borrow)]
    urls: Vec<&'p str>,
    #[serde(borrow)]
    mentions: Vec<&'p str>,
    #[serde(borrow)]
    media: Vec<&'p str>,
    /// Reposts, quotes, replies, likes.
    counts: [Option<u64>; 4],
    raw: &'p str,
    /// Offset and bytes.
    span: Option<(u64, u64)>,
    /// Whether it is an element, its number, its item.
    place: Option<(bool, u64, Option<u64>)>,
}

impl<'p> Id<'p> {
    fn of(id: Option<&'p Private>) -> Self {
        let Some(text) = id.map(Private::reveal) else { return Id::None };
        // Written again it must be the same text.
        let is_usual = !text.is_empty()
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && (!text.starts_with('0') || text == "0");
        match text.parse() {
            Ok(number) if is_usual => Id::Number(number),
            _ => Id::Text(text),
        }
    }

    fn private(self) -> Option<Private> {
        match self {
            Id::None => None,
            Id::Number(number) => Some(Private::new(number.to_string())),
            Id::Text(text) => Some(text.into()),
        }
    }
}

impl<'p> Stored<'p> {
    fn of(post: &'p Post) -> Self {
        let text = |given: &'p Option<Private>| given.as_ref().map(Private::reveal);
        let list = |items: &'p [Private]| items.iter().map(Private::reveal).collect();
        let Counts { reposts, quotes, replies, likes } = post.counts;
        Self {
            id: Id::of(Some(&post.id)),
            author_id: Id::of(post.author_id.as_ref()),
            author_handle: text(&post.author_handle),
            author_name: text(&post.author_name),
            author_created_at: post.author_created_at.map(Moment::micros),
            created_at: post.created_at.map(Moment::micros),
            text: post.text.reveal(),
            lang: text(&post.lang),
            repost_of: Id::of(post.repost_of.as_ref()),
            quote_of: Id::of(post.quote_of.as_ref()),
            reply_to: Id::of(post.reply_to.as_ref()),
            object: text(&post.object),
            hashtags: list(&post.hashtags),
            urls: list(&post.urls),
            mentions: list(&post.mentions),
            media: list(&post.media),
            counts: [reposts, quotes, replies, likes],
            raw: post.raw.reveal(),
            span: post.span.map(|span| (span.offset, span.bytes)),
            place: post.place.map(|place| (place.unit == Unit::Element, place.number, place.item)),
        }
    }

    fn post(self) -> Post {
        let text = |given: Option<&str>| given.map(Private::from);
        let list = |items: Vec<&str>| items.into_iter().map(Private::from).collect();
        let [reposts, quotes, replies, likes] = self.counts;
        let unit = |is_element| if is_element { Unit::Element } else { Unit::Line };
        Post {
            id: self.id.private().unwrap_or_default(),
            author_id: self.author_id.private(),
            author_handle: text(self.author_handle),
            author_name: text(self.author_name),
            author_created_at: self.author_created_at.map(Moment::from_micros),
            created_at: self.created_at.map(Moment::from_micros),
            text: self.text.into(),
            lang: text(self.lang),
            repost_of: self.repost_of.private(),
            quote_of: self.quote_of.private(),
            reply_to: self.reply_to.private(),
            object: text(self.object),
            hashtags: list(self.hashtags),
            urls: list(self.urls),
            mentions: list(self.mentions),
            media: list(self.media),
            counts: Counts { reposts, quotes, replies, likes },
            raw: self.raw.into(),
            span: self.span.map(|(offset, bytes)| Span { offset, bytes }),
            place: self.place.map(|(element, number, item)| Place { unit: unit(element), number, item }),
        }
    }
}

/// Appends a post to a page.
pub fn write(post: &Post, page: Vec<u8>) -> Result<Vec<u8>> {
    postcard::to_extend(&Stored::of(post), page).map_err(|error| Error::Internal(error.to_string()))
}

/// So many posts of a page.
pub fn read(page: &[u8], count: u64) -> Result<Vec<Post>> {
    let (mut posts, mut rest) = (Vec::new(), page);
    for _ in 0..count {
        let (stored, behind) = postcard::take_from_bytes::<Stored>(rest)
            .map_err(|error| Error::Internal(format!("malformed page: {error}")))?;
        posts.push(stored.post());
        rest = behind;
    }
    if rest.is_empty() { Ok(posts) } else { Err(Error::Internal("a page is too long".into())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(id: &str) -> Post {
        let some = |text: &str| Some(Private::from(text));
        Post {
            id: id.into(),
            author_id: some("007"),
            author_handle: some(""),
            author_name: None,
            author_created_at: Some(Moment::from_micros(-5)),
            created_at: None,
            text: "¿Sí? \u{1F600}\n\0".into(),
            lang: some("es"),
            repost_of: some("18446744073709551615"),
            quote_of: some("18446744073709551616"),
            reply_to: some("0"),
            object: some("x"),
            hashtags: vec!["uno".into(), "uno".into()],
            urls: vec![],
            mentions: vec!["".into()],
            media: vec!["https://example.org/a".into()],
            counts: Counts { reposts: Some(u64::MAX), quotes: None, replies: Some(0), likes: Some(1) },
            raw: "{}".into(),
            span: Some(Span { offset: u64::MAX, bytes: 0 }),
            place: Some(Place::element(7).item(3)),
        }
    }

    #[test]
    fn a_post_comes_back_as_it_was_whatever_it_says() {
        let posts: Vec<Post> = ["1500000000000000001", "row:ab-1", "", "00", "+7"].map(post).into();
        let page = posts.iter().try_fold(Vec::new(), |page, post| write(post, page)).unwrap();
        assert_eq!(read(&page, posts.len() as u64).unwrap(), posts);
    }

    #[test]
    fn a_page_that_is_cut_too_long_or_no_page_is_refused() {
        let page = write(&post("7"), Vec::new()).unwrap();
        for length in 0..page.len() {
            assert!(read(&page[..length], 1).is_err(), "{length}");
        }
        assert!(read(&[page.clone(), vec![0]].concat(), 1).is_err());
        assert!(read(&[0xFF; 64], 1).is_err());
    }
}
