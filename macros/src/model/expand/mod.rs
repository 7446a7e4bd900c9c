//! The model as code: the item with serde's and schemars' derives, and one function for each implementation beside it.
//!
//! Nothing is decided here that the stages before could decide, and no loop or text is written: the runtime has those.

mod check;
mod item;
mod param;
mod schema;
mod shape;
mod wire;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::lower::Model;
use super::schema::plain;
use crate::paths::support;

/// The item and all implementations.
pub(crate) fn expand(model: &Model) -> TokenStream {
    let wire = wire::expand(model);
    let plain = plain(model);
    let item = item::expand(model, plain.is_some());
    let schema = plain.map(|plain| schema::expand(model, &plain));
    let check = check::expand(model);
    let shape = shape::expand(model);
    let reply = model.direction.writes().then(|| expand_reply(model));
    let param = param::expand(model);
    quote!(#wire #item #schema #check #shape #reply #param)
}

/// ```text
/// impl Reply for Order { type Value = Self; fn into_reply(self) -> Outcome<Self> { Outcome::value(self) } }
/// impl Part for Order { type This = Self; }
/// ```
fn expand_reply(model: &Model) -> TokenStream {
    let support = support();
    let name = &model.item.ident;
    let (impl_generics, ty_generics, clause) = model.item.generics.split_for_impl();
    quote! {
        impl #impl_generics #support::Reply for #name #ty_generics #clause {
            type Value = Self;

            fn into_reply(self) -> #support::Outcome<Self> {
                #support::Outcome::value(self)
            }
        }

        impl #impl_generics #support::Part for #name #ty_generics #clause {
            type This = Self;
        }
    }
}

/// The `where` clause of an implementation, with bounds on what the type is made of.
fn with_bounds(model: &Model, bounds: impl IntoIterator<Item = TokenStream>) -> Option<TokenStream> {
    let mut generics = model.item.generics.clone();
    let clause = generics.make_where_clause();
    clause.predicates.extend(bounds.into_iter().map::<syn::WherePredicate, _>(|bound| syn::parse_quote!(#bound)));
    (!clause.predicates.is_empty()).then(|| clause.to_token_stream())
}
