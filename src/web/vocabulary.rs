//! What templates can say: words, dates, numbers, and what components ask of a form.

use super::{assets, format, format::Zone, i18n};
use crate::domain::{Lang, Moment, PartialDate};
use fluent_bundle::FluentValue;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};
use tera::{Error, Kwargs, State, Tera, TeraResult, Value, value::Key};

/// | in a template | shows |
/// |---|---|
/// | `t(key="…", n=3)` | a message of `locales/` |
/// | `asset(path="resguardo.css")` | the versioned address of a static file |
/// | `at \| short`, `at \| long` | a moment (RFC 3339) in the installation's time zone |
/// | `on \| date` | a partial date |
/// | `n \| number`, `bytes \| size` | a grouped number, a size |
/// | `form \| value(name=…)`, `values`, `problem`, `rows(list=…)` | a field's state |
pub fn register(tera: &mut Tera, lang: Lang, zone: &Zone) {
    register_words(tera, lang);
    register_formats(tera, lang, zone);
    register_form_filters(tera);
}

fn register_words(tera: &mut Tera, lang: Lang) {
    let words = Said::default();
    tera.register_function("t", move |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        // Only a message without arguments is always the same.
        match kwargs.iter().count() {
            1 => words.once(kwargs.must_get("key")?, || say(lang, &kwargs)),
            _ => say(lang, &kwargs).map(Value::from),
        }
    });
    let addresses = Said::default();
    tera.register_function("asset", move |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        let path: &str = kwargs.must_get("path")?;
        let address = || assets::address(path).ok_or_else(|| Error::message(format!("no asset {path}")));
        addresses.once(path, address)
    });
}

/// What is always said the same way, found once: a page asks for some hundred such words. Keys are
/// those of our templates.
#[derive(Default)]
struct Said(RwLock<HashMap<String, Value>>);

impl Said {
    fn once(&self, key: &str, find: impl FnOnce() -> TeraResult<String>) -> TeraResult<Value> {
        if let Some(known) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(key) {
            return Ok(known.clone());
        }
        let value = Value::from(find()?);
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned(), value.clone());
        Ok(value)
    }
}

fn register_formats(tera: &mut Tera, lang: Lang, zone: &Zone) {
    let (short_zone, long_zone) = (zone.clone(), zone.clone());
    tera.register_filter("short", move |at: &str, _: Kwargs, _: &State| -> TeraResult<String> {
        Ok(format::short(lang, &short_zone, moment(at)?))
    });
    tera.register_filter("long", move |at: &str, _: Kwargs, _: &State| -> TeraResult<String> {
        Ok(format::long(lang, &long_zone, moment(at)?))
    });
    tera.register_filter("date", move |date: &str, _: Kwargs, _: &State| -> TeraResult<String> {
        let date = PartialDate::parse(date).ok_or_else(|| Error::message("not a partial date"))?;
        Ok(format::date(lang, date))
    });
    tera.register_filter("number", |n: i64, _: Kwargs, _: &State| format::number(n));
    tera.register_filter("size", |bytes: u64, _: Kwargs, _: &State| format::size(bytes));
}

/// `t(key="…", n=3)`: a missing message is an error, not a hole in the page.
fn say(lang: Lang, kwargs: &Kwargs) -> TeraResult<String> {
    let key: &str = kwargs.must_get("key")?;
    let mut args = i18n::Args::new();
    for (name, value) in kwargs.iter() {
        let Some(name) = name.as_str().filter(|name| *name != "key") else { continue };
        let value = match value.as_i128() {
            Some(number) => FluentValue::from(number as i64),
            None => FluentValue::from(value.to_string()),
        };
        args.insert(Cow::from(name.to_owned()), value);
    }
    i18n::try_say(lang, key, &args).ok_or_else(|| Error::message(format!("no message `{key}`")))
}

fn moment(text: &str) -> TeraResult<Moment> {
    let stamp = text.parse().map_err(|_| Error::message("not a point in time"))?;
    Ok(Moment::from_timestamp(stamp))
}

/// What components ask of a serialised [`super::Form`]; an absent form is an empty one.
fn register_form_filters(tera: &mut Tera) {
    tera.register_filter("value", |form: &Value, kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        let all = values(form, kwargs.must_get("name")?);
        Ok(all.and_then(|all| all.first().cloned()).unwrap_or_else(|| Value::from("")))
    });
    tera.register_filter("values", |form: &Value, kwargs: Kwargs, _: &State| -> TeraResult<Vec<Value>> {
        Ok(values(form, kwargs.must_get("name")?).map(<[Value]>::to_vec).unwrap_or_default())
    });
    tera.register_filter("problem", |form: &Value, kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        Ok(problem(form, kwargs.must_get("name")?).unwrap_or_else(|| Value::from("")))
    });
    tera.register_filter("rows", |form: &Value, kwargs: Kwargs, _: &State| -> TeraResult<u64> {
        let (list, least): (&str, u64) = (kwargs.must_get("list")?, kwargs.get("least")?.unwrap_or(0));
        Ok(rows(form, list).max(least))
    });
}

fn entry<'v>(map: &'v Value, key: &str) -> Option<&'v Value> {
    map.as_map()?.get(&Key::String(key.into()))
}

fn values<'v>(form: &'v Value, name: &str) -> Option<&'v [Value]> {
    entry(entry(form, "values")?, name)?.as_array()
}

fn problem(form: &Value, name: &str) -> Option<Value> {
    let problems = entry(form, "problems")?.as_array()?;
    let about = |problem: &&Value| entry(problem, "field").and_then(Value::as_str) == Some(name);
    entry(problems.iter().find(about)?, "message").cloned()
}

fn rows(form: &Value, list: &str) -> u64 {
    let Some(values) = entry(form, "values").and_then(Value::as_map) else { return 0 };
    let names = values.keys().filter_map(Key::as_str);
    names.filter_map(|name| super::form::row_of(name, list)).map(|(row, _)| row as u64 + 1).max().unwrap_or(0)
}
