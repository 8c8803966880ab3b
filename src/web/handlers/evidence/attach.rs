//! Files on their way in: each is sealed as it arrives.

use super::{describe, require};
use crate::domain::Problem;
use crate::domain::policy::Verb;
use crate::service::evidence::{self, Attached, EvidenceDraft};
use crate::service::{Error, Result};
use crate::web::Reply;
use crate::web::dispatch::Outcome;
use crate::web::failure::Failure;
use crate::web::parts::Content;
use crate::web::visit::InCase;

/// Several files with one description.
pub fn attach(visit: &mut InCase) -> Outcome {
    require(visit, Verb::AttachEvidence)?;
    describe::draft(&visit.form, "").map_err(Error::Invalid)?;
    let mut parts = std::mem::take(&mut visit.parts);
    let mut kept: Vec<Attached> = Vec::new();
    while let Some((name, content)) = parts.next_file().map_err(|_| cut(&kept))? {
        let draft = describe::draft(&visit.form, &name).map_err(Error::Invalid)?;
        kept.push(take_in(visit, draft, content).map_err(|error| told(error, &kept))?);
    }
    let url = format!("{}/evidence", visit.url());
    match kept.as_slice() {
        [] => Err(Failure::invalid("files", "file-missing")),
        [one] => Ok(Reply::see(format!("{url}/{}", one.evidence.reference))),
        _ => Ok(Reply::see(url)),
    }
}

fn take_in(visit: &InCase, draft: EvidenceDraft, mut content: Content<'_>) -> Result<Attached> {
    evidence::attach(visit.store(), &visit.actor, visit.case, draft, &mut content)
}

fn cut(kept: &[Attached]) -> Failure {
    told(Error::Invalid(vec![Problem::new("files", "file-cut")]), kept)
}

/// The problem of one file, with what became of the others: those before it are kept.
fn told(error: Error, kept: &[Attached]) -> Failure {
    let mut problems = match error {
        Error::Invalid(problems) => problems,
        Error::Io(_) => vec![Problem::new("file", "file-cut")],
        Error::DiskFull => vec![Problem::new("file", "disk-full")],
        other => return other.into(),
    };
    for problem in problems.iter_mut().filter(|problem| problem.field == "file") {
        problem.field = "files".to_owned();
    }
    let references: Vec<&str> = kept.iter().map(|attached| attached.evidence.reference.as_str()).collect();
    if !references.is_empty() {
        problems.push(Problem::new("files", "files-kept").with(references.join(", ")));
    }
    Error::Invalid(problems).into()
}
