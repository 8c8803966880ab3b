//! What a file says of its own making beside what it shows: EXIF of pictures, the texts of a PNG, the
//! information of a PDF, the properties of office documents. It leaves with the original; whoever
//! decides that it leaves must see it.
//!
//! Read with bounds, and never a reason to refuse a file: what cannot be read is not said.

use crate::domain::Private;
use crate::domain::evidence::{Embedded, EmbeddedKind};
use std::io::{BufReader, Read, Seek, SeekFrom};

/// Larger originals are not looked into.
const LARGEST_PICTURE: u64 = 100 << 20;
/// A document is held in memory while it is looked into.
const LARGEST_DOCUMENT: u64 = 32 << 20;
const LONGEST_VALUE: usize = 300;
const MOST_VALUES: usize = 60;
const LARGEST_PART: u64 = 1 << 20;
const LARGEST_TEXT: usize = 1 << 20;

/// What a file of this media type says of itself.
pub fn read(media_type: &str, length: u64, file: &mut (impl Read + Seek)) -> Vec<Embedded> {
    let mut found = Vec::new();
    match media_type {
        _ if media_type.starts_with("image/") && length <= LARGEST_PICTURE => {
            pictures(file, &mut found);
            if media_type == "image/png" && file.seek(SeekFrom::Start(0)).is_ok() {
                png_texts(file, &mut found);
            }
        }
        "application/pdf" if length <= LARGEST_DOCUMENT => pdf(file, &mut found),
        _ if length <= LARGEST_DOCUMENT && is_office(media_type) => office(file, &mut found),
        _ => {}
    }
    found.truncate(MOST_VALUES);
    found
}

fn is_office(media_type: &str) -> bool {
    media_type == "application/zip"
        || media_type.starts_with("application/vnd.openxmlformats-officedocument.")
        || media_type.starts_with("application/vnd.oasis.opendocument.")
}

fn push(found: &mut Vec<Embedded>, kind: EmbeddedKind, name: &str, value: &str) {
    let value = value.trim().trim_matches('"');
    if !value.is_empty() {
        let value = Private::new(value.chars().take(LONGEST_VALUE).collect::<String>());
        found.push(Embedded { kind, name: name.chars().take(60).collect(), value });
    }
}

fn pictures(file: &mut (impl Read + Seek), found: &mut Vec<Embedded>) {
    let read = exif::Reader::new().continue_on_error(true).read_from_container(&mut BufReader::new(file));
    let Ok(exif) = read.or_else(|error| error.distill_partial_result(|_| ())) else { return };
    for field in exif.fields().filter(|field| field.ifd_num == exif::In::PRIMARY) {
        let name = field.tag.to_string();
        if let Some(kind) = of_exif(field.tag, &name) {
            push(found, kind, &name, &field.display_value().with_unit(&exif).to_string());
        }
    }
}

/// What a tag is about; the rest is how the light was measured.
fn of_exif(tag: exif::Tag, name: &str) -> Option<EmbeddedKind> {
    use EmbeddedKind as K;
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    match tag {
        exif::Tag::GPSVersionID => None,
        _ if tag.context() == exif::Context::Gps => Some(K::Place),
        _ if says(&["SerialNumber", "UniqueID"]) => Some(K::Serial),
        _ if says(&["Artist", "Copyright", "CameraOwner", "Author"]) => Some(K::Author),
        exif::Tag::Make | exif::Tag::Model => Some(K::Device),
        _ if says(&["LensMake", "LensModel"]) => Some(K::Device),
        _ if says(&["DateTime"]) => Some(K::Time),
        exif::Tag::Software => Some(K::Program),
        exif::Tag::ImageDescription | exif::Tag::UserComment => Some(K::Text),
        _ => None,
    }
}

/// All texts of a PNG are somebody's: their keywords are free.
fn png_texts(file: &mut (impl Read + Seek), found: &mut Vec<Embedded>) {
    let limits = png::Limits { bytes: LARGEST_PICTURE as usize };
    let Ok(mut reader) = png::Decoder::new_with_limits(BufReader::new(file), limits).read_info() else {
        return;
    };
    // Some stand after the picture.
    let _ = reader.finish();
    let info = reader.info();
    for text in &info.uncompressed_latin1_text {
        push(found, of_word(&text.keyword), &text.keyword, &text.text);
    }
    for mut text in info.compressed_latin1_text.iter().cloned() {
        if text.decompress_text_with_limit(LARGEST_TEXT).is_ok() {
            push(found, of_word(&text.keyword), &text.keyword, &text.get_text().unwrap_or_default());
        }
    }
    for mut text in info.utf8_text.iter().cloned() {
        if text.decompress_text_with_limit(LARGEST_TEXT).is_ok() {
            push(found, of_word(&text.keyword), &text.keyword, &text.get_text().unwrap_or_default());
        }
    }
}

/// What a property is about, by the name that programs give it.
fn of_word(name: &str) -> EmbeddedKind {
    use EmbeddedKind as K;
    let name = name.to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    match () {
        () if says(&["author", "creator", "lastmodifiedby", "company", "manager", "copyright"]) => K::Author,
        () if says(&["gps", "location"]) => K::Place,
        () if says(&["serial"]) => K::Serial,
        () if says(&["device", "model", "make"]) => K::Device,
        () if says(&["date", "time", "created", "modified"]) => K::Time,
        () if says(&["software", "producer", "application", "generator"]) => K::Program,
        () => K::Text,
    }
}

fn pdf(file: &mut impl Read, found: &mut Vec<Embedded>) {
    let mut bytes = Vec::new();
    if file.take(LARGEST_DOCUMENT).read_to_end(&mut bytes).is_err() {
        return;
    }
    let Ok(pdf) = hayro_syntax::Pdf::new(bytes) else { return };
    let told = pdf.metadata();
    let texts = [
        (EmbeddedKind::Author, "Author", &told.author),
        (EmbeddedKind::Program, "Creator", &told.creator),
        (EmbeddedKind::Program, "Producer", &told.producer),
        (EmbeddedKind::Text, "Title", &told.title),
        (EmbeddedKind::Text, "Subject", &told.subject),
        (EmbeddedKind::Text, "Keywords", &told.keywords),
    ];
    for (kind, name, text) in texts {
        push(found, kind, name, &pdf_text(text.as_deref().unwrap_or_default()));
    }
}

/// A text string of a PDF: UTF-16 or UTF-8 with their marks, otherwise nearly Latin 1 (ISO 32000-2,
/// 7.9.2.2).
fn pdf_text(bytes: &[u8]) -> String {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode(bytes).0.into_owned(),
        None => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    }
}

/// The parts of an office document that speak of it (ECMA-376 part 2, 8.3; OpenDocument 1.3, part 2,
/// 4.3).
const PARTS: [&str; 3] = ["docProps/core.xml", "docProps/app.xml", "meta.xml"];
/// What they say that could tell of somebody.
const WORDS: [&str; 9] = [
    "creator",
    "lastModifiedBy",
    "initial-creator",
    "Company",
    "Manager",
    "created",
    "modified",
    "Application",
    "generator",
];

fn office(file: &mut (impl Read + Seek), found: &mut Vec<Embedded>) {
    let Ok(mut archive) = zip::ZipArchive::new(BufReader::new(file)) else { return };
    for part in PARTS {
        let mut text = String::new();
        let Ok(part) = archive.by_name(part) else { continue };
        if part.take(LARGEST_PART).read_to_string(&mut text).is_err() {
            continue;
        }
        let Ok(document) = roxmltree::Document::parse(&text) else { continue };
        for node in document.descendants().filter(|node| WORDS.contains(&node.tag_name().name())) {
            let name = node.tag_name().name();
            push(found, of_word(name), name, node.text().unwrap_or_default());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};

    fn told(media_type: &str, bytes: &[u8]) -> Vec<(EmbeddedKind, String)> {
        let found = read(media_type, bytes.len() as u64, &mut Cursor::new(bytes));
        found.into_iter().map(|one| (one.kind, one.value.reveal().to_owned())).collect()
    }

    /// A picture with an EXIF segment in front (JEITA CP-3451, 4.7).
    fn jpeg() -> Vec<u8> {
        use exif::{Field, In, Tag, Value, experimental::Writer};
        let ascii = |tag, text: &str| Field {
            tag,
            ifd_num: In::PRIMARY,
            value: Value::Ascii(vec![text.as_bytes().to_vec()]),
        };
        let fields = [
            ascii(Tag::Model, "SM-A505G"),
            ascii(Tag::BodySerialNumber, "R58M123"),
            ascii(Tag::Artist, "Rosaura"),
            ascii(Tag::GPSLatitudeRef, "N"),
        ];
        let mut writer = Writer::new();
        fields.iter().for_each(|field| writer.push_field(field));
        let mut tiff = Cursor::new(Vec::new());
        writer.write(&mut tiff, false).unwrap();
        let mut plain = Cursor::new(Vec::new());
        image::RgbImage::new(2, 2).write_to(&mut plain, image::ImageFormat::Jpeg).unwrap();
        let segment = [b"Exif\0\0".as_slice(), &tiff.into_inner()].concat();
        let length = (segment.len() as u16 + 2).to_be_bytes();
        let plain = plain.into_inner();
        [&plain[..2], &[0xff, 0xe1], &length, &segment, &plain[2..]].concat()
    }

    #[test]
    fn a_photograph_tells_where_with_what_and_by_whom() {
        let found = told("image/jpeg", &jpeg());
        for (kind, value) in [
            (EmbeddedKind::Device, "SM-A505G"),
            (EmbeddedKind::Serial, "R58M123"),
            (EmbeddedKind::Author, "Rosaura"),
        ] {
            assert!(found.contains(&(kind, value.to_owned())), "{found:?}");
        }
        assert!(found.iter().any(|(kind, _)| *kind == EmbeddedKind::Place), "{found:?}");
    }

    #[test]
    fn a_png_tells_its_texts_also_those_after_the_picture() {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 1, 1);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.add_text_chunk("Author".into(), "Rosaura".into()).unwrap();
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&[0]).unwrap();
        let late = png::text_metadata::TEXtChunk { keyword: "Location".into(), text: "Calle 7".into() };
        writer.write_text_chunk(&late).unwrap();
        writer.finish().unwrap();
        let expected = [(EmbeddedKind::Author, "Rosaura"), (EmbeddedKind::Place, "Calle 7")];
        assert_eq!(told("image/png", &bytes), expected.map(|(kind, text)| (kind, text.to_owned())));
    }

    #[test]
    fn an_office_document_tells_who_wrote_it() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("docProps/core.xml", zip::write::SimpleFileOptions::default()).unwrap();
        let core = "<p:coreProperties xmlns:p=\"p\" xmlns:dc=\"dc\"><dc:creator>Rosaura</dc:creator></p:coreProperties>";
        zip.write_all(core.as_bytes()).unwrap();
        let bytes = zip.finish().unwrap().into_inner();
        assert_eq!(told("application/zip", &bytes), [(EmbeddedKind::Author, "Rosaura".to_owned())]);
    }

    #[test]
    fn a_pdf_tells_who_wrote_it() {
        let bytes = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n3 0 obj<</Author(Rosaura)>>endobj\ntrailer<</Root 1 0 R/Info 3 0 R/Size 4>>\n%%EOF\n";
        let mut file = bytes.to_vec();
        // The table says where each object stands (ISO 32000-2, 7.5.4).
        let at =
            |object: &str| bytes.windows(object.len()).position(|seen| seen == object.as_bytes()).unwrap();
        let rows: String =
            ["1 0 obj", "2 0 obj", "3 0 obj"].map(|object| format!("{:010} 00000 n \n", at(object))).concat();
        let start = at("trailer");
        file.truncate(start);
        file.extend(format!("xref\n0 4\n0000000000 65535 f \n{rows}trailer<</Root 1 0 R/Info 3 0 R/Size 4>>\nstartxref\n{start}\n%%EOF\n").bytes());
        assert_eq!(told("application/pdf", &file), [(EmbeddedKind::Author, "Rosaura".to_owned())]);
    }

    #[test]
    fn what_is_broken_or_says_nothing_is_no_reason_to_stop() {
        let jpeg = jpeg();
        for cut in (0..jpeg.len()).step_by(3) {
            told("image/jpeg", &jpeg[..cut]);
        }
        for kind in
            ["image/png", "image/webp", "image/heic", "application/pdf", "application/zip", "text/plain"]
        {
            assert_eq!(told(kind, b"nothing of the kind"), []);
        }
    }
}
