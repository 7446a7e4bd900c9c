//! `cargo cepa routes`, on a program with mounts, one table twice, hosts, a controller, layers, and a table that nobody serves.

use std::path::Path;

use crate::support::{Package, cepa, checkout, said};
use object::{Architecture, BinaryFormat, Endianness, Object, ObjectSection, SectionKind};

const LISTING: &str = "\
METHOD     PATH                                    FUNCTION      WHERE                        ARGUMENTS                                                         LIMIT   AUTH    TAGS
GET        /                                       index         tests/listed/src/main.rs:43                                                                            public
GET|PURGE  /pages/{name} (deprecated)              page          tests/listed/src/main.rs:49  path name: &str, query number: u32, cookie theme: Option<String>          no      pages, text
POST       /more/{name} (deprecated)               page          tests/listed/src/main.rs:49  path name: &str, query number: u32, cookie theme: Option<String>          no      pages, text
ANY        {tenant}.example.com/any                anything      tests/listed/src/main.rs:54  path tenant: &str                                                         no
POST       /upload                                 upload        tests/listed/src/main.rs:59  _caller: Caller, body file: String                                10 MiB  yes
GET        /greeting                               greeting      tests/listed/src/main.rs:64  caller: Option<Caller>                                                    no
GET        /key                                    key           tests/listed/src/main.rs:69  header authorization: &str                                                yes
GET        /orders/{id}                            shop::show    tests/listed/src/shop.rs:11  path id: u32                                                              no
DELETE     /orders/{id}                            shop::remove  tests/listed/src/shop.rs:16  path id: u32, caller: crate::Caller                                       yes
GET        admin.example.com/admin/reports/report  report        tests/listed/src/main.rs:74                                                                            yes
GET        admin.example.com/admin/report          report        tests/listed/src/main.rs:74                                                                            yes
GET        /{year}/report                          report        tests/listed/src/main.rs:74                                                                            yes
GET        /{year}/again/report                    report        tests/listed/src/main.rs:74                                                                            yes
GET        /first/report                           report        tests/listed/src/main.rs:74                                                                            no
GET        /second/report                          report        tests/listed/src/main.rs:74                                                                            no
GET        /time/now                               now           tests/listed/src/lib.rs:13                                                                             no
";

/// `routes` of the program, with more flags.
fn routes(flags: &[&str]) -> std::process::Command {
    cepa(&checkout(), &[&["routes", "--package", "listed"], flags].concat())
}

#[test]
fn the_table_is_aligned_and_plain() {
    assert_eq!(said(routes(&[]), 0).0, LISTING);
}

/// Colour is for terminals, and for those who ask for it.
#[test]
fn colour_is_asked_for() {
    let mut asked = routes(&["--tag", "pages"]);
    asked.env("CARGO_TERM_COLOR", "always");
    let coloured = said(asked, 0).0;
    assert!(coloured.contains("\x1b[36mGET|PURGE\x1b[0m"), "{coloured}");
}

#[test]
fn routes_are_chosen_by_method_path_and_tag() {
    let paths = |flags: &[&str]| -> Vec<String> {
        let listing = said(routes(flags), 0).0;
        listing.lines().skip(1).map(|line| line.split_whitespace().nth(1).unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(paths(&["--method", "delete"]), ["{tenant}.example.com/any", "/orders/{id}"]);
    assert_eq!(paths(&["--path", "/orders"]), ["/orders/{id}", "/orders/{id}"]);
    assert_eq!(paths(&["--path", "/{year}*"]), ["/{year}/report", "/{year}/again/report"]);
    assert_eq!(paths(&["--tag", "text", "--method", "POST"]), ["/more/{name}"]);
    assert_eq!(said(routes(&["--path", "/nowhere"]), 0).0, "no routes\n");
}

#[test]
fn programs_read_json() {
    let json = said(routes(&["--json", "--path", "/upload"]), 0).0;
    let listing: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let table = &listing["tables"][0];
    assert_eq!((&table["package"], &table["version"]), (&"listed".into(), &"1.2.3".into()));
    assert_eq!(
        table["routes"],
        serde_json::json!([{
            "methods": ["POST"],
            "path": "/upload",
            "host": null,
            "function": "upload",
            "module": "listed",
            "file": "tests/listed/src/main.rs",
            "line": 59,
            "arguments": [
                { "name": "_caller", "source": "extractor", "type": "Caller" },
                { "name": "file", "source": "body", "type": "String" },
            ],
            "operation_id": "storeFile",
            "status": 201,
            "body_limit_bytes": 10 << 20,
            "auth": true,
            "public": false,
            "deprecated": false,
            "tags": [],
        }])
    );
}

/// Each open route that is not marked so is told, with its place; where all are marked, there is nothing to tell.
#[test]
fn open_routes_have_to_be_meant() {
    let (listed, told) = said(routes(&["--open"]), 1);
    assert!(listed.lines().any(|line| line.contains("public")) && !listed.contains("/upload"), "{listed}");
    assert!(
        told.contains("error: GET /second/report asks for no credentials: `report` at tests/listed/src/main.rs:74\n"),
        "{told}"
    );
    assert!(told.contains("#[get(\"/…\", public)]") && !told.contains("GET / "), "{told}");
    said(routes(&["--open", "--path", "*/"]), 0);
}

/// An executable is read as it is, without a build; one that has no table is told.
#[test]
fn an_executable_is_read() {
    said(routes(&[]), 0);
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("a folder");
    let listed = target.join("debug/listed");
    let (listing, told) = said(cepa(&checkout(), &["routes", "--exe", listed.to_str().expect("text")]), 0);
    assert_eq!((&*listing, &*told), (LISTING, ""));
    let (_, told) = said(cepa(&checkout(), &["routes", "--exe", env!("CARGO_BIN_EXE_cargo-cepa")]), 1);
    assert!(told.contains("there is no table of routes in it"), "{told}");
    let (_, told) = said(cepa(&checkout(), &["routes", "--exe", "/no/such/file"]), 1);
    assert!(told.starts_with("error: /no/such/file cannot be read"), "{told}");
}

/// Two tables of the same words, in one object file: the one that nobody serves is not there.
#[test]
fn a_table_that_is_not_served_is_not_listed() {
    let package = Package::new("leeks");
    let table = "const ROUTES: Routes<AppState> = routes![list, write, read];";
    package.edit(table, &format!("{table}\n#[allow(dead_code)]\nmod spare {{\n    use super::*;\n    {table}\n}}"));
    let mut build = package.cargo(&["rustc", "--", "-C", "codegen-units=1"]);
    build.env("CARGO_INCREMENTAL", "0");
    said(build, 0);
    let executable = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("a folder").join("debug/leeks");
    let (listing, _) = said(package.cepa(&["routes", "--exe", executable.to_str().expect("text")]), 0);
    assert!(listing.starts_with("METHOD") && listing.lines().count() == 4, "{listing}");
}

/// The formats of other systems, made here of the same bytes, in the sections that `routes![]` names there.
#[test]
fn executables_of_other_systems_are_read() {
    said(routes(&[]), 0);
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("a folder");
    let own = std::fs::read(target.join("debug/listed")).expect("the executable");
    let file = object::File::parse(&*own).expect("an executable");
    let named = |section: &object::Section<'_, '_>| section.name().is_ok_and(|name| name.starts_with(".cepa.routes"));
    let section = file.sections().find(named).expect("a listing");
    let bytes = section.data().expect("its bytes");
    for (format, segment, name) in [(BinaryFormat::MachO, "__DATA", "__cepa_routes"), (BinaryFormat::Coff, "", ".cepa")]
    {
        let mut made = object::write::Object::new(format, Architecture::X86_64, Endianness::Little);
        let section = made.add_section(segment.into(), name.into(), SectionKind::ReadOnlyData);
        made.append_section_data(section, bytes, 8);
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("listed.{name}"));
        std::fs::write(&path, made.write().expect("an object")).expect("a file");
        let (listing, told) = said(cepa(&checkout(), &["routes", "--exe", path.to_str().expect("text")]), 0);
        assert_eq!((&*listing, &*told), (LISTING, ""), "{name}");
    }
}

/// What cargo says of a package is cargo's to say, with its status.
#[test]
fn a_failed_build_is_passed_on() {
    let (_, told) = said(cepa(&checkout(), &["routes", "--package", "no-such-package"]), 101);
    assert!(told.contains("no-such-package"), "{told}");
    let (_, told) = said(cepa(&checkout(), &["routes", "--package", "cepa-listing"]), 1);
    assert!(told.contains("error: the package has no program: name one"), "{told}");
}

/// Every command says what does the same without it.
#[test]
fn help_names_the_plain_commands() {
    for command in ["new", "routes", "openapi", "check", "dev"] {
        let (help, _) = said(cepa(&checkout(), &[command, "--help"]), 0);
        assert!(help.contains("Without this tool: `"), "{command}: {help}");
    }
}
