//! What every command takes, before or after its words.

use crate::domain::{Choice, Lang};
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;

#[derive(Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Options {
    /// Directory of the store [default: the platform's data directory]
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// PostgreSQL database of the store, postgres://… (or RESGUARDO_DATABASE); sealed files stay in --data
    #[arg(long, global = true, value_name = "URL")]
    pub database: Option<String>,
    /// Account that acts
    #[arg(long, global = true, value_name = "NAME")]
    pub account: Option<String>,
    /// File whose first line is the password (or RESGUARDO_PASSWORD_FILE); without it, it is asked for
    #[arg(long, global = true, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// One JSON document on stdout
    #[arg(long, global = true)]
    pub json: bool,
    /// Language of messages [default: of the environment, else English]
    #[arg(long, global = true, value_name = "LANG", value_parser = lang())]
    pub lang: Option<Lang>,
}

impl Options {
    /// By `--lang`, else by the environment as `setlocale(3)` reads it, else English.
    pub fn language(&self) -> Lang {
        let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let environment = || ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set);
        let spanish = |locale: String| locale.to_lowercase().starts_with("es");
        self.lang.unwrap_or(if environment().is_some_and(spanish) { Lang::Es } else { Lang::En })
    }
}

pub fn lang() -> impl TypedValueParser<Value = Lang> {
    let codes = PossibleValuesParser::new(Lang::ALL.iter().map(|lang| lang.code()));
    codes.try_map(|code| Lang::from_code(&code).ok_or("unknown language"))
}

/// A term of a closed list by its code; help lists the codes with their labels.
pub fn choice<T: Choice + Send + Sync>() -> impl TypedValueParser<Value = T> {
    choice_of(T::ALL)
}

pub fn choice_of<T: Choice + Send + Sync>(terms: &'static [T]) -> impl TypedValueParser<Value = T> {
    let value = |term: &T| PossibleValue::new(term.code()).help(term.label(Lang::En));
    PossibleValuesParser::new(terms.iter().map(value))
        .try_map(|code| T::from_code(&code).ok_or("unknown term"))
}
