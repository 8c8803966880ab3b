//! How large the directory of a zip may be. A library that opens a zip takes its whole directory into memory, as
//! many entries as the zip says there are, so that a small file becomes a large piece of memory, or asks for one
//! that there is not. Here it is gone through once without keeping any of it. Knows bytes; opens no file.

use std::io::{self, BufReader, Read, Seek, SeekFrom};
use zip::read::Config;
use zip::result::{ZipError, ZipResult};
use zip::unstable::read::ZipIterable;

/// What is read at most to find the directory and to go through it.
const DIRECTORY: u64 = 32 << 20;

/// Whether the directory has at most so many entries, and lies within what is read. What fits may be
/// opened: `ZipArchive` goes the same way.
///
/// # Errors
/// When it is no zip, or its directory is not in order.
pub fn fits(mut from: impl Read + Seek, most: usize) -> ZipResult<bool> {
    let length = from.seek(SeekFrom::End(0))?;
    let mut measured = Measured { from: BufReader::new(from), at: length, left: DIRECTORY };
    let gone_through = go_through(&mut measured, most, length);
    match gone_through {
        Err(_) if measured.left == 0 => Ok(false),
        other => other,
    }
}

fn go_through(from: impl Read + Seek, most: usize, length: u64) -> ZipResult<bool> {
    let mut zip = ZipIterable::try_new(from, Config::default())?;
    if zip.len() > most {
        return Ok(false);
    }
    for entry in zip.files()? {
        // Beyond the file, `ZipArchive` would give this directory up and look for another one.
        if entry?.header_start() > length {
            return Err(ZipError::InvalidArchive("an entry lies beyond the end".into()));
        }
    }
    Ok(true)
}

/// Gives no more than so many bytes, and keeps what it has read ahead when somebody seeks to where they are.
struct Measured<R> {
    from: BufReader<R>,
    at: u64,
    left: u64,
}

impl<R: Read> Read for Measured<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(into)?;
        self.at += read as u64;
        self.left = self.left.saturating_sub(read as u64);
        if self.left == 0 { Err(io::ErrorKind::QuotaExceeded.into()) } else { Ok(read) }
    }
}

impl<R: Seek> Seek for Measured<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = match to {
            SeekFrom::Start(to) if to == self.at => to,
            // Where the buffer is read from is not where its reader stands.
            SeekFrom::Current(by) => {
                let to = self.at.checked_add_signed(by).ok_or(io::ErrorKind::InvalidInput)?;
                self.from.seek(SeekFrom::Start(to))?
            }
            to => self.from.seek(to)?,
        };
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};
    use zip::ZipArchive;

    fn zip(count: usize) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for number in 0..count {
            zip.start_file(format!("{number}.txt"), zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(b"hola").unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    /// What ends a zip of the larger kind (APPNOTE.TXT §4.3.14 to 16): so many entries, in a directory of
    /// so many bytes that begins there.
    fn end(count: u64, size: u64, start: u64, at: u64) -> Vec<u8> {
        let mut end = b"PK\x06\x06".to_vec();
        end.extend(44u64.to_le_bytes());
        end.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        [count, count, size, start].iter().for_each(|number| end.extend(number.to_le_bytes()));
        end.extend(b"PK\x06\x07\0\0\0\0");
        end.extend(at.to_le_bytes());
        end.extend(1u32.to_le_bytes());
        end.extend(b"PK\x05\x06\0\0\0\0");
        end.extend([0xFF; 12]);
        end.extend([0, 0]);
        end
    }

    /// A directory of bare headers, and nothing that it is the directory of.
    fn bare(count: usize) -> Vec<u8> {
        let mut header = b"PK\x01\x02".to_vec();
        header.resize(46, 0);
        let mut zip = b"PK\x03\x04".to_vec();
        zip.extend(header.repeat(count));
        let size = zip.len() as u64;
        zip.extend(end(count as u64, size - 4, 4, size));
        zip
    }

    /// Counts what is read of it.
    struct Counted(Cursor<Vec<u8>>, u64);

    impl Read for Counted {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let read = self.0.read(into)?;
            self.1 += read as u64;
            Ok(read)
        }
    }

    impl Seek for Counted {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            self.0.seek(to)
        }
    }

    #[test]
    fn a_zip_fits_when_it_has_no_more_entries_than_that() {
        let zip = zip(300);
        assert!(fits(Cursor::new(&zip), 300).unwrap());
        assert!(!fits(Cursor::new(&zip), 299).unwrap());
        assert!(fits(Cursor::new(b"no zip"), 300).is_err());
        assert!(fits(Cursor::new(&zip[..zip.len() - 30]), 300).is_err());
    }

    #[test]
    fn an_entry_is_read_once_and_not_a_buffer_for_each() {
        let zip = zip(3000);
        let mut counted = Counted(Cursor::new(zip), 0);
        assert!(fits(&mut counted, 3000).unwrap());
        assert!(counted.1 < 1_000_000, "{} bytes", counted.1);
    }

    #[test]
    fn a_directory_of_bare_headers_is_refused_before_it_is_read() {
        let mut counted = Counted(Cursor::new(bare(500_000)), 0);
        assert!(!fits(&mut counted, 20_000).unwrap());
        assert!(counted.1 < 1_000_000, "{} bytes", counted.1);
    }

    #[test]
    fn a_directory_of_few_entries_with_much_in_each_is_refused_too() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for number in 0..600 {
            let name = format!("{number}{}", "x".repeat(60_000));
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        }
        let zip = zip.finish().unwrap().into_inner();
        let mut counted = Counted(Cursor::new(zip), 0);
        assert!(!fits(&mut counted, 20_000).unwrap());
        assert!(counted.1 < DIRECTORY + 1_000_000, "{} bytes", counted.1);
    }

    /// The last end of two says one entry that `ZipArchive` gives up, the one before says very many.
    #[test]
    fn a_second_end_that_would_be_fallen_back_to_is_never_reached() {
        let mut zip = bare(500_000);
        let start = zip.len() as u64;
        let mut header = b"PK\x01\x02".to_vec();
        header.resize(46, 0);
        // A local header at the very end of what 64 bits can name (APPNOTE.TXT §4.5.3).
        header[30..32].copy_from_slice(&12u16.to_le_bytes());
        header[42..46].copy_from_slice(&[0xFF; 4]);
        header.extend([1, 0, 8, 0]);
        header.extend((u64::MAX - 1000).to_le_bytes());
        zip.extend(&header);
        zip.push(0);
        let at = zip.len() as u64;
        zip.extend(end(1, 46, start, at));
        assert!(!matches!(fits(Cursor::new(&zip), 20_000), Ok(true)));
    }

    #[test]
    fn what_fits_is_opened_with_as_many_entries() {
        let zip = zip(17);
        assert!(fits(Cursor::new(&zip), 17).unwrap());
        assert_eq!(ZipArchive::new(Cursor::new(zip)).unwrap().len(), 17);
    }
}
