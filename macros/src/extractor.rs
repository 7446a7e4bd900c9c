//! `#[extractor]`: a value computed from the request by a function with the same typed arguments as a route.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{GenericArgument, PathArguments, Type};

use crate::argument::expand::{Fetch, bounds, checks, fetch};
use crate::argument::parse::{Owner, arguments};
use crate::argument::{Argument, Place, Source, lifetimes};
use crate::diagnostics::Diagnostics;
use crate::function::Function;
use crate::paths::{ident, resolved, support};

/// Expands `#[extractor]` on `item`.
pub(crate) fn expand(options: TokenStream, item: TokenStream) -> TokenStream {
    let function = match Function::parse(item, "extractor") {
        Ok(function) => function,
        Err(tokens) => return tokens,
    };
    let diagnostics = Diagnostics::new();
    let cleaned = function.cleaned();
    let extractor = lower(options, &function, &diagnostics);
    if let Some(errors) = diagnostics.finish() {
        return quote!(#[allow(dead_code)] #cleaned #errors);
    }
    let generated = extractor.map(|extractor| extractor.implementation()).unwrap_or_default();
    quote!(#[allow(dead_code)] #cleaned #generated)
}

/// An extractor, understood.
struct Extractor<'a> {
    function: &'a Function,
    arguments: Vec<Argument>,
    /// The type it computes.
    value: Type,
    /// The type of its error, where it is written.
    error: Option<Type>,
    /// Whether the function returns a `Result`.
    fallible: bool,
}

fn lower<'a>(options: TokenStream, function: &'a Function, diagnostics: &Diagnostics) -> Option<Extractor<'a>> {
    function.check_plain(diagnostics, "an extractor");
    if !options.is_empty() {
        diagnostics.error(&options, "`#[extractor]` takes no options: remove them");
    }
    let owner = Owner { what: "an extractor", path: &[], body: false, hands_on: false, receiver: false };
    let arguments = arguments(function, owner, diagnostics);
    let syn::ReturnType::Type(_, returned) = &function.signature.output else {
        diagnostics.error(function.name(), "an extractor computes a value: write `-> Result<…, …>` or `-> …`");
        return None;
    };
    let (value, error, fallible) = split_result(returned);
    if let Type::Tuple(tuple) = &value
        && tuple.elems.is_empty()
    {
        diagnostics.error(returned, "an extractor computes a value, and handlers ask for it by its type: return a type of your own");
    }
    Some(Extractor { function, arguments, value, error, fallible })
}

/// `Result<T, E>` -> `T`, `E`; an alias with a fixed error has no `E` to read.
fn split_result(returned: &Type) -> (Type, Option<Type>, bool) {
    if let Type::Path(path) = returned
        && let Some(last) = path.path.segments.last()
        && last.ident == "Result"
        && let PathArguments::AngleBracketed(generics) = &last.arguments
    {
        let mut types = generics.args.iter().filter_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty.clone()),
            _ => None,
        });
        if let Some(value) = types.next() {
            return (value, types.next(), true);
        }
    }
    (returned.clone(), None, false)
}

impl Extractor<'_> {
    /// ```ignore
    /// impl<'r, S: State + Provide<Db>> FromRequest<'r, S> for CurrentUser where … {
    ///     const AUTH: bool = …;
    ///     async fn from_request(cx: &mut Extraction<'r, S>) -> Result<Self, Rejection> {
    ///         if let Some(known) = known::<Self, S>(cx) { return known; }
    ///         let computed = async { … }.await;
    ///         keep(cx, computed)
    ///     }
    /// }
    /// ```
    fn implementation(&self) -> TokenStream {
        let support = support();
        let state = ident("__S");
        let value = lifetimes::with_lifetime(&self.value, "__r");
        let bounds = bounds(&self.arguments, &state);
        let auth = self.auth(&state);
        let span = resolved(self.function.name().span());
        let cx = ident("__cx");
        let block = self.block(&cx);
        let compute = quote_spanned!(span=> (async { #block }));
        let body = if lifetimes::borrows(&self.value) {
            quote!(#support::computed #compute.await)
        } else {
            let ty = self.value.to_token_stream();
            quote! {
                if let ::core::option::Option::Some(__known) = #support::known::<#ty, #state>(#cx) {
                    return __known;
                }
                let __computed = #support::computed #compute.await;
                #support::keep::<#ty, #state>(#cx, __computed)
            }
        };
        let checked = checked_item(&self.arguments);
        quote! {
            #checked

            impl<'__r, #state> #support::FromRequest<'__r, #state> for #value
            where
                #state: #support::State,
                #(#bounds,)*
            {
                const AUTH: bool = #auth;

                async fn from_request(
                    #cx: &mut #support::Extraction<'__r, #state>,
                ) -> ::core::result::Result<Self, #support::Rejection> {
                    #body
                }
            }
        }
    }

    /// Whether it can answer 401 or 403: by its error, by an `Authorization` header, or by an extractor it asks for.
    fn auth(&self, state: &Ident) -> TokenStream {
        let support = support();
        let own = self.error.as_ref().map(|error| quote!(#support::refuses::<#error>() ||));
        let header = self.arguments.iter().any(|argument| {
            matches!(&argument.source, Source::Value { place: Place::Header, wire_name, .. } if wire_name.eq_ignore_ascii_case("authorization"))
        });
        let asked = self.arguments.iter().filter(|argument| matches!(argument.source, Source::Extractor)).map(|argument| {
            let ty = lifetimes::with_lifetime(&argument.ty, "__r");
            quote!(<#ty as #support::FromRequest<'__r, #state>>::AUTH ||)
        });
        quote!(#own #(#asked)* #header)
    }

    fn block(&self, cx: &Ident) -> TokenStream {
        let support = support();
        let call = ident("__call");
        let Fetch { first, values, fetched, passed, .. } = fetch(&self.arguments, &call, &quote!(#cx.state()));
        let take = (!fetched.is_empty()).then(|| {
            quote! {
                #call.finish()?;
                let (#(::core::option::Option::Some(#fetched),)*) = (#(#fetched,)*) else {
                    return ::core::result::Result::Err(#call.incomplete());
                };
            }
        });
        let begin = (!fetched.is_empty()).then(|| quote!(let mut #call = #support::Call::within(#cx);));
        let span = resolved(self.function.name().span());
        let name = self.function.name();
        let awaiting = self.function.signature.asyncness.is_some().then(|| quote_spanned!(span=> .await));
        let output = quote_spanned!(span=> #name(#(#passed),*) #awaiting);
        let output = if self.fallible {
            quote!(#output.map_err(#support::Refused::from_error))
        } else {
            let ty = self.value.to_token_stream();
            quote!(::core::result::Result::<#ty, #support::Refused>::Ok(#output))
        };
        quote! {
            #begin
            #(#first)*
            #(#values)*
            #take
            #output
        }
    }
}

/// The checks of an extractor's or a middleware's arguments, as an item of their own: no table evaluates them.
pub(crate) fn checked_item(arguments: &[Argument]) -> TokenStream {
    let checks = checks(arguments);
    quote!(const _: () = { #(#checks)* };)
}
