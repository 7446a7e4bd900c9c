//! `cargo cepa new`: what it makes builds, passes its tests and its own lock check, and is tidy.

use crate::support::{Package, cepa, said};

#[test]
fn a_new_package_is_sound() {
    let package = Package::new("onions");
    let (_, told) = said(package.cargo(&["test"]), 0);
    assert!(!told.contains("warning"), "{told}");
    assert_eq!(said(package.cepa(&["check"]), 0).0, "no difference\n");
    said(package.cepa(&["routes", "--open"]), 0);
    said(package.cargo(&["fmt", "--check"]), 0);
    let files = |folder: &str| -> Vec<String> {
        let entries = package.folder.join(folder).read_dir().expect("a folder");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    };
    assert_eq!(files("."), [".gitignore", "Cargo.lock", "Cargo.toml", "README.md", "api.lock.json", "src"]);
    let lock = std::fs::read_to_string(package.folder.join("api.lock.json")).expect("the lock file");
    assert!(lock.contains("\"title\": \"onions\""), "{lock}");
}

/// Without a checkout it depends on what is published.
#[test]
fn a_new_package_depends_on_the_published_version() {
    let parent = tempfile::tempdir().expect("a folder");
    said(cepa(parent.path(), &["new", "onions", "--vcs", "none", "--name", "shallots"]), 0);
    let manifest = std::fs::read_to_string(parent.path().join("onions/Cargo.toml")).expect("a manifest");
    assert!(manifest.contains("name = \"shallots\""), "{manifest}");
    assert!(manifest.ends_with(&format!("[dependencies]\ncepa = \"{}\"\n", env!("CARGO_PKG_VERSION"))), "{manifest}");
}

/// In a workspace with lints cargo ends the manifest with those.
#[test]
fn a_new_member_takes_the_lints_of_its_workspace() {
    let workspace = tempfile::tempdir().expect("a folder");
    let root = "[workspace]\nmembers = []\nresolver = \"3\"\n\n[workspace.lints.rust]\nunsafe_code = \"deny\"\n";
    std::fs::write(workspace.path().join("Cargo.toml"), root).expect("a manifest");
    said(cepa(workspace.path(), &["new", "onions", "--vcs", "none"]), 0);
    let manifest = std::fs::read_to_string(workspace.path().join("onions/Cargo.toml")).expect("a manifest");
    let dependency = format!("[dependencies]\ncepa = \"{}\"\n", env!("CARGO_PKG_VERSION"));
    assert!(manifest.contains(&dependency) && manifest.ends_with("[lints]\nworkspace = true\n"), "{manifest}");
}

#[test]
fn nothing_is_overwritten() {
    let parent = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(parent.path().join("onions")).expect("a folder");
    let (_, told) = said(cepa(parent.path(), &["new", "onions"]), 1);
    assert!(told.contains("already exists"), "{told}");
    let (_, told) = said(cepa(parent.path(), &["new", "other", "--cepa-path", "onions"]), 1);
    assert!(told.contains("onions is no checkout of cepa"), "{told}");
    assert!(!parent.path().join("other").exists());
    let (_, told) = said(cepa(parent.path(), &["new", "7 onions"]), 1);
    assert!(told.contains("invalid character"), "{told}");
}
