//! Dates, times, sizes and numbers as people write them.

use crate::domain::{Lang, Moment, PartialDate};
use jiff::tz::TimeZone;

const MONTHS_ES: [&str; 12] =
    ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"];
const MONTHS_EN: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

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
        let place = self.name.rsplit('/').next().unwrap_or("UTC").replace('_', " ");
        match (lang, place.as_str()) {
            (_, "UTC") => "UTC".to_owned(),
            (Lang::Es, "Mexico City") => "hora de la Ciudad de México".to_owned(),
            (Lang::Es, _) => format!("hora de {place}"),
            (Lang::En, _) => format!("{place} time"),
        }
    }
}

/// `12 may 2020, 14:02`.
pub fn short(lang: Lang, zone: &Zone, at: Moment) -> String {
    let local = at.timestamp().to_zoned_datetime(zone.tz.clone());
    let date = day(lang, local.year(), Some(local.month()), Some(local.day()));
    format!("{date}, {:02}:{:02}", local.hour(), local.minute())
}

/// `12 may 2020, 14:02 (hora de la Ciudad de México)`.
pub fn long(lang: Lang, zone: &Zone, at: Moment) -> String {
    format!("{} ({})", short(lang, zone, at), zone.words(lang))
}

/// `12 may 2020`, `may 2020` or `2020`, with a word when it is an estimate.
pub fn date(lang: Lang, date: PartialDate) -> String {
    let text = day(lang, date.year, date.month, date.day);
    match (date.estimated, lang) {
        (false, _) => text,
        (true, Lang::Es) => format!("hacia {text}"),
        (true, Lang::En) => format!("about {text}"),
    }
}

fn day(lang: Lang, year: i16, month: Option<i8>, day: Option<i8>) -> String {
    let names = match lang {
        Lang::Es => &MONTHS_ES,
        Lang::En => &MONTHS_EN,
    };
    let name = month.and_then(|month| names.get(usize::try_from(month - 1).ok()?));
    match (name, day) {
        (Some(name), Some(day)) => format!("{day} {name} {year}"),
        (Some(name), None) => format!("{name} {year}"),
        (None, _) => year.to_string(),
    }
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
    fn a_date_says_only_what_is_known() {
        let told = |text| date(Lang::Es, PartialDate::parse(text).unwrap());
        assert_eq!(told("2020-05-12"), "12 may 2020");
        assert_eq!(told("2020-05"), "may 2020");
        assert_eq!(told("2020~"), "hacia 2020");
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
