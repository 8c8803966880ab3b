//! What each account did: counts and times, and no judgement.

use super::Dataset;
use super::build::NEVER;
use super::volume::local;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::{BTreeSet, HashSet};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Habits {
    /// By id, or by handle where the source gives no id.
    pub account: String,
    pub handle: String,
    /// Microseconds since 1970, as the following.
    pub created: Option<i64>,
    pub messages: u64,
    pub reposts: u64,
    pub replies: u64,
    /// Messages that mention one of the targets.
    pub at_targets: u64,
    pub first: Option<i64>,
    pub last: Option<i64>,
    /// Days on which there was a message, where the case is.
    pub active_days: u64,
    pub by_hour: [u32; 24],
    /// From Monday.
    pub by_weekday: [u32; 7],
}

const DAY: i64 = 86_400_000_000;

impl Habits {
    pub fn repost_share(&self) -> f64 {
        self.reposts as f64 / (self.messages as f64).max(1.0)
    }

    /// How old the account was at its first message here.
    pub fn age_in_days(&self) -> Option<i64> {
        Some((self.first? - self.created?).div_euclid(DAY))
    }

    /// The hour with most messages, the earliest of equals.
    pub fn busiest_hour(&self) -> Option<usize> {
        let most = self.by_hour.iter().max().filter(|most| **most > 0)?;
        self.by_hour.iter().position(|count| count == most)
    }
}

/// The accounts, most messages first, then by name. Targets are handles.
pub fn habits(data: &Dataset, targets: &[String], zone: &TimeZone) -> Vec<Habits> {
    let targets = numbers(data, targets);
    let mut rows: Vec<Habits> =
        data.accounts.iter().enumerate().map(|(at, name)| row(data, at, name)).collect();
    let mut days: Vec<BTreeSet<Date>> = vec![BTreeSet::new(); rows.len()];
    for message in 0..data.len() {
        let Some(account) = data.account_of(message) else { continue };
        let row = &mut rows[account as usize];
        row.messages += 1;
        row.reposts += u64::from(data.is_repost(message));
        row.replies += u64::from(!data.is_repost(message) && data.reply_to(message).is_some());
        row.at_targets += u64::from(data.mentions.of(message).iter().any(|name| targets.contains(name)));
        let time = data.created_time(message);
        row.first = row.first.into_iter().chain(time).min();
        row.last = row.last.max(time);
        if let Some(at) = local(time, zone) {
            row.by_hour[at.hour() as usize % 24] += 1;
            row.by_weekday[at.weekday().to_monday_zero_offset() as usize % 7] += 1;
            days[account as usize].insert(at.date());
        }
    }
    rows.iter_mut().zip(days).for_each(|(row, days)| row.active_days = days.len() as u64);
    rows.retain(|row| row.messages > 0);
    rows.sort_by(|one, other| {
        other.messages.cmp(&one.messages).then_with(|| one.account.cmp(&other.account))
    });
    rows
}

fn row(data: &Dataset, at: usize, name: &str) -> Habits {
    Habits {
        account: name.to_owned(),
        handle: data.handles.get(at).cloned().unwrap_or_default(),
        created: data.births.get(at).copied().filter(|birth| *birth != NEVER),
        ..Habits::default()
    }
}

fn numbers(data: &Dataset, targets: &[String]) -> HashSet<u32> {
    let wanted: HashSet<String> =
        targets.iter().map(|name| name.trim().trim_start_matches('@').to_lowercase()).collect();
    let named = data.mention_names.iter().zip(1..);
    named.filter(|(name, _)| wanted.contains(*name)).map(|(_, number)| number).collect()
}
