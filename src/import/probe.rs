//! Which keys occur in a piece of JSON that may be cut off: the ground on which formats are
//! recognised. Values are not looked at.

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeSet;
use std::fmt;

/// Paths such as `data.id`; arrays are transparent.
pub type Paths = BTreeSet<String>;

const DEEPEST: usize = 16;
const MOST: usize = 4096;
/// No format is told by longer paths; without a limit, long keys would multiply.
const LONGEST: usize = 300;

/// Adds the paths of the first value in `json`. What comes behind an error is not seen.
pub fn look(json: &[u8], found: &mut Paths) {
    let mut values = serde_json::Deserializer::from_slice(json);
    // An error only means that the piece ends or breaks here: the paths before it count.
    let _ = Probe { path: String::new(), depth: 0, found }.deserialize(&mut values);
}

struct Probe<'p> {
    path: String,
    depth: usize,
    found: &'p mut Paths,
}

impl<'de> DeserializeSeed<'de> for Probe<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.depth > DEEPEST {
            return deserializer.deserialize_ignored_any(IgnoredAny).map(|_| ());
        }
        deserializer.deserialize_any(self)
    }
}

macro_rules! nothing {
    ($($visit:ident: $kind:ty),+) => {
        $(fn $visit<E: Error>(self, _: $kind) -> Result<(), E> { Ok(()) })+
    };
}

impl<'de> Visitor<'de> for Probe<'_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }
    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
    nothing!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let depth = self.depth + 1;
        while list.next_element_seed(Probe { path: self.path.clone(), depth, found: self.found })?.is_some() {
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while let Some(key) = object.next_key::<String>()? {
            let path = if self.path.is_empty() { key } else { format!("{}.{key}", self.path) };
            if path.len() > LONGEST {
                object.next_value::<IgnoredAny>()?;
                continue;
            }
            if self.found.len() < MOST {
                self.found.insert(path.clone());
            }
            object.next_value_seed(Probe { path, depth: self.depth + 1, found: self.found })?;
        }
        Ok(())
    }
}
