//! The rules.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::with_bounds;
use crate::argument::lifetimes::with_lifetime;
use crate::model::lower::{Field, Group, Kind, Model, Step};
use crate::paths::{ident, resolved, support, support_at};
use crate::rules::{self, Kind as RuleKind};

/// ```text
/// impl Check for NewOrder {
///     const HAS_RULES: bool = true;
///     fn check(&self, __at: &Location<'_>, __faults: &mut Faults) {
///         let Self { customer: __f0, items: __f1 } = self;
///         { let __at = &__at.key("customer"); … }
///     }
/// }
/// ```
pub(super) fn expand(model: &Model) -> TokenStream {
    let support = support();
    let name = &model.item.ident;
    let (at, faults) = (ident("__at"), ident("__faults"));
    let (impl_generics, ty_generics, _) = model.item.generics.split_for_impl();
    let clause = with_bounds(model, bounds(model));
    // Constants of types that hold one another must not ask each other, so what the fields' types say does not count here;
    // `nested` does.
    let has_rules = !model.rules.is_empty() || model.fields().any(|field| !field.rules.is_empty());
    let fields = match &model.kind {
        Kind::Struct(group) => expand_struct(group, model),
        Kind::Enum(_) => expand_enum(model),
    };
    let statuses = expand_statuses(model);
    let demands = expand_demands(model);
    let own = model.rules.iter().map(|rule| rules::expand(rule, &quote!(self), &quote!(#at), &faults));
    quote! {
        impl #impl_generics #support::Check for #name #ty_generics #clause {
            const HAS_RULES: bool = #has_rules;

            fn check(&self, #at: &#support::Location<'_>, #faults: &mut #support::Faults) {
                #fields
                #(#own)*
            }

            #statuses
        }

        #demands
    }
}

/// ```text
/// const _: () = { nested_has_rules(Known::<Item>::HAS_RULES); };
/// ```
///
/// `nested` demands that the field's type has rules: of a type that is known here, the compiler is asked.
fn expand_demands(model: &Model) -> Option<TokenStream> {
    let support = support();
    let fields = model.fields().filter(|field| !model.is_generic(&field.ty));
    let demands: Vec<TokenStream> = fields
        .filter_map(|field| {
            let nested = field.rules.iter().find(|rule| matches!(rule.kind, RuleKind::Nested))?;
            let (ty, cfg) = (with_lifetime(&field.ty, "static"), &field.cfg);
            let span = resolved(nested.name.span());
            let support = support_at(span);
            let demand = quote_spanned!(span=> #support::nested_has_rules(#support::Known::<#ty>::HAS_RULES););
            Some(quote!(#(#cfg)* #demand))
        })
        .collect();
    (!demands.is_empty()).then(|| {
        quote! {
            const _: () = {
                use #support::Unknown as _;
                #(#demands)*
            };
        }
    })
}

/// ```text
/// fn statuses(__statuses: &mut Statuses) {
///     __statuses.of::<Self>(&[409], &[Known::<Vec<Item>>::rule_statuses]);
/// }
/// ```
///
/// Nothing where no rule names a status and no type is looked into.
fn expand_statuses(model: &Model) -> Option<TokenStream> {
    let support = support();
    let statuses = ident("__statuses");
    let of_fields = model.fields().flat_map(|field| field.rules.iter());
    let own: BTreeSet<u16> = model.rules.iter().chain(of_fields).filter_map(|rule| rule.options.status).collect();
    let own: Vec<TokenStream> = own.iter().map(|status| quote!(#status)).collect();
    let nested = model.fields().filter(|field| is_looked_into(field, model)).map(|field| {
        let Field { ty, cfg, .. } = field;
        quote!(#(#cfg)* #support::Known::<#ty>::rule_statuses)
    });
    let nested: Vec<TokenStream> = nested.collect();
    (!own.is_empty() || !nested.is_empty()).then(|| {
        quote! {
            fn statuses(#statuses: &mut #support::Statuses) {
                use #support::Unknown as _;
                #statuses.of::<Self>(&[#(#own),*], &[#(#nested),*]);
            }
        }
    })
}

/// What the rules ask of types that are not known here.
pub(super) fn bounds(model: &Model) -> Vec<TokenStream> {
    let generic = model.fields().filter(|field| model.is_generic(&field.ty));
    generic.flat_map(|field| field.rules.iter().filter_map(|rule| rules::bound(rule, &field.ty))).collect()
}

fn expand_struct(group: &Group, model: &Model) -> TokenStream {
    let Some(statements) = expand_group(group, model) else { return TokenStream::new() };
    let pattern = expand_pattern(group);
    quote! {
        let Self #pattern = self;
        #statements
    }
}

fn expand_enum(model: &Model) -> TokenStream {
    let Kind::Enum(variants) = &model.kind else { return TokenStream::new() };
    let arms: Vec<TokenStream> = variants
        .iter()
        .filter_map(|variant| {
            let statements = expand_group(&variant.group, model)?;
            let (name, pattern, cfg) = (&variant.name, expand_pattern(&variant.group), &variant.cfg);
            Some(quote!(#(#cfg)* Self::#name #pattern => { #statements }))
        })
        .collect();
    if arms.is_empty() {
        return TokenStream::new();
    }
    let rest = (arms.len() < variants.len()).then(|| quote!(_ => {}));
    quote!(match self { #(#arms)* #rest })
}

/// `{ customer: __f0, items: __f1 }`, for tuples `{ 0: __f0, 1: __f1 }`.
fn expand_pattern(group: &Group) -> TokenStream {
    let fields = group.fields.iter().map(|field| {
        let Field { member, binding, cfg, .. } = field;
        quote!(#(#cfg)* #member: #binding)
    });
    quote!({ #(#fields),* })
}

/// The statements for all fields; `None` where there is nothing to run.
fn expand_group(group: &Group, model: &Model) -> Option<TokenStream> {
    let fields: Vec<TokenStream> = group.fields.iter().filter_map(|field| expand_field(field, model)).collect();
    if fields.is_empty() {
        return None;
    }
    let at = ident("__at");
    let prefix = group.prefix.iter().map(|key| quote!(let #at = &#at.key(#key);));
    Some(quote!(#(#prefix)* #(#fields)*))
}

fn expand_field(field: &Field, model: &Model) -> Option<TokenStream> {
    let (at, faults, value) = (ident("__at"), ident("__faults"), &field.binding);
    let value = quote!(#value);
    let cfg = &field.cfg;
    if let (Step::Key(key), [rule], None) = (&field.step, &field.rules[..], expand_nested(field, model)) {
        let rule = rules::expand_on(&field.ty, rule, &value, &quote!(&#at.key(#key)), &faults);
        return Some(quote!(#(#cfg)* { #rule }));
    }
    let rules: Vec<TokenStream> =
        field.rules.iter().map(|rule| rules::expand_on(&field.ty, rule, &value, &quote!(#at), &faults)).collect();
    let nested = expand_nested(field, model);
    if rules.is_empty() && nested.is_none() {
        return None;
    }
    let step = match &field.step {
        Step::Here => None,
        Step::Key(key) => Some(quote!(let #at = &#at.key(#key);)),
        Step::Index(index) => Some(quote!(let #at = &#at.index(#index);)),
    };
    Some(quote!(#(#cfg)* { #step #(#rules)* #nested }))
}

/// The rules of the field's own type run whether `nested` asks for them or not; without it, only the compiler knows whether
/// there are any.
fn expand_nested(field: &Field, model: &Model) -> Option<TokenStream> {
    if asks_for_nested(field) || !is_looked_into(field, model) {
        return None;
    }
    let support = support();
    let (at, faults, value) = (ident("__at"), ident("__faults"), &field.binding);
    Some(quote! {
        {
            use #support::validate::{NestedCheck as _, NestedNothing as _};
            (&#support::validate::Probe(#value)).check_nested(#at, #faults);
        }
    })
}

fn asks_for_nested(field: &Field) -> bool {
    field.rules.iter().any(|rule| matches!(rule.kind, RuleKind::Nested))
}

/// Whether rules of the field's type run with those of the model.
fn is_looked_into(field: &Field, model: &Model) -> bool {
    asks_for_nested(field) || !field.is_plain && !field.serde.skip_reading && model.direction.reads()
}
