//! Files that commands read, and files that they make: whole and under their name, or not there.

use super::answer::write_out;
use super::progress::Watched;
use super::refusal::Refusal;
use crate::service::nameless;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Stands for stdin or stdout.
pub const DASH: &str = "-";

/// A file to be read, or stdin.
pub struct Input {
    pub name: String,
    pub length: Option<u64>,
    pub reader: Box<dyn Read + Send>,
}

impl Input {
    pub fn open(path: &Path) -> Result<Self, Refusal> {
        let cannot = |why: &dyn ToString| {
            Refusal::new("cannot-read").about(path.display().to_string()).because(why.to_string())
        };
        if path.as_os_str() == DASH {
            return Ok(Self { name: "stdin".into(), length: None, reader: Box::new(io::stdin()) });
        }
        let file = File::open(path).map_err(|error| cannot(&error))?;
        let about = file.metadata().map_err(|error| cannot(&error))?;
        if about.is_dir() {
            return Err(cannot(&io::Error::from(io::ErrorKind::IsADirectory)));
        }
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let length = about.is_file().then_some(about.len());
        Ok(Self { name, length, reader: Box::new(file) })
    }

    /// Everything in it, for files that people write.
    pub fn text(path: &Path) -> Result<String, Refusal> {
        let mut text = String::new();
        let read = Self::open(path)?.reader.take(LONGEST_TEXT).read_to_string(&mut text);
        match read {
            Ok(_) => Ok(text),
            Err(error) => Err(Refusal::new("cannot-read").about(path.display().to_string()).because(error)),
        }
    }
}

/// More than any interview.
const LONGEST_TEXT: u64 = 64 << 20;

/// A file that is being made. Until [`Output::keep`] it has no name (Linux, `O_TMPFILE`), so that
/// nothing is left of it, whatever ends the program. Where the file system has no nameless files,
/// it stands beside under another name and is removed when dropped.
pub struct Output {
    path: PathBuf,
    replace: bool,
    file: Option<File>,
    beside: Option<PathBuf>,
}

impl Output {
    /// `-` is stdout. A file that exists is left alone unless it is to be replaced.
    pub fn create(path: &Path, replace: bool) -> Result<Self, Refusal> {
        let mut output = Self { path: path.to_path_buf(), replace, file: None, beside: None };
        if path.as_os_str() == DASH {
            return Ok(output);
        }
        if !replace && fs::symlink_metadata(path).is_ok() {
            return Err(Refusal::new("output-exists").about(output.shown()));
        }
        output.begin().map_err(|error| output.cannot(&error))?;
        Ok(output)
    }

    pub fn is_stdout(&self) -> bool {
        self.path.as_os_str() == DASH
    }

    fn shown(&self) -> String {
        self.path.display().to_string()
    }

    fn cannot(&self, error: &io::Error) -> Refusal {
        Refusal::new("cannot-write").about(self.shown()).because(error)
    }

    fn begin(&mut self) -> io::Result<()> {
        self.file = nameless::begin(self.parent())?;
        if self.file.is_none() {
            let beside = self.name_beside();
            let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
            (self.file, self.beside) = (Some(file), Some(beside));
        }
        Ok(())
    }

    fn parent(&self) -> &Path {
        let parent = self.path.parent().filter(|parent| !parent.as_os_str().is_empty());
        parent.unwrap_or(Path::new("."))
    }

    fn name_beside(&self) -> PathBuf {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        self.parent().join(format!(".{name}.{}.part", std::process::id()))
    }

    /// Copies a file into it.
    pub fn copy(&mut self, from: &mut Watched<impl Read>) -> Result<(), Refusal> {
        let mut piece = zeroize::Zeroizing::new(vec![0; 256 * 1024]);
        loop {
            let count = from.read(&mut piece).map_err(|error| from.refusal(error))?;
            match count {
                0 => return Ok(()),
                count => self.write(&piece[..count])?,
            }
        }
    }

    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        let written = match &mut self.file {
            Some(file) => file.write_all(bytes),
            None => return write_out(bytes),
        };
        written.map_err(|error| self.cannot(&error))
    }

    /// Makes the bytes and then the name durable.
    pub fn keep(mut self) -> Result<(), Refusal> {
        self.name_it().map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => Refusal::new("output-exists").about(self.shown()),
            _ => self.cannot(&error),
        })
    }

    fn name_it(&mut self) -> io::Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        file.sync_all()?;
        match (self.beside.is_some(), self.replace) {
            (false, false) => nameless::give_name(file, &self.path)?,
            (false, true) => {
                let beside = self.name_beside();
                nameless::give_name(file, &beside)?;
                self.beside = Some(beside);
            }
            // A hard link does not replace a file that came into being meanwhile; renaming would.
            (true, false) => fs::hard_link(self.beside.as_ref().unwrap_or(&self.path), &self.path)?,
            (true, true) => {}
        }
        if self.replace
            && let Some(beside) = &self.beside
        {
            fs::rename(beside, &self.path)?;
            self.beside = None;
        }
        File::open(self.parent())?.sync_all()
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if let Some(beside) = self.beside.take() {
            // If it cannot be removed there is nothing more to be done about it.
            let _ = fs::remove_file(beside);
        }
    }
}
