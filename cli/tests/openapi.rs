//! `cargo cepa openapi` on programs that do something else.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::support::{cepa, said};

/// A program that is no application of cepa's.
fn script(folder: &Path, text: &str) -> String {
    let path = folder.join("program");
    std::fs::write(&path, format!("#!/bin/sh\n{text}\n")).expect("a script");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("a script");
    path.to_str().expect("text").to_owned()
}

#[test]
fn a_program_without_a_document_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let told = |text: &str, status| {
        let program = script(folder.path(), text);
        said(cepa(folder.path(), &["openapi", "--exe", &program, "--timeout", "1", "--", "one", "two words"]), status)
    };
    assert!(told("exit 3", 1).1.contains("failed before it had written its document (exit status: 3)"));
    assert!(told("exit 0", 1).1.contains("ended without a document: it is `App::serve` that writes it"));
    assert!(told("exec sleep 60", 1).1.contains("still runs after 1 s and has written no document"));
    let (document, said) = told("echo noise; printf '%s' \"$2\" > \"$CEPA_OPENAPI_TO\"", 0);
    assert_eq!((&*document, &*said), ("two words", "noise\n"));
}

/// As `routes --exe` reads it.
#[test]
fn a_name_is_a_file_of_the_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    script(folder.path(), "printf here > \"$CEPA_OPENAPI_TO\"");
    let elsewhere = tempfile::tempdir().expect("a folder");
    script(elsewhere.path(), "printf elsewhere > \"$CEPA_OPENAPI_TO\"");
    let mut command = cepa(folder.path(), &["openapi", "--exe", "program"]);
    let inherited = std::env::var("PATH").unwrap_or_default();
    command.env("PATH", format!("{}:{inherited}", elsewhere.path().display()));
    assert_eq!(said(command, 0).0, "here");
}
