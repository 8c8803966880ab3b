//! Compressed files: the same posts come out, damage and bombs are told, and nothing is half taken.

use super::basket::{Basket, read};
use crate::import::{Error, Options, read_file, unpacked_head};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};
use zip::write::SimpleFileOptions;

const LINES: &str = "{\"id\":\"7\",\"text\":\"hola\",\"author_id\":\"1\"}\n{\"id\":\"8\",\"text\":\"adi\u{f3}s\",\"author_id\":\"1\"}\n";

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut packed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        packed.start_file(*name, SimpleFileOptions::default()).unwrap();
        packed.write_all(bytes).unwrap();
    }
    packed.finish().unwrap().into_inner()
}

#[test]
fn a_compressed_file_holds_the_same_posts_at_the_same_places() {
    let (_, plain) = read(LINES).unwrap();
    let table = "message_id,user_id,message\n1500000000000000001,7,hola\n";
    for packed in [gz(LINES.as_bytes()), zst(LINES.as_bytes()), zip(&[("a.jsonl", LINES.as_bytes())])] {
        let (summary, basket) = read(&packed).unwrap();
        assert_eq!((summary.posts, summary.bytes), (2, LINES.len() as u64));
        assert_eq!(basket.posts, plain.posts);
    }
    for packed in [gz(table.as_bytes()), zst(table.as_bytes()), zip(&[("t.csv", table.as_bytes())])] {
        assert_eq!(read(packed).unwrap().1.ids(), ["1500000000000000001"]);
    }
}

#[test]
fn several_members_one_behind_the_other_are_one_file() {
    let (one, other) = LINES.split_at(LINES.find('\n').unwrap() + 1);
    assert_eq!(read([gz(one.as_bytes()), gz(other.as_bytes())].concat()).unwrap().0.posts, 2);
    // A frame to be skipped stands between the two.
    let skipped = [b"\x50\x2A\x4D\x18\x03\0\0\0abc".as_slice()].concat();
    let frames = [zst(one.as_bytes()), skipped, zst(other.as_bytes())].concat();
    assert_eq!(read(frames).unwrap().0.posts, 2);
}

#[test]
fn of_a_zip_the_files_are_read_that_were_meant() {
    let hidden: (&str, &[u8]) = ("__MACOSX/._a.jsonl", b"x");
    let lines = LINES.as_bytes();
    assert_eq!(read(zip(&[("datos/a.jsonl", lines), hidden, ("datos/.DS_Store", b"x")])).unwrap().0.posts, 2);
    assert!(matches!(read(zip(&[hidden])), Err(Error::Empty)));
    let archive = b"window.YTD.tweets.part0 = [{\"tweet\":{\"id_str\":\"7\",\"full_text\":\"hola\"}}]";
    let files: [(&str, &[u8]); 3] = [
        ("data/account.js", b"window.YTD.account.part0 = []"),
        ("data/tweets.js", archive),
        ("Your archive.html", b"<html>"),
    ];
    assert_eq!(read(zip(&files)).unwrap().1.ids(), ["7"]);
}

#[test]
fn several_files_of_one_kind_are_read_one_behind_the_other() {
    let lines = LINES.as_bytes();
    let bad = LINES.to_owned() + "{\"id\": x\n";
    let picture = b"\x89PNG\r\n\x1a\n".as_slice();
    let (summary, basket) =
        read(zip(&[("b.jsonl", bad.as_bytes()), ("a.jsonl", lines), ("a.PNG", picture)])).unwrap();
    assert_eq!((basket.ids(), summary.units), (vec!["7", "8", "7", "8"], 5));
    assert_eq!(basket.rejects[0].place.number, 5, "lines are counted through all files");
    let table: &[u8] = b"id,text,user\n1500000000000000001,hola,una\n";
    assert_eq!(
        read(zip(&[("1.csv", table), ("2.csv", table)])).unwrap().1.posts.len(),
        2,
        "each with its header"
    );
    assert!(matches!(read(zip(&[("a.jsonl", lines), ("t.csv", table)])), Err(Error::SeveralFiles)));
}

#[test]
fn the_parts_of_a_personal_archive_are_read_in_order() {
    let part = |n: u32| {
        format!("window.YTD.tweets.part{n} = [{{\"tweet\":{{\"id_str\":\"{n}\",\"full_text\":\"hola\"}}}}]")
    };
    let parts: Vec<(String, String)> = [10, 0, 2]
        .map(|n| {
            (if n == 0 { "x/data/tweets.js".into() } else { format!("x/data/tweets-part{n}.js") }, part(n))
        })
        .into();
    let mut files: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    files.push(("x/data/tweet-headers.js", b"window.YTD.tweet_headers.part0 = []"));
    files.push(("x/data/tweets_media/2-a.jpg", b"\xFF\xD8"));
    assert_eq!(read(zip(&files)).unwrap().1.ids(), ["0", "2", "10"]);
}

#[test]
fn damage_and_a_file_that_breaks_off_are_told_and_are_no_failure_of_the_disk() {
    let long = LINES.repeat(20_000);
    let packed = [gz(long.as_bytes()), zst(long.as_bytes()), zip(&[("a.jsonl", long.as_bytes())])];
    for (whole, name) in packed.iter().zip(["gzip", "zstd", "zip"]) {
        for length in [4, 40, whole.len() / 2, whole.len() - 5] {
            let told = read(&whole[..length]);
            assert!(
                matches!(&told, Err(Error::Damaged(told)) if *told == name),
                "{name} {length}: {:?}",
                told.err()
            );
        }
    }
    let mut flipped = packed[0].clone();
    let last = flipped.len() - 6;
    flipped[last] ^= 1;
    assert!(matches!(read(&flipped), Err(Error::Damaged("gzip"))), "its check does not hold");
    // One packing in another is for people to unpack.
    assert!(matches!(read(gz(&gz(LINES.as_bytes()))), Err(Error::Compressed("gzip"))));
    for empty in [gz(b""), zst(b""), zip(&[("a.jsonl", b"")])] {
        assert!(matches!(read(empty), Err(Error::Empty)));
    }
}

#[test]
fn a_bomb_is_not_read_to_its_end() {
    let bomb = [LINES.as_bytes(), &b" ".repeat(80 << 20)].concat();
    for packed in [gz(&bomb), zip(&[("a.jsonl", &bomb)])] {
        assert!(packed.len() < 200_000);
        assert!(matches!(read(packed), Err(Error::Bomb)));
    }
    let line = format!("{{\"x\":\"{}\"}}\n", "a".repeat(1 << 20));
    let lines = [LINES.as_bytes(), line.repeat(80).as_bytes()].concat();
    assert!(matches!(read(gz(&lines)), Err(Error::Bomb)));
}

/// A sealed file that cannot be opened any further.
struct Failing(Cursor<Vec<u8>>);

impl Read for Failing {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self.0.read(into)? {
            0 => Err(io::ErrorKind::InvalidData.into()),
            count => Ok(count),
        }
    }
}

impl Seek for Failing {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

#[test]
fn a_source_that_fails_is_not_taken_for_a_damaged_packing() {
    for whole in [gz(LINES.as_bytes()), zst(LINES.as_bytes())] {
        let half = whole[..whole.len() / 2].to_vec();
        let told = read_file(Failing(Cursor::new(half)), None, &Options::default(), &mut Basket::default());
        assert!(matches!(told, Err(Error::Io(_))));
    }
}

#[test]
fn the_beginning_of_a_compressed_table_can_be_looked_at() {
    let table = "clave;dicho\n7;Hola\n".repeat(20_000);
    for packed in [gz(table.as_bytes()), zst(table.as_bytes())] {
        let head = unpacked_head(&packed[..packed.len() * 3 / 4]).into_owned();
        assert!(head.starts_with(b"clave;dicho\n7;Hola\n") && table.as_bytes().starts_with(&head));
    }
    assert_eq!(&*unpacked_head(b"id,text\n"), b"id,text\n");
}
