//! The package that a route table stands in.

/// A package as its `Cargo.toml` describes it: whose routes a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Package {
    /// Its name.
    pub name: &'static str,
    /// Its version, such as `"1.4.0"`.
    pub version: &'static str,
    /// What it says of itself; empty where it says nothing.
    pub description: &'static str,
    /// Its licence, as an SPDX expression; empty where it names none.
    pub license: &'static str,
}

impl Package {
    /// For `routes![]`: what Cargo tells of the package being compiled. Other build systems may tell nothing of it.
    #[doc(hidden)]
    pub const fn __new(
        name: Option<&'static str>,
        version: Option<&'static str>,
        description: Option<&'static str>,
        license: Option<&'static str>,
    ) -> Self {
        Self {
            name: or_empty(name),
            version: or_empty(version),
            description: or_empty(description),
            license: or_empty(license),
        }
    }
}

const fn or_empty(text: Option<&'static str>) -> &'static str {
    match text {
        Some(text) => text,
        None => "",
    }
}
