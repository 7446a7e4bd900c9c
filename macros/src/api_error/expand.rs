//! The error as code: `Display`, `Error`, `From`, and the answer it becomes.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Generics, Member, Type};

use super::ast::{ErrorField, ErrorKind, ErrorType};
use super::text::{Text, argument};
use crate::paths::{ident, resolved, support};
use crate::type_text::type_argument_of;

/// All implementations.
pub(crate) fn expand(error: &ErrorType<'_>) -> TokenStream {
    let api_error = expand_api_error(error);
    if error.thiserror {
        return api_error;
    }
    let display = expand_display(error);
    let std_error = expand_std_error(error);
    let from = expand_from(error);
    quote!(#display #std_error #from #api_error)
}

/// `Self::OutOfStock { sku: __f0, left: __f1 }`; for a struct `Self { … }`.
fn pattern(error: &ErrorType<'_>, kind: &ErrorKind<'_>) -> TokenStream {
    let variant = error.is_enum.then(|| {
        let name = kind.name;
        quote!(::#name)
    });
    let fields = kind.fields.iter().map(|ErrorField { member, binding, .. }| quote!(#member: #binding));
    quote!(Self #variant { #(#fields),* })
}

/// A match over all kinds of `subject`, which for an enum without variants is a value of no type.
fn match_kinds(
    error: &ErrorType<'_>,
    subject: &TokenStream,
    arm: impl Fn(&ErrorKind<'_>) -> TokenStream,
) -> TokenStream {
    if error.kinds.is_empty() {
        return quote!(match *#subject {});
    }
    let arms = error.kinds.iter().map(|kind| {
        let (pattern, value) = (pattern(error, kind), arm(kind));
        quote!(#pattern => #value,)
    });
    quote!(match #subject { #(#arms)* })
}

/// The name of a kind in words: `out of stock`.
fn words(name: &Ident) -> String {
    let mut text = String::new();
    for letter in name.unraw().to_string().chars() {
        if letter.is_uppercase() && !text.is_empty() {
            text.push(' ');
        }
        text.extend(letter.to_lowercase());
    }
    text
}

/// What the kind says, as arguments of `format_args!`: its detail, its doc comment, or its name in words.
fn format_arguments(kind: &ErrorKind<'_>) -> TokenStream {
    match &kind.detail {
        Some(text) => text_arguments(text, kind),
        None => {
            let text = if kind.summary.is_empty() { words(kind.name) } else { kind.summary.clone() };
            quote!("{}", #text)
        }
    }
}

fn text_arguments(text: &Text, kind: &ErrorKind<'_>) -> TokenStream {
    let format = &text.format;
    let arguments = text.fields.iter().filter_map(|name| {
        let field = kind.fields.iter().find(|field| field.name() == *name)?;
        let (argument, binding) = (ident(&argument(name)), &field.binding);
        Some(quote!(, #argument = #binding))
    });
    quote!(#format #(#arguments)*)
}

fn implementation(
    error: &ErrorType<'_>,
    of: &TokenStream,
    bound: Option<&TokenStream>,
    body: &TokenStream,
) -> TokenStream {
    let name = error.name;
    let mut generics: Generics = error.generics.clone();
    if let Some(bound) = bound {
        generics.make_where_clause().predicates.push(syn::parse_quote!(#bound));
    }
    let (impl_generics, ty_generics, clause) = generics.split_for_impl();
    quote!(impl #impl_generics #of for #name #ty_generics #clause { #body })
}

/// ```text
/// fn fmt(&self, f: &mut Formatter<'_>) -> Result {
///     match self { Self::OutOfStock { sku: __f0, left: __f1 } => write!(f, "only {left} left", left = __f1), … }
/// }
/// ```
fn expand_display(error: &ErrorType<'_>) -> TokenStream {
    let f = ident("__f");
    let body = match_kinds(error, &quote!(self), |kind| {
        let arguments = format_arguments(kind);
        quote!(::core::fmt::Formatter::write_fmt(#f, ::core::format_args!(#arguments)))
    });
    let body = quote! {
        #[allow(unused_variables)]
        fn fmt(&self, #f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            #body
        }
    };
    implementation(error, &quote!(::core::fmt::Display), None, &body)
}

/// An error that is `Debug` is an `Error` too. A bound under `for<'a>` makes the implementation void, not an error, where it
/// does not hold.
fn expand_std_error(error: &ErrorType<'_>) -> TokenStream {
    let support = support();
    let source = match_kinds(error, &quote!(self), |kind| {
        match kind.fields.iter().find(|field| field.is_source() && kind.transparent.is_none()) {
            Some(ErrorField { binding, ty, .. }) if is_boxed_object(ty) => {
                quote!(::core::option::Option::Some(&**#binding))
            }
            Some(ErrorField { binding, ty, .. }) => quote!(#support::Known::<#ty>::behind(#binding)),
            None => quote!(::core::option::Option::None),
        }
    });
    let body = quote! {
        #[allow(unused_variables)]
        fn source(&self) -> ::core::option::Option<&(dyn ::core::error::Error + 'static)> {
            use #support::Unknown as _;
            #source
        }
    };
    let name = error.name;
    let (_, ty_generics, _) = error.generics.split_for_impl();
    let bound = quote!(for<'__a> #name #ty_generics: ::core::fmt::Debug);
    implementation(error, &quote!(::core::error::Error), Some(&bound), &body)
}

/// A `Box<dyn Error>` is no `Error` itself.
fn is_boxed_object(ty: &Type) -> bool {
    matches!(type_argument_of(ty, "Box"), Some(Type::TraitObject(_)))
}

/// ```text
/// impl From<sqlx::Error> for OrderError { fn from(value: sqlx::Error) -> Self { Self::Database { 0: value } } }
/// ```
fn expand_from(error: &ErrorType<'_>) -> TokenStream {
    let value = ident("__value");
    let kinds = error.kinds.iter();
    let pairs = kinds.flat_map(|kind| kind.fields.iter().map(move |field| (kind, field)));
    pairs
        .filter(|(_, field)| field.from.is_some())
        .map(|(kind, ErrorField { member, ty, .. })| {
            let variant = error.is_enum.then(|| {
                let name = kind.name;
                quote!(::#name)
            });
            let body = quote! {
                fn from(#value: #ty) -> Self {
                    Self #variant { #member: #value }
                }
            };
            implementation(error, &quote!(::core::convert::From<#ty>), None, &body)
        })
        .collect()
}

/// ```text
/// impl ApiError for OrderError {
///     const RESPONSES: &'static [ErrorResponse] = …;
///     fn into_problem(self) -> Problem { match self { Self::NoShop {} => …, … } }
/// }
/// ```
fn expand_api_error(error: &ErrorType<'_>) -> TokenStream {
    let support = support();
    let responses = expand_responses(error);
    let text = ident("__text");
    let subject = quote!(self);
    let problems = if error.kinds.is_empty() {
        quote!(match self {})
    } else {
        match_kinds(error, &subject, |kind| expand_problem(error, kind))
    };
    // Texts with fields are written by `Display`, which wants the value as a whole; the match takes it apart.
    let whole = error.thiserror || error.kinds.iter().any(|kind| kind.detail.is_some());
    let whole_text = whole.then(|| quote!(let #text = ::std::string::ToString::to_string(&self);));
    let body = quote! {
        const RESPONSES: &'static [#support::ErrorResponse] = #responses;

        #[allow(unused_variables)]
        fn into_problem(self) -> #support::Problem {
            #whole_text
            #problems
        }
    };
    let name = error.name;
    let (_, ty_generics, _) = error.generics.split_for_impl();
    let bound = (!error.generics.params.is_empty()).then(|| quote!(#name #ty_generics: ::core::marker::Send + 'static));
    implementation(error, &quote!(#support::ApiError), bound.as_ref(), &body)
}

/// One response for each kind; those of a transparent variant come from its type.
fn expand_responses(error: &ErrorType<'_>) -> TokenStream {
    let support = support();
    let own = error.kinds.iter().filter(|kind| kind.transparent.is_none()).map(|kind| {
        let status = kind.status.unwrap_or(500);
        let code = kind.name.unraw().to_string();
        let description = description(kind);
        let members = expand_members(kind, status);
        let headers = expand_headers(kind);
        quote!(#support::ErrorResponse::new(#status, #code, #description) #members #headers)
    });
    let own = quote!(&[#(#own),*]);
    let inner: Vec<TokenStream> = error
        .kinds
        .iter()
        .filter(|kind| kind.transparent.is_some())
        .filter_map(|kind| kind.fields.first())
        .map(|field| {
            let ty = field.ty;
            quote_spanned!(resolved(ty.span()) => <#ty as #support::ApiError>::RESPONSES)
        })
        .collect();
    if inner.is_empty() {
        return own;
    }
    quote! {
        {
            const PARTS: &[&[#support::ErrorResponse]] = &[#own, #(#inner),*];
            const ALL: [#support::ErrorResponse; #support::count_responses(PARTS)] = #support::join_responses(PARTS);
            &ALL
        }
    }
}

/// The members that the variant's problem has of its own, with their forms as far as the compiler knows them.
fn expand_members(kind: &ErrorKind<'_>, status: u16) -> TokenStream {
    let support = support();
    let masked = (500..=599).contains(&status);
    let members: Vec<TokenStream> = kind
        .fields
        .iter()
        .filter(|field| !masked && is_sent(field))
        .map(|field| {
            let (name, ty) = (field.name(), field.ty);
            quote!(#support::ErrorMember::new(#name, #support::Known::<#ty>::output_schema))
        })
        .collect();
    if members.is_empty() {
        return TokenStream::new();
    }
    quote! {
        .members({
            use #support::Unknown as _;
            &[#(#members),*]
        })
    }
}

fn expand_headers(kind: &ErrorKind<'_>) -> TokenStream {
    let names: Vec<_> = kind.headers.iter().map(|(name, _)| name).collect();
    if names.is_empty() { TokenStream::new() } else { quote!(.headers(&[#(#names),*])) }
}

fn description(kind: &ErrorKind<'_>) -> String {
    if !kind.summary.is_empty() {
        return kind.summary.clone();
    }
    kind.detail.as_ref().map(|text| text.written.clone()).unwrap_or_default()
}

/// ```text
/// problem(409).detail(format!("only {left} left", left = __f1)).extension("sku", __f0).extension("left", __f1)
/// ```
///
/// Texts borrow the fields, so they come before what takes them.
fn expand_problem(error: &ErrorType<'_>, kind: &ErrorKind<'_>) -> TokenStream {
    let support = support();
    if let (Some(_), Some(field)) = (kind.transparent, kind.fields.first()) {
        let (ty, binding) = (field.ty, &field.binding);
        return quote_spanned!(resolved(ty.span()) => <#ty as #support::ApiError>::into_problem(#binding));
    }
    let status = kind.status.unwrap_or(500);
    let masked = (500..=599).contains(&status);
    let uri = kind.uri.as_ref().map(|uri| quote!(.kind(#uri)));
    let detail = expand_detail(error, kind, masked);
    let mut problem = quote!(#support::problem(#status) #uri #detail);
    for (name, value) in &kind.headers {
        let value = text_arguments(value, kind);
        problem = quote!(#support::with_header(#problem, #name, ::std::format!(#value)));
    }
    let members = kind.fields.iter().filter(|field| !masked && is_sent(field)).map(|field| {
        let (name, binding, ty) = (field.name(), &field.binding, field.ty);
        quote_spanned!(resolved(ty.span()) => .extension(#name, #binding))
    });
    let source = kind.fields.iter().find(|field| field.is_source()).map(|field| {
        let (binding, ty) = (&field.binding, field.ty);
        quote_spanned!(resolved(ty.span()) => .source(<#ty as #support::Cause>::into_cause(#binding)))
    });
    problem = quote!(#problem #(#members)* #source);
    match unmarked_cause(kind, masked) {
        Some(field) => expand_cause(&problem, field),
        None => problem,
    }
}

/// What is wrong, where there are words for it; a variant's name is enough for the log alone.
fn expand_detail(error: &ErrorType<'_>, kind: &ErrorKind<'_>, masked: bool) -> Option<TokenStream> {
    let summary = &kind.summary;
    if error.thiserror || kind.detail.is_some() {
        let text = ident("__text");
        Some(quote!(.detail(#text)))
    } else if !summary.is_empty() {
        Some(quote!(.detail(#summary)))
    } else {
        masked.then(|| {
            let text = words(kind.name);
            quote!(.detail(#text))
        })
    }
}

/// The one value of a masked variant, which is most likely what the log should be told.
fn unmarked_cause<'a>(kind: &'a ErrorKind<'_>, masked: bool) -> Option<&'a ErrorField<'a>> {
    match kind.fields.as_slice() {
        [field] if masked && !field.is_source() && !field.skip && matches!(field.member, Member::Unnamed(_)) => {
            Some(field)
        }
        _ => None,
    }
}

/// Whether the value can be told to the log, only the compiler knows.
fn expand_cause(problem: &TokenStream, field: &ErrorField<'_>) -> TokenStream {
    let support = support();
    let ErrorField { ty, binding, .. } = field;
    quote! {
        {
            use #support::Unknown as _;
            #support::caused_by(#problem, #support::Known::<#ty>::cause(#binding))
        }
    }
}

/// A field of a tuple has no name to be sent by.
fn is_sent(field: &ErrorField<'_>) -> bool {
    matches!(field.member, Member::Named(_)) && !field.skip && !field.is_source()
}
