//! The demonstration: made once, whole or not at all, with dossiers that verify and keep quiet about
//! whoever did not consent.

use resguardo::service::dossiers::verify;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn demo(data: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_resguardo"));
    command.args(["demo", "--no-serve", "--json", "--data"]).arg(data);
    command.env_remove("RESGUARDO_DATABASE").output().expect("the program runs")
}

fn said(output: &Output) -> serde_json::Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("one JSON document")
}

/// Everything in a zip as text, and what its PDF says.
fn content(path: &Path) -> String {
    let mut archive = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
    let mut all = String::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let name = file.name().unwrap().into_owned();
        all += &name;
        all += &match name.ends_with(".pdf") {
            true => text_of(&bytes),
            false => String::from_utf8_lossy(&bytes).into_owned(),
        };
    }
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn text_of(pdf: &[u8]) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(&file, pdf).unwrap();
    let output = Command::new("pdftotext").arg(file.path()).arg("-").output().expect("pdftotext");
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

/// Words of the witness who refused everything, of anybody's identity, pseudonyms, and of those shown in
/// what was withdrawn: in no dossier.
const NOWHERE: &[&str] = &[
    "cuaderno de tapas verdes",
    "green covers",
    "recursos materiales",
    "borrar seis equipos",
    "Rosaura",
    "Anselmo",
    "Teodoro",
    "Bruma",
    "Cedro",
    "Lince",
    "Alondra",
    "Gavilán",
    "Duna",
    "bugambilia",
    "alcatraz",
    "cempasúchil",
    "chat-5-tendencia",
    "Yo ya no quiero",
    "única persona del turno",
    "only person on the morning shift",
];

/// Words of the witness who did not consent to the rapporteur.
const NOT_FOR_THE_UN: &[&str] = &[
    "sala de los relojes",
    "clock room",
    "se le descontaba el día",
    "lost that day's pay",
    "rol-de-guardias",
    "chat-4-guardia",
    "llegar viva al lunes",
];

#[test]
fn the_demonstration_is_made_once_and_its_dossiers_hold_only_what_was_consented() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("store");
    let first = said(&demo(&data));
    assert_eq!(first["created"], true);
    let left: Vec<PathBuf> = fs::read_dir(directory.path()).unwrap().map(|one| one.unwrap().path()).collect();
    assert_eq!(left, [data.as_path()], "nothing is left beside the store");

    let (cndh, un) =
        (data.join("dossiers/cndh-es.zip"), data.join("dossiers/un-sr-freedom-of-expression-en.zip"));
    for path in [&cndh, &un] {
        let report = verify(path, None).unwrap();
        assert!(report.holds(), "{}", report.words(resguardo::domain::Lang::En));
    }
    let (cndh, un) = (content(&cndh), content(&un));
    for words in NOWHERE {
        assert!(!cndh.contains(words) && !un.contains(words), "{words}");
    }
    for words in NOT_FOR_THE_UN {
        assert!(!un.contains(words), "{words}");
    }
    // The words are looked for where they would be found: what was consented is there.
    for words in
        ["sala de los relojes", "se le descontaba el día", "E-010/E-010.csv", "Marisela Quimera Ficticia"]
    {
        assert!(cndh.contains(words), "{words}");
    }
    for words in
        ["copy and paste the text as it stood", "Marisela Quimera Ficticia", "T.N.I.", "Allegation letter"]
    {
        assert!(un.contains(words), "{words}");
    }

    let second = said(&demo(&data));
    assert_eq!(second["created"], false);
    assert_eq!(second["dossiers"], first["dossiers"]);
}

#[test]
fn a_directory_that_holds_something_else_is_left_alone() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("thesis.txt"), "mine").unwrap();
    let output = demo(directory.path());
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("hint: "));
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
}
