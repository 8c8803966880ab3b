//! Closed lists of terms, each with its code and its label in Spanish and English.

use serde::{Deserialize, Serialize};

/// The languages that pages, messages and dossiers speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    Es,
    En,
}

impl Lang {
    pub const ALL: &'static [Lang] = &[Lang::Es, Lang::En];

    /// ISO 639-1.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Es => "es",
            Lang::En => "en",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|lang| lang.code() == code)
    }
}

/// A term of a closed list. The code is what is stored and exchanged; it never changes.
pub trait Choice: Copy + Sized + 'static {
    const ALL: &'static [Self];
    fn code(self) -> &'static str;
    fn label(self, lang: Lang) -> &'static str;

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|choice| choice.code() == code)
    }
}

/// Declares a closed list: `Variant = "code", "Español", "English";` per term.
#[macro_export]
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $code:literal, $es:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $(#[serde(rename = $code)] $variant),+ }

        impl $crate::domain::Choice for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
            fn label(self, lang: $crate::domain::Lang) -> &'static str {
                match (self, lang) { $(
                    (Self::$variant, $crate::domain::Lang::Es) => $es,
                    (Self::$variant, $crate::domain::Lang::En) => $en,
                )+ }
            }
        }
    };
}
