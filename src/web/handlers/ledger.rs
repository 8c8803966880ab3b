//! The ledger: who did what, and whether it still is what was signed.

use crate::domain::account::Role;
use crate::domain::ledger::{Act, Entry};
use crate::domain::policy::Verb;
use crate::domain::{AccountId, Choice, Lang, Moment, Private};
use crate::service::ledger::{self, Since, Verified, Wanted};
use crate::service::{Finding, Result, TamperKind};
use crate::web::dispatch::Outcome;
use crate::web::form::{Term, options};
use crate::web::names::{Colleagues, address};
use crate::web::paging::Pages;
use crate::web::visit::InCase;
use crate::web::{Page, Reply, i18n};
use serde::Serialize;

const PER_PAGE: u64 = 100;

/// A line of the list.
#[derive(Serialize)]
struct Line {
    no: u64,
    at: Moment,
    who: Private,
    act: &'static str,
    reference: String,
    url: String,
    refused: bool,
    detail: Private,
}

#[derive(Serialize)]
struct Choices {
    who: Vec<Term>,
    act: Vec<Term>,
}

/// Newest first. The filter is in the address: it names people, acts and records by their ids.
pub fn list(visit: &mut InCase) -> Outcome {
    let asked = Asked::of(visit);
    let first = ledger::search(visit.store(), &visit.actor, visit.case, &asked.wanted, 0, 0)?;
    let pages = Pages::new(first.size, PER_PAGE, visit.query.get("page"), |n| asked.address(&visit.url(), n));
    let page =
        ledger::search(visit.store(), &visit.actor, visit.case, &asked.wanted, pages.skip(), PER_PAGE)?;
    let colleagues = Colleagues::of(visit)?;
    let acts: Vec<Line> = page.entries.iter().map(|entry| line(visit, entry, &colleagues)).collect();
    let choices = Choices { who: colleagues.terms(), act: options::<Act>(visit.lang) };
    let shown = Page::new("ledger/list.html", &visit.frame("ledger"))?.with("acts", &acts);
    let shown = shown.with("form", &visit.query).with("choices", &choices).with("pages", &pages);
    let shown = shown.with("record", visit.query.get("record")).with("size", &page.size);
    Ok(Reply::page(shown.with("checkpoint", &checkpoint(visit)?)))
}

struct Asked {
    wanted: Wanted,
    query: String,
}

impl Asked {
    fn of(visit: &InCase) -> Self {
        let actor: Option<AccountId> = visit.query.get("who").parse().ok();
        let act = Act::from_code(visit.query.get("act"));
        let record = Some(visit.query.get("record").trim()).filter(|record| is_reference(record));
        let mut query = String::new();
        for (name, value) in [
            ("who", actor.map(|actor| actor.to_string())),
            ("act", act.map(|act| act.code().to_owned())),
            ("record", record.map(str::to_owned)),
        ] {
            query.extend(value.map(|value| format!("&{name}={value}")));
        }
        Self { wanted: Wanted { actor, act, record: record.map(str::to_owned) }, query }
    }

    fn address(&self, case_url: &str, page: u64) -> String {
        format!("{case_url}/ledger?page={page}{}", self.query)
    }
}

/// `T-004` or an id. What else is typed there is no filter, and does not get into an address.
fn is_reference(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn line(visit: &InCase, entry: &Entry, colleagues: &Colleagues) -> Line {
    let reference = entry.reference.clone().unwrap_or_default();
    Line {
        no: entry.seq,
        at: entry.at,
        who: colleagues.name(entry.actor),
        act: entry.act.label(visit.lang),
        url: address(&visit.url(), &reference),
        reference,
        refused: entry.act == Act::Refused,
        detail: detail(visit.lang, entry, colleagues),
    }
}

/// Whom an act was about, and as what.
fn detail(lang: Lang, entry: &Entry, colleagues: &Colleagues) -> Private {
    let whom = entry.subject.map(|subject| colleagues.name(subject)).unwrap_or_default();
    let what = entry.detail.as_deref().unwrap_or_default();
    let role = Role::from_code(what).map(|role| role.label(lang));
    let what = role.or_else(|| Verb::from_code(what).map(|verb| verb.label(lang))).unwrap_or(what);
    let reason = entry.reason.clone().unwrap_or_default();
    let parts: Vec<&str> =
        [whom.reveal(), what, reason.reveal()].into_iter().filter(|part| !part.is_empty()).collect();
    Private::new(parts.join(" · "))
}

/// Size and root of the tree: the second and third line of the signed checkpoint.
fn checkpoint(visit: &InCase) -> Result<String> {
    let receipt = ledger::receipt(visit.store(), &visit.actor, visit.case)?;
    Ok(receipt.lines().skip(1).take(2).collect::<Vec<_>>().join(" "))
}

/// The signed checkpoint, for keeping elsewhere.
pub fn receipt(visit: &mut InCase) -> Outcome {
    let receipt = ledger::receipt(visit.store(), &visit.actor, visit.case)?;
    let size = receipt.lines().nth(1).unwrap_or_default().to_owned();
    let name = format!("resguardo-{}-{size}.txt", crate::service::cases::reference(visit.case));
    let length = receipt.len() as u64;
    let file = std::io::Cursor::new(receipt.into_bytes());
    Ok(Reply::file(&name, "text/plain; charset=utf-8", length, file))
}

/// What `templates/ledger/verify.html` shows.
#[derive(Serialize)]
struct Report {
    holds: bool,
    entries: u64,
    since: String,
    root: String,
    checks: Vec<Check>,
    first_bad: Option<u64>,
}

#[derive(Serialize)]
struct Check {
    label: String,
    state: &'static str,
    detail: String,
}

pub fn verify(visit: &mut InCase) -> Outcome {
    // Its last line ends as it did in the file, which is easily lost when a text is copied.
    let pasted = visit.form.get("since").trim();
    let since = (!pasted.is_empty()).then(|| format!("{pasted}\n"));
    let verified = ledger::verify(visit.store(), &visit.actor, visit.case, since.as_deref())?;
    let report = report(visit.lang, &verified, pasted);
    let page = Page::new("ledger/verify.html", &visit.frame("ledger"))?;
    Ok(Reply::page(page.with("report", &report).with("form", &visit.form)))
}

/// The page again, for a receipt that is none.
pub fn verify_again(visit: &mut InCase) -> Outcome {
    let page = Page::new("ledger/verify.html", &visit.frame("ledger"))?;
    Ok(Reply::page(page.with("report", &None::<Report>).with("form", &visit.form)))
}

/// What was checked, each with the kinds of findings that break it.
const CHECKED: &[(&str, &[TamperKind])] = &[
    (
        "ledger-check-entries",
        &[TamperKind::EntryBroken, TamperKind::LedgerTruncated, TamperKind::LedgerForked],
    ),
    ("ledger-check-grants", &[TamperKind::GrantForged]),
    (
        "ledger-check-records",
        &[
            TamperKind::RowDoesNotOpen,
            TamperKind::RowNotAsLedger,
            TamperKind::RowMissing,
            TamperKind::RowUnknown,
        ],
    ),
    ("ledger-check-files", &[TamperKind::FileMissing, TamperKind::FileBroken]),
    ("ledger-check-index", &[TamperKind::IndexBroken]),
    ("ledger-check-stamps", &[TamperKind::StampForged]),
];

/// Only where there was a receipt to check.
const RECEIPT: (&str, &[TamperKind]) = ("ledger-check-receipt", &[TamperKind::ReceiptForged]);

fn report(lang: Lang, verified: &Verified, since: &str) -> Report {
    let checked = CHECKED.iter().chain((!since.is_empty()).then_some(&RECEIPT));
    let checks = checked.map(|(label, kinds)| {
        let found = verified.findings.iter().filter(|finding| kinds.contains(&finding.tamper.kind));
        let words: Vec<String> = found.map(|finding| words(lang, finding)).collect();
        let state = if words.is_empty() { "ok" } else { "no" };
        Check { label: i18n::say(lang, label), state, detail: words.join(" ") }
    });
    let checks = checks.chain(verified.since.as_ref().map(|since| goes_on(lang, since)));
    let entry = |finding: &Finding| match finding.tamper.kind {
        TamperKind::EntryBroken => finding.tamper.what.parse().ok(),
        _ => None,
    };
    Report {
        holds: verified.findings.is_empty(),
        entries: verified.entries,
        since: since.to_owned(),
        root: verified.root.clone(),
        checks: checks.collect(),
        first_bad: verified.findings.iter().filter_map(entry).min(),
    }
}

fn goes_on(lang: Lang, since: &Since) -> Check {
    let numbers = [("from", since.head.size), ("to", since.size), ("n", since.proof.len() as u64)];
    let numbers: Vec<_> = numbers.map(|(name, number)| (name, number.to_string())).into();
    let label = i18n::say(lang, "ledger-check-consistency");
    Check { label, state: "ok", detail: i18n::say_with(lang, "ledger-goes-on", &numbers) }
}

fn words(lang: Lang, finding: &Finding) -> String {
    let what = finding.reference.as_deref().unwrap_or(&finding.tamper.what);
    format!("{what}: {}.", finding.tamper.kind.label(lang))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::Tamper;

    fn verified(kinds: &[TamperKind]) -> Verified {
        let finding = |kind: &TamperKind| Finding {
            tamper: Tamper { kind: *kind, what: "7".into() },
            reference: Some("E-012".into()),
        };
        let findings = kinds.iter().map(finding).collect();
        Verified { entries: 9, records: 3, files: 2, findings, root: "ab".into(), since: None }
    }

    #[test]
    fn every_kind_of_finding_breaks_one_check_and_is_told_in_words() {
        for kind in TamperKind::ALL {
            for lang in [Lang::Es, Lang::En] {
                let receipt = if *kind == TamperKind::ReceiptForged { "a receipt" } else { "" };
                let report = report(lang, &verified(&[*kind]), receipt);
                let broken: Vec<&Check> = report.checks.iter().filter(|check| check.state == "no").collect();
                assert!(!report.holds && broken.len() == 1, "{kind:?}");
                assert!(broken[0].detail.starts_with("E-012: "), "{}", broken[0].detail);
            }
        }
    }

    #[test]
    fn what_holds_is_said_check_by_check_and_the_first_bad_entry_is_named() {
        let good = report(Lang::Es, &verified(&[]), "");
        assert!(good.holds && good.checks.iter().all(|check| check.state == "ok"));
        assert_eq!(good.first_bad, None);
        assert_eq!(report(Lang::Es, &verified(&[TamperKind::EntryBroken]), "").first_bad, Some(7));
    }

    #[test]
    fn what_was_typed_freely_does_not_get_into_an_address() {
        assert!(is_reference("T-004"));
        assert!(!is_reference("Marta Ruiz") && !is_reference("a&b=c") && !is_reference(""));
    }
}
