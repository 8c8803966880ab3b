//! The directory of the demonstration while it is being made: beside its place, under another name, so
//! that half a store is never taken for a whole one.

use crate::cli::refusal::Refusal;
use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

pub struct Unfinished {
    place: PathBuf,
    beside: PathBuf,
    finished: bool,
}

impl Unfinished {
    /// # Errors
    /// When there is something in the place already that is no store.
    pub fn begin(place: &Path) -> Result<Self, Refusal> {
        let cannot =
            |error: io::Error| Refusal::new("cannot-write").about(place.display().to_string()).because(error);
        let taken = match fs::read_dir(place) {
            Ok(mut entries) => entries.next().is_some(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(cannot(error)),
        };
        if taken {
            return Err(Refusal::new("not-the-demo").about(place.display().to_string()));
        }
        let unfinished = Self { beside: beside(place), place: place.to_path_buf(), finished: false };
        // Left by a run that was killed: nothing but what this program made.
        unfinished.remove();
        DirBuilder::new().recursive(true).mode(0o700).create(&unfinished.beside).map_err(cannot)?;
        Ok(unfinished)
    }

    pub fn path(&self) -> &Path {
        &self.beside
    }

    /// Puts the directory in its place. What is in it is closed and durable.
    pub fn finish(mut self) -> Result<(), Refusal> {
        let renamed =
            fs::rename(&self.beside, &self.place).and_then(|()| File::open(parent(&self.place))?.sync_all());
        renamed.map_err(|error| {
            Refusal::new("cannot-write").about(self.place.display().to_string()).because(error)
        })?;
        self.finished = true;
        Ok(())
    }

    fn remove(&self) {
        // Where it cannot be removed, making it says so.
        let _ = fs::remove_dir_all(&self.beside);
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.finished {
            self.remove();
        }
    }
}

fn parent(place: &Path) -> &Path {
    place.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn beside(place: &Path) -> PathBuf {
    let name = place.file_name().unwrap_or_default().to_string_lossy().into_owned();
    parent(place).join(format!(".{name}.unfinished"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_finished_leaves_nothing_and_what_is_stands_in_its_place() {
        let directory = tempfile::tempdir().unwrap();
        let place = directory.path().join("demo-store");
        let begun = Unfinished::begin(&place).ok().unwrap();
        std::fs::write(begun.path().join("half"), "x").unwrap();
        drop(begun);
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);

        let begun = Unfinished::begin(&place).ok().unwrap();
        std::fs::write(begun.path().join("whole"), "x").unwrap();
        begun.finish().ok().unwrap();
        assert!(place.join("whole").exists());
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_directory_with_something_in_it_is_left_alone() {
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("thesis"), "x").unwrap();
        assert!(Unfinished::begin(directory.path()).is_err());
        assert!(directory.path().join("thesis").exists());
    }
}
