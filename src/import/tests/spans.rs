//! Where a record can be found again in its original, it is the very record.

use super::basket::{Basket, fixture, read};
use crate::domain::post::Post;
use crate::import::{Options, Place, Reject, Sink, read_file, row_as_json};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{Cursor, Write};
use std::ops::ControlFlow;

/// Somebody who keeps the original.
#[derive(Default)]
struct Keeper(Basket);

impl Sink for Keeper {
    fn wants_raw(&self) -> bool {
        false
    }
    fn post(&mut self, place: Place, post: Post) -> ControlFlow<()> {
        self.0.post(place, post)
    }
    fn reject(&mut self, reject: Reject) -> ControlFlow<()> {
        self.0.reject(reject)
    }
}

/// The posts with their records looked up in the original.
fn looked_up(original: &[u8]) -> Vec<Post> {
    let mut keeper = Keeper::default();
    let summary = read_file(Cursor::new(original), None, &Options::default(), &mut keeper).unwrap();
    let fill = |post: Post| {
        let span = post.span.expect("the original is at hand");
        assert_eq!(post.raw.reveal(), "");
        let bytes = &original[span.offset as usize..(span.offset + span.bytes) as usize];
        let raw = match &summary.table {
            Some(table) => row_as_json(table, bytes).unwrap(),
            None => String::from_utf8(bytes.to_vec()).unwrap(),
        };
        Post { raw: raw.into(), span: None, ..post }
    };
    keeper.0.posts.into_iter().map(|(_, post)| fill(post)).collect()
}

fn as_brought(original: &[u8]) -> Vec<Post> {
    read(original).unwrap().1.posts.into_iter().map(|(_, post)| post).collect()
}

#[test]
fn the_records_of_every_fixture_are_found_again() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import");
    let mut files = 0;
    for folder in std::fs::read_dir(root).unwrap() {
        for file in std::fs::read_dir(folder.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let plain = std::fs::read(&path).unwrap();
            let plain = plain.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&plain);
            for original in [plain.to_vec(), [b"\xEF\xBB\xBF", plain].concat()] {
                assert_eq!(looked_up(&original), as_brought(&original), "{}", path.display());
                files += 1;
            }
        }
    }
    assert!(files > 30);
}

#[test]
fn rows_of_many_lines_and_ends_are_found_again() {
    let table = "id;text;user;\r\n1500000000000000001;\"dos\r\nlíneas; \"\"sí\"\"\";una;\r\n\r\n;bad\r\n1500000000000000002;ñ;una;";
    let posts = looked_up(table.as_bytes());
    assert_eq!(posts, as_brought(table.as_bytes()));
    assert_eq!(posts.len(), 2);
}

#[test]
fn long_arrays_and_pages_are_found_again() {
    let post = |n: u64| {
        format!("{{\"id\":\"{n}\",\"author_id\":\"1\",\"text\":\"{}\"}}", "ñ".repeat(n as usize % 700))
    };
    let posts: Vec<String> = (1..3000).map(post).collect();
    let array = format!(" [ {} ]", posts.join(" ,\n"));
    let page = format!("{{\"data\":[{}]}}\n{{ \"data\": {} }}\n", posts[..500].join(" , "), posts[7]);
    for original in [array, page] {
        assert_eq!(looked_up(original.as_bytes()), as_brought(original.as_bytes()));
    }
}

#[test]
fn what_is_packed_or_in_another_encoding_brings_its_records() {
    let plain = fixture("x-api-v2/flat.jsonl");
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(&plain).unwrap();
    let text = String::from_utf8(plain).unwrap();
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for original in [packed.finish().unwrap(), utf16] {
        let mut keeper = Keeper::default();
        read_file(Cursor::new(&original), None, &Options::default(), &mut keeper).unwrap();
        assert_eq!(keeper.0.only().span, None);
        assert_eq!(keeper.0.only().raw.reveal(), text.trim_end());
    }
}
