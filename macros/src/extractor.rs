//! `#[extractor]`: a value computed from the request by a function with the same typed arguments as a route.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::Type;
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use crate::argument::expand::{Asks, Fetch, Glue, any, bounds, checks, demands_auth, describe, fetch};
use crate::argument::parse::{Owner, arguments, is_plain};
use crate::argument::{Argument, Place, Source, lifetimes};
use crate::diagnostics::Diagnostics;
use crate::function::{Function, Outcome, outcome};
use crate::paths::{ident, resolved, support, support_at};
use crate::type_text::{type_argument_of, type_text};

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
        let stub = extractor.filter(Extractor::can_be_asked_for).map(|extractor| extractor.stub());
        return quote!(#[allow(dead_code)] #cleaned #errors #stub);
    }
    let generated = extractor.map(|extractor| extractor.implementation()).unwrap_or_default();
    quote!(#[allow(dead_code)] #cleaned #generated)
}

/// An extractor, understood.
struct Extractor<'a> {
    function: &'a Function,
    arguments: Vec<Argument>,
    outcome: Outcome,
}

fn lower<'a>(options: TokenStream, function: &'a Function, diagnostics: &Diagnostics) -> Option<Extractor<'a>> {
    function.check_plain(diagnostics, "an extractor");
    if !options.is_empty() {
        diagnostics.error(&options, "`#[extractor]` takes no options: remove them");
    }
    let owner =
        Owner { what: "an extractor", path: Some(&[]), unnamed: &[], body: false, hands_on: false, receiver: false };
    let arguments = arguments(function, owner, diagnostics);
    let syn::ReturnType::Type(_, returned) = &function.signature.output else {
        diagnostics.error(function.name(), "an extractor computes a value: write `-> Result<…, …>` or `-> …`");
        return None;
    };
    let outcome = outcome(returned);
    let extractor = Extractor { function, arguments, outcome };
    extractor.check_asks_itself(diagnostics);
    if !extractor.can_be_asked_for() {
        diagnostics
            .error(&extractor.outcome.value, "handlers ask for the value by its type: return a type of your own");
    }
    Some(extractor)
}

impl Extractor<'_> {
    /// Whether the type can be one of the user's own, as far as names tell.
    fn can_be_asked_for(&self) -> bool {
        const FOREIGN: &[&str] = &["Arc", "Option", "Rc", "String", "Vec"];
        match &self.outcome.value {
            Type::Tuple(_) | Type::Array(_) => false,
            Type::Path(path) => match path.path.segments.last() {
                Some(last) => !is_plain(&self.outcome.value) && !FOREIGN.iter().any(|name| last.ident == name),
                None => true,
            },
            _ => true,
        }
    }

    /// To compute a value it would need that value.
    fn check_asks_itself(&self, diagnostics: &Diagnostics) {
        let own = type_text(&self.outcome.value);
        for argument in self.arguments.iter().filter(|argument| matches!(argument.source, Source::Extractor)) {
            let asked = type_argument_of(&argument.ty, "Option").unwrap_or(&argument.ty);
            if type_text(asked) == own {
                let message =
                    format!("this function computes the `{own}`, and cannot ask for one: remove the argument");
                diagnostics.error(&argument.ty, message);
            }
        }
    }

    /// What stands in for an extractor that has faults, so that its uses bring no second message.
    fn stub(&self) -> Option<TokenStream> {
        let generics: Vec<String> =
            self.function.signature.generics.type_params().map(|parameter| parameter.ident.to_string()).collect();
        let value = self.outcome.value.to_token_stream();
        if lifetimes::finds(value, &|token, _| generics.iter().any(|name| token.to_string() == *name)) {
            return None;
        }
        let support = support();
        let state = ident("__S");
        let value = lifetimes::with_lifetime(&self.outcome.value, "__r");
        let computed = self.computed();
        Some(quote! {
            #computed
            impl<'__r, #state: #support::State> #support::FromRequest<'__r, #state> for #value {
                async fn from_request(
                    _: &mut #support::Extraction<'__r, #state>,
                ) -> ::core::result::Result<Self, #support::Rejection> {
                    ::core::future::pending().await
                }
            }
        })
    }

    /// What tests may give in the place of what is computed: it is kept for the request, so it does not borrow from it.
    ///
    /// The parameter makes each extractor's an implementation of its own: that two compute one type is told of the other trait.
    fn computed(&self) -> Option<TokenStream> {
        let support = support();
        let (value, by) = (&self.outcome.value, ident("__By"));
        (!lifetimes::borrows(value)).then(|| {
            quote! {
                const _: () = {
                    #[allow(dead_code)]
                    struct #by;
                    impl #support::Computed<#by> for #value {}
                };
            }
        })
    }

    /// ```ignore
    /// const _: () = { struct By; impl Computed<By> for CurrentUser {} };
    /// impl<'r, S: State + Provide<Db>> FromRequest<'r, S> for CurrentUser where … {
    ///     const AUTH: bool = …;
    ///     const DEMANDS_AUTH: bool = …;
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
        let value = lifetimes::with_lifetime(&self.outcome.value, "__r");
        let (checked, checked_name) = checked_item(self.function, &self.arguments);
        let bounds = bounds(&self.arguments, &state, Asks::OneRequestOnce(&checked_name));
        let auth = self.auth(&state);
        let describe = self.describe(&state);
        let demands = self.demands_auth(&state);
        let span = resolved(self.function.name().span());
        let cx = ident("__cx");
        let block = self.block(&cx);
        let placed = support_at(span);
        let computed = quote_spanned!(span=> #placed::computed);
        let compute = quote_spanned!(span=> async { #block });
        let body = if lifetimes::borrows(&self.outcome.value) {
            quote!(#computed(#compute).await)
        } else {
            let ty = self.outcome.value.to_token_stream();
            quote! {
                if let ::core::option::Option::Some(__known) = #support::known::<#ty, #state>(#cx) {
                    return __known;
                }
                let __computed = #computed(#compute).await;
                #support::keep::<#ty, #state>(#cx, __computed)
            }
        };
        let marker = self.computed();
        // With the type's span: of two extractors for one type the compiler tells there.
        let header = quote_spanned! {resolved(self.outcome.value.span())=>
            impl<'__r, #state> #support::FromRequest<'__r, #state> for #value
        };
        quote! {
            #checked

            #marker

            #header
            where
                #state: #support::State,
                #(#bounds,)*
            {
                const AUTH: bool = #auth;
                const DEMANDS_AUTH: bool = #demands;

                async fn from_request(
                    #cx: &mut #support::Extraction<'__r, #state>,
                ) -> ::core::result::Result<Self, #support::Rejection> {
                    #body
                }

                #describe
            }
        }
    }

    /// ```ignore
    /// fn describe(operation: &mut Operation<'_>) {
    ///     operation.credential::<&str, S>(Known::<AuthError>::CREDENTIALS, Place::Cookie, "session", |_| {});
    ///     Known::<AuthError>::describe_error(operation);
    /// }
    /// ```
    fn describe(&self, state: &Ident) -> TokenStream {
        let support = support();
        let operation = ident("__operation");
        let error = self.outcome.error.as_ref();
        let credential = credential(&self.arguments).zip(error).map(|(credential, error)| {
            let known = quote!(#support::Known::<#error>::CREDENTIALS);
            (credential, known)
        });
        let arguments = describe(&self.arguments, &operation, state, credential);
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

    /// Whether it can answer 401 or 403: by its error, by an `Authorization` header, or by an extractor it asks for.
    fn auth(&self, state: &Ident) -> TokenStream {
        let support = support();
        let own = refuses(&self.outcome).map(|own| quote!(#own ||));
        let header = self.arguments.iter().any(|argument| {
            matches!(&argument.source, Source::Value { place: Place::Header, wire_name, .. } if wire_name.eq_ignore_ascii_case("authorization"))
        });
        let asked =
            self.arguments.iter().filter(|argument| matches!(argument.source, Source::Extractor)).map(|argument| {
                let ty = lifetimes::with_lifetime(&argument.ty, "__r");
                quote!(<#ty as #support::Asked<'__r, #state>>::AUTH ||)
            });
        quote!(#own #(#asked)* #header)
    }

    /// Whether it refuses a request without credentials: by its error, by an `Authorization` header that must be there, or by
    /// an extractor it asks for.
    fn demands_auth(&self, state: &Ident) -> TokenStream {
        let state = state.to_token_stream();
        let asked = self.arguments.iter().filter_map(|argument| demands_auth(argument, "__r", &state, None));
        any(asks_who_calls(&self.outcome).into_iter().chain(asked))
    }

    fn block(&self, cx: &Ident) -> TokenStream {
        let support = support();
        let call = ident("__call");
        let Fetch { first, values, fetched, passed, .. } =
            fetch(&self.arguments, &call, &quote!(#cx.state()), Glue::Fails);
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
        let output = if self.outcome.fallible {
            let value = lifetimes::anonymous(&self.outcome.value);
            let error = self.outcome.error.as_ref().map_or_else(|| quote!(_), lifetimes::anonymous);
            quote!(#support::or_refused::<#value, #error>(#output))
        } else {
            let ty = lifetimes::anonymous(&self.outcome.value);
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

/// Whether the function's error can be 401 or 403, where it has one.
fn refuses(outcome: &Outcome) -> Option<TokenStream> {
    let support = support();
    outcome.error.as_ref().map(|error| {
        quote! {
            {
                use #support::Unknown as _;
                #support::Known::<#error>::REFUSES
            }
        }
    })
}

/// Whether the error is a 401: whoever did not say who is calling is refused. A 403 alone, or an error that may be anything, does
/// not tell so.
pub(crate) fn asks_who_calls(outcome: &Outcome) -> Option<TokenStream> {
    let support = support();
    outcome.error.as_ref().map(|error| {
        quote! {
            {
                use #support::Unknown as _;
                #support::Known::<#error>::CREDENTIALS.0
            }
        }
    })
}

/// The one argument that may say who is calling: the only header or cookie that is read. With `Authorization` among them, or
/// another extractor asked, it is known who tells.
pub(crate) fn credential(arguments: &[Argument]) -> Option<usize> {
    if arguments.iter().any(|argument| matches!(argument.source, Source::Extractor)) {
        return None;
    }
    let mut sent = arguments
        .iter()
        .enumerate()
        .filter(|(_, argument)| matches!(&argument.source, Source::Value { place: Place::Header | Place::Cookie, .. }));
    match (sent.next(), sent.next()) {
        (Some((index, _)), None) => Some(index),
        _ => None,
    }
}

/// The checks of an extractor's or a middleware's arguments, as a constant that its bounds name: no table evaluates it. Where
/// it fails, those who use the function are silent.
pub(crate) fn checked_item(function: &Function, arguments: &[Argument]) -> (TokenStream, Ident) {
    let name = format_ident!("__cepa_checked_{}", function.name().unraw(), span = resolved(function.name().span()));
    let checks = checks(arguments);
    let item = quote! {
        #[doc(hidden)]
        #[allow(non_upper_case_globals)]
        pub const #name: bool = { #(#checks)* true };
    };
    (item, name)
}
