//! What generated code may name, and under which hygiene.
//!
//! A token that we invent must not take the span of the user's tokens as it is: inside a `macro_rules!` of the user's it would
//! resolve where the user's token was written, and "cannot find value" would follow. So invented identifiers come from
//! [`ident`], and a span that is there only to place an error goes through [`resolved`].

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

/// `::cepa::macro_support`, the one module that generated code calls.
pub(crate) fn support() -> TokenStream {
    quote!(::cepa::macro_support)
}

/// The same, for a call that the compiler may find fault with: the error is placed at `span`.
pub(crate) fn support_at(span: Span) -> TokenStream {
    quote_spanned!(resolved(span)=> ::cepa::macro_support)
}

/// An invented identifier: visible to our own code alone.
pub(crate) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// Where `span` is, but resolving as our own code does.
pub(crate) fn resolved(span: Span) -> Span {
    span.resolved_at(Span::mixed_site())
}
