//! For the tests: a small fictional dossier, and the common tools that a recipient has.

use super::content::{Content, Figure};
use std::io::Cursor;
use std::path::Path;
use std::process::Command;

/// A CNDH complaint in Spanish, fictional throughout.
pub fn content() -> Content {
    let mut content: Content =
        serde_json::from_str(include_str!("../../tests/vectors/dossier/content.json")).unwrap();
    for exhibit in &mut content.exhibits {
        exhibit.figures.iter_mut().for_each(|figure: &mut Figure| figure.bytes = picture());
    }
    content
}

pub fn picture() -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    let paint = |x: u32, y: u32| image::Rgb([(x % 251) as u8, (y % 241) as u8, 200]);
    image::RgbImage::from_fn(90, 160, paint).write_to(&mut out, image::ImageFormat::Png).unwrap();
    out.into_inner()
}

/// Runs a tool that the tests need and returns what it printed. Fails when the tool is absent:
/// a test that passes without having looked would be worse than none.
pub fn tool(program: &str, arguments: &[&str], directory: &Path) -> String {
    let run = Command::new(program).args(arguments).current_dir(directory).output();
    let run = run.unwrap_or_else(|error| panic!("the tests need {program}: {error}"));
    let out = String::from_utf8_lossy(&run.stdout).into_owned();
    let err = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{program} {arguments:?} failed:\n{out}\n{err}");
    out + &err
}

/// The text of a PDF, as a reader copies it.
pub fn text_of(pdf: &[u8]) -> String {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("d.pdf"), pdf).unwrap();
    tool("pdftotext", &["-layout", "-enc", "UTF-8", "d.pdf", "-"], directory.path())
}
