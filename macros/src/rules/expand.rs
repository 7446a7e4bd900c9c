//! [`Rule`] -> the call that runs it: one function of the runtime for each rule.
//!
//! Everything in the call stands, for the compiler's messages, where the rule's name stands: a rule that does not fit the type
//! of the value is one error there.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, LitStr, Type};

use super::parse::is_number;
use super::schema::written_integer;
use super::{Bounds, Kind, Literal, Options, Regex, Rule};
use crate::paths::{ident, resolved, support, support_at};
use crate::type_text::type_argument_of;

/// The statement that runs a rule on `value` (a reference), which stands at `at` (a reference to a `Location`), and notes the
/// fault in `faults` (a `&mut Faults`).
pub(crate) fn expand(rule: &Rule, value: &TokenStream, at: &TokenStream, faults: &Ident) -> TokenStream {
    let span = rule.name.span();
    let value = at_span(value.clone(), span);
    let text = expand_text(&rule.options);
    let support = support();
    let call = |name: &str, parameters: TokenStream| {
        let name = Ident::new(name, resolved(span));
        quote_spanned!(resolved(span) => #support::validate::#name(#value #parameters, #text, #at, #faults);)
    };
    match &rule.kind {
        Kind::Email => call("email", quote!()),
        Kind::Url => call("url", quote!()),
        Kind::Ip => call("ip", quote!()),
        Kind::Ipv4 => call("ipv4", quote!()),
        Kind::Ipv6 => call("ipv6", quote!()),
        Kind::CreditCard => call("credit_card", quote!()),
        Kind::NonControlCharacter => call("non_control_character", quote!()),
        Kind::Length(bounds) => call("length", expand_length(bounds)),
        Kind::Range(bounds) => call("range", expand_range(bounds, span)),
        Kind::Regex(Regex::Path(path)) => call("regex", quote_spanned!(resolved(path.span()) => , &(#path))),
        Kind::Regex(Regex::Literal(literal)) => {
            let regex = ident("__REGEX");
            let call = call("regex", quote!(, #support::validate::LazyRegex::get(&#regex)));
            quote!({
                static #regex: #support::validate::LazyRegex = #support::validate::LazyRegex::new(#literal);
                #call
            })
        }
        Kind::Contains(part) => call("contains", quote!(, #part)),
        Kind::DoesNotContain(part) => call("does_not_contain", quote!(, #part)),
        Kind::MustMatch { other, name } => call("must_match", quote!(, #other, #name)),
        Kind::Custom(function) => {
            let mut inner = ident("__v");
            inner.set_span(resolved(function.span()));
            // A closure, so that `fn(&str)` takes a `&String` and `fn(&[T])` a `&Vec<T>`.
            let rule = quote_spanned!(resolved(function.span()) => , |#inner| #function(#inner));
            call("custom", rule)
        }
        Kind::Required => call("required", quote!()),
        Kind::Nested => {
            quote_spanned!(resolved(span) => #support::validate::nested(#value, #at, #faults);)
        }
        Kind::Skip => TokenStream::new(),
    }
}

/// A rule as data: the function that puts it on an argument, and its bounds. Only of types that it surely fits: of others the
/// compiler tells at the rule that it does not.
pub(crate) fn demand(rule: &Rule, ty: &Type) -> Option<(Ident, TokenStream)> {
    let Options { status: None, message: None, code: None } = &rule.options else { return None };
    let support = support();
    let inner = type_argument_of(ty, "Option").unwrap_or(ty);
    let has_length = Literal::of_type(inner) == Some(Literal::Text) || type_argument_of(inner, "Vec").is_some();
    match &rule.kind {
        Kind::Length(bounds) if has_length => {
            let (min, max) = written_length(bounds)?;
            Some((ident("measured"), quote!(#support::validate::length_bounds(#min, #max))))
        }
        Kind::Range(bounds) if Literal::of_type(inner) == Some(Literal::Int) => {
            let (name, bounds) = written_range(bounds)?;
            let name = ident(name);
            Some((ident("ranged"), quote!(#support::validate::#name(#(#bounds),*))))
        }
        _ => None,
    }
}

/// As [`expand`], for a value of type `ty`: a function of the user's is called with what is inside an `Option`.
pub(crate) fn expand_on(ty: &Type, rule: &Rule, value: &TokenStream, at: &TokenStream, faults: &Ident) -> TokenStream {
    let is_integer = |ty: &Type| Literal::of_type(type_argument_of(ty, "Option").unwrap_or(ty)) == Some(Literal::Int);
    match (&rule.kind, type_argument_of(ty, "Option")) {
        (Kind::Range(bounds), _) if is_integer(ty) && written_range(bounds).is_some() => {
            expand_written_range(rule, bounds, value, at, faults)
        }
        (Kind::Custom(_), Some(inner_type)) => {
            let inner = ident("__inner");
            let call = expand_on(inner_type, rule, &inner.to_token_stream(), at, faults);
            quote!(if let ::core::option::Option::Some(#inner) = #value { #call })
        }
        _ => expand(rule, value, at, faults),
    }
}

/// `range` on a whole number, its bounds made by one call.
fn expand_written_range(
    rule: &Rule,
    bounds: &Bounds,
    value: &TokenStream,
    at: &TokenStream,
    faults: &Ident,
) -> TokenStream {
    let span = resolved(rule.name.span());
    let (support, value, text) = (support(), at_span(value.clone(), rule.name.span()), expand_text(&rule.options));
    let bounds = written_range(bounds).map(|(name, bounds)| {
        let name = Ident::new(name, span);
        quote_spanned!(span=> &#support::validate::#name(#(#bounds),*))
    });
    quote_spanned!(span=> #support::validate::range(#value, #bounds, #text, #at, #faults);)
}

/// The bound that a rule puts on a type with parameters; where the user has to write it, none.
pub(crate) fn bound(rule: &Rule, ty: &Type) -> Option<TokenStream> {
    let name = match &rule.kind {
        Kind::Nested => {
            let support = support();
            return Some(quote!(#ty: #support::Check));
        }
        Kind::Email => "Email",
        Kind::Url => "Url",
        Kind::Ip | Kind::Ipv4 | Kind::Ipv6 => "Ip",
        Kind::CreditCard => "CreditCard",
        Kind::NonControlCharacter => "NonControlCharacter",
        Kind::Length(_) => "Length",
        Kind::Regex(_) => "Text",
        _ => return None,
    };
    let (support, name) = (support(), ident(name));
    Some(quote!(#ty: #support::validate::#name))
}

/// The tokens, standing at `span` for messages, but resolving as before.
fn at_span(tokens: TokenStream, span: Span) -> TokenStream {
    let moved = |mut token: TokenTree| {
        if let TokenTree::Group(group) = &token {
            let mut moved = Group::new(group.delimiter(), at_span(group.stream(), span));
            moved.set_span(span.resolved_at(group.span()));
            return TokenTree::Group(moved);
        }
        token.set_span(span.resolved_at(token.span()));
        token
    };
    tokens.into_iter().map(moved).collect()
}

/// ```text
/// &RuleText { code: None, message: Some("…"), status: None }
/// ```
fn expand_text(options: &Options) -> TokenStream {
    let support = support();
    if options.status.is_none() && options.message.is_none() && options.code.is_none() {
        return quote!(#support::validate::PLAIN);
    }
    let text = |text: &Option<LitStr>| expand_option(text.as_ref().map(ToTokens::to_token_stream));
    let (code, message) = (text(&options.code), text(&options.message));
    let status = expand_option(options.status.map(ToTokens::into_token_stream));
    quote!(&#support::validate::RuleText { code: #code, message: #message, status: #status })
}

fn expand_option(value: Option<TokenStream>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}

/// A constant may be a `usize`, as lengths are everywhere else.
fn expand_length(bounds: &Bounds) -> TokenStream {
    let support = support();
    if let Some((min, max)) = written_length(bounds) {
        return quote!(, &#support::validate::length_bounds(#min, #max));
    }
    let count = |value: &Option<Expr>| {
        expand_option(value.as_ref().map(|value| match is_number(value) {
            true => value.to_token_stream(),
            false => quote_spanned!(resolved(value.span()) => (#value) as u64),
        }))
    };
    let (min, max, equal) = (count(&bounds.min), count(&bounds.max), count(&bounds.equal));
    quote!(, &#support::validate::LengthBounds { min: #min, max: #max, equal: #equal })
}

/// The least and the most of a length, where they are written out; -1 for none.
pub(super) fn written_length(bounds: &Bounds) -> Option<(i64, i64)> {
    let written = |bound: &Option<Expr>| match bound {
        Some(bound) => written_integer(bound).filter(|bound| *bound >= 0),
        None => Some(-1),
    };
    match bounds.equal {
        Some(_) => None,
        None => Some((written(&bounds.min)?, written(&bounds.max)?)),
    }
}

/// All at the rule's name: the compiler then drops what it would say of the bounds when the value is no number.
fn expand_range(bounds: &Bounds, span: Span) -> TokenStream {
    let support = support_at(span);
    let number = |value: &Option<Expr>| match value {
        Some(value) => quote_spanned!(resolved(span) => ::core::option::Option::Some(#value)),
        None => quote_spanned!(resolved(span) => ::core::option::Option::None),
    };
    let (min, max) = (number(&bounds.min), number(&bounds.max));
    let (above, below) = (number(&bounds.exclusive_min), number(&bounds.exclusive_max));
    quote_spanned! { resolved(span) =>
        , &#support::validate::RangeBounds { min: #min, max: #max, exclusive_min: #above, exclusive_max: #below }
    }
}

/// The function that makes the bounds, where they are whole numbers that are written out, and what it takes.
fn written_range(bounds: &Bounds) -> Option<(&'static str, Vec<&Expr>)> {
    let (name, given) = match bounds {
        Bounds { exclusive_min: None, exclusive_max: None, min: Some(min), max: Some(max), .. } => {
            ("between", vec![min, max])
        }
        Bounds { exclusive_min: None, exclusive_max: None, min: Some(min), max: None, .. } => ("at_least", vec![min]),
        Bounds { exclusive_min: None, exclusive_max: None, min: None, max: Some(max), .. } => ("at_most", vec![max]),
        _ => return None,
    };
    given.iter().all(|bound| written_integer(bound).is_some()).then_some((name, given))
}
