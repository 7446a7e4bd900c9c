//! How a mount's prefix and a path below it become one path.

/// Joins a prefix and a path; the three pieces, one after the other, are the joined path.
///
/// | prefix | path | joined |
/// |---|---|---|
/// | `""` | `"/x"` | `/x` |
/// | `""` | `""` or `"/"` | `/` |
/// | `"/admin"` or `"/admin/"` | `""` or `"/"` | `/admin` |
/// | `"/admin"` or `"/admin/"` | `"/x/"` | `/admin/x/` |
/// | `"/admin"` | `"*"` or `"{*rest}"` | `/admin/*`, `/admin/{*rest}` |
///
/// So the `/` of a mounted table is the mount point itself, spelt without a slash at the end; the slash policy decides
/// whether `/admin/` reaches it too. Joining is associative. It works in constants and allocates nothing.
pub const fn join<'p, 'a>(prefix: &'p str, path: &'a str) -> (&'p str, &'static str, &'a str) {
    let head = without_trailing_slashes(prefix);
    let joint = joint(head.is_empty(), path.as_bytes());
    let slash = if joint.with_slash { "/" } else { "" };
    (head, slash, if joint.with_path { path } else { "" })
}

/// [`join`], as one `String`.
pub fn joined(prefix: &str, path: &str) -> String {
    let (head, slash, tail) = join(prefix, path);
    [head, slash, tail].concat()
}

/// What follows a prefix that has lost the slashes at its end.
#[derive(Debug, Clone, Copy)]
pub struct Joint {
    /// Whether a slash follows.
    pub with_slash: bool,
    /// Whether the path follows. A lone `/` does not: it is the prefix itself.
    pub with_path: bool,
}

/// The one rule of joining.
pub const fn joint(prefix_is_empty: bool, path: &[u8]) -> Joint {
    match path {
        [] | [b'/'] => Joint { with_slash: prefix_is_empty, with_path: false },
        _ => Joint { with_slash: !matches!(path, [b'/', ..]), with_path: true },
    }
}

const fn without_trailing_slashes(text: &str) -> &str {
    let mut head = text.as_bytes();
    while let [rest @ .., b'/'] = head {
        head = rest;
    }
    // A slash is one byte, so the cut is a character boundary.
    text.split_at(head.len()).0
}
