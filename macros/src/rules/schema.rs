//! Rules said again as keywords of a schema, in schemars' attributes.
//!
//! schemars reads `#[validate(…)]` by itself, but not all of ours, and it drops exclusive bounds; so it gets its own.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprLit, Lit};

use super::expand::written_length;
use super::parse::{Number, number, plain};
use super::{Bounds, Kind, Regex, Rule};
use crate::paths::{ident, resolved, support};

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

/// What is told of a named value by its rules: variants of `Told`.
pub(crate) fn told(rules: &[Rule]) -> Vec<TokenStream> {
    let mut told: Vec<TokenStream> = Vec::new();
    for rule in rules {
        let format = |format: &str| told_of(quote!(Text("format", #format)));
        match &rule.kind {
            Kind::Email => told.push(format("email")),
            Kind::Url => told.push(format("uri")),
            Kind::Ipv4 => told.push(format("ipv4")),
            Kind::Ipv6 => told.push(format("ipv6")),
            Kind::Ip => told.push(format("ip")),
            Kind::Contains(part) if is_text(part) => told.push(told_of(quote!(Contains(#part)))),
            Kind::Length(bounds) => told.push(told_length(bounds)),
            Kind::Range(bounds) => told.extend(told_range(bounds)),
            Kind::NonControlCharacter => told.push(told_of(quote!(Pattern(#NO_CONTROL_CHARACTERS)))),
            Kind::Regex(Regex::Literal(regex)) => told.push(told_of(quote!(Pattern(#regex)))),
            Kind::Regex(regex) => {
                let (parameter, text) = (ident("__parameter"), regex_text(regex));
                told.push(said(&quote!(#parameter.pattern(&#text))));
            }
            _ => {}
        }
        told.extend(rule.options.status.map(|status| told_of(quote!(Status(#status)))));
    }
    told
}

/// `Told::Length(1, -1)`
pub(crate) fn told_of(variant: TokenStream) -> TokenStream {
    let support = support();
    quote!(#support::Told::#variant)
}

/// What only a call can tell, through the local `__parameter`.
pub(crate) fn said(call: &TokenStream) -> TokenStream {
    let parameter = ident("__parameter");
    told_of(quote!(Said(|#parameter| { #call; })))
}

fn told_range(bounds: &Bounds) -> impl Iterator<Item = TokenStream> {
    let all = [
        ("minimum", &bounds.min),
        ("maximum", &bounds.max),
        ("exclusiveMinimum", &bounds.exclusive_min),
        ("exclusiveMaximum", &bounds.exclusive_max),
    ];
    all.into_iter().filter_map(|(name, bound)| {
        let bound = bound.as_ref()?;
        Some(match written_integer(bound) {
            Some(number) => told_of(quote!(Integer(#name, #number))),
            None => {
                let (parameter, value) = (ident("__parameter"), json_number(bound));
                said(&quote!(#parameter.keyword(#name, #value)))
            }
        })
    })
}

fn told_length(bounds: &Bounds) -> TokenStream {
    if let Some((min, max)) = written_length(bounds) {
        return told_of(quote!(Length(#min, #max)));
    }
    if let Some(equal) = bounds.equal.as_ref().and_then(written_integer).filter(|equal| *equal >= 0) {
        return told_of(quote!(Length(#equal, #equal)));
    }
    let (min, max) = match &bounds.equal {
        Some(_) => (&bounds.equal, &bounds.equal),
        None => (&bounds.min, &bounds.max),
    };
    let bound = |bound: &Option<Expr>| match bound {
        Some(bound) => quote_spanned!(resolved(bound.span()) => ::core::option::Option::Some((#bound) as u64)),
        None => quote!(::core::option::Option::None),
    };
    let (parameter, min, max) = (ident("__parameter"), bound(min), bound(max));
    said(&quote!(#parameter.length(#min, #max)))
}

/// A whole number that is written out.
pub(crate) fn written_integer(value: &Expr) -> Option<i64> {
    match number(value)? {
        Number::Int(number) => i64::try_from(number).ok(),
        Number::Float(_) => None,
    }
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
    let name = ident(name);
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
                use #support::NoRegexText as _;
                #support::RegexText(&(#path)).text()
            }}
        }
    }
}
