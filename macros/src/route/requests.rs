//! Links to a route, and requests for it: `place_order::url(…)` and `place_order::request(…)`.
//!
//! Both take the arguments by any type that stands for the declared one (`&str` for `String`, say), as generic parameters whose
//! bounds are checked where they are called: a type without a text form is no fault of a route nobody links to.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{LitStr, Type};

use super::model::{Pattern, Route};
use crate::argument::{Argument, Place, Source, lifetimes};
use crate::paths::{ident, support};

/// The associated functions of the type beside the function. No `allow(dead_code)`: for rustc it would mean that the type is used,
/// and so the function. It says nothing of these two anyway, as it does not of names that come from a macro.
pub(crate) fn requests(route: &Route) -> TokenStream {
    let type_name = &route.type_name;
    let url = url(route);
    let request = request(route);
    quote! {
        impl #type_name {
            #url
            #request
        }
    }
}

/// A parameter of a generated function: its name, its generic type, and the argument it is for.
struct Parameter<'a> {
    name: Ident,
    generic: Ident,
    argument: &'a Argument,
}

fn parameters<'a>(arguments: impl Iterator<Item = &'a Argument>) -> Vec<Parameter<'a>> {
    arguments
        .enumerate()
        .map(|(index, argument)| Parameter {
            name: argument.name.clone().unwrap_or_else(|| ident(&format!("argument{index}"))),
            generic: ident(&format!("__A{index}")),
            argument,
        })
        .collect()
}

/// The first pattern is the one that links lead to.
fn first_pattern(route: &Route) -> Option<&Pattern> {
    route.patterns.first()
}

fn in_path(pattern: &Pattern, argument: &Argument) -> bool {
    matches!(&argument.source, Source::Value { place: Place::Path, wire_name, .. } if pattern.parameters.iter().any(|parameter| parameter.name == *wire_name))
}

/// ```ignore
/// /// The path inside its table, percent-encoded.
/// pub fn url<A0: IntoText<ShopId>>(shop: A0) -> Link
/// ```
fn url(route: &Route) -> Option<TokenStream> {
    let path = first_pattern(route)?.path.to_token_stream();
    let visibility = route.function.visibility.to_token_stream();
    link(route, &ident("url"), &path, &visibility, None)
}

/// ```ignore
/// /// The path of `show` …
/// pub fn show<A0: IntoText<u32>>(self, id: A0) -> Link
/// ```
pub(crate) fn controller_url(route: &Route, prefix: &LitStr) -> Option<TokenStream> {
    let path = joined(route, prefix)?;
    link(route, route.function.name(), &path, &quote!(pub), Some(quote!(self,)))
}

fn joined(route: &Route, prefix: &LitStr) -> Option<TokenStream> {
    let support = support();
    let path = &first_pattern(route)?.path;
    Some(quote!(&#support::join(#prefix, #path)))
}

fn link(
    route: &Route,
    name: &Ident,
    path: &TokenStream,
    visibility: &TokenStream,
    receiver: Option<TokenStream>,
) -> Option<TokenStream> {
    let support = support();
    let pattern = first_pattern(route)?;
    let parameters = parameters(route.arguments.iter().filter(|argument| in_path(pattern, argument)));
    let bounds = parameters.iter().map(|parameter| {
        let Parameter { generic, argument, .. } = parameter;
        let ty = lent(&argument.ty);
        quote!(#generic: #support::IntoText<#ty>)
    });
    let generics = generics(&parameters, bounds);
    let declared = parameters.iter().map(|Parameter { name, generic, .. }| quote!(#name: #generic));
    let values = parameters.iter().map(|Parameter { name, argument, .. }| {
        let wire_name = wire_name(argument);
        quote!((#wire_name, #name.into_text()))
    });
    let allowed = many_arguments_allowed(&parameters);
    Some(quote! {
        /// The path of this route inside its table, percent-encoded.
        #allowed
        #visibility fn #name #generics(#receiver #(#declared),*) -> #support::Link {
            #support::link(#path, &[#(#values),*])
        }
    })
}

/// The declared type, what it borrows borrowed for the lifetime of [`generics`].
fn lent(ty: &Type) -> TokenStream {
    lifetimes::with_lifetime(ty, "__l")
}

/// `<'__l, A0: IntoText<&'__l str>>`, the lifetime only where one of the types borrows: it would be the compiler's to check.
fn generics(parameters: &[Parameter<'_>], bounds: impl Iterator<Item = TokenStream>) -> Option<TokenStream> {
    let lifetime = parameters.iter().any(|parameter| lifetimes::borrows(&parameter.argument.ty)).then(|| quote!('__l,));
    (!parameters.is_empty()).then(|| quote!(<#lifetime #(#bounds),*>))
}

/// Clippy counts up to seven.
fn many_arguments_allowed(parameters: &[Parameter<'_>]) -> Option<TokenStream> {
    (parameters.len() > 6).then(|| quote!(#[allow(clippy::too_many_arguments)]))
}

fn wire_name(argument: &Argument) -> String {
    match &argument.source {
        Source::Value { wire_name, .. } => wire_name.clone(),
        _ => String::new(),
    }
}

/// ```ignore
/// /// A request for this route, for the test client.
/// pub fn request<…>(shop: A0, priority: A1, order: A2) -> CallRequest
/// ```
fn request(route: &Route) -> Option<TokenStream> {
    let path = first_pattern(route)?.path.to_token_stream();
    let visibility = route.function.visibility.to_token_stream();
    call(route, &ident("request"), &path, &visibility, None)
}

/// ```ignore
/// /// A request for `show` …
/// pub fn show<A0: IntoTexts<u32>>(self, id: A0) -> CallRequest
/// ```
pub(crate) fn controller_request(route: &Route, prefix: &LitStr) -> Option<TokenStream> {
    let path = joined(route, prefix)?;
    call(route, route.function.name(), &path, &quote!(pub), Some(quote!(self,)))
}

fn call(
    route: &Route,
    name: &Ident,
    path: &TokenStream,
    visibility: &TokenStream,
    receiver: Option<TokenStream>,
) -> Option<TokenStream> {
    let support = support();
    let pattern = first_pattern(route)?;
    let method = pattern.methods.first().map_or("GET", String::as_str);
    let host = pattern.host.as_ref().map(|host| quote!(.__on_host(#host)));
    let sent = |argument: &&Argument| matches!(argument.source, Source::Value { .. } | Source::Body { .. });
    let parameters = parameters(route.arguments.iter().filter(sent));
    let generics = generics(&parameters, parameters.iter().map(bound));
    let declared = parameters.iter().map(|Parameter { name, generic, .. }| quote!(#name: #generic));
    let allowed = many_arguments_allowed(&parameters);
    let arguments = parameters.iter().map(with_argument);
    Some(quote! {
        /// A request for this route, at its path inside its table.
        #allowed
        #[track_caller]
        #visibility fn #name #generics(#receiver #(#declared),*) -> #support::CallRequest {
            #support::call(#method, #path) #host #(#arguments)*
        }
    })
}

fn bound(parameter: &Parameter<'_>) -> TokenStream {
    let support = support();
    let Parameter { generic, argument, .. } = parameter;
    let ty = lent(&argument.ty);
    match &argument.source {
        Source::Body { .. } => quote!(#generic: #support::IntoBody<#ty>),
        _ => quote!(#generic: #support::IntoTexts<#ty>),
    }
}

/// `.__path::<u32>("id", id)`
fn with_argument(parameter: &Parameter<'_>) -> TokenStream {
    let Parameter { name, argument, .. } = parameter;
    let ty = lent(&argument.ty);
    match &argument.source {
        Source::Value { place, wire_name, .. } => {
            let method = ident(&format!("__{}", place.attribute()));
            quote!(.#method::<#ty>(#wire_name, #name))
        }
        _ => quote!(.__body::<#ty>(#name)),
    }
}
