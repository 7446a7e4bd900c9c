//! What the user wrote in a route attribute: methods, path, options. Faults of one attribute are noted here.

use proc_macro2::{Ident, Span, TokenStream};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{LitStr, Token};

use super::options::Options;
use crate::attr;
use crate::diagnostics::Diagnostics;
use crate::similar;

/// One route attribute.
pub(crate) struct RouteAttribute {
    pub(crate) methods: Methods,
    pub(crate) path: LitStr,
    pub(crate) options: Options,
}

/// The methods that an attribute names.
#[derive(Clone)]
pub(crate) enum Methods {
    /// `#[any]`.
    Any,
    /// In upper case, with the place they stand at.
    Named(Vec<(String, Span)>),
}

/// The registered methods (IANA, Hypertext Transfer Protocol Method Registry). Others are written in quotes.
const METHODS: &[&str] = &[
    "ACL",
    "BASELINE-CONTROL",
    "BIND",
    "CHECKIN",
    "CHECKOUT",
    "CONNECT",
    "COPY",
    "DELETE",
    "GET",
    "HEAD",
    "LABEL",
    "LINK",
    "LOCK",
    "MERGE",
    "MKACTIVITY",
    "MKCALENDAR",
    "MKCOL",
    "MKREDIRECTREF",
    "MKWORKSPACE",
    "MOVE",
    "OPTIONS",
    "ORDERPATCH",
    "PATCH",
    "POST",
    "PROPFIND",
    "PROPPATCH",
    "PUT",
    "QUERY",
    "REBIND",
    "REPORT",
    "SEARCH",
    "TRACE",
    "UNBIND",
    "UNCHECKOUT",
    "UNLINK",
    "UNLOCK",
    "UPDATE",
    "UPDATEREDIRECTREF",
    "VERSION-CONTROL",
];

/// Reads `name(arguments)`: the family member's name decides whether methods come first.
pub(crate) fn parse_attribute(written: TokenStream, diagnostics: &Diagnostics) -> Option<RouteAttribute> {
    let parser = |input: ParseStream<'_>| {
        let name = input.call(Ident::parse_any)?;
        let content;
        syn::parenthesized!(content in input);
        parse_arguments(&name, &content, diagnostics)
    };
    diagnostics.note(syn::parse::Parser::parse2(parser, written)).flatten()
}

fn parse_arguments(
    name: &Ident,
    input: ParseStream<'_>,
    diagnostics: &Diagnostics,
) -> syn::Result<Option<RouteAttribute>> {
    let family = super::FAMILY.iter().find(|(member, _)| name == member).map_or("", |(_, method)| *method);
    let methods = match family {
        "" => parse_methods(name, input, diagnostics)?,
        "*" => Methods::Any,
        method => Methods::Named(vec![(method.to_owned(), name.span())]),
    };
    if !input.peek(LitStr) {
        let span = if input.is_empty() { name.span() } else { input.span() };
        let example =
            if family.is_empty() { "#[route(GET, \"/…\")]".to_owned() } else { format!("#[{name}(\"/…\")]") };
        let fault = if input.is_empty() { "which path?" } else { "first comes the path, as text in quotes:" };
        return Err(syn::Error::new(span, format!("{fault} write `{example}`")));
    }
    let path: LitStr = input.parse()?;
    let mut options = Options::new();
    if !input.is_empty() {
        input.parse::<Token![,]>().map_err(|error| syn::Error::new(error.span(), "options are separated by `,`"))?;
        attr::entries(input, diagnostics, |option, input| options.read(option, input, diagnostics));
    }
    Ok(Some(RouteAttribute { methods, path, options }))
}

/// `GET | POST | "PURGE",`
fn parse_methods(name: &Ident, input: ParseStream<'_>, diagnostics: &Diagnostics) -> syn::Result<Methods> {
    if input.peek(LitStr) && !(input.peek2(Token![|]) || input.peek2(Token![,]) && input.peek3(LitStr))
        || input.is_empty()
    {
        return Err(syn::Error::new(name.span(), "which method? write `#[route(GET, \"/…\")]`"));
    }
    let mut methods: Vec<(String, Span)> = Vec::new();
    loop {
        let (method, span) = parse_method(input, diagnostics)?;
        if methods.iter().any(|(known, _)| *known == method) {
            diagnostics.error_at(span, format_args!("`{method}` is named twice; keep one"));
        } else {
            methods.push((method, span));
        }
        if !input.peek(Token![|]) {
            break;
        }
        input.parse::<Token![|]>()?;
    }
    if !input.is_empty() {
        input.parse::<Token![,]>().map_err(|error| {
            syn::Error::new(
                error.span(),
                "methods are joined by `|` and followed by `,` and the path: `#[route(GET | POST, \"/…\")]`",
            )
        })?;
    }
    if let (true, Some((last, _)), Ok(next)) =
        (input.peek2(Token![,]), methods.last(), input.fork().call(Ident::parse_any))
    {
        return Err(syn::Error::new(next.span(), format!("methods are joined by `|`: write `{last} | {next}`")));
    }
    Ok(Methods::Named(methods))
}

fn parse_method(input: ParseStream<'_>, diagnostics: &Diagnostics) -> syn::Result<(String, Span)> {
    if input.peek(LitStr) {
        let text: LitStr = input.parse()?;
        let method = text.value();
        if method.is_empty()
            || !method.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
        {
            diagnostics.error(&text, "a method is a token (RFC 9110, section 9.1): letters, digits and `-` only");
        }
        return Ok((method, text.span()));
    }
    let ident = input.call(Ident::parse_any).map_err(|error| {
        syn::Error::new(error.span(), "which method? write `GET`, `POST`, … or one of your own in quotes")
    })?;
    let method = ident.to_string();
    if !METHODS.contains(&method.as_str()) {
        let upper = method.to_uppercase();
        let near = if METHODS.contains(&upper.as_str()) {
            Some(upper.as_str())
        } else {
            similar::closest(&method, METHODS.iter().copied())
        };
        let message = match near {
            Some(near) => {
                format!("unknown method `{method}`; did you mean `{near}`? (a method of your own is written in quotes)")
            }
            None => format!("unknown method `{method}`: a method of your own is written in quotes, \"{method}\""),
        };
        diagnostics.error(&ident, message);
    }
    Ok((method, ident.span()))
}

/// A host such as `"{tenant}.example.com"`: its parameters.
pub(crate) fn host_parameters(host: &LitStr, diagnostics: &Diagnostics) -> Vec<String> {
    let text = host.value();
    let mut parameters = Vec::new();
    let mut rest = text.as_str();
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}') else {
            diagnostics.error(host, "a `{` is not closed: write `{name}`");
            break;
        };
        let inside = &rest[open + 1..open + close];
        let name = inside.trim_start_matches('*').trim_end_matches('?').split(':').next().unwrap_or(inside);
        if syn::parse_str::<syn::Ident>(name).is_ok() {
            parameters.push(name.to_owned());
        } else {
            diagnostics.error(host, format_args!("`{name}` is no name for an argument"));
        }
        rest = &rest[open + close + 1..];
    }
    if text.is_empty() || text.contains('/') {
        diagnostics.error(host, "a host is a name with an optional port, without a path: \"{tenant}.example.com\"");
    }
    parameters
}
