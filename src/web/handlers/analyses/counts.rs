//! Counts by time and by account.

use crate::domain::{Choice, Moment, Private};
use crate::service::analysis::{self, Chosen, Habits, Span, Step};
use crate::web::dispatch::Outcome;
use crate::web::form::options;
use crate::web::paging::Pages;
use crate::web::visit::InCase;
use crate::web::{Page, Reply};
use serde::Serialize;

const SPANS: u64 = 200;
const ACCOUNTS: u64 = 100;
/// The widest bar, in the units of the picture.
const WIDEST: u64 = 400;

#[derive(Serialize)]
struct Bar {
    start: String,
    messages: u64,
    originals: u64,
    reposts: u64,
    replies: u64,
    accounts: u64,
    /// Out of [`WIDEST`], the largest of all being the widest.
    width: u64,
}

fn bar(span: &Span, most: u64) -> Bar {
    let width = (span.messages * WIDEST).div_ceil(most.max(1));
    let Span { start, messages, reposts, replies, accounts } = span;
    let originals = span.originals();
    Bar {
        start: start.clone(),
        messages: *messages,
        originals,
        reposts: *reposts,
        replies: *replies,
        accounts: *accounts,
        width,
    }
}

pub fn timeline(visit: &mut InCase) -> Outcome {
    let step = Step::from_code(visit.query.get("per")).unwrap_or(Step::Day);
    let volume = analysis::timeline(visit.store(), &visit.actor, visit.case, &Chosen::default(), step)?;
    let most = volume.spans.iter().map(|span| span.messages).max().unwrap_or(0);
    let url = format!("{}/posts/timeline", visit.url());
    let address = |n| format!("{url}?per={}&page={n}", step.code());
    let pages = Pages::new(volume.spans.len() as u64, SPANS, visit.query.get("page"), address);
    let shown = volume.spans.iter().skip(pages.skip() as usize).take(SPANS as usize);
    let bars: Vec<Bar> = shown.map(|span| bar(span, most)).collect();
    let page = Page::new("analyses/timeline.html", &visit.frame("posts"))?.with("spans", &bars);
    let page =
        page.with("pages", &pages).with("steps", &options::<Step>(visit.lang)).with("step", step.code());
    let page = page.with("messages", &volume.messages).with("without_time", &volume.without_time);
    Ok(Reply::page(page.with("time_zone", &volume.time_zone)))
}

#[derive(Serialize)]
struct Account {
    account: Private,
    handle: Private,
    created: Option<Moment>,
    messages: u64,
    repost_percent: u64,
    replies: u64,
    first: Option<Moment>,
    last: Option<Moment>,
    active_days: u64,
    busiest_hour: String,
}

fn account(row: &Habits) -> Account {
    Account {
        account: row.account.as_str().into(),
        handle: row.handle.as_str().into(),
        created: row.created.map(Moment::from_micros),
        messages: row.messages,
        repost_percent: (row.repost_share() * 100.0).round() as u64,
        replies: row.replies,
        first: row.first.map(Moment::from_micros),
        last: row.last.map(Moment::from_micros),
        active_days: row.active_days,
        busiest_hour: row.busiest_hour().map(|hour| format!("{hour:02}:00")).unwrap_or_default(),
    }
}

pub fn accounts(visit: &mut InCase) -> Outcome {
    let (rows, zone) = analysis::accounts(visit.store(), &visit.actor, visit.case, &Chosen::default(), &[])?;
    let url = format!("{}/posts/accounts", visit.url());
    let asked = visit.query.get("page");
    let pages = Pages::new(rows.len() as u64, ACCOUNTS, asked, |n| format!("{url}?page={n}"));
    let shown = rows.iter().skip(pages.skip() as usize).take(ACCOUNTS as usize);
    let shown: Vec<Account> = shown.map(account).collect();
    let page = Page::new("analyses/accounts.html", &visit.frame("posts"))?.with("accounts", &shown);
    let all = rows.len() as u64;
    Ok(Reply::page(page.with("pages", &pages).with("all", &all).with("time_zone", &zone)))
}
