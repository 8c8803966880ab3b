//! Stylesheet, script, fonts and icons: embedded in the binary, found by name, never from elsewhere.

use data_encoding::HEXLOWER;
use rust_embed::RustEmbed;
use std::borrow::Cow;

#[derive(RustEmbed)]
#[folder = "static/"]
struct Static;

/// The cache policy of an asset asked for with its version: its address changes with its content.
pub const CACHE_CONTROL: &str = "public, max-age=31536000, immutable";

/// One embedded file, with what its reply needs.
pub struct Asset {
    pub bytes: Cow<'static, [u8]>,
    pub mime: &'static str,
    /// A strong entity tag, quotes included.
    pub etag: String,
}

/// The file at this path below `/static/`, or `None`. A path cannot leave the embedded set.
pub fn find(path: &str) -> Option<Asset> {
    let file = Static::get(path)?;
    let etag = format!("\"{}\"", version(&file));
    Some(Asset { bytes: file.data, mime: mime_of(path), etag })
}

/// The address of a file with its content's version, such as `/static/resguardo.css?v=1a2b3c4d5e6f`.
pub fn address(path: &str) -> Option<String> {
    Static::get(path).map(|file| format!("/static/{path}?v={}", version(&file)))
}

/// Six bytes of SHA-256 tell two versions of our own files apart; nobody gains by a collision.
fn version(file: &rust_embed::EmbeddedFile) -> String {
    HEXLOWER.encode(&file.metadata.sha256_hash()[..6])
}

fn mime_of(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_file_has_a_known_type() {
        assert!(Static::iter().count() > 8, "the static folder is embedded");
        for path in Static::iter() {
            assert_ne!(mime_of(&path), "application/octet-stream", "{path}");
        }
    }

    #[test]
    fn an_address_carries_the_version_of_the_content() {
        let address = address("resguardo.css").unwrap();
        let asset = find("resguardo.css").unwrap();
        let version = address.strip_prefix("/static/resguardo.css?v=").unwrap();
        assert_eq!(asset.etag, format!("\"{version}\""));
        assert_eq!(asset.mime, "text/css; charset=utf-8");
    }

    #[test]
    fn a_path_outside_the_set_is_not_found() {
        for path in ["../Cargo.toml", "/etc/passwd", "", "resguardo.css/..", "no-such-file.css"] {
            assert!(find(path).is_none(), "{path}");
        }
    }

    #[test]
    fn the_stylesheet_and_the_script_fetch_nothing_from_elsewhere() {
        for path in ["resguardo.css", "resguardo.js", "icons.svg"] {
            let text = String::from_utf8(find(path).unwrap().bytes.into_owned()).unwrap();
            let text = text.replace("http://www.w3.org/2000/svg", "");
            assert!(!text.contains("http:") && !text.contains("https:") && !text.contains("//cdn"), "{path}");
        }
    }

    #[test]
    fn the_script_keeps_nothing_in_the_browser() {
        let text = String::from_utf8(find("resguardo.js").unwrap().bytes.into_owned()).unwrap();
        for word in ["localStorage", "sessionStorage", "indexedDB", "document.cookie", "eval("] {
            assert!(!text.contains(word), "{word}");
        }
    }
}
