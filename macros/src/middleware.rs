//! `#[middleware]`: an onion layer written as a function.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::{FnArg, Type};

use crate::argument::expand::{Asks, Fetch, Glue, any, bounds, demands_auth, describe, fetch, onion_local};
use crate::argument::parse::{Owner, arguments, onion_source};
use crate::argument::{Argument, Source};
use crate::diagnostics::Diagnostics;
use crate::extractor::{asks_who_calls, checked_item, credential};
use crate::function::{Function, outcome};
use crate::paths::{ident, resolved, support, support_at};

/// Expands `#[middleware]` on `item`.
pub(crate) fn expand(options: TokenStream, item: TokenStream) -> TokenStream {
    let function = match Function::parse(item, "middleware") {
        Ok(function) => function,
        Err(tokens) => return tokens,
    };
    let diagnostics = Diagnostics::new();
    if !options.is_empty() {
        diagnostics.error(&options, "`#[middleware]` takes no options: remove them");
    }
    let arguments = lower(&function, &diagnostics);
    if let Some(errors) = diagnostics.finish() {
        return faulty(&function, &errors);
    }
    expand_layer(&function, &arguments)
}

fn lower(function: &Function, diagnostics: &Diagnostics) -> Vec<Argument> {
    let generic_next = check_generics(function, diagnostics);
    if function.signature.asyncness.is_none() {
        diagnostics.error(function.signature.fn_token, "a middleware waits for those further in: write `async fn`");
    }
    if matches!(function.signature.output, syn::ReturnType::Default) {
        diagnostics
            .error(function.name(), "a middleware answers: write `-> Response` and end with `next.run(request).await`");
    }
    let owner =
        Owner { what: "a middleware", path: Some(&[]), unnamed: &[], body: false, hands_on: true, receiver: false };
    let arguments = arguments(function, owner, diagnostics);
    let count = |wanted: fn(&Source) -> bool| arguments.iter().filter(|argument| wanted(&argument.source)).count();
    for (found, missing) in [
        (count(|source| matches!(source, Source::Request)), "request: Request"),
        (count(|source| matches!(source, Source::Next)), NEXT),
    ] {
        match found {
            1 => {}
            0 if missing == NEXT && generic_next => {}
            0 => diagnostics.error(function.name(), format_args!("a middleware takes `{missing}`: add it")),
            _ => diagnostics
                .error(function.name(), format_args!("a middleware takes `{missing}` once: remove the others")),
        }
    }
    arguments
}

const NEXT: &str = "next: Next";

/// As for any function of ours, but `next: impl Next` is no generic parameter of the user's. Whether one stands in for it.
fn check_generics(function: &Function, diagnostics: &Diagnostics) -> bool {
    let mut plain = function.clone();
    plain.signature.inputs = plain
        .signature
        .inputs
        .into_iter()
        .filter(|input| !matches!(input, FnArg::Typed(typed) if matches!(&*typed.ty, Type::ImplTrait(_))))
        .collect();
    let mut found = false;
    plain.signature.generics.params = plain
        .signature
        .generics
        .params
        .into_iter()
        .filter(|parameter| {
            let next = is_next(parameter);
            if next {
                diagnostics.error(
                    parameter,
                    format_args!("the rest of the onion has no name: write `{NEXT}`, and remove this"),
                );
                found = true;
            }
            !next
        })
        .collect();
    plain.check_plain(diagnostics, "a middleware");
    found
}

/// `N: Next`.
fn is_next(parameter: &syn::GenericParam) -> bool {
    let syn::GenericParam::Type(parameter) = parameter else { return false };
    parameter.bounds.iter().any(|bound| match bound {
        syn::TypeParamBound::Trait(bound) => bound.path.segments.last().is_some_and(|last| last.ident == "Next"),
        _ => false,
    })
}

/// `next: Next` becomes `next: impl Next`, so that no layer costs a box.
fn with_generic_next(function: &Function) -> Function {
    let mut function = function.clone();
    for input in &mut function.signature.inputs {
        if let FnArg::Typed(typed) = input
            && let (Some(Source::Next), Type::Path(path)) = (onion_source(&typed.ty), &*typed.ty)
        {
            *typed.ty = syn::parse_quote!(impl #path);
        }
    }
    function
}

/// The errors, the function, and what stands in for the layer, so that its uses bring no second message.
fn faulty(function: &Function, errors: &TokenStream) -> TokenStream {
    let support = support();
    let (name, visibility) = (function.name(), &function.visibility);
    let cleaned = with_generic_next(function).cleaned();
    let (state, request, next) = (ident("__S"), ident("__request"), ident("__next"));
    quote! {
        #errors
        const _: () = {
            #[allow(dead_code)]
            #cleaned
        };

        #[allow(non_camel_case_types)]
        #visibility struct #name {}

        #[allow(dead_code)]
        #visibility const fn #name() -> #name { #name {} }

        impl<#state: #support::State> #support::FunctionLayer<#state> for #name {
            async fn handle(#request: #support::Request, _: &#state, #next: impl #support::Next) -> #support::Response {
                #support::Next::run(#next, #request).await
            }
        }
    }
}

/// ```ignore
/// #[derive(Clone, Copy)]
/// pub struct require_admin {}
///
/// pub const fn require_admin() -> require_admin { require_admin {} }
///
/// impl<S: State + …> FunctionLayer<S> for require_admin {
///     const DEMANDS_AUTH: bool = …;
///
///     fn handle(request: Request, state: &S, next: impl Next) -> impl Future<Output = Response> + Send {
///         async fn require_admin(…) { … }
///         answered(require_admin(request, next, provide::<_, Db>(state)), |value| into_response::<Response>(value))
///     }
/// }
/// ```
fn expand_layer(function: &Function, arguments: &[Argument]) -> TokenStream {
    let support = support();
    let (name, visibility) = (function.name(), &function.visibility);
    let docs = function
        .attributes
        .iter()
        .filter(|attribute| ["doc", "cfg", "deprecated"].iter().any(|name| attribute.path().is_ident(name)));
    // The name in the value namespace is a function, as before: a constant would shadow the user's variables of that name.
    let plain_docs = docs.clone();
    let state = ident("__S");
    let (checked, checked_name) = checked_item(function, arguments);
    let bounds = bounds(arguments, &state, Asks::AnyRequestOnce(&checked_name));
    let (request, next) = (onion_local(&Source::Request), onion_local(&Source::Next));
    let state_local = ident("__state");
    let block = block(function, arguments);
    let describe = describe_layer(function, arguments, &state);
    let generic_state = quote!(#state);
    let asked = arguments.iter().filter_map(|argument| demands_auth(argument, "static", &generic_state, None));
    let demands = any(asks_who_calls(&outcome(&function.return_type())).into_iter().chain(asked));
    // With the name's span: there the compiler says that the future is not `Send`.
    let placed = support_at(name.span());
    let signature = quote_spanned! {resolved(name.span())=>
        fn handle(
            #request: #placed::Request,
            #state_local: &#state,
            #next: impl #placed::Next,
        ) -> impl ::core::future::Future<Output = #placed::Response> + ::core::marker::Send
    };
    quote! {
        #(#docs)*
        #[allow(non_camel_case_types)]
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy)]
        #visibility struct #name {}

        #(#plain_docs)*
        #[allow(dead_code)]
        #visibility const fn #name() -> #name { #name {} }

        #checked

        impl<#state> #support::FunctionLayer<#state> for #name
        where
            #state: #support::State,
            #(#bounds,)*
        {
            const DEMANDS_AUTH: bool = #demands;

            #signature {
                #block
            }

            #describe
        }
    }
}

/// ```ignore
/// fn describe(operation: &mut Operation<'_>) {
///     operation.extractor::<CurrentUser, S>();
///     Known::<Refusal>::describe_error(operation);
/// }
/// ```
fn describe_layer(function: &Function, arguments: &[Argument], state: &Ident) -> TokenStream {
    let support = support();
    let operation = ident("__operation");
    let error = outcome(&function.return_type()).error;
    let known = credential(arguments).zip(error.as_ref());
    let known = known.map(|(credential, error)| (credential, quote!(#support::Known::<#error>::CREDENTIALS)));
    let arguments = describe(arguments, &operation, state, known);
    let error = error.map(|error| quote!(#support::Known::<#error>::describe_error(#operation);));
    quote! {
        #[allow(unused_variables)]
        fn describe(#operation: &mut #support::Operation<'_>) {
            use #support::Unknown as _;
            #(#arguments)*
            #error
        }
    }
}

fn block(function: &Function, arguments: &[Argument]) -> TokenStream {
    let support = support();
    let mut inner = with_generic_next(function);
    inner.visibility = syn::Visibility::Inherited;
    inner
        .attributes
        .retain(|attribute| !["doc", "cfg", "deprecated"].iter().any(|name| attribute.path().is_ident(name)));
    let inner = inner.cleaned();
    let call = ident("__call");
    let (request, state_local) = (onion_local(&Source::Request), ident("__state"));
    let Fetch { first, values, fetched, passed, .. } = fetch(arguments, &call, &quote!(#state_local), Glue::Fails);
    let name = function.name();
    let span = resolved(name.span());
    let ty = function.return_type();
    let invoke = quote_spanned!(span=> #name(#(#passed),*));
    // Without arguments to fetch nothing has to be waited for but the function itself: a second future around its own would
    // hold the request once more.
    let answer = if fetched.is_empty() {
        let placed = support_at(span);
        let answered = quote_spanned!(span=> #placed::answered);
        quote_spanned!(span=> #answered(#invoke, |__value| #support::into_response::<#ty>(__value)))
    } else {
        quote! {
            async move {
                let mut #request = #request;
                let __fetched: ::core::result::Result<_, #support::Refused> = async {
                    let mut #call = #support::Call::before(&mut #request, #state_local);
                    #(#first)*
                    #(#values)*
                    #call.finish()?;
                    let (#(::core::option::Option::Some(#fetched),)*) = (#(#fetched,)*) else {
                        return ::core::result::Result::Err(#call.incomplete());
                    };
                    ::core::result::Result::Ok((#(#fetched,)*))
                }.await;
                let (#(#fetched,)*) = match __fetched {
                    ::core::result::Result::Ok(__fetched) => __fetched,
                    ::core::result::Result::Err(__refused) => return #support::Refused::into_response(__refused),
                };
                #support::into_response::<#ty>(#invoke.await)
            }
        }
    };
    quote! {
        #inner
        #answer
    }
}
