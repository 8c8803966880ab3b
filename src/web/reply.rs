//! What a handler answers, before it becomes HTTP.

use super::cookies::Jar;
use super::{Page, headers};
use actix_web::cookie::Cookie;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::{HttpResponse, web};
use bytes::Bytes;
use std::io::{self, Read};

/// A file that leaves is read in pieces of this size, one at a time.
const PIECE: usize = 64 * 1024;

pub struct Reply {
    pub status: StatusCode,
    content: Content,
    headers: Vec<(HeaderName, HeaderValue)>,
    cookies: Vec<Cookie<'static>>,
}

enum Content {
    Nothing,
    Page(Box<Page>),
    Text(String),
    Bytes(Bytes),
    File { length: Option<u64>, from: Box<dyn Read + Send> },
}

impl Reply {
    fn new(status: StatusCode, content: Content) -> Self {
        Self { status, content, headers: Vec::new(), cookies: Vec::new() }
    }

    pub fn page(page: Page) -> Self {
        Self::new(StatusCode::OK, Content::Page(Box::new(page)))
    }

    /// After a POST: the browser asks for the page where the result is (303).
    pub fn see(path: impl AsRef<str>) -> Self {
        Self::new(StatusCode::SEE_OTHER, Content::Nothing).header(header::LOCATION, path.as_ref())
    }

    pub fn bytes(media: &str, bytes: impl Into<Bytes>) -> Self {
        Self::new(StatusCode::OK, Content::Bytes(bytes.into())).header(header::CONTENT_TYPE, media)
    }

    /// A file that people keep, read piece by piece on the blocking pool. It is never shown inside
    /// our origin: it goes as an attachment, and in a sandbox should a browser open it after all.
    pub fn file(name: &str, media: &str, length: u64, from: impl Read + Send + 'static) -> Self {
        Self::download(name, media, Some(length), Box::new(from))
    }

    /// The same, of what is made while it is sent, so that nobody knows how long it will be.
    pub fn made(name: &str, media: &str, from: impl Read + Send + 'static) -> Self {
        Self::download(name, media, None, Box::new(from))
    }

    fn download(name: &str, media: &str, length: Option<u64>, from: Box<dyn Read + Send>) -> Self {
        Self::new(StatusCode::OK, Content::File { length, from })
            .header(header::CONTENT_TYPE, media)
            .header(header::CONTENT_DISPOSITION, &attachment(name))
            .header(header::CONTENT_SECURITY_POLICY, headers::FILE_POLICY)
    }

    /// The last word, when not even an error page could be made.
    pub fn speechless() -> Self {
        Self::bytes("text/plain; charset=utf-8", "500").with_status(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// Whether people read it in the browser.
    pub(super) fn is_page(&self) -> bool {
        matches!(self.content, Content::Page(_) | Content::Text(_))
    }

    /// Says something on the page that follows: the message `said-<key>`; `kind` as of a flash.
    pub fn said(self, tls: bool, kind: &str, key: &str) -> Self {
        self.set(tls, Jar::Said, &format!("{kind}.{key}"))
    }

    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// A header; a value that HTTP cannot carry is left out.
    pub fn header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((name, value));
        }
        self
    }

    pub fn set(mut self, tls: bool, jar: Jar, value: &str) -> Self {
        self.cookies.push(jar.set(tls, value));
        self
    }

    pub fn unset(mut self, tls: bool, jar: Jar) -> Self {
        self.cookies.push(jar.unset(tls));
        self
    }

    /// Turns a page into text: the last thing that is done on the blocking pool.
    pub fn render(mut self, renderer: &super::Renderer) -> tera::TeraResult<Self> {
        if let Content::Page(page) = &self.content {
            let html = renderer.render(page)?;
            self.content = Content::Text(html);
            return Ok(self.header(header::CONTENT_TYPE, "text/html; charset=utf-8"));
        }
        Ok(self)
    }

    pub fn into_response(self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status);
        for header in self.headers {
            response.insert_header(header);
        }
        for cookie in self.cookies {
            response.cookie(cookie);
        }
        match self.content {
            Content::Nothing | Content::Page(_) => response.finish(),
            Content::Text(text) => response.body(text),
            Content::Bytes(bytes) => response.body(bytes),
            Content::File { length: Some(length), from } => {
                response.no_chunking(length).streaming(pieces(from))
            }
            Content::File { length: None, from } => response.streaming(pieces(from)),
        }
    }
}

/// `attachment` with the name in both writings of RFC 6266 §4.3.
fn attachment(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') { c } else { '_' })
        .collect();
    let encoded: String = name.bytes().fold(String::new(), |mut all, byte| {
        match byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            true => all.push(byte.into()),
            false => all.push_str(&format!("%{byte:02X}")),
        }
        all
    });
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

/// A blocking reader as the pieces of a body. An error ends the connection before the announced
/// length, or the last chunk, is reached, so that half a file is not taken for a whole one.
fn pieces(from: Box<dyn Read + Send>) -> impl futures_util::Stream<Item = io::Result<Bytes>> {
    futures_util::stream::unfold(Some(from), |from| async move {
        let mut from = from?;
        let read = web::block(move || {
            let mut piece = vec![0; PIECE];
            let filled = fill(&mut *from, &mut piece);
            filled.map(|count| {
                piece.truncate(count);
                (Bytes::from(piece), from)
            })
        });
        match read.await {
            Ok(Ok((piece, _))) if piece.is_empty() => None,
            Ok(Ok((piece, from))) => Some((Ok(piece), Some(from))),
            Ok(Err(error)) => Some((Err(error), None)),
            Err(_) => Some((Err(io::Error::other("the work was stopped")), None)),
        }
    })
}

fn fill(from: &mut dyn Read, piece: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < piece.len() {
        match from.read(&mut piece[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_cannot_break_out_of_its_header() {
        let header = attachment("acta \"final\"\r\nX: ñ.pdf");
        assert_eq!(
            header,
            "attachment; filename=\"acta _final___X_ _.pdf\"; filename*=UTF-8''acta%20%22final%22%0D%0AX%3A%20%C3%B1.pdf"
        );
    }
}
