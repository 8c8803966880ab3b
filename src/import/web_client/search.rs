//! Finds the posts of a response, wherever its timeline puts them.

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// Collects what stands under `tweet_results`, without looking into it.
pub struct Search<'f, 'de>(pub &'f mut Vec<&'de RawValue>);

impl<'de> DeserializeSeed<'de> for Search<'_, 'de> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

macro_rules! nothing {
    ($($visit:ident: $kind:ty),+) => {
        $(fn $visit<E: serde::de::Error>(self, _: $kind) -> Result<(), E> { Ok(()) })+
    };
}

impl<'de> Visitor<'de> for Search<'_, 'de> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }
    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        Ok(())
    }
    nothing!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Search(self.0))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while let Some(key) = object.next_key::<Cow<'de, str>>()? {
            if key == "tweet_results" {
                self.0.push(object.next_value()?);
            } else {
                object.next_value_seed(Search(self.0))?;
            }
        }
        Ok(())
    }
}
