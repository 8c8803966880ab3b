//! The date and time at the beginning of a message, as telephones write them.
//!
//! The order of day, month and year stays open here; around the numbers stand the spaces of many
//! locales (U+00A0, U+202F) and marks of direction (U+200E and others), which say nothing.

use crate::domain::chats::DateOrder;
use jiff::civil::{Date, DateTime, Time};

/// A moment on somebody's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    numbers: [i16; 3],
    /// How many digits the first and the last have.
    digits: (u8, u8),
    separator: char,
    time: Time,
}

impl Stamp {
    /// Four digits in front are a year, and month and day follow.
    pub fn year_is_first(&self) -> bool {
        self.digits.0 == 4
    }

    pub fn date(&self, order: DateOrder) -> Option<Date> {
        let [first, second, third] = self.numbers;
        let order = if self.year_is_first() { DateOrder::Ymd } else { order };
        let ((year, digits), month, day) = match order {
            DateOrder::Dmy => ((third, self.digits.1), second, first),
            DateOrder::Mdy => ((third, self.digits.1), first, second),
            DateOrder::Ymd => ((first, self.digits.0), second, third),
        };
        let year = match digits {
            4 => year,
            2 => 2000 + year,
            _ => return None,
        };
        Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
    }

    pub fn civil(&self, order: DateOrder) -> Option<DateTime> {
        Some(self.date(order)?.to_datetime(self.time))
    }

    pub fn date_written(&self) -> String {
        let width = |digits: u8| if digits > 2 { 4 } else { 2 };
        let ([first, second, third], separator) = (self.numbers, self.separator);
        let (one, three) = (width(self.digits.0), width(self.digits.1));
        format!("{first:0one$}{separator}{second:02}{separator}{third:0three$}")
    }
}

/// Marks of direction and of byte order: they are not seen and mean nothing here.
pub fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\u{A0}' | '\u{2007}' | '\u{2009}' | '\u{202F}')
}

/// Reads from the front of a line; marks are passed over wherever they stand.
#[derive(Clone, Copy)]
pub struct Cursor<'t>(pub &'t str);

impl<'t> Cursor<'t> {
    fn marks(&mut self) {
        self.0 = self.0.trim_start_matches(is_mark);
    }

    /// Whether the next character is one of these; it is passed over then.
    pub fn eat(&mut self, letters: &[char]) -> Option<char> {
        self.marks();
        let letter = self.0.chars().next().filter(|letter| letters.contains(letter))?;
        self.0 = &self.0[letter.len_utf8()..];
        Some(letter)
    }

    pub fn spaces(&mut self) -> bool {
        let before = self.0.len();
        self.0 = self.0.trim_start_matches(|letter| is_space(letter) || is_mark(letter));
        self.0.len() < before
    }

    /// A number of at most so many digits, and how many it has.
    fn number(&mut self, most: usize) -> Option<(i16, u8)> {
        self.marks();
        let digits = self.0.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > most {
            return None;
        }
        let number = self.0[..digits].parse().ok()?;
        self.0 = &self.0[digits..];
        Some((number, digits as u8))
    }

    /// `3/4/24, 8:15 p. m.` and its many relatives.
    pub fn stamp(&mut self) -> Option<Stamp> {
        const SEPARATORS: &[char] = &['/', '.', '-'];
        let (first, digits) = self.number(4)?;
        let separator = self.eat(SEPARATORS)?;
        let (second, _) = self.number(2)?;
        self.eat(&[separator])?;
        let (third, last_digits) = self.number(4)?;
        // The year has two digits or four, and stands on one side.
        if !matches!((digits, last_digits), (1 | 2, 2 | 4) | (4, 1 | 2)) {
            return None;
        }
        // German writes `24.12.19.`, English a comma.
        self.eat(&['.']);
        let comma = self.eat(&[',']).is_some();
        if !(self.spaces() || comma) {
            return None;
        }
        let time = self.time()?;
        Some(Stamp { numbers: [first, second, third], digits: (digits, last_digits), separator, time })
    }

    /// `20:15`, `8:15:07 p. m.`, `8.15`.
    fn time(&mut self) -> Option<Time> {
        let (hour, _) = self.number(2)?;
        let colon = self.eat(&[':', '.'])?;
        let (minute, 2) = self.number(2)? else { return None };
        let mut second = 0;
        let mut ahead = *self;
        if ahead.eat(&[colon]).is_some()
            && let Some((number, 2)) = ahead.number(2)
        {
            (second, *self) = (number, ahead);
        }
        let hour = self.half_of_day(hour)?;
        Time::new(hour.try_into().ok()?, minute.try_into().ok()?, second.try_into().ok()?, 0).ok()
    }

    /// `a. m.`, `p.m.`, `PM`; in Colombia noon is `12:05 m.`. An hour that already counts to 24
    /// (`20:15 p. m.`, `00:08 a. m.`) stays.
    fn half_of_day(&mut self, hour: i16) -> Option<i16> {
        let mut ahead = *self;
        ahead.spaces();
        let half = ahead.eat(&['a', 'A', 'p', 'P']).map(|letter| letter.to_ascii_lowercase());
        if half.is_some() {
            ahead.eat(&['.']);
            ahead.spaces();
        }
        let meridian = ahead.eat(&['m', 'M']).is_some();
        if !meridian || ahead.0.starts_with(char::is_alphanumeric) || (half.is_none() && hour != 12) {
            return Some(hour);
        }
        ahead.eat(&['.']);
        *self = ahead;
        match (half, hour) {
            (Some('a'), 12) => Some(0),
            (Some('a'), 13..) => None,
            (Some('p'), 1..=11) => Some(hour + 12),
            _ => Some(hour),
        }
    }
}
