//! A QR code as the path of a drawing, made here: nothing is asked of anybody else, and the page holds
//! no picture that could be kept.

use qrcode::{Color, EcLevel, QrCode};
use serde::Serialize;

/// Modules of white around the code (ISO/IEC 18004 §5.3.8).
const QUIET: usize = 4;

/// For `<svg viewBox="0 0 size size"><path d="path">`.
#[derive(Serialize)]
pub struct Drawing {
    size: usize,
    path: String,
}

/// `None` for more than a QR code holds.
pub fn draw(text: &str) -> Option<Drawing> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (at, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            path.push_str(&format!("M{} {}h1v1h-1z", at % width + QUIET, at / width + QUIET));
        }
    }
    Some(Drawing { size: width + 2 * QUIET, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_drawn_inside_its_frame_and_too_much_is_not() {
        let drawn = draw("otpauth://totp/3f2a?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").unwrap();
        assert!(drawn.size > 21 + 2 * QUIET);
        // The finder pattern begins at the upper left corner, behind the quiet zone.
        assert!(drawn.path.starts_with("M4 4h1v1h-1zM5 4h1v1h-1z"), "{}", &drawn.path[..40]);
        assert!(draw(&"x".repeat(5000)).is_none());
    }
}
