//! Opened blocks of sealed files. A file is opened where it is read, a block at a time; what was
//! opened is kept until it was not used for a while, so that a search that comes again decrypts
//! nothing.

use std::collections::HashMap;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, Weak};
use tantivy::HasLen;
use tantivy::directory::{FileHandle, OwnedBytes};

/// As much as a sealed stream opens at a time.
const BLOCK: usize = 65_536;

/// Of all files of an index together, in bytes. When more is open, all of it is forgotten.
const MOST_OPEN: usize = 192 << 20;

pub trait ReadSeek: Read + Seek + Send {}
impl<T: Read + Seek + Send> ReadSeek for T {}

/// What is open of the files of one index, and why one could not be read.
#[derive(Default)]
pub struct Blocks {
    files: Mutex<Vec<Weak<Sealed>>>,
    open: AtomicUsize,
    failure: Mutex<Option<io::Error>>,
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // What is kept is whole or not there at all: a panic elsewhere does not spoil it.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Blocks {
    /// The library may put another error in the place of ours: this is the first that there was.
    pub fn take_failure(&self) -> Option<io::Error> {
        lock(&self.failure).take()
    }

    fn fail(&self, error: io::Error) -> io::Error {
        let told = io::Error::new(error.kind(), "a sealed file of the index cannot be read");
        lock(&self.failure).get_or_insert(error);
        told
    }

    /// Room for more: where there is none, everything goes.
    fn make_room(&self, bytes: usize) {
        if self.open.fetch_add(bytes, Ordering::Relaxed) + bytes <= MOST_OPEN {
            return;
        }
        let mut files = lock(&self.files);
        files.retain(|file| file.strong_count() > 0);
        files.iter().filter_map(Weak::upgrade).for_each(|file| file.forget());
        self.open.store(bytes, Ordering::Relaxed);
    }
}

/// A sealed file that holds several files of the index, one behind another.
pub struct Sealed {
    file: Mutex<Box<dyn ReadSeek>>,
    length: usize,
    blocks: RwLock<Vec<Option<OwnedBytes>>>,
    /// What was read across blocks, so that the next time it lies in one piece again.
    runs: Mutex<HashMap<(usize, usize), OwnedBytes>>,
    all: Arc<Blocks>,
}

impl Sealed {
    pub fn new(mut file: Box<dyn ReadSeek>, all: &Arc<Blocks>) -> io::Result<Arc<Self>> {
        let length = usize::try_from(file.seek(SeekFrom::End(0))?).map_err(io::Error::other)?;
        let blocks = RwLock::new(vec![None; length.div_ceil(BLOCK)]);
        let (file, runs) = (Mutex::new(file), Mutex::default());
        let sealed = Arc::new(Self { file, length, blocks, runs, all: Arc::clone(all) });
        lock(&all.files).push(Arc::downgrade(&sealed));
        Ok(sealed)
    }

    pub fn len(&self) -> usize {
        self.length
    }

    fn forget(&self) {
        self.blocks.write().unwrap_or_else(PoisonError::into_inner).fill(None);
        lock(&self.runs).clear();
    }

    fn read(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.is_empty() {
            return Ok(OwnedBytes::empty());
        }
        let (number, first) = (range.start / BLOCK, range.start / BLOCK * BLOCK);
        if range.end > first + BLOCK {
            return self.run(range);
        }
        let inside = range.start - first..range.end - first;
        let known = self.blocks.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(Some(block)) = known.get(number) {
            return Ok(block.slice(inside));
        }
        drop(known);
        let block = self.open(first..(first + BLOCK).min(self.length))?;
        let mut known = self.blocks.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = known.get_mut(number) {
            *place = Some(block.clone());
        }
        Ok(block.slice(inside))
    }

    fn run(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        let key = (range.start, range.end);
        let known = lock(&self.runs).get(&key).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let bytes = self.open(range)?;
        lock(&self.runs).insert(key, bytes.clone());
        Ok(bytes)
    }

    fn open(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        self.all.make_room(range.len());
        let mut bytes = vec![0; range.len()];
        let mut file = lock(&self.file);
        let read = file.seek(SeekFrom::Start(range.start as u64)).and_then(|_| file.read_exact(&mut bytes));
        match read {
            Ok(()) => Ok(OwnedBytes::new(bytes)),
            Err(error) => Err(self.all.fail(error)),
        }
    }
}

/// One file of the index inside a sealed one.
#[derive(Clone)]
pub struct Part {
    sealed: Arc<Sealed>,
    range: Range<usize>,
}

impl Part {
    /// `None` where the sealed file is not that long.
    pub fn new(sealed: &Arc<Sealed>, offset: u64, length: u64) -> Option<Self> {
        let (start, length) = (usize::try_from(offset).ok()?, usize::try_from(length).ok()?);
        let end = start.checked_add(length).filter(|end| *end <= sealed.len())?;
        Some(Self { sealed: Arc::clone(sealed), range: start..end })
    }
}

impl std::fmt::Debug for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Part")
    }
}

impl HasLen for Part {
    fn len(&self) -> usize {
        self.range.len()
    }
}

impl FileHandle for Part {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        let (start, end) = (self.range.start + range.start, self.range.start + range.end);
        if start > end || end > self.range.end {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        self.sealed.read(start..end)
    }
}
