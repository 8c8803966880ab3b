//! Forms with files, as they come over the wire: the text fields first, then each file as a stream
//! that goes piece by piece to the thread that seals it. No file is ever whole in memory, and none
//! touches the disk in clear.

use super::form::Form;
use crate::service::pipe::PipeWriter;
use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::rt::time::timeout;
use futures_util::StreamExt;
use std::time::Duration;

/// A sender that is silent for so long is given up, so that no half-sent form holds a thread.
const PATIENCE: Duration = Duration::from_secs(60);
/// All text fields of a form together, names included.
const MOST_TEXT: usize = 4 << 20;
const MOST_FIELDS: usize = 2_000;
/// What is still read, and thrown away, from a sender who has to be told of an error: a browser
/// shows the answer only after it could send everything.
const MOST_THROWN_AWAY: u64 = 256 << 20;

/// Why a form could not be taken in.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum UploadError {
    /// The fields before the first file do not carry the session's token.
    #[error("no valid token before the first file")]
    Forged,
    #[error("not a form that a browser sends")]
    Malformed,
    #[error("the text of the form is too long")]
    TooLong,
    #[error("broken off by the sender")]
    BrokenOff,
    /// Whoever takes the file has stopped reading, and knows why.
    #[error("the taker of the file is gone")]
    Refused,
}

impl From<MultipartError> for UploadError {
    fn from(error: MultipartError) -> Self {
        match error {
            MultipartError::Incomplete | MultipartError::Payload(_) => Self::BrokenOff,
            _ => Self::Malformed,
        }
    }
}

/// A form on its way in, as far as its text fields are known.
pub struct Upload {
    from: Multipart,
    pub form: Form,
    waiting: Option<File>,
}

/// A file that was announced; its bytes come with [`File::feed`].
pub struct File {
    /// The name of the form's field.
    pub field: String,
    /// As the sender named it: any text, of use for showing only.
    pub name: String,
    from: Field,
}

impl Upload {
    /// Reads the text fields up to the first file. Nothing of a file is accepted, or even looked
    /// at, before the form has shown that it comes from a page of this session.
    pub async fn begin(from: Multipart, is_token: impl Fn(&str) -> bool) -> Result<Self, UploadError> {
        let mut upload = Self { from, form: Form::default(), waiting: None };
        let mut pairs = Pairs::default();
        upload.waiting = upload.advance(&mut pairs).await?;
        upload.form = Form::from_pairs(pairs.list);
        if is_token(upload.form.get("csrf")) { Ok(upload) } else { Err(UploadError::Forged) }
    }

    /// The next file that was chosen. A file field that was left empty is no file; text behind the
    /// first file is not asked for by any form and is passed over.
    pub async fn next_file(&mut self) -> Result<Option<File>, UploadError> {
        match self.waiting.take() {
            Some(file) => Ok(Some(file)),
            None => self.advance(&mut Pairs::default()).await,
        }
    }

    async fn advance(&mut self, pairs: &mut Pairs) -> Result<Option<File>, UploadError> {
        while let Some(field) = patiently(self.from.next()).await? {
            let mut field = field?;
            let name = field.name().unwrap_or_default().to_owned();
            match file_name(&field) {
                Some(file) if !file.is_empty() => {
                    return Ok(Some(File { field: name, name: file, from: field }));
                }
                Some(_) => throw_away(&mut field).await?,
                None => pairs.add(name, &mut field).await?,
            }
        }
        Ok(None)
    }

    /// Reads what is left and throws it away, within reason, so that the sender gets to see the
    /// answer. Whether that works is the sender's concern.
    pub async fn throw_away(mut self) {
        let mut left = MOST_THROWN_AWAY;
        while let Ok(Some(mut file)) = self.next_file().await {
            while let Ok(Some(Ok(piece))) = patiently(file.from.next()).await {
                left = left.saturating_sub(piece.len() as u64);
                if left == 0 {
                    return;
                }
            }
        }
    }
}

impl File {
    /// Passes the file on. Only a file that came to its end is finished at the other end of the
    /// pipe; `look` sees each piece before it goes.
    ///
    /// # Errors
    /// `Refused` when the other end is gone: what is left of the file was then thrown away.
    pub async fn feed(
        mut self,
        mut to: PipeWriter,
        mut look: impl FnMut(&[u8]),
    ) -> Result<u64, UploadError> {
        let mut length = 0;
        while let Some(piece) = patiently(self.from.next()).await? {
            let piece = piece?;
            length += piece.len() as u64;
            look(&piece);
            if to.pass(piece).await.is_err() {
                throw_away(&mut self.from).await?;
                return Err(UploadError::Refused);
            }
        }
        to.finish().map_err(|_| UploadError::Refused)?;
        Ok(length)
    }
}

/// `None` for a text field.
fn file_name(field: &Field) -> Option<String> {
    let disposition = field.content_disposition()?;
    let extended = disposition.get_filename_ext().and_then(|name| String::from_utf8(name.value.clone()).ok());
    let name = extended.or_else(|| disposition.get_filename().map(str::to_owned))?;
    // Some browsers of old sent the whole path on the person's own disk.
    Some(name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned())
}

async fn throw_away(field: &mut Field) -> Result<(), UploadError> {
    let mut left = MOST_THROWN_AWAY;
    while let Some(piece) = patiently(field.next()).await? {
        left = left.checked_sub(piece?.len() as u64).ok_or(UploadError::BrokenOff)?;
    }
    Ok(())
}

async fn patiently<T>(next: impl Future<Output = Option<T>>) -> Result<Option<T>, UploadError> {
    timeout(PATIENCE, next).await.map_err(|_| UploadError::BrokenOff)
}

#[derive(Default)]
struct Pairs {
    list: Vec<(String, String)>,
    size: usize,
}

impl Pairs {
    async fn add(&mut self, name: String, field: &mut Field) -> Result<(), UploadError> {
        let mut value = Vec::new();
        self.size += name.len();
        while let Some(piece) = patiently(field.next()).await? {
            let piece = piece?;
            self.size += piece.len();
            if self.size > MOST_TEXT {
                return Err(UploadError::TooLong);
            }
            value.extend_from_slice(&piece);
        }
        if self.list.len() == MOST_FIELDS {
            return Err(UploadError::TooLong);
        }
        self.list.push((name, String::from_utf8(value).map_err(|_| UploadError::Malformed)?));
        Ok(())
    }
}

#[cfg(test)]
#[path = "upload_tests.rs"]
mod tests;
