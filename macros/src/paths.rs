//! What generated code may name, and under which hygiene.
//!
//! A token that we invent must not take the span of the user's tokens as it is: inside a `macro_rules!` of the user's it would
//! resolve where the user's token was written, and "cannot find value" would follow. So invented identifiers come from
//! [`ident`], and a span that is there only to place an error goes through [`resolved`].

use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt};

/// `::cepa::macro_support`, the one module that generated code calls.
pub(crate) fn support() -> Support {
    Support { span: Span::call_site() }
}

/// The same, for a call that the compiler may find fault with: the error is placed at `span`.
pub(crate) fn support_at(span: Span) -> Support {
    Support { span: resolved(span) }
}

/// The path of what generated code calls.
// No `TokenStream`: it stands in the code of a route some sixty times, and each time the compiler would be asked to join two streams.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Support {
    span: Span,
}

impl ToTokens for Support {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for name in ["cepa", "macro_support"] {
            for spacing in [Spacing::Joint, Spacing::Alone] {
                let mut colon = Punct::new(':', spacing);
                colon.set_span(self.span);
                tokens.append(colon);
            }
            tokens.append(Ident::new(name, self.span));
        }
    }
}

/// An invented identifier: visible to our own code alone.
pub(crate) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// Where `span` is, but resolving as our own code does.
pub(crate) fn resolved(span: Span) -> Span {
    span.resolved_at(Span::mixed_site())
}
