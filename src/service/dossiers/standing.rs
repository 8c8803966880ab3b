//! Whether a finished dossier could be made today: what people agreed to then may have been
//! withdrawn, or narrowed, since.

use super::super::{Actor, Result, Store};
use super::gate::{Held, admit};
use super::gather::{Gathered, for_the_gate};
use super::reach::Reach;
use crate::domain::consent::NameForm;
use crate::domain::dossier::{Dossier, Exclusion, Reason};
use crate::domain::{CaseId, Lang, RecordId, Recorded};
use crate::dossier::body;

/// Of each dossier what is in it and would stay out of one that is made today. Of a testimony that
/// was revised it may name a paragraph that the dossier never had: it errs on that side.
///
/// # Errors
/// Those of reading the case.
pub fn no_longer(
    store: &Store,
    actor: &Actor,
    case: CaseId,
    dossiers: &[&Recorded<Dossier>],
) -> Result<Vec<Vec<Held>>> {
    if dossiers.is_empty() {
        return Ok(Vec::new());
    }
    let mut gathered = for_the_gate(store, actor, case)?;
    Ok(dossiers.iter().map(|dossier| held_today(&mut gathered, &dossier.body)).collect())
}

/// The same from what was gathered. Sets the language in which the body's questions are read.
pub fn held_today(gathered: &mut Gathered, dossier: &Dossier) -> Vec<Held> {
    gathered.language = Lang::from_code(&dossier.language).unwrap_or(Lang::Es);
    let held = |reference: &str, reason| Held {
        reference: reference.to_owned(),
        reason,
        people: Vec::new(),
        needs: Vec::new(),
    };
    let included = references(gathered, &dossier.included);
    let Some(body) = body(&dossier.body) else {
        // A body that is not known any more: nobody can have agreed to it.
        return included.into_iter().map(|(_, reference)| held(reference, Reason::NoConsent)).collect();
    };
    let admitted = admit(body, gathered);
    let leaving = admitted.records(gathered);
    let mut found = Vec::new();
    for (id, reference) in included {
        let why = admitted.held.iter().filter(|one| match leaving.contains(&id) {
            false => one.reference == reference,
            true => is_part(one, reference) && !dossier.exclusions.iter().any(|then| is_same(then, one)),
        });
        let before = found.len();
        found.extend(why.cloned());
        if before == found.len() && !leaving.contains(&id) {
            found.push(held(reference, Reason::NotReviewed));
        }
    }
    found.extend(told_less(&Reach { body, gathered }, dossier));
    found
}

/// Of what is in the dossier, what is in the case, with its reference.
fn references<'g>(gathered: &'g Gathered, included: &[RecordId]) -> Vec<(RecordId, &'g str)> {
    let testimonies = gathered.testimonies.iter().map(|one| (one.id, one.reference.as_str()));
    let evidence = gathered.evidence.iter().map(|one| (one.id, one.reference.as_str()));
    let sets = gathered.post_sets.iter().map(|one| (one.id, one.reference.as_str()));
    testimonies.chain(evidence).chain(sets).filter(|(id, _)| included.contains(id)).collect()
}

fn is_part(held: &Held, reference: &str) -> bool {
    held.reference.split_once(' ').is_some_and(|(record, _)| record == reference)
}

fn is_same(then: &Exclusion, now: &Held) -> bool {
    then.reference == now.reference
}

/// Whoever let themselves be named in it, or recognised, and today would be told less of.
fn told_less(reach: &Reach<'_>, dossier: &Dossier) -> Vec<Held> {
    let less = |(person, then): &(RecordId, NameForm)| {
        let reason = match reach.may_be_named(*person) {
            Ok(now) if now <= *then => return None,
            Ok(_) => Reason::ScopeTooNarrow,
            Err(reason) => reason,
        };
        let reference = reach.gathered.person(*person)?.reference.clone();
        Some(Held { reference, reason, people: vec![*person], needs: reach.asked_to_identify() })
    };
    dossier.told.iter().filter_map(less).collect()
}
