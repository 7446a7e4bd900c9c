//! Reading attributes: values that may be given once, and lists of `name`, `name = value`, `name(…)`.

use std::fmt::Display;

use proc_macro2::{Ident, Span, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Meta, Token};

use crate::diagnostics::Diagnostics;

/// A value that an attribute gives at most once. It remembers where.
#[derive(Clone)]
pub(crate) struct Attr<T> {
    value: Option<(Span, T)>,
    name: &'static str,
}

impl<T> Attr<T> {
    /// Not given yet; `name` is what the user writes.
    pub(crate) const fn new(name: &'static str) -> Self {
        Self { value: None, name }
    }

    /// Takes the value, or notes that there is one already.
    pub(crate) fn set(&mut self, diagnostics: &Diagnostics, span: Span, value: T) {
        if self.value.is_some() {
            diagnostics.error_at(span, format_args!("`{}` is given twice; keep one", self.name));
        } else {
            self.value = Some((span, value));
        }
    }

    /// The value.
    pub(crate) fn get(&self) -> Option<&T> {
        self.value.as_ref().map(|(_, value)| value)
    }

    /// The value, leaving none.
    pub(crate) fn take(&mut self) -> Option<T> {
        self.value.take().map(|(_, value)| value)
    }

    /// Where the value was given.
    pub(crate) fn span(&self) -> Option<Span> {
        self.value.as_ref().map(|(span, _)| *span)
    }

    /// Whether there is a value.
    pub(crate) fn is_some(&self) -> bool {
        self.value.is_some()
    }
}

/// Reads a list separated by commas, calling `entry` at each name. An entry that fails is noted and skipped up to the next
/// comma, so that one mistake does not hide the others.
pub(crate) fn entries(
    input: ParseStream<'_>,
    diagnostics: &Diagnostics,
    mut entry: impl FnMut(&Ident, ParseStream<'_>) -> syn::Result<()>,
) {
    while !input.is_empty() {
        match input.call(Ident::parse_any) {
            Ok(name) => {
                if let Err(error) = entry(&name, input) {
                    diagnostics.push(error);
                    skip_to_comma(input);
                }
            }
            Err(_) => {
                diagnostics.error_at(input.span(), "expected a name here");
                skip_to_comma(input);
            }
        }
        if input.is_empty() {
            return;
        }
        if let Err(error) = input.parse::<Token![,]>() {
            diagnostics.push(error);
            skip_to_comma(input);
            let _ = input.parse::<Token![,]>();
        }
    }
}

/// Reads the entries inside the parentheses of `#[name(…)]`. A bare `#[name]` has none; `#[name = …]` is a fault.
pub(crate) fn attribute_entries(
    attribute: &Attribute,
    diagnostics: &Diagnostics,
    entry: impl FnMut(&Ident, ParseStream<'_>) -> syn::Result<()>,
) {
    match &attribute.meta {
        Meta::Path(_) => {}
        Meta::List(list) => {
            let parsed = list.parse_args_with(|input: ParseStream<'_>| {
                entries(input, diagnostics, entry);
                Ok(())
            });
            diagnostics.note(parsed);
        }
        Meta::NameValue(pair) => {
            let name = path_text(&pair.path);
            diagnostics.error(pair, format_args!("`{name}` takes a list: write `#[{name}(…)]`"));
        }
    }
}

/// Reads the entries of a whole token stream, such as what stands in the parentheses of an attribute macro.
pub(crate) fn stream_entries(
    tokens: TokenStream,
    diagnostics: &Diagnostics,
    entry: impl FnMut(&Ident, ParseStream<'_>) -> syn::Result<()>,
) {
    let parsed = syn::parse::Parser::parse2(
        |input: ParseStream<'_>| {
            entries(input, diagnostics, entry);
            Ok(())
        },
        tokens,
    );
    diagnostics.note(parsed);
}

/// Reads `= value`; `wanted` completes "write `name = …`" where it is missing.
pub(crate) fn value<T: Parse>(name: &Ident, input: ParseStream<'_>, wanted: impl Display) -> syn::Result<T> {
    if !input.peek(Token![=]) {
        return Err(syn::Error::new(name.span(), format_args!("`{name}` needs a value: write `{name} = {wanted}`")));
    }
    input.parse::<Token![=]>()?;
    if input.is_empty() || input.peek(Token![,]) {
        return Err(syn::Error::new(name.span(), format_args!("`{name}` needs a value: write `{name} = {wanted}`")));
    }
    input.parse()
}

/// As [`value`], for what is one token: of another kind, all there is to say is what to write.
pub(crate) fn literal<T: Parse>(name: &Ident, input: ParseStream<'_>, wanted: impl Display) -> syn::Result<T> {
    let ahead = input.fork();
    match value(name, input, &wanted) {
        Err(error) if ahead.parse::<Token![=]>().is_ok() && !ahead.is_empty() && !ahead.peek(Token![,]) => {
            Err(syn::Error::new(error.span(), format_args!("write `{name} = {wanted}`")))
        }
        result => result,
    }
}

/// Goes on to the next comma or to the end.
pub(crate) fn skip_to_comma(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) {
        if input.parse::<proc_macro2::TokenTree>().is_err() {
            return;
        }
    }
}

/// A path as the user wrote it, without blanks: `serde::rename`.
pub(crate) fn path_text(path: &syn::Path) -> String {
    let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    names.join("::")
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    fn names(tokens: TokenStream) -> (Vec<String>, usize) {
        let diagnostics = Diagnostics::new();
        let mut names = Vec::new();
        stream_entries(tokens, &diagnostics, |name, input| {
            names.push(name.to_string());
            if input.peek(Token![=]) {
                value::<syn::LitInt>(name, input, "1")?;
            }
            Ok(())
        });
        let faults = diagnostics.len();
        diagnostics.finish();
        (names, faults)
    }

    #[test]
    fn a_faulty_entry_does_not_hide_the_next() {
        assert_eq!(names(quote!(a, b = x y, type = 1, c =, "d", e f, g,)).0, ["a", "b", "type", "c", "e", "g"]);
        assert_eq!(names(quote!(a, b = x y, type = 1, c =, "d", e f, g,)).1, 4);
    }

    #[test]
    fn a_second_value_is_told_and_the_first_kept() {
        let diagnostics = Diagnostics::new();
        let mut limit = Attr::new("limit");
        limit.set(&diagnostics, Span::call_site(), 1);
        limit.set(&diagnostics, Span::call_site(), 2);
        assert_eq!(limit.get(), Some(&1));
        let text = diagnostics.finish().map(|tokens| tokens.to_string()).unwrap_or_default();
        assert!(text.contains("`limit` is given twice; keep one"), "{text}");
    }
}
