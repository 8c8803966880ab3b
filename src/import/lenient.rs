//! JSON values that never fail on a wrong type. A foreign file writes an empty list as `{}`, a
//! number as text, an absent object as `false`; one odd field must not cost the post. What has
//! another type than expected counts as absent; the raw record still holds it. Only wrong syntax
//! and a key given twice are errors.

use super::ids::Id;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// Text, or nothing.
#[derive(Debug, Default, PartialEq)]
pub struct Text<'a>(pub Option<Cow<'a, str>>);

/// A count: a whole number, or one written as text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Number(pub Option<u64>);

/// A list, or nothing. Of a longer one than any source writes, only the beginning is kept: a few
/// bytes of JSON per item would become many times that in memory.
#[derive(Debug, PartialEq)]
pub struct List<T>(pub Vec<T>);

/// An object, or nothing.
#[derive(Debug, PartialEq)]
pub struct Obj<T>(pub Option<T>);

const MOST_ITEMS: usize = 20_000;

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Default for Obj<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl Text<'_> {
    pub fn get(&self) -> Option<&str> {
        self.0.as_deref()
    }

    /// What is there to read, if anything.
    pub fn filled(&self) -> Option<&str> {
        self.get().filter(|text| !text.trim().is_empty())
    }
}

impl<T> List<T> {
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }
}

impl<T> Obj<T> {
    pub fn get(&self) -> Option<&T> {
        self.0.as_ref()
    }
}

/// The visits that mean "not what was expected": all of them, less the ones named.
macro_rules! otherwise {
    ($value:expr; $($kind:ident)*) => { $(otherwise!(@ $kind $value);)* };
    (@ bool $value:expr) => { fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> { Ok($value) } };
    (@ integer $value:expr) => {
        fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> { Ok($value) }
        fn visit_u64<E: Error>(self, _: u64) -> Result<Self::Value, E> { Ok($value) }
    };
    (@ negative $value:expr) => { fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> { Ok($value) } };
    (@ float $value:expr) => { fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> { Ok($value) } };
    (@ text $value:expr) => { fn visit_str<E: Error>(self, _: &str) -> Result<Self::Value, E> { Ok($value) } };
    (@ null $value:expr) => { fn visit_unit<E: Error>(self) -> Result<Self::Value, E> { Ok($value) } };
    (@ list $value:expr) => {
        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
            while list.next_element::<IgnoredAny>()?.is_some() {}
            Ok($value)
        }
    };
    (@ object $value:expr) => {
        fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
            while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            Ok($value)
        }
    };
}

fn anything(f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("any value")
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        anything(f)
    }
    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Text<'de>, E> {
        Ok(Text(Some(Cow::Borrowed(text))))
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Text<'de>, E> {
        Ok(Text(Some(Cow::Owned(text.to_owned()))))
    }
    otherwise!(Text(None); bool integer float null list object);
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor)
    }
}

struct NumberVisitor;

impl<'de> Visitor<'de> for NumberVisitor {
    type Value = Number;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        anything(f)
    }
    fn visit_u64<E: Error>(self, number: u64) -> Result<Number, E> {
        Ok(Number(Some(number)))
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Number, E> {
        Ok(Number(text.parse().ok()))
    }
    otherwise!(Number(None); bool negative float null list object);
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberVisitor)
    }
}

struct IdVisitor;

impl<'de> Visitor<'de> for IdVisitor {
    type Value = Id<'de>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        anything(f)
    }
    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Id<'de>, E> {
        Ok(Id::of_text(Cow::Borrowed(text)))
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Id<'de>, E> {
        Ok(Id::of_text(Cow::Owned(text.to_owned())))
    }
    fn visit_u64<E: Error>(self, number: u64) -> Result<Id<'de>, E> {
        Ok(Id::Given(Cow::Owned(number.to_string())))
    }
    // Numbers beyond 64 bits arrive here too: a double has lost their digits.
    otherwise!(Id::Lossy; float);
    otherwise!(Id::Absent; null);
    otherwise!(Id::Bad; bool negative list object);
}

impl<'de: 'a, 'a> Deserialize<'de> for Id<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(IdVisitor)
    }
}

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ListVisitor<T> {
    type Value = List<T>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        anything(f)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<List<T>, A::Error> {
        let mut items = Vec::new();
        while items.len() < MOST_ITEMS {
            match list.next_element()? {
                Some(item) => items.push(item),
                None => return Ok(List(items)),
            }
        }
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(List(items))
    }
    otherwise!(List(Vec::new()); bool integer float text null object);
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ListVisitor(PhantomData))
    }
}

struct ObjVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjVisitor<T> {
    type Value = Obj<T>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        anything(f)
    }
    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Obj<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(object)).map(|value| Obj(Some(value)))
    }
    otherwise!(Obj(None); bool integer float text null list);
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Obj<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ObjVisitor(PhantomData))
    }
}
