//! The book's table of classes says what is so.

use cepa_contract::{Direction, Kind};

/// Every kind has a row with its classes, in the order of their definition.
#[test]
fn the_book_has_each_kind_and_its_classes() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../book/src/lock-file.md");
    // The page is no part of the published crate.
    let Ok(page) = std::fs::read_to_string(path) else { return };
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.strip_suffix(" |"))
        .map(|row| row.split(" | ").collect())
        .filter(|row: &Vec<&str>| row[0].ends_with('`'))
        .collect();
    let documented: Vec<&str> = rows.iter().map(|row| row[0].trim_end_matches('`')).collect();
    let known: Vec<&str> = Kind::ALL.iter().map(|kind| kind.code()).collect();
    assert_eq!(documented, known);
    for (kind, row) in Kind::ALL.iter().zip(rows) {
        let classes = [Direction::Request, Direction::Response].map(|direction| kind.class(direction).name());
        // One class for both directions, or one for each of which one may be missing.
        let told = if row.len() == 3 { [row[1], row[1]] } else { [row[1], row[2]] };
        for (class, told) in classes.into_iter().zip(told) {
            assert!(told == class || told == "–", "{kind}: {told} in the book, {class} in fact");
        }
        assert_ne!(told, ["–", "–"], "{kind}");
    }
}
