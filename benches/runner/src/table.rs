//! Tables in Markdown: a row for each workload, a column for each server, ratios to the reference.

use std::fmt;

use crate::servers::{REFERENCE, Server};
use crate::workload::NOT_YET_IN_CEPA;

/// What a row is called, and its figure for each server.
pub type Row = (&'static str, Vec<f64>);

/// A table, ready to be printed.
pub struct Table {
    title: &'static str,
    /// What the figures are.
    note: String,
    columns: Vec<String>,
    rows: Vec<(String, Vec<String>)>,
}

/// How a figure is written.
#[derive(Clone, Copy)]
pub struct Style {
    pub decimals: usize,
    /// Whether the ratio to the reference stands beside it.
    pub ratio: bool,
}

impl Table {
    /// A row for each of these, and a column for each server.
    pub fn new(title: &'static str, note: impl Into<String>, servers: &[Server], rows: &[Row], style: Style) -> Self {
        let columns: Vec<String> = servers.iter().map(|server| server.name.clone()).collect();
        let reference = columns.iter().position(|name| name == REFERENCE).filter(|_| style.ratio);
        let rows = rows.iter().map(|(title, figures)| {
            let reference = reference.map(|at| figures[at]);
            ((*title).to_owned(), figures.iter().map(|figure| cell(*figure, reference, style.decimals)).collect())
        });
        Self { title, note: note.into(), rows: rows.collect(), columns }
    }

    /// Adds a row of dashes for each workload that is still to come.
    pub fn with_rows_to_come(mut self) -> Self {
        let dashes = vec!["–".to_owned(); self.columns.len()];
        self.rows.extend(NOT_YET_IN_CEPA.map(|title| (format!("{title} (not yet in cepa)"), dashes.clone())));
        self
    }

    /// A table of texts, with a row for each server.
    pub fn of_texts(title: &'static str, note: &str, columns: &[&str], rows: Vec<(String, Vec<String>)>) -> Self {
        Self { title, note: note.to_owned(), columns: columns.iter().map(|&column| column.to_owned()).collect(), rows }
    }
}

/// `12,791 (1.28)`; a reference of nothing has no ratios.
fn cell(figure: f64, reference: Option<f64>, decimals: usize) -> String {
    let figure_text = grouped(figure, decimals);
    match reference {
        Some(reference) if reference > 0.0 => format!("{figure_text} ({:.2})", figure / reference),
        _ => figure_text,
    }
}

/// With a comma between thousands.
fn grouped(figure: f64, decimals: usize) -> String {
    let text = format!("{figure:.decimals$}");
    let whole = text.find('.').unwrap_or(text.len());
    let mut grouped = String::new();
    for (at, char) in text.char_indices() {
        if at > 0 && at < whole && (whole - at).is_multiple_of(3) && !grouped.ends_with('-') {
            grouped.push(',');
        }
        grouped.push(char);
    }
    grouped
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "## {}\n\n{}\n", self.title, self.note)?;
        writeln!(f, "| | {} |", self.columns.join(" | "))?;
        writeln!(f, "|---|{}", "--:|".repeat(self.columns.len()))?;
        for (title, cells) in &self.rows {
            writeln!(f, "| {title} | {} |", cells.join(" | "))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn servers(names: &[&str]) -> Vec<Server> {
        names.iter().map(|&name| Server { name: name.to_owned(), program: name.into() }).collect()
    }

    #[test]
    fn thousands_are_grouped() {
        for (figure, decimals, text) in [
            (0.0, 0, "0"),
            (999.0, 0, "999"),
            (1000.0, 1, "1,000.0"),
            (1_234_567.0, 0, "1,234,567"),
            (-123.0, 0, "-123"),
        ] {
            assert_eq!(grouped(figure, decimals), text);
        }
    }

    #[test]
    fn each_cell_has_its_ratio() {
        let rows = [("plaintext", vec![10_000.0, 12_500.0]), ("nothing", vec![0.0, 1.0])];
        let style = Style { decimals: 0, ratio: true };
        let table = Table::new("Some", "Notes.", &servers(&["hyper", "axum"]), &rows, style);
        assert_eq!(
            table.to_string(),
            "## Some\n\nNotes.\n\n| | hyper | axum |\n|---|--:|--:|\n\
             | plaintext | 10,000 (1.00) | 12,500 (1.25) |\n| nothing | 0 | 1 |\n"
        );
    }

    #[test]
    fn no_ratios_without_the_reference() {
        let style = Style { decimals: 1, ratio: true };
        let table = Table::new("Some", "", &servers(&["axum"]), &[("plaintext", vec![2.0])], style).with_rows_to_come();
        let text = table.to_string();
        assert!(text.contains("| plaintext | 2.0 |"), "{text}");
        assert!(text.contains("| urlencoded form (not yet in cepa) | – |"), "{text}");
    }
}
