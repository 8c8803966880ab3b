//! Makes any text printable, so that nothing that a witness said or a tweet contains can make an
//! export fail or mislead the eye.
//!
//! PDF/A-3a and PDF/UA-1 refuse a sign without a glyph and private-use signs without meaning
//! (ISO 19005-3 §6.2.11.7.3, §6.2.11.8). The exact text is always in `dossier.json`.

use super::fonts::{Fonts, fonts};
use crate::domain::signs::{gives_direction, turns_reading_order};
use serde_json::Value;
use unicode_normalization::char::is_combining_mark;

/// How much of the typefaces to trust.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// Every sign that some face has.
    Faces,
    /// Only what all text faces have, and no combining marks: always comes out.
    TextFaces,
}

pub struct Printer {
    trust: Trust,
    fonts: &'static Fonts,
    /// How many signs were written as `U+XXXX`.
    pub replaced: usize,
}

impl Printer {
    pub fn new(trust: Trust) -> Self {
        Self { trust, fonts: fonts(), replaced: 0 }
    }

    /// Makes every string of the document printable; keys are ours.
    pub fn value(&mut self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.text(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.value(item)),
            Value::Object(map) => map.values_mut().for_each(|item| self.value(item)),
            _ => {}
        }
    }

    pub fn text(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut base = None;
        let mut signs = text.chars().peekable();
        while let Some(sign) = signs.next() {
            match sign {
                '\r' if signs.peek() == Some(&'\n') => {}
                '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
                '\t' => out.push(' '),
                _ if sign.is_control() || sign == '\u{feff}' => {}
                _ if self.shows(base, sign) => out.push(sign),
                _ => {
                    self.replaced += 1;
                    out.push_str(&format!("U+{:04X}", u32::from(sign)));
                }
            }
            if !attaches(sign) {
                base = Some(sign);
            }
        }
        out
    }

    fn shows(&self, base: Option<char>, sign: char) -> bool {
        // What would turn the reading order is shown instead of obeyed.
        if turns_reading_order(sign) || private_use(sign) {
            return false;
        }
        match self.trust {
            Trust::TextFaces => !is_combining_mark(sign) && self.fonts.all_text_faces_cover(sign),
            Trust::Faces if shapes_only(sign) => true,
            Trust::Faces if is_combining_mark(sign) => {
                base.is_some_and(|base| self.fonts.cover_together(base, sign))
            }
            Trust::Faces => self.fonts.cover(sign),
        }
    }
}

fn private_use(sign: char) -> bool {
    matches!(sign, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
}

/// Joiners, marks of direction and variation selectors: they need no glyph of their own.
fn shapes_only(sign: char) -> bool {
    gives_direction(sign) || matches!(sign, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

fn attaches(sign: char) -> bool {
    is_combining_mark(sign) || shapes_only(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(text: &str) -> String {
        Printer::new(Trust::Faces).text(text)
    }

    #[test]
    fn spanish_emoji_arabic_and_chinese_stay_as_they_are() {
        for text in ["¿Quién dio la orden? «Nadie».", "😡 👩‍👩‍👧 🇲🇽 ❤️", "مرحبا", "你好 こんにちは", "e\u{301}"]
        {
            assert_eq!(print(text), text);
        }
    }

    #[test]
    fn a_sign_that_turns_the_reading_order_is_shown_instead() {
        assert_eq!(print("a\u{202e}b"), "aU+202Eb");
    }

    #[test]
    fn a_sign_without_a_face_is_shown_by_its_number_and_counted() {
        let mut printer = Printer::new(Trust::Faces);
        assert_eq!(printer.text("x\u{f8ff}y\u{10ffff}"), "xU+F8FFyU+10FFFF");
        assert_eq!(printer.replaced, 2);
    }

    #[test]
    fn control_signs_go_and_line_ends_are_one_kind() {
        assert_eq!(print("a\u{0}\u{7}b\r\nc\rd\u{2028}e\tf"), "ab\nc\nd\ne f");
    }

    #[test]
    fn the_cautious_printer_keeps_spanish_and_english_only() {
        assert_eq!(Printer::new(Trust::TextFaces).text("ñandú 😡"), "ñandú U+1F621");
    }
}
