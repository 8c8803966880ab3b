//! Where the posts of a case contradict themselves: gone through when somebody asks, and told as facts.

use super::analysis::{Chosen, cell, tell_export};
use super::post_index::{At, each as each_capture};
use super::post_pages::id_digest;
use super::posts::{each, open_sets};
use super::{Actor, Result, Store};
use crate::analysis::Mark;
use crate::domain::posts::PostSet;
use crate::domain::{CaseId, Choice, Lang, Recorded};
use crate::store::files::SealedFile;
use std::collections::HashSet;
use std::ops::ControlFlow;

pub use crate::analysis::checks::{Across, Check, Fact, Row, of_post, time_of_account, time_of_id};

/// All facts on the posts of a case; of chosen sets, those that one of their posts shows.
pub fn checks(store: &Store, actor: &Actor, case: CaseId, chosen: &Chosen) -> Result<Vec<Row>> {
    let mut sets = open_sets(store, actor, case)?;
    let wanted = |set: &Recorded<PostSet>| chosen.sets.is_empty() || chosen.sets.contains(&set.id);
    let prefixes: Vec<String> =
        sets.iter().filter(|(set, _)| wanted(set)).map(|(set, _)| format!("{}/", set.reference)).collect();
    let mut across = Across::new(in_several_captures(&mut sets)?);
    for one in sets {
        each(vec![one], |set, number, post| {
            let reference = format!("{}/{number}", set.reference);
            across.see(&post, id_digest(&post), &reference, set.recorded_at);
            ControlFlow::Continue(())
        })?;
        across.close_set();
    }
    let mut rows = across.finish();
    let shown = |reference: &String| prefixes.iter().any(|prefix| reference.starts_with(prefix));
    rows.retain(|row| row.references.iter().any(shown));
    Ok(rows)
}

/// The ids of which the case keeps more than one version.
fn in_several_captures(sets: &mut [(Recorded<PostSet>, SealedFile)]) -> Result<HashSet<Mark>> {
    let (mut known, mut several) = (HashSet::new(), HashSet::new());
    if sets.iter().all(|(set, _)| set.body.versions == 0) {
        return Ok(several);
    }
    for (set, file) in sets {
        each_capture(file, &set.body.ids, |capture| {
            if matches!(capture.at, At::Post(_)) && !known.insert(capture.mark) {
                several.insert(capture.mark);
            }
        })?;
    }
    Ok(several)
}

/// The facts as a table, to be taken out: an act.
pub fn table(store: &Store, actor: &Actor, case: CaseId, chosen: &Chosen, lang: Lang) -> Result<String> {
    let rows = checks(store, actor, case, chosen)?;
    tell_export(store, actor, case, chosen)?;
    Ok(csv_of_checks(&rows, lang))
}

/// The facts as a table (CSV, RFC 4180), safe to open as a spreadsheet.
pub fn csv_of_checks(rows: &[Row], lang: Lang) -> String {
    let mut csv = String::from("check,meaning,about,said,found,seconds,references\n");
    for Row { fact, about, references } in rows {
        let seconds = fact.seconds.map(|seconds| seconds.to_string()).unwrap_or_default();
        let cells = [
            fact.check.code().to_owned(),
            cell(fact.check.label(lang)),
            cell(about.reveal()),
            cell(fact.said.reveal()),
            cell(fact.found.reveal()),
            seconds,
            references.join(" "),
        ];
        csv += &(cells.join(",") + "\n");
    }
    csv
}
