//! A message of a chat, as it was exported.

use super::{Moment, Private};
use serde::{Deserialize, Serialize};

choices! {
    /// Who speaks: a participant, or the application itself.
    Voice {
        Person = "person", "Participante", "Participant";
        System = "system", "Aviso de la aplicación", "Notice of the application";
    }
}

choices! {
    /// What the export says of a message besides its words.
    Mark {
        Edited = "edited", "Editado", "Edited";
        Deleted = "deleted", "Eliminado", "Deleted";
        Forwarded = "forwarded", "Reenviado", "Forwarded";
        OtherForm = "other_form", "Escrito en otra forma que el resto: pudo pegarse en el mensaje anterior", "Written in another form than the rest: it may have been pasted into the message before";
        BackInTime = "back_in_time", "Anterior al mensaje que le precede", "Earlier than the message before it";
    }
}

choices! {
    /// What kind of thing came with a message.
    MediaKind {
        Image = "image", "Imagen", "Image";
        Video = "video", "Video", "Video";
        Audio = "audio", "Audio", "Audio";
        Sticker = "sticker", "Sticker", "Sticker";
        Document = "document", "Documento", "Document";
        Contact = "contact", "Contacto", "Contact";
        Place = "place", "Ubicación", "Location";
        Unknown = "unknown", "Archivo", "File";
    }
}

/// A thing that came with a message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Media {
    pub kind: MediaKind,
    /// The file as the export names it, by which its set knows the item of evidence that it
    /// became; blank where it was left out of the export.
    #[serde(default)]
    pub name: Private,
}

/// One message. What the source did not say is absent; its text stays as it was written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Message {
    pub voice: Voice,
    /// The line or element of the file where it begins, from 1.
    pub line: u64,
    /// The date as the file writes it: the moment is a reading of it.
    pub stamp: Private,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Moment>,
    /// Name or number, as the export shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender: Option<Private>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender_id: Option<Private>,
    pub text: Private,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<Media>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// The application's id of the message within its chat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Private>,
    /// The id of the message that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<Private>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forwarded_from: Option<Private>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<Moment>,
    /// The chat, where a file holds several or names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chat: Option<Private>,
    /// The record as the source wrote it, where that is more than the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<Private>,
}

impl Message {
    pub fn new(voice: Voice, line: u64, stamp: impl Into<Private>, text: impl Into<Private>) -> Self {
        Self {
            voice,
            line,
            stamp: stamp.into(),
            at: None,
            sender: None,
            sender_id: None,
            text: text.into(),
            media: Vec::new(),
            marks: Vec::new(),
            id: None,
            reply_to: None,
            forwarded_from: None,
            edited_at: None,
            chat: None,
            raw: None,
        }
    }

    /// What a search looks through.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let names = [&self.sender, &self.sender_id, &self.chat, &self.forwarded_from];
        let files = self.media.iter().map(|media| &media.name);
        std::iter::once(&self.text).chain(names.into_iter().flatten()).chain(files).map(Private::reveal)
    }
}
