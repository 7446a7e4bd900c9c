//! The attribute macros of cepa: tokens in, tokens out. Use them through the `cepa` crate, where their documentation is.
//!
//! A folder or file per macro. Each goes through the same stages: what the user wrote (`ast`), what it means (`model`), the rules
//! across its parts (`check`), and the code (`expand`), in which nothing is decided.

mod api_error;
mod argument;
mod attr;
mod controller;
mod decorator;
mod diagnostics;
mod docs;
mod extractor;
mod function;
mod listing;
mod middleware;
mod model;
mod path_template;
mod paths;
mod route;
mod routes;
mod rules;
mod runtime;
mod similar;
mod state;
mod type_text;

use proc_macro::TokenStream;

macro_rules! route_family {
    ($($name:ident),*) => {$(
        #[allow(missing_docs, reason = "documented where cepa re-exports it, so that examples compile")]
        #[proc_macro_attribute]
        pub fn $name(arguments: TokenStream, item: TokenStream) -> TokenStream {
            route::expand(stringify!($name), arguments.into(), item.into()).into()
        }
    )*};
}

route_family!(route, get, post, put, patch, delete, head, options, trace, any);

macro_rules! decorators {
    ($($name:ident),*) => {$(
        #[allow(missing_docs, reason = "documented where cepa re-exports it, so that examples compile")]
        #[proc_macro_attribute]
        pub fn $name(arguments: TokenStream, item: TokenStream) -> TokenStream {
            decorator::mark(stringify!($name), arguments.into(), item.into()).into()
        }
    )*};
}

decorators!(json, html, text, xml, binary, respond, validate);

/// A decorator's mark; it expands by itself only where no route attribute took it.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn __pending(mark: TokenStream, item: TokenStream) -> TokenStream {
    decorator::orphan(mark.into(), item.into()).into()
}

/// A route attribute that moved behind the function's other attributes.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn __route(written: TokenStream, item: TokenStream) -> TokenStream {
    route::expand_moved(written.into(), item.into()).into()
}

#[allow(missing_docs, reason = "documented where cepa re-exports it, so that examples compile")]
#[proc_macro_attribute]
pub fn extractor(arguments: TokenStream, item: TokenStream) -> TokenStream {
    extractor::expand(arguments.into(), item.into()).into()
}

#[allow(missing_docs, reason = "documented where cepa re-exports it, so that examples compile")]
#[proc_macro_attribute]
pub fn middleware(arguments: TokenStream, item: TokenStream) -> TokenStream {
    middleware::expand(arguments.into(), item.into()).into()
}

#[allow(missing_docs, reason = "documented where cepa re-exports it, so that examples compile")]
#[proc_macro_attribute]
pub fn controller(arguments: TokenStream, item: TokenStream) -> TokenStream {
    controller::expand(arguments.into(), item.into()).into()
}

#[allow(missing_docs, reason = "documented where cepa re-exports it, so that examples compile")]
#[proc_macro]
pub fn routes(entries: TokenStream) -> TokenStream {
    let site = proc_macro::Span::call_site();
    // Crates have files of the same names, and may be compiled into one.
    let package = std::env::var("CARGO_PKG_NAME").unwrap_or_default();
    let site = format!("{package}:{}:{}:{}", site.file(), site.line(), site.column());
    routes::expand(entries.into(), &site).into()
}

#[allow(missing_docs, reason = "documented where cepa re-exports it, so that examples compile")]
#[proc_macro_attribute]
pub fn main(arguments: TokenStream, item: TokenStream) -> TokenStream {
    runtime::expand(runtime::Kind::Main, arguments.into(), item.into()).into()
}

#[allow(missing_docs, reason = "documented where cepa re-exports it, so that examples compile")]
#[proc_macro_attribute]
pub fn test(arguments: TokenStream, item: TokenStream) -> TokenStream {
    runtime::expand(runtime::Kind::Test, arguments.into(), item.into()).into()
}

#[allow(missing_docs, reason = "documented where cepa re-exports it, so that examples compile")]
#[proc_macro_attribute]
pub fn model(arguments: TokenStream, item: TokenStream) -> TokenStream {
    model::expand(arguments.into(), item.into()).into()
}

#[allow(missing_docs, reason = "documented where cepa re-exports it, so that examples compile")]
#[proc_macro_derive(State, attributes(state))]
pub fn derive_state(item: TokenStream) -> TokenStream {
    state::derive(item.into()).into()
}

#[allow(missing_docs, reason = "documented where cepa re-exports it, so that examples compile")]
#[proc_macro_derive(ApiError, attributes(status, detail, kind, problem, from, source, transparent, header))]
pub fn derive_api_error(item: TokenStream) -> TokenStream {
    api_error::derive(item.into()).into()
}
