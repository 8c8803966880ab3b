//! Dates, times, sizes and numbers as people write them.

use crate::domain::{Lang, Moment, PartialDate};
use crate::service::dates::{self, Style};
use jiff::tz::TimeZone;

/// The time zone in which an installation shows times, with its name in words.
#[derive(Clone)]
pub struct Zone {
    tz: TimeZone,
    name: String,
}

impl Zone {
    /// The zone of this IANA name, such as `America/Mexico_City`.
    pub fn named(name: &str) -> Option<Self> {
        TimeZone::get(name).ok().map(|tz| Self { tz, name: name.to_owned() })
    }

    fn words(&self, lang: Lang) -> String {
        let place = place(lang, &self.name);
        match (lang, self.name.as_str()) {
            (_, "UTC") => "UTC".to_owned(),
            (Lang::Es, "America/Mexico_City") => format!("hora de la {place}"),
            (Lang::Es, _) => format!("hora de {place}"),
            (Lang::En, _) => format!("{place} time"),
        }
    }
}

/// The place that a time zone is named after; the database of zones writes it in English.
pub fn place(lang: Lang, zone: &str) -> String {
    let place = zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
    match (lang, place.as_str()) {
        (Lang::Es, "Mexico City") => "Ciudad de México".to_owned(),
        (Lang::Es, "Cancun") => "Cancún".to_owned(),
        (Lang::Es, "Mazatlan") => "Mazatlán".to_owned(),
        _ => place,
    }
}

/// `12 may 2020, 14:02`.
pub fn short(lang: Lang, zone: &Zone, at: Moment) -> String {
    dates::moment(lang, Style::Page, at, &zone.tz)
}

/// `12 may 2020, 14:02 (hora de la Ciudad de México)`.
pub fn long(lang: Lang, zone: &Zone, at: Moment) -> String {
    format!("{} ({})", short(lang, zone, at), zone.words(lang))
}

/// `12 may 2020`, `may 2020` or `2020`, with a word when it is an estimate.
pub fn date(lang: Lang, date: PartialDate) -> String {
    dates::day(lang, Style::Page, date)
}

/// `1,234,567`: Mexico and English separate thousands alike.
pub fn number(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if n < 0 { format!("-{grouped}") } else { grouped }
}

/// `820 B`, `1.5 KB`, `2.0 GB`: decimal units, as file managers show them.
pub fn size(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["KB", "MB", "GB", "TB", "PB"];
    if bytes < 1000 {
        return format!("{bytes} B");
    }
    let mut value = bytes as f64 / 1000.0;
    let mut unit = 0;
    while value >= 999.95 && unit + 1 < UNITS.len() {
        value /= 1000.0;
        unit += 1;
    }
    format!("{value:.1} {}", UNITS[unit])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mexico() -> Zone {
        Zone::named("America/Mexico_City").unwrap()
    }

    fn at(text: &str) -> Moment {
        Moment::from_timestamp(text.parse().unwrap())
    }

    #[test]
    fn a_moment_is_told_in_local_time_with_the_zone_in_words() {
        let moment = at("2020-05-12T19:02:00Z");
        assert_eq!(long(Lang::Es, &mexico(), moment), "12 may 2020, 14:02 (hora de la Ciudad de México)");
        assert_eq!(long(Lang::En, &mexico(), moment), "12 May 2020, 14:02 (Mexico City time)");
        assert_eq!(long(Lang::En, &Zone::named("UTC").unwrap(), moment), "12 May 2020, 19:02 (UTC)");
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        let told: Vec<_> = [0, 999, 1000, 8000, 1234567, -1000].map(number).to_vec();
        assert_eq!(told, ["0", "999", "1,000", "8,000", "1,234,567", "-1,000"]);
    }

    #[test]
    fn sizes_are_short() {
        let told: Vec<_> = [0, 999, 1000, 1_500_000, 999_999, 2_147_483_648].map(size).to_vec();
        assert_eq!(told, ["0 B", "999 B", "1.0 KB", "1.5 MB", "1.0 MB", "2.1 GB"]);
    }
}
