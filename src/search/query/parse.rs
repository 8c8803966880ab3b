//! From pieces to meaning.

use super::lexer::{Field, Piece, Token, Unclosed, Value, pieces};
use super::{Leaf, NamePlace, Node, Place, kind_named};
use crate::domain::{PartialDate, Private};
use crate::search::words::{fold, words};
use jiff::tz::TimeZone;
use std::iter::Peekable;
use std::vec::IntoIter;

/// Why a search was not understood, and where: the place of a character, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    pub kind: FaultKind,
    pub at: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// There is nothing to look for.
    Empty,
    UnclosedQuote,
    UnclosedParenthesis,
    UnopenedParenthesis,
    /// `AND`, `OR`, `NOT` or a field without what belongs behind it.
    NothingBehind,
    UnknownKind,
    NotADate,
    TooLong,
}

/// More was not typed by a person.
const MOST_PIECES: usize = 256;
const DEEPEST: usize = 32;

pub fn parse(text: &str, zone: &TimeZone) -> Result<Node, Fault> {
    let pieces = pieces(text).map_err(|Unclosed(at)| Fault { kind: FaultKind::UnclosedQuote, at })?;
    if let Some(piece) = pieces.get(MOST_PIECES) {
        return Err(Fault { kind: FaultKind::TooLong, at: piece.at });
    }
    let end = text.chars().count() + 1;
    if pieces.is_empty() {
        return Err(Fault { kind: FaultKind::Empty, at: 1 });
    }
    let mut parser = Parser { pieces: pieces.into_iter().peekable(), zone, end };
    let found = parser.any(0)?;
    match parser.pieces.next() {
        Some(piece) => Err(Fault { kind: FaultKind::UnopenedParenthesis, at: piece.at }),
        None => found.ok_or(Fault { kind: FaultKind::Empty, at: 1 }),
    }
}

struct Parser<'q> {
    pieces: Peekable<IntoIter<Piece<'q>>>,
    zone: &'q TimeZone,
    end: usize,
}

/// `None` where something was typed that holds no word: it is as if it were not there.
type Parsed = Result<Option<Node>, Fault>;

impl Parser<'_> {
    fn next_is(&mut self, token: &Token<'_>) -> bool {
        self.pieces.next_if(|piece| piece.token == *token).is_some()
    }

    fn place(&mut self) -> usize {
        self.pieces.peek().map_or(self.end, |piece| piece.at)
    }

    /// Alternatives.
    fn any(&mut self, depth: usize) -> Parsed {
        let mut nodes = vec![self.all(depth)?];
        while self.next_is(&Token::Or) {
            nodes.push(self.all(depth)?);
        }
        Ok(joined(nodes, Node::Any))
    }

    /// Side by side.
    fn all(&mut self, depth: usize) -> Parsed {
        let mut nodes = vec![self.one(depth)?];
        loop {
            let joined_by_word = self.next_is(&Token::And);
            match self.pieces.peek().map(|piece| &piece.token) {
                Some(Token::Open | Token::Not | Token::Value(_)) => nodes.push(self.one(depth)?),
                _ if joined_by_word => return Err(self.nothing()),
                _ => return Ok(joined(nodes, Node::All)),
            }
        }
    }

    fn one(&mut self, depth: usize) -> Parsed {
        let at = self.place();
        if depth > DEEPEST {
            return Err(Fault { kind: FaultKind::TooLong, at });
        }
        match self.pieces.next_if(|piece| !matches!(piece.token, Token::Close)) {
            None | Some(Piece { token: Token::Close | Token::And | Token::Or, .. }) => {
                Err(Fault { kind: FaultKind::NothingBehind, at })
            }
            Some(Piece { token: Token::Not, .. }) => {
                if self.pieces.peek().is_none() {
                    return Err(self.nothing());
                }
                Ok(self.one(depth + 1)?.map(|node| Node::Not(Box::new(node))))
            }
            Some(Piece { token: Token::Open, .. }) => {
                let inside = self.any(depth + 1)?;
                match self.next_is(&Token::Close) {
                    true => Ok(inside),
                    false => Err(Fault { kind: FaultKind::UnclosedParenthesis, at }),
                }
            }
            Some(Piece { token: Token::Value(value), .. }) => self.value(&value, at),
        }
    }

    fn nothing(&mut self) -> Fault {
        Fault { kind: FaultKind::NothingBehind, at: self.place() }
    }

    fn value(&self, value: &Value<'_>, at: usize) -> Parsed {
        let fault = |kind| Fault { kind, at };
        let leaf = match value.field {
            None => leaf_of_words(Place::Text, value),
            Some(Field::From) => leaf_of_words(Place::From, value),
            Some(Field::Url) => leaf_of_words(Place::Url, value),
            Some(Field::Tag) => leaf_of_name(NamePlace::Tag, value),
            Some(Field::Handle) => leaf_of_name(NamePlace::Handle, value),
            Some(Field::Lang) => leaf_of_name(NamePlace::Lang, value),
            Some(Field::Id) => (!value.text.trim().is_empty()).then(|| Leaf::Id(value.text.trim().into())),
            Some(Field::Kind) if value.text.trim().is_empty() => None,
            Some(Field::Kind) => {
                let code = kind_named(value.text).ok_or(fault(FaultKind::UnknownKind))?;
                Some(Leaf::Name { place: NamePlace::Kind, name: code.into(), prefix: false })
            }
            Some(Field::Since | Field::Until) if value.text.trim().is_empty() => None,
            Some(Field::Since | Field::Until) => {
                let (from, before) = span(value.text, self.zone).ok_or(fault(FaultKind::NotADate))?;
                Some(match value.field {
                    Some(Field::Since) => Leaf::Time { from: Some(from), before: None },
                    _ => Leaf::Time { from: None, before: Some(before) },
                })
            }
        };
        match (leaf, value.field) {
            (None, Some(_)) => Err(fault(FaultKind::NothingBehind)),
            (leaf, _) => Ok(leaf.map(Node::Leaf)),
        }
    }
}

/// Leaves out what holds no word; one alone is not wrapped.
fn joined(nodes: Vec<Option<Node>>, wrap: fn(Vec<Node>) -> Node) -> Option<Node> {
    let mut nodes: Vec<Node> = nodes.into_iter().flatten().collect();
    match nodes.len() {
        0 | 1 => nodes.pop(),
        _ => Some(wrap(nodes)),
    }
}

fn leaf_of_words(place: Place, value: &Value<'_>) -> Option<Leaf> {
    let text = match place {
        Place::From => value.text.trim_start_matches('@'),
        _ => value.text,
    };
    let words: Vec<Private> = words(text).into_iter().map(Private::new).collect();
    (!words.is_empty()).then_some(Leaf::Words { place, words, prefix: value.prefix })
}

fn leaf_of_name(place: NamePlace, value: &Value<'_>) -> Option<Leaf> {
    let name = match place {
        NamePlace::Lang => value.text.trim().to_lowercase(),
        _ => fold(value.text.trim()),
    };
    (!name.is_empty()).then_some(Leaf::Name { place, name: name.into(), prefix: value.prefix })
}

/// The seconds that a date spans, from the first to the first behind it: a year, a month, a day, or
/// a moment.
fn span(text: &str, zone: &TimeZone) -> Option<(i64, i64)> {
    if let Some(date) = PartialDate::parse(text).filter(|date| !date.estimated) {
        let first = jiff::civil::Date::new(date.year, date.month.unwrap_or(1), date.day.unwrap_or(1)).ok()?;
        let next = match (date.month, date.day) {
            (_, Some(_)) => first.tomorrow(),
            (Some(_), None) => first.checked_add(jiff::Span::new().months(1)),
            (None, None) => first.checked_add(jiff::Span::new().years(1)),
        };
        let second = |date: jiff::civil::Date| {
            zone.to_ambiguous_zoned_datetime(date.into())
                .compatible()
                .ok()
                .map(|zoned| zoned.timestamp().as_second())
        };
        // The last day there is has no next.
        let behind = next.ok().and_then(second).unwrap_or(i64::MAX);
        return Some((second(first)?, behind));
    }
    let moment = match text.parse::<jiff::Timestamp>() {
        Ok(stamp) => stamp,
        Err(_) => {
            let local: jiff::civil::DateTime = text.parse().ok()?;
            zone.to_ambiguous_zoned_datetime(local).compatible().ok()?.timestamp()
        }
    };
    Some((moment.as_second(), moment.as_second().saturating_add(1)))
}
