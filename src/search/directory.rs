//! Where the library keeps the files of an index, as it sees it: those that were sealed, and those
//! that it is making, which stay in memory until they are sealed together. It has no locks and no
//! temporary files, and nothing of it ever has a name on a disk.

use super::blocks::Part;
use std::collections::HashMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use tantivy::Directory;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, DirectoryLock, FileHandle, Lock, OwnedBytes, TerminatingWrite, WatchCallback, WatchHandle,
    WritePtr,
};

/// What the library writes down about its segments.
pub const META: &str = "meta.json";

#[derive(Default)]
struct Files {
    sealed: HashMap<PathBuf, Part>,
    fresh: HashMap<PathBuf, OwnedBytes>,
    /// Small ones, written whole.
    small: HashMap<PathBuf, Vec<u8>>,
}

/// Shared by all its clones.
#[derive(Clone, Default)]
pub struct SealedDirectory(Arc<RwLock<Files>>);

impl SealedDirectory {
    pub fn new(meta: Option<&str>, sealed: HashMap<PathBuf, Part>) -> Self {
        let meta = meta.map(|text| (PathBuf::from(META), text.as_bytes().to_vec()));
        let files = Files { sealed, fresh: HashMap::new(), small: meta.into_iter().collect() };
        Self(Arc::new(RwLock::new(files)))
    }

    /// A file that was made and is not sealed yet.
    pub fn fresh(&self, path: &Path) -> Option<OwnedBytes> {
        self.read().fresh.get(path).cloned()
    }

    /// What stands in `meta.json`.
    pub fn meta(&self) -> Option<String> {
        String::from_utf8(self.read().small.get(Path::new(META))?.clone()).ok()
    }

    fn read(&self) -> RwLockReadGuard<'_, Files> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Files> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for SealedDirectory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealedDirectory")
    }
}

impl Directory for SealedDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let files = self.read();
        match (files.fresh.get(path), files.sealed.get(path)) {
            (Some(bytes), _) => Ok(Arc::new(bytes.clone())),
            (None, Some(part)) => Ok(Arc::new(part.clone())),
            (None, None) => Err(OpenReadError::FileDoesNotExist(path.to_path_buf())),
        }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        let mut files = self.write();
        let known = files.fresh.remove(path).is_some() | files.sealed.remove(path).is_some();
        match known | files.small.remove(path).is_some() {
            true => Ok(()),
            false => Err(DeleteError::FileDoesNotExist(path.to_path_buf())),
        }
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        let files = self.read();
        Ok(files.fresh.contains_key(path)
            || files.sealed.contains_key(path)
            || files.small.contains_key(path))
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        if self.exists(path).unwrap_or(false) {
            return Err(OpenWriteError::FileAlreadyExists(path.to_path_buf()));
        }
        let making = Making { directory: self.clone(), path: path.to_path_buf(), bytes: Vec::new() };
        Ok(BufWriter::new(Box::new(making)))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let small = self.read().small.get(path).cloned();
        small.ok_or_else(|| OpenReadError::FileDoesNotExist(path.to_path_buf()))
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.write().small.insert(path.to_path_buf(), data.to_vec());
        Ok(())
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    /// Nobody else has this directory: who may write is decided where the sealed files are published.
    fn acquire_lock(&self, _: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}

/// A file that is being made.
struct Making {
    directory: SealedDirectory,
    path: PathBuf,
    bytes: Vec<u8>,
}

impl Write for Making {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl TerminatingWrite for Making {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        let bytes = OwnedBytes::new(std::mem::take(&mut self.bytes));
        self.directory.write().fresh.insert(std::mem::take(&mut self.path), bytes);
        Ok(())
    }
}
