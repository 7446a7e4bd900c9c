//! What `#[serde(…)]` says, as far as wire names, rules and borrowing hang on it.
//!
//! Reading is looked at, and whether writing is the user's own affair. What is not understood is passed over: serde's own derive sees the same attributes, and its
//! message shall be the only one.

use proc_macro2::{TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Ident, LitStr, Meta, Token, parenthesized};

use super::case::Case;

/// The attributes of a type, a variant or a field.
#[derive(Clone, Default)]
pub(crate) struct SerdeAttrs {
    /// `rename = "…"` or `rename(deserialize = "…")`.
    pub(crate) rename: Option<String>,
    /// `rename_all`, for what is inside.
    pub(crate) rename_all: Option<Case>,
    /// `rename_all_fields`, for the fields of an enum's variants.
    pub(crate) rename_all_fields: Option<Case>,
    pub(crate) aliases: Vec<String>,
    /// `default`, with or without a function.
    pub(crate) default: bool,
    /// The function of `default = "…"`.
    pub(crate) default_function: Option<LitStr>,
    /// `skip` or `skip_deserializing`.
    pub(crate) skip_reading: bool,
    pub(crate) flatten: bool,
    pub(crate) transparent: bool,
    pub(crate) untagged: bool,
    pub(crate) tag: Option<String>,
    pub(crate) content: Option<String>,
    /// `borrow`, with or without lifetimes.
    pub(crate) borrow: bool,
    /// `with = "…"`.
    pub(crate) with: Option<LitStr>,
    /// `with` or `deserialize_with`.
    pub(crate) own_reading: bool,
    /// `with`, `serialize_with`, or whatever says when the member is left out.
    pub(crate) own_writing: bool,
    /// `from = "…"` or `try_from = "…"`: the value is read as that type.
    pub(crate) read_as: Option<LitStr>,
    /// `other`: the variant for every other name.
    pub(crate) other: bool,
}

impl SerdeAttrs {
    /// Reads all `#[serde(…)]` among the attributes.
    pub(crate) fn of(attributes: &[Attribute]) -> Self {
        let mut found = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
            if let Meta::List(list) = &attribute.meta {
                // A syntax error ends the reading; serde reports it.
                let _ = Parser::parse2(|input: ParseStream<'_>| found.read(input), list.tokens.clone());
            }
        }
        found
    }

    fn read(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        while !input.is_empty() {
            let name = input.call(Ident::parse_any)?;
            let value = Value::read(input)?;
            self.set(&name.to_string(), value);
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    }

    fn set(&mut self, name: &str, value: Value) {
        match name {
            "rename" => self.rename = value.text().or(self.rename.take()),
            "rename_all" => self.rename_all = value.text().and_then(|name| Case::from_name(&name)).or(self.rename_all),
            "rename_all_fields" => {
                self.rename_all_fields =
                    value.text().and_then(|name| Case::from_name(&name)).or(self.rename_all_fields);
            }
            "alias" => self.aliases.extend(value.text()),
            "default" => {
                self.default = true;
                self.default_function = value.reading;
            }
            "skip" => {
                self.skip_reading = true;
                self.own_writing = true;
            }
            "skip_deserializing" => self.skip_reading = true,
            "serialize_with" | "skip_serializing" | "skip_serializing_if" => self.own_writing = true,
            "flatten" => self.flatten = true,
            "transparent" => self.transparent = true,
            "untagged" => self.untagged = true,
            "tag" => self.tag = value.text(),
            "content" => self.content = value.text(),
            "borrow" => self.borrow = true,
            "with" => {
                self.own_reading = true;
                self.own_writing = true;
                self.with = value.reading;
            }
            "deserialize_with" => self.own_reading = true,
            "from" | "try_from" => self.read_as = value.reading,
            "other" => self.other = true,
            _ => {}
        }
    }
}

/// What follows a name: nothing, `= "…"`, or `(serialize = "…", deserialize = "…")`.
struct Value {
    /// The text that holds for reading.
    reading: Option<LitStr>,
}

impl Value {
    fn read(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut reading = None;
        if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            if input.peek(LitStr) {
                reading = Some(input.parse()?);
            } else {
                crate::attr::skip_to_comma(input);
            }
        } else if input.peek(syn::token::Paren) {
            let content;
            parenthesized!(content in input);
            let tokens: TokenStream = content.parse()?;
            let _ = Parser::parse2(|input: ParseStream<'_>| read_sides(input, &mut reading), tokens);
        } else {
            while !input.is_empty() && !input.peek(Token![,]) {
                input.parse::<TokenTree>()?;
            }
        }
        Ok(Self { reading })
    }

    /// The value as text.
    fn text(&self) -> Option<String> {
        self.reading.as_ref().map(LitStr::value)
    }
}

/// Reads `serialize = "…", deserialize = "…"`; of several names for reading the first counts.
fn read_sides(input: ParseStream<'_>, reading: &mut Option<LitStr>) -> syn::Result<()> {
    while !input.is_empty() {
        let side = input.call(Ident::parse_any)?;
        input.parse::<Token![=]>()?;
        let text: LitStr = input.parse()?;
        if side == "deserialize" {
            reading.get_or_insert(text);
        }
        input.parse::<Option<Token![,]>>()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    fn attrs(tokens: proc_macro2::TokenStream) -> SerdeAttrs {
        let attributes = Attribute::parse_outer.parse2(tokens).expect("attributes");
        SerdeAttrs::of(&attributes)
    }

    #[test]
    fn names_for_reading() {
        let found = attrs(
            quote!(#[serde(rename(serialize = "a", deserialize = "b"), alias = "c", default)] #[serde(alias = "d")]),
        );
        assert_eq!(found.rename.as_deref(), Some("b"));
        assert_eq!(found.aliases, ["c", "d"]);
        assert!(found.default);
        assert_eq!(attrs(quote!(#[serde(rename(serialize = "a"))])).rename, None);
        assert_eq!(attrs(quote!(#[serde(rename_all = "kebab-case")])).rename_all, Some(Case::Kebab));
    }

    #[test]
    fn what_serde_will_refuse_is_passed_over() {
        let found =
            attrs(quote!(#[serde(rename = 3, bogus(x), tag = "t", content)] #[serde = "x"] #[serde(skip skip)]));
        assert_eq!((found.rename, found.tag.as_deref()), (None, Some("t")));
    }
}
