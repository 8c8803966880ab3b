//! Columns of text, aligned.

use super::words::one_line;

/// Rows under a heading. Cells come from records: they are tamed here.
pub struct Table(Vec<Vec<String>>);

impl Table {
    pub fn new<const N: usize>(heading: [String; N]) -> Self {
        Self(vec![heading.to_vec()])
    }

    pub fn row<const N: usize>(&mut self, cells: [&str; N]) {
        self.0.push(cells.iter().map(|cell| one_line(cell)).collect());
    }

    /// The rows, or nothing but `empty` when there is none under the heading.
    pub fn or(&self, empty: &str) -> String {
        if self.0.len() > 1 { self.draw() } else { format!("{empty}\n") }
    }

    fn draw(&self) -> String {
        let columns = self.0.iter().map(Vec::len).max().unwrap_or_default();
        let width = |column: usize| {
            self.0.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max()
        };
        let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or_default()).collect();
        let mut drawn = String::new();
        for row in &self.0 {
            let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
            let line = cells.collect::<Vec<_>>().join("  ");
            drawn.push_str(line.trim_end());
            drawn.push('\n');
        }
        drawn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_by_letters_not_bytes() {
        let mut table = Table::new(["Clave".into(), "Título".into()]);
        table.row(["T-001", "Ñandú"]);
        table.row(["T-1002", "x\ny"]);
        assert_eq!(table.or("nada"), "Clave   Título\nT-001   Ñandú\nT-1002  x y\n");
    }

    #[test]
    fn a_table_without_rows_says_so() {
        assert_eq!(Table::new(["Clave".into()]).or("nada"), "nada\n");
    }
}
