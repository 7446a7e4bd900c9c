//! The wire names.

use proc_macro2::TokenStream;
use quote::quote;

use super::{check, with_bounds};
use crate::model::lower::{Field, Group, Kind, Model, Presence, Step};
use crate::paths::support;

/// ```text
/// impl Model for NewOrder {
///     const SHAPE: Option<&'static Shape> = {
///         use Unknown as _;
///         Some(&Shape { name: "NewOrder", members: &[("customer", true)], nested: &[Known::<Vec<Item>>::shape] })
///     };
///     const IS_OBJECT: bool = true;
/// }
/// ```
pub(super) fn expand(model: &Model) -> TokenStream {
    let support = support();
    let name = &model.item.ident;
    let (impl_generics, ty_generics, _) = model.item.generics.split_for_impl();
    // What the rules ask for, since every model is checked.
    let clause = with_bounds(model, check::bounds(model));
    let known = match &model.kind {
        Kind::Struct(group) if group.named && is_read_by_member(model) => {
            let shape = expand_shape(group, model);
            Some(quote! {
                const SHAPE: ::core::option::Option<&'static #support::Shape> = #shape;
                const IS_OBJECT: ::core::primitive::bool = true;
            })
        }
        _ => None,
    };
    quote!(impl #impl_generics #support::Model for #name #ty_generics #clause { #known })
}

fn is_read_by_member(model: &Model) -> bool {
    model.direction.reads() && !model.serde.transparent && model.serde.read_as.is_none()
}

fn expand_shape(group: &Group, model: &Model) -> TokenStream {
    let support = support();
    let name = model.wire_name();
    // Which fields a build leaves out is not known here.
    let read = group.fields.iter().filter(|field| !field.serde.skip_reading && field.cfg.is_empty());
    let members = read.clone().filter_map(|field| expand_member(field, model));
    let nested = read.filter(|field| !field.is_plain && !field.serde.own_reading).map(|field| {
        let ty = &field.ty;
        quote!(#support::Known::<#ty>::shape)
    });
    quote! {
        {
            use #support::Unknown as _;
            ::core::option::Option::Some(&#support::Shape {
                name: #name,
                members: &[#(#members),*],
                nested: &[#(#nested),*],
            })
        }
    }
}

/// `("customer", true)`; a flattened field is no member.
fn expand_member(field: &Field, model: &Model) -> Option<TokenStream> {
    let Step::Key(key) = &field.step else { return None };
    let support = support();
    let required = match field.presence(model) {
        Presence::Required => quote!(true),
        Presence::Optional => quote!(false),
        Presence::ByType => {
            let ty = &field.ty;
            quote!(#support::Known::<#ty>::REQUIRED)
        }
    };
    let aliases = field.serde.aliases.iter().map(|alias| quote!((#alias, false)));
    Some(quote!((#key, #required) #(, #aliases)*))
}
