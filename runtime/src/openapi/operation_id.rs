//! Operations' names: stable, whatever else is added to the application.

use crate::endpoint::RouteMeta;
use crate::sorted;

/// The names given so far.
#[derive(Debug, Default)]
pub(super) struct OperationIds {
    /// Sorted.
    taken: Vec<String>,
}

impl OperationIds {
    /// The name of an operation of the route: what its attribute says, or the function's path in its crate.
    ///
    /// A route that answers in several places has one name for each: the first keeps the plain one, others add their method
    /// and path.
    pub(super) fn give(&mut self, meta: &RouteMeta, method: &str, path: &str) -> String {
        let plain = base(meta);
        let long = || format!("{plain}_{}_{}", method.to_ascii_lowercase(), words(path));
        let candidates = [plain.clone(), long()].into_iter().chain((2..).map(|number| format!("{}_{number}", long())));
        for candidate in candidates {
            if sorted::insert(&mut self.taken, candidate.clone()) {
                return candidate;
            }
        }
        plain
    }
}

/// `orders::items::list` is `orders_items_list`, in whatever crate it stands.
fn base(meta: &RouteMeta) -> String {
    if !meta.operation_id.is_empty() {
        return meta.operation_id.to_owned();
    }
    let name = meta.name().trim_start_matches("r#");
    let modules = meta.module().split("::").skip(1).map(|module| module.trim_start_matches("r#"));
    modules.chain([name]).collect::<Vec<_>>().join("_")
}

/// `/a/{b}.txt` is `a_b_txt`.
fn words(path: &str) -> String {
    let words: Vec<&str> =
        path.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|w| !w.is_empty()).collect();
    if words.is_empty() { "root".to_owned() } else { words.join("_") }
}
