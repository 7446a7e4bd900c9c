//! What the user wrote: the item with our attributes taken off, and what they and serde's say.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::Parser;
use syn::{Attribute, Data, DeriveInput, Field, Fields, Member, Meta, Type};

use super::serde_attrs::SerdeAttrs;
use crate::argument::lifetimes;
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
    let (_, parameters, _) = item.generics.split_for_impl();
    let (name, parameters) = (&item.ident, parameters.to_token_stream());
    let whole = quote!(#name #parameters);
    let body = match &mut item.data {
        Data::Struct(data) => Body::Struct(parse_fields(&mut data.fields, &whole, diagnostics)),
        Data::Enum(data) => {
            Body::Enum(data.variants.iter_mut().map(|variant| parse_variant(variant, &whole, diagnostics)).collect())
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

fn parse_variant(variant: &mut syn::Variant, whole: &TokenStream, diagnostics: &Diagnostics) -> Variant {
    for attribute in drain_validate(&mut variant.attrs) {
        diagnostics.error(attribute, "rules belong on a field of the variant, or on the enum as a whole");
    }
    Variant {
        name: variant.ident.clone(),
        serde: SerdeAttrs::of(&variant.attrs),
        cfg: cfg(&variant.attrs),
        fields: parse_fields(&mut variant.fields, whole, diagnostics),
    }
}

fn parse_fields(fields: &mut Fields, whole: &TokenStream, diagnostics: &Diagnostics) -> FieldGroup {
    let named = matches!(fields, Fields::Named(_));
    let parse = |(index, field)| parse_field(index, field, whole, diagnostics);
    let fields = fields.iter_mut().enumerate().map(parse).collect();
    FieldGroup { named, fields }
}

fn parse_field(index: usize, field: &mut Field, whole: &TokenStream, diagnostics: &Diagnostics) -> ModelField {
    let rules = take_rules(&mut field.attrs, diagnostics);
    ModelField {
        member: field.ident.clone().map_or_else(|| Member::Unnamed(index.into()), Member::Named),
        ty: without_self(&field.ty, whole),
        serde: SerdeAttrs::of(&field.attrs),
        cfg: cfg(&field.attrs),
        own_schema: has_own_schema(&field.attrs),
        rules,
    }
}

/// `Self` is written out: some of what asks about a field stands outside of every impl.
fn without_self(ty: &Type, whole: &TokenStream) -> Type {
    if !lifetimes::finds(ty.to_token_stream(), &|token, _| is_self(token)) {
        return ty.clone();
    }
    syn::parse2(replace_self(ty.to_token_stream(), whole)).unwrap_or_else(|_| ty.clone())
}

fn is_self(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == "Self")
}

fn replace_self(tokens: TokenStream, whole: &TokenStream) -> TokenStream {
    let replaced = tokens.into_iter().map(|token| match token {
        token if is_self(&token) => whole.clone(),
        TokenTree::Group(group) => {
            let mut inner = Group::new(group.delimiter(), replace_self(group.stream(), whole));
            inner.set_span(group.span());
            TokenTree::Group(inner).into()
        }
        token => token.into(),
    });
    replaced.collect()
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
