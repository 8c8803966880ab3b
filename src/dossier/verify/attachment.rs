//! Looks into a PDF for an attached file (ISO 19005-3 §6.8, associated files of the catalogue).

use flate2::read::ZlibDecoder;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Stream, String as PdfString};
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Is exactly one file of that name attached, with exactly these bytes?
pub fn is_attached(pdf: &[u8], name: &str, bytes: &[u8]) -> bool {
    // A hostile file must not end a verification: a reader that gives up counts as "no".
    let look = || find(pdf, name, bytes.len() as u64 + 1);
    catch_unwind(AssertUnwindSafe(look)).ok().flatten().is_some_and(|found| found == bytes)
}

/// At most `limit` bytes of the one attachment, however far it would unfold.
fn find(pdf: &[u8], name: &str, limit: u64) -> Option<Vec<u8>> {
    let pdf = Pdf::new(pdf.to_vec()).ok()?;
    let catalogue: Dict<'_> = pdf.xref().get(pdf.xref().root_id())?;
    let files: Array<'_> = catalogue.get("AF")?;
    let named = |file: &Dict<'_>| {
        file.get::<PdfString<'_>>("F").is_some_and(|said| said.as_bytes() == name.as_bytes())
    };
    let mut found = files.iter::<Dict<'_>>().filter(named);
    let (file, None) = (found.next()?, found.next()) else { return None };
    let stream: Stream<'_> = file.get::<Dict<'_>>("EF")?.get("F")?;
    let (mut bytes, raw) = (Vec::new(), stream.raw_data());
    match stream.dict().get::<Name<'_>>("Filter") {
        None => raw.as_ref().take(limit).read_to_end(&mut bytes).ok()?,
        Some(filter) if filter.as_ref() == b"FlateDecode" => {
            ZlibDecoder::new(raw.as_ref()).take(limit).read_to_end(&mut bytes).ok()?
        }
        Some(_) => return None,
    };
    Some(bytes)
}
