//! Tables whose header does not say enough: a person says which column is what.
//!
//! The file is asked for again with the answer. It was not kept, because a file that could not be
//! read is no evidence yet; the person who chose it still has it, and nothing else is typed twice.

use crate::domain::{Choice, Private, Problem};
use crate::service::posts::{Column, DateOrder, Encoding, Field, Mapping, Preview, inspect_table};
use crate::web::dispatch::Outcome;
use crate::web::form::{Form, Term, options, term};
use crate::web::visit::InCase;
use crate::web::{Page, Reply, i18n};
use serde::Serialize;

/// Rows of the sample and its columns are carried as fields of the form, so that the page can be
/// shown again without the file: `sample-<row>-<column>`.
const SAMPLE: &str = "sample";
const MOST_COLUMNS: usize = 60;
const LONGEST_CELL: usize = 120;

/// A table, as far as its first bytes show it.
pub struct Table(Preview);

impl Table {
    /// `None` for what is no table: JSON, or a single column.
    pub fn inspect(head: &[u8], told: Option<Encoding>) -> Option<Self> {
        let begins = head.iter().find(|byte| !byte.is_ascii_whitespace())?;
        let mut head = head;
        let preview = inspect_table(&mut head, told).ok().filter(|_| !b"{[".contains(begins))?;
        (preview.header.len() > 1).then_some(Self(preview))
    }

    /// Whether its header says which column is what.
    pub fn is_enough(&self) -> bool {
        self.0.is_enough()
    }

    /// Puts what the table shows into the form, beside what was chosen already.
    pub fn fill(&self, form: &mut Form) {
        let Preview { header, rows, proposed, .. } = &self.0;
        for (row, cells) in std::iter::once(header).chain(rows).enumerate() {
            for (column, cell) in cells.iter().take(MOST_COLUMNS).enumerate() {
                let cell: String = cell.reveal().chars().take(LONGEST_CELL).collect();
                form.set(format!("{SAMPLE}-{row}-{column}"), cell);
            }
        }
        if is_asked(form) {
            return;
        }
        form.set("delimiter", proposed.delimiter.to_string()).set("quotes", yes(proposed.quotes));
        form.set("has_header", yes(proposed.has_header));
        form.set("date_order", proposed.date_order.map_or("", |order| order.code()));
        for (field, column) in &proposed.columns {
            if let Column::Index(index) = column {
                form.set(format!("column-{}", field.code()), index.to_string());
            }
        }
    }
}

fn yes(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

/// Whether the form is about a table whose columns have to be chosen.
pub fn is_asked(form: &Form) -> bool {
    form.has("has_header")
}

/// How the form says that a table is to be read; `None` when it does not.
pub fn of(form: &Form) -> Result<Option<Mapping>, Vec<Problem>> {
    if !is_asked(form) {
        return Ok(None);
    }
    let mut delimiter = form.get("delimiter").chars();
    let mut columns = std::collections::BTreeMap::new();
    for field in Field::ALL {
        if let Ok(index) = form.get(&format!("column-{}", field.code())).parse() {
            columns.insert(*field, Column::Index(index));
        }
    }
    if !columns.contains_key(&Field::Text) {
        return Err(vec![Problem::new("column-text", "blank")]);
    }
    Ok(Some(Mapping {
        columns,
        delimiter: delimiter.next().unwrap_or(','),
        has_header: form.get("has_header") == "yes",
        quotes: form.get("quotes") != "no",
        date_order: DateOrder::from_code(form.get("date_order")),
        time_zone: Some(form.get("time_zone").to_owned()).filter(|zone| !zone.is_empty()),
    }))
}

#[derive(Serialize)]
struct Asked {
    name: &'static str,
    label: &'static str,
    needed: bool,
}

#[derive(Serialize)]
struct Choices {
    column: Vec<Term>,
    date_order: Vec<Term>,
    time_zone: Vec<Term>,
    quotes: Vec<Term>,
    encoding: Vec<Term>,
}

#[derive(Serialize)]
struct Sample {
    header: Vec<Private>,
    rows: Vec<Vec<Private>>,
}

#[derive(Serialize)]
struct Kept {
    name: String,
    value: Private,
}

/// The page, from the form alone.
pub fn form(visit: &mut InCase) -> Outcome {
    let form = &visit.form;
    let mut rows = sample(form);
    let header = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
    let asked = |field: &Field| Asked {
        name: field.code(),
        label: field.label(visit.lang),
        needed: matches!(field, Field::Text),
    };
    let fields: Vec<Asked> = Field::ALL.iter().map(asked).collect();
    let choices = Choices {
        column: columns(&header, rows.first()),
        date_order: options::<DateOrder>(visit.lang),
        quotes: ["yes", "no"].map(|yes| term(yes, &i18n::say(visit.lang, &format!("quotes-{yes}")))).into(),
        encoding: options::<Encoding>(visit.lang),
        time_zone: vec![term("UTC", "UTC"), term(&visit.zone(), &visit.zone())],
    };
    let page = Page::new("posts/mapping.html", &visit.frame("posts"))?.with("form", form);
    let page = page.with("action", &format!("{}/posts", visit.url())).with("fields", &fields);
    let page = page.with("choices", &choices).with("sample", &Sample { header, rows });
    Ok(Reply::page(page.with("keep", &kept(form))))
}

fn sample(form: &Form) -> Vec<Vec<Private>> {
    let cell = |row: usize, column: usize| format!("{SAMPLE}-{row}-{column}");
    let row = |row: usize| {
        (0..MOST_COLUMNS)
            .map(|column| cell(row, column))
            .take_while(|name| form.has(name))
            .map(|name| Private::new(form.get(&name)))
            .collect::<Vec<_>>()
    };
    (0..).map(row).take_while(|cells| !cells.is_empty()).collect()
}

/// A column by its name and what stands first in it.
fn columns(header: &[Private], first: Option<&Vec<Private>>) -> Vec<Term> {
    let label = |(index, name): (usize, &Private)| {
        let example = first.and_then(|row| row.get(index)).map_or("", Private::reveal);
        let example: String = example.chars().take(30).collect();
        term(&index.to_string(), &format!("{} · {} · {example}", index + 1, name.reveal()))
    };
    header.iter().enumerate().map(label).collect()
}

/// What goes along unseen: everything but what the page asks for itself.
fn kept(form: &Form) -> Vec<Kept> {
    let hidden = |name: &str| {
        ["title", "tags", "source", "persons", "nobody_shown", "delimiter", "has_header"].contains(&name)
            || name.starts_with("sample-")
    };
    form.pairs()
        .filter(|(name, _)| hidden(name))
        .map(|(name, value)| Kept { name: name.to_owned(), value: value.clone() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &[u8] =
        b"quien;dijo;cuando\nana;\"hola; mundo\";03/04/2021 10:00\nluis;adi\xc3\xb3s;04/04/2021 11:00\n";

    #[test]
    fn a_table_of_unknown_columns_becomes_a_form_and_the_form_a_mapping() {
        let mut form = Form::default();
        Table::inspect(TABLE, None).unwrap().fill(&mut form);
        let rows = sample(&form);
        assert_eq!(rows.len(), 3, "the header and two rows");
        assert_eq!(rows[1][1].reveal(), "hola; mundo");
        assert_eq!(of(&form).unwrap_err()[0].field, "column-text");
        form.set("column-text", "1").set("column-created-at", "2").set("date_order", "day-first");
        let mapping = of(&form).unwrap().unwrap();
        assert_eq!(mapping.columns[&Field::Text], Column::Index(1));
        assert_eq!((mapping.delimiter, mapping.has_header), (';', true));
        assert_eq!(mapping.date_order, Some(DateOrder::DayFirst));
    }

    #[test]
    fn what_was_chosen_stays_when_the_table_is_looked_at_again() {
        let mut form = Form::default();
        Table::inspect(TABLE, None).unwrap().fill(&mut form);
        form.set("column-text", "2");
        Table::inspect(TABLE, None).unwrap().fill(&mut form);
        assert_eq!(form.get("column-text"), "2");
    }

    #[test]
    fn json_and_a_single_column_are_no_tables() {
        assert!(Table::inspect(b"{\"data\": [1, 2]}", None).is_none());
        assert!(Table::inspect(b"palabra\notra\n", None).is_none());
        assert!(Table::inspect(b"", None).is_none());
    }
}
