//! What the user wrote on and in an argument -> [`Argument`]; the faults of a single argument.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::{Attribute, Expr, FnArg, Pat, PatType, ReceiverKind, Type};

use super::{Argument, Place, Source, lifetimes};
use crate::attr::{self, Attr};
use crate::diagnostics::Diagnostics;
use crate::docs;
use crate::function::{self, Function};
use crate::rules::{self, Kind, Parsed, Rule};
use crate::similar;
use crate::type_text::{last_segment, type_argument_of, type_text};

/// Who asks for the arguments, which decides what may be among them.
#[derive(Clone, Copy)]
pub(crate) struct Owner<'a> {
    /// "a route", "an extractor", "a middleware": for messages.
    pub(crate) what: &'static str,
    /// The names of the path's parameters, where the owner has a path; `None` for a path with faults, which may mean any.
    pub(crate) path: Option<&'a [String]>,
    /// The parameters among them that no argument is named for.
    pub(crate) unnamed: &'a [&'a str],
    /// Whether a body may be read.
    pub(crate) body: bool,
    /// Whether it hands the request on, and so cannot borrow from it.
    pub(crate) hands_on: bool,
    /// Whether `&self` is allowed.
    pub(crate) receiver: bool,
}

/// All arguments of `function`; one that cannot be understood is left out, its fault noted.
pub(crate) fn arguments(function: &Function, owner: Owner<'_>, diagnostics: &Diagnostics) -> Vec<Argument> {
    let arguments: Vec<Argument> =
        function.signature.inputs.iter().filter_map(|input| argument(input, owner, diagnostics)).collect();
    check_single_body(&arguments, diagnostics);
    check_names_once(&arguments, diagnostics);
    arguments
}

fn argument(input: &FnArg, owner: Owner<'_>, diagnostics: &Diagnostics) -> Option<Argument> {
    match input {
        FnArg::Receiver(receiver) => parse_receiver(receiver, owner, diagnostics),
        FnArg::Typed(typed) => parse_typed(typed, owner, diagnostics),
        #[allow(unreachable_patterns, reason = "the enum may grow")]
        other => {
            diagnostics.error(other, format_args!("{} takes no such argument", owner.what));
            None
        }
    }
}

fn parse_receiver(receiver: &syn::Receiver, owner: Owner<'_>, diagnostics: &Diagnostics) -> Option<Argument> {
    if !owner.receiver {
        diagnostics.error(
            receiver,
            format_args!(
                "{} takes no `self`: methods become routes in an `impl` block marked `#[controller]`",
                owner.what
            ),
        );
        return None;
    }
    let ReceiverKind::Typed(_, ty) = &receiver.kind else {
        diagnostics.error(receiver, "the controller is shared by all requests: write `&self`");
        return None;
    };
    let ty = (**ty).clone();
    Some(Argument {
        name: None,
        at: receiver.self_token.span(),
        ty,
        source: Source::Receiver,
        rules: Vec::new(),
        demands_rules: None,
        skips_rules: false,
        docs: String::new(),
        example: None,
    })
}

fn parse_typed(typed: &PatType, owner: Owner<'_>, diagnostics: &Diagnostics) -> Option<Argument> {
    let ty = function::ungrouped(&typed.ty).clone();
    let name = match &*typed.pat {
        Pat::Ident(pattern) => Some(pattern.ident.clone()),
        _ => None,
    };
    let mut written = Written::new();
    for attribute in typed.attrs.iter() {
        written.read(attribute, owner, diagnostics);
    }
    let source = match written.marker.take() {
        Some(marker) => marked_source(&marker, &mut written, name.as_ref(), typed, owner, diagnostics)?,
        None => unmarked_source(&mut written, name.as_ref(), &ty, owner, diagnostics),
    };
    check_borrow(&source, &ty, owner, diagnostics);
    written.check_default(&ty, diagnostics);
    rules::check_fit(&mut written.rules, &ty, diagnostics);
    if !written.unknown {
        written.check_leftovers(&source, diagnostics);
    }
    written.check_example(&ty, diagnostics);
    let at = written.wire_name.get().map(syn::LitStr::span).or_else(|| name.as_ref().map(Ident::span));
    let example = written.example.take();
    let Written { rules, demands_rules, skips_rules, .. } = written;
    let docs = docs::text(&typed.attrs);
    let skips_rules = skips_rules.is_some();
    Some(Argument {
        name,
        at: at.unwrap_or_else(|| typed.pat.span()),
        ty,
        source,
        rules,
        demands_rules,
        skips_rules,
        docs,
        example,
    })
}

/// What the attributes of one argument say.
struct Written {
    marker: Attr<Ident>,
    wire_name: Attr<syn::LitStr>,
    default: Attr<Option<Expr>>,
    example: Attr<Expr>,
    any_method: Attr<()>,
    rules: Vec<Rule>,
    demands_rules: Option<Span>,
    skips_rules: Option<Span>,
    /// There is an attribute that nobody knows: it may have been meant to say anything.
    unknown: bool,
}

impl Written {
    fn new() -> Self {
        Self {
            marker: Attr::new("the source of an argument"),
            wire_name: Attr::new("name"),
            default: Attr::new("default"),
            example: Attr::new("example"),
            any_method: Attr::new("any_method"),
            rules: Vec::new(),
            demands_rules: None,
            skips_rules: None,
            unknown: false,
        }
    }

    fn read(&mut self, attribute: &Attribute, owner: Owner<'_>, diagnostics: &Diagnostics) {
        if attribute.path().is_ident("validate") {
            return self.read_validate(attribute, diagnostics);
        }
        if function::is_rustc_attribute(attribute) {
            return;
        }
        if !function::is_argument_attribute(attribute) {
            self.unknown = true;
            return unknown_attribute(attribute, diagnostics);
        }
        let Some(name) = attribute.path().get_ident().cloned() else { return };
        if let Some(first) = self.marker.get() {
            let message = format!("an argument has one source: it is marked `#[{first}]` already, remove one");
            return diagnostics.error(attribute.path(), message);
        }
        if name == "body" && !owner.body {
            diagnostics.error(&name, format_args!("{} reads no body: only a route does", owner.what));
        }
        self.marker.set(diagnostics, name.span(), name.clone());
        if let Some(text) = bare_text(attribute) {
            let message = format!("a name is written out: write `#[{name}(name = {text})]`");
            return diagnostics.error(text, message);
        }
        attr::attribute_entries(attribute, diagnostics, |name, input| self.read_entry(name, input, diagnostics));
    }

    fn read_entry(&mut self, name: &Ident, input: ParseStream<'_>, diagnostics: &Diagnostics) -> syn::Result<()> {
        match name.to_string().as_str() {
            "name" => {
                let text: syn::LitStr = attr::literal(name, input, "\"…\"")?;
                if text.value().is_empty() {
                    return Err(syn::Error::new(text.span(), "a name has at least one letter"));
                }
                self.wire_name.set(diagnostics, name.span(), text);
            }
            "default" => {
                let value = if input.peek(syn::Token![=]) { Some(attr::value(name, input, "…")?) } else { None };
                self.default.set(diagnostics, name.span(), value);
            }
            "example" => {
                let value = attr::value(name, input, "…")?;
                self.example.set(diagnostics, name.span(), value);
            }
            "any_method" => self.any_method.set(diagnostics, name.span(), ()),
            _ => {
                let known = ["name", "default", "example"].into_iter().chain(rules::rule_names());
                self.read_rule(name, input, "option", known, diagnostics)?;
            }
        }
        Ok(())
    }

    fn read_rule<'a>(
        &mut self,
        name: &Ident,
        input: ParseStream<'_>,
        what: &str,
        known: impl Iterator<Item = &'a str>,
        diagnostics: &Diagnostics,
    ) -> syn::Result<()> {
        match rules::parse_one(name, input, diagnostics) {
            Parsed::Rule(rule) if matches!(rule.kind, Kind::MustMatch { .. }) => diagnostics.error_at(
                rule.name.span(),
                "`must_match` compares the fields of a model; across arguments write `#[validate(custom(function = …))]` on the function",
            ),
            Parsed::Rule(rule) if matches!(rule.kind, Kind::Skip) => self.skips_rules = Some(name.span()),
            Parsed::Rule(rule) => self.rules.push(rule),
            Parsed::Faulty => {}
            Parsed::NotARule if rules::is_option(name) => {
                return Err(rules::misplaced_option(name, self.rules.last()));
            }
            Parsed::NotARule => {
                let hint = similar::hint(&name.to_string(), known);
                return Err(syn::Error::new(name.span(), format!("unknown {what} `{name}`{hint}")));
            }
        }
        Ok(())
    }

    fn read_validate(&mut self, attribute: &Attribute, diagnostics: &Diagnostics) {
        if matches!(attribute.meta, syn::Meta::Path(_)) {
            self.demands_rules = Some(attribute.path().span());
            return;
        }
        attr::attribute_entries(attribute, diagnostics, |name, input| {
            self.read_rule(name, input, "rule", rules::rule_names(), diagnostics)
        });
    }

    /// Rules hold for the default too.
    fn check_default(&self, ty: &Type, diagnostics: &Diagnostics) {
        let Some(span) = self.default.span() else { return };
        if let Some(inner) = type_argument_of(ty, "Option") {
            let message = format!(
                "with a default there is always a value: write `{}` for the type, or remove `default`",
                type_text(inner)
            );
            return diagnostics.error_at(span, message);
        }
        match self.default.get() {
            Some(Some(value)) => {
                if check_kind("default", value, ty, diagnostics) {
                    rules::check_default(value, &self.rules, value, diagnostics);
                }
            }
            _ => {
                if let Some(value) = rules::default_of(ty) {
                    rules::check_default(&value, &self.rules, Ident::new("default", span), diagnostics);
                }
            }
        }
    }

    /// An example is a value of the type, or of what is inside of `Option` and `Vec`.
    fn check_example(&self, ty: &Type, diagnostics: &Diagnostics) {
        let Some(value) = self.example.get() else { return };
        let inner = ["Option", "Vec"].iter().find_map(|name| type_argument_of(ty, name));
        check_kind("example", value, inner.unwrap_or(ty), diagnostics);
    }

    /// Options that this source has no use for.
    fn check_leftovers(&self, source: &Source, diagnostics: &Diagnostics) {
        let is_value = matches!(source, Source::Value { .. });
        let is_body = matches!(source, Source::Body { .. });
        if let (Some(span), false) = (self.wire_name.span(), is_value) {
            diagnostics.error_at(
                span,
                "only `#[path]`, `#[query]`, `#[header]` and `#[cookie]` values have a `name`: remove it",
            );
        }
        if let (Some(span), false) = (self.default.span(), is_value) {
            diagnostics.error_at(
                span,
                "only `#[path]`, `#[query]`, `#[header]` and `#[cookie]` values have a `default`: remove it",
            );
        }
        if let (Some(span), false) = (self.example.span(), is_value) {
            diagnostics.error_at(
                span,
                "only `#[path]`, `#[query]`, `#[header]` and `#[cookie]` values have an `example`: remove it; a model's stands in `#[schemars(example = …)]`",
            );
        }
        if let (Some(span), false) = (self.any_method.span(), is_body) {
            diagnostics.error_at(span, "`any_method` belongs on `#[body]`: remove it");
        }
        if let (Some(span), false) = (self.skips_rules, is_body || is_value) {
            diagnostics.error_at(span, "only what a client sends has rules to skip: remove `skip`");
        }
        if let (Some(rule), false) = (self.rules.first(), is_value || is_body) {
            diagnostics.error_at(rule.name.span(), "only what a client sends has rules: remove this one");
        }
        if let (Some(span), false) = (self.demands_rules, is_value || is_body) {
            diagnostics.error_at(span, "only what a client sends has rules: remove `#[validate]`");
        }
    }
}

/// `"tag"` of `#[query("tag")]`.
fn bare_text(attribute: &Attribute) -> Option<proc_macro2::Literal> {
    let syn::Meta::List(list) = &attribute.meta else { return None };
    match list.tokens.clone().into_iter().next()? {
        proc_macro2::TokenTree::Literal(text) => Some(text),
        _ => None,
    }
}

/// Whether a value that is written out is of the type's kind, where both are known; the compiler does not look at an example, and
/// speaks of types at a default.
fn check_kind(option: &str, value: &Expr, ty: &Type, diagnostics: &Diagnostics) -> bool {
    let Some(wanted) = rules::Literal::of_type(ty) else { return true };
    let Some(written) = rules::Literal::of_value(value) else { return true };
    let fits = wanted == written;
    if !fits {
        let message = format!("`{}` is {}: write `{option} = {}`", type_text(ty), wanted.name(), wanted.example());
        diagnostics.error(value, message);
    }
    fits
}

fn unknown_attribute(attribute: &Attribute, diagnostics: &Diagnostics) {
    let path = attribute.path();
    let name = attr::path_text(path);
    let hint = similar::hint(&name, function::ARGUMENT_ATTRIBUTES.iter().copied());
    let hint = if hint.is_empty() {
        ": arguments are marked `#[query]`, `#[header]`, `#[cookie]`, `#[body]`, `#[state]` or `#[path]`".to_owned()
    } else {
        hint
    };
    diagnostics.error(path, format_args!("unknown argument attribute `#[{name}]`{hint}"));
}

fn marked_source(
    marker: &Ident,
    written: &mut Written,
    name: Option<&Ident>,
    typed: &PatType,
    owner: Owner<'_>,
    diagnostics: &Diagnostics,
) -> Option<Source> {
    let place = match marker.to_string().as_str() {
        "state" => return state_source(function::ungrouped(&typed.ty), diagnostics),
        "body" => return Some(Source::Body { span: marker.span(), any_method: written.any_method.is_some() }),
        "path" => Place::Path,
        "query" => Place::Query,
        "header" => Place::Header,
        _ => Place::Cookie,
    };
    let Some(wire_name) =
        written.wire_name.get().map(syn::LitStr::value).or_else(|| name.map(|name| default_name(place, name)))
    else {
        let message = match &*typed.pat {
            Pat::Struct(_) if place == Place::Query => format!(
                "a whole query is taken under one name: write `#[query] query: {}`, and take it apart in the function",
                type_text(&typed.ty)
            ),
            _ => format!("which name has it in the request? write `#[{marker}(name = \"…\")]`"),
        };
        diagnostics.error(&typed.pat, message);
        return None;
    };
    check_wire_name(place, &wire_name, written, name, diagnostics);
    if let (Place::Path, Some(path)) = (place, owner.path) {
        check_near_path_name(&wire_name, name, path, diagnostics);
    }
    Some(value(place, wire_name, written))
}

fn value(place: Place, wire_name: String, written: &mut Written) -> Source {
    let default = written.default.get().map(|value| match value {
        Some(value) => value.clone(),
        None => syn::parse_quote!(::core::default::Default::default()),
    });
    Source::Value { place, wire_name, default }
}

/// `idempotency_key` is `idempotency-key` as a header; elsewhere the name is as it stands.
fn default_name(place: Place, name: &Ident) -> String {
    let name = name.unraw().to_string();
    if place == Place::Header { name.replace('_', "-") } else { name }
}

fn check_wire_name(place: Place, wire_name: &str, written: &Written, name: Option<&Ident>, diagnostics: &Diagnostics) {
    let is_token = wire_name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte));
    if matches!(place, Place::Header | Place::Cookie) && !is_token {
        let span = written
            .wire_name
            .get()
            .map(syn::LitStr::span)
            .or_else(|| name.map(Ident::span))
            .unwrap_or_else(Span::call_site);
        diagnostics.error_at(
            span,
            format_args!("`{wire_name}` is no {} name: letters, digits, `-` and `_` only", place.attribute()),
        );
    }
}

/// `#[path] usr_id` beside `{user_id}` in the route's own path is a slip, not a parameter of the mount's prefix.
fn check_near_path_name(wire_name: &str, name: Option<&Ident>, path: &[String], diagnostics: &Diagnostics) {
    if path.iter().any(|known| known == wire_name) {
        return;
    }
    if let (Some(near), Some(name)) = (similar::closest(wire_name, path.iter().map(String::as_str)), name) {
        diagnostics.error(name, format_args!("`{wire_name}` is not in the path; did you mean `{near}`?"));
    }
}

fn state_source(ty: &Type, diagnostics: &Diagnostics) -> Option<Source> {
    match ty {
        Type::Reference(reference) if reference.mutability.is_none() => {
            Some(Source::State { inner: (*reference.elem).clone() })
        }
        Type::Reference(reference) => {
            diagnostics.error(reference, "the state is shared by all requests: borrow it without `mut`");
            None
        }
        _ => {
            // A state without the type does not compile, so there is nothing to be optional.
            let owned = type_argument_of(ty, "Option").unwrap_or(ty);
            let owned = type_text(owned);
            diagnostics.error(ty, format_args!("the state is borrowed: write `&{}`", owned.trim_start_matches('&')));
            None
        }
    }
}

/// An argument without an attribute: in the path by name, or an extractor.
fn unmarked_source(
    written: &mut Written,
    name: Option<&Ident>,
    ty: &Type,
    owner: Owner<'_>,
    diagnostics: &Diagnostics,
) -> Source {
    if owner.hands_on
        && let Some(source) = onion_source(ty)
    {
        return source;
    }
    if owner.body && !written.unknown && last_segment(ty).is_some_and(|last| last.ident == "Json") {
        diagnostics.error(ty, "a body is marked as such: write `#[body]` before this argument");
        return Source::Extractor;
    }
    let Some(name) = name else { return Source::Extractor };
    let text = name.unraw().to_string();
    if owner.path.is_none_or(|path| path.contains(&text)) {
        return value(Place::Path, text, written);
    }
    if !written.unknown {
        check_lost_parameter(name, &text, ty, owner, diagnostics);
    }
    Source::Extractor
}

/// `request: Request` and `next: Next` of a middleware; a renamed `Next` is written `impl Renamed`.
pub(crate) fn onion_source(ty: &Type) -> Option<Source> {
    match ty {
        Type::ImplTrait(_) => Some(Source::Next),
        Type::Path(path) => match path.path.segments.last()?.ident.to_string().as_str() {
            "Request" => Some(Source::Request),
            "Next" => Some(Source::Next),
            _ => None,
        },
        _ => None,
    }
}

/// A plain text or number type without an attribute can only be meant for the path.
fn check_lost_parameter(name: &Ident, text: &str, ty: &Type, owner: Owner<'_>, diagnostics: &Diagnostics) {
    let path = owner.path.unwrap_or_default();
    if let Some(near) = similar::closest(text, path.iter().map(String::as_str)) {
        diagnostics.error(name, format_args!("`{text}` is not in the path; did you mean `{near}`?"));
        return;
    }
    if !is_plain(ty) {
        return;
    }
    let marks = "`#[query]`, `#[header]`";
    let marks =
        if owner.body { format!("{marks}, `#[cookie]` or `#[body]`") } else { format!("{marks} or `#[cookie]`") };
    let unnamed: Vec<String> = owner.unnamed.iter().map(|name| format!("`{{{name}}}`")).collect();
    let message = match (path.is_empty(), unnamed.is_empty()) {
        (true, _) => format!("where does `{text}` come from? write {marks} before it"),
        (false, true) => {
            format!("where does `{text}` come from? write `{{{text}}}` into the path, or {marks} before it")
        }
        (false, false) => format!(
            "`{text}` is not in the path, whose {} no argument takes: give both one name, or write {marks} before `{text}`",
            unnamed.join(", ")
        ),
    };
    diagnostics.error(name, message);
}

pub(crate) fn is_plain(ty: &Type) -> bool {
    const PLAIN: &[&str] = &[
        "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "f32", "f64", "bool",
        "char", "str", "String",
    ];
    match ty {
        Type::Reference(reference) => is_plain(&reference.elem),
        Type::Group(group) => is_plain(&group.elem),
        Type::Path(path) => match path.path.get_ident() {
            Some(ident) => PLAIN.iter().any(|plain| ident == plain),
            None => is_plain_inside(path),
        },
        _ => false,
    }
}

/// `Option<u32>`, `Vec<String>`.
fn is_plain_inside(path: &syn::TypePath) -> bool {
    let Some(last) = path.path.segments.last().filter(|last| last.ident == "Option" || last.ident == "Vec") else {
        return false;
    };
    match &last.arguments {
        syn::PathArguments::AngleBracketed(generics) => {
            generics.args.iter().all(|argument| matches!(argument, syn::GenericArgument::Type(ty) if is_plain(ty)))
        }
        _ => false,
    }
}

fn check_borrow(source: &Source, ty: &Type, owner: Owner<'_>, diagnostics: &Diagnostics) {
    let from_request = matches!(source, Source::Value { .. } | Source::Body { .. } | Source::Extractor);
    if !from_request {
        return;
    }
    if let Some(span) = lifetimes::static_span(ty) {
        diagnostics.error_at(
            span,
            "the value is borrowed from the request, which does not live for ever: leave `'static` out",
        );
    } else if owner.hands_on && lifetimes::borrows(ty) {
        let (written, owned) = (type_text(ty), owned_text(ty));
        let instead = if owned == written {
            // A type that borrows by itself, such as `Bearer<'_>`.
            "take what an `#[extractor]` makes of it".to_owned()
        } else {
            format!("write `{owned}`")
        };
        diagnostics
            .error(ty, format_args!("a middleware hands the request on, so it cannot borrow from it: {instead}"));
    }
}

fn owned_text(ty: &Type) -> String {
    type_text(ty).replace("&str", "String").replace("&[u8]", "Vec<u8>").replace('&', "")
}

fn check_single_body(arguments: &[Argument], diagnostics: &Diagnostics) {
    let mut bodies = arguments.iter().filter_map(|argument| match &argument.source {
        Source::Body { span, .. } => Some(*span),
        _ => None,
    });
    bodies.next();
    for span in bodies {
        diagnostics.error_at(span, "a request has one body, and another argument reads it: put both into one type");
    }
}

/// What stands under one name goes to one argument: of two, one is a slip.
fn check_names_once(arguments: &[Argument], diagnostics: &Diagnostics) {
    let key = |argument: &Argument| match &argument.source {
        Source::Value { place: Place::Header, wire_name, .. } => Some((Place::Header, wire_name.to_ascii_lowercase())),
        Source::Value { place, wire_name, .. } => Some((*place, wire_name.clone())),
        _ => None,
    };
    for (index, argument) in arguments.iter().enumerate() {
        let Some((place, name)) = key(argument) else { continue };
        let first = arguments[..index].iter().find(|other| key(other).as_ref() == Some(&(place, name.clone())));
        if let Some(first) = first {
            let other = first.name.as_ref().map_or_else(|| "another argument".to_owned(), |name| format!("`{name}`"));
            let what = place.attribute();
            diagnostics.error_at(
                argument.at,
                format_args!("{other} takes the {what} `{name}` already: give this one another `name`, or remove it"),
            );
        }
    }
}
