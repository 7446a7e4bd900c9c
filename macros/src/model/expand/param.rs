//! Models outside of bodies: enums of names and newtypes as values of a path, a query, a header or a cookie, structs as a
//! whole query.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{GenericParam, Generics, Lifetime, Type, parse_quote};

use super::with_bounds;
use crate::model::expand::check;
use crate::model::lower::{Field, Group, Kind, Model, Presence, Variant};
use crate::paths::{ident, support};

/// `FromParam` and its way back `ToText` for what is text by itself, `FromValues` for a struct that a whole query fills.
pub(super) fn expand(model: &Model) -> TokenStream {
    let from = model.direction.reads().then(|| {
        let from_param = expand_from_param(model);
        let from_values = expand_from_values(model);
        quote!(#from_param #from_values)
    });
    let to_text = expand_to_text(model);
    quote!(#from #to_text)
}

fn expand_from_param(model: &Model) -> TokenStream {
    if let Some(read_as) = &model.serde.read_as {
        let is_leaf = model.newtype().is_some() || unit_variants(model).is_some();
        // What is no type here, serde tells.
        return match read_as.parse() {
            Ok(ty) if is_leaf => expand_converted(model, &ty),
            _ => TokenStream::new(),
        };
    }
    if let Some(variants) = unit_variants(model) {
        return expand_names(model, variants);
    }
    match model.newtype() {
        Some(field) if !field.serde.own_reading && !field.serde.skip_reading => expand_newtype(model, field),
        _ => TokenStream::new(),
    }
}

/// The variants of an enum that is nothing but names.
fn unit_variants(model: &Model) -> Option<&[Variant]> {
    let Kind::Enum(variants) = &model.kind else { return None };
    let named = !model.serde.untagged && variants.iter().all(|variant| !variant.serde.untagged);
    let all_unit = variants.iter().all(|variant| variant.group.fields.is_empty());
    (named && all_unit && !variants.is_empty()).then_some(variants)
}

/// ```text
/// fn from_param(text: &'r str) -> Result<Self, ParamError> {
///     match text { "asc" => Ok(Self::Asc), "desc" => Ok(Self::Desc), _ => Err(ParamError::one_of(&["asc", "desc"])) }
/// }
/// ```
fn expand_names(model: &Model, variants: &[Variant]) -> TokenStream {
    let support = support();
    let text = ident("__text");
    let read: Vec<&Variant> = variants.iter().filter(|variant| !variant.serde.skip_reading).collect();
    let arms = read.iter().filter(|variant| !variant.serde.other).map(|variant| {
        let Variant { name, wire_names, cfg, .. } = variant;
        quote!(#(#cfg)* #(#wire_names)|* => ::core::result::Result::Ok(Self::#name {}),)
    });
    // Which variants a build leaves out is not known here.
    let names = read.iter().filter(|variant| variant.cfg.is_empty()).filter_map(|variant| variant.wire_names.first());
    let otherwise = match read.iter().find(|variant| variant.serde.other) {
        Some(Variant { name, .. }) => quote!(::core::result::Result::Ok(Self::#name {})),
        None => quote!(::core::result::Result::Err(#support::ParamError::one_of(&[#(#names),*]))),
    };
    let body = quote! {
        match #text {
            #(#arms)*
            _ => #otherwise,
        }
    };
    expand_impl(model, None, &body)
}

/// ```text
/// fn from_param(text: &'r str) -> Result<Self, ParamError> { checked(Self(<String as FromParam<'r>>::from_param(text)?)) }
/// ```
fn expand_newtype(model: &Model, field: &Field) -> TokenStream {
    let support = support();
    let text = ident("__text");
    let lifetime = lifetime();
    let Field { member, ty, .. } = field;
    let body = quote! {
        #support::checked(Self { #member: <#ty as #support::FromParam<#lifetime>>::from_param(#text)? })
    };
    expand_impl(model, Some(ty), &body)
}

/// ```text
/// fn from_param(text: &'r str) -> Result<Self, ParamError> { converted(<String as FromParam<'r>>::from_param(text)?) }
/// ```
fn expand_converted(model: &Model, ty: &Type) -> TokenStream {
    let support = support();
    let text = ident("__text");
    let lifetime = lifetime();
    let body = quote!(#support::converted(<#ty as #support::FromParam<#lifetime>>::from_param(#text)?));
    expand_impl(model, Some(ty), &body)
}

/// ```text
/// fn to_text(&self) -> Cow<'_, str> { Cow::Borrowed(match self { Self::Asc => "asc", Self::Desc => "desc" }) }
/// fn to_text(&self) -> Cow<'_, str> { <String as ToText>::to_text(&self.0) }
/// ```
fn expand_to_text(model: &Model) -> TokenStream {
    let support = support();
    let (body, bound) = match (unit_variants(model), model.newtype()) {
        (Some(variants), _) if model.serde.read_as.is_none() => {
            let arms = variants.iter().map(|Variant { name, wire_names, cfg, .. }| {
                let text = wire_names.first();
                quote!(#(#cfg)* Self::#name {} => #text,)
            });
            (quote!(::std::borrow::Cow::Borrowed(match self { #(#arms)* })), None)
        }
        (_, Some(Field { member, ty, serde, .. })) if !serde.own_reading && !serde.skip_reading => {
            // Under `for<'a>` a bound that does not hold makes the implementation void, not an error.
            let bound = quote!(for<'__a> #ty: #support::ToText);
            (quote!(<#ty as #support::ToText>::to_text(&self.#member)), Some(bound))
        }
        _ => return TokenStream::new(),
    };
    let name = &model.item.ident;
    let (impl_generics, ty_generics, _) = model.item.generics.split_for_impl();
    let clause = with_bounds(model, bound);
    quote! {
        impl #impl_generics #support::ToText for #name #ty_generics #clause {
            fn to_text(&self) -> ::std::borrow::Cow<'_, str> {
                #body
            }
        }
    }
}

/// ```text
/// impl<'r> FromValues<'r> for Filter { … struct_from_values(source, faults) }
/// ```
fn expand_from_values(model: &Model) -> TokenStream {
    let Kind::Struct(group) = &model.kind else { return TokenStream::new() };
    // The values are read one by one, so nothing can borrow from them.
    let borrows = model.item.generics.lifetimes().next().is_some();
    // serde buffers a flattened member, and what it buffers of a query is text, which no number takes.
    let flattens = group.fields.iter().any(|field| field.serde.flatten);
    if !group.named || borrows || flattens || model.serde.transparent {
        return TokenStream::new();
    }
    let support = support();
    let name = &model.item.ident;
    let lifetime = lifetime();
    let (source, faults, parameter) = (ident("__source"), ident("__faults"), ident("__parameter"));
    let (_, ty_generics, _) = model.item.generics.split_for_impl();
    let mut generics: Generics = model.item.generics.clone();
    generics.params.insert(0, GenericParam::Lifetime(parse_quote!(#lifetime)));
    let (impl_generics, _, _) = generics.split_for_impl();
    // Under `for<'a>` a bound that does not hold makes the implementation void: why the type cannot be read, serde tells.
    let owned = quote!(for<'__a> #name #ty_generics: #support::serde::de::DeserializeOwned);
    let schema = schema_bound(model);
    let clause = with_bounds(model, [owned].into_iter().chain(schema).chain(check::bounds(model)));
    let into_texts = expand_into_texts(model);
    let holds_nested = expand_holds_nested(group, model);
    quote! {
        #into_texts
        impl #impl_generics #support::FromValues<#lifetime> for #name #ty_generics #clause {
            const REQUIRED: bool = true;
            const WHOLE_QUERY: bool = true;
            #holds_nested

            fn from_values(
                #source: #support::Source<#lifetime>,
                _: &str,
                #faults: &mut #support::Faults,
            ) -> ::core::option::Option<Self> {
                #support::struct_from_values(#source, #faults)
            }

            fn describe(#parameter: &mut #support::Parameter<'_>) {
                #support::describe_members::<Self>(#parameter);
            }
        }
    }
}

/// ```text
/// const HOLDS_NESTED: bool = Known::<Range>::IS_STRUCT || Known::<Range>::IS_MAP;
/// ```
fn expand_holds_nested(group: &Group, model: &Model) -> Option<TokenStream> {
    let support = support();
    // Which fields a build leaves out is not known here.
    let must_be_there = |field: &&Field| {
        let is_sent = !field.serde.skip_reading && !field.serde.own_reading && !field.is_plain && field.cfg.is_empty();
        is_sent && !matches!(field.presence(model), Presence::Optional)
    };
    let nested: Vec<_> = group
        .fields
        .iter()
        .filter(must_be_there)
        .map(|Field { ty, .. }| quote!(#support::Known::<#ty>::IS_STRUCT || #support::Known::<#ty>::IS_MAP))
        .collect();
    (!nested.is_empty()).then(|| {
        quote! {
            const HOLDS_NESTED: bool = {
                use #support::Unknown as _;
                #(#nested)||*
            };
        }
    })
}

/// ```text
/// impl IntoTexts<Filter> for Filter { … members_as_texts(&self) }
/// impl IntoTexts<Filter> for Value { … members_as_texts(&self) }
/// ```
fn expand_into_texts(model: &Model) -> TokenStream {
    let support = support();
    let name = &model.item.ident;
    let (impl_generics, ty_generics, clause) = model.item.generics.split_for_impl();
    let written = quote!(for<'__a> #name #ty_generics: #support::serde::Serialize);
    let own = model.direction.writes().then(|| (quote!(#name #ty_generics), with_bounds(model, [written])));
    let json = (quote!(#support::serde_json::Value), clause.map(ToTokens::to_token_stream));
    let givers = own.into_iter().chain([json]).map(|(giver, clause)| {
        quote! {
            impl #impl_generics #support::IntoTexts<#name #ty_generics> for #giver #clause {
                fn into_texts(
                    self,
                    _: &'static str,
                ) -> ::std::vec::Vec<(::std::borrow::Cow<'static, str>, ::std::string::String)> {
                    #support::members_as_texts(&self)
                }
            }
        }
    });
    givers.collect()
}

fn lifetime() -> Lifetime {
    Lifetime::new("'__r", Span::mixed_site())
}

/// The bound on what is read hangs on the lifetime, so a type that is no leaf makes this implementation void, not an error.
fn expand_impl(model: &Model, read: Option<&Type>, body: &TokenStream) -> TokenStream {
    let support = support();
    let name = &model.item.ident;
    let (text, parameter, lifetime) = (ident("__text"), ident("__parameter"), lifetime());
    let (_, ty_generics, _) = model.item.generics.split_for_impl();
    let mut generics: Generics = model.item.generics.clone();
    generics.params.insert(0, GenericParam::Lifetime(parse_quote!(#lifetime)));
    let (impl_generics, _, _) = generics.split_for_impl();
    let bound = read.map(|ty| quote!(#ty: #support::FromParam<#lifetime>));
    let clause = with_bounds(model, bound.into_iter().chain(schema_bound(model)).chain(check::bounds(model)));
    quote! {
        impl #impl_generics #support::FromParam<#lifetime> for #name #ty_generics #clause {
            fn from_param(#text: &#lifetime str) -> ::core::result::Result<Self, #support::ParamError> {
                #body
            }

            fn describe(#parameter: &mut #support::Parameter<'_>) {
                #support::describe_text::<Self>(#parameter);
            }
        }
    }
}

/// Of a type with parameters, only those have a schema whose parameters have one.
fn schema_bound(model: &Model) -> Option<TokenStream> {
    let name = &model.item.ident;
    let (_, ty_generics, _) = model.item.generics.split_for_impl();
    let is_generic = model.item.generics.type_params().next().is_some();
    is_generic.then(|| quote!(#name #ty_generics: ::cepa::schemars::JsonSchema))
}
