//! Templates as they are loaded: what they ask for by a fixed name, and calls of plain components, are
//! written out in place, once for all pages. What a template says is not changed by it.
//!
//! `t(key="save")` becomes the message, `asset(path="mark.svg")` the address, and
//! `<icon name="users" />` the component's markup. What has any other form stays as it is.

use super::{assets, i18n};
use crate::domain::Lang;
use tera::escape_html;

/// Writes out messages and addresses of files.
pub fn fixed(source: &str, lang: Lang) -> String {
    let message = |key: &str| i18n::try_say(lang, key, &i18n::Args::new());
    let source = replace(source, "{{ t(key=\"", "\") }}", |key| markup(&message(key)?));
    let source = replace(&source, "t(key=\"", "\")", |key| Some(literal(&message(key)?)));
    let source = replace(&source, "{{ asset(path=\"", "\") }}", |path| markup(&assets::address(path)?));
    replace(&source, "asset(path=\"", "\")", |path| Some(literal(&assets::address(path)?)))
}

/// A component whose body has nothing but text, its parameters, and conditions that are a parameter.
pub struct Plain {
    name: String,
    parameters: Vec<Parameter>,
    body: String,
}

struct Parameter {
    name: String,
    /// What stands for it where a call leaves it out.
    default: Option<String>,
}

impl Plain {
    /// The plain components among those that a template defines.
    pub fn defined_in(source: &str) -> Vec<Self> {
        source.split("{% component ").skip(1).filter_map(Self::parse).filter(Self::is_plain).collect()
    }

    /// `icon(name: string) -%}`, the body, `{%- endcomponent icon %}`.
    fn parse(definition: &str) -> Option<Self> {
        let (head, rest) = definition.split_once(") -%}")?;
        let (name, parameters) = head.split_once('(')?;
        let (body, _) = rest.split_once("{%- endcomponent")?;
        let parameters = parameters.split(", ").map(Parameter::parse).collect::<Option<_>>()?;
        Some(Self { name: name.to_owned(), parameters, body: body.trim().to_owned() })
    }

    fn is_plain(&self) -> bool {
        let without = self.with(|_, _| Some(String::new())).unwrap_or_default();
        let without = without.replace("{% else %}", "").replace("{% endif %}", "");
        !without.contains("{{") && !without.contains("{%") && !without.contains("{#")
    }

    /// Writes out the calls of this component.
    pub fn write_out(&self, source: &str) -> String {
        let call = format!("{{{{ <{} ", self.name);
        replace(source, &call, " /> }}", |arguments| {
            let given = arguments_of(arguments)?;
            let known = |(name, _): &(&str, &str)| self.parameters.iter().any(|known| known.name == *name);
            if !given.iter().all(known) {
                return None;
            }
            let given_as = |name: &str| given.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
            self.with(|parameter, in_text| {
                let value = given_as(&parameter.name).or(parameter.default.as_deref())?;
                match value.strip_prefix('"').and_then(|value| value.strip_suffix('"')) {
                    Some(text) if in_text => markup(text),
                    _ if in_text => Some(format!("{{{{ {value} }}}}")),
                    _ => Some(format!("{{% if {value} %}}")),
                }
            })
        })
    }

    /// The body with each parameter as `put` gives it: in the text, or else as a condition.
    fn with(&self, put: impl Fn(&Parameter, bool) -> Option<String>) -> Option<String> {
        let mut body = self.body.clone();
        for parameter in &self.parameters {
            let (text, condition) =
                (format!("{{{{ {} }}}}", parameter.name), format!("{{% if {} %}}", parameter.name));
            if body.contains(&text) {
                body = body.replace(&text, &put(parameter, true)?);
            }
            if body.contains(&condition) {
                body = body.replace(&condition, &put(parameter, false)?);
            }
        }
        Some(body)
    }
}

impl Parameter {
    /// `name: type` or `name: type = "default"`. One that is taken from around the call is not plain.
    fn parse(text: &str) -> Option<Self> {
        let (name, rest) = text.split_once(": ")?;
        let default = rest.split_once(" = ").map(|(_, default)| default.to_owned());
        name.chars().all(is_of_a_name).then(|| Self { name: name.to_owned(), default })
    }
}

/// `to={one.reference} kind="quiet"`, as names and what is given for them: a path, or a text in its
/// quotation marks.
fn arguments_of(text: &str) -> Option<Vec<(&str, &str)>> {
    let argument = |argument| {
        let (name, value): (&str, &str) = str::split_once(argument, '=')?;
        let path = value.strip_prefix('{').and_then(|value| value.strip_suffix('}'));
        let word = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
        match (path, word) {
            (Some(path), _) if path.chars().all(|c| is_of_a_name(c) || ".[]".contains(c)) => Some((name, path)),
            (_, Some(word)) if word.chars().all(|c| is_of_a_name(c) || c == '-') => Some((name, value)),
            _ => None,
        }
    };
    text.split(' ').map(argument).collect()
}

fn is_of_a_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// Replaces what begins with `start` and goes on to `end`, where `find` knows what is between.
fn replace(source: &str, start: &str, end: &str, find: impl Fn(&str) -> Option<String>) -> String {
    let (mut done, mut rest) = (String::with_capacity(source.len()), source);
    while let Some((before, after)) = rest.split_once(start) {
        done.push_str(before);
        // `{{ alert(key="` has not begun with `t(key="`.
        let begins = !(start.starts_with(is_of_a_name) && done.ends_with(is_of_a_name));
        let between = after.split_once(end).filter(|_| begins);
        match between.and_then(|(between, after)| Some((find(between)?, after))) {
            Some((found, after)) => {
                done.push_str(&found);
                rest = after;
            }
            None => {
                done.push_str(start);
                rest = after;
            }
        }
    }
    done + rest
}

/// As text of a page. `None` where the spaces around it, or a brace in it, would mean something.
fn markup(text: &str) -> Option<String> {
    let mut escaped = Vec::with_capacity(text.len());
    escape_html(text, &mut escaped).ok()?;
    let means_itself = text.trim() == text && !text.contains('{');
    String::from_utf8(escaped).ok().filter(|_| means_itself)
}

/// As a text in an expression.
fn literal(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    const REF: &str = "{% component ref(to: string, href: string = \"\") -%}\n\
        {% if href %}<a href=\"{{ href }}\">{{ to }}</a>{% else %}<b>{{ to }}</b>{% endif %}\n\
        {%- endcomponent ref %}";

    #[test]
    fn a_message_with_a_fixed_name_is_written_out_and_any_other_is_asked_for() {
        let out = |source: &str| fixed(source, Lang::Es);
        assert_eq!(out("<p>{{ t(key=\"section-people\") }}</p>"), "<p>Personas</p>");
        assert_eq!(out("{% set a = t(key=\"section-people\") %}"), "{% set a = \"Personas\" %}");
        for other in ["{{ t(key=\"a-\" ~ b) }}{{ x(y=\"z\") }}", "{{ t(key=\"count-acts\", n=3) }}", "t(key=\""] {
            assert_eq!(out(other), other);
        }
        assert_eq!(out("{{ t(key=\"no-such-message\") }}"), "{{ t(key=\"no-such-message\") }}");
    }

    #[test]
    fn what_is_written_out_is_escaped_for_where_it_stands() {
        assert_eq!(markup("a <b> & \"c\"").unwrap(), "a &lt;b&gt; &amp; &quot;c&quot;");
        assert_eq!((markup(" a"), markup("{{ a }}")), (None, None));
        assert_eq!(literal("a \"b\" \\"), "\"a \\\"b\\\" \\\\\"");
    }

    #[test]
    fn a_plain_component_is_written_out_where_it_is_called() {
        let plain = Plain::defined_in(REF).pop().unwrap();
        assert_eq!(
            plain.write_out("<td>{{ <ref to={one.name} href={one.url} /> }}</td>"),
            "<td>{% if one.url %}<a href=\"{{ one.url }}\">{{ one.name }}</a>{% else %}<b>{{ one.name }}</b>\
             {% endif %}</td>"
        );
        let calls = ["{{ <ref to={a ~ b} /> }}", "{{ <ref to={a} kind={b} /> }}", "{{ <ref href={a} /> }}"];
        for call in calls {
            assert_eq!(plain.write_out(call), call, "another form is left to the engine");
        }
    }

    #[test]
    fn a_component_that_asks_for_more_than_its_parameters_is_not_plain() {
        for body in ["{{ at | long }}", "{{ other }}", "{% set a = 1 %}", "{{ <icon name=\"a\" /> }}", "{{ body }}"] {
            let source = format!("{{% component x(at: string) -%}}\n{body}\n{{%- endcomponent x %}}");
            assert!(Plain::defined_in(&source).is_empty(), "{body}");
        }
        let taken = "{% component x(@at: string = \"\") -%}\n{{ at }}\n{%- endcomponent x %}";
        assert!(Plain::defined_in(taken).is_empty());
    }
}
