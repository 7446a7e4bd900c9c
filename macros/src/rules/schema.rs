//! Rules said again as keywords of a schema, in schemars' attributes.
//!
//! schemars reads `#[validate(…)]` by itself, but not all of ours, and it drops exclusive bounds; so it gets its own.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprLit, Lit};

use super::parse::{Number, number, plain};
use super::{Bounds, Kind, Regex, Rule};
use crate::paths::{resolved, support};

/// Unicode's category Cc, in words that every dialect of regular expressions knows.
pub(super) const NO_CONTROL_CHARACTERS: &str = r"^[^\x00-\x1F\x7F-\x9F]*$";

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
            Kind::NonControlCharacter if !std::mem::replace(&mut pattern, true) => {
                keywords.push(quote!(regex(pattern = #NO_CONTROL_CHARACTERS)));
            }
            Kind::Contains(part) if !pattern && is_text(part) => {
                pattern = true;
                keywords.push(quote!(contains(pattern = #part)));
            }
            _ => {}
        }
    }
    keywords
}

/// The statements that say the rules of a named value to the document, through the local `parameter`.
pub(crate) fn describe(rules: &[Rule], parameter: &Ident) -> Vec<TokenStream> {
    let mut statements: Vec<TokenStream> = Vec::new();
    for rule in rules {
        let keyword = |name: &str, value: TokenStream| quote!(#parameter.keyword(#name, #value););
        match &rule.kind {
            Kind::Email => statements.push(keyword("format", quote!("email"))),
            Kind::Url => statements.push(keyword("format", quote!("uri"))),
            Kind::Ipv4 => statements.push(keyword("format", quote!("ipv4"))),
            Kind::Ipv6 => statements.push(keyword("format", quote!("ipv6"))),
            Kind::Ip => statements.push(keyword("format", quote!("ip"))),
            Kind::Contains(part) if is_text(part) => statements.push(quote!(#parameter.contains(#part);)),
            Kind::Length(bounds) => statements.push(describe_length(bounds, parameter)),
            Kind::Range(bounds) => {
                let all = [
                    ("minimum", &bounds.min),
                    ("maximum", &bounds.max),
                    ("exclusiveMinimum", &bounds.exclusive_min),
                    ("exclusiveMaximum", &bounds.exclusive_max),
                ];
                for (name, value) in all {
                    statements.extend(value.as_ref().map(|value| keyword(name, json_number(value))));
                }
            }
            Kind::NonControlCharacter => statements.push(quote!(#parameter.pattern(#NO_CONTROL_CHARACTERS);)),
            Kind::Regex(regex) => {
                let text = regex_text(regex);
                statements.push(quote!(#parameter.pattern(&#text);));
            }
            _ => {}
        }
        statements.extend(rule.options.status.map(|status| quote!(#parameter.status(#status);)));
    }
    statements
}

fn describe_length(bounds: &Bounds, parameter: &Ident) -> TokenStream {
    let bound = |value: &Option<Expr>| match value {
        Some(value) => quote_spanned!(resolved(value.span()) => ::core::option::Option::Some((#value) as u64)),
        None => quote!(::core::option::Option::None),
    };
    let (min, max) = match &bounds.equal {
        Some(_) => (bound(&bounds.equal), bound(&bounds.equal)),
        None => (bound(&bounds.min), bound(&bounds.max)),
    };
    quote!(#parameter.length(#min, #max);)
}

/// A value of an attribute as JSON: a literal, or the name of a constant or a variant. Anything else may be another value each
/// time, so it says nothing.
pub(crate) fn json_of(value: &Expr) -> TokenStream {
    let support = support();
    let value = plain(value);
    match value {
        _ if number(value).is_some() => {
            let number = json_number(value);
            quote!(::core::option::Option::Some(#support::json_value(&#number)))
        }
        Expr::Lit(_) | Expr::Path(_) => quote!({
            #[allow(unused_imports)]
            use #support::NoJson as _;
            #support::JsonOf(&(#value)).json()
        }),
        _ => quote!(::core::option::Option::None),
    }
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
    let text = regex_text(regex);
    quote!(regex(pattern = #text))
}

fn regex_text(regex: &Regex) -> TokenStream {
    match regex {
        Regex::Literal(literal) => literal.to_token_stream(),
        Regex::Path(path) => {
            let support = support();
            // Lenient, since the rule itself tells what is no regular expression.
            quote_spanned! { resolved(path.span()) => {
                #[allow(unused_imports)]
                use #support::NoRegexText as _;
                #support::RegexText(&(#path)).text()
            }}
        }
    }
}
