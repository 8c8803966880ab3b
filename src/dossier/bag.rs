//! Writes a BagIt 1.0 bag (RFC 8493) into a zip, one file after the other, in constant memory.

use super::container::{Gate, options};
use super::error::{Error, Result};
use super::names::is_safe_path;
use super::package::PackedFile;
use crate::crypto::{Digest, Hasher};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::rc::Rc;
use zip::ZipWriter;
use zip::write::StreamWriter;

pub const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

pub struct Bag<'w, W: Write> {
    name: String,
    zip: ZipWriter<StreamWriter<Gate<'w, W>>>,
    /// Lower case: some file systems know only one.
    taken: BTreeSet<String>,
    payload: Vec<PackedFile>,
    tags: Vec<PackedFile>,
}

impl<'w, W: Write> Bag<'w, W> {
    pub fn new(name: &str, out: &'w mut W, shut: Rc<Cell<bool>>) -> Self {
        let zip = ZipWriter::new_stream(Gate::new(out, shut));
        Self { name: name.to_owned(), zip, taken: BTreeSet::new(), payload: vec![], tags: vec![] }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn declare(&mut self) -> Result<()> {
        self.add_tag("bagit.txt", DECLARATION.as_bytes())
    }

    /// A payload file, and the digest of what was in it.
    pub fn add(&mut self, path: &str, length: u64, from: &mut dyn Read) -> Result<Digest> {
        let file = self.write(path, length, from)?;
        let digest = file.sha256;
        self.payload.push(file);
        Ok(digest)
    }

    pub fn add_bytes(&mut self, path: &str, mut bytes: &[u8]) -> Result<()> {
        self.add(path, bytes.len() as u64, &mut bytes).map(|_| ())
    }

    pub fn add_tag(&mut self, path: &str, mut bytes: &[u8]) -> Result<()> {
        let file = self.write(path, bytes.len() as u64, &mut bytes)?;
        self.tags.push(file);
        Ok(())
    }

    fn write(&mut self, path: &str, length: u64, from: &mut dyn Read) -> Result<PackedFile> {
        if !is_safe_path(path) || !self.taken.insert(path.to_ascii_lowercase()) {
            return Err(Error::Name(path.to_owned()));
        }
        self.zip.start_file(format!("{}/{path}", self.name), options(length))?;
        let (mut hasher, mut bytes, mut buffer) = (Hasher::default(), 0, vec![0; 1 << 16]);
        loop {
            let read = match from.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error.into()),
            };
            bytes += read as u64;
            if bytes > length {
                return Err(Error::Length(path.to_owned()));
            }
            hasher.update(&buffer[..read]);
            self.zip.write_all(&buffer[..read])?;
        }
        if bytes != length {
            return Err(Error::Length(path.to_owned()));
        }
        Ok(PackedFile { path: path.to_owned(), bytes, sha256: hasher.finish() })
    }

    /// `bytes.files` of the payload (RFC 8493 §2.2.2).
    pub fn oxum(&self) -> String {
        let bytes: u64 = self.payload.iter().map(|file| file.bytes).sum();
        format!("{bytes}.{}", self.payload.len())
    }

    pub fn manifest(&self) -> String {
        lines(&self.payload)
    }

    /// Writes the tag manifest over every tag file so far; nothing may follow.
    pub fn close_tags(&mut self) -> Result<()> {
        let manifest = lines(&self.tags);
        self.add_tag("tagmanifest-sha256.txt", manifest.as_bytes())
    }

    pub fn finish(self) -> Result<Vec<PackedFile>> {
        self.zip.finish()?.into_inner().flush()?;
        Ok([self.payload, self.tags].concat())
    }
}

/// Digest, two spaces, path: the form that `sha256sum -c` reads too.
fn lines(files: &[PackedFile]) -> String {
    files.iter().map(|file| format!("{}  {}\n", file.sha256, file.path)).collect()
}
