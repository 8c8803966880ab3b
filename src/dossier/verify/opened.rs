//! Reads the zip once: digests of everything, the bytes of what is looked into, and a comparison
//! of every byte with the zip that this content must make (`container.rs`).

use super::report::{Report, What, Why, or};
use crate::crypto::{Digest, Hasher};
use crate::domain::zip_directory;
use crate::dossier::container::{Compare, Shared, options};
use crate::dossier::names::is_safe_path;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek, SeekFrom, Write};
use std::rc::Rc;
use zip::read::ZipReadOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// More files, or a larger one of those that are read into memory, are no dossier of ours.
const MOST_FILES: usize = 200_000;
const MOST_KEPT: u64 = 1 << 30;

pub struct Opened {
    pub name: String,
    /// The paths as they lie in the zip.
    pub order: Vec<String>,
    pub files: BTreeMap<String, Seen>,
}

pub struct Seen {
    pub bytes: u64,
    pub sha256: Digest,
    /// Only of those that are looked into.
    pub content: Vec<u8>,
}

struct Place {
    index: usize,
    start: u64,
    name: String,
    bytes: u64,
}

type Archive<R> = ZipArchive<Shared<R>>;

impl Opened {
    pub fn text(&self, path: &str) -> Option<&str> {
        std::str::from_utf8(&self.files.get(path)?.content).ok()
    }
}

/// `None` when there is nothing to go on with.
pub fn open<R: Read + Seek>(file: R, report: &mut Report) -> Option<Opened> {
    let mut shared = Shared::new(file);
    let length = shared.seek(SeekFrom::End(0)).ok()?;
    let opened = match zip_directory::fits(shared.another(), MOST_FILES) {
        Ok(true) => ZipArchive::new(shared.another()).map_err(|_| Why::NotAZip),
        Ok(false) => Err(Why::TooLarge),
        Err(_) => Err(Why::NotAZip),
    };
    let mut archive = match opened {
        Ok(archive) => archive,
        Err(why) => {
            report.add(What::Container, "", Err(why));
            return None;
        }
    };
    let places = match places(&mut archive, length) {
        Ok(places) => places,
        Err((name, why)) => {
            report.add(What::Container, name, Err(why));
            return None;
        }
    };
    let name = places.first().and_then(|place| place.name.split('/').next()).unwrap_or_default().to_owned();
    let difference = Rc::new(Cell::new(None));
    let compare = Compare::new(shared, Rc::clone(&difference));
    let files = match read_all(&mut archive, &places, &name, compare, length, &difference, report) {
        Ok(files) => files,
        Err(why) => {
            report.add(What::Container, "", Err(why));
            return None;
        }
    };
    let subject = difference.get().map(|at| at_file(&places, at, archive.central_directory_start()));
    report.add(
        What::Container,
        subject.unwrap_or_default(),
        or(difference.get().is_none(), Why::NotCanonical),
    );
    report.name.clone_from(&name);
    let below = |place: &Place| Some(place.name.strip_prefix(&name)?.strip_prefix('/')?.to_owned());
    let order = places.iter().filter_map(below).collect();
    Some(Opened { name, order, files })
}

/// The entries as they lie in the file.
fn places<R: Read + Seek>(archive: &mut Archive<R>, length: u64) -> Result<Vec<Place>, (String, Why)> {
    let mut places = Vec::new();
    for index in 0..archive.len() {
        let file = archive.by_index_raw(index).map_err(|_| (String::new(), Why::NotAZip))?;
        let name = String::from_utf8_lossy(file.name_raw()).escape_debug().to_string();
        if file.compression() != CompressionMethod::Stored || file.encrypted() {
            return Err((name, Why::NotCanonical));
        }
        places.push(Place { index, start: file.header_start(), bytes: file.size(), name });
    }
    let total = places.iter().try_fold(0u64, |sum, place| sum.checked_add(place.bytes));
    if total.is_none_or(|total| total > length) {
        return Err((String::new(), Why::TooLarge));
    }
    places.sort_by_key(|place| place.start);
    Ok(places)
}

fn read_all<R: Read + Seek>(
    archive: &mut Archive<R>,
    places: &[Place],
    folder: &str,
    compare: Compare<Shared<R>>,
    length: u64,
    difference: &Rc<Cell<Option<u64>>>,
    report: &mut Report,
) -> Result<BTreeMap<String, Seen>, Why> {
    let (mut files, mut taken) = (BTreeMap::new(), BTreeSet::new());
    let mut again = ZipWriter::new_stream(compare);
    for place in places {
        let path = place.name.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
        let safe = path.filter(|path| is_safe_path(path) && taken.insert(path.to_ascii_lowercase()));
        if safe.is_none() {
            report.add(What::Name, &place.name, Err(Why::Unsafe));
        }
        again.start_file(place.name.as_str(), options(place.bytes)).map_err(|_| Why::NotCanonical)?;
        let seen = read_one(archive, place, path.unwrap_or_default(), &mut again)?;
        if let Some(path) = safe {
            files.insert(path.to_owned(), seen);
        }
    }
    let made = again.finish().map_err(|_| Why::NotCanonical)?.into_inner().written();
    if made != length && difference.get().is_none() {
        difference.set(Some(made.min(length)));
    }
    Ok(files)
}

/// The checksum is not asked: digests name the file, and the comparison finds the checksum.
fn read_one<R: Read + Seek>(
    archive: &mut Archive<R>,
    place: &Place,
    path: &str,
    again: &mut impl Write,
) -> Result<Seen, Why> {
    let all = ZipReadOptions::new().ignore_crc32(true);
    let mut file = archive.by_index_with_options(place.index, all).map_err(|_| Why::NotCanonical)?;
    let (mut hasher, mut content, mut buffer) = (Hasher::default(), Vec::new(), vec![0; 1 << 16]);
    let keep = looked_into(path);
    if keep && place.bytes > MOST_KEPT {
        return Err(Why::TooLarge);
    }
    loop {
        let read = file.read(&mut buffer).map_err(|_| Why::NotAZip)?;
        if read == 0 {
            break;
        }
        hasher.update(&buffer[..read]);
        again.write_all(&buffer[..read]).map_err(|_| Why::NotAZip)?;
        if keep {
            content.extend_from_slice(&buffer[..read]);
        }
    }
    Ok(Seen { bytes: place.bytes, sha256: hasher.finish(), content })
}

fn looked_into(path: &str) -> bool {
    !path.starts_with("data/exhibits/")
}

fn at_file(places: &[Place], at: u64, directory: u64) -> String {
    let within = |place: &&Place| place.start <= at;
    match places.iter().take_while(within).last() {
        Some(place) if at < directory => place.name.clone(),
        _ => "zip".to_owned(),
    }
}
