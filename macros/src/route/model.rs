//! What a route means: names resolved, defaults filled in, the rules across its parts checked.

use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{LitStr, MetaList, Type};

use super::ast::{self, Methods, RouteAttribute};
use super::check;
use super::options::MetaValue;
use crate::argument::parse::{Owner, arguments};
use crate::argument::{Argument, lifetimes};
use crate::decorator::{self, Decorator};
use crate::diagnostics::Diagnostics;
use crate::docs;
use crate::function::Function;
use crate::path_template::{self, PathParameter};
use crate::rules::{self, Rule};

/// A route, understood.
pub(crate) struct Route {
    pub(crate) function: Function,
    /// The name of the type beside the function.
    pub(crate) type_name: Ident,
    pub(crate) patterns: Vec<Pattern>,
    pub(crate) arguments: Vec<Argument>,
    pub(crate) return_type: Type,
    pub(crate) decorator: Option<Decorator>,
    /// `#[validate]` on the function: where it stands.
    pub(crate) demands_rules: Option<Span>,
    /// `#[validate(…)]` on the function: rules across arguments.
    pub(crate) rules: Vec<Rule>,
    pub(crate) facts: Facts,
}

/// One method-and-path combination.
pub(crate) struct Pattern {
    pub(crate) methods: Vec<String>,
    pub(crate) path: LitStr,
    pub(crate) parameters: Vec<PathParameter>,
    pub(crate) host: Option<LitStr>,
    /// The names of the host's parameters.
    pub(crate) host_parameters: Vec<String>,
}

/// What listings and documents are told.
pub(crate) struct Facts {
    pub(crate) summary: String,
    pub(crate) description: String,
    /// With the place it stands at.
    pub(crate) status: Option<(u16, Span)>,
    pub(crate) tags: Vec<String>,
    pub(crate) operation_id: String,
    pub(crate) deprecated: bool,
    /// `public`: where it stands.
    pub(crate) public: Option<Span>,
    pub(crate) limit_bytes: Option<u64>,
    pub(crate) timeout_millis: Option<u64>,
    pub(crate) finish: Option<bool>,
    pub(crate) metadata: Vec<(String, MetaValue)>,
}

/// Understands a function with its attributes; `None` where too little is right to go on.
pub(crate) fn lower(
    attributes: Vec<RouteAttribute>,
    marks: Vec<MetaList>,
    function: &Function,
    diagnostics: &Diagnostics,
) -> Option<Route> {
    function.check_plain(diagnostics, "a route");
    let faults = diagnostics.len();
    let names = bindable_names(&attributes, diagnostics);
    let path = (diagnostics.len() == faults).then_some(names.as_slice());
    let unnamed = path.map(|path| unnamed_parameters(path, function)).unwrap_or_default();
    let owner =
        Owner { what: "a route", path, unnamed: &unnamed, body: true, hands_on: false, receiver: is_method(function) };
    // Without its path nothing can be said of the arguments.
    let arguments = if attributes.is_empty() { Vec::new() } else { arguments(function, owner, diagnostics) };
    let (decorator, demands_rules, rules) = lower_marks(&marks, diagnostics);
    let facts = lower_facts(&attributes, function, diagnostics);
    let type_name = attributes.iter().find_map(|attribute| attribute.options.type_name.get().cloned());
    let patterns = lower_patterns(&attributes);
    let route = Route {
        type_name: type_name.unwrap_or_else(|| function.name().clone()),
        return_type: function.return_type(),
        function: function.clone(),
        patterns,
        arguments,
        decorator,
        demands_rules,
        rules,
        facts,
    };
    check::check(&route, diagnostics);
    (!attributes.is_empty()).then_some(route)
}

/// Set by the controller macro, which replaces `self` by its own type before it gets here.
fn is_method(function: &Function) -> bool {
    matches!(function.signature.receiver(), Some(receiver) if matches!(receiver.kind, syn::ReceiverKind::Typed(..)))
}

fn bindable_names(attributes: &[RouteAttribute], diagnostics: &Diagnostics) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for attribute in attributes {
        let in_path =
            path_template::parameters(&attribute.path, diagnostics).into_iter().map(|parameter| parameter.name);
        for name in in_path.chain(host_parameters(attribute, diagnostics)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// The parameters that no argument is named for, neither by its own name nor by one that it gives.
fn unnamed_parameters<'a>(path: &'a [String], function: &Function) -> Vec<&'a str> {
    let named = |input: &syn::FnArg, name: &str| {
        let syn::FnArg::Typed(typed) = input else { return false };
        let by_pattern = matches!(&*typed.pat, syn::Pat::Ident(pattern) if pattern.ident.unraw() == *name);
        let text = format!("\"{name}\"");
        let by_mark = typed
            .attrs
            .iter()
            .any(|attribute| lifetimes::finds(attribute.meta.to_token_stream(), &|token, _| token.to_string() == text));
        by_pattern || by_mark
    };
    let names = path.iter().map(String::as_str);
    names.filter(|name| !function.signature.inputs.iter().any(|input| named(input, name))).collect()
}

fn host_parameters(attribute: &RouteAttribute, diagnostics: &Diagnostics) -> Vec<String> {
    attribute.options.host.get().map(|host| ast::host_parameters(host, diagnostics)).unwrap_or_default()
}

fn lower_patterns(attributes: &[RouteAttribute]) -> Vec<Pattern> {
    let quiet = Diagnostics::new();
    let patterns = attributes
        .iter()
        .map(|attribute| Pattern {
            methods: match &attribute.methods {
                Methods::Any => Vec::new(),
                Methods::Named(methods) => methods.iter().map(|(method, _)| method.clone()).collect(),
            },
            parameters: path_template::parameters(&attribute.path, &quiet),
            path: attribute.path.clone(),
            host: attribute.options.host.get().cloned(),
            host_parameters: host_parameters(attribute, &quiet),
        })
        .collect();
    quiet.finish();
    patterns
}

fn lower_marks(marks: &[MetaList], diagnostics: &Diagnostics) -> (Option<Decorator>, Option<Span>, Vec<Rule>) {
    let mut decorator: Option<Decorator> = None;
    let mut demands = None;
    let mut found = Vec::new();
    for mark in marks {
        if mark.path.is_ident("validate") {
            if mark.tokens.is_empty() {
                demands = mark.path.get_ident().map(Ident::span);
            } else {
                let attribute: syn::Attribute = syn::parse_quote!(#[#mark]);
                found.extend(
                    rules::parse_attribute(&attribute, diagnostics)
                        .into_iter()
                        .filter(|rule| is_across(rule, diagnostics)),
                );
            }
        } else if let Some(next) = decorator::read(mark, diagnostics) {
            match &decorator {
                Some(first) => diagnostics.error_at(
                    next.span,
                    format_args!("an answer is written one way, and `#[{}]` says how: remove one", first.name),
                ),
                None => decorator = Some(next),
            }
        }
    }
    (decorator, demands, found)
}

/// Only a function can look at several values.
fn is_across(rule: &Rule, diagnostics: &Diagnostics) -> bool {
    let across = matches!(rule.kind, rules::Kind::Custom(_));
    if !across {
        diagnostics.error_at(
            rule.name.span(),
            format_args!(
                "`{}` is a rule of one value: write it on the argument; across arguments write `custom(function = …)`",
                rule.name
            ),
        );
    }
    across
}

fn lower_facts(attributes: &[RouteAttribute], function: &Function, diagnostics: &Diagnostics) -> Facts {
    let (summary, description) = docs::docs(&function.attributes);
    let first = attributes.first().map(|attribute| &attribute.options);
    for later in attributes.iter().skip(1) {
        check_later_options(later, diagnostics);
    }
    let deprecated = function.attributes.iter().any(|attribute| attribute.path().is_ident("deprecated"));
    Facts {
        summary,
        description,
        status: first.and_then(|options| options.status.get().copied().zip(options.status.span())),
        tags: first.and_then(|options| options.tags.get().cloned()).unwrap_or_default(),
        operation_id: first.and_then(|options| options.operation_id.get().cloned()).unwrap_or_default(),
        deprecated: deprecated || first.is_some_and(|options| options.deprecated.is_some()),
        public: first.and_then(|options| options.public.span()),
        limit_bytes: first.and_then(|options| options.limit_bytes.get().copied()),
        timeout_millis: first.and_then(|options| options.timeout_millis.get().copied()),
        finish: first.and_then(|options| options.finish.get().copied()),
        metadata: first
            .map(|options| options.metadata.iter().map(|(key, _, value)| (key.clone(), value.clone())).collect())
            .unwrap_or_default(),
    }
}

/// Several route attributes on one function share their options: the first has them.
fn check_later_options(later: &RouteAttribute, diagnostics: &Diagnostics) {
    let options = &later.options;
    let spans = [
        options.status.span(),
        options.tags.span(),
        options.operation_id.span(),
        options.limit_bytes.span(),
        options.timeout_millis.span(),
        options.deprecated.span(),
        options.public.span(),
        options.type_name.span(),
        options.finish.span(),
        options.metadata.first().map(|(_, span, _)| *span),
    ];
    for span in spans.into_iter().flatten() {
        diagnostics
            .error_at(span, "the first route attribute of a function has the options of all: move this one there");
    }
}
