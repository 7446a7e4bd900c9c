//! Which routes are listed.

use cepa_listing::Row;
use clap::Args;

/// All that is given must hold.
#[derive(Debug, Default, Args)]
pub(crate) struct Filter {
    /// Those that answer this method
    #[arg(short, long, value_name = "METHOD")]
    method: Option<String>,
    /// Those at this path or below it; with `*`, those whose path is like it
    ///
    /// `/users` takes `/users` and `/users/{id}`, but not `/users-online`. With a `*` it is a pattern for the whole path, in which
    /// `*` stands for any text, slashes too: `*/{id}`.
    #[arg(long, value_name = "PATH")]
    path: Option<String>,
    /// Those with this tag
    #[arg(short, long, value_name = "TAG")]
    tag: Option<String>,
}

impl Filter {
    /// Whether the row is listed.
    pub(crate) fn takes(&self, row: &Row<'_>) -> bool {
        self.method.as_ref().is_none_or(|method| has_method(row, method))
            && self.path.as_ref().is_none_or(|path| has_path(&row.path, path))
            && self.tag.as_ref().is_none_or(|tag| row.tags.contains(&tag.as_str()))
    }
}

/// A route without methods answers any; GET answers HEAD as well.
fn has_method(row: &Row<'_>, method: &str) -> bool {
    let names = |method: &str| row.methods.iter().any(|name| name.eq_ignore_ascii_case(method));
    row.methods.is_empty() || names(method) || method.eq_ignore_ascii_case("HEAD") && names("GET")
}

fn has_path(path: &str, wanted: &str) -> bool {
    if wanted.contains('*') {
        return is_like(path, wanted);
    }
    let wanted = wanted.trim_end_matches('/');
    path.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether the pieces between the `*`s follow each other in the text.
fn is_like(text: &str, pattern: &str) -> bool {
    let mut pieces = pattern.split('*');
    let Some(mut rest) = pieces.next().and_then(|first| text.strip_prefix(first)) else { return false };
    let Some(last) = pieces.next_back() else { return rest.is_empty() };
    for piece in pieces {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_prefix_or_a_pattern() {
        for (path, wanted, taken) in [
            ("/users", "/users", true),
            ("/users/{id}", "/users", true),
            ("/users/{id}", "/users/", true),
            ("/users-online", "/users", false),
            ("/", "/", true),
            ("/users", "/", true),
            ("/users/{id}", "*/{id}", true),
            ("/users/{id}/x", "*/{id}", false),
            ("/users/{id}/x", "/users/*", true),
            ("/users", "/users/*", false),
            ("/a/b/c", "/a*b*c", true),
            ("/a/c/b", "/a*b*c", false),
            ("/ab", "/ab*b", false),
            ("/files/{*path}", "/files/{*path}", true),
        ] {
            assert_eq!(has_path(path, wanted), taken, "{path} by {wanted}");
        }
    }
}
