//! Pictures for the typesetter: what decodes, at a size that fits a sheet.

use image::{ExtendedColorType, ImageDecoder, ImageFormat, ImageReader};
use std::io::Cursor;

/// The space on a sheet, in points.
const WIDTH: f64 = 440.0;
const HEIGHT: f64 = 540.0;
/// One pixel of a picture shown at its natural size (96 to the inch).
const PIXEL: f64 = 0.75;
/// A picture that would take more memory than this is not printed.
const MOST_BYTES: u64 = 256 << 20;

pub struct Prepared {
    pub bytes: Vec<u8>,
    pub extension: &'static str,
    /// Points.
    pub width: f64,
    pub height: f64,
}

/// `None` when the bytes are not a PNG or JPEG that decodes: the sheet then says so.
pub fn prepare(bytes: &[u8]) -> Option<Prepared> {
    let format = image::guess_format(bytes).ok()?;
    let extension = match format {
        ImageFormat::Png => "png",
        ImageFormat::Jpeg => "jpg",
        _ => return None,
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(MOST_BYTES);
    reader.limits(limits);
    let decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    let four_colours = decoder.original_color_type() == ExtendedColorType::Cmyk8;
    let picture = image::DynamicImage::from_decoder(decoder).ok()?;
    let shape = f64::from(height) / f64::from(width.max(1));
    let width = fit(f64::from(width), f64::from(height));
    let height = width * shape;
    if !four_colours {
        return Some(Prepared { bytes: bytes.to_vec(), extension, width, height });
    }
    // PDF/A wants a colour profile for CMYK: print it in RGB.
    let mut rgb = Cursor::new(Vec::new());
    image::DynamicImage::from(picture.to_rgb8()).write_to(&mut rgb, ImageFormat::Png).ok()?;
    Some(Prepared { bytes: rgb.into_inner(), extension: "png", width, height })
}

fn fit(width: f64, height: f64) -> f64 {
    (width * PIXEL).min(WIDTH).min(HEIGHT * width / height.max(1.0)).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        image::RgbImage::new(width, height).write_to(&mut out, ImageFormat::Png).unwrap();
        out.into_inner()
    }

    #[test]
    fn a_tall_screenshot_fits_one_sheet() {
        let shown = prepare(&png(400, 4000)).unwrap();
        assert!(shown.height <= HEIGHT + 0.01, "{}", shown.height);
    }

    #[test]
    fn a_truncated_picture_is_not_shown() {
        let whole = png(200, 200);
        assert!(prepare(&whole).is_some());
        assert!(prepare(&whole[..whole.len() / 2]).is_none());
        assert!(prepare(b"GIF89a....").is_none());
    }
}
