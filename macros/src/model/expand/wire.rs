//! What serde's derives demand of the fields' types, asked before them: a type that lacks it is told in the user's words first.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use crate::argument::lifetimes::with_lifetime;
use crate::model::lower::{Field, Kind, Model};
use crate::paths::{resolved, support_at};

/// ```text
/// const _: () = { is_written::<Item, { is_read::<Item>() }>(); };
/// ```
///
/// Of types that everyone knows, of parameters, and of fields that are not read or written by their type, nothing is asked.
pub(super) fn expand(model: &Model) -> Option<TokenStream> {
    if model.serde.read_as.is_some() || model.serde.own_writing {
        return None;
    }
    let fields: Vec<&Field> = match &model.kind {
        Kind::Struct(group) => group.fields.iter().collect(),
        Kind::Enum(variants) => {
            let plain = variants.iter().filter(|variant| {
                let serde = &variant.serde;
                variant.cfg.is_empty() && !serde.skip_reading && !serde.own_reading && !serde.own_writing
            });
            plain.flat_map(|variant| &variant.group.fields).collect()
        }
    };
    let asked = fields.into_iter().filter(|field| !field.is_plain && !model.is_generic(&field.ty));
    let checks: Vec<TokenStream> = asked.filter_map(|field| check(field, model)).collect();
    (!checks.is_empty()).then(|| quote!(const _: () = { #(#checks)* };))
}

fn check(field: &Field, model: &Model) -> Option<TokenStream> {
    let serde = &field.serde;
    let read = model.direction.reads() && !serde.skip_reading && !serde.own_reading;
    let written = model.direction.writes() && !serde.own_writing;
    let span = resolved(field.ty.span());
    let (support, cfg) = (support_at(span), &field.cfg);
    let ty = with_lifetime(&field.ty, "static");
    let check = match (read, written) {
        (true, true) => quote_spanned!(span=> #support::is_written::<#ty, { #support::is_read::<#ty>() }>();),
        (true, false) => quote_spanned!(span=> #support::is_read::<#ty>();),
        (false, true) => quote_spanned!(span=> #support::is_written::<#ty, true>();),
        (false, false) => return None,
    };
    Some(quote!(#(#cfg)* #check))
}
