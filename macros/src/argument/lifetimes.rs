//! Lifetimes in argument types: what stands in a signature may be left out there, but has to be named in a `where` clause.

use proc_macro2::{Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Lifetime, Type};

/// `ty` with every lifetime, written or left out behind `&`, replaced by `'name`.
pub(crate) fn with_lifetime(ty: &Type, name: &str) -> TokenStream {
    let lifetime = Lifetime::new(&format!("'{name}"), Span::mixed_site());
    replace(ty.to_token_stream(), &lifetime)
}

/// `ty` with the lifetimes that it names left for the compiler to find out: where the code stands, they are not declared.
pub(crate) fn anonymous(ty: &Type) -> TokenStream {
    let names = finds(ty.to_token_stream(), &|token, next| is_quote(token) && !is_named(next, "static"));
    if names { with_lifetime(ty, "_") } else { ty.to_token_stream() }
}

/// Whether `ty` borrows: has a reference or a lifetime other than `'static`.
pub(crate) fn borrows(ty: &Type) -> bool {
    finds(ty.to_token_stream(), &|token, _| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '&'))
        || finds(ty.to_token_stream(), &|token, next| is_quote(token) && !is_named(next, "static"))
}

/// Where `'static` stands in `ty`, if it does.
pub(crate) fn static_span(ty: &Type) -> Option<Span> {
    let mut found = None;
    visit(ty.to_token_stream(), &mut |token, next| {
        if is_quote(token) && is_named(next, "static") {
            found = next.map(TokenTree::span);
        }
    });
    found
}

fn is_quote(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == '\'' && punct.spacing() == Spacing::Joint)
}

fn is_named(token: Option<&TokenTree>, name: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(ident)) if ident == name)
}

/// Whether a token, with the one after it, is what is `wanted`.
pub(crate) fn finds(tokens: TokenStream, wanted: &dyn Fn(&TokenTree, Option<&TokenTree>) -> bool) -> bool {
    let mut found = false;
    visit(tokens, &mut |token, next| found |= wanted(token, next));
    found
}

/// Calls `each` with every token and the one after it.
pub(crate) fn visit(tokens: TokenStream, each: &mut dyn FnMut(&TokenTree, Option<&TokenTree>)) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        each(&token, tokens.peek());
        if let TokenTree::Group(group) = token {
            visit(group.stream(), each);
        }
    }
}

fn replace(tokens: TokenStream, lifetime: &Lifetime) -> TokenStream {
    let mut replaced = TokenStream::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '&' => {
                let written = matches!(tokens.peek(), Some(next) if is_quote(next));
                replaced.extend([TokenTree::Punct(punct)]);
                if !written {
                    lifetime.to_tokens(&mut replaced);
                }
            }
            TokenTree::Punct(punct) if is_quote(&TokenTree::Punct(punct.clone())) => match tokens.next() {
                Some(TokenTree::Ident(name)) if name == "static" => push_lifetime(&mut replaced, punct, name),
                _ => lifetime.to_tokens(&mut replaced),
            },
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), replace(group.stream(), lifetime));
                inner.set_span(group.span());
                replaced.extend([TokenTree::Group(inner)]);
            }
            token => replaced.extend([token]),
        }
    }
    replaced
}

fn push_lifetime(tokens: &mut TokenStream, quote: Punct, name: Ident) {
    tokens.extend([TokenTree::Punct(quote), TokenTree::Ident(name)]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(ty: &str) -> String {
        with_lifetime(&syn::parse_str(ty).expect(ty), "r").to_string().replace(' ', "")
    }

    #[test]
    fn every_lifetime_gets_the_name() {
        assert_eq!(named("&str"), "&'rstr");
        assert_eq!(named("Option<&'a [u8]>"), "Option<&'r[u8]>");
        assert_eq!(named("Cow<'_, str>"), "Cow<'r,str>");
        assert_eq!(named("(&str, &'static str)"), "(&'rstr,&'staticstr)");
    }

    #[test]
    fn borrowing_is_seen() {
        for (ty, expected) in [("&str", true), ("Cow<'_, str>", true), ("Vec<u8>", false), ("Tag<'static>", false)] {
            assert_eq!(borrows(&syn::parse_str(ty).expect(ty)), expected, "{ty}");
        }
    }
}
