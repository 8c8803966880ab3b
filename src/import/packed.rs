//! Compressed files of posts: gzip, zstd, and zip. They are recognised by their first bytes and unpacked
//! as they are read, so that memory stays constant; what unpacks to far more than any file of posts
//! does is not read to its end.

use super::error::Error;
use super::head::HEAD;
use flate2::read::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use zip::ZipArchive;
use zip::result::ZipError;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    Gzip,
    Zstd,
    Zip,
}

impl Packing {
    /// RFC 1952 §2.3.1, RFC 8878 §3.1.1, APPNOTE.TXT §4.3.7.
    pub fn of(head: &[u8]) -> Option<Self> {
        const SIGNS: &[(&[u8], Packing)] = &[
            (b"\x1F\x8B", Packing::Gzip),
            (b"\x28\xB5\x2F\xFD", Packing::Zstd),
            (b"PK\x03\x04", Packing::Zip),
        ];
        SIGNS.iter().find(|(sign, _)| head.starts_with(sign)).map(|(_, packing)| *packing)
    }

    fn name(self) -> &'static str {
        match self {
            Packing::Gzip => "gzip",
            Packing::Zstd => "zstd",
            Packing::Zip => "zip",
        }
    }
}

/// What is done with each unpacked file.
pub type See<'s> = &'s mut dyn FnMut(&mut dyn Read) -> Result<(), Error>;

/// Hands each file that was packed to `see`, unpacked. A failure of the source itself stays what it is; any other
/// failure to read means that the packing is damaged.
pub fn unpacked(mut from: impl Read + Seek, packing: Packing, see: See<'_>) -> Result<(), Error> {
    let length = from.seek(SeekFrom::End(0))?;
    from.rewind()?;
    let failed = Cell::new(false);
    let source = BufReader::new(Source { from, failed: &failed });
    let done = match packing {
        Packing::Gzip => see(&mut Capped::new(MultiGzDecoder::new(source), length)),
        Packing::Zstd => see(&mut Capped::new(Frames::new(source), length)),
        Packing::Zip => of_zip(source, length, see),
    };
    match done {
        Err(Error::Io(error)) if !failed.get() => Err(why(&error, packing)),
        done => done,
    }
}

/// The unpacked beginning of a file of which only the beginning is there; of a zip, nothing.
pub fn unpacked_head(head: &[u8]) -> Cow<'_, [u8]> {
    let mut unpacked = Vec::new();
    let room = HEAD as u64;
    // It breaks off where the head does; what came out before counts.
    let _ = match Packing::of(head) {
        None => return Cow::Borrowed(head),
        Some(Packing::Gzip) => MultiGzDecoder::new(head).take(room).read_to_end(&mut unpacked),
        Some(Packing::Zstd) => Frames::new(head).take(room).read_to_end(&mut unpacked),
        Some(Packing::Zip) => Ok(0),
    };
    Cow::Owned(unpacked)
}

fn why(error: &io::Error, packing: Packing) -> Error {
    match error.get_ref().is_some_and(|inner| inner.is::<Bomb>()) {
        true => Error::Bomb,
        false => Error::Damaged(packing.name()),
    }
}

fn of_zip(from: impl Read + Seek, length: u64, see: See<'_>) -> Result<(), Error> {
    let mut archive = ZipArchive::new(from).map_err(zip_error)?;
    let mut left = Capped::<()>::most(length);
    for index in the_files(&archive)? {
        let file = archive.by_index(index).map_err(zip_error)?;
        let mut file = Capped { from: file, left };
        see(&mut file)?;
        left = file.left;
    }
    Ok(())
}

fn zip_error(error: ZipError) -> Error {
    match error {
        ZipError::Io(error) => Error::Io(error),
        ZipError::InvalidPassword | ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            Error::Encrypted
        }
        _ => Error::Damaged("zip"),
    }
}

/// The files of posts in the archive, in the order of their names: of a personal archive of Twitter/X
/// those with its posts, of any other all but what archivers add by themselves and the media beside.
fn the_files<R: Read + Seek>(archive: &ZipArchive<R>) -> Result<Vec<usize>, Error> {
    const MOST: usize = 10_000;
    let name = |index: usize| archive.name_for_index(index).and_then(Result::ok);
    let named = (0..archive.len()).filter_map(|index| Some((name(index)?.into_owned(), index)));
    let mut all: Vec<(String, usize)> = named.filter(|(name, _)| is_meant(name)).collect();
    if all.iter().any(|(name, _)| part_of_archive(name).is_some()) {
        all.retain(|(name, _)| part_of_archive(name).is_some());
        all.sort_by_key(|(name, _)| part_of_archive(name));
    } else {
        let others = all.iter().any(|(name, _)| !is_medium(name));
        all.retain(|(name, _)| !(others && is_medium(name)));
        all.sort();
    }
    match all.len() {
        0 => Err(Error::Empty),
        1..=MOST => Ok(all.into_iter().map(|(_, index)| index).collect()),
        _ => Err(Error::SeveralFiles),
    }
}

fn is_meant(name: &str) -> bool {
    let own = name.rsplit('/').next().unwrap_or_default();
    !name.starts_with("__MACOSX/") && !own.is_empty() && !own.starts_with('.')
}

fn is_medium(name: &str) -> bool {
    const MEDIA: &[&str] = &["jpg", "jpeg", "png", "gif", "webp", "mp4", "mov", "webm", "m4a", "mp3"];
    let end = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
    end.is_some_and(|end| MEDIA.contains(&end.as_str()))
}

/// Which part it is of the posts in a personal archive: `data/tweets.js` is followed by
/// `data/tweets-part1.js` and so on; older archives say `tweet`.
fn part_of_archive(name: &str) -> Option<u32> {
    let own = name.strip_prefix("data/").or_else(|| name.split_once("/data/").map(|(_, own)| own))?;
    let own = own.strip_prefix("tweets").or_else(|| own.strip_prefix("tweet"))?.strip_suffix(".js")?;
    if own.is_empty() { Some(0) } else { own.strip_prefix("-part")?.parse().ok() }
}

/// The packed file; remembers that it failed.
struct Source<'f, R> {
    from: R,
    failed: &'f Cell<bool>,
}

impl<R: Read> Read for Source<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(into);
        self.failed.set(
            self.failed.get() || matches!(&read, Err(error) if error.kind() != io::ErrorKind::Interrupted),
        );
        read
    }
}

impl<R: Seek> Seek for Source<'_, R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.from.seek(to)
    }
}

/// It unpacks to too much.
#[derive(Debug, thiserror::Error)]
#[error("it unpacks to too much")]
struct Bomb;

/// Real files of posts unpack to some ten to fifty times their size.
struct Capped<R> {
    from: R,
    left: u64,
}

impl<R> Capped<R> {
    const MOST_TIMES: u64 = 200;
    const ALWAYS: u64 = 64 << 20;

    fn new(from: R, packed: u64) -> Self {
        Self { from, left: Self::most(packed) }
    }

    fn most(packed: u64) -> u64 {
        packed.saturating_mul(Self::MOST_TIMES).max(Self::ALWAYS)
    }
}

impl<R: Read> Read for Capped<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(into)?;
        self.left = self.left.checked_sub(count as u64).ok_or_else(|| io::Error::other(Bomb))?;
        Ok(count)
    }
}

/// The frames of a zstd stream, one behind the other; those to be skipped are (RFC 8878 §3.1.2).
struct Frames<R> {
    from: R,
    frame: FrameDecoder,
}

impl<R: BufRead> Frames<R> {
    fn new(from: R) -> Self {
        Self { from, frame: FrameDecoder::new() }
    }

    /// Whether there is a further frame.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.from.fill_buf()?.is_empty() {
            match self.frame.init(&mut self.from) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    io::copy(&mut (&mut self.from).take(length.into()), &mut io::sink())?;
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
        Ok(false)
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        loop {
            if self.frame.is_finished() && self.frame.can_collect() == 0 && !self.begin()? {
                return Ok(0);
            }
            while self.frame.can_collect() < into.len() && !self.frame.is_finished() {
                let wanted = BlockDecodingStrategy::UptoBytes(into.len() - self.frame.can_collect());
                self.frame.decode_blocks(&mut self.from, wanted).map_err(io::Error::other)?;
            }
            let read = self.frame.read(into)?;
            if read > 0 {
                return Ok(read);
            }
        }
    }
}
