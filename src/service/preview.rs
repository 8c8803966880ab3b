//! Pictures made small for pages: decoded under limits, turned upright, written anew, so that
//! nothing of the original's metadata is in them.

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use std::io::{BufReader, Cursor, Read, Seek};

/// The longer side of a preview, in pixels.
const LONGEST_SIDE: u32 = 1_400;
const MOST_PIXELS_A_SIDE: u32 = 20_000;
const MOST_MEMORY: u64 = 512 << 20;
/// Originals above this are kept without a preview.
const LARGEST_ORIGINAL: u64 = 100 << 20;

pub struct Picture {
    pub bytes: Vec<u8>,
    pub media_type: &'static str,
    /// Of the original, upright.
    pub width: u32,
    pub height: u32,
}

/// The formats that get a preview, by the media type of the original.
fn format(media_type: &str) -> Option<ImageFormat> {
    let known = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif];
    known.into_iter().find(|format| format.to_mime_type() == media_type)
}

/// Makes a preview; `None` for what is not a picture, is too large, or cannot be decoded. The
/// original is kept whatever happens here.
pub fn make(media_type: &str, length: u64, original: &mut (impl Read + Seek)) -> Option<Picture> {
    let format = format(media_type).filter(|_| length <= LARGEST_ORIGINAL)?;
    let mut reader = ImageReader::with_format(BufReader::new(original), format);
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(MOST_PIXELS_A_SIDE), Some(MOST_PIXELS_A_SIDE));
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let orientation = decoder.orientation().ok()?;
    let mut image = DynamicImage::from_decoder(decoder).ok()?;
    image.apply_orientation(orientation);
    let (width, height) = (image.width(), image.height());
    // Some formats can say so; there is nothing to show.
    if width == 0 || height == 0 {
        return None;
    }
    if width.max(height) > LONGEST_SIDE {
        image = image.thumbnail(LONGEST_SIDE, LONGEST_SIDE);
    }
    let (bytes, media_type) = encode(image)?;
    Some(Picture { bytes, media_type, width, height })
}

/// Screenshots stay sharp as PNG; photographs would be large, and become JPEG when that is smaller
/// by half.
fn encode(image: DynamicImage) -> Option<(Vec<u8>, &'static str)> {
    let (mut png, mut jpeg) = (Vec::new(), Vec::new());
    image.write_to(&mut Cursor::new(&mut png), ImageFormat::Png).ok()?;
    if image.color().has_alpha() {
        return Some((png, "image/png"));
    }
    DynamicImage::ImageRgb8(image.into_rgb8())
        .write_to(&mut Cursor::new(&mut jpeg), ImageFormat::Jpeg)
        .ok()?;
    if jpeg.len() * 2 < png.len() { Some((jpeg, "image/jpeg")) } else { Some((png, "image/png")) }
}
