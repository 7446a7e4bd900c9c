//! What a route is, apart from its code: the constant facts that router, listing, document and links read.

use cepa_listing::Digest;

use crate::package::Package;

/// Everything known of one route at compile time.
///
/// `#[route]` writes one of these as a constant beside the function; nothing in it is computed at run time.
#[derive(Debug)]
pub struct RouteMeta {
    /// The function's name, which is the route's name in links and listings.
    pub name: &'static str,
    /// The module the function stands in, as `module_path!()` gives it.
    pub module: &'static str,
    /// The source file, relative to the crate it belongs to.
    pub file: &'static str,
    /// The line of the function's name.
    pub line: u32,
    /// What the route answers: one entry for each route attribute on the function, in their order.
    pub patterns: &'static [Pattern],
    /// First paragraph of the doc comment.
    pub summary: &'static str,
    /// The rest of the doc comment.
    pub description: &'static str,
    /// The arguments, in the order of the signature.
    pub arguments: &'static [ArgumentMeta],
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
        name: "",
        module: "",
        file: "",
        line: 0,
        patterns: &[],
        summary: "",
        description: "",
        arguments: &[],
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

/// One argument of a route, as the client sees it.
#[derive(Debug)]
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
