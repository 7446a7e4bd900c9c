//! The options of a route attribute: `status`, `tags`, `limit`, …, and any other `key = value` for middleware to read.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Lit, LitInt, LitStr, Token};

use crate::attr::{self, Attr};
use crate::diagnostics::Diagnostics;
use crate::similar;

/// What stands after the path.
pub(crate) struct Options {
    pub(crate) status: Attr<u16>,
    pub(crate) tags: Attr<Vec<String>>,
    pub(crate) operation_id: Attr<String>,
    pub(crate) limit_bytes: Attr<u64>,
    pub(crate) timeout_millis: Attr<u64>,
    pub(crate) deprecated: Attr<()>,
    pub(crate) public: Attr<()>,
    pub(crate) host: Attr<LitStr>,
    pub(crate) type_name: Attr<Ident>,
    pub(crate) finish: Attr<bool>,
    pub(crate) metadata: Vec<(String, Span, MetaValue)>,
}

/// A value for middleware.
#[derive(Clone)]
pub(crate) enum MetaValue {
    Bool(bool),
    Int(i64),
    Str(String),
}

const KNOWN: &[&str] =
    &["status", "tags", "operation_id", "limit", "timeout", "deprecated", "public", "host", "name", "on_disconnect"];

impl Options {
    pub(crate) fn new() -> Self {
        Self {
            status: Attr::new("status"),
            tags: Attr::new("tags"),
            operation_id: Attr::new("operation_id"),
            limit_bytes: Attr::new("limit"),
            timeout_millis: Attr::new("timeout"),
            deprecated: Attr::new("deprecated"),
            public: Attr::new("public"),
            host: Attr::new("host"),
            type_name: Attr::new("name"),
            finish: Attr::new("on_disconnect"),
            metadata: Vec::new(),
        }
    }

    /// Reads one option, whose name has been read already.
    pub(crate) fn read(&mut self, name: &Ident, input: ParseStream<'_>, diagnostics: &Diagnostics) -> syn::Result<()> {
        let span = name.span();
        match name.unraw().to_string().as_str() {
            "status" => self.status.set(diagnostics, span, status(name, input)?),
            "tags" => self.tags.set(diagnostics, span, tags(name, input)?),
            "operation_id" => self.operation_id.set(diagnostics, span, operation_id(name, input)?),
            "limit" => self.limit_bytes.set(diagnostics, span, size(name, input)?),
            "timeout" => self.timeout_millis.set(diagnostics, span, duration(name, input)?),
            "deprecated" => self.deprecated.set(diagnostics, span, ()),
            "public" => self.public.set(diagnostics, span, ()),
            "host" => self.host.set(diagnostics, span, text(name, input)?),
            "name" => self.type_name.set(diagnostics, span, attr::literal(name, input, "other_name")?),
            "on_disconnect" => self.finish.set(diagnostics, span, on_disconnect(name, input)?),
            other => self.read_metadata(other, name, input, diagnostics)?,
        }
        Ok(())
    }

    fn read_metadata(
        &mut self,
        key: &str,
        name: &Ident,
        input: ParseStream<'_>,
        diagnostics: &Diagnostics,
    ) -> syn::Result<()> {
        if let Some(near) = similar::closest(key, KNOWN.iter().copied()) {
            let message = format!("unknown option `{key}`; did you mean `{near}`?");
            return Err(syn::Error::new(name.span(), message));
        }
        let value = if input.peek(Token![=]) {
            metadata_value(attr::literal(name, input, "\"…\"")?)?
        } else {
            MetaValue::Bool(true)
        };
        if self.metadata.iter().any(|(known, ..)| known == key) {
            diagnostics.error_at(name.span(), format_args!("`{key}` is given twice; keep one"));
        }
        self.metadata.push((key.to_owned(), name.span(), value));
        Ok(())
    }
}

fn metadata_value(literal: Lit) -> syn::Result<MetaValue> {
    match &literal {
        Lit::Bool(value) => Ok(MetaValue::Bool(value.value)),
        Lit::Int(value) => Ok(MetaValue::Int(value.base10_parse()?)),
        Lit::Str(value) => Ok(MetaValue::Str(value.value())),
        other => Err(syn::Error::new(other.span(), "metadata is text, a whole number, or `true` or `false`")),
    }
}

fn text(name: &Ident, input: ParseStream<'_>) -> syn::Result<LitStr> {
    attr::literal(name, input, "\"…\"")
}

/// Clients make the names of their functions from it.
fn operation_id(name: &Ident, input: ParseStream<'_>) -> syn::Result<String> {
    let literal = text(name, input)?;
    let id = literal.value();
    let fits = |letter: char| letter.is_ascii_alphanumeric() || "_-.".contains(letter);
    if id.is_empty() || !id.chars().all(fits) {
        return Err(syn::Error::new(
            literal.span(),
            "clients are made from it: letters, digits, `_`, `-` and `.` only",
        ));
    }
    Ok(id)
}

fn status(name: &Ident, input: ParseStream<'_>) -> syn::Result<u16> {
    let literal: LitInt = attr::literal(name, input, "201")?;
    match literal.base10_parse::<u16>() {
        Ok(status @ 200..=399) => Ok(status),
        _ => Err(syn::Error::new(
            literal.span(),
            "the status of a success is between 200 and 399; errors have theirs from `#[derive(ApiError)]`",
        )),
    }
}

fn tags(name: &Ident, input: ParseStream<'_>) -> syn::Result<Vec<String>> {
    let array: syn::ExprArray = attr::literal(name, input, "[\"…\"]")?;
    array
        .elems
        .iter()
        .map(|element| match element {
            syn::Expr::Lit(syn::ExprLit { lit: Lit::Str(text), .. }) => Ok(text.value()),
            other => Err(syn::Error::new_spanned(other, "a tag is text: write `tags = [\"…\"]`")),
        })
        .collect()
}

/// `"10MiB"`, `"64 KiB"`, `"500 B"` or a plain number of bytes.
fn size(name: &Ident, input: ParseStream<'_>) -> syn::Result<u64> {
    let literal: Lit = attr::literal(name, input, "\"10 MiB\"")?;
    let units = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1)];
    quantity(&literal, &units)
        .ok_or_else(|| syn::Error::new(literal.span(), "a size is written \"10 MiB\", \"64 KiB\" or \"500 B\""))
}

/// `"30s"`, `"500ms"`, `"2min"`.
fn duration(name: &Ident, input: ParseStream<'_>) -> syn::Result<u64> {
    let literal: Lit = attr::literal(name, input, "\"30 s\"")?;
    let units = [("ms", 1), ("min", 60_000), ("s", 1_000)];
    let value = match &literal {
        Lit::Str(_) => quantity(&literal, &units).filter(|millis| *millis > 0),
        _ => None,
    };
    value.ok_or_else(|| syn::Error::new(literal.span(), "a time is written \"30 s\", \"500 ms\" or \"2 min\""))
}

/// A number with one of `units`; a bare number counts in the unit of 1.
fn quantity(literal: &Lit, units: &[(&str, u64)]) -> Option<u64> {
    match literal {
        Lit::Int(number) => number.base10_parse().ok(),
        Lit::Str(text) => {
            let text = text.value();
            let (unit, factor) = units.iter().find(|(unit, _)| text.ends_with(unit))?;
            text.strip_suffix(unit)?.trim().parse::<u64>().ok()?.checked_mul(*factor)
        }
        _ => None,
    }
}

fn on_disconnect(name: &Ident, input: ParseStream<'_>) -> syn::Result<bool> {
    let choice: Ident = attr::literal(name, input, "finish")?;
    match choice.to_string().as_str() {
        "finish" => Ok(true),
        "cancel" => Ok(false),
        _ => Err(syn::Error::new(choice.span(), "write `on_disconnect = finish` or `on_disconnect = cancel`")),
    }
}
