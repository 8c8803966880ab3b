//! Names of files in a bag: plain ASCII that every file system takes, whatever people typed. The
//! real names are in `dossier.json`.

use unicode_normalization::UnicodeNormalization;

const LONGEST: usize = 60;

/// A folder or file name made of `text`; `fallback` when nothing of it is left.
pub fn safe_name(text: &str, fallback: &str) -> String {
    let mut name = String::new();
    for sign in text.nfkd().filter(|sign| !unicode_normalization::char::is_combining_mark(*sign)) {
        let plain = if sign.is_ascii_alphanumeric() || "._-".contains(sign) { sign } else { '-' };
        if !(plain == '-' && name.ends_with('-')) {
            name.push(plain);
        }
    }
    let name = shortened(name.trim_matches(['.', '-', '_']));
    if name.is_empty() || reserved(&name) { format!("{fallback}{name}") } else { name }
}

/// Where an exhibit's file lies in the bag.
pub fn exhibit_path(reference: &str, file_name: &str) -> String {
    format!("data/exhibits/{}/{}", safe_name(reference, "E"), safe_name(file_name, "file"))
}

/// Endings that say what a file is. Any other is a part of its name, and names are people's.
const ENDINGS: &[&str] = &[
    "7z", "aac", "avi", "avif", "bin", "bmp", "csv", "doc", "docx", "eml", "flac", "gif", "gz", "heic",
    "html", "jpeg", "jpg", "js", "json", "jsonl", "m4a", "m4v", "mbox", "mhtml", "mkv", "mov", "mp3", "mp4",
    "mpeg", "msg", "ndjson", "odp", "ods", "odt", "ogg", "ogv", "opus", "pdf", "png", "ppt", "pptx", "rtf",
    "svg", "tar", "tif", "tiff", "tsv", "txt", "vcf", "wacz", "warc", "wav", "webm", "webp", "wma", "wmv",
    "xls", "xlsx", "xml", "zip", "zst",
];

/// The ending of a file's name, where it is a common one.
pub fn ending(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    ENDINGS.iter().find(|known| known.eq_ignore_ascii_case(ending)).copied()
}

/// Keeps a short extension.
fn shortened(name: &str) -> String {
    if name.len() <= LONGEST {
        return name.to_owned();
    }
    let extension = name.rsplit_once('.').map(|(_, extension)| extension).filter(|e| e.len() <= 8);
    let kept = LONGEST - extension.map_or(0, |extension| extension.len() + 1);
    let stem = name[..kept].trim_end_matches(['.', '-', '_']);
    extension.map_or_else(|| stem.to_owned(), |extension| format!("{stem}.{extension}"))
}

/// Device names that Windows does not take, with or without an extension.
fn reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let numbered = |prefix| stem.strip_prefix(prefix).is_some_and(|n: &str| n.len() == 1 && n != "0");
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

/// Is it a path that `safe_name` could have made, below the bag?
pub fn is_safe_path(path: &str) -> bool {
    let safe = |part: &str| {
        let plain = part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
        plain && !part.is_empty() && !part.starts_with('.') && !part.ends_with('.') && !reserved(part)
    };
    path.len() <= 200 && path.split('/').all(safe)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_a_common_ending_is_no_part_of_a_name() {
        assert_eq!((ending("captura.PNG"), ending("lista.tar.gz")), (Some("png"), Some("gz")));
        assert_eq!((ending("Carta de Ma.Luisa"), ending("sin")), (None, None));
        assert!(ENDINGS.is_sorted());
    }

    #[test]
    fn names_keep_what_is_plain() {
        assert_eq!(safe_name("rol guardias (final) ñandú.xlsx", "file"), "rol-guardias-final-nandu.xlsx");
        assert_eq!(safe_name("E-012", "E"), "E-012");
        assert_eq!(exhibit_path("E-001", "../../etc/passwd"), "data/exhibits/E-001/etc-passwd");
    }

    #[test]
    fn names_that_harm_are_replaced() {
        for (text, name) in
            [("", "file"), ("...", "file"), ("你好", "file"), ("con", "filecon"), ("NUL.txt", "fileNUL.txt")]
        {
            assert_eq!(safe_name(text, "file"), name);
        }
        assert!(safe_name(&"a".repeat(300), "f").len() <= LONGEST);
        assert!(safe_name(&format!("{}.jpeg", "é".repeat(300)), "f").ends_with(".jpeg"));
    }

    proptest! {
        #[test]
        fn whatever_is_typed_makes_a_safe_path(reference in any::<String>(), name in any::<String>()) {
            prop_assert!(is_safe_path(&exhibit_path(&reference, &name)));
        }
    }
}
