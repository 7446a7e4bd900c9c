//! The parity table names tests: they are there.

use std::fs::read_to_string;
use std::path::Path;

/// Every `module::name` of the table is a function of that module's file.
#[test]
fn every_named_test_exists() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = read_to_string(tests.join("../PARITY.md")).expect("the table");
    let mut named = 0;
    for name in table.split('`').filter(|name| name.contains("::")) {
        let Some((module, function)) = name.split_once("::") else { continue };
        if module.starts_with(char::is_uppercase) {
            continue;
        }
        let source = read_to_string(tests.join(module).with_extension("rs")).unwrap_or_default();
        assert!(source.contains(&format!("fn {function}()")), "there is no test `{name}`");
        named += 1;
    }
    assert!(named > 100, "only {named} names were found");
}
