//! The item as it is on the wire: names, and the way from the value as a whole to each field.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::{Attribute, DeriveInput, Member, PathArguments, Type};

use super::ast::{Ast, Body, Direction, FieldGroup, ModelField};
use super::case::Case;
use super::serde_attrs::SerdeAttrs;
use crate::paths::ident;
use crate::rules::Rule;
use crate::type_text::{last_segment, type_argument, type_argument_of};

/// The type, understood.
pub(crate) struct Model {
    pub(crate) item: DeriveInput,
    pub(crate) direction: Direction,
    pub(crate) serde: SerdeAttrs,
    /// Rules on the value as a whole.
    pub(crate) rules: Vec<Rule>,
    pub(crate) kind: Kind,
}

/// What kind of type it is.
pub(crate) enum Kind {
    Struct(Group),
    Enum(Vec<Variant>),
}

/// A variant.
pub(crate) struct Variant {
    pub(crate) name: Ident,
    /// The names it is read by, the usual one first.
    pub(crate) wire_names: Vec<String>,
    pub(crate) serde: SerdeAttrs,
    /// `#[cfg(…)]`, which is still to be decided when an attribute macro runs.
    pub(crate) cfg: Vec<Attribute>,
    pub(crate) group: Group,
}

/// The fields of a struct or a variant.
pub(crate) struct Group {
    pub(crate) named: bool,
    /// The keys from the value as a whole to where the fields begin: `["Circle"]`, `["content"]`, or none.
    pub(crate) prefix: Vec<String>,
    pub(crate) fields: Vec<Field>,
}

/// A field.
pub(crate) struct Field {
    pub(crate) member: Member,
    /// What generated code calls a reference to its value.
    pub(crate) binding: Ident,
    pub(crate) ty: Type,
    pub(crate) serde: SerdeAttrs,
    /// `#[cfg(…)]`, which is still to be decided when an attribute macro runs.
    pub(crate) cfg: Vec<Attribute>,
    /// Whether the type is one of the standard library's that has no rules, as far as its name tells.
    pub(crate) is_plain: bool,
    pub(crate) own_schema: bool,
    /// From where the fields begin to this one.
    pub(crate) step: Step,
    pub(crate) rules: Vec<Rule>,
    /// What has to be added for serde and schemars, such as `#[serde(borrow)]`.
    pub(crate) added: Vec<TokenStream>,
}

/// Whether a request must have a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    Required,
    Optional,
    /// As the type says: an `Option` may be absent, under whatever name.
    ByType,
}

/// One step of the way to a field.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Step {
    /// None: a newtype's field, a flattened one, the only one of a transparent type.
    Here,
    /// A member of an object.
    Key(String),
    /// An element of an array.
    Index(usize),
}

impl Field {
    /// The name the user knows it by.
    pub(crate) fn name(&self) -> String {
        match &self.member {
            Member::Named(name) => name.unraw().to_string(),
            Member::Unnamed(index) => index.index.to_string(),
        }
    }

    /// Whether a request must have it.
    pub(crate) fn presence(&self, model: &Model) -> Presence {
        let by_alias = !self.serde.aliases.is_empty();
        if self.serde.default || model.serde.default || by_alias || model.is_parameter(&self.ty) {
            Presence::Optional
        } else if self.serde.own_reading {
            // serde asks the type only where it reads the type.
            Presence::Required
        } else if is_option(&self.ty) {
            Presence::Optional
        } else if self.is_plain {
            Presence::Required
        } else {
            Presence::ByType
        }
    }
}

/// Finds names and ways.
pub(crate) fn lower(ast: Ast, direction: Direction) -> Model {
    let Ast { item, serde, rules, body } = ast;
    let kind = match body {
        Body::Struct(fields) => Kind::Struct(lower_group(fields, serde.rename_all, Vec::new(), serde.transparent)),
        Body::Enum(variants) => {
            Kind::Enum(variants.into_iter().map(|variant| lower_variant(variant, &serde)).collect())
        }
    };
    Model { item, direction, serde, rules, kind }
}

fn lower_variant(variant: super::ast::Variant, container: &SerdeAttrs) -> Variant {
    let super::ast::Variant { name, serde, cfg, fields } = variant;
    let text = name.unraw().to_string();
    let wire_name = serde.rename.clone().unwrap_or_else(|| match container.rename_all {
        Some(case) => case.of_variant(&text),
        None => text,
    });
    // serde's four representations: externally tagged, adjacently tagged, internally tagged, untagged.
    let prefix = match (&container.tag, &container.content) {
        _ if container.untagged || serde.untagged => Vec::new(),
        (None, _) => vec![wire_name.clone()],
        (Some(_), Some(content)) => vec![content.clone()],
        (Some(_), None) => Vec::new(),
    };
    let case = serde.rename_all.or(container.rename_all_fields);
    let group = lower_group(fields, case, prefix, false);
    let mut wire_names = vec![wire_name];
    wire_names.extend(serde.aliases.iter().cloned());
    Variant { name, wire_names, serde, cfg, group }
}

fn lower_group(fields: FieldGroup, case: Option<Case>, prefix: Vec<String>, transparent: bool) -> Group {
    let FieldGroup { named, fields } = fields;
    let newtype = !named && fields.len() == 1;
    // A skipped element of a tuple has no place in the array.
    let mut place = 0;
    let fields = fields.into_iter().enumerate().map(|(index, field)| {
        let step = match &field.member {
            _ if newtype || transparent || field.serde.flatten => Step::Here,
            Member::Named(name) => Step::Key(wire_name(name, &field.serde, case)),
            Member::Unnamed(_) => Step::Index(place),
        };
        place += usize::from(!field.serde.skip_reading);
        lower_field(index, field, step)
    });
    Group { named, prefix, fields: fields.collect() }
}

fn wire_name(name: &Ident, serde: &SerdeAttrs, case: Option<Case>) -> String {
    let text = name.unraw().to_string();
    serde.rename.clone().unwrap_or_else(|| case.map_or_else(|| text.clone(), |case| case.of_field(&text)))
}

fn lower_field(index: usize, field: ModelField, step: Step) -> Field {
    let ModelField { member, ty, mut serde, cfg, own_schema, rules } = field;
    let mut added = Vec::new();
    // Elsewhere than in an object there is no member that could be absent.
    let is_member = matches!(step, Step::Key(_));
    if is_member && type_argument_of(&ty, "Option").is_some_and(is_option) && !serde.own_reading {
        added.push(absent_or_null(serde.default));
        serde.default = true;
        if !serde.own_writing {
            added.push(quote!(#[serde(skip_serializing_if = "::core::option::Option::is_none")]));
        }
    }
    let is_plain = is_plain(&ty);
    Field { member, binding: ident(&format!("__f{index}")), ty, serde, cfg, is_plain, own_schema, step, rules, added }
}

/// An `Option<Option<T>>` tells a member that is absent from one that is `null`; serde alone reads both as absent, and writes
/// both as `null`.
fn absent_or_null(has_default: bool) -> TokenStream {
    let default = (!has_default).then(|| quote!(default,));
    quote!(#[serde(#default deserialize_with = "::cepa::macro_support::present")])
}

fn is_option(ty: &Type) -> bool {
    type_argument_of(ty, "Option").is_some()
}

/// Whether the name tells that the type has no rules of its own. Asking the compiler would do as well, at a price.
fn is_plain(ty: &Type) -> bool {
    const PLAIN: &[&str] = &[
        "String", "str", "bool", "char", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128",
        "isize", "f32", "f64",
    ];
    if let Type::Reference(reference) = ty {
        return is_plain(&reference.elem);
    }
    let Some(last) = last_segment(ty) else { return false };
    match &last.arguments {
        PathArguments::None => PLAIN.iter().any(|name| last.ident == name),
        _ => {
            let transparent = ["Option", "Vec", "Box", "Cow"].iter().any(|name| last.ident == name);
            transparent && type_argument(ty).is_some_and(is_plain)
        }
    }
}

impl Model {
    /// All fields, in order of declaration.
    pub(crate) fn fields_mut(&mut self) -> impl Iterator<Item = &mut Field> {
        let groups: Vec<&mut Group> = match &mut self.kind {
            Kind::Struct(group) => vec![group],
            Kind::Enum(variants) => variants.iter_mut().map(|variant| &mut variant.group).collect(),
        };
        groups.into_iter().flat_map(|group| group.fields.iter_mut())
    }

    /// All fields, in order of declaration.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &Field> {
        let groups: Vec<&Group> = match &self.kind {
            Kind::Struct(group) => vec![group],
            Kind::Enum(variants) => variants.iter().map(|variant| &variant.group).collect(),
        };
        groups.into_iter().flat_map(|group| group.fields.iter())
    }

    /// The single field of a newtype, or of a transparent struct.
    pub(crate) fn newtype(&self) -> Option<&Field> {
        let Kind::Struct(group) = &self.kind else { return None };
        match group.fields.as_slice() {
            [field] if !group.named || self.serde.transparent => Some(field),
            _ => None,
        }
    }

    /// The type's name as serde knows it.
    pub(crate) fn wire_name(&self) -> String {
        self.serde.rename.clone().unwrap_or_else(|| self.item.ident.unraw().to_string())
    }

    /// Whether `ty` is one of the type's own type parameters.
    fn is_parameter(&self, ty: &Type) -> bool {
        let Type::Path(path) = ty else { return false };
        let parameters = || self.item.generics.type_params();
        path.path.get_ident().is_some_and(|name| parameters().any(|parameter| parameter.ident == *name))
    }

    /// Whether `ty` mentions one of the type's own type parameters.
    pub(crate) fn is_generic(&self, ty: &Type) -> bool {
        let names: Vec<&Ident> = self.item.generics.type_params().map(|parameter| &parameter.ident).collect();
        !names.is_empty() && mentions(ty.to_token_stream(), &names)
    }
}

/// Whether one of `names` occurs in the tokens.
fn mentions(tokens: TokenStream, names: &[&Ident]) -> bool {
    tokens.into_iter().any(|token| match token {
        proc_macro2::TokenTree::Ident(name) => names.contains(&&name),
        proc_macro2::TokenTree::Group(group) => mentions(group.stream(), names),
        _ => false,
    })
}
