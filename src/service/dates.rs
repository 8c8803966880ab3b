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

/// The moment when a day is over in a time zone; `None` for what is not a day, or not a zone.
pub fn end_of(day: PartialDate, zone: &str) -> Option<Moment> {
    let date = jiff::civil::Date::new(day.year, day.month?, day.day?).ok()?;
    let next = date.tomorrow().ok()?.in_tz(zone).ok()?;
    Some(Moment::from_timestamp(next.timestamp()))
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
    fn a_day_is_over_when_the_next_begins_there() {
        let day = PartialDate::parse("2026-12-31").unwrap();
        assert_eq!(end_of(day, "America/Mexico_City").unwrap().to_string(), "2027-01-01T06:00:00Z");
        assert!(end_of(PartialDate::parse("2026-12").unwrap(), "UTC").is_none());
    }

    #[test]
    fn a_moment_is_told_in_the_zone_of_the_case() {
        let zone = jiff::tz::TimeZone::get("America/Mexico_City").unwrap();
        let at = Moment::from_timestamp("2020-05-12T19:02:00Z".parse().unwrap());
        assert_eq!(moment(Lang::Es, at, &zone), "12 de mayo de 2020, 14:02");
    }
}
