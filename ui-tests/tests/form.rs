//! The form of the cases: one fault a file, told once, and a line that says what it shows.

use std::fs;
use std::path::{Path, PathBuf};

/// The files in `ui/<macro>/<kind>` with that extension.
fn files(kind: &str, extension: &str) -> Vec<PathBuf> {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui");
    let mut files = Vec::new();
    for folder in entries(&ui) {
        let folder = folder.join(kind);
        if folder.is_dir() {
            files.extend(
                entries(&folder).into_iter().filter(|file| file.extension().is_some_and(|ending| ending == extension)),
            );
        }
    }
    files.sort();
    files
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).expect("a folder of cases").map(|entry| entry.expect("an entry").path()).collect()
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Several faults of one item in one run.
fn has_several(file: &Path) -> bool {
    file.file_stem().is_some_and(|name| name.to_string_lossy().starts_with("several_"))
}

/// Cases whose name does not begin with `several_` bring one error, the others more than one.
#[test]
fn one_fault_is_told_once() {
    let wrong: Vec<String> = files("fail", "stderr")
        .iter()
        .filter_map(|file| {
            let errors = read(file).lines().filter(|line| line.starts_with("error")).count();
            let fits = if has_several(file) { errors > 1 } else { errors == 1 };
            (!fits).then(|| format!("{}: {errors} errors", file.display()))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Each case that must fail has the compiler's words beside it, and no words stand alone.
#[test]
fn cases_and_words_belong_together() {
    let cases: Vec<PathBuf> = files("fail", "rs").iter().map(|file| file.with_extension("")).collect();
    let words: Vec<PathBuf> = files("fail", "stderr").iter().map(|file| file.with_extension("")).collect();
    assert!(cases.len() >= 60, "only {} cases", cases.len());
    assert_eq!(cases, words);
}

/// The first line of every case says what it shows.
#[test]
fn every_case_says_what_it_shows() {
    let silent: Vec<PathBuf> = files("fail", "rs")
        .into_iter()
        .chain(files("pass", "rs"))
        .filter(|file| {
            !read(file).starts_with("//! ") || read(file).lines().nth(1).is_some_and(|line| line.starts_with("//!"))
        })
        .collect();
    assert!(silent.is_empty(), "{silent:#?}");
}

/// A case lies in `ui/<macro>/pass` or `ui/<macro>/fail`: elsewhere nobody would run it.
#[test]
fn no_case_is_out_of_the_way() {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui");
    let stray: Vec<PathBuf> = entries(&ui)
        .iter()
        .flat_map(|folder| entries(folder))
        .filter(|path| !path.ends_with("pass") && !path.ends_with("fail"))
        .collect();
    assert!(stray.is_empty(), "{stray:#?}");
}
