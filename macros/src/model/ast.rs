//! What the user wrote: the item with our attributes taken off, and what they and serde's say.

use proc_macro2::{Ident, TokenStream};
use syn::parse::Parser;
use syn::{Attribute, Data, DeriveInput, Field, Fields, Member, Meta, Type};

use super::serde_attrs::SerdeAttrs;
use crate::attr::{Attr, stream_entries};
use crate::diagnostics::Diagnostics;
use crate::rules::{self, Rule};
use crate::similar;

/// Which ways values of the type travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    /// `#[model]`: in and out.
    Both,
    /// `#[model(input)]`: never written.
    Input,
    /// `#[model(output)]`: never read.
    Output,
}

impl Direction {
    /// Whether values are made from requests.
    pub(crate) fn reads(self) -> bool {
        self != Self::Output
    }

    /// Whether values stand in answers.
    pub(crate) fn writes(self) -> bool {
        self != Self::Input
    }
}

/// A struct or an enum.
pub(crate) struct Ast {
    /// The item without `#[validate(…)]`.
    pub(crate) item: DeriveInput,
    pub(crate) serde: SerdeAttrs,
    /// The rules on the type as a whole.
    pub(crate) rules: Vec<Rule>,
    pub(crate) body: Body,
}

/// What the type is made of.
pub(crate) enum Body {
    Struct(FieldGroup),
    Enum(Vec<Variant>),
}

/// A variant of an enum.
pub(crate) struct Variant {
    pub(crate) name: Ident,
    pub(crate) serde: SerdeAttrs,
    pub(crate) cfg: Vec<Attribute>,
    pub(crate) fields: FieldGroup,
}

/// The fields of a struct or of a variant.
pub(crate) struct FieldGroup {
    pub(crate) named: bool,
    pub(crate) fields: Vec<ModelField>,
}

/// A field.
pub(crate) struct ModelField {
    pub(crate) member: Member,
    pub(crate) ty: Type,
    pub(crate) serde: SerdeAttrs,
    pub(crate) cfg: Vec<Attribute>,
    /// `#[schemars(with = …)]`, `schema_with` or `skip`: the schema does not come from what serde's attributes name.
    pub(crate) own_schema: bool,
    pub(crate) rules: Vec<Rule>,
}

/// Reads `input` or `output` or nothing.
pub(crate) fn parse_direction(attribute: TokenStream, diagnostics: &Diagnostics) -> Direction {
    let mut direction = Attr::new("the direction");
    stream_entries(attribute, diagnostics, |name, input| {
        let value = if name == "input" {
            Direction::Input
        } else if name == "output" {
            Direction::Output
        } else {
            crate::attr::skip_to_comma(input);
            let hint = similar::closest(&name.to_string(), ["input", "output"]);
            let hint = hint.map_or("it is `input` or `output`".to_owned(), |near| format!("did you mean `{near}`?"));
            return Err(syn::Error::new(name.span(), format_args!("`#[model]` has no option `{name}`; {hint}")));
        };
        match direction.get() {
            None => direction.set(diagnostics, name.span(), value),
            Some(first) if *first == value => {
                diagnostics.error_at(name.span(), format_args!("`{name}` is given twice; keep one"));
            }
            Some(_) => {
                diagnostics.error_at(name.span(), "`input` and `output` together are the plain `#[model]`: remove both")
            }
        }
        Ok(())
    });
    direction.take().unwrap_or(Direction::Both)
}

/// Reads the item; `None` where it is neither a struct nor an enum, which is noted.
pub(crate) fn parse_item(item: TokenStream, diagnostics: &Diagnostics) -> Option<Ast> {
    let mut item = match syn::parse2::<DeriveInput>(item.clone()) {
        Ok(DeriveInput { data: Data::Union(data), .. }) => {
            diagnostics
                .error(data.union_token, "a union has no form on the wire: `#[model]` goes on a struct or an enum");
            return None;
        }
        Ok(item) => item,
        Err(_) => {
            let message = "`#[model]` goes on a struct or an enum";
            diagnostics.error_at(keyword_span(item), message);
            return None;
        }
    };
    let rules = take_rules(&mut item.attrs, diagnostics);
    let body = match &mut item.data {
        Data::Struct(data) => Body::Struct(parse_fields(&mut data.fields, diagnostics)),
        Data::Enum(data) => {
            Body::Enum(data.variants.iter_mut().map(|variant| parse_variant(variant, diagnostics)).collect())
        }
        Data::Union(_) => return None,
    };
    let serde = SerdeAttrs::of(&item.attrs);
    Some(Ast { item, serde, rules, body })
}

/// Where to say that the item is of the wrong kind: at its keyword, after attributes and visibility.
fn keyword_span(item: TokenStream) -> proc_macro2::Span {
    let parser = |input: syn::parse::ParseStream<'_>| {
        input.call(Attribute::parse_outer)?;
        input.parse::<syn::Visibility>()?;
        let span = input.span();
        input.parse::<TokenStream>()?;
        Ok(span)
    };
    parser.parse2(item).unwrap_or_else(|error| error.span())
}

fn parse_variant(variant: &mut syn::Variant, diagnostics: &Diagnostics) -> Variant {
    for attribute in drain_validate(&mut variant.attrs) {
        diagnostics.error(attribute, "rules belong on a field of the variant, or on the enum as a whole");
    }
    Variant {
        name: variant.ident.clone(),
        serde: SerdeAttrs::of(&variant.attrs),
        cfg: cfg(&variant.attrs),
        fields: parse_fields(&mut variant.fields, diagnostics),
    }
}

fn parse_fields(fields: &mut Fields, diagnostics: &Diagnostics) -> FieldGroup {
    let named = matches!(fields, Fields::Named(_));
    let fields = fields.iter_mut().enumerate().map(|(index, field)| parse_field(index, field, diagnostics)).collect();
    FieldGroup { named, fields }
}

fn parse_field(index: usize, field: &mut Field, diagnostics: &Diagnostics) -> ModelField {
    let rules = take_rules(&mut field.attrs, diagnostics);
    ModelField {
        member: field.ident.clone().map_or_else(|| Member::Unnamed(index.into()), Member::Named),
        ty: field.ty.clone(),
        serde: SerdeAttrs::of(&field.attrs),
        cfg: cfg(&field.attrs),
        own_schema: has_own_schema(&field.attrs),
        rules,
    }
}

fn cfg(attributes: &[Attribute]) -> Vec<Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")).cloned().collect()
}

fn take_rules(attributes: &mut Vec<Attribute>, diagnostics: &Diagnostics) -> Vec<Rule> {
    let mut rules = Vec::new();
    for attribute in drain_validate(attributes) {
        for rule in rules::parse_attribute(&attribute, diagnostics) {
            rules::push_rule(&mut rules, rule, diagnostics);
        }
    }
    rules
}

fn drain_validate(attributes: &mut Vec<Attribute>) -> Vec<Attribute> {
    attributes.extract_if(.., |attribute| attribute.path().is_ident("validate")).collect()
}

fn has_own_schema(attributes: &[Attribute]) -> bool {
    attributes.iter().filter(|attribute| attribute.path().is_ident("schemars")).any(|attribute| {
        let Meta::List(list) = &attribute.meta else { return false };
        list.tokens.clone().into_iter().any(|token| {
            matches!(&token, proc_macro2::TokenTree::Ident(name) if name == "with" || name == "schema_with" || name == "skip")
        })
    })
}
