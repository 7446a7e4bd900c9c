//! The item itself, with the derives and with what they have to be told.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Data, DeriveInput, Fields, parse_quote};

use crate::model::ast::Direction;
use crate::model::lower::{Field, Model};
use crate::rules::schema_keywords;

/// ```text
/// #[derive(::cepa::serde::Serialize, …)]
/// #[serde(crate = "::cepa::serde")]
/// #[schemars(crate = "::cepa::schemars")]
/// struct NewOrder { #[schemars(email)] customer: String, … }
/// ```
///
/// `plain`: the schema is told otherwise, and schemars' derive is not needed.
pub(super) fn expand(model: &Model, plain: bool) -> TokenStream {
    let mut item: DeriveInput = model.item.clone();
    let mut fields = model.fields();
    match &mut item.data {
        Data::Struct(data) => add_attributes(&mut data.fields, &mut fields, plain),
        Data::Enum(data) => {
            data.variants.iter_mut().for_each(|variant| add_attributes(&mut variant.fields, &mut fields, plain));
        }
        Data::Union(_) => {}
    }
    let serde = match model.direction {
        Direction::Both => quote!(::cepa::serde::Serialize, ::cepa::serde::Deserialize),
        Direction::Input => quote!(::cepa::serde::Deserialize),
        Direction::Output => quote!(::cepa::serde::Serialize),
    };
    let (schema, schemars) = match plain {
        true => (None, None),
        false => (Some(quote!(, ::cepa::schemars::JsonSchema)), Some(quote!(#[schemars(crate = "::cepa::schemars")]))),
    };
    quote! {
        #[derive(#serde #schema)]
        #[serde(crate = "::cepa::serde")]
        #schemars
        #item
    }
}

fn add_attributes<'a>(fields: &mut Fields, known: &mut impl Iterator<Item = &'a Field>, plain: bool) {
    for (field, known) in fields.iter_mut().zip(known) {
        let added = known.added.iter().map::<Attribute, _>(|attribute| parse_quote!(#attribute));
        field.attrs.extend(added);
        let keywords = schema_keywords(&known.rules);
        if !plain && !keywords.is_empty() {
            field.attrs.push(parse_quote!(#[schemars(#(#keywords),*)]));
        }
    }
}
