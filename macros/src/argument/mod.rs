//! The arguments that routes, extractors and middleware share: where each value comes from, and the code that fetches it.
//!
//! [`parse`] reads what the user wrote, [`expand`] writes the code; [`Argument`] is what stands between them.

pub(crate) mod expand;
pub(crate) mod lifetimes;
pub(crate) mod parse;

use proc_macro2::{Ident, Span};
use syn::{Expr, Type};

use crate::rules::Rule;

/// One argument, understood.
pub(crate) struct Argument {
    /// The name to bind, if the pattern is a plain one.
    pub(crate) name: Option<Ident>,
    /// Where the name that it has in the request stands.
    pub(crate) at: Span,
    /// The type as it is written.
    pub(crate) ty: Type,
    pub(crate) source: Source,
    /// Rules beyond those of the type.
    pub(crate) rules: Vec<Rule>,
    /// `#[validate]` without rules of its own: the type must have some. Where it stands.
    pub(crate) demands_rules: Option<Span>,
    /// `#[validate(skip)]`.
    pub(crate) skips_rules: bool,
    /// Its doc comment, for the document.
    pub(crate) docs: String,
    /// A value as it may be sent, for the document.
    pub(crate) example: Option<Expr>,
}

/// Where an argument's value comes from.
pub(crate) enum Source {
    /// A named text value.
    Value { place: Place, wire_name: String, default: Option<Expr> },
    /// The body.
    Body { span: Span, any_method: bool },
    /// The application's state, borrowed.
    State { inner: Type },
    /// Computed from the request.
    Extractor,
    /// The request itself, and the rest of the onion: in middleware.
    Request,
    /// The rest of the onion: in middleware.
    Next,
    /// `&self` of a controller's method.
    Receiver,
}

/// The parts of a request that hold named text values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Path,
    Query,
    Header,
    Cookie,
}

impl Place {
    /// The variant of the runtime's `Place` and `ArgumentSource`.
    pub(crate) fn variant(self) -> Ident {
        let name = match self {
            Self::Path => "Path",
            Self::Query => "Query",
            Self::Header => "Header",
            Self::Cookie => "Cookie",
        };
        Ident::new(name, Span::mixed_site())
    }

    /// The attribute that names it.
    pub(crate) fn attribute(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}
