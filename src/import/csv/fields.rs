//! What a column can hold, and the names under which common exports know it.

use crate::choices;

choices! {
    /// What a column of a table holds.
    Field {
        Id = "id", "Id de la publicación", "Id of the post";
        Permalink = "permalink", "Enlace a la publicación", "Link to the post";
        Text = "text", "Texto", "Text";
        CreatedAt = "created-at", "Fecha y hora", "Date and time";
        AuthorId = "author-id", "Id de la cuenta", "Id of the account";
        AuthorHandle = "author-handle", "Usuario (@)", "Handle (@)";
        AuthorName = "author-name", "Nombre mostrado", "Display name";
        AuthorCreatedAt = "author-created-at", "Creación de la cuenta", "Creation of the account";
        Lang = "lang", "Idioma", "Language";
        RepostOf = "repost-of", "Reenvío de (id)", "Repost of (id)";
        QuoteOf = "quote-of", "Cita de (id)", "Quote of (id)";
        ReplyTo = "reply-to", "Respuesta a (id)", "Reply to (id)";
        Hashtags = "hashtags", "Etiquetas (#)", "Hashtags";
        Urls = "urls", "Enlaces", "Links";
        Mentions = "mentions", "Menciones", "Mentions";
        Media = "media", "Imágenes y videos", "Pictures and videos";
        Reposts = "reposts", "Número de reenvíos", "Number of reposts";
        Quotes = "quotes", "Número de citas", "Number of quotes";
        Replies = "replies", "Número de respuestas", "Number of replies";
        Likes = "likes", "Número de «me gusta»", "Number of likes";
    }
}

impl Field {
    /// Header names, surest first, without case and punctuation. Sources: twarc-csv, the personal
    /// archive of 2012-2018, the Coordination Network Toolkit, TWINT, snscrape, rtweet, 4CAT, Twitter's
    /// releases on information operations, and the Spanish words people type.
    #[expect(clippy::too_many_lines, reason = "a table, not a procedure")]
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Field::Id => &["tweetid", "statusid", "messageid", "idstr", "postid", "idtweet", "id"],
            Field::Permalink => &["permalink", "tweeturl", "posturl", "tweetlink", "link", "enlace", "url"],
            Field::Text => &[
                "fulltext",
                "rawcontent",
                "tweettext",
                "text",
                "texto",
                "content",
                "contenido",
                "message",
                "mensaje",
                "tweet",
                "body",
            ],
            Field::CreatedAt => &[
                "createdat",
                "tweettime",
                "publishdate",
                "publishedat",
                "timestamp",
                "datetime",
                "unixtimestamp",
                "date",
                "fecha",
                "time",
            ],
            Field::AuthorId => &["authorid", "userid", "useridstr", "externalauthorid", "accountid"],
            Field::AuthorHandle => &[
                "authorusername",
                "userscreenname",
                "userusername",
                "screenname",
                "username",
                "handle",
                "usuario",
                "author",
                "user",
                "autor",
                "cuenta",
            ],
            Field::AuthorName => {
                &["authorname", "userdisplayname", "displayname", "authorfullname", "username", "name"]
            }
            Field::AuthorCreatedAt => {
                &["authorcreatedat", "usercreatedat", "accountcreationdate", "accountcreatedat"]
            }
            Field::Lang => &["lang", "tweetlanguage", "language", "languageguess", "idioma"],
            Field::RepostOf => &[
                "referencedtweetsretweetedid",
                "retweetedstatusid",
                "retweettweetid",
                "retweetid",
                "retweetedtweetid",
                "repostid",
                "retweetstatusid",
                "retweetedtweet",
            ],
            Field::QuoteOf => &[
                "referencedtweetsquotedid",
                "quotedstatusid",
                "quotedtweettweetid",
                "quotedtweetid",
                "quoteid",
                "quotedtweet",
                "quoteurl",
            ],
            Field::ReplyTo => &[
                "referencedtweetsrepliedtoid",
                "inreplytostatusid",
                "inreplytotweetid",
                "replytotweetid",
                "replyid",
                "replytostatusid",
                "replyto",
            ],
            Field::Hashtags => &["entitieshashtags", "hashtags", "etiquetas"],
            Field::Urls => {
                &["entitiesurls", "expandedurls", "outlinks", "urls", "urlsexpandedurl", "links", "enlaces"]
            }
            Field::Mentions => &[
                "entitiesmentions",
                "usermentions",
                "mentionedusers",
                "mentionsscreenname",
                "mentions",
                "menciones",
            ],
            Field::Media => &["attachmentsmedia", "mediaurls", "media", "photos", "images", "imagenes"],
            Field::Reposts => &[
                "publicmetricsretweetcount",
                "retweetcount",
                "retweetscount",
                "nretweets",
                "retweets",
                "reposts",
            ],
            Field::Quotes => &["publicmetricsquotecount", "quotecount", "quotescount", "quotes"],
            Field::Replies => {
                &["publicmetricsreplycount", "replycount", "repliescount", "replies", "respuestas"]
            }
            Field::Likes => &[
                "publicmetricslikecount",
                "favoritecount",
                "likecount",
                "likescount",
                "nlikes",
                "likes",
                "favorites",
            ],
        }
    }
}

/// A header name without case and punctuation: `Tweet ID` is `tweet_id`.
pub fn bare(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
