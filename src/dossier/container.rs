//! The zip around a bag, in one canonical form: entries stored one after the other, nothing
//! compressed, nothing optional, the same date everywhere. So the form has no room for anything
//! hidden, a verifier can make the zip again and compare every byte, and no entry can be a bomb.

use std::cell::Cell;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::rc::Rc;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime};

/// A file of this length or more needs the zip64 fields (APPNOTE 4.3.9.2).
const ZIP64: u64 = 0xffff_ffff;

pub fn options(length: u64) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .large_file(length >= ZIP64)
}

/// Lets nothing more through once shut: an export that fails leaves a zip without its directory,
/// which nothing takes for a whole one. (The zip writer would complete it when dropped.)
pub struct Gate<'w, W> {
    out: &'w mut W,
    shut: Rc<Cell<bool>>,
}

impl<'w, W: Write> Gate<'w, W> {
    pub fn new(out: &'w mut W, shut: Rc<Cell<bool>>) -> Self {
        Self { out, shut }
    }
}

impl<W: Write> Write for Gate<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.shut.get() { Ok(bytes.len()) } else { self.out.write(bytes) }
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.shut.get() { Ok(()) } else { self.out.flush() }
    }
}

/// Takes what is written and compares it with what is there.
pub struct Compare<R> {
    original: R,
    at: u64,
    first_difference: Rc<Cell<Option<u64>>>,
    buffer: Vec<u8>,
}

impl<R: Read + Seek> Compare<R> {
    pub fn new(original: R, first_difference: Rc<Cell<Option<u64>>>) -> Self {
        Self { original, at: 0, first_difference, buffer: Vec::new() }
    }

    /// How many bytes were compared.
    pub fn written(&self) -> u64 {
        self.at
    }

    fn differ(&self, at: u64) {
        if self.first_difference.get().is_none() {
            self.first_difference.set(Some(at));
        }
    }
}

impl<R: Read + Seek> Write for Compare<R> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.resize(bytes.len(), 0);
        self.original.seek(SeekFrom::Start(self.at))?;
        let read = read_up_to(&mut self.original, &mut self.buffer)?;
        let same = bytes.iter().zip(&self.buffer[..read]).take_while(|(new, old)| new == old).count();
        if same < bytes.len() {
            self.differ(self.at + same as u64);
        }
        self.at += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn read_up_to(from: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match from.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// One file read at two places: each holder has its own position.
pub struct Shared<R> {
    file: Rc<std::cell::RefCell<R>>,
    at: u64,
}

impl<R: Read + Seek> Shared<R> {
    pub fn new(file: R) -> Self {
        Self { file: Rc::new(std::cell::RefCell::new(file)), at: 0 }
    }

    pub fn another(&self) -> Self {
        Self { file: Rc::clone(&self.file), at: 0 }
    }
}

impl<R: Read + Seek> Read for Shared<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file.borrow_mut();
        file.seek(SeekFrom::Start(self.at))?;
        let read = file.read(buffer)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl<R: Read + Seek> Seek for Shared<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let to = match to {
            SeekFrom::Current(by) => SeekFrom::Start(
                self.at.checked_add_signed(by).ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?,
            ),
            other => other,
        };
        self.at = self.file.borrow_mut().seek(to)?;
        Ok(self.at)
    }
}
