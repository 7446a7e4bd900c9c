//! The document against the one that was agreed on: the lock file, as `cargo cepa check` compares it.

use std::fs;
use std::path::{Path, PathBuf};

use cepa_contract::{Lock, Verdict, compare};

use crate::app::{App, State};
use crate::openapi::Document;

/// Has the lock file written instead of compared.
const BLESS: &str = "CEPA_BLESS";

/// Compares an application's document with the lock file that was committed, as `cargo cepa check` does: `path` is relative to the
/// crate's folder, and the application needs no state.
///
/// What breaks clients fails the test, unless the version was raised for it; all else is printed. With `CEPA_BLESS=1` in the
/// environment the file is written instead.
///
/// ```no_run
/// use cepa::prelude::*;
///
/// # #[get("/")] async fn index() -> &'static str { "" }
/// const ROUTES: Routes = routes![index];
///
/// #[test]
/// fn clients_are_not_broken() {
///     cepa::test::assert_contract(App::new(ROUTES), "api.lock.json");
/// }
/// # fn main() {}
/// ```
///
/// # Panics
///
/// Something breaks, the file is missing or is no lock file, or the application cannot be built.
#[track_caller]
pub fn assert_contract<S: State, V>(app: App<S, V>, path: impl AsRef<Path>) {
    let document = app.document().unwrap_or_else(|error| panic!("{error}"));
    let path = in_crate(path.as_ref());
    let blesses = std::env::var_os(BLESS).is_some_and(|value| !value.is_empty() && value != "0");
    match if blesses { bless(&document, &path) } else { check(&document, &path) } {
        Ok(told) => print!("{told}"),
        Err(told) => panic!("{told}"),
    }
}

/// Tests run in their crate's folder under `cargo test`, and elsewhere under other tools.
fn in_crate(path: &Path) -> PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| path.to_owned(), |folder| Path::new(&folder).join(path))
}

fn bless(document: &Document, path: &Path) -> Result<String, String> {
    let text = Lock::of(document.value()).write();
    match fs::write(path, text) {
        Ok(()) => Ok(format!("{} is written\n", path.display())),
        Err(error) => Err(format!("{} cannot be written: {error}", path.display())),
    }
}

fn check(document: &Document, path: &Path) -> Result<String, String> {
    let how = format!("`{BLESS}=1 cargo test {}` writes it", super::this_test());
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}; {how}", path.display()))?;
    let lock = Lock::read(&text).map_err(|error| format!("{}: {error}; {how}", path.display()))?;
    let differences = compare(&lock, &Lock::of(document.value()));
    let told = format!("{}: {differences}", path.display());
    match differences.verdict() {
        Verdict::Same => Ok(String::new()),
        Verdict::Compatible | Verdict::Raised => Ok(format!("{told}\n{how} anew\n")),
        Verdict::Broken => Err(format!("{told}\nIf clients are to be broken, raise the version, and then {how} anew")),
    }
}
