//! Dates and times as people read them in papers and on pages.

use crate::domain::{Lang, Moment, PartialDate};

const MONTHS_ES: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month(language: Lang, month: i8) -> &'static str {
    let names = match language {
        Lang::Es => &MONTHS_ES,
        Lang::En => &MONTHS_EN,
    };
    names[(month.clamp(1, 12) - 1) as usize]
}

/// `12 de mayo de 2020`, `mayo de 2020`, `2020`; with `hacia` before an estimate.
pub fn day(language: Lang, date: PartialDate) -> String {
    let text = match (language, date.month, date.day) {
        (_, None, _) => date.year.to_string(),
        (Lang::Es, Some(m), None) => format!("{} de {}", month(language, m), date.year),
        (Lang::En, Some(m), None) => format!("{} {}", month(language, m), date.year),
        (Lang::Es, Some(m), Some(d)) => format!("{d} de {} de {}", month(language, m), date.year),
        (Lang::En, Some(m), Some(d)) => format!("{d} {} {}", month(language, m), date.year),
    };
    match (date.estimated, language) {
        (false, _) => text,
        (true, Lang::Es) => format!("hacia {text}"),
        (true, Lang::En) => format!("about {text}"),
    }
}

/// `12 de mayo de 2020, 14:02` in a time zone.
pub fn moment(language: Lang, at: Moment, zone: &jiff::tz::TimeZone) -> String {
    let local = zone.to_datetime(at.timestamp());
    let date = PartialDate {
        year: local.year(),
        month: Some(local.month()),
        day: Some(local.day()),
        estimated: false,
    };
    format!("{}, {:02}:{:02}", day(language, date), local.hour(), local.minute())
}

/// A moment as somebody types it: with its offset (`2020-05-12T14:02:00-05:00`), or as the clock on
/// the wall of the case's time zone showed it (`2020-05-12T14:02`, `2020-05-12 14:02`).
pub fn parse_moment(text: &str, zone: &jiff::tz::TimeZone) -> Option<Moment> {
    let text = text.trim();
    if let Ok(stamp) = text.parse() {
        return Some(Moment::from_timestamp(stamp));
    }
    let local: jiff::civil::DateTime = text.parse().ok()?;
    let zoned = zone.to_ambiguous_zoned_datetime(local).compatible().ok()?;
    Some(Moment::from_timestamp(zoned.timestamp()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_as_far_as_it_is_known() {
        let date = |text| PartialDate::parse(text).unwrap();
        assert_eq!(day(Lang::Es, date("2020-05-12")), "12 de mayo de 2020");
        assert_eq!(day(Lang::Es, date("2020-05")), "mayo de 2020");
        assert_eq!(day(Lang::En, date("2020~")), "about 2020");
    }

    #[test]
    fn a_moment_is_read_as_the_clock_of_the_case_showed_it_or_with_its_offset() {
        let zone = jiff::tz::TimeZone::get("America/Mexico_City").unwrap();
        let read = |text: &str| parse_moment(text, &zone).map(|at| at.to_string());
        for text in
            ["2020-01-12T14:02", "2020-01-12 14:02", "2020-01-12T20:02:00Z", "2020-01-12 21:02:00+01:00"]
        {
            assert_eq!(read(text).as_deref(), Some("2020-01-12T20:02:00Z"), "{text}");
        }
        for text in ["", "ayer", "14:02", "2020-02-30T14:02"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_moment_is_told_in_the_zone_of_the_case() {
        let zone = jiff::tz::TimeZone::get("America/Mexico_City").unwrap();
        let at = Moment::from_timestamp("2020-05-12T19:02:00Z".parse().unwrap());
        assert_eq!(moment(Lang::Es, at, &zone), "12 de mayo de 2020, 14:02");
    }
}
