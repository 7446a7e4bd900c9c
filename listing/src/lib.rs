//! How the route tables of a program stand in its executable.
//!
//! `routes![]` writes each table as bytes into a section of its own, and the linker keeps those that reach the program. So the
//! routes of an executable can be read without running it: [`tables`] reads a section, [`search`] any bytes.
//!
//! [`mod@format`] says what the bytes are; `cepa` writes them, in a constant. How the path of a mount and those below it meet is the
//! same for the rows read here and for the router: [`join()`]; and so is what paths come to for the check of a table: [`Digest`].

mod cursor;
pub mod digest;
pub mod format;
mod join;
mod read;

use std::borrow::Cow;

pub use self::digest::Digest;
pub use self::join::{Joint, join, joined, joint};
pub use self::read::{Fault, search, tables};

/// A table of routes, as the program serves it: mounted tables are part of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Table<'a> {
    /// The package that holds it.
    pub package: &'a str,
    /// That package's version.
    pub version: &'a str,
    /// The module in which `routes![]` stands.
    pub module: &'a str,
    /// Its source file, relative to the crate or the workspace.
    pub file: &'a str,
    /// The line of `routes![]`.
    pub line: u32,
    /// One row for each path of each route, in the order of the table.
    pub rows: Vec<Row<'a>>,
}

/// One path of one route.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Row<'a> {
    /// The methods. Empty: any method that no other route of the same path names.
    pub methods: Vec<&'a str>,
    /// The path inside the table, the prefixes of mounts in front.
    pub path: Cow<'a, str>,
    /// The host it is bound to; empty for any.
    pub host: &'a str,
    /// The function.
    pub function: &'a str,
    /// The module it stands in.
    pub module: &'a str,
    /// Its source file, relative to the crate or the workspace.
    pub file: &'a str,
    /// The line of its name.
    pub line: u32,
    /// The name that the attribute gives the operation in the document; empty where it gives none.
    pub operation_id: &'a str,
    /// The status of a successful answer, where the attribute names one.
    pub status: Option<u16>,
    /// The largest body it reads, in bytes, where it differs from the application's.
    pub body_limit_bytes: Option<u64>,
    /// Whether a request without credentials is refused.
    pub auth: bool,
    /// Whether the attribute says that it need not be.
    pub public: bool,
    /// Whether clients should move away from it.
    pub deprecated: bool,
    /// Names to group it by.
    pub tags: Vec<&'a str>,
    /// The arguments, in the order of the signature.
    pub arguments: Vec<Argument<'a>>,
}

/// One argument of a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Argument<'a> {
    /// The name on the wire; empty for what comes from the state.
    pub name: &'a str,
    /// Where its value comes from.
    pub source: Source,
    /// The type as it is written in the signature.
    pub type_name: &'a str,
}

/// Where an argument's value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Source {
    /// A parameter of the path.
    Path,
    /// A key of the query string.
    Query,
    /// A request header.
    Header,
    /// A cookie.
    Cookie,
    /// The body.
    Body,
    /// The application's state.
    State,
    /// An extractor.
    Extractor,
    /// One that a later version of cepa knows.
    Other,
}

impl Source {
    const KNOWN: [Self; 7] =
        [Self::Path, Self::Query, Self::Header, Self::Cookie, Self::Body, Self::State, Self::Extractor];

    /// The one of that [`name`](Self::name).
    fn named(name: &str) -> Self {
        Self::KNOWN.into_iter().find(|source| source.name() == name).unwrap_or(Self::Other)
    }

    /// In lower case, as the attribute is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Body => "body",
            Self::State => "state",
            Self::Extractor => "extractor",
            Self::Other => "other",
        }
    }
}

/// `file!()` without what comes before the crate's own folder: a path of one machine means nothing on another.
pub const fn file_in_crate(file: &str) -> &str {
    let bytes = file.as_bytes();
    if bytes.is_empty() || bytes[0] != b'/' {
        return file;
    }
    // A dependency's file is absolute: keep what follows the last `/src/`, its `src/` included.
    let mut at = bytes.len();
    while at >= 5 {
        if bytes[at - 5] == b'/'
            && bytes[at - 4] == b's'
            && bytes[at - 3] == b'r'
            && bytes[at - 2] == b'c'
            && bytes[at - 1] == b'/'
        {
            return match file.split_at_checked(at - 4) {
                Some((_, relative)) => relative,
                None => file,
            };
        }
        at -= 1;
    }
    file
}
