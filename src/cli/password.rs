//! Passwords come from a terminal or from a file that is named; never from an argument, which
//! everybody on the machine can read.

use super::refusal::Refusal;
use crate::domain::Lang;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

pub type Secret = Zeroizing<String>;

/// Enough for the longest password, whatever its letters.
const LONGEST: u64 = 16 * 1024;

/// The file that holds the password: as the command says, or the environment.
pub fn named_file(argument: Option<&Path>) -> Option<PathBuf> {
    let environment = || std::env::var_os("RESGUARDO_PASSWORD_FILE").filter(|name| !name.is_empty());
    argument.map(Path::to_path_buf).or_else(|| environment().map(PathBuf::from))
}

/// The password of an account that exists.
pub fn existing(file: Option<&Path>, account: &str, lang: Lang) -> Result<Secret, Refusal> {
    match file {
        Some(file) => first_line(file),
        None => ask(&prompt(lang, "cli-ask-password", account)),
    }
}

/// A code that somebody was given.
pub fn code(file: Option<&Path>, lang: Lang) -> Result<Secret, Refusal> {
    match file {
        Some(file) => first_line(file),
        None => ask(&prompt(lang, "cli-ask-code", "")),
    }
}

/// A password that is being chosen: on a terminal it is typed twice.
pub fn chosen(file: Option<&Path>, account: &str, lang: Lang) -> Result<Secret, Refusal> {
    let Some(file) = file else {
        let first = ask(&prompt(lang, "cli-ask-new-password", account))?;
        let again = ask(&prompt(lang, "cli-ask-password-again", account))?;
        return if *first == *again { Ok(first) } else { Err(Refusal::new("passwords-differ")) };
    };
    first_line(file)
}

fn prompt(lang: Lang, key: &str, account: &str) -> String {
    let account = super::words::one_line(account);
    format!("{} ", super::words::say_with(lang, key, &[("account", account)]))
}

fn ask(prompt: &str) -> Result<Secret, Refusal> {
    rpassword::prompt_password(prompt).map(Secret::new).map_err(|_| Refusal::new("no-terminal"))
}

/// The first line, without its end; a file without one is a line too.
fn first_line(path: &Path) -> Result<Secret, Refusal> {
    let about = path.display().to_string();
    let unreadable = |error: std::io::Error| Refusal::new("password-file").about(&about).because(error);
    let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST as usize));
    File::open(path).map_err(unreadable)?.take(LONGEST).read_to_end(&mut bytes).map_err(unreadable)?;
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    match std::str::from_utf8(line) {
        Ok("") => Err(Refusal::new("password-file-empty").about(about)),
        Ok(line) => Ok(Secret::new(line.to_owned())),
        Err(_) => Err(Refusal::new("password-file-text").about(about)),
    }
}

/// What a missing account is answered with; here, because every sign-in passes by.
pub fn required(account: Option<&String>) -> Result<&str, Refusal> {
    account.map(String::as_str).ok_or_else(|| Refusal::usage("account-missing"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content: &[u8]) -> Result<String, Refusal> {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("password");
        std::fs::write(&path, content).unwrap();
        first_line(&path).map(|secret| secret.to_string())
    }

    #[test]
    fn the_first_line_counts_with_or_without_its_end() {
        for content in ["ñandú  con espacios ", "ñandú  con espacios \n", "ñandú  con espacios \r\notra\n"]
        {
            assert_eq!(read(content.as_bytes()).ok().as_deref(), Some("ñandú  con espacios "), "{content:?}");
        }
    }

    #[test]
    fn an_empty_file_or_one_that_is_no_text_is_refused() {
        for content in [b"".as_slice(), b"\nsecond", b"\xff\xfe"] {
            assert!(read(content).is_err(), "{content:?}");
        }
    }
}
