//! What the pages on dossiers show.

use super::fill::FIELD;
use crate::domain::dossier::{Dossier, Exclusion};
use crate::domain::{Choice, Lang, Moment, Private, RecordId, Recorded};
use crate::service::dates::{self, Style};
use crate::service::dossiers::{Body, Check, Deadline, FieldState, Held, Item, Telling, bodies};
use crate::web::dossier_words::{counted_from, exceeded, limits};
use crate::web::i18n;
use crate::web::names::{Colleagues, address};
use crate::web::visit::InCase;
use serde::Serialize;
use std::collections::HashMap;

/// The address where a dossier for a body is prepared.
pub fn prepare(case_url: &str, code: &str) -> String {
    format!("{case_url}/dossiers/prepare/{code}")
}

fn language_name(lang: Lang, code: &str) -> String {
    i18n::say(lang, &format!("language-{code}"))
}

/// The body's name; its code for one that this version does not know any more.
fn body_name(lang: Lang, code: &str) -> String {
    bodies().iter().find(|body| body.code == code).map_or(code.to_owned(), |body| body.name.get(lang).clone())
}

/// A dossier in the list.
#[derive(Serialize)]
pub struct Row {
    reference: String,
    url: String,
    body: String,
    language: String,
    status: &'static str,
    /// How much of it would not leave today.
    no_longer: usize,
    included: usize,
    left_out: usize,
    at: Moment,
    by: Private,
}

pub fn row(visit: &InCase, dossier: &Recorded<Dossier>, no_longer: usize, colleagues: &Colleagues) -> Row {
    Row {
        reference: dossier.reference.clone(),
        url: address(&visit.url(), &dossier.reference),
        body: body_name(visit.lang, &dossier.body.body),
        language: language_name(visit.lang, &dossier.body.language),
        status: "exported",
        no_longer,
        included: dossier.body.included.len(),
        left_out: dossier.body.exclusions.len(),
        at: dossier.recorded_at,
        by: colleagues.name(dossier.recorded_by),
    }
}

/// A body for which a dossier can be prepared.
#[derive(Serialize)]
pub struct OneBody {
    code: String,
    name: String,
    about: String,
    languages: String,
    url: String,
}

pub fn body(visit: &InCase, body: &Body) -> OneBody {
    let languages = body.languages.iter().map(|lang| language_name(visit.lang, lang.code()));
    OneBody {
        code: body.code.clone(),
        name: body.name.get(visit.lang).clone(),
        about: body.document.get(visit.lang).clone(),
        languages: languages.collect::<Vec<_>>().join(", "),
        url: prepare(&visit.url(), &body.code),
    }
}

/// What `templates/dossiers/check.html` shows.
#[derive(Serialize)]
pub struct Checked {
    body: Named,
    fill: String,
    export: String,
    preview: String,
    language: &'static str,
    missing: Vec<Missing>,
    leaves: Vec<Leaving>,
    stays: Vec<Staying>,
    telling: Vec<TellingFile>,
    told: Vec<String>,
    decide: Vec<Missing>,
    deadlines: Vec<Limit>,
    filing: Vec<String>,
    limits: Vec<String>,
    exceeded: Vec<String>,
    uncertain: Vec<String>,
    identities_open: bool,
    with_identities: bool,
    ready: bool,
}

#[derive(Serialize)]
struct Named {
    name: String,
}

#[derive(Serialize)]
struct Missing {
    label: String,
    why: String,
    url: String,
}

#[derive(Serialize)]
struct Leaving {
    reference: String,
    url: String,
    label: Private,
    #[serde(rename = "as")]
    scope: String,
}

#[derive(Serialize)]
pub struct Staying {
    reference: String,
    url: String,
    label: Private,
    why: &'static str,
    /// What would have to be agreed to, and by whom.
    needs: Vec<String>,
    consents: Vec<Consent>,
}

/// An original that would leave with what can lead to its source.
#[derive(Serialize)]
struct TellingFile {
    reference: String,
    url: String,
    what: String,
}

fn telling(lang: Lang, case_url: &str, one: &Telling) -> TellingFile {
    let what: Vec<&str> = one.kinds.iter().map(|kind| kind.label(lang)).collect();
    TellingFile {
        reference: one.reference.clone(),
        url: address(case_url, &one.reference),
        what: what.join(", "),
    }
}

/// Where somebody's consent is read and changed.
#[derive(Serialize)]
struct Consent {
    reference: String,
    url: String,
}

/// Until when something must be done.
#[derive(Serialize)]
struct Limit {
    label: String,
    /// Empty while nobody said from when.
    due: String,
    from: String,
    note: String,
    passed: bool,
    check: bool,
    url: String,
}

pub fn checked(visit: &InCase, check: &Check) -> Checked {
    let (url, there) = (visit.url(), prepare(&visit.url(), &check.body.code));
    let fill = format!("{there}?language={}", check.language.code());
    let missing = check.fields.iter().filter(|field| field.is_missing());
    Checked {
        body: Named { name: check.body.short.get(visit.lang).clone() },
        export: format!("{there}/export"),
        preview: format!("{there}/check"),
        language: check.language.code(),
        missing: missing.map(|field| lacking(visit.lang, check.body, field, &fill)).collect(),
        leaves: check.included.iter().map(|item| leaving(visit.lang, &url, item)).collect(),
        stays: check
            .exclusions
            .iter()
            .map(|one| held(visit.lang, &url, check.body, &check.people, one))
            .collect(),
        telling: check.telling.iter().map(|one| telling(visit.lang, &url, one)).collect(),
        told: check.body.consent.told.get(visit.lang).clone(),
        decide: check
            .fields
            .iter()
            .filter(|field| field.undecided)
            .map(|one| undecided(visit.lang, check.body, one, &fill))
            .collect(),
        deadlines: check.deadlines.iter().map(|one| limit(visit.lang, one, &fill)).collect(),
        filing: check.body.filing.get(visit.lang).clone(),
        limits: limits(visit.lang, check),
        exceeded: exceeded(visit.lang, check),
        uncertain: check.body.uncertain.get(visit.lang).clone(),
        identities_open: check.identities_open,
        with_identities: check.with_identities,
        ready: true,
        fill,
    }
}

/// What a body asks, in the words of the reader; the answers are in those of the dossier.
pub fn question(lang: Lang, body: &Body, field: &FieldState) -> String {
    body.field(&field.id).map_or_else(|| field.label.clone(), |asked| asked.label.get(lang).clone())
}

fn lacking(lang: Lang, body: &Body, field: &FieldState, fill: &str) -> Missing {
    let anchor = if field.typed { format!("#{FIELD}{}", field.id) } else { String::new() };
    Missing {
        label: question(lang, body, field),
        why: field.article.clone().unwrap_or_default(),
        url: format!("{fill}{anchor}"),
    }
}

/// A question of which somebody must say whether it applies.
fn undecided(lang: Lang, body: &Body, field: &FieldState, fill: &str) -> Missing {
    Missing { why: body.help(&field.id, lang).unwrap_or_default(), ..lacking(lang, body, field, fill) }
}

fn limit(lang: Lang, deadline: &Deadline, fill: &str) -> Limit {
    let from = counted_from(lang, deadline.start);
    let day = |date| dates::day(lang, Style::Page, date);
    let since = deadline.since.map(|date| format!(": {}", day(date))).unwrap_or_default();
    let clock = deadline.clock;
    let note = [clock.article.as_deref(), Some(clock.note.get(lang).as_str())];
    Limit {
        label: clock.label.get(lang).clone(),
        due: deadline.due.map(day).unwrap_or_default(),
        from: format!("{from}{since}"),
        note: note.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        passed: deadline.passed,
        check: deadline.check,
        url: format!("{fill}#{FIELD}{}", deadline.start.field()),
    }
}

fn leaving(lang: Lang, case_url: &str, item: &Item) -> Leaving {
    Leaving {
        reference: item.reference.clone(),
        url: address(case_url, &item.reference),
        label: item.title.clone(),
        scope: item.detail.words(lang),
    }
}

/// An exclusion may be of a part of a record, such as `T-004 ¶12`: the page is the record's.
pub fn staying(lang: Lang, case_url: &str, exclusion: &Exclusion) -> Staying {
    let record = exclusion.reference.split_whitespace().next().unwrap_or_default();
    Staying {
        url: address(case_url, record),
        reference: exclusion.reference.clone(),
        label: Private::default(),
        why: exclusion.reason.label(lang),
        needs: Vec::new(),
        consents: Vec::new(),
    }
}

/// The same with what it lacks, and a way to each consent that decides on it.
fn held(lang: Lang, case_url: &str, body: &Body, people: &HashMap<RecordId, String>, one: &Held) -> Staying {
    let consent = |person: &RecordId| {
        let reference = people.get(person)?;
        Some(Consent {
            reference: reference.clone(),
            url: format!("{}#consent", address(case_url, reference)),
        })
    };
    Staying {
        needs: one.needs.iter().map(|need| need.words(body, lang)).collect(),
        consents: one.people.iter().filter_map(consent).collect(),
        ..staying(lang, case_url, &one.exclusion())
    }
}

/// What `templates/dossiers/show.html` shows.
#[derive(Serialize)]
pub struct Shown {
    url: String,
    body: String,
    language: String,
    at: Moment,
    by: Private,
    file: File,
    manifest_sha256: String,
    signer: Private,
    public_key: String,
    included: usize,
    left_out: Vec<Staying>,
    /// What is in it and would not leave today.
    no_longer: Vec<Staying>,
    checkpoint: String,
}

#[derive(Serialize)]
struct File {
    name: String,
    size: u64,
    sha256: String,
    url: String,
}

pub fn dossier(
    visit: &InCase,
    dossier: &Recorded<Dossier>,
    key: &str,
    no_longer: &[Held],
    colleagues: &Colleagues,
) -> Shown {
    let (body, case_url) = (&dossier.body, visit.url());
    let url = address(&case_url, &dossier.reference);
    Shown {
        body: body_name(visit.lang, &body.body),
        language: language_name(visit.lang, &body.language),
        at: dossier.recorded_at,
        by: colleagues.name(dossier.recorded_by),
        file: File {
            name: body.file_name.clone(),
            size: body.file.length,
            sha256: body.file.sha256.to_string(),
            url: format!("{url}/file"),
        },
        url,
        manifest_sha256: body.manifest.to_string(),
        signer: colleagues.name(dossier.recorded_by),
        public_key: key.to_owned(),
        included: body.included.len(),
        left_out: body.exclusions.iter().map(|one| staying(visit.lang, &case_url, one)).collect(),
        no_longer: no_longer.iter().map(|one| staying(visit.lang, &case_url, &one.exclusion())).collect(),
        checkpoint: body.ledger_size.to_string(),
    }
}

/// A line that the recipient can run.
#[derive(Serialize)]
pub struct Command {
    about: String,
    line: String,
}

/// With common tools, as the dossier's own instructions have it.
pub fn commands(lang: Lang, dossier: &Dossier, key: &str) -> Vec<Command> {
    let zip = &dossier.file_name;
    let folder = zip.strip_suffix(".zip").unwrap_or(zip);
    let command = |about: &str, line: String| Command { about: i18n::say(lang, about), line };
    vec![
        command("verify-by-digest", format!("sha256sum {zip}")),
        command("verify-by-files", format!("unzip {zip} && cd {folder} && sha256sum -c manifest-sha256.txt")),
        command("verify-by-signature", format!("minisign -V -m manifest-sha256.txt -P {key}")),
        command("verify-by-bagit", "bagit.py --validate .".to_owned()),
        command("verify-by-resguardo", format!("resguardo dossier verify {zip}")),
    ]
}
