//! Decorators: `#[json]`, `#[html]`, … say how a route's value is written; `#[respond(Format)]` is one of your own.
//!
//! A decorator cannot know which route attribute stands on the function, above or below it and under which name. So it leaves
//! a mark, `#[::cepa::__pending(…)]`, at the end of the attributes. Whichever of them is expanded last takes all marks.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::Attribute;
use syn::spanned::Spanned;

use crate::diagnostics::Diagnostics;
use crate::function::{Attributed, Function};
use crate::paths::support;
use crate::route::{self, moved_route};

/// What a decorator says.
#[derive(Clone)]
pub(crate) struct Decorator {
    /// What the user wrote: `json`.
    pub(crate) name: String,
    /// The format's type.
    pub(crate) format: TokenStream,
    pub(crate) span: Span,
}

/// Leaves the mark of `#[name(arguments)]` on the function.
pub(crate) fn mark(name: &str, arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut item = match Attributed::parse(item, name) {
        Ok(item) => item,
        Err(tokens) => return tokens,
    };
    let has_faults = name != "respond" && name != "validate" && !arguments.is_empty();
    let error = has_faults.then(|| {
        let error = syn::Error::new_spanned(&arguments, format_args!("`#[{name}]` takes no arguments: remove them"));
        error.to_compile_error()
    });
    // The mark is left all the same: without it the route would be told to lack a decorator.
    let arguments = if has_faults { TokenStream::new() } else { arguments };
    let word = proc_macro2::Ident::new(name, Span::call_site());
    let mark: Attribute = syn::parse_quote!(#[::cepa::__pending(#word(#arguments))]);
    item.attributes.push(mark);
    if !route::is_complete(&item.attributes) {
        return quote!(#error #item);
    }
    let route = item.into_function(name).map_or_else(|tokens| tokens, route::finish);
    quote!(#error #route)
}

/// A mark that expands by itself stands on a function that no route attribute took; or before the mark of one, which it lets
/// go first.
pub(crate) fn orphan(mark: TokenStream, item: TokenStream) -> TokenStream {
    let name = mark.clone().into_iter().next();
    let text = name.as_ref().map(ToString::to_string).unwrap_or_default();
    let mut function = match Function::parse(item, &text) {
        Ok(function) => function,
        Err(tokens) => return tokens,
    };
    if function.attributes.iter().any(|attribute| moved_route(attribute).is_some()) {
        function.attributes.push(syn::parse_quote!(#[::cepa::__pending(#mark)]));
        return function.into_token_stream();
    }
    let span = name.map_or_else(Span::call_site, |name| name.span());
    let message = format!(
        "`#[{text}]` stands on a function that is no route: put `#[get(\"/…\")]` or another route attribute on it, or remove this"
    );
    let error = syn::Error::new(span, message).to_compile_error();
    let function = function.cleaned();
    quote!(#error #function)
}

/// Whether `attribute` is a mark, and what it holds.
pub(crate) fn pending(attribute: &Attribute) -> Option<syn::MetaList> {
    if attribute.path().segments.last()?.ident != "__pending" {
        return None;
    }
    attribute.parse_args::<syn::MetaList>().ok()
}

/// The decorator that a mark stands for; `None` for marks of another kind.
pub(crate) fn read(mark: &syn::MetaList, diagnostics: &Diagnostics) -> Option<Decorator> {
    let name = mark.path.get_ident()?.to_string();
    let support = support();
    let format = match name.as_str() {
        "json" => quote!(#support::JsonFormat),
        "html" => quote!(#support::HtmlFormat),
        "text" => quote!(#support::TextFormat),
        "xml" => quote!(#support::XmlFormat),
        "binary" => quote!(#support::BinaryFormat),
        "respond" => match syn::parse2::<syn::Type>(mark.tokens.clone()) {
            Ok(ty) => quote!(#ty),
            Err(_) => {
                diagnostics.error(
                    mark,
                    "which format? write `#[respond(Format)]` with a type that implements `cepa::response::Format`",
                );
                return None;
            }
        },
        _ => return None,
    };
    Some(Decorator { name, format, span: mark.path.span() })
}
