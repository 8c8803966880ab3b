//! Where sealed files lie. Knows names without meaning and bytes without keys.

use super::direct::DirectFile;
use super::directory::{is_older, sync_parent};
use super::error::{Error, Result, Tamper, TamperKind};
use super::nameless;
use crate::crypto::random;
use crate::domain::BlobId;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{Read, Seek, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

pub trait ReadSeek: Read + Seek + Send {}
impl<T: Read + Seek + Send> ReadSeek for T {}

/// A place for sealed files. Each is written once, under a random name, and never changed.
pub trait BlobStore: Send + Sync {
    /// Begins a file that is not there until [`PendingBlob::commit`].
    fn create(&self) -> Result<Box<dyn PendingBlob>>;
    fn open(&self, id: BlobId) -> Result<Box<dyn ReadSeek>>;
    /// Removes a file; one that is not there is already removed.
    fn delete(&self, id: BlobId) -> Result<()>;
    /// Every committed file that was last written before a moment.
    fn list_older(&self, than: SystemTime) -> Result<Vec<BlobId>>;
    /// Puts a file aside at a moment, out of the way of everything but [`BlobStore::sweep_aside`].
    fn set_aside(&self, id: BlobId, now: SystemTime) -> Result<()>;
    /// Removes the files that were set aside before a moment.
    fn sweep_aside(&self, before: SystemTime) -> Result<()>;
    /// Removes files that were never committed and were last written before a moment.
    fn sweep_unfinished(&self, before: SystemTime) -> Result<()>;
}

/// A file being written. Dropped without `commit`, it leaves nothing behind.
pub trait PendingBlob: Write + Send {
    /// Makes the bytes and then the name durable. Once this returns, the file survives a power
    /// cut.
    fn commit(self: Box<Self>, id: BlobId) -> Result<()>;
}

/// How the name of a file begins until it is whole, where files without names are not to be had.
const UNFINISHED: &str = "unfinished-";

/// Where files lie that no record speaks of, as far as the table tells.
const ASIDE: &str = "left-over";

/// Sealed files in a directory, fanned out by the first byte of their names.
pub struct DiskBlobs(PathBuf);

impl DiskBlobs {
    pub fn new(directory: PathBuf) -> Self {
        Self(directory)
    }

    fn path(&self, id: BlobId) -> PathBuf {
        let name = id.to_string();
        self.0.join(&name[..2]).join(name)
    }
}

impl BlobStore for DiskBlobs {
    fn create(&self) -> Result<Box<dyn PendingBlob>> {
        let (file, named) = match nameless::begin(&self.0)? {
            Some(file) => (file, None),
            None => {
                let path = self.0.join(format!("{UNFINISHED}{}", BlobId::from_random(random::bytes())));
                (OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?, Some(path))
            }
        };
        Ok(Box::new(PendingFile { file: DirectFile::new(file), named, directory: self.0.clone() }))
    }

    fn open(&self, id: BlobId) -> Result<Box<dyn ReadSeek>> {
        match File::open(self.path(id)) {
            Ok(file) => Ok(Box::new(file)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Err(Tamper::new(TamperKind::FileMissing, id).into())
            }
            Err(error) => Err(error.into()),
        }
    }

    fn delete(&self, id: BlobId) -> Result<()> {
        match fs::remove_file(self.path(id)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    fn list_older(&self, than: SystemTime) -> Result<Vec<BlobId>> {
        let mut found = Vec::new();
        for fan in fs::read_dir(&self.0)? {
            let fan = fan?;
            if !fan.file_type()?.is_dir() || fan.file_name() == ASIDE {
                continue;
            }
            for file in fs::read_dir(fan.path())? {
                let file = file?;
                let id = file.file_name().to_str().and_then(|name| name.parse::<BlobId>().ok());
                if is_older(&file, than)? {
                    found.extend(id);
                }
            }
        }
        Ok(found)
    }

    fn set_aside(&self, id: BlobId, now: SystemTime) -> Result<()> {
        let aside = self.0.join(ASIDE);
        DirBuilder::new().recursive(true).mode(0o700).create(&aside)?;
        File::open(self.path(id))?.set_modified(now)?;
        Ok(fs::rename(self.path(id), aside.join(id.to_string()))?)
    }

    fn sweep_aside(&self, before: SystemTime) -> Result<()> {
        let aside = self.0.join(ASIDE);
        if !aside.exists() {
            return Ok(());
        }
        for file in fs::read_dir(aside)? {
            let file = file?;
            if is_older(&file, before)? {
                fs::remove_file(file.path())?;
            }
        }
        Ok(())
    }

    fn sweep_unfinished(&self, before: SystemTime) -> Result<()> {
        for file in fs::read_dir(&self.0)? {
            let file = file?;
            let unfinished = file.file_name().to_string_lossy().starts_with(UNFINISHED);
            if unfinished && is_older(&file, before)? {
                fs::remove_file(file.path())?;
            }
        }
        Ok(())
    }
}

/// A file being written: nameless, or under the name of an unfinished one.
struct PendingFile {
    file: DirectFile,
    named: Option<PathBuf>,
    directory: PathBuf,
}

impl Write for PendingFile {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.file.write(bytes)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

impl PendingBlob for PendingFile {
    fn commit(mut self: Box<Self>, id: BlobId) -> Result<()> {
        let target = DiskBlobs(self.directory.clone()).path(id);
        let file = self.file.finish()?;
        file.sync_all()?;
        make_fan(&target)?;
        match self.named.take() {
            Some(path) => fs::rename(path, &target)?,
            None => nameless::give_name(file, &target)?,
        }
        sync_parent(&target)
    }
}

fn make_fan(target: &Path) -> Result<()> {
    let Some(fan) = target.parent() else { return Ok(()) };
    match DirBuilder::new().mode(0o700).create(fan) {
        Ok(()) => sync_parent(fan),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(Error::from(error)),
    }
}

impl Drop for PendingFile {
    fn drop(&mut self) {
        if let Some(path) = self.named.take() {
            // Nothing to be done if it fails: the next start sweeps unfinished files.
            let _ = fs::remove_file(path);
        }
    }
}
