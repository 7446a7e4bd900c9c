//! What can be told of the answer by the return type's name.
//!
//! It outlives its request, so text in it cannot be borrowed from there: rustc would say so of our code, in two errors. And it has
//! one status, whether the type says it or the route.

use proc_macro2::TokenTree;
use quote::ToTokens;
use syn::{Signature, Type};

use super::model::Route;
use crate::argument::lifetimes;
use crate::diagnostics::Diagnostics;
use crate::function::outcome;
use crate::type_text::{last_segment, type_argument, type_argument_of, type_text};

/// Tells borrowed text of an answer that our own formats write; what one of the user's can do with it is not known.
pub(crate) fn check_borrowed(route: &Route, diagnostics: &Diagnostics) {
    let value = outcome(&route.return_type).value;
    let Some(owned) = owned(&value) else { return };
    let own_format = route.decorator.as_ref().is_some_and(|decorator| decorator.name == "respond");
    if own_format || !has_lifetime(&value) && !elides(&route.function.signature) {
        return;
    }
    diagnostics
        .error(&value, format_args!("the answer outlives its request and cannot borrow from it: write `{owned}`"));
}

/// `String` for `&str` and `Cow<'_, str>`, `Vec<u8>` for bytes; `None` for what is no text, or is there for ever.
fn owned(value: &Type) -> Option<&'static str> {
    let borrowed = match value {
        Type::Reference(reference) => &*reference.elem,
        value if last_segment(value)?.ident == "Cow" => type_argument(value)?,
        _ => return None,
    };
    if lifetimes::static_span(value).is_some() {
        return None;
    }
    match type_text(borrowed).as_str() {
        "str" => Some("String"),
        "[u8]" => Some("Vec<u8>"),
        _ => None,
    }
}

/// Whether a lifetime of the answer is written out.
fn has_lifetime(value: &Type) -> bool {
    lifetimes::finds(value.to_token_stream(), &|token, next| is_lifetime(token) && !is_anonymous(next))
}

/// Whether a lifetime that is left out in the answer means one of the arguments'; where it does not, rustc tells that.
fn elides(signature: &Signature) -> bool {
    let mut found: Vec<String> = Vec::new();
    for input in &signature.inputs {
        let syn::FnArg::Typed(argument) = input else { return true };
        lifetimes::visit(argument.ty.to_token_stream(), &mut |token, next| {
            let left_out = matches!(token, TokenTree::Punct(punct) if punct.as_char() == '&')
                && !next.is_some_and(is_lifetime)
                || is_lifetime(token) && is_anonymous(next);
            match next {
                _ if left_out => found.push("_".to_owned()),
                Some(name) if is_lifetime(token) && !found.contains(&name.to_string()) => found.push(name.to_string()),
                _ => {}
            }
        });
    }
    found.len() == 1
}

fn is_lifetime(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == '\'')
}

fn is_anonymous(name: Option<&TokenTree>) -> bool {
    name.is_some_and(|name| name.to_string() == "_")
}

/// The types of ours that say the status themselves.
const OWN_STATUS: &[(&str, &str)] = &[
    ("Accepted", "202"),
    ("Created", "201"),
    ("NoContent", "204"),
    ("Redirect", "a status of its own"),
    ("StatusCode", "a status of its own"),
    ("WithStatus", "a status of its own"),
];

/// The statuses whose answers carry nothing, with the section of RFC 9110 that says so.
const WITHOUT_CONTENT: &[(u16, &str)] = &[(204, "15.3.5"), (205, "15.3.6"), (304, "15.4.5")];

/// `status = …` beside a type that says it, and a status without content beside a value.
pub(crate) fn check_status(route: &Route, diagnostics: &Diagnostics) {
    let Some((status, at)) = route.facts.status else { return };
    let returned = route.return_type.clone();
    let value = innermost(&returned);
    let name = last_segment(&value).map(|last| last.ident.to_string()).unwrap_or_default();
    if let Some((_, own)) = OWN_STATUS.iter().find(|(known, _)| name == *known) {
        diagnostics.error_at(
            at,
            format_args!("`{name}` answers with {own} whatever stands here: remove `status`, or return another type"),
        );
    } else if let Some((_, section)) = WITHOUT_CONTENT.iter().find(|(known, _)| status == *known)
        && is_content(&value, route)
    {
        diagnostics.error_at(
            at,
            format_args!(
                "a {status} has no content (RFC 9110, section {section}), and the `{}` would be lost: return `()`, or leave `status` out",
                type_text(&value)
            ),
        );
    }
}

/// What is inside of `Result` and `Option`.
fn innermost(returned: &Type) -> Type {
    let value = outcome(returned).value;
    match type_argument_of(&value, "Option") {
        Some(inner) => innermost(inner),
        None => value,
    }
}

/// Whether a type surely makes content. What another format of the user's or a type of theirs makes is not known.
fn is_content(value: &Type, route: &Route) -> bool {
    const CONTENT: &[&str] = &["Bytes", "Cow", "Html", "Json", "String", "Vec"];
    match (&route.decorator, value) {
        (_, Type::Tuple(tuple)) if tuple.elems.is_empty() => false,
        (Some(decorator), _) => decorator.name != "respond",
        (None, Type::Reference(_)) => true,
        (None, value) => last_segment(value).is_some_and(|last| CONTENT.iter().any(|name| last.ident == name)),
    }
}
