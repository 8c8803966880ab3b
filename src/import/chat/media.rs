//! Files that messages name.

use crate::domain::Private;
use crate::domain::message::{Media, MediaKind};

/// What a file is, by the end of its name: all that an export says.
pub fn kind_by_name(name: &str) -> MediaKind {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "jpg" | "jpeg" | "png" | "gif" | "heic" | "heif" | "bmp" | "tif" | "tiff" => MediaKind::Image,
        "webp" | "tgs" => MediaKind::Sticker,
        "mp4" | "mov" | "3gp" | "mkv" | "webm" | "avi" => MediaKind::Video,
        "opus" | "ogg" | "oga" | "mp3" | "m4a" | "aac" | "amr" | "wav" => MediaKind::Audio,
        "vcf" => MediaKind::Contact,
        "pdf" | "doc" | "docx" | "xls" | "xlsx" | "ppt" | "pptx" | "odt" | "ods" | "txt" | "csv" | "zip"
        | "rar" | "apk" | "rtf" => MediaKind::Document,
        _ => MediaKind::Unknown,
    }
}

/// A file by its name; what an application calls a photograph or a voice note counts for more
/// than the ending, but not all of them say it.
pub fn named(name: &str) -> Media {
    Media { kind: kind_by_name(name), name: Private::new(name) }
}
