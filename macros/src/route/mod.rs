//! `#[route]` and its short forms: a plain function becomes a route.
//!
//! The flow is parse -> lower -> check -> expand. A route attribute that is not the last active attribute of its function first
//! moves itself to the end, so that decorators above and below it, under whatever names, have left their marks by then.

mod answer;
pub(crate) mod ast;
mod check;
pub(crate) mod expand;
pub(crate) mod model;
mod options;
pub(crate) mod requests;
#[cfg(test)]
mod tests;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::Attribute;

use self::ast::Methods;
use crate::decorator;
use crate::diagnostics::Diagnostics;
use crate::function::{Attributed, Function};

/// The attribute macros of the family, and the methods that each stands for.
pub(crate) const FAMILY: &[(&str, &str)] = &[
    ("get", "GET"),
    ("post", "POST"),
    ("put", "PUT"),
    ("patch", "PATCH"),
    ("delete", "DELETE"),
    ("head", "HEAD"),
    ("options", "OPTIONS"),
    ("trace", "TRACE"),
    ("any", "*"),
    ("route", ""),
];

/// Expands `#[name(arguments)]` on `item`.
pub(crate) fn expand(name: &str, arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut item = match Attributed::parse(item, name) {
        Ok(item) => item,
        Err(tokens) => return tokens,
    };
    let waits = item.attributes.iter().any(is_active);
    let word = Ident::new(name, Span::call_site());
    // Behind the marks of those that stood above: the marks are in the order in which the user wrote them.
    item.attributes.push(syn::parse_quote!(#[::cepa::__route(#word(#arguments))]));
    if waits {
        return item.into_token_stream();
    }
    item.into_function(name).map_or_else(|tokens| tokens, finish)
}

/// Expands `#[::cepa::__route(name(arguments))]`, a route attribute that moved to the end.
pub(crate) fn expand_moved(written: TokenStream, item: TokenStream) -> TokenStream {
    match Function::parse(item, "route") {
        Ok(mut function) => {
            function.attributes.insert(0, syn::parse_quote!(#[::cepa::__route(#written)]));
            finish(function)
        }
        Err(tokens) => tokens,
    }
}

/// Whether a route attribute has moved to the end of the attributes, and nothing is left that has yet to expand.
pub(crate) fn is_complete(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| moved_route(attribute).is_some()) && !attributes.iter().any(is_active)
}

/// Takes the marks of the function's other attributes of ours, and writes the route.
pub(crate) fn finish(mut function: Function) -> TokenStream {
    let diagnostics = Diagnostics::new();
    let mut attributes = Vec::new();
    let mut marks = Vec::new();
    function.attributes.retain(|attribute| {
        if let Some(moved) = moved_route(attribute) {
            attributes.push(ast::parse_attribute(moved, &diagnostics));
            false
        } else if let Some(mark) = decorator::pending(attribute) {
            marks.push(mark);
            false
        } else {
            true
        }
    });
    let attributes: Vec<_> = attributes.into_iter().flatten().collect();
    let cleaned = function.cleaned();
    let route = model::lower(attributes, marks, &function, &diagnostics);
    if let Some(errors) = diagnostics.finish() {
        let stub = expand::stub(&function);
        return quote!(#cleaned #errors #stub);
    }
    let generated = route.map(|route| expand::route(&route)).unwrap_or_default();
    quote!(#cleaned #generated)
}

/// What the mark of a route attribute that moved to the end holds.
pub(crate) fn moved_route(attribute: &Attribute) -> Option<TokenStream> {
    if attribute.path().segments.last()?.ident != "__route" {
        return None;
    }
    match &attribute.meta {
        syn::Meta::List(list) => Some(list.tokens.clone()),
        _ => None,
    }
}

/// Attributes that are not macros: they stay where they are.
const INERT: &[&str] = &[
    "allow",
    "automatically_derived",
    "cfg",
    "cold",
    "deny",
    "deprecated",
    "doc",
    "expect",
    "export_name",
    "forbid",
    "ignore",
    "inline",
    "link_name",
    "link_section",
    "must_use",
    "no_mangle",
    "should_panic",
    "target_feature",
    "track_caller",
    "warn",
];

/// Tools whose attributes are not macros.
const TOOLS: &[&str] = &["clippy", "diagnostic", "miri", "rust_analyzer", "rustc", "rustdoc", "rustfmt"];

/// Whether `attribute` may be a macro that has yet to expand. `cfg_attr` is expanded before us.
fn is_active(attribute: &Attribute) -> bool {
    let path = attribute.path();
    let Some(first) = path.segments.first() else { return false };
    let marked = decorator::pending(attribute).is_some() || moved_route(attribute).is_some();
    let inert = path.segments.len() == 1 && INERT.iter().any(|name| first.ident == name)
        || path.segments.len() > 1 && TOOLS.iter().any(|name| first.ident == name);
    !marked && !inert
}

/// The methods as the user would write them.
pub(crate) fn methods_text(methods: &Methods) -> String {
    match methods {
        Methods::Any => "ANY".into(),
        Methods::Named(names) => names.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>().join(" | "),
    }
}
