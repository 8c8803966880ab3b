//! What can be done to a sealed stream on disk, and that it is noticed.

use crate::crypto::{
    Digest, Error, Fields,
    compartment::BlobKey,
    stream::{CHUNK, Opener, Sealed, seal},
};
use proptest::prelude::*;
use std::io::{self, Cursor, Read, Seek, SeekFrom};

const BLOB: [u8; 16] = [5; 16];
const FRAME: usize = CHUNK + 16;
const HEADER: usize = 50;
const TRAILER: usize = 24;

/// Bytes that differ from chunk to chunk.
fn content(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at ^ (at >> 8) ^ (at >> 16)) as u8).collect()
}

fn sealed(key: &BlobKey, plain: &[u8]) -> (Vec<u8>, Sealed) {
    let mut stored = Vec::new();
    let found = seal(key, &BLOB, &mut &plain[..], &mut stored).unwrap();
    (stored, found)
}

/// Everything a reader gets, whether from [`Opener::new`] or from reading.
fn opened(key: &BlobKey, blob: &[u8; 16], stored: &[u8]) -> Result<Vec<u8>, String> {
    let mut opener = Opener::new(key, blob, Cursor::new(stored)).map_err(|error| error.to_string())?;
    let mut plain = Vec::new();
    opener.read_to_end(&mut plain).map_err(|error| error.to_string())?;
    assert_eq!(opener.len(), plain.len() as u64);
    Ok(plain)
}

fn fails(key: &BlobKey, stored: &[u8], what: &str) {
    let answer = opened(key, &BLOB, stored);
    assert!(
        matches!(&answer, Err(error) if error == "cannot open"),
        "{what}: {:?}",
        answer.as_ref().map(Vec::len)
    );
}

/// Lengths around every border: none, one byte, the shortest padded size, one chunk, one batch.
const BORDERS: [usize; 14] = [
    0,
    1,
    4_095,
    4_096,
    4_097,
    CHUNK - 1,
    CHUNK,
    CHUNK + 1,
    2 * CHUNK,
    3 * CHUNK + 17,
    16 * CHUNK - 1,
    16 * CHUNK,
    16 * CHUNK + 1,
    120 * CHUNK + 3,
];

#[test]
fn what_goes_in_comes_out_at_every_border() {
    for length in BORDERS {
        let (key, plain) = (BlobKey::generate(), content(length));
        let (stored, found) = sealed(&key, &plain);
        assert_eq!(opened(&key, &BLOB, &stored).as_deref(), Ok(&plain[..]), "{length}");
        assert_eq!((found.length, found.sha256), (length as u64, Digest::of(&plain)), "{length}");
        let mut opener = Opener::new(&key, &BLOB, Cursor::new(&stored)).ok().unwrap();
        assert_eq!(opener.verify_all(&found), Ok(()), "{length}");
    }
}

/// Opens a stream from `docs/formats/stream.md` alone, with another cipher library and another
/// STREAM library than the ones that sealed it.
fn opened_by_others(key: &BlobKey, stored: &[u8]) -> Vec<u8> {
    use aead_stream::{NewStream, StreamBE32, StreamPrimitive};
    use chacha20poly1305::{ChaCha20Poly1305, KeyInit, aead::Payload};
    let hkdf = hkdf::Hkdf::<sha2::Sha256>::from_prk(key.0.expose()).unwrap();
    let info = Fields::new("rg1/stream").bytes(&BLOB).bytes(&stored[2..18]).done();
    let mut okm = [0; 64];
    hkdf.expand(&info, &mut okm).unwrap();
    assert_eq!(stored[18..HEADER], okm[32..]);
    let aead = ChaCha20Poly1305::new_from_slice(&okm[..32]).unwrap();
    let stream = StreamBE32::from_aead(aead, &Default::default());
    let aad = Fields::new("rg1/stream/chunk").bytes(&BLOB).done();
    let (body, trailer) = stored[HEADER..].split_at(stored.len() - HEADER - TRAILER);
    let frames = body.chunks(FRAME);
    let open = |position, last, msg| stream.decrypt(position, last, Payload { msg, aad: &aad }).unwrap();
    let mut plain: Vec<u8> = frames.clone().zip(0..).flat_map(|(frame, at)| open(at, false, frame)).collect();
    let length = open(u32::try_from(frames.len()).unwrap(), true, trailer);
    plain.truncate(u64::from_be_bytes(length.try_into().unwrap()) as usize);
    plain
}

#[test]
fn other_libraries_open_our_streams_from_the_specification() {
    for length in BORDERS {
        let (key, plain) = (BlobKey::generate(), content(length));
        assert!(opened_by_others(&key, &sealed(&key, &plain).0) == plain, "{length}");
    }
}

#[test]
fn an_empty_file_looks_like_any_small_one() {
    let key = BlobKey::generate();
    let (empty, small) = (sealed(&key, b"").0, sealed(&key, &content(3_000)).0);
    assert_eq!(empty.len(), small.len());
    assert_eq!(opened(&key, &BLOB, &empty), Ok(vec![]));
}

#[test]
fn the_stored_size_is_header_padded_chunks_and_trailer() {
    let (stored, _) = sealed(&BlobKey::generate(), &content(1_000_000));
    let padded = 1_015_808;
    assert_eq!(stored.len(), HEADER + padded + 16 * padded.div_ceil(CHUNK) + TRAILER);
}

#[test]
fn a_source_that_gives_one_byte_at_a_time_is_sealed_the_same() {
    struct Drops<'a>(&'a [u8], bool);
    impl Read for Drops<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.1 = !self.1;
            if self.1 {
                return Err(io::ErrorKind::Interrupted.into());
            }
            self.0.read(&mut buffer[..1])
        }
    }
    let (key, plain) = (BlobKey::generate(), content(CHUNK + 100));
    let mut stored = Vec::new();
    seal(&key, &BLOB, &mut Drops(&plain, false), &mut stored).unwrap();
    assert_eq!(opened(&key, &BLOB, &stored), Ok(plain));
}

#[test]
fn a_failing_source_or_target_ends_the_sealing_with_its_error() {
    struct Unplugged;
    impl Read for Unplugged {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("unplugged"))
        }
    }
    struct Full(usize);
    impl io::Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or_else(|| io::Error::other("disk full"))?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let key = BlobKey::generate();
    let half = content(17 * CHUNK);
    let from = seal(&key, &BLOB, &mut half.as_slice().chain(Unplugged), &mut io::sink());
    assert_eq!(from.unwrap_err().to_string(), "unplugged");
    for room in [0, HEADER, HEADER + 16 * FRAME, HEADER + 120 * FRAME] {
        let to = seal(&key, &BLOB, &mut content(120 * CHUNK).as_slice(), &mut Full(room));
        assert_eq!(to.unwrap_err().to_string(), "disk full", "{room}");
    }
}

#[test]
fn sealing_reads_no_further_ahead_than_its_buffers_hold() {
    use std::cell::Cell;
    struct Counting<'a>(&'a Cell<u64>, u64);
    impl Read for Counting<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = (self.1 - self.0.get()).min(buffer.len() as u64);
            self.0.set(self.0.get() + count);
            Ok(count as usize)
        }
    }
    struct Watching<'a>(&'a Cell<u64>, u64, u64);
    impl io::Write for Watching<'_> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.2 = self.2.max(self.0.get().saturating_sub(self.1));
            self.1 += bytes.len() as u64;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let (read, length) = (Cell::new(0), 200 << 20);
    let mut watching = Watching(&read, 0, 0);
    let found = seal(&BlobKey::generate(), &BLOB, &mut Counting(&read, length), &mut watching).unwrap();
    assert_eq!(found.length, length);
    assert!(watching.1 > length, "everything was written");
    assert!(watching.2 <= 7 << 20, "{} bytes were held", watching.2);
}

#[test]
fn a_truncated_stream_does_not_open() {
    let key = BlobKey::generate();
    let (stored, _) = sealed(&key, &content(3 * CHUNK + 100));
    let chunks = [HEADER, HEADER + FRAME, HEADER + 2 * FRAME, HEADER + 3 * FRAME];
    let around = chunks.iter().flat_map(|border| [border - 1, *border, border + 1]);
    let ends = (1..60).map(|cut| stored.len() - cut);
    for length in around.chain(ends).chain([0, 1, 2]) {
        fails(&key, &stored[..length], &format!("cut to {length}"));
    }
}

#[test]
fn a_stream_cut_at_a_chunk_that_keeps_its_trailer_does_not_open() {
    let key = BlobKey::generate();
    let (stored, _) = sealed(&key, &content(4 * CHUNK));
    let trailer = &stored[stored.len() - TRAILER..];
    for chunks in 0..4 {
        let cut = [&stored[..HEADER + chunks * FRAME], trailer].concat();
        fails(&key, &cut, &format!("{chunks} chunks"));
    }
}

#[test]
fn a_stream_that_lost_bytes_inside_is_refused_before_anything_is_read() {
    let key = BlobKey::generate();
    let (stored, _) = sealed(&key, &content(2 * CHUNK));
    let (body, trailer) = stored.split_at(stored.len() - TRAILER);
    for lost in [1, 15, 16, 17, CHUNK - 1, CHUNK] {
        let cut = [&body[..body.len() - lost], trailer].concat();
        let refused = Opener::new(&key, &BLOB, Cursor::new(cut)).err();
        assert_eq!(refused, Some(Error::CannotOpen), "{lost} bytes");
    }
}

#[test]
fn an_extended_stream_does_not_open() {
    let key = BlobKey::generate();
    let (stored, _) = sealed(&key, &content(2 * CHUNK));
    let last = &stored[HEADER + FRAME..HEADER + 2 * FRAME];
    let trailer = &stored[stored.len() - TRAILER..];
    let body = &stored[..stored.len() - TRAILER];
    fails(&key, &[&stored[..], b"x"].concat(), "a byte behind");
    fails(&key, &[&stored[..], &stored[..]].concat(), "itself behind");
    fails(&key, &[body, b"x", trailer].concat(), "a byte before the trailer");
    fails(&key, &[body, last, trailer].concat(), "a chunk twice");
    fails(&key, &[body, trailer, trailer].concat(), "the trailer twice");
}

#[test]
fn reordered_and_repeated_chunks_do_not_open() {
    let key = BlobKey::generate();
    let (stored, _) = sealed(&key, &content(4 * CHUNK));
    for (from, to) in [(0, 1), (1, 0), (2, 3), (0, 3)] {
        let mut moved = stored.clone();
        let chunk = stored[HEADER + from * FRAME..HEADER + (from + 1) * FRAME].to_vec();
        let other = stored[HEADER + to * FRAME..HEADER + (to + 1) * FRAME].to_vec();
        moved[HEADER + to * FRAME..HEADER + (to + 1) * FRAME].copy_from_slice(&chunk);
        fails(&key, &moved, &format!("chunk {from} in place of {to}"));
        moved[HEADER + from * FRAME..HEADER + (from + 1) * FRAME].copy_from_slice(&other);
        fails(&key, &moved, &format!("chunks {from} and {to} exchanged"));
    }
}

#[test]
fn chunks_headers_and_trailers_do_not_move_between_streams() {
    let key = BlobKey::generate();
    let (one, two) = (sealed(&key, &content(2 * CHUNK)).0, sealed(&key, &content(2 * CHUNK)).0);
    assert_eq!(one.len(), two.len());
    let end = one.len() - TRAILER;
    for (what, range) in
        [("header", 0..HEADER), ("chunk", HEADER..HEADER + FRAME), ("trailer", end..one.len())]
    {
        let mut mixed = one.clone();
        mixed[range.clone()].copy_from_slice(&two[range]);
        fails(&key, &mixed, what);
    }
}

#[test]
fn another_key_and_another_blob_do_not_open() {
    let key = BlobKey::generate();
    let (stored, _) = sealed(&key, &content(100));
    fails(&BlobKey::generate(), &stored, "another key");
    assert_eq!(opened(&key, &[6; 16], &stored), Err("cannot open".into()));
}

#[test]
fn a_newer_format_is_named_as_such() {
    let key = BlobKey::generate();
    let (mut stored, _) = sealed(&key, b"x");
    stored[0] = 2;
    let refused = Opener::new(&key, &BLOB, Cursor::new(&stored)).err();
    assert_eq!(refused, Some(Error::UnsupportedFormat));
}

#[test]
fn every_flipped_bit_of_header_and_trailer_is_noticed() {
    let key = BlobKey::generate();
    let (stored, _) = sealed(&key, &content(CHUNK + 1));
    let ends = (2..HEADER).chain(stored.len() - TRAILER..stored.len());
    for (at, bit) in ends.flat_map(|at| (0..8).map(move |bit| (at, bit))) {
        let mut flipped = stored.clone();
        flipped[at] ^= 1 << bit;
        fails(&key, &flipped, &format!("bit {bit} of byte {at}"));
    }
}

#[test]
fn a_flipped_bit_in_a_chunk_or_its_tag_stops_the_reading_there() {
    let key = BlobKey::generate();
    let plain = content(3 * CHUNK);
    let (stored, _) = sealed(&key, &plain);
    for at in [0, 1, CHUNK - 1, CHUNK, CHUNK + 15] {
        let mut flipped = stored.clone();
        flipped[HEADER + FRAME + at] ^= 1;
        let mut opener = Opener::new(&key, &BLOB, Cursor::new(&flipped)).ok().unwrap();
        let mut got = Vec::new();
        let error = opener.read_to_end(&mut got).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
        assert_eq!(got, plain[..CHUNK], "what came before is whole, and nothing of the bad chunk came");
        assert!(opener.read(&mut [0; 1]).is_err(), "asking again does not help");
        opener.seek(SeekFrom::Start(2 * CHUNK as u64)).unwrap();
        assert_eq!(opener.read(&mut [0; 1]).unwrap(), 1, "other chunks stay readable");
    }
}

#[test]
fn verifying_everything_notices_damaged_padding_and_another_stream_under_the_same_key() {
    let key = BlobKey::generate();
    let (stored, found) = sealed(&key, &content(9 * CHUNK + 1));
    let mut damaged = stored.clone();
    let padding = stored.len() - TRAILER - 17;
    damaged[padding] ^= 1;
    let verify = |stored: &[u8]| {
        let mut opener = Opener::new(&key, &BLOB, Cursor::new(stored.to_vec())).ok().unwrap();
        opener.verify_all(&found)
    };
    assert_eq!(verify(&stored), Ok(()));
    assert_eq!(verify(&damaged), Err(Error::CannotOpen));
    // The same content sealed again: the digest of the tags tells the two apart.
    assert_eq!(verify(&sealed(&key, &content(9 * CHUNK + 1)).0), Err(Error::CannotOpen));
    assert_eq!(verify(&sealed(&key, &content(9 * CHUNK)).0), Err(Error::CannotOpen));
}

#[test]
fn ranges_at_chunk_borders_are_right() {
    let (key, plain) = (BlobKey::generate(), content(3 * CHUNK + 10));
    let (stored, _) = sealed(&key, &plain);
    let mut opener = Opener::new(&key, &BLOB, Cursor::new(stored)).ok().unwrap();
    for start in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 3 * CHUNK, 3 * CHUNK + 9, 3 * CHUNK + 10]
    {
        for length in [0, 1, 2, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK + 5] {
            opener.seek(SeekFrom::Start(start as u64)).unwrap();
            let mut range = Vec::new();
            opener.by_ref().take(length as u64).read_to_end(&mut range).unwrap();
            assert_eq!(range, plain[start..plain.len().min(start + length)], "{length} from {start}");
        }
    }
}

#[test]
fn seeking_behaves_as_in_a_file() {
    let key = BlobKey::generate();
    let (stored, _) = sealed(&key, &content(100));
    let mut opener = Opener::new(&key, &BLOB, Cursor::new(stored)).ok().unwrap();
    assert_eq!(opener.seek(SeekFrom::End(-10)).unwrap(), 90);
    assert_eq!(opener.seek(SeekFrom::Current(5)).unwrap(), 95);
    assert!(opener.seek(SeekFrom::Current(-96)).is_err());
    assert_eq!(opener.seek(SeekFrom::End(1_000)).unwrap(), 1_100);
    assert_eq!(opener.read(&mut [0; 8]).unwrap(), 0, "padding is never read as content");
}

#[test]
fn nothing_of_the_content_is_stored() {
    let (stored, _) = sealed(&BlobKey::generate(), &b"canary-canary-".repeat(10_000));
    assert!(!stored.windows(6).any(|window| window == b"canary"));
}

#[test]
fn the_same_content_is_never_stored_alike() {
    let key = BlobKey::generate();
    let ((one, found_one), (two, found_two)) = (sealed(&key, b"x"), sealed(&key, b"x"));
    assert_ne!(one[HEADER..], two[HEADER..]);
    assert_eq!(found_one.sha256, found_two.sha256);
    assert_ne!(found_one.tags_sha256, found_two.tags_sha256);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn any_length_and_any_range_come_back(
        length in 0..5 * CHUNK,
        ranges in prop::collection::vec((0..5 * CHUNK + 10, 0..2 * CHUNK), 1..8),
    ) {
        let (key, plain) = (BlobKey::generate(), content(length));
        let (stored, _) = sealed(&key, &plain);
        let mut opener = Opener::new(&key, &BLOB, Cursor::new(stored)).ok().unwrap();
        for (start, count) in ranges {
            opener.seek(SeekFrom::Start(start as u64)).unwrap();
            let mut range = Vec::new();
            opener.by_ref().take(count as u64).read_to_end(&mut range).unwrap();
            let start = start.min(length);
            prop_assert_eq!(&range[..], &plain[start..length.min(start + count)]);
        }
    }

    #[test]
    fn a_flipped_bit_anywhere_is_noticed(length in 0..3 * CHUNK, at in any::<prop::sample::Index>(), bit in 0..8u32) {
        let key = BlobKey::generate();
        let (mut stored, found) = sealed(&key, &content(length));
        let at = at.index(stored.len());
        stored[at] ^= 1u8 << bit;
        let verdict = Opener::new(&key, &BLOB, Cursor::new(stored)).and_then(|mut opener| opener.verify_all(&found));
        prop_assert!(verdict.is_err());
    }
}
