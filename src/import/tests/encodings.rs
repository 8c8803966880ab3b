//! Tables and JSON in other encodings: decoded where it is sure in which, asked where not.

use super::basket::{Basket, read};
use crate::domain::encoding::{Decoding, Encoding, EncodingSign};
use crate::import::csv::inspect;
use crate::import::{Error, Options, RejectReason, Summary, read_file};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{Cursor, Write};

const TABLE: &str = "id,text,user\n1500000000000000001,\"¿Mañana? «sí»\nen dos líneas 😀\",una_cuenta\n1500000000000000002,adiós,otra\n";
const JSON: &str = "{\"id\":\"7\",\"text\":\"mañana\",\"author_id\":\"1\"}\n";

fn utf16(text: &str, mark: bool, pair: fn(u16) -> [u8; 2]) -> Vec<u8> {
    mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16()).flat_map(pair).collect()
}

fn told(bytes: &[u8], encoding: Encoding) -> Result<(Summary, Basket), Error> {
    let mut basket = Basket::default();
    let options = Options { encoding: Some(encoding), ..Options::default() };
    let summary = read_file(Cursor::new(bytes), None, &options, &mut basket)?;
    Ok((summary, basket))
}

#[test]
fn utf16_is_decoded_by_its_mark_and_by_its_shape() {
    type Pair = fn(u16) -> [u8; 2];
    let pairs: [(Pair, Encoding); 2] =
        [(u16::to_le_bytes, Encoding::Utf16Le), (u16::to_be_bytes, Encoding::Utf16Be)];
    let (_, plain) = read(TABLE).unwrap();
    for (pair, encoding) in pairs {
        for (mark, by) in [(true, EncodingSign::Mark), (false, EncodingSign::Shape)] {
            let (summary, basket) = read(utf16(TABLE, mark, pair)).unwrap();
            assert_eq!(summary.decoding, Decoding { encoding, by });
            assert_eq!(basket.posts, plain.posts, "the same posts at the same places");
            assert_eq!(read(utf16(JSON, mark, pair)).unwrap().1.only().text.reveal(), "mañana");
        }
    }
    assert_eq!(read(TABLE).unwrap().0.decoding, Decoding::default());
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(&utf16(TABLE, true, u16::to_le_bytes)).unwrap();
    assert_eq!(read(packed.finish().unwrap()).unwrap().1.posts, plain.posts);
}

#[test]
fn a_long_file_in_utf16_is_decoded_wherever_its_pieces_end() {
    let rows: String =
        (1..9000).map(|n| format!("{},{}ñ😀,una\n", 1_500_000_000_000_000_000_u64 + n, n)).collect();
    let (_, basket) = read(utf16(&format!("id,text,user\n{rows}"), true, u16::to_le_bytes)).unwrap();
    assert_eq!((basket.posts.len(), basket.rejects.len()), (8999, 0));
    assert_eq!(basket.posts[8998].1.text.reveal(), "8999ñ😀");
}

#[test]
fn half_a_pair_in_utf16_costs_its_row_and_no_other() {
    let mut units: Vec<u16> = "id,text,user\n1500000000000000001,a".encode_utf16().collect();
    units.push(0xD83D);
    units.extend("b,una\n1500000000000000002,c,una\n".encode_utf16());
    let bytes: Vec<u8> = std::iter::once(0xFEFF).chain(units).flat_map(u16::to_le_bytes).collect();
    let (_, basket) = read(&bytes).unwrap();
    assert_eq!(basket.ids(), ["1500000000000000002"]);
    assert_eq!(basket.why(), [(2, RejectReason::NotUtf8)]);
    let (_, cut) = read(&bytes[..bytes.len() - 1]).unwrap();
    assert_eq!(cut.why(), [(2, RejectReason::NotUtf8), (3, RejectReason::NotUtf8)], "half a unit at the end");
}

#[test]
fn a_table_in_windows_1252_is_asked_about_and_read_when_it_is_said() {
    let table = b"id,text,user\n1500000000000000001,ma\xF1ana \x93s\xED\x94,una\n";
    assert!(matches!(read(table), Err(Error::UnsureEncoding)));
    let (summary, basket) = told(table, Encoding::Windows1252).unwrap();
    assert_eq!(basket.only().text.reveal(), "mañana “sí”");
    assert_eq!(summary.decoding, Decoding { encoding: Encoding::Windows1252, by: EncodingSign::Told });
    assert_eq!(inspect(table, None).unwrap().rows[0][1].reveal(), "mañana “sí”", "for the eye");
}

#[test]
fn a_mark_in_the_file_counts_more_than_what_somebody_says() {
    let marked = format!("\u{feff}{TABLE}");
    let (summary, basket) = told(marked.as_bytes(), Encoding::Windows1252).unwrap();
    assert_eq!(summary.decoding, Decoding { encoding: Encoding::Utf8, by: EncodingSign::Mark });
    assert!(basket.posts[0].1.text.reveal().starts_with("¿Mañana?"));
}

#[test]
fn a_damaged_cell_among_good_ones_does_not_make_a_table_doubtful() {
    let mut table = TABLE.as_bytes().to_vec();
    table.extend_from_slice(b"1500000000000000003,ma\xF1ana,una\n");
    let (_, basket) = read(&table).unwrap();
    assert_eq!((basket.posts.len(), basket.why()), (2, vec![(5, RejectReason::NotUtf8)]));
}

#[test]
fn an_empty_file_with_nothing_but_a_mark_is_empty() {
    for bytes in [b"\xFF\xFE".as_slice(), b"\xFE\xFF", b"\xFF\xFE\n\0", b"\xEF\xBB\xBF"] {
        assert!(matches!(read(bytes), Err(Error::Empty)), "{bytes:?}");
    }
}
