//! `cargo cepa openapi` and `cargo cepa check` on a package that changes.

use crate::support::{Package, said};

#[test]
fn a_contract_is_kept_or_broken() {
    let package = Package::new("leeks");

    // The document, to the standard output and to a file; what the program prints is not part of it.
    package.edit(
        "async fn main() -> cepa::Result<()> {",
        "async fn main() -> cepa::Result<()> {\n    println!(\"hello\");",
    );
    let document: serde_json::Value = serde_json::from_str(&said(package.cepa(&["openapi"]), 0).0).expect("JSON");
    assert_eq!(document["info"]["title"], "leeks");
    assert_eq!(said(package.cepa(&["openapi", "--output", "openapi.json"]), 0).0, "");
    let written = std::fs::read_to_string(package.folder.join("openapi.json")).expect("the document");
    assert_eq!(serde_json::from_str::<serde_json::Value>(&written).expect("JSON"), document);

    // A safe change is told, and passes.
    package.edit("max = 200", "max = 300");
    let (report, hint) = said(package.cepa(&["check"]), 0);
    assert!(report.contains("1 safe") && report.contains("maxLength 300, was 200"), "{report}");
    assert!(hint.contains("`cargo cepa check --bless` writes"), "{hint}");

    // One that breaks fails, unless it is written down.
    package.edit("max = 300", "max = 100");
    let (report, _) = said(package.cepa(&["check"]), 1);
    assert!(report.contains("1 breaking") && report.contains("what breaks needs version 0.2.0 or higher"), "{report}");
    let json: serde_json::Value = serde_json::from_str(&said(package.cepa(&["check", "--json"]), 1).0).expect("JSON");
    assert_eq!(json["verdict"], "broken");
    let (report, told) = said(package.cepa(&["check", "--bless"]), 0);
    assert!(report.contains("1 breaking") && told.contains("wrote "), "{report}{told}");
    assert_eq!(said(package.cepa(&["check"]), 0).0, "no difference\n");

    // A lock file that is missing, or none.
    let (_, told) = said(package.cepa(&["check", "--lock", "other.json"]), 1);
    assert!(told.contains("there is no other.json: write it with `cargo cepa check --bless`"), "{told}");
    let (_, told) = said(package.cepa(&["check", "--lock", "openapi.json"]), 1);
    assert!(told.contains("openapi.json: "), "{told}");
}
