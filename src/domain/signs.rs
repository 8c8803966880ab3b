//! Signs of text that are not seen, and change how what follows is read.

/// Embeddings, overrides and isolates (UAX #9 §2.1–2.4): they can make a text read otherwise than it
/// is written.
pub fn turns_reading_order(sign: char) -> bool {
    matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Marks that give their neighbours a direction (UAX #9 §2.6). Ordinary in Arabic and Hebrew text;
/// in a name, a way to deceive.
pub fn gives_direction(sign: char) -> bool {
    matches!(sign, '\u{061c}' | '\u{200e}' | '\u{200f}')
}
