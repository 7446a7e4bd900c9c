//! What does not go together: a list of calls, one function a rule. What is at fault is taken out of the model, so that the
//! code written from it has no second fault.

use proc_macro2::Ident;
use quote::quote;
use syn::{DeriveInput, Member, Meta, Path, Token, punctuated::Punctuated};

use super::ast::Direction;
use super::borrow::{borrows, text_references};
use super::lower::{Field, Group, Kind, Model, Step};
use crate::diagnostics::Diagnostics;
use crate::rules::{self, Kind as RuleKind, Rule};
use crate::similar;
use crate::type_text::type_text;

/// Notes all faults of the item.
pub(crate) fn check(model: &mut Model, diagnostics: &Diagnostics) {
    check_derives(&mut model.item, model.direction, diagnostics);
    check_container_rules(&mut model.rules, diagnostics);
    let direction = model.direction;
    let generics = model.item.generics.clone();
    for field in model.fields_mut() {
        check_skip(field, diagnostics);
        check_unread_rules(field, direction, diagnostics);
        check_with(field, diagnostics);
        rules::check_fit(&mut field.rules, &field.ty, diagnostics);
        if direction.reads() && is_read(field) {
            check_text_references(field, diagnostics);
            add_borrow(field, &generics);
        }
    }
    match &mut model.kind {
        Kind::Struct(group) => check_must_match(group, diagnostics),
        Kind::Enum(variants) => {
            variants.iter_mut().for_each(|variant| check_must_match(&mut variant.group, diagnostics));
        }
    }
}

/// Whether serde reads the field by its type.
fn is_read(field: &Field) -> bool {
    !field.serde.skip_reading && !field.serde.own_reading
}

/// What `#[model]` derives, the user must not derive as well: that would be two implementations.
fn check_derives(item: &mut DeriveInput, direction: Direction, diagnostics: &Diagnostics) {
    let derived = |name: &Ident| {
        (name == "Serialize" && direction.writes())
            || (name == "Deserialize" && direction.reads())
            || name == "JsonSchema"
    };
    for attribute in item.attrs.iter_mut().filter(|attribute| attribute.path().is_ident("derive")) {
        let Ok(paths) = attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated) else { continue };
        let (twice, kept): (Vec<Path>, Vec<Path>) =
            paths.into_iter().partition(|path| path.segments.last().is_some_and(|last| derived(&last.ident)));
        for path in &twice {
            let name = path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
            diagnostics.error(path, format_args!("`#[model]` derives `{name}` already: remove it here"));
        }
        if let (Meta::List(list), false) = (&mut attribute.meta, twice.is_empty()) {
            list.tokens = quote!(#(#kept),*);
        }
    }
}

/// On the type as a whole only a function of the user's can say anything.
fn check_container_rules(rules: &mut Vec<Rule>, diagnostics: &Diagnostics) {
    rules.retain(|rule| {
        let fits = matches!(rule.kind, RuleKind::Custom(_));
        if !fits {
            let name = &rule.name;
            let message = format!(
                "`{name}` belongs on a field; a rule for the type as a whole is written `custom(function = check_it)`"
            );
            diagnostics.error(name, message);
        }
        fits
    });
}

/// A model's rules always run.
fn check_skip(field: &mut Field, diagnostics: &Diagnostics) {
    field.rules.retain(|rule| {
        let skip = matches!(rule.kind, RuleKind::Skip);
        if skip {
            let message = "a model's rules always run; `#[validate(skip)]` belongs on a handler's argument";
            diagnostics.error(&rule.name, message);
        }
        !skip
    });
}

/// A rule on a field that no request can fill would blame the client for what it cannot mend.
fn check_unread_rules(field: &mut Field, direction: Direction, diagnostics: &Diagnostics) {
    if !direction.reads() || !field.serde.skip_reading {
        return;
    }
    if let Some(rule) = field.rules.first() {
        let message = "serde skips this field when it reads, so no request can break the rule: remove one of the two";
        diagnostics.error(&rule.name, message);
        field.rules.clear();
    }
}

/// schemars takes the module of `with = "module"` for a type.
fn check_with(field: &mut Field, diagnostics: &Diagnostics) {
    let Some(with) = field.serde.with.as_ref().filter(|_| !field.own_schema) else {
        return;
    };
    let ty = type_text(&field.ty);
    let message = format!(
        "what does `{}` look like on the wire? name a type for the schema too, such as `#[schemars(with = \"{ty}\")]`",
        with.value()
    );
    diagnostics.error(with, message);
    field.added.push(quote!(#[schemars(with = "bool")]));
}

/// serde hands out `&str` only where the JSON text has no escapes.
fn check_text_references(field: &mut Field, diagnostics: &Diagnostics) {
    let references = text_references(&field.ty);
    for reference in &references {
        let message = match &reference.lifetime {
            Some(lifetime) if lifetime.ident == "static" => {
                "what a request says does not live for ever: write `String`, or `#[model(output)]` for a type that is only written"
                    .to_owned()
            }
            lifetime => {
                let lifetime = lifetime.as_ref().map_or("'a".to_owned(), ToString::to_string);
                format!("text with an escape such as \\n cannot be borrowed: write `Cow<{lifetime}, str>` with `#[serde(borrow)]`")
            }
        };
        diagnostics.error(reference, message);
    }
    if !references.is_empty() {
        field.added.push(quote!(#[serde(skip_deserializing)]));
    }
}

/// Fields with a lifetime of the item's own borrow from the request; serde wants that said, of `Cow` in particular.
fn add_borrow(field: &mut Field, generics: &syn::Generics) {
    if borrows(&field.ty, generics) && !field.serde.borrow && field.added.is_empty() {
        field.added.push(quote!(#[serde(borrow)]));
    }
}

/// `must_match` names another field of the same group; from here on it names that field's binding and its wire name.
fn check_must_match(group: &mut Group, diagnostics: &Diagnostics) {
    let fields: Vec<Sibling> = group.fields.iter().map(Sibling::of).collect();
    for field in &mut group.fields {
        let own = field.name();
        let named = matches!(field.member, Member::Named(_));
        field.rules.retain_mut(|rule| {
            let RuleKind::MustMatch { other, name } = &mut rule.kind else { return true };
            let message = match fields.iter().find(|field| field.name == *name) {
                Some(_) if *name == own => "a field always matches itself: name the other field".to_owned(),
                Some(sibling) => {
                    let mut binding = sibling.binding.clone();
                    binding.set_span(other.span().resolved_at(binding.span()));
                    *other = binding;
                    name.clone_from(&sibling.wire_name);
                    return true;
                }
                None if !named => "only fields with names can be compared: write a struct with named fields".to_owned(),
                None => {
                    let hint = similar::hint(name, fields.iter().map(|field| field.name.as_str()));
                    format!("there is no field `{name}`{hint}")
                }
            };
            diagnostics.error_at(other.span(), message);
            false
        });
    }
}

/// What `must_match` has to know of the other field.
struct Sibling {
    name: String,
    binding: Ident,
    wire_name: String,
}

impl Sibling {
    fn of(field: &Field) -> Self {
        let name = field.name();
        let wire_name = match &field.step {
            Step::Key(key) => key.clone(),
            _ => name.clone(),
        };
        Self { name, binding: field.binding.clone(), wire_name }
    }
}
