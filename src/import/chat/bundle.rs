//! A zip with a chat and the files that came with its messages.
//!
//! What a zip claims is held against limits before anything is unpacked, and what comes out is cut
//! off where it exceeds the claim (APPNOTE.TXT §4.4.9: sizes are only what the writer says).

use super::error::Error;
use super::{Source, detect};
use crate::domain::zip_directory;
use crate::import::HEAD;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read, Seek};
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

/// How much a zip may unpack to.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub members: usize,
    pub each: u64,
    pub total: u64,
    /// Of a member beyond 64 MiB: how many times it may grow.
    pub growth: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { members: 20_000, each: 4 << 30, total: 64 << 30, growth: 200 }
    }
}

/// Below this, growth is no danger.
const SMALL: u64 = 64 << 20;
/// Texts looked into when none has a name that applications give.
const MOST_LOOKS: usize = 200;

/// Bytes that a zip begins with.
pub fn is_zip(first: &[u8]) -> bool {
    first.starts_with(b"PK\x03\x04")
}

pub struct Bundle<R> {
    archive: ZipArchive<R>,
    chat: Member,
    /// Files by their path beside the chat.
    files: BTreeMap<String, Member>,
}

#[derive(Clone, Debug)]
struct Member {
    index: usize,
    name: String,
    bytes: u64,
}

impl<R: Read + Seek> Bundle<R> {
    pub fn open(mut from: R, limits: Limits) -> Result<Self, Error> {
        if !zip_directory::fits(&mut from, limits.members)? {
            return Err(Error::Bomb);
        }
        let mut archive = ZipArchive::new(from)?;
        if archive.has_duplicate_names() {
            return Err(ZipError::InvalidArchive("duplicate names".into()).into());
        }
        let members = members(&mut archive, limits)?;
        let chat = find_chat(&mut archive, &members)?;
        let folder = chat.name.rfind('/').map_or("", |end| &chat.name[..=end]);
        let beside = |member: &Member| Some((member.name.strip_prefix(folder)?.to_owned(), member.clone()));
        let others = members.iter().filter(|member| member.index != chat.index && member.bytes > 0);
        let files = others.filter_map(beside).collect();
        Ok(Self { archive, chat, files })
    }

    /// The files besides the chat, by the names that messages give them.
    pub fn names(&self) -> BTreeSet<String> {
        self.files.keys().cloned().collect()
    }

    /// A file that came with a message, by the name that the message gives.
    pub fn file(&mut self, name: &str) -> Result<impl Read + use<'_, R>, Error> {
        let member = self.files.get(name).ok_or(ZipError::FileNotFound)?;
        opened(&mut self.archive, member)
    }
}

impl<R: Read + Seek> Source for Bundle<R> {
    fn open(&mut self) -> Result<Box<dyn Read + '_>, Error> {
        Ok(Box::new(opened(&mut self.archive, &self.chat)?))
    }
}

fn opened<'a, R: Read + Seek>(
    archive: &'a mut ZipArchive<R>,
    member: &Member,
) -> Result<Capped<'a, R>, Error> {
    Ok(Capped { from: archive.by_index(member.index)?, left: member.bytes })
}

/// Never gives more than the zip has claimed.
struct Capped<'a, R: Read> {
    from: ZipFile<'a, R>,
    left: u64,
}

impl<R: Read> Read for Capped<'_, R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(to)?;
        self.left = self.left.checked_sub(read as u64).ok_or(io::ErrorKind::InvalidData)?;
        Ok(read)
    }
}

fn members<R: Read + Seek>(archive: &mut ZipArchive<R>, limits: Limits) -> Result<Vec<Member>, Error> {
    if archive.has_overlapping_files()? {
        return Err(Error::Bomb);
    }
    let (mut members, mut total) = (Vec::new(), 0u64);
    for index in 0..archive.len() {
        let file = archive.by_index_raw(index)?;
        if file.is_dir() {
            continue;
        }
        let (bytes, packed) = (file.size(), file.compressed_size());
        total = total.saturating_add(bytes);
        let grows = bytes > SMALL && bytes / limits.growth > packed;
        if bytes > limits.each || total > limits.total || grows {
            return Err(Error::Bomb);
        }
        // Zips of Apple's say nothing of the encoding and are in UTF-8.
        let name = match std::str::from_utf8(file.name_raw()) {
            Ok(name) => name.to_owned(),
            Err(_) => file.name()?.into_owned(),
        };
        members.push(Member { index, name, bytes });
    }
    Ok(members)
}

/// The one chat of a zip: by the names that applications give, else the one text that is a chat.
fn find_chat<R: Read + Seek>(archive: &mut ZipArchive<R>, members: &[Member]) -> Result<Member, Error> {
    const KNOWN: &[&str] = &["_chat.txt", "result.json"];
    const BEGINNINGS: &[&str] = &["WhatsApp Chat with ", "Chat de WhatsApp con "];
    // What a Mac adds to zips.
    let real = |member: &&Member| !member.name.starts_with("__MACOSX/");
    let base = |member: &Member| member.name.rsplit('/').next().unwrap_or_default().to_owned();
    let texts: Vec<&Member> = members
        .iter()
        .filter(real)
        .filter(|member| [".txt", ".json"].iter().any(|end| member.name.ends_with(end)))
        .collect();
    let by_name: Vec<&Member> =
        texts.iter().copied().filter(|member| KNOWN.contains(&base(member).as_str())).collect();
    let mut chats = if by_name.is_empty() { looked_into(archive, &texts)? } else { by_name };
    if chats.len() > 1 {
        let named = |member: &&Member| BEGINNINGS.iter().any(|begins| base(member).starts_with(begins));
        let own: Vec<&Member> = chats.iter().copied().filter(named).collect();
        chats = if own.len() == 1 { own } else { chats };
    }
    match chats.as_slice() {
        [] => Err(Error::NoChat),
        [chat] => Ok((*chat).clone()),
        several => Err(Error::SeveralChats(several.len())),
    }
}

fn looked_into<'m, R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    texts: &[&'m Member],
) -> Result<Vec<&'m Member>, Error> {
    let mut chats = Vec::new();
    for member in texts.iter().take(MOST_LOOKS) {
        let mut head = Vec::new();
        opened(archive, member)?.take(HEAD as u64).read_to_end(&mut head)?;
        if detect(&head).is_ok() {
            chats.push(*member);
        }
    }
    Ok(chats)
}
