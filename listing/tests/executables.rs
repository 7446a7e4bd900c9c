//! The routes of a real program, read from its executable: in a debug build, and with everything that an optimiser, a linker
//! and `strip` leave out.

use std::fmt::Write;
use std::path::PathBuf;
use std::process::Command;

use cepa_listing::{Row, Table, search};

/// One line for each row, with all that is known of it.
const EXPECTED: &str = "\
GET / index src/main.rs:43 public
GET|PURGE /pages/{name} page src/main.rs:49 deprecated [pages, text] path name: &str, query number: u32, cookie theme: Option<String>
POST /more/{name} page src/main.rs:49 deprecated [pages, text] path name: &str, query number: u32, cookie theme: Option<String>
ANY {tenant}.example.com/any anything src/main.rs:54 path tenant: &str
POST /upload upload src/main.rs:59 auth status=201 limit=10485760 id=storeFile extractor _caller: Caller, body file: String
GET /greeting greeting src/main.rs:64 extractor caller: Option<Caller>
GET /key key src/main.rs:69 auth header authorization: &str
GET /orders/{id} shop::show src/shop.rs:11 state &Orders, path id: u32
DELETE /orders/{id} shop::remove src/shop.rs:16 auth state &Orders, path id: u32, extractor caller: crate::Caller
GET admin.example.com/admin/reports/report report src/main.rs:74 auth
GET admin.example.com/admin/report report src/main.rs:74 auth
GET /{year}/report report src/main.rs:74 auth
GET /{year}/again/report report src/main.rs:74 auth
GET /first/report report src/main.rs:74
GET /second/report report src/main.rs:74
GET /time/now now src/lib.rs:13 state &Clock
";

#[test]
fn a_debug_build_lists_what_is_served() {
    assert_lists(&built(&["build", "--package", "listed"]));
}

#[test]
fn fat_lto_and_strip_leave_the_listing() {
    let optimised = ["rustc", "--package", "listed", "--bin", "listed", "--release"];
    assert_lists(&built(&[&optimised[..], &["--", "-C", "lto=fat", "-C", "strip=symbols"]].concat()));
}

/// Builds the program; gives its executable.
fn built(arguments: &[&str]) -> Vec<u8> {
    let (cargo, flags) = arguments.split_first().expect("a command");
    let output = Command::new(env!("CARGO"))
        .args([*cargo, "--message-format=json"])
        .args(flags)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/listed"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let messages = String::from_utf8_lossy(&output.stdout);
    let path = messages.rsplit("\"executable\":\"").next().and_then(|rest| rest.split('"').next()).expect("a path");
    std::fs::read(PathBuf::from(path)).expect("the executable")
}

/// One table, the one that is served: neither those mounted in it nor those mounted nowhere are there by themselves.
fn assert_lists(executable: &[u8]) {
    let tables = search(executable).expect("sound tables");
    let [table] = &*tables else { panic!("{} tables", tables.len()) };
    let Table { package, version, module, file, .. } = table;
    assert_eq!([*package, version, module, file], ["listed", "1.2.3", "listed", "tests/listed/src/main.rs"]);
    let mut lines = String::new();
    for row in &table.rows {
        line(row, &mut lines);
    }
    assert_eq!(lines, EXPECTED);
}

fn line(row: &Row<'_>, lines: &mut String) {
    let methods = if row.methods.is_empty() { "ANY".into() } else { row.methods.join("|") };
    let module = row.module.strip_prefix("listed").unwrap_or(row.module).trim_start_matches("::");
    let function = if module.is_empty() { row.function.to_owned() } else { format!("{module}::{}", row.function) };
    let file = row.file.strip_prefix("tests/listed/").unwrap_or(row.file);
    write!(lines, "{methods} {}{} {function} {file}:{}", row.host, row.path, row.line).unwrap();
    for (mark, set) in [(" auth", row.auth), (" public", row.public), (" deprecated", row.deprecated)] {
        lines.push_str(if set { mark } else { "" });
    }
    if let Some(status) = row.status {
        write!(lines, " status={status}").unwrap();
    }
    if let Some(limit) = row.body_limit_bytes {
        write!(lines, " limit={limit}").unwrap();
    }
    if !row.operation_id.is_empty() {
        write!(lines, " id={}", row.operation_id).unwrap();
    }
    if !row.tags.is_empty() {
        write!(lines, " [{}]", row.tags.join(", ")).unwrap();
    }
    let arguments: Vec<String> = row
        .arguments
        .iter()
        .map(|argument| {
            let name = if argument.name.is_empty() { String::new() } else { format!("{}: ", argument.name) };
            format!("{} {name}{}", argument.source.name(), argument.type_name)
        })
        .collect();
    if !arguments.is_empty() {
        write!(lines, " {}", arguments.join(", ")).unwrap();
    }
    lines.push('\n');
}
