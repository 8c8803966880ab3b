//! Cuts what was typed into signs, words and phrases.

/// A piece of a search, with the place of its first character, counted from 1.
#[derive(Debug, PartialEq)]
pub struct Piece<'q> {
    pub at: usize,
    pub token: Token<'q>,
}

#[derive(Debug, PartialEq)]
pub enum Token<'q> {
    Open,
    Close,
    And,
    Or,
    Not,
    Value(Value<'q>),
}

/// Something that is looked for.
#[derive(Debug, PartialEq)]
pub struct Value<'q> {
    /// What stood before a `:`, where it is a field.
    pub field: Option<Field>,
    pub text: &'q str,
    pub quoted: bool,
    /// A `*` stood behind it.
    pub prefix: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    From,
    Url,
    Kind,
    Lang,
    Since,
    Until,
    Id,
    Tag,
    Handle,
}

/// In both languages. Anything else before a `:` is a word like any other.
const FIELDS: &[(&str, Field)] = &[
    ("from", Field::From),
    ("de", Field::From),
    ("url", Field::Url),
    ("kind", Field::Kind),
    ("tipo", Field::Kind),
    ("lang", Field::Lang),
    ("idioma", Field::Lang),
    ("since", Field::Since),
    ("desde", Field::Since),
    ("until", Field::Until),
    ("hasta", Field::Until),
    ("id", Field::Id),
];

/// A quote that is not closed, at this place.
pub struct Unclosed(pub usize);

/// Quotation marks as keyboards and word processors write them: each with what closes it.
const QUOTES: &[(char, char)] = &[('"', '"'), ('“', '”'), ('«', '»'), ('„', '“')];

pub fn pieces(query: &str) -> Result<Vec<Piece<'_>>, Unclosed> {
    let mut reader = Reader { query, at: 0, place: 1 };
    let mut pieces = Vec::new();
    while let Some(piece) = reader.piece()? {
        pieces.push(piece);
    }
    Ok(pieces)
}

struct Reader<'q> {
    query: &'q str,
    /// In bytes.
    at: usize,
    /// In characters.
    place: usize,
}

impl<'q> Reader<'q> {
    fn rest(&self) -> &'q str {
        &self.query[self.at..]
    }

    fn skip(&mut self, bytes: usize) -> &'q str {
        let taken = &self.rest()[..bytes];
        self.at += bytes;
        self.place += taken.chars().count();
        taken
    }

    fn piece(&mut self) -> Result<Option<Piece<'q>>, Unclosed> {
        let blank = self.rest().len() - self.rest().trim_start().len();
        self.skip(blank);
        let at = self.place;
        let Some(first) = self.rest().chars().next() else { return Ok(None) };
        let token = match first {
            '(' | ')' => {
                self.skip(1);
                if first == '(' { Token::Open } else { Token::Close }
            }
            '-' if self.rest()[1..].starts_with(|next: char| !next.is_whitespace() && next != '-') => {
                self.skip(1);
                Token::Not
            }
            _ => self.value()?,
        };
        Ok(Some(Piece { at, token }))
    }

    fn value(&mut self) -> Result<Token<'q>, Unclosed> {
        let field = self.field();
        let (text, quoted) = match self.quoted()? {
            Some(text) => (text, true),
            None => (self.bare(), false),
        };
        if field.is_none() && !quoted {
            match text {
                "AND" => return Ok(Token::And),
                "OR" => return Ok(Token::Or),
                "NOT" => return Ok(Token::Not),
                _ => {}
            }
        }
        let (text, prefix) = match quoted {
            true => (text, self.rest().starts_with('*') && !self.skip(1).is_empty()),
            false => (text.trim_end_matches('*'), text.ends_with('*')),
        };
        Ok(Token::Value(Value { field, text, quoted, prefix }))
    }

    fn field(&mut self) -> Option<Field> {
        for (sign, field) in [('#', Field::Tag), ('@', Field::Handle)] {
            if self.rest().starts_with(sign) {
                self.skip(1);
                return Some(field);
            }
        }
        let (name, _) = self.rest().split_once(':')?;
        let (_, field) = FIELDS.iter().find(|(known, _)| name.eq_ignore_ascii_case(known))?;
        self.skip(name.len() + 1);
        Some(*field)
    }

    fn quoted(&mut self) -> Result<Option<&'q str>, Unclosed> {
        let first = self.rest().chars().next();
        let Some((open, close)) = QUOTES.iter().find(|(open, _)| first == Some(*open)) else {
            return Ok(None);
        };
        let at = self.place;
        let inside = &self.rest()[open.len_utf8()..];
        let length = inside.find(*close).ok_or(Unclosed(at))?;
        self.skip(open.len_utf8());
        let text = self.skip(length);
        self.skip(close.len_utf8());
        Ok(Some(text))
    }

    fn bare(&mut self) -> &'q str {
        let ends =
            |letter: char| letter.is_whitespace() || matches!(letter, '(' | ')' | '"' | '“' | '«' | '„');
        let length = self.rest().find(ends).unwrap_or(self.rest().len());
        self.skip(length)
    }
}
