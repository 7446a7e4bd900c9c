//! What a route means: names resolved, defaults filled in, the rules across its parts checked.

use proc_macro2::{Ident, Span};
use syn::{LitStr, MetaList, Type};

use super::answer;
use super::ast::{self, Methods, RouteAttribute};
use super::options::MetaValue;
use crate::argument::parse::{Owner, arguments};
use crate::argument::{Argument, Place, Source};
use crate::decorator::{self, Decorator};
use crate::diagnostics::Diagnostics;
use crate::docs;
use crate::function::Function;
use crate::path_template::{self, ParameterKind, PathParameter};
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
}

/// What listings and documents are told.
pub(crate) struct Facts {
    pub(crate) summary: String,
    pub(crate) description: String,
    pub(crate) status: Option<u16>,
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
    let owner = Owner { what: "a route", path, body: true, hands_on: false, receiver: is_method(function) };
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
    check(&route, diagnostics);
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
        let in_host =
            attribute.options.host.get().map(|host| ast::host_parameters(host, diagnostics)).unwrap_or_default();
        for name in in_path.chain(in_host) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
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
        status: first.and_then(|options| options.status.get().copied()),
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

/// The rules across a route's parts.
fn check(route: &Route, diagnostics: &Diagnostics) {
    check_parameters_bound(route, diagnostics);
    check_body_method(route, diagnostics);
    check_optional_parameters(route, diagnostics);
    answer::check_borrowed(route, diagnostics);
}

/// Every parameter of a path is taken by an argument.
fn check_parameters_bound(route: &Route, diagnostics: &Diagnostics) {
    for pattern in &route.patterns {
        for parameter in &pattern.parameters {
            let bound = route.arguments.iter().any(|argument| path_name(argument) == Some(&parameter.name));
            let suspect = misspelt_argument(route, &parameter.name);
            if !bound && !suspect {
                diagnostics.error(
                    &pattern.path,
                    format_args!("the path has `{{{0}}}`, the function no argument of that name: add `{0}: …`, or write `{{*}}` for a part that nobody reads", parameter.name),
                );
            }
        }
    }
}

/// An argument that was told to be a misspelling of `name` already.
fn misspelt_argument(route: &Route, name: &str) -> bool {
    route.function.signature.inputs.iter().any(|input| match input {
        syn::FnArg::Typed(typed) => match &*typed.pat {
            syn::Pat::Ident(pattern) => {
                let written = pattern.ident.to_string();
                written != name && crate::similar::closest(&written, [name]).is_some()
            }
            _ => false,
        },
        _ => false,
    })
}

fn path_name(argument: &Argument) -> Option<&String> {
    match &argument.source {
        Source::Value { place: Place::Path, wire_name, .. } => Some(wire_name),
        _ => None,
    }
}

/// A body on GET has no defined meaning (RFC 9110, section 9.3.1), so it has to be asked for.
fn check_body_method(route: &Route, diagnostics: &Diagnostics) {
    let bodiless = |method: &String| {
        ["GET", "HEAD", "DELETE", "TRACE", "OPTIONS"].contains(&method.as_str()) && method != "DELETE"
    };
    let Some(method) = route.patterns.iter().flat_map(|pattern| &pattern.methods).find(|method| bodiless(method))
    else {
        return;
    };
    for argument in &route.arguments {
        if let Source::Body { span, any_method: false } = &argument.source {
            diagnostics.error_at(
                *span,
                format_args!("a {method} request has no body: use another method, or write `#[body(any_method)]` if clients of yours send one all the same"),
            );
        }
    }
}

/// A parameter that may be absent needs an argument that can say so.
fn check_optional_parameters(route: &Route, diagnostics: &Diagnostics) {
    for pattern in &route.patterns {
        for parameter in pattern.parameters.iter().filter(|parameter| parameter.kind == ParameterKind::Optional) {
            for argument in &route.arguments {
                let Source::Value { default: None, .. } = &argument.source else { continue };
                if path_name(argument) == Some(&parameter.name) && is_plain_type(&argument.ty) {
                    diagnostics.error(
                        &argument.ty,
                        format_args!(
                            "`{{{}?}}` may be absent: write `Option<…>`, or give a default with `#[path(default = …)]`",
                            parameter.name
                        ),
                    );
                }
            }
        }
    }
}

/// Whether a type is surely not optional; for others the trait decides at run time.
fn is_plain_type(ty: &Type) -> bool {
    match ty {
        Type::Reference(_) => true,
        Type::Path(path) => path.path.segments.last().is_some_and(|last| {
            last.arguments.is_none()
                && path.path.segments.len() == 1
                && last.ident.to_string().starts_with(char::is_lowercase)
                || last.ident == "String"
        }),
        _ => false,
    }
}
