//! What a route is, apart from its code: the constant facts that router, listing, document and links read.

use cepa_listing::format::FIELD_END;
use cepa_listing::{Digest, file_in_crate};

use crate::package::Package;

/// Everything known of one route at compile time.
///
/// `#[route]` writes one of these as a constant beside the function; nothing in it is computed at run time.
#[derive(Debug)]
pub struct RouteMeta {
    /// What listings are told of it: the fields of `cepa_listing::format`. Written once, for listings and for the program itself.
    #[doc(hidden)]
    pub row: &'static str,
    /// What the route answers: one entry for each route attribute on the function, in their order.
    pub patterns: &'static [Pattern],
    /// First paragraph of the doc comment.
    pub summary: &'static str,
    /// The rest of the doc comment.
    pub description: &'static str,
    /// The names of the arguments that are taken from the path though no pattern of the route has them: a mount's prefix must.
    #[doc(hidden)]
    pub lent: &'static [&'static str],
    /// The status of a successful answer, where the attribute names one.
    pub status: Option<u16>,
    /// Names to group the route by.
    pub tags: &'static [&'static str],
    /// The name that the route attribute gives the operation in the document; empty where it gives none, and the function's path
    /// in its crate is taken.
    pub operation_id: &'static str,
    /// Whether clients should move away from this route.
    pub deprecated: bool,
    /// Whether a request without credentials is refused with 401: by an argument
    /// ([`FromRequest::DEMANDS_AUTH`](crate::extract::FromRequest::DEMANDS_AUTH)), or by a layer that `routes![]` names for the
    /// route or a group it stands in ([`Middleware::DEMANDS_AUTH`](crate::middleware::Middleware::DEMANDS_AUTH)).
    pub auth: bool,
    /// Whether the attribute says `public`: that everyone may call it is meant.
    pub public: bool,
    /// The largest body the route reads, in bytes, where it differs from the application's.
    pub body_limit_bytes: Option<u64>,
    /// How long the route may take, in milliseconds, before the client gets a 503.
    pub timeout_millis: Option<u64>,
    /// Whether the handler runs to its end when the client leaves before the answer.
    pub finish_when_client_leaves: Option<bool>,
    /// Every other `key = value` of the route attribute, for middleware to read.
    pub metadata: &'static [(&'static str, MetaValue)],
}

impl RouteMeta {
    /// A route of which nothing is known: what a route says nothing of is as here.
    #[doc(hidden)]
    pub const UNKNOWN: Self = Self {
        row: "",
        patterns: &[],
        summary: "",
        description: "",
        lent: &[],
        status: None,
        tags: &[],
        operation_id: "",
        deprecated: false,
        auth: false,
        public: false,
        body_limit_bytes: None,
        timeout_millis: None,
        finish_when_client_leaves: None,
        metadata: &[],
    };

    /// The function's name, which is the route's name in links and listings.
    pub const fn name(&self) -> &'static str {
        field(self.row, 1)
    }

    /// The module the function stands in, as `module_path!()` gives it.
    pub const fn module(&self) -> &'static str {
        field(self.row, 2)
    }

    /// The source file, relative to the crate it belongs to.
    pub const fn file(&self) -> &'static str {
        file_in_crate(field(self.row, 3))
    }

    /// The line of the function's name.
    pub const fn line(&self) -> u32 {
        number(field(self.row, 4))
    }

    /// The arguments, in the order of the signature.
    pub fn arguments(&self) -> Vec<ArgumentMeta> {
        // Behind the tags, of which there may be several; each list begins with its length.
        let mut fields = self.row.split(char::from(FIELD_END)).skip(10);
        let tags = fields.next().map_or(0, number);
        let mut fields = fields.skip(tags as usize);
        let count = fields.next().map_or(0, number);
        let mut argument = || {
            let (source, name, type_name) = (fields.next()?, fields.next()?, fields.next()?);
            Some(ArgumentMeta { name, source: ArgumentSource::named(source)?, type_name })
        };
        (0..count).map_while(|_| argument()).collect()
    }

    /// The same route behind layers that demand credentials, or not.
    #[doc(hidden)]
    #[must_use]
    pub const fn __behind(self, layers_demand_auth: bool) -> Self {
        Self { auth: self.auth || layers_demand_auth, ..self }
    }

    /// The value that the route attribute gives under `key`.
    pub fn metadata(&self, key: &str) -> Option<MetaValue> {
        self.metadata.iter().find(|(name, _)| *name == key).map(|(_, value)| *value)
    }
}

/// A field of a row; empty where there are not so many.
const fn field(row: &'static str, index: usize) -> &'static str {
    let (mut rest, mut left) = (row, index);
    loop {
        let mut end = 0;
        while end < rest.len() && rest.as_bytes()[end] != FIELD_END {
            end += 1;
        }
        let Some((field, after)) = rest.split_at_checked(end) else { return "" };
        if left == 0 {
            return field;
        }
        left -= 1;
        rest = match after.split_at_checked(1) {
            Some((_, after)) => after,
            None => return "",
        };
    }
}

const fn number(field: &str) -> u32 {
    match u32::from_str_radix(field, 10) {
        Ok(number) => number,
        Err(_) => 0,
    }
}

/// One method-and-path combination that a route answers.
#[derive(Debug)]
pub struct Pattern {
    /// The methods, in upper case. Empty: any method that no other route of the same path names.
    pub methods: &'static [&'static str],
    /// The path inside the route's table, such as `"/users/{id}"`.
    pub path: &'static str,
    /// The host it is bound to, such as `"{tenant}.example.com"`.
    pub host: Option<&'static str>,
    /// Of `path` and `methods`, or [`Digest::UNKNOWN`].
    #[doc(hidden)]
    pub digest: Digest,
}

impl Pattern {
    /// For `#[route]`: the digest is in numbers.
    #[doc(hidden)]
    pub const fn __new(
        methods: &'static [&'static str],
        path: &'static str,
        (hash, power, len, names): (u64, u64, u32, u64),
    ) -> Self {
        Self { methods, path, host: None, digest: Digest { hash, power, len, names } }
    }

    /// The same on a host.
    #[doc(hidden)]
    #[must_use]
    pub const fn __on(self, host: &'static str) -> Self {
        Self { host: Some(host), ..self }
    }
}

/// One argument of a route, as the client sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArgumentMeta {
    /// The name on the wire: the path parameter, query key, header or cookie name.
    pub name: &'static str,
    /// Where the value comes from.
    pub source: ArgumentSource,
    /// The type as it is written in the signature.
    pub type_name: &'static str,
}

/// Where an argument's value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ArgumentSource {
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
}

impl ArgumentSource {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "path" => Self::Path,
            "query" => Self::Query,
            "header" => Self::Header,
            "cookie" => Self::Cookie,
            "body" => Self::Body,
            "state" => Self::State,
            "extractor" => Self::Extractor,
            _ => return None,
        })
    }
}

/// The value of a `key = value` pair that a route attribute carries for middleware.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum MetaValue {
    /// `key = true`, or the bare `key`.
    Bool(bool),
    /// `key = 3`.
    Int(i64),
    /// `key = "text"`.
    Str(&'static str),
}

/// One entry of a route table.
#[derive(Debug)]
pub enum Node {
    /// A route.
    Route(&'static RouteMeta),
    /// A table below a prefix (possibly `""`), on a host, or both.
    Mount {
        /// The path in front of every route of the table; it may hold parameters.
        prefix: &'static str,
        /// Of `prefix`, or [`Digest::UNKNOWN`].
        #[doc(hidden)]
        digest: Digest,
        /// The host that the whole table is bound to.
        host: Option<&'static str>,
        /// Whether a layer around the table refuses requests without credentials.
        auth: bool,
        /// The table's entries.
        nodes: &'static [Node],
    },
}

/// What a table is, apart from what runs for its entries.
#[derive(Debug)]
pub struct TableMeta {
    /// The package whose code holds it.
    pub package: Package,
    /// The module in which `routes![]` stands.
    pub module: &'static str,
    /// Its source file, relative to the crate it belongs to.
    pub file: &'static str,
    /// The line of `routes![]`.
    pub line: u32,
    /// The entries.
    pub nodes: &'static [Node],
}

impl TableMeta {
    /// Stands in for a table whose faults the compiler has told.
    #[doc(hidden)]
    pub const FAULTY: Self =
        Self { package: Package::__new(None, None, None, None), module: "", file: "", line: 0, nodes: &[] };
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: &str = concat!(
        "route\u{1f}show\u{1f}shop::items\u{1f}/x/y/src/items.rs\u{1f}42\u{1f}",
        "\u{1f}\u{1f}\u{1f}\u{1f}\u{1f}2\u{1f}a\u{1f}7\u{1f}",
        "2\u{1f}path\u{1f}id\u{1f}u32\u{1f}state\u{1f}\u{1f}&Db\u{1f}",
        "1\u{1f}1\u{1f}GET\u{1f}/{id}\u{1f}\u{1f}",
    );

    #[test]
    fn a_row_is_read() {
        const META: RouteMeta = RouteMeta { row: ROW, ..RouteMeta::UNKNOWN };
        const READ: (&str, &str, &str, u32) = (META.name(), META.module(), META.file(), META.line());
        assert_eq!(READ, ("show", "shop::items", "src/items.rs", 42));
        let id = ArgumentMeta { name: "id", source: ArgumentSource::Path, type_name: "u32" };
        let db = ArgumentMeta { name: "", source: ArgumentSource::State, type_name: "&Db" };
        assert_eq!(META.arguments(), [id, db]);
    }

    /// Wherever a row ends, what is left of it is read.
    #[test]
    fn a_row_that_ends_early_is_read() {
        for end in 0..ROW.len() {
            let Some(row) = ROW.get(..end) else { continue };
            let meta = RouteMeta { row, ..RouteMeta::UNKNOWN };
            assert!(["", "s", "sh", "sho", "show"].contains(&meta.name()) && meta.line() <= 42);
            assert!(meta.arguments().len() <= 2);
        }
        let meta = RouteMeta::UNKNOWN;
        assert_eq!((meta.name(), meta.module(), meta.file(), meta.line()), ("", "", "", 0));
        assert!(meta.arguments().is_empty());
    }
}
