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

/// How a date is written: as papers have it, or as short as pages need it.
#[derive(Clone, Copy)]
pub enum Style {
    Paper,
    Page,
}

/// Three letters are enough to know a month by, in both languages.
fn month(language: Lang, style: Style, month: i8) -> &'static str {
    let names = match language {
        Lang::Es => &MONTHS_ES,
        Lang::En => &MONTHS_EN,
    };
    let name = names[(month.clamp(1, 12) - 1) as usize];
    match style {
        Style::Paper => name,
        Style::Page => &name[..3],
    }
}

/// `12 de mayo de 2020`, `mayo de 2020`, `2020`, or `12 may 2020`; with `hacia` before an estimate.
pub fn day(language: Lang, style: Style, date: PartialDate) -> String {
    let joined = match (language, style) {
        (Lang::Es, Style::Paper) => " de ",
        _ => " ",
    };
    let day = date.day.filter(|_| date.month.is_some()).map(|day| day.to_string());
    let month = date.month.map(|number| month(language, style, number).to_owned());
    let parts: Vec<String> = day.into_iter().chain(month).chain([date.year.to_string()]).collect();
    let text = parts.join(joined);
    match (date.estimated, language) {
        (false, _) => text,
        (true, Lang::Es) => format!("hacia {text}"),
        (true, Lang::En) => format!("about {text}"),
    }
}

/// `12 de mayo de 2020, 14:02` or `12 may 2020, 14:02` in a time zone.
pub fn moment(language: Lang, style: Style, at: Moment, zone: &jiff::tz::TimeZone) -> String {
    let local = zone.to_datetime(at.timestamp());
    let date = PartialDate {
        year: local.year(),
        month: Some(local.month()),
        day: Some(local.day()),
        estimated: false,
    };
    format!("{}, {:02}:{:02}", day(language, style, date), local.hour(), local.minute())
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
        assert_eq!(day(Lang::Es, Style::Paper, date("2020-05-12")), "12 de mayo de 2020");
        assert_eq!(day(Lang::Es, Style::Paper, date("2020-05")), "mayo de 2020");
        assert_eq!(day(Lang::En, Style::Paper, date("2020~")), "about 2020");
        assert_eq!(day(Lang::En, Style::Paper, date("2020-09-12")), "12 September 2020");
        assert_eq!(day(Lang::Es, Style::Page, date("2020-05-12")), "12 may 2020");
        assert_eq!(day(Lang::Es, Style::Page, date("2020-09")), "sep 2020");
        assert_eq!(day(Lang::Es, Style::Page, date("2020~")), "hacia 2020");
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
    fn a_day_is_over_when_the_next_begins_there() {
        let day = PartialDate::parse("2026-12-31").unwrap();
        assert_eq!(end_of(day, "America/Mexico_City").unwrap().to_string(), "2027-01-01T06:00:00Z");
        assert!(end_of(PartialDate::parse("2026-12").unwrap(), "UTC").is_none());
    }

    #[test]
    fn a_moment_is_told_in_the_zone_of_the_case() {
        let zone = jiff::tz::TimeZone::get("America/Mexico_City").unwrap();
        let at = Moment::from_timestamp("2020-05-12T19:02:00Z".parse().unwrap());
        assert_eq!(moment(Lang::Es, Style::Paper, at, &zone), "12 de mayo de 2020, 14:02");
    }
}
