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

impl Table {
    /// A row for each of these, and a column for each server; beside each figure its ratio to that of the reference.
    pub fn with_ratios(title: &'static str, note: impl Into<String>, servers: &[Server], rows: &[Row]) -> Self {
        let reference = servers.iter().position(|server| server.name == REFERENCE);
        Self::of_cells(title, note.into(), servers, rows, |figures, at| match reference.map(|at| figures[at]) {
            // Nothing has no ratios.
            Some(reference) if reference > 0.0 => format!("{} ({:.2})", written(figures[at]), figures[at] / reference),
            _ => written(figures[at]),
        })
    }

    /// A row for each of these, and a column for each server.
    pub fn plain(title: &'static str, note: impl Into<String>, servers: &[Server], rows: &[Row]) -> Self {
        Self::of_cells(title, note.into(), servers, rows, |figures, at| written(figures[at]))
    }

    fn of_cells(
        title: &'static str,
        note: String,
        servers: &[Server],
        rows: &[Row],
        cell: impl Fn(&[f64], usize) -> String,
    ) -> Self {
        let columns = servers.iter().map(|server| server.name.clone()).collect();
        let cells = |figures: &[f64]| (0..figures.len()).map(|at| cell(figures, at)).collect();
        let rows = rows.iter().map(|(title, figures)| ((*title).to_owned(), cells(figures))).collect();
        Self { title, note, columns, rows }
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

/// In three digits at least, with a comma between thousands: `7.20`, `105`, `12,791`.
fn written(figure: f64) -> String {
    let decimals = match figure.abs() {
        ..10.0 => 2,
        ..100.0 => 1,
        _ => 0,
    };
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
    fn figures_have_three_digits_and_grouped_thousands() {
        for (figure, text) in [
            (0.0, "0.00"),
            (7.204, "7.20"),
            (39.0, "39.0"),
            (999.4, "999"),
            (1_234_567.0, "1,234,567"),
            (-123.0, "-123"),
            (-4567.0, "-4,567"),
        ] {
            assert_eq!(written(figure), text);
        }
    }

    #[test]
    fn each_cell_has_its_ratio() {
        let rows = [("plaintext", vec![10_000.0, 12_500.0]), ("nothing", vec![0.0, 1.0])];
        let table = Table::with_ratios("Some", "Notes.", &servers(&["hyper", "axum"]), &rows);
        assert_eq!(
            table.to_string(),
            "## Some\n\nNotes.\n\n| | hyper | axum |\n|---|--:|--:|\n\
             | plaintext | 10,000 (1.00) | 12,500 (1.25) |\n| nothing | 0.00 | 1.00 |\n"
        );
    }

    #[test]
    fn no_ratios_without_the_reference() {
        let rows = [("plaintext", vec![20.0])];
        let text = Table::with_ratios("Some", "", &servers(&["axum"]), &rows).with_rows_to_come().to_string();
        assert!(text.contains("| plaintext | 20.0 |"), "{text}");
        assert!(text.contains("| urlencoded form (not yet in cepa) | – |"), "{text}");
    }
}
