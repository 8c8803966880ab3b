//! Every way of changing what is stored, on everything that is stored: a table that people review,
//! `tests/expected/tamper-matrix.txt`, with the words that whoever meets the change reads. After a
//! change that is meant, `RESGUARDO_RENEW_EXPECTED=1` writes it anew.

mod changes;
mod look;
mod specimen;

use crate::support::tree::root;
use changes::{CHANGES, subjects};
use look::{Verdict, look};
use resguardo::domain::{Choice, Lang};
use resguardo::service::TamperKind;
use specimen::Specimen;

/// What people read where the table has a code.
fn legend(kind: &TamperKind) -> String {
    format!("{:17} {}", kind.code(), kind.label(Lang::En))
}

#[test]
fn every_change_of_what_is_stored_is_refused_or_named_as_was_reviewed() {
    let specimen = Specimen::make();
    let subjects = subjects(&specimen);
    let (mut lines, mut apply, mut noticed) = (Vec::new(), 0, 0);
    for subject in &subjects {
        let untouched = look(&specimen, &specimen.copy(), subject.name);
        assert_eq!(untouched, Verdict::default(), "{}: told of tampering that there was not", subject.name);
        for (name, change) in CHANGES {
            let copy = specimen.copy();
            let done = change(subject, &mut copy.vandal(), copy.path());
            let verdict = done.then(|| look(&specimen, &copy, subject.name));
            apply += usize::from(done);
            noticed += usize::from(verdict.as_ref().is_some_and(Verdict::notices));
            let said = verdict.map_or_else(|| "does not apply".into(), |verdict| verdict.to_string());
            lines.push(format!("{:12} {name:28} {said}", subject.name));
        }
    }
    let summary = format!("{noticed} of {apply} changes that can be made are refused or named");
    println!("{summary}");
    let words: Vec<String> = TamperKind::ALL.iter().map(legend).collect();
    let matrix = format!("{}\n\n{summary}\n\n{}\n", lines.join("\n"), words.join("\n"));
    let path = root().join("tests/expected/tamper-matrix.txt");
    if std::env::var_os("RESGUARDO_RENEW_EXPECTED").is_some() {
        std::fs::write(&path, &matrix).unwrap();
    }
    let reviewed = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(matrix, reviewed, "what is noticed, or how it is told, differs from {}", path.display());
}
