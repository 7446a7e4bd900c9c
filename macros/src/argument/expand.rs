//! [`Argument`] -> the code that fetches it.
//!
//! An argument takes part in up to four pieces of what is generated:
//! - a line in the `CHECKED` const, where the compiler says, once and at the argument, that its type cannot be one;
//! - a bound in the `where` clause of the impl, on the generic state, which says nothing there but lets the body use the type;
//! - a statement that fetches it as an `Option`, faults noted on the way;
//! - an expression that hands it to the function.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Type};

use super::parse::is_plain;
use super::{Argument, Place, Source, lifetimes};
use crate::paths::{ident, resolved, support, support_at};
use crate::rules::{self, Literal};
use crate::type_text::{type_argument_of, type_text};

/// The statements and expressions for a list of arguments.
pub(crate) struct Fetch {
    /// Extractors that may answer 401 or 403: first, and alone.
    pub(crate) first: Vec<TokenStream>,
    /// Everything else but the body.
    pub(crate) values: Vec<TokenStream>,
    /// The body.
    pub(crate) body: Vec<TokenStream>,
    /// The names that are `Option`s until the end, and are taken out of them together.
    pub(crate) fetched: Vec<Ident>,
    /// What the function is called with.
    pub(crate) passed: Vec<TokenStream>,
}

/// What glue answers with where an argument ends it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Glue {
    /// A `Response`.
    Answers,
    /// A `Result` with `Refused` as its error.
    Fails,
}

impl Glue {
    /// The value of `result`, or the end of the glue.
    pub(crate) fn or_end(self, result: &TokenStream) -> TokenStream {
        let support = support();
        match self {
            Self::Answers => quote! {
                match #result {
                    ::core::result::Result::Ok(__value) => __value,
                    ::core::result::Result::Err(__refused) => return #support::Refused::into_response(__refused),
                }
            },
            Self::Fails => quote!(#result?),
        }
    }

    /// The end of the glue where an argument has no value, and nobody knows why.
    pub(crate) fn incomplete(self, call: &Ident) -> TokenStream {
        match self {
            Self::Answers => {
                let support = support();
                quote!(return #support::Refused::into_response(#call.incomplete()))
            }
            Self::Fails => quote!(return ::core::result::Result::Err(#call.incomplete())),
        }
    }
}

/// Writes the code that fetches `arguments` through the local `call`.
pub(crate) fn fetch(arguments: &[Argument], call: &Ident, state: &TokenStream, glue: Glue) -> Fetch {
    let mut fetch =
        Fetch { first: Vec::new(), values: Vec::new(), body: Vec::new(), fetched: Vec::new(), passed: Vec::new() };
    for (index, argument) in arguments.iter().enumerate() {
        let local = ident(&format!("__a{index}"));
        match &argument.source {
            Source::State { inner } => fetch.passed.push(provide(inner, state)),
            Source::Receiver => fetch.passed.push(provide(receiver_type(&argument.ty), state)),
            Source::Request | Source::Next => fetch.passed.push(onion_local(&argument.source).to_token_stream()),
            _ => {
                fetch_one(argument, &local, call, glue, &mut fetch);
                fetch.passed.push(local.to_token_stream());
                fetch.fetched.push(local);
            }
        }
    }
    fetch
}

/// The locals of a middleware's glue that hold the request and the rest of the onion.
pub(crate) fn onion_local(source: &Source) -> Ident {
    ident(if matches!(source, Source::Request) { "__request" } else { "__next" })
}

fn provide(inner: impl ToTokens, state: &TokenStream) -> TokenStream {
    let support = support();
    quote!(#support::provide::<_, #inner>(#state))
}

/// `&Self` of a controller's method, replaced by the controller's type before it gets here.
fn receiver_type(ty: &Type) -> TokenStream {
    match ty {
        Type::Reference(reference) => reference.elem.to_token_stream(),
        ty => ty.to_token_stream(),
    }
}

fn fetch_one(argument: &Argument, local: &Ident, call: &Ident, glue: Glue, fetch: &mut Fetch) {
    let ty = lifetimes::anonymous(&argument.ty);
    match &argument.source {
        Source::Value { place, wire_name, default } => {
            fetch.values.push(fetch_value(argument, *place, wire_name, default.as_ref(), local, call));
        }
        Source::Body { .. } => {
            let rules = run_rules(argument, quote!(Body), None, local, call);
            let method = ident(if argument.skips_rules { "body_unchecked" } else { "body" });
            let body = ident("__body");
            let demand = argument
                .demands_rules
                .map(|span| quote_spanned!(resolved(span)=> #call.demand::<#ty>(#local.as_ref());));
            let parsed = glue.or_end(&quote!(#call.#method::<#ty>(&#body)));
            fetch.body.push(quote! {
                let #local = #parsed;
                #demand
                #rules
            });
        }
        Source::Extractor => {
            let asked = glue.or_end(&quote!(#call.first::<#ty>().await));
            fetch.first.push(quote!(let #local = #asked;));
            fetch.values.push(quote!(let #local = #call.extract(#local).await;));
        }
        Source::State { .. } | Source::Receiver | Source::Request | Source::Next => {}
    }
}

fn fetch_value(
    argument: &Argument,
    place: Place,
    wire_name: &str,
    default: Option<&Expr>,
    local: &Ident,
    call: &Ident,
) -> TokenStream {
    let support = support();
    let ty = lifetimes::anonymous(&argument.ty);
    let variant = place.variant();
    let rules = run_rules(argument, variant.to_token_stream(), Some(wire_name), local, call);
    let fetched = match default {
        None => quote!(#call.value::<#ty>(#support::Place::#variant, #wire_name)),
        Some(default) => {
            let default = quote_spanned!(resolved(default.span())=> || #default);
            quote!(#call.value_or::<#ty>(#support::Place::#variant, #wire_name, #default))
        }
    };
    quote! {
        let #local = #fetched;
        #rules
    }
}

/// The argument's own rules, run on the value if there is one.
fn run_rules(argument: &Argument, place: TokenStream, key: Option<&str>, local: &Ident, call: &Ident) -> TokenStream {
    if argument.rules.is_empty() {
        return TokenStream::new();
    }
    let support = support();
    let (value, at, faults) = (ident("__value"), ident("__at"), ident("__faults"));
    let below = key.map(|key| quote!(let #at = #at.key(#key);));
    let value_expr = quote!(#value);
    let location = quote!(&#at);
    let rules = argument.rules.iter().map(|rule| rules::expand_on(&argument.ty, rule, &value_expr, &location, &faults));
    quote! {
        if let ::core::option::Option::Some(#value) = &#local {
            let #at = #support::Location::root(#support::Place::#place);
            #below
            let #faults = #call.faults();
            #(#rules)*
        }
    }
}

/// How the runtime is to fetch an argument, as an expression; `None` where it has to be written out.
pub(crate) fn plan(argument: &Argument) -> Option<TokenStream> {
    let ty = &argument.ty;
    // With the type's span: a value that is not `Send` is told there.
    let span = resolved(ty.span());
    let support = support_at(span);
    let plan = match &argument.source {
        // Behind `&`, a trait object lives as long as the reference, and in a turbofish for ever.
        Source::State { inner } if is_trait_object(inner) => return None,
        Source::State { inner } => return Some(quote!(#support::state::<#inner>())),
        Source::Receiver => {
            let inner = receiver_type(ty);
            return Some(quote!(#support::state::<#inner>()));
        }
        Source::Request | Source::Next => return None,
        _ if lifetimes::borrows(ty) || argument.demands_rules.is_some() => return None,
        Source::Value { place, wire_name, default } => plan_value(ty, *place, wire_name, default.as_ref()),
        Source::Body { .. } if argument.skips_rules => quote_spanned!(span=> #support::Known::<#ty>::body_unchecked()),
        Source::Body { .. } => quote_spanned!(span=> #support::Known::<#ty>::body()),
        Source::Extractor => quote_spanned!(span=> #support::extractor::<#ty>()),
    };
    if argument.rules.is_empty() {
        return Some(plan);
    }
    if let [rule] = &argument.rules[..]
        && let Some((function, bounds)) = rules::demand(rule, ty)
    {
        return Some(quote!(#support::#function(#plan, #bounds)));
    }
    let (value, at, faults) = (ident("__value"), ident("__at"), ident("__faults"));
    // The types of the three are known from the function that takes them.
    let rules = argument
        .rules
        .iter()
        .map(|rule| rules::expand_on(ty, rule, &value.to_token_stream(), &at.to_token_stream(), &faults));
    Some(quote! {
        #support::ruled(#plan, |#value, #at, #faults| { #(#rules)* })
    })
}

fn is_trait_object(ty: &Type) -> bool {
    match ty {
        Type::TraitObject(_) => true,
        Type::Paren(ty) => is_trait_object(&ty.elem),
        Type::Group(ty) => is_trait_object(&ty.elem),
        _ => false,
    }
}

fn plan_value(ty: &Type, place: Place, wire_name: &str, default: Option<&Expr>) -> TokenStream {
    let span = resolved(ty.span());
    let support = support_at(span);
    let (function, place) = (Ident::new(place.attribute(), span), place.variant());
    // Of a type that everyone knows to be a value, the compiler need not find it out.
    let is_known = is_known_value(ty);
    match default {
        None if is_known => quote_spanned!(span=> #support::#function::<#ty>(#wire_name)),
        None => quote_spanned!(span=> #support::Known::<#ty>::value(#support::Place::#place, #wire_name)),
        Some(default) if is_known && Literal::of_type(ty) == Some(Literal::Int) && is_integer(default) => {
            quote_spanned!(span=> #support::number_or::<#ty>(#support::Place::#place, #wire_name, #default))
        }
        Some(default) => {
            let default = quote_spanned!(resolved(default.span())=> || #default);
            let value = if is_known {
                quote_spanned!(span=> value_or::<#ty>)
            } else {
                quote_spanned!(span=> Known::<#ty>::value_or)
            };
            quote_spanned!(span=> #support::#value(#support::Place::#place, #wire_name, #default))
        }
    }
}

fn is_integer(value: &Expr) -> bool {
    rules::written_integer(value).is_some()
}

/// `u32`, `Vec<String>`, `Option<bool>`.
fn is_known_value(ty: &Type) -> bool {
    let inner = type_argument_of(ty, "Option").or_else(|| type_argument_of(ty, "Vec")).unwrap_or(ty);
    is_plain(inner) && matches!(inner, Type::Path(path) if path.path.get_ident().is_some())
}

/// More of the `CHECKED` const, on the arguments that plans fetch: what is planned is kept beside no request, so a type that hides
/// a `'static` behind its name has no value to take.
pub(crate) fn from_any_request(arguments: &[Argument]) -> Option<TokenStream> {
    let checks: Vec<_> = arguments.iter().filter_map(is_from_any_request).collect();
    let support = support();
    (!checks.is_empty()).then(|| quote!({ use #support::Unknown as _; #(#checks)* }))
}

fn is_from_any_request(argument: &Argument) -> Option<TokenStream> {
    let ty = &argument.ty;
    let name = match &argument.source {
        Source::Value { .. } if is_known_value(ty) => return None,
        Source::Value { default: None, .. } => "IS_VALUE",
        Source::Value { default: Some(_), .. } => "IS_VALUE_OR",
        Source::Body { .. } => "IS_BODY",
        _ => return None,
    };
    if lifetimes::borrows(ty) || argument.demands_rules.is_some() {
        return None;
    }
    let span = resolved(ty.span());
    let (support, name) = (support_at(span), Ident::new(name, span));
    Some(quote_spanned!(span=> #support::is_from_any_request(#support::Known::<#ty>::#name);))
}

/// The lines of the `CHECKED` const: each fails where the argument's type cannot be one.
pub(crate) fn checks(arguments: &[Argument]) -> Vec<TokenStream> {
    let support = support();
    arguments
        .iter()
        .filter_map(|argument| {
            let ty = lifetimes::with_lifetime(&argument.ty, "static");
            let check = match &argument.source {
                // Of a type that everyone knows to be a value, the compiler need not find it out.
                Source::Value { .. } if is_known_value(&argument.ty) => TokenStream::new(),
                Source::Value { place, default, .. } => check_value(&argument.ty, *place, default.is_some()),
                Source::Body { .. } => quote!(#support::is_body::<#ty>();),
                Source::Extractor => quote!(#support::is_extractor::<#ty>();),
                _ => return None,
            };
            let demand = argument.demands_rules.map(|span| {
                let span = resolved(span);
                quote_spanned!(span=> #support::has_rules::<#ty>();)
            });
            Some(quote!(#check #demand))
        })
        .collect()
}

/// The statements that describe the arguments for the document, through the local `operation`.
///
/// `credential` is the argument that may say who is calling, and the constant that tells whether it does.
pub(crate) fn describe(
    arguments: &[Argument],
    operation: &Ident,
    state: &Ident,
    credential: Option<(usize, TokenStream)>,
) -> Vec<TokenStream> {
    let known = |index: usize| credential.as_ref().filter(|(at, _)| *at == index).map(|(_, known)| known);
    let described = arguments.iter().enumerate();
    described.filter_map(|(index, argument)| describe_one(argument, operation, state, known(index))).collect()
}

fn describe_one(
    argument: &Argument,
    operation: &Ident,
    state: &Ident,
    credential: Option<&TokenStream>,
) -> Option<TokenStream> {
    let support = support();
    let ty = lifetimes::with_lifetime(&argument.ty, "static");
    Some(match &argument.source {
        Source::Value { place, wire_name, default } => {
            let ty = if default.is_some() { quote!(::core::option::Option<#ty>) } else { ty };
            let place = place.variant();
            let place = quote!(#support::Place::#place);
            let told = told(argument);
            if let Some(known) = credential {
                let parameter = ident("__parameter");
                quote!(#operation.credential::<#ty>(#known, #place, #wire_name, |#parameter| #parameter.tell(&[#(#told),*]));)
            } else {
                quote!(#support::Known::<#ty>::describe_value(#operation, #place, #wire_name, &[#(#told),*]);)
            }
        }
        Source::Body { .. } => {
            let told = told(argument);
            quote!(#support::Known::<#ty>::describe_body(#operation, &[#(#told),*]);)
        }
        Source::Extractor => quote!(#operation.extractor::<#ty, #state>();),
        _ => return None,
    })
}

/// What the document is told of an argument beside its type: variants of `Told`.
pub(crate) fn told(argument: &Argument) -> Vec<TokenStream> {
    let docs = &argument.docs;
    let docs = (!docs.is_empty()).then(|| rules::told_of(quote!(Docs(#docs))));
    let mut told = Vec::from_iter(docs);
    match &argument.source {
        Source::Value { default, .. } => {
            told.extend(default.as_ref().map(|default| told_default(default, &argument.ty)));
            told.extend(argument.example.as_ref().map(|example| {
                let (parameter, value) = (ident("__parameter"), rules::json_of(example));
                rules::said(&quote!(#parameter.example(#value)))
            }));
            told.extend(rules::told(&argument.rules));
        }
        Source::Body { .. } => {
            let (support, ty) = (support(), lifetimes::with_lifetime(&argument.ty, "static"));
            told.push(rules::told_of(quote!(Schema(#support::Known::<#ty>::input_schema))));
        }
        _ => {}
    }
    told
}

fn told_default(default: &Expr, ty: &Type) -> TokenStream {
    match rules::written_integer(default) {
        Some(number) => rules::told_of(quote!(Default(#number))),
        None => {
            let (parameter, value) = (ident("__parameter"), default_json(default, ty));
            rules::said(&quote!(#parameter.default(#value)))
        }
    }
}

/// What stands in an attribute as a default, as JSON. Of a bare `default` the type tells.
fn default_json(default: &Expr, ty: &Type) -> TokenStream {
    let Expr::Call(_) = default else { return rules::json_of(default) };
    let support = support();
    let is_bare = default.to_token_stream().to_string() == quote!(::core::default::Default::default()).to_string();
    let ty = lifetimes::with_lifetime(ty, "static");
    if is_bare { quote!(#support::Known::<#ty>::default_json()) } else { rules::json_of(default) }
}

/// With the type's span: a value of a constant, too, is told there.
fn check_value(ty: &Type, place: Place, has_default: bool) -> TokenStream {
    let span = resolved(ty.span());
    let support = support_at(span);
    let check = Ident::new(if place == Place::Query { "is_value" } else { "is_single_value" }, span);
    let ty = lifetimes::with_lifetime(ty, "static");
    let ty = if has_default { quote_spanned!(span=> ::core::option::Option<#ty>) } else { ty };
    quote_spanned!(span=> #support::#check::<#ty>();)
}

/// Whether a request without what this argument asks for is refused, as an expression; `None` for arguments of which it never
/// is. An extractor says it itself; by hand it is the `Authorization` header.
pub(crate) fn demands_auth(
    argument: &Argument,
    lifetime: &str,
    state: &TokenStream,
    checked: Option<&TokenStream>,
) -> Option<TokenStream> {
    let support = support();
    let mut ty = lifetimes::with_lifetime(&argument.ty, lifetime);
    if let Some(checked) = checked {
        ty = quote!(<#ty as #support::Argument<{ #checked }>>::Type);
    }
    let lifetime = syn::Lifetime::new(&format!("'{lifetime}"), proc_macro2::Span::mixed_site());
    match &argument.source {
        Source::Extractor => Some(quote!(<#ty as #support::Asked<#lifetime, #state>>::DEMANDS_AUTH)),
        Source::Value { place: Place::Header, wire_name, default: None }
            if wire_name.eq_ignore_ascii_case("authorization") =>
        {
            Some(quote!(<#ty as #support::FromValues<#lifetime>>::REQUIRED))
        }
        _ => None,
    }
}

/// Whether any of the conditions holds.
pub(crate) fn any(conditions: impl IntoIterator<Item = TokenStream>) -> TokenStream {
    let mut conditions = conditions.into_iter();
    match conditions.next() {
        Some(first) => quote!(#first #(|| #conditions)*),
        None => quote!(false),
    }
}

/// How an impl asks for its bounds.
#[derive(Clone, Copy)]
pub(crate) enum Asks<'a> {
    /// A route: for any request.
    AnyRequest,
    /// A middleware: for any request. Those who name it ask for its bounds again and would tell a fault once more, unless the
    /// bounds depend on the constant of [`checks`], by this name.
    AnyRequestOnce(&'a Ident),
    /// An extractor: for the request that the impl's lifetime `'__r` stands for, and once in the same way.
    OneRequestOnce(&'a Ident),
}

/// The bounds of the impl's `where` clause, on the generic state `state`.
pub(crate) fn bounds(arguments: &[Argument], state: &Ident, asks: Asks<'_>) -> Vec<TokenStream> {
    let mut bounds: Vec<TokenStream> = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for argument in arguments {
        if let Some(bound) = bound(argument, state, asks) {
            let text = bound.to_string();
            if !seen.contains(&text) {
                seen.push(text);
                bounds.push(bound);
            }
        }
    }
    bounds
}

fn bound(argument: &Argument, state: &Ident, asks: Asks<'_>) -> Option<TokenStream> {
    let support = support();
    let (lifetime, checked) = match asks {
        Asks::AnyRequest => ("__x", None),
        Asks::AnyRequestOnce(checked) => ("__x", Some(checked)),
        Asks::OneRequestOnce(checked) => ("__x", Some(checked)),
    };
    let ty = lifetimes::with_lifetime(&argument.ty, lifetime);
    let lifetime = syn::Lifetime::new(&format!("'{lifetime}"), proc_macro2::Span::mixed_site());
    let every = Some(quote!(for<#lifetime>));
    let holds = |ty: TokenStream, name: &str| {
        // Only an extractor knows the state.
        let parameters = if name == "Asked" { quote!(#lifetime, #state) } else { quote!(#lifetime) };
        let name = ident(name);
        let ty = match checked {
            Some(checked) => quote!(<#ty as #support::Argument<{ #checked }>>::Type),
            None => ty,
        };
        quote!(#every #ty: #support::#name<#parameters>)
    };
    Some(match &argument.source {
        // What a plan fetches needs no bound: `Known` finds out whether it can be fetched.
        Source::Value { .. } | Source::Body { .. } if plan(argument).is_some() && matches!(asks, Asks::AnyRequest) => {
            return None;
        }
        Source::Value { default: None, .. } => holds(ty, "FromValues"),
        Source::Value { default: Some(_), .. } => holds(quote!(::core::option::Option<#ty>), "FromValues"),
        Source::Body { .. } => holds(ty, "FromBody"),
        Source::Extractor => holds(ty, "Asked"),
        Source::State { inner } => quote!(#state: #support::Provide<#inner>),
        Source::Receiver => {
            let inner = receiver_type(&argument.ty);
            quote!(#state: #support::Provide<#inner>)
        }
        Source::Request | Source::Next => return None,
    })
}

/// The argument as the listing and the document know it.
pub(crate) struct Listed {
    /// On the wire.
    pub(crate) name: String,
    /// The variant of `ArgumentSource`.
    pub(crate) source: String,
    pub(crate) type_name: String,
}

/// The arguments that clients see.
pub(crate) fn in_listings(arguments: &[Argument]) -> Vec<Listed> {
    arguments
        .iter()
        .filter_map(|argument| {
            let own_name = || argument.name.as_ref().map(Ident::to_string).unwrap_or_default();
            let (name, source) = match &argument.source {
                Source::Value { place, wire_name, .. } => (wire_name.clone(), place.variant().to_string()),
                Source::Body { .. } => (own_name(), "Body".into()),
                Source::State { .. } | Source::Receiver => (String::new(), "State".into()),
                Source::Extractor => (own_name(), "Extractor".into()),
                Source::Request | Source::Next => return None,
            };
            Some(Listed { name, source, type_name: type_text(&argument.ty) })
        })
        .collect()
}
