//! The rules across the parts of a route.

use proc_macro2::Ident;
use syn::Type;
use syn::ext::IdentExt;

use super::answer;
use super::model::{Pattern, Route};
use crate::argument::parse::is_plain;
use crate::argument::{Argument, Place, Source};
use crate::diagnostics::Diagnostics;
use crate::function;
use crate::path_template::ParameterKind;
use crate::similar;

/// All of them.
pub(crate) fn check(route: &Route, diagnostics: &Diagnostics) {
    check_parameters_bound(route, diagnostics);
    check_body_method(route, diagnostics);
    check_absent_parameters(route, diagnostics);
    answer::check_borrowed(route, diagnostics);
    answer::check_status(route, diagnostics);
}

/// Every parameter of a path is taken by an argument.
fn check_parameters_bound(route: &Route, diagnostics: &Diagnostics) {
    for pattern in &route.patterns {
        for parameter in &pattern.parameters {
            let bound = route.arguments.iter().any(|argument| path_name(argument) == Some(&parameter.name));
            if bound || misspelt_argument(route, &parameter.name) || has_argument_from_nowhere(route) {
                continue;
            }
            if let Some((argument, mark)) = marked_argument(route, &parameter.name) {
                diagnostics.error(
                    argument,
                    format_args!(
                        "the path has `{{{argument}}}`, but this `{argument}` is marked `#[{mark}]`: remove the mark, or rename one of them"
                    ),
                );
            } else {
                diagnostics.error(
                    &pattern.path,
                    format_args!("the path has `{{{0}}}`, the function no argument of that name: add `{0}: …`, or write `{{*}}` for a part that nobody reads", parameter.name),
                );
            }
        }
    }
}

/// An argument that was told to be a misspelling of `name` already.
fn misspelt_argument(route: &Route, name: &str) -> bool {
    route.function.signature.inputs.iter().any(|input| match input {
        syn::FnArg::Typed(typed) => match &*typed.pat {
            syn::Pat::Ident(pattern) => {
                let written = pattern.ident.to_string();
                written != name && similar::closest(&written, [name]).is_some()
            }
            _ => false,
        },
        _ => false,
    })
}

/// Whether an argument was told to come from nowhere, which names the parameters that no argument is named for.
fn has_argument_from_nowhere(route: &Route) -> bool {
    route.function.signature.inputs.iter().any(|input| {
        let syn::FnArg::Typed(typed) = input else { return false };
        let syn::Pat::Ident(pattern) = &*typed.pat else { return false };
        let name = pattern.ident.unraw().to_string();
        let unmarked = typed.attrs.iter().all(function::is_rustc_attribute);
        let is_bound = route.arguments.iter().any(|argument| path_name(argument) == Some(&name));
        let mut parameters = route.patterns.iter().flat_map(|pattern| &pattern.parameters);
        let is_near = parameters.any(|parameter| similar::closest(&name, [parameter.name.as_str()]).is_some());
        unmarked && !is_bound && !is_near && is_plain(&typed.ty)
    })
}

/// The argument of that name which is taken from elsewhere, and the mark that says so.
fn marked_argument<'a>(route: &'a Route, name: &str) -> Option<(&'a Ident, &'static str)> {
    route.arguments.iter().find_map(|argument| {
        let mark = match &argument.source {
            Source::Value { place, .. } if *place != Place::Path => place.attribute(),
            Source::Body { .. } => "body",
            Source::State { .. } => "state",
            _ => return None,
        };
        argument.name.as_ref().filter(|ident| ident.unraw() == *name).map(|ident| (ident, mark))
    })
}

fn path_name(argument: &Argument) -> Option<&String> {
    match &argument.source {
        Source::Value { place: Place::Path, wire_name, .. } => Some(wire_name),
        _ => None,
    }
}

/// A body on GET has no defined meaning (RFC 9110, section 9.3.1), so it has to be asked for.
fn check_body_method(route: &Route, diagnostics: &Diagnostics) {
    let bodiless = |method: &String| {
        ["GET", "HEAD", "DELETE", "TRACE", "OPTIONS"].contains(&method.as_str()) && method != "DELETE"
    };
    let Some(method) = route.patterns.iter().flat_map(|pattern| &pattern.methods).find(|method| bodiless(method))
    else {
        return;
    };
    for argument in &route.arguments {
        if let Source::Body { span, any_method: false } = &argument.source {
            diagnostics.error_at(
                *span,
                format_args!("a {method} request has no body: use another method, or write `#[body(any_method)]` if clients of yours send one all the same"),
            );
        }
    }
}

/// A parameter that may be absent needs an argument that can say so: an optional one, and one that another of the route's paths
/// does not have. What is no plain type, the compiler is asked.
fn check_absent_parameters(route: &Route, diagnostics: &Diagnostics) {
    for (argument, where_absent) in absent_parameters(route) {
        if is_plain_type(&argument.ty) {
            diagnostics.error(
                &argument.ty,
                format_args!("{where_absent}: write `Option<…>`, or give a default with `#[path(default = …)]`"),
            );
        }
    }
}

/// The arguments for parameters that may be absent, without a default, and where they are absent.
pub(crate) fn absent_parameters(route: &Route) -> impl Iterator<Item = (&Argument, String)> {
    let without_default = |argument: &&Argument| matches!(&argument.source, Source::Value { default: None, .. });
    route
        .arguments
        .iter()
        .filter(without_default)
        .filter_map(|argument| Some((argument, absence(route, path_name(argument)?)?)))
}

/// Where the parameter may be absent. One that stands in none of the paths is for the prefix of a mount to say.
fn absence(route: &Route, name: &str) -> Option<String> {
    let parameters = || route.patterns.iter().flat_map(|pattern| &pattern.parameters);
    if parameters().any(|parameter| parameter.name == *name && parameter.kind == ParameterKind::Optional) {
        return Some(format!("`{{{name}?}}` may be absent"));
    }
    let (with, without): (Vec<&Pattern>, Vec<&Pattern>) = route.patterns.iter().partition(|pattern| {
        pattern.parameters.iter().any(|parameter| parameter.name == *name)
            || pattern.host_parameters.iter().any(|parameter| parameter == name)
    });
    let path = &without.first().filter(|_| !with.is_empty())?.path;
    Some(format!("`{{{name}}}` is not in \"{}\", a path of this route too", path.value()))
}

/// Whether a type is surely not optional; for others the trait decides at run time.
fn is_plain_type(ty: &Type) -> bool {
    match ty {
        Type::Reference(_) => true,
        Type::Path(path) => path.path.segments.last().is_some_and(|last| {
            last.arguments.is_none()
                && path.path.segments.len() == 1
                && last.ident.to_string().starts_with(char::is_lowercase)
                || last.ident == "String"
        }),
        _ => false,
    }
}
