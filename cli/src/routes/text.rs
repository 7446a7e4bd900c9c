//! The listing for people: aligned columns, coloured on a terminal.

use cepa_listing::{Argument, Row, Source, Table};

use crate::output::shown;
use crate::style::Style;

const HEAD: [&str; 8] = ["METHOD", "PATH", "FUNCTION", "WHERE", "ARGUMENTS", "LIMIT", "AUTH", "TAGS"];

type Line = [(String, Style); HEAD.len()];

/// All tables; where there are several, each below a line that says which it is.
pub(super) fn listing(tables: &[Table<'_>], coloured: bool) -> String {
    let mut output = String::new();
    for (index, table) in tables.iter().enumerate() {
        if tables.len() > 1 {
            let gap = if index > 0 { "\n" } else { "" };
            let Table { package, version, file, line, .. } = table;
            let title = format!("{package} {version}, the table at {file}:{line}");
            output.push_str(&format!("{gap}{}\n", Style::Head.paint(&shown(&title), coloured)));
        }
        push_table(table, coloured, &mut output);
    }
    output
}

/// What asks for no credentials, for the message that says so.
pub(super) fn open(row: &Row<'_>) -> String {
    let Row { host, path, function, file, line, .. } = row;
    let methods = methods(row);
    shown(&format!("{methods} {host}{path} asks for no credentials: `{function}` at {file}:{line}")).into_owned()
}

fn push_table(table: &Table<'_>, coloured: bool, output: &mut String) {
    if table.rows.is_empty() {
        output.push_str("no routes\n");
        return;
    }
    let head = HEAD.map(|name| (name.to_owned(), Style::Head));
    let mut lines: Vec<Line> = vec![head];
    lines.extend(table.rows.iter().map(|row| line(row, table)));
    // A column that says nothing of any route is left out.
    let columns: Vec<(usize, usize)> = (0..HEAD.len())
        .filter(|column| lines[1..].iter().any(|line| !line[*column].0.is_empty()))
        .map(|column| (column, lines.iter().map(|line| width(&line[column].0)).max().unwrap_or_default()))
        .collect();
    for line in &lines {
        // What fills a column up is written before the next text, so that no line ends in spaces.
        let mut padding = 0;
        for (column, column_width) in &columns {
            let (text, style) = &line[*column];
            if !text.is_empty() {
                output.extend(std::iter::repeat_n(' ', std::mem::take(&mut padding)));
                output.push_str(&style.paint(text, coloured));
            }
            padding += column_width - width(text) + 2;
        }
        output.push('\n');
    }
}

fn width(text: &str) -> usize {
    text.chars().count()
}

fn line(row: &Row<'_>, table: &Table<'_>) -> Line {
    let path = format!("{}{}", row.host, row.path);
    let auth = match (row.auth, row.public) {
        (true, false) => ("yes", Style::Good),
        (false, true) => ("public", Style::Faint),
        (false, false) => ("no", Style::Bad),
        // By a layer: an argument would have stopped the build.
        (true, true) => ("yes, public", Style::Bad),
    };
    let deprecated = if row.deprecated { " (deprecated)" } else { "" };
    [
        (methods(row), Style::Method),
        (format!("{path}{deprecated}"), if row.deprecated { Style::Faint } else { Style::Plain }),
        (function(row, table), Style::Plain),
        (format!("{}:{}", row.file, row.line), Style::Faint),
        (arguments(row), Style::Plain),
        (row.body_limit_bytes.map(size).unwrap_or_default(), Style::Plain),
        (auth.0.to_owned(), auth.1),
        (row.tags.join(", "), Style::Plain),
    ]
    .map(|(text, style)| (shown(&text).into_owned(), style))
}

fn methods(row: &Row<'_>) -> String {
    if row.methods.is_empty() { "ANY".to_owned() } else { row.methods.join("|") }
}

/// The function with its module, in the crate of the table without that crate's name.
fn function(row: &Row<'_>, table: &Table<'_>) -> String {
    let root = table.module.split("::").next().unwrap_or_default();
    let module = match row.module.strip_prefix(root) {
        Some("") => "",
        Some(rest) if rest.starts_with("::") => &rest[2..],
        _ => row.module,
    };
    if module.is_empty() { row.function.to_owned() } else { format!("{module}::{}", row.function) }
}

/// What the client sends: `path id: u32, body order: NewOrder`; an extractor is a name and a type.
fn arguments(row: &Row<'_>) -> String {
    let sent = row.arguments.iter().filter(|argument| argument.source != Source::State);
    sent.map(argument).collect::<Vec<_>>().join(", ")
}

fn argument(argument: &Argument<'_>) -> String {
    let Argument { name, source, type_name } = argument;
    match source {
        Source::Extractor => format!("{name}: {type_name}"),
        _ => format!("{} {name}: {type_name}", source.name()),
    }
}

/// `10 MiB`, `64 KiB`, `500 B`.
fn size(bytes: u64) -> String {
    let units = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    let unit = units.iter().find(|(factor, _)| bytes > 0 && bytes.is_multiple_of(*factor));
    unit.map_or_else(|| format!("{bytes} B"), |(factor, name)| format!("{} {name}", bytes / factor))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An executable is other people's: no name in it writes lines of its own, or sends the terminal anything.
    #[test]
    fn names_are_shown_as_they_are() {
        let bad = "\x1b[2J\n\u{202e}";
        let argument = Argument { name: bad, source: Source::Path, type_name: bad };
        let row = Row {
            methods: vec![bad],
            path: bad.into(),
            host: bad,
            function: bad,
            module: bad,
            file: bad,
            line: 1,
            operation_id: bad,
            status: None,
            body_limit_bytes: None,
            auth: false,
            public: false,
            deprecated: true,
            tags: vec![bad],
            arguments: vec![argument],
        };
        let told = open(&row);
        let table = Table { package: bad, version: bad, module: bad, file: bad, line: 1, rows: vec![row] };
        let listed = listing(&[table.clone(), table], false);
        assert_eq!((listed.lines().count(), told.lines().count()), (7, 1), "{listed}{told}");
        assert!(!listed.contains(['\x1b', '\u{202e}']) && !told.contains(['\x1b', '\u{202e}']), "{listed}{told}");
    }

    #[test]
    fn sizes_are_in_the_largest_unit_that_is_whole() {
        for (bytes, text) in
            [(0, "0 B"), (500, "500 B"), (65_536, "64 KiB"), (10 << 20, "10 MiB"), (1 << 30, "1 GiB"), (1025, "1025 B")]
        {
            assert_eq!(size(bytes), text);
        }
    }
}
