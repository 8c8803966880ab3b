//! How files are named on pages: their names come from anybody.

use crate::domain::signs::{gives_direction, turns_reading_order};

/// Longer than any file system takes.
const LONGEST: usize = 255;

/// A file name as people may see it: without what would break a line, reverse the reading
/// direction (`gpj.exe`), or pretend to be a path.
pub fn shown_name(name: &str) -> String {
    let harmless = |c: char| !c.is_control() && !turns_reading_order(c) && !gives_direction(c);
    let clean: String = name.chars().filter(|c| harmless(*c)).take(LONGEST).collect();
    let clean = clean.replace(['/', '\\'], "_");
    match clean.trim() {
        "" | "." | ".." => "file".to_owned(),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_shown_without_tricks() {
        assert_eq!(shown_name("foto\u{202E}gpj.exe"), "fotogpj.exe");
        assert_eq!(shown_name("a\r\nb\0.txt"), "ab.txt");
        assert_eq!(shown_name("../../etc/passwd"), ".._.._etc_passwd");
        assert_eq!(shown_name("  "), "file");
        assert_eq!(shown_name("año nuevo – 2020.jpg"), "año nuevo – 2020.jpg");
    }
}
