//! Which types are so plain that what their schema says can be told as data, and what it says.
//!
//! For these no derive of schemars' is run: what it writes costs the compiler several times what the facts do. The schema is
//! the same. So whatever is not known here to be plain is left to the derive: another attribute of schemars', a part of the
//! item that a build may leave out, serde's stranger forms, type parameters.

use proc_macro2::TokenStream;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Attribute, Data, Expr, ExprLit, ExprPath, Fields, Lit, LitStr, Meta, Token};

use super::lower::{Field, Group, Kind, Model, Step, Variant};
use crate::rules::{SchemaFact, schema_facts};

/// What the schema of a plain type says.
pub(crate) struct PlainSchema<'a> {
    pub(crate) docs: String,
    pub(crate) form: Form<'a>,
}

/// Its form.
#[allow(clippy::large_enum_variant, reason = "made once for each model and taken apart at once")]
pub(crate) enum Form<'a> {
    /// A struct with named fields.
    Object {
        /// `deny_unknown_fields`.
        closed: bool,
        members: Vec<Member<'a>>,
    },
    /// A tuple struct with one field, which is the whole.
    Newtype(Member<'a>),
    /// An enum of names: each on the wire, and its docs.
    Names(Vec<(&'a str, String)>),
}

/// A field that is a member of an object.
pub(crate) struct Member<'a> {
    pub(crate) name: &'a str,
    pub(crate) field: &'a Field,
    pub(crate) docs: String,
    pub(crate) default: Option<DefaultValue>,
    /// The function of `skip_serializing_if`.
    pub(crate) omitted_if: Option<ExprPath>,
    pub(crate) facts: Vec<SchemaFact>,
}

/// Where the value comes from that a member has where it is absent.
pub(crate) enum DefaultValue {
    /// The field's type.
    Type,
    /// A function.
    Function(ExprPath),
    /// The field of the container's default.
    Container(Option<ExprPath>),
}

/// What the type's schema says, if the type is a plain one.
pub(crate) fn plain(model: &Model) -> Option<PlainSchema<'_>> {
    let generics = &model.item.generics;
    if generics.type_params().next().is_some() || generics.const_params().next().is_some() {
        return None;
    }
    let docs = plain_docs(&model.item.attrs)?;
    let mut closed = false;
    let mut default = None;
    for (name, value) in serde_entries(&model.item.attrs)? {
        match (name.as_str(), value) {
            ("rename" | "rename_all", Value::Text(_)) => {}
            ("deny_unknown_fields", Value::None) => closed = true,
            ("default", Value::None) => default = Some(None),
            ("default", Value::Text(path)) => default = Some(Some(path.parse().ok()?)),
            _ => return None,
        }
    }
    let form = match (&model.kind, &model.item.data) {
        (Kind::Struct(group), Data::Struct(data)) => plain_struct(group, &data.fields, closed, default.as_ref())?,
        (Kind::Enum(variants), Data::Enum(data)) => {
            let names = variants.iter().zip(&data.variants).map(|(variant, written)| plain_name(variant, written));
            Form::Names(names.collect::<Option<Vec<_>>>().filter(|names| !names.is_empty())?)
        }
        _ => return None,
    };
    Some(PlainSchema { docs, form })
}

fn plain_struct<'a>(
    group: &'a Group,
    fields: &Fields,
    closed: bool,
    default: Option<&Option<ExprPath>>,
) -> Option<Form<'a>> {
    let members = group.fields.iter().zip(fields).map(|(field, written)| plain_member(field, written, default));
    let mut members = members.collect::<Option<Vec<_>>>()?;
    match fields {
        Fields::Named(_) => Some(Form::Object { closed, members }),
        Fields::Unnamed(_) if members.len() == 1 => {
            let only = members.pop()?;
            (only.default.is_none() && only.omitted_if.is_none()).then_some(Form::Newtype(only))
        }
        _ => None,
    }
}

fn plain_member<'a>(
    field: &'a Field,
    written: &syn::Field,
    container_default: Option<&Option<ExprPath>>,
) -> Option<Member<'a>> {
    let docs = plain_docs(&written.attrs)?;
    let added = Attribute::parse_outer.parse2(field.added.iter().cloned().collect::<TokenStream>()).ok()?;
    let mut default = container_default.map(|function| DefaultValue::Container(function.clone()));
    let mut omitted_if = None;
    for (name, value) in serde_entries(&written.attrs)?.into_iter().chain(serde_entries(&added)?) {
        match (name.as_str(), value) {
            ("rename" | "alias", Value::Text(_)) | ("borrow", _) | ("deserialize_with", Value::Text(_)) => {}
            ("default", Value::None) => default = Some(DefaultValue::Type),
            ("default", Value::Text(path)) => default = Some(DefaultValue::Function(path.parse().ok()?)),
            ("skip_serializing_if", Value::Text(path)) => omitted_if = Some(path.parse().ok()?),
            _ => return None,
        }
    }
    let name = match &field.step {
        Step::Key(name) => name.as_str(),
        Step::Here => "",
        Step::Index(_) => return None,
    };
    Some(Member { name, field, docs, default, omitted_if, facts: schema_facts(&field.rules)? })
}

/// A variant is told apart from others by its docs; where there are some that say nothing, that is not known.
fn plain_name<'a>(variant: &'a Variant, written: &syn::Variant) -> Option<(&'a str, String)> {
    let docs = plain_docs(&written.attrs)?;
    let is_documented = written.attrs.iter().any(|attribute| attribute.path().is_ident("doc"));
    let plain = serde_entries(&written.attrs)?.iter().all(|(name, value)| {
        matches!((name.as_str(), value), ("rename" | "alias", Value::Text(_)) | ("other", Value::None))
    });
    let plain = plain && matches!(written.fields, Fields::Unit) && is_documented != docs.is_empty();
    plain.then_some((variant.wire_names.first()?.as_str(), docs))
}

/// The doc comment, where there is nothing else that a schema hangs on and that is not looked at here.
fn plain_docs(attributes: &[Attribute]) -> Option<String> {
    let mut lines = Vec::new();
    for attribute in attributes {
        let path = attribute.path();
        if ["schemars", "garde", "deprecated", "cfg", "cfg_attr"].iter().any(|name| path.is_ident(name)) {
            return None;
        }
        if let (Meta::NameValue(pair), true) = (&attribute.meta, path.is_ident("doc")) {
            let Expr::Lit(ExprLit { lit: Lit::Str(line), .. }) = &pair.value else { return None };
            let line = line.value();
            lines.push(line.strip_prefix(' ').unwrap_or(&line).to_owned());
        }
    }
    Some(lines.join("\n").trim_ascii().to_owned())
}

/// What stands behind a name of serde's.
enum Value {
    None,
    Text(LitStr),
    Other,
}

/// All that `#[serde(…)]` says; `None` where it cannot be read.
fn serde_entries(attributes: &[Attribute]) -> Option<Vec<(String, Value)>> {
    let mut entries = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        let metas = attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).ok()?;
        for meta in metas {
            let name = meta.path().get_ident()?.to_string();
            entries.push((name, Value::of(meta)));
        }
    }
    Some(entries)
}

impl Value {
    fn of(meta: Meta) -> Self {
        match meta {
            Meta::Path(_) => Self::None,
            Meta::NameValue(pair) => match pair.value {
                Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Self::Text(text),
                _ => Self::Other,
            },
            Meta::List(_) => Self::Other,
        }
    }
}
