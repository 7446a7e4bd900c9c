//! What a route becomes in a listing: literals, which the compiler joins, so that a table has only to copy them.
//!
//! The words and their order are those of the crate `cepa-listing`, which reads them.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::LitStr;

use crate::argument::expand::in_listings;
use crate::route::model::{Facts, Pattern, Route};

/// What ends each field.
const FIELD_END: char = '\u{1f}';

/// ```ignore
/// concat!("route␟show␟", module_path!(), "␟", file!(), "␟", line!(), "␟…")
/// ```
pub(crate) fn row(route: &Route) -> TokenStream {
    let name = route.function.name();
    let before = Fields::default().text("route").text(&name.to_string()).0;
    let after = facts(route).0;
    let end = FIELD_END.to_string();
    // With the user's own hygiene: else it would be the place of the attribute.
    let (file, line) = (of_place("file", name), of_place("line", name));
    quote!(::core::concat!(#before, ::core::module_path!(), #end, #file, #end, #line, #end, #after))
}

fn of_place(what: &str, name: &Ident) -> TokenStream {
    let what = Ident::new(what, name.span());
    quote_spanned!(name.span()=> ::core::#what!())
}

fn facts(route: &Route) -> Fields {
    let Facts { operation_id, status, limit_bytes, public, deprecated, tags, .. } = &route.facts;
    Fields::default()
        .text(operation_id)
        .optional(status.map(|(status, _)| status))
        .optional(*limit_bytes)
        .text(if public.is_some() { "public" } else { "" })
        .text(if *deprecated { "deprecated" } else { "" })
        .list(tags, |fields, tag| fields.text(tag))
        .list(&in_listings(&route.arguments), |fields, argument| {
            fields.text(&argument.source.to_lowercase()).text(&argument.name).text(&argument.type_name)
        })
        .list(&route.patterns, pattern)
}

fn pattern(fields: Fields, pattern: &Pattern) -> Fields {
    let Pattern { methods, path, host, .. } = pattern;
    fields.list(methods, |fields, method| fields.text(method)).path(&path.value()).path(&text_of(host.as_ref()))
}

fn text_of(literal: Option<&LitStr>) -> String {
    literal.map(LitStr::value).unwrap_or_default()
}

/// Fields, one after the other.
#[derive(Default)]
struct Fields(String);

impl Fields {
    /// What would end the field is lost in it.
    fn text(mut self, text: &str) -> Self {
        self.0 += &text.replace(FIELD_END, "\u{fffd}");
        self.0.push(FIELD_END);
        self
    }

    /// A pattern, in which an escape means the same.
    fn path(self, path: &str) -> Self {
        self.text(&path.replace(FIELD_END, "%1F"))
    }

    fn optional(self, number: Option<impl ToString>) -> Self {
        self.text(&number.map(|number| number.to_string()).unwrap_or_default())
    }

    fn list<T>(self, items: &[T], each: impl Fn(Self, &T) -> Self) -> Self {
        items.iter().fold(self.text(&items.len().to_string()), each)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a user writes can't pass for the end of a field.
    #[test]
    fn a_field_ends_where_its_text_does() {
        let fields = Fields::default().text("a\u{1f}b").path("/a\u{1f}b").optional(Some(3_u16)).optional(None::<u16>);
        assert_eq!(fields.0, "a\u{fffd}b\u{1f}/a%1Fb\u{1f}3\u{1f}\u{1f}");
    }

    #[test]
    fn a_list_begins_with_its_length() {
        let fields = Fields::default().list(&["x", "y"], |fields, text| fields.text(text));
        assert_eq!(fields.0, "2\u{1f}x\u{1f}y\u{1f}");
    }
}
