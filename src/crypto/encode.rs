//! The canonical encoding: a label and fields, each preceded by its length as four big-endian
//! bytes. Two different lists of fields never encode to the same bytes, so nothing can move from
//! one field into its neighbour unnoticed.

use super::error::{Error, Result};

/// Builds the encoding, field by field.
pub struct Fields(Vec<u8>);

impl Fields {
    pub fn new(label: &str) -> Self {
        Self(Vec::with_capacity(256)).text(label)
    }

    /// # Panics
    /// When the field is 4 GiB or longer: such a thing is a stream, not a field.
    pub fn bytes(mut self, field: &[u8]) -> Self {
        let length = u32::try_from(field.len()).expect("a field is shorter than 4 GiB");
        self.0.extend_from_slice(&length.to_be_bytes());
        self.0.extend_from_slice(field);
        self
    }

    pub fn text(self, field: &str) -> Self {
        self.bytes(field.as_bytes())
    }

    pub fn number(self, field: u64) -> Self {
        self.bytes(&field.to_be_bytes())
    }

    /// Two's complement, eight bytes.
    pub fn signed(self, field: i64) -> Self {
        self.bytes(&field.to_be_bytes())
    }

    /// An absent number is an empty field, which no number is.
    pub fn optional(self, field: Option<i64>) -> Self {
        match field {
            Some(number) => self.signed(number),
            None => self.bytes(&[]),
        }
    }

    pub fn done(self) -> Vec<u8> {
        self.0
    }
}

/// Reads an encoding back, in the same order, and accepts no byte too many or too few.
pub struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub fn new(label: &str, bytes: &'a [u8]) -> Result<Self> {
        let mut reader = Self(bytes);
        if reader.bytes()? == label.as_bytes() { Ok(reader) } else { Err(Error::Malformed) }
    }

    pub fn bytes(&mut self) -> Result<&'a [u8]> {
        let (length, rest) = self.0.split_first_chunk::<4>().ok_or(Error::Malformed)?;
        let length = u32::from_be_bytes(*length) as usize;
        let (field, rest) = rest.split_at_checked(length).ok_or(Error::Malformed)?;
        self.0 = rest;
        Ok(field)
    }

    pub fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        self.bytes()?.try_into().map_err(|_| Error::Malformed)
    }

    pub fn number(&mut self) -> Result<u64> {
        self.array().map(u64::from_be_bytes)
    }

    pub fn signed(&mut self) -> Result<i64> {
        self.array().map(i64::from_be_bytes)
    }

    pub fn end(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Malformed) }
    }
}

/// The two bytes in front of every stored format of this module.
pub(super) const FORMAT: u8 = 1;
pub(super) const SUITE: u8 = 1;

/// `[format, suite]` and the body.
pub(super) fn with_header(body: Vec<u8>) -> Vec<u8> {
    [&[FORMAT, SUITE], body.as_slice()].concat()
}

pub(super) fn without_header(bytes: &[u8]) -> Result<&[u8]> {
    match bytes {
        [FORMAT, SUITE, body @ ..] => Ok(body),
        [_, _, ..] => Err(Error::UnsupportedFormat),
        _ => Err(Error::Malformed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn moving_a_byte_between_fields_changes_the_encoding() {
        let one = Fields::new("x").text("ab").text("c").done();
        let other = Fields::new("x").text("a").text("bc").done();
        assert_ne!(one, other);
    }

    #[test]
    fn the_encoding_is_length_then_bytes() {
        let encoded = Fields::new("ab").number(5).optional(None).optional(Some(-1)).done();
        let expected =
            b"\0\0\0\x02ab\0\0\0\x08\0\0\0\0\0\0\0\x05\0\0\0\0\0\0\0\x08\xff\xff\xff\xff\xff\xff\xff\xff";
        assert_eq!(encoded, expected);
    }

    #[test]
    fn reading_refuses_another_label_missing_bytes_and_left_over_bytes() {
        let encoded = Fields::new("x").text("abc").done();
        assert!(Reader::new("y", &encoded).is_err());
        let mut short = Reader::new("x", &encoded[..encoded.len() - 1]).unwrap();
        assert_eq!(short.bytes(), Err(Error::Malformed));
        let long = [encoded.as_slice(), b"!"].concat();
        let mut reader = Reader::new("x", &long).unwrap();
        assert_eq!(reader.bytes(), Ok(&b"abc"[..]));
        assert_eq!(reader.end(), Err(Error::Malformed));
    }

    proptest! {
        #[test]
        fn different_lists_encode_differently(
            a in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..6), 0..5),
            b in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..6), 0..5),
        ) {
            let encode = |list: &Vec<Vec<u8>>| list.iter().fold(Fields::new("l"), |f, x| f.bytes(x)).done();
            prop_assert_eq!(encode(&a) == encode(&b), a == b);
        }
    }
}
