//! What the user wrote: an error of one or more kinds, each with its answer and its fields.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::{
    Attribute, Data, DeriveInput, Expr, ExprLit, Field, Fields, Generics, Lit, LitStr, Member, Meta, Token, Type,
};

use super::text::Text;
use crate::attr::{Attr, attribute_entries, path_text};
use crate::diagnostics::Diagnostics;
use crate::docs::docs;
use crate::paths::{ident, resolved};
use crate::similar;

/// The type.
pub(crate) struct ErrorType<'a> {
    pub(crate) name: &'a Ident,
    pub(crate) generics: &'a Generics,
    /// Whether it is an enum; a struct has one kind.
    pub(crate) is_enum: bool,
    /// Whether the thiserror crate's derive writes `Display`, `Error` and `From`.
    pub(crate) thiserror: bool,
    pub(crate) kinds: Vec<ErrorKind<'a>>,
}

/// A variant, or the struct as a whole.
pub(crate) struct ErrorKind<'a> {
    pub(crate) name: &'a Ident,
    pub(crate) status: Option<u16>,
    pub(crate) detail: Option<Text>,
    /// The URI of the problem's type.
    pub(crate) uri: Option<String>,
    pub(crate) headers: Vec<(LitStr, Text)>,
    /// Where `#[transparent]` stands.
    pub(crate) transparent: Option<Span>,
    /// First paragraph of the doc comment.
    pub(crate) summary: String,
    pub(crate) fields: Vec<ErrorField<'a>>,
    /// An attribute that a transparent variant has no use for.
    pub(crate) answer_attribute: Option<(&'static str, Span)>,
}

/// A field.
pub(crate) struct ErrorField<'a> {
    pub(crate) member: Member,
    /// What generated code calls the value.
    pub(crate) binding: Ident,
    pub(crate) ty: &'a Type,
    /// Where `#[from]` stands.
    pub(crate) from: Option<Span>,
    /// Where `#[source]` stands.
    pub(crate) source: Option<Span>,
    /// `#[problem(skip)]`: not sent.
    pub(crate) skip: bool,
}

impl ErrorField<'_> {
    /// Whether the field is the error behind this one.
    pub(crate) fn is_source(&self) -> bool {
        self.from.is_some() || self.source.is_some()
    }

    /// The name the user knows it by.
    pub(crate) fn name(&self) -> String {
        match &self.member {
            Member::Named(name) => name.unraw().to_string(),
            Member::Unnamed(index) => index.index.to_string(),
        }
    }
}

/// Reads the item; `None` where it is a union, which is noted.
pub(crate) fn parse<'a>(item: &'a DeriveInput, diagnostics: &Diagnostics) -> Option<ErrorType<'a>> {
    let (is_enum, kinds) = match &item.data {
        Data::Struct(data) => (false, vec![parse_kind(&item.ident, &item.attrs, &data.fields, None, diagnostics)]),
        Data::Enum(data) => {
            let default = parse_enum_attributes(&item.attrs, diagnostics);
            let kinds = data.variants.iter();
            let kinds =
                kinds.map(|variant| parse_kind(&variant.ident, &variant.attrs, &variant.fields, default, diagnostics));
            (true, kinds.collect())
        }
        Data::Union(data) => {
            diagnostics.error(data.union_token, "`#[derive(ApiError)]` goes on an enum or a struct");
            return None;
        }
    };
    let thiserror = has_error_attribute(item);
    Some(ErrorType { name: &item.ident, generics: &item.generics, is_enum, thiserror, kinds })
}

/// thiserror's `#[error("…")]` is there only beside its derive.
fn has_error_attribute(item: &DeriveInput) -> bool {
    let is_error = |attribute: &Attribute| attribute.path().is_ident("error");
    let in_variants = match &item.data {
        Data::Enum(data) => data.variants.iter().any(|variant| variant.attrs.iter().any(is_error)),
        _ => false,
    };
    in_variants || item.attrs.iter().any(is_error)
}

/// On an enum as a whole stands at most the status of the variants that name none.
fn parse_enum_attributes(attributes: &[Attribute], diagnostics: &Diagnostics) -> Option<u16> {
    let mut status = Attr::new("status");
    for attribute in attributes {
        let name = path_text(attribute.path());
        if name == "status" {
            if let Some(value) = parse_status(attribute, diagnostics) {
                status.set(diagnostics, attribute.path().span(), value);
            }
        } else if ["detail", "kind", "header", "problem", "transparent"].contains(&name.as_str()) {
            diagnostics.error(attribute, format_args!("`#[{name}]` belongs on a variant"));
        }
    }
    status.take()
}

fn parse_kind<'a>(
    name: &'a Ident,
    attributes: &[Attribute],
    fields: &'a Fields,
    default_status: Option<u16>,
    diagnostics: &Diagnostics,
) -> ErrorKind<'a> {
    let mut written = Written::new();
    for attribute in attributes {
        written.read(attribute, diagnostics);
    }
    let transparent = written.transparent.span();
    let status = match written.status.take() {
        Some(status) => status.or(Some(500)),
        None => default_status,
    };
    // What the compiler says of a misspelt `#[status]` is enough.
    let misspelt =
        attributes.iter().any(|attribute| similar::closest(&path_text(attribute.path()), ["status"]).is_some());
    if status.is_none() && transparent.is_none() && !misspelt {
        diagnostics.error(name, "which status? write `#[status(404)]`");
    }
    let fields = fields.iter().enumerate().map(|(index, field)| parse_field(index, field, diagnostics)).collect();
    ErrorKind {
        name,
        status,
        detail: written.detail.take(),
        uri: written.uri.take(),
        headers: written.headers,
        transparent,
        summary: docs(attributes).0,
        fields,
        answer_attribute: written.answer_attribute,
    }
}

/// The attributes of one kind.
struct Written {
    /// `None` inside: given, but wrong.
    status: Attr<Option<u16>>,
    detail: Attr<Text>,
    uri: Attr<String>,
    transparent: Attr<()>,
    headers: Vec<(LitStr, Text)>,
    answer_attribute: Option<(&'static str, Span)>,
}

impl Written {
    fn new() -> Self {
        Self {
            status: Attr::new("status"),
            detail: Attr::new("detail"),
            uri: Attr::new("kind"),
            transparent: Attr::new("transparent"),
            headers: Vec::new(),
            answer_attribute: None,
        }
    }

    fn read(&mut self, attribute: &Attribute, diagnostics: &Diagnostics) {
        let span = attribute.path().span();
        let Some(name) = attribute.path().get_ident().map(Ident::to_string) else { return };
        match name.as_str() {
            "status" => {
                self.note("status", span);
                self.status.set(diagnostics, span, parse_status(attribute, diagnostics));
            }
            "detail" => {
                self.note("detail", span);
                let text = diagnostics.note(parse_text(attribute, "#[detail(\"only {left} left\")]"));
                if let Some(text) = text.and_then(|text| Text::parse(&text, diagnostics)) {
                    self.detail.set(diagnostics, span, text);
                }
            }
            "kind" => {
                self.note("kind", span);
                if let Some(text) =
                    diagnostics.note(parse_text(attribute, "#[kind(\"https://example.com/problems/sold-out\")]"))
                {
                    self.uri.set(diagnostics, span, text.value());
                }
            }
            "header" => {
                self.note("header", span);
                self.headers.extend(parse_header(attribute, diagnostics));
            }
            "transparent" => {
                if !matches!(attribute.meta, Meta::Path(_)) {
                    diagnostics.error(attribute, "`#[transparent]` takes nothing: write it alone");
                }
                self.transparent.set(diagnostics, span, ());
            }
            "problem" => diagnostics.error(attribute, "`#[problem(skip)]` belongs on a field"),
            "from" | "source" => diagnostics.error(attribute, format_args!("`#[{name}]` belongs on a field")),
            _ => {}
        }
    }

    fn note(&mut self, name: &'static str, span: Span) {
        self.answer_attribute.get_or_insert((name, span));
    }
}

/// `#[status(404)]`: any from 400 to 999.
fn parse_status(attribute: &Attribute, diagnostics: &Diagnostics) -> Option<u16> {
    let Ok(value) = attribute.parse_args::<Expr>() else {
        diagnostics.error(attribute, "which status? write `#[status(404)]`");
        return None;
    };
    let Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) = crate::rules::plain(&value) else {
        diagnostics.error(value, "a status is a number: write `#[status(404)]`");
        return None;
    };
    let status = number.base10_parse().ok().filter(|status| (400..=999).contains(status));
    if status.is_none() {
        diagnostics.error(number, "the status of an error is from 400 to 999: write `#[status(404)]`");
    }
    status
}

fn parse_text(attribute: &Attribute, example: &str) -> syn::Result<LitStr> {
    attribute
        .parse_args()
        .map_err(|_| syn::Error::new_spanned(attribute, format!("text in quotes belongs here: write `{example}`")))
}

/// `#[header("Retry-After", "{seconds}")]`.
fn parse_header(attribute: &Attribute, diagnostics: &Diagnostics) -> Option<(LitStr, Text)> {
    let parsed = attribute.parse_args_with(|input: ParseStream<'_>| {
        let name: LitStr = input.parse()?;
        input.parse::<Token![,]>()?;
        let value: LitStr = input.parse()?;
        input.parse::<Option<Token![,]>>()?;
        Ok((name, value))
    });
    let Ok((name, value)) = parsed else {
        diagnostics.error(attribute, "a header is a name and a value: write `#[header(\"Retry-After\", \"120\")]`");
        return None;
    };
    // A field name is a token (RFC 9110, section 5.1).
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.value().is_empty() || !name.value().bytes().all(token) {
        diagnostics
            .error(name, "not the name of a header: letters, digits and `-` make one, such as `\"Retry-After\"`");
        return None;
    }
    Some((name, Text::parse(&value, diagnostics)?))
}

fn parse_field<'a>(index: usize, field: &'a Field, diagnostics: &Diagnostics) -> ErrorField<'a> {
    let (mut from, mut source, mut skip) = (Attr::new("from"), Attr::new("source"), Attr::new("skip"));
    for attribute in &field.attrs {
        let span = attribute.path().span();
        match path_text(attribute.path()).as_str() {
            "from" => from.set(diagnostics, span, ()),
            "source" => source.set(diagnostics, span, ()),
            "problem" => parse_problem(attribute, &mut skip, diagnostics),
            _ => {}
        }
    }
    let mut binding = ident(&format!("__f{index}"));
    // What the compiler says of the value, it says at the field.
    binding.set_span(resolved(field.ty.span()));
    ErrorField {
        member: field.ident.clone().map_or_else(|| Member::Unnamed(index.into()), Member::Named),
        binding,
        ty: &field.ty,
        from: from.span(),
        source: source.span(),
        skip: skip.is_some(),
    }
}

fn parse_problem(attribute: &Attribute, skip: &mut Attr<()>, diagnostics: &Diagnostics) {
    if !matches!(attribute.meta, Meta::List(_)) {
        diagnostics
            .error(attribute, "`#[problem]` alone says nothing: write `#[problem(skip)]` for a field that is not sent");
        return;
    }
    attribute_entries(attribute, diagnostics, |name, _| {
        if name != "skip" {
            let hint = similar::closest(&name.to_string(), ["skip"]);
            let hint = hint.map_or("it is `skip`".to_owned(), |near| format!("did you mean `{near}`?"));
            return Err(syn::Error::new(name.span(), format_args!("`#[problem]` has no option `{name}`; {hint}")));
        }
        skip.set(diagnostics, name.span(), ());
        Ok(())
    });
}
