//! A case at a glance: what is in it, what happened last, what comes next.

use crate::domain::ledger::Entry;
use crate::domain::policy::Verb;
use crate::domain::{Choice, Lang, Moment, Private};
use crate::service::cases::{self, Overview};
use crate::service::ledger;
use crate::service::members::{self, Member};
use crate::web::dispatch::Outcome;
use crate::web::names::{Colleagues, address};
use crate::web::visit::InCase;
use crate::web::{Page, Reply, format};
use serde::Serialize;

/// How many acts are shown.
const ACTS: u64 = 8;

#[derive(Serialize)]
struct Profile {
    summary: Private,
    time_zone: String,
    fictional: bool,
    revised: Moment,
}

#[derive(Serialize)]
struct Count {
    section: &'static str,
    url: String,
    value: u64,
}

#[derive(Serialize)]
struct Step {
    key: &'static str,
    url: String,
    done: bool,
}

#[derive(Serialize)]
struct Act {
    at: Moment,
    who: Private,
    act: &'static str,
    reference: String,
    url: String,
}

#[derive(Serialize)]
struct Colleague {
    name: Private,
    role: &'static str,
    identities: bool,
}

fn counts(visit: &InCase, overview: &Overview) -> Vec<Count> {
    let (url, numbers) = (visit.url(), &overview.numbers);
    let counted = [
        ("interviews", numbers.interviews as u64),
        ("people", numbers.people as u64),
        ("evidence", numbers.evidence as u64),
        ("posts", numbers.posts),
        ("chats", numbers.chats as u64),
        ("links", numbers.links as u64),
        ("dossiers", numbers.dossiers as u64),
    ];
    let shown = |(section, _): &(&str, u64)| *section != "dossiers" || visit.allows(Verb::PrepareDossier);
    let counted = counted.into_iter().filter(shown);
    counted.map(|(section, value)| Count { section, url: format!("{url}/{section}"), value }).collect()
}

/// Only what this role may do is suggested to it.
fn steps(visit: &InCase, overview: &Overview) -> Vec<Step> {
    let (url, numbers) = (visit.url(), &overview.numbers);
    let steps = [
        (Verb::TakeTestimony, "interview", "interviews/new", numbers.interviews > 0),
        (Verb::AttachEvidence, "evidence", "evidence/new", numbers.evidence > 0),
        (Verb::ImportPosts, "posts", "posts/import", numbers.post_sets > 0),
        (Verb::LinkRecords, "links", "links/new", numbers.links > 0),
        (Verb::PrepareDossier, "dossier", "dossiers", numbers.dossiers > 0),
    ];
    let allowed = steps.into_iter().filter(|(verb, ..)| visit.allows(*verb));
    allowed.map(|(_, key, path, done)| Step { key, url: format!("{url}/{path}"), done }).collect()
}

fn act(lang: Lang, url: &str, colleagues: &Colleagues, entry: Entry) -> Act {
    let reference = entry.reference.unwrap_or_default();
    let (who, act) = (colleagues.name(entry.actor), entry.act.label(lang));
    Act { at: entry.at, who, act, url: address(url, &reference), reference }
}

fn colleague(lang: Lang, member: Member) -> Colleague {
    Colleague { name: member.name, role: member.role.label(lang), identities: member.identities }
}

/// How many rows lie under older keys, and whether a key should be changed; for whoever can.
#[derive(Serialize)]
struct KeyState {
    under_old: u64,
    exposed: bool,
}

fn key_state(visit: &InCase) -> crate::service::Result<KeyState> {
    match visit.allows(Verb::GrantAccess) {
        true => {
            let keys = members::keys(visit.store(), &visit.actor, visit.case)?;
            Ok(KeyState { under_old: keys.under_old, exposed: keys.exposed })
        }
        false => Ok(KeyState { under_old: 0, exposed: false }),
    }
}

pub fn overview(visit: &mut InCase) -> Outcome {
    if !visit.allows(Verb::ReadRecords) {
        // An auditor has nothing here but the ledger.
        return Ok(Reply::see(format!("{}/ledger", visit.url())));
    }
    let (url, lang, case) = (visit.url(), visit.lang, visit.case);
    let overview = cases::overview(visit.store(), &visit.actor, case)?;
    let colleagues = Colleagues::of(visit)?;
    let latest = ledger::latest(visit.store(), &visit.actor, case, ACTS)?;
    let acts: Vec<Act> = latest.into_iter().map(|entry| act(lang, &url, &colleagues, entry)).collect();
    let mut members = members::list(visit.store(), &visit.actor, case)?;
    members.retain(|member| !member.ended);
    let members: Vec<Colleague> = members.into_iter().map(|member| colleague(lang, member)).collect();
    let (counts, steps) = (counts(visit, &overview), steps(visit, &overview));
    let revised = overview.profile.recorded_at;
    let body = overview.profile.body;
    let (summary, time_zone) = (body.summary, format::place(lang, &body.time_zone));
    let profile = Profile { summary, time_zone, fictional: body.fictional, revised };
    let mut frame = visit.frame("overview");
    frame.reference = overview.reference;
    let page = Page::new("cases/overview.html", &frame)?.with("profile", &profile).with("numbers", &counts);
    let page = page.with("keys", &key_state(visit)?);
    Ok(Reply::page(page.with("steps", &steps).with("acts", &acts).with("members", &members)))
}
