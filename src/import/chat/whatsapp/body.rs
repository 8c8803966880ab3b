//! What stands in a message's text besides words: files, things left out, marks of editing and
//! deletion. The text itself stays as it was written.

use crate::domain::Private;
use crate::domain::message::{Mark, Media, MediaKind, Message};
use crate::import::chat::media::{kind_by_name, named};
use crate::import::chat::stamp::is_mark;

pub fn describe(text: &str, message: &mut Message) {
    let plain: String = text.chars().filter(|letter| !is_mark(*letter)).collect();
    let plain = plain.trim();
    if is_deleted(plain) {
        message.marks.push(Mark::Deleted);
    }
    if is_edited(plain) {
        message.marks.push(Mark::Edited);
    }
    message.media.extend(plain.lines().find_map(attached));
    if message.media.is_empty() {
        message.media.extend(omitted(plain));
    }
}

fn is_deleted(plain: &str) -> bool {
    const WHOLE: &[&str] = &[
        "se eliminó este mensaje",
        "eliminaste este mensaje",
        "este mensaje fue eliminado",
        "este mensaje se eliminó",
        "mensaje eliminado",
        "this message was deleted",
        "you deleted this message",
    ];
    const BY_AN_ADMIN: &[&str] = &[
        "este mensaje fue eliminado por",
        "un admin. eliminó este mensaje",
        "this message was deleted by admin",
        "an admin deleted this message",
    ];
    let small = plain.trim_matches(['<', '>']).trim_end_matches('.').to_lowercase();
    WHOLE.contains(&small.as_str())
        || (small.lines().count() == 1 && BY_AN_ADMIN.iter().any(|begins| small.starts_with(begins)))
}

fn is_edited(plain: &str) -> bool {
    const MARKS: &[&str] =
        &["se editó este mensaje", "este mensaje fue editado", "mensaje editado", "this message was edited"];
    let last = plain.strip_suffix('>').and_then(|rest| rest.rsplit_once('<'));
    last.is_some_and(|(_, mark)| MARKS.contains(&mark.trim().trim_end_matches('.').to_lowercase().as_str()))
}

/// `IMG-1.jpg (archivo adjunto)` of Android, `<adjunto: 0001-PHOTO.jpg>` of iOS.
fn attached(line: &str) -> Option<Media> {
    const BEHIND: &[&str] = &["(archivo adjunto)", "(file attached)"];
    const INSIDE: &[&str] = &["adjunto:", "archivo adjunto:", "attached:"];
    let line = line.trim();
    if let Some(name) = BEHIND.iter().find_map(|sign| line.strip_suffix(sign)) {
        return Some(named(name.trim()));
    }
    let (_, inside) = line.strip_suffix('>')?.rsplit_once('<')?;
    let small = inside.to_lowercase();
    let sign = INSIDE.iter().find(|sign| small.starts_with(**sign))?;
    Some(named(inside.get(sign.len()..)?.trim()))
}

/// The words for what was left out of an export, of both applications in both languages.
fn omitted(plain: &str) -> Option<Media> {
    const THINGS: &[(&str, MediaKind)] = &[
        ("multimedia", MediaKind::Unknown),
        ("media", MediaKind::Unknown),
        ("medio", MediaKind::Unknown),
        ("archivo", MediaKind::Unknown),
        ("imagen", MediaKind::Image),
        ("foto", MediaKind::Image),
        ("image", MediaKind::Image),
        ("photo", MediaKind::Image),
        ("gif", MediaKind::Image),
        ("video", MediaKind::Video),
        ("vídeo", MediaKind::Video),
        ("videomensaje", MediaKind::Video),
        ("nota de video", MediaKind::Video),
        ("video note", MediaKind::Video),
        ("audio", MediaKind::Audio),
        ("mensaje de voz", MediaKind::Audio),
        ("voice message", MediaKind::Audio),
        ("sticker", MediaKind::Sticker),
        ("documento", MediaKind::Document),
        ("document", MediaKind::Document),
        ("tarjeta de contacto", MediaKind::Contact),
        ("contacto", MediaKind::Contact),
        ("contact card", MediaKind::Contact),
    ];
    let last = plain.lines().last()?.trim();
    let small = last.trim_matches(['<', '>']).trim_end_matches('.').to_lowercase();
    let thing = ["omitido", "omitida", "omitidos", "omitted"]
        .iter()
        .find_map(|word| small.strip_suffix(word))?
        .trim_end();
    let whole = THINGS.iter().find(|(word, _)| *word == thing);
    // `informe.pdf • 3 páginas documento omitido`: iOS names the document and leaves it out.
    let behind = || {
        let ends =
            |(word, _): &&(&str, MediaKind)| thing.strip_suffix(word).is_some_and(|rest| rest.ends_with(' '));
        let found = THINGS.iter().filter(|(_, kind)| *kind == MediaKind::Document).find(ends)?;
        let name = last.split(" • ").next().filter(|name| kind_by_name(name) != MediaKind::Unknown)?;
        Some((found.1, name))
    };
    match whole {
        Some((_, kind)) => Some(Media { kind: *kind, name: Private::default() }),
        None => behind().map(|(kind, _)| Media { kind, name: Private::default() }),
    }
}
