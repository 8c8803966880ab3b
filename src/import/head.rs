//! The beginning of a file, looked at once for all formats: what contains its records, and which
//! keys they have.

use super::Error;
use super::csv::Preview;
use super::probe::{self, Paths};

/// How much of a file is looked at.
pub const HEAD: usize = 64 * 1024;
/// Lines looked at: enough to pass over some bad ones.
const LINES: usize = 32;

/// What the records of a file stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// One JSON object per line.
    Lines,
    /// JSON objects written over several lines.
    Objects,
    /// One JSON array.
    Array,
    /// A JSON array behind `name = `; so many bytes come before it.
    Script(usize),
    /// None of these: lines of text or a table.
    Table,
}

#[derive(Debug)]
pub struct Head<'a> {
    pub bytes: &'a [u8],
    /// The length of the byte order mark before them.
    mark: u64,
    /// Where in the original file these bytes begin; `None` if they are not bytes of it.
    pub origin: Option<u64>,
    pub container: Container,
    pub paths: Paths,
    /// What a table would have for columns; only where [`Container::Table`].
    pub table: Option<Preview>,
}

impl<'a> Head<'a> {
    /// Looks at the first bytes (up to [`HEAD`]). Says what stands in the way of reading text.
    pub fn new(bytes: &'a [u8]) -> Result<Self, Error> {
        obstacle(bytes)?;
        let whole = bytes.len();
        let bytes = without_mark(bytes);
        let mark = (whole - bytes.len()) as u64;
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Err(Error::Empty);
        }
        let container = container(bytes);
        let mut paths = Paths::new();
        match container {
            Container::Lines => lines(bytes).for_each(|line| probe::look(line, &mut paths)),
            Container::Script(at) => probe::look(&bytes[at..], &mut paths),
            Container::Objects | Container::Array => probe::look(bytes, &mut paths),
            Container::Table => (),
        }
        let table = (container == Container::Table).then(|| Preview::of(bytes));
        Ok(Self { bytes, mark, origin: None, container, paths, table })
    }

    /// Says that the file is there as it was read, neither packed nor in another encoding.
    pub fn of_original(self) -> Self {
        Self { origin: Some(self.mark), ..self }
    }

    /// Whether all these paths occur.
    pub fn has(&self, paths: &[&str]) -> bool {
        paths.iter().all(|path| self.paths.contains(*path))
    }

    pub fn has_any(&self, paths: &[&str]) -> bool {
        paths.iter().any(|path| self.paths.contains(*path))
    }
}

/// The byte order mark of UTF-8 is no part of the text.
pub fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// RFC 1952 §2.3.1, RFC 8878 §3.1.1, APPNOTE.TXT §4.3.7; Unicode 23.8 (byte order marks).
fn obstacle(bytes: &[u8]) -> Result<(), Error> {
    const SIGNS: &[(&[u8], Result<&str, &str>)] = &[
        (b"\xFF\xFE\0\0", Ok("UTF-32")),
        (b"\0\0\xFE\xFF", Ok("UTF-32")),
        (b"\xFF\xFE", Ok("UTF-16")),
        (b"\xFE\xFF", Ok("UTF-16")),
        (b"\x1F\x8B", Err("gzip")),
        (b"\x28\xB5\x2F\xFD", Err("zstd")),
        (b"PK\x03\x04", Err("zip")),
        (b"BZh", Err("bzip2")),
        (b"\xFD7zXZ\0", Err("xz")),
    ];
    for (sign, meaning) in SIGNS {
        if bytes.starts_with(sign) {
            return Err(meaning.map_or_else(Error::Compressed, Error::Encoding));
        }
    }
    // Without a mark: text in which every second byte is NUL.
    let start = &bytes[..bytes.len().min(64)];
    let zeros = |from: usize| start.len() >= 8 && start.iter().skip(from).step_by(2).all(|&byte| byte == 0);
    if zeros(0) != zeros(1) { Err(Error::Encoding("UTF-16")) } else { Ok(()) }
}

fn container(bytes: &[u8]) -> Container {
    let blank = bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    match bytes.get(blank) {
        Some(b'[') => Container::Array,
        Some(b'{') if is_lines(&bytes[blank..]) => Container::Lines,
        Some(b'{') => Container::Objects,
        _ if lines(bytes).any(|line| line.starts_with(b"{") && is_json(line)) => Container::Lines,
        _ => script(bytes).map_or(Container::Table, Container::Script),
    }
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|&byte| byte == b'\n').filter(|line| !line.trim_ascii().is_empty()).take(LINES)
}

fn is_json(line: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok()
}

/// Objects stand one per line if the first line holds a whole one, or if the second line begins
/// one: written over several lines, an object's second line is indented or begins with a quote.
fn is_lines(bytes: &[u8]) -> bool {
    let mut lines = lines(bytes);
    let first = lines.next().unwrap_or_default();
    is_json(first) || lines.next().is_none_or(|second| second.starts_with(b"{"))
}

/// `window.YTD.tweets.part0 = [` and its like: a dotted name, `=`, an array.
fn script(bytes: &[u8]) -> Option<usize> {
    let at = bytes.iter().take(200).position(|&byte| byte == b'=')?;
    let name = bytes[..at].trim_ascii();
    let name = name.strip_prefix(b"var ").unwrap_or(name);
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"._$".contains(byte);
    let blank = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let start = at + 1 + blank;
    let fits = !name.is_empty() && name.iter().all(plain) && bytes.get(start) == Some(&b'[');
    fits.then_some(start)
}
