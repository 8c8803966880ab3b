//! Whether the bag's files lie in the order of `docs/formats/dossier.md` §3: the zip has one form,
//! and so has the order in it.

use super::opened::Opened;
use super::report::{Report, What, Why};
use crate::dossier::package::{KEY, RECORD, SIGNATURE};
use crate::dossier::{ledger, posts};

/// What each manifest lists, in its order: the files of its place as they lie in the zip.
pub fn check(bag: &Opened, report: &mut Report) {
    let ranks: Vec<(usize, &String)> = bag.order.iter().map(|path| (rank(path), path)).collect();
    let late = ranks.windows(2).find(|pair| pair[0].0 > pair[1].0).map(|pair| pair[1].1);
    let payload = listed(bag, "manifest-sha256.txt", |path| path.starts_with("data/"));
    let tags = listed(bag, "tagmanifest-sha256.txt", |path| !path.starts_with("data/"));
    if let Some(path) = late.or(payload).or(tags) {
        report.add(What::Container, path, Err(Why::NotCanonical));
    }
}

/// The first file of a manifest's place that lies where the manifest has another.
fn listed<'b>(bag: &'b Opened, manifest: &str, of: impl Fn(&str) -> bool) -> Option<&'b String> {
    let lines = bag.text(manifest).unwrap_or_default().lines();
    let mut lines = lines.filter_map(|line| line.split_once("  ").map(|(_, path)| path));
    let mut lying = bag.order.iter().filter(|path| of(path) && path.as_str() != manifest);
    lying.find(|path| lines.next() != Some(path.as_str()))
}

/// Where §3 has a file. What it does not name is said to be too many elsewhere.
fn rank(path: &str) -> usize {
    const PDF: usize = 1;
    const EXHIBIT: usize = 9;
    let fixed = [
        (0, "bagit.txt"),
        (2, RECORD),
        (3, "data/VERIFICAR.txt"),
        (4, "data/VERIFY.txt"),
        (5, ledger::ENTRIES),
        (6, ledger::CHECKPOINT),
        (7, ledger::CONSISTENCY),
        (8, ledger::SIGNERS),
        (10, posts::TABLE),
        (11, posts::RECORDS),
        (12, "bag-info.txt"),
        (13, "manifest-sha256.txt"),
        (14, SIGNATURE),
        (15, KEY),
        (16, "tagmanifest-sha256.txt"),
    ];
    let known = fixed.iter().find(|(_, name)| *name == path).map(|(rank, _)| *rank);
    known.unwrap_or(if path.ends_with(".pdf") && path.matches('/').count() == 1 { PDF } else { EXHIBIT })
}

#[cfg(test)]
mod tests {
    use super::super::report::What;
    use super::super::tests::{check, dossier, files, zipped};
    use zip::CompressionMethod::Stored;

    #[test]
    fn files_in_another_order_are_another_form() {
        let (_, zip) = dossier();
        let count = files(&zip).len();
        for (one, other) in [(0, 1), (1, 2), (2, 3), (4, 5), (count - 2, count - 1)] {
            let mut files = files(&zip);
            files.swap(one, other);
            let report = check(&zipped(&files, Stored));
            let found: Vec<What> = report.failures().map(|check| check.what).collect();
            assert_eq!(found, [What::Container], "{one} and {other}");
        }
    }

    #[test]
    fn exhibits_lie_as_the_manifest_lists_them() {
        let (_, zip) = dossier();
        let mut files = files(&zip);
        let exhibits: Vec<usize> =
            (0..files.len()).filter(|at| files[*at].0.contains("/data/exhibits/")).collect();
        assert!(exhibits.len() > 1);
        files.swap(exhibits[0], exhibits[1]);
        let report = check(&zipped(&files, Stored));
        assert!(
            report
                .failures()
                .any(|check| check.what == What::Container && check.subject.contains("exhibits"))
        );
    }
}
