//! Rules said again as keywords of a schema, in schemars' attributes.
//!
//! schemars reads `#[validate(…)]` by itself, but not all of ours, and it drops exclusive bounds; so it gets its own.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprLit, Lit};

use super::parse::{Number, number, plain};
use super::{Bounds, Kind, Regex, Rule};
use crate::paths::{resolved, support};

/// What stands in `#[schemars(…)]` for these rules; nothing where a schema cannot say them.
pub(crate) fn schema_keywords(rules: &[Rule]) -> Vec<TokenStream> {
    let mut pattern = false;
    let mut keywords = Vec::new();
    for rule in rules {
        match &rule.kind {
            Kind::Email => keywords.push(quote!(email)),
            Kind::Url => keywords.push(quote!(url)),
            Kind::Ip => keywords.push(quote!(ip)),
            Kind::Ipv4 => keywords.push(quote!(ipv4)),
            Kind::Ipv6 => keywords.push(quote!(ipv6)),
            Kind::Required => keywords.push(quote!(required)),
            Kind::Length(bounds) => keywords.push(length(bounds)),
            Kind::Range(bounds) => keywords.extend(range(bounds)),
            // A schema has room for one pattern.
            Kind::Regex(regex) if !std::mem::replace(&mut pattern, true) => keywords.push(regex_pattern(regex)),
            Kind::Contains(part) if !pattern && is_text(part) => {
                pattern = true;
                keywords.push(quote!(contains(pattern = #part)));
            }
            _ => {}
        }
    }
    keywords
}

fn is_text(value: &Expr) -> bool {
    matches!(plain(value), Expr::Lit(ExprLit { lit: Lit::Str(_), .. }))
}

fn length(bounds: &Bounds) -> TokenStream {
    let given = [("min", &bounds.min), ("max", &bounds.max), ("equal", &bounds.equal)];
    let given = given.into_iter().filter_map(|(name, value)| parameter(name, value.as_ref()));
    quote!(length(#(#given),*))
}

fn range(bounds: &Bounds) -> Vec<TokenStream> {
    let inclusive = [("min", &bounds.min), ("max", &bounds.max)];
    let inclusive: Vec<_> = inclusive.into_iter().filter_map(|(name, value)| parameter(name, value.as_ref())).collect();
    let mut keywords = Vec::new();
    if !inclusive.is_empty() {
        keywords.push(quote!(range(#(#inclusive),*)));
    }
    for (name, value) in [("exclusiveMinimum", &bounds.exclusive_min), ("exclusiveMaximum", &bounds.exclusive_max)] {
        if let Some(value) = value {
            let value = json_number(value);
            keywords.push(quote!(extend(#name = #value)));
        }
    }
    keywords
}

fn parameter(name: &str, value: Option<&Expr>) -> Option<TokenStream> {
    let name = crate::paths::ident(name);
    let value = json_number(value?);
    Some(quote!(#name = #value))
}

/// A number that becomes a JSON value whatever the type of the field: a bare `10_000_000_000` would be taken for an `i32`.
fn json_number(value: &Expr) -> TokenStream {
    let mut literal = match number(value) {
        Some(Number::Int(number)) => match (i64::try_from(number), u64::try_from(number)) {
            (Ok(number), _) => Literal::i64_suffixed(number),
            (_, Ok(number)) => Literal::u64_suffixed(number),
            #[allow(clippy::cast_precision_loss, reason = "JSON has no larger integers")]
            _ => Literal::f64_suffixed(number as f64),
        },
        Some(Number::Float(number)) => Literal::f64_suffixed(number),
        None => {
            let support = support();
            return quote_spanned!(resolved(value.span()) => #support::json_value(&(#value)));
        }
    };
    literal.set_span(resolved(value.span()));
    literal.to_token_stream()
}

fn regex_pattern(regex: &Regex) -> TokenStream {
    match regex {
        Regex::Literal(literal) => quote!(regex(pattern = #literal)),
        Regex::Path(path) => {
            let support = support();
            // Lenient, since the rule itself tells what is no regular expression.
            let text = quote_spanned! { resolved(path.span()) => {
                #[allow(unused_imports)]
                use #support::NoRegexText as _;
                #support::RegexText(&(#path)).text()
            }};
            quote!(regex(pattern = #text))
        }
    }
}
