//! What a post says, part by part, and in which parts two captures of it differ.

use super::post::Post;
use super::{Moment, Private};
use std::borrow::Cow;

choices! {
    /// A part of a post that captures may tell differently.
    PostPart {
        Text = "text", "Texto", "Text";
        AuthorId = "author-id", "Identificador de la cuenta", "Account identifier";
        AuthorHandle = "author-handle", "Usuario", "Handle";
        AuthorName = "author-name", "Nombre mostrado", "Display name";
        AuthorCreatedAt = "author-created-at", "Creación de la cuenta", "Account created";
        CreatedAt = "created-at", "Fecha y hora", "Date and time";
        Lang = "lang", "Idioma", "Language";
        RepostOf = "repost-of", "Reenvío de", "Repost of";
        QuoteOf = "quote-of", "Cita de", "Quote of";
        ReplyTo = "reply-to", "Respuesta a", "Reply to";
        Hashtags = "hashtags", "Etiquetas", "Hashtags";
        Urls = "urls", "Enlaces", "Links";
        Mentions = "mentions", "Menciones", "Mentions";
        Media = "media", "Imágenes y videos", "Pictures and videos";
        Reposts = "reposts", "Número de reenvíos", "Number of reposts";
        Quotes = "quotes", "Número de citas", "Number of quotes";
        Replies = "replies", "Número de respuestas", "Number of replies";
        Likes = "likes", "Número de «me gusta»", "Number of likes";
    }
}

/// One part that two captures tell differently; what one does not say is absent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub part: PostPart,
    pub one: Option<Private>,
    pub other: Option<Private>,
}

/// In which parts two captures differ.
pub fn differences(one: &Post, other: &Post) -> Vec<Difference> {
    let differ = |part: &PostPart| {
        let (one, other) = (said(one, *part), said(other, *part));
        let private = |text: Option<Cow<str>>| text.map(|text| Private::new(text.into_owned()));
        (one != other).then(|| Difference { part: *part, one: private(one), other: private(other) })
    };
    <PostPart as super::Choice>::ALL.iter().filter_map(differ).collect()
}

/// A part as text; `None` where the post does not say it.
fn said(post: &Post, part: PostPart) -> Option<Cow<'_, str>> {
    let moment = |at: Option<Moment>| at.map(|at| Cow::Owned(at.to_string()));
    let count = |count: Option<u64>| count.map(|count| Cow::Owned(count.to_string()));
    match part {
        PostPart::Text => Some(Cow::Borrowed(post.text.reveal())),
        PostPart::AuthorId => text(post.author_id.as_ref()),
        PostPart::AuthorHandle => text(post.author_handle.as_ref()),
        PostPart::AuthorName => text(post.author_name.as_ref()),
        PostPart::AuthorCreatedAt => moment(post.author_created_at),
        PostPart::CreatedAt => moment(post.created_at),
        PostPart::Lang => text(post.lang.as_ref()),
        PostPart::RepostOf => text(post.repost_of.as_ref()),
        PostPart::QuoteOf => text(post.quote_of.as_ref()),
        PostPart::ReplyTo => text(post.reply_to.as_ref()),
        PostPart::Hashtags => list(&post.hashtags),
        PostPart::Urls => list(&post.urls),
        PostPart::Mentions => list(&post.mentions),
        PostPart::Media => list(&post.media),
        PostPart::Reposts => count(post.counts.reposts),
        PostPart::Quotes => count(post.counts.quotes),
        PostPart::Replies => count(post.counts.replies),
        PostPart::Likes => count(post.counts.likes),
    }
}

fn text(text: Option<&Private>) -> Option<Cow<'_, str>> {
    text.map(|text| Cow::Borrowed(text.reveal()))
}

fn list(items: &[Private]) -> Option<Cow<'_, str>> {
    let joined = || items.iter().map(Private::reveal).collect::<Vec<_>>().join(" ");
    (!items.is_empty()).then(|| Cow::Owned(joined()))
}
