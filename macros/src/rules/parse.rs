//! Tokens -> [`Rule`]s. Every fault is noted at the smallest tokens that are to blame.

use std::cmp::Ordering;

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::{Attribute, Expr, ExprLit, ExprUnary, Lit, LitInt, LitStr, Meta, Token, Type, UnOp, parenthesized};

use super::literal::Literal;
use super::{Bounds, Kind, Options, Regex, Rule};
use crate::attr::{attribute_entries, entries, skip_to_comma};
use crate::diagnostics::Diagnostics;
use crate::similar;
use crate::type_text::{type_argument_of, type_text};

/// What [`parse_one`] found.
#[allow(clippy::large_enum_variant, reason = "made once for each rule and taken apart at once")]
pub(crate) enum Parsed {
    /// A rule.
    Rule(Rule),
    /// A rule with a fault, which is noted.
    Faulty,
    /// The name is none of a rule's; nothing was read.
    NotARule,
}

/// Rule names with the parameters of their own.
const RULES: &[(&str, &[&str])] = &[
    ("email", &[]),
    ("url", &[]),
    ("ip", &[]),
    ("ipv4", &[]),
    ("ipv6", &[]),
    ("credit_card", &[]),
    ("non_control_character", &[]),
    ("length", &["min", "max", "equal"]),
    ("range", &["min", "max", "exclusive_min", "exclusive_max"]),
    ("regex", &["path", "pattern"]),
    ("pattern", &[]),
    ("contains", &["pattern"]),
    ("does_not_contain", &["pattern"]),
    ("must_match", &["other"]),
    ("custom", &["function"]),
    ("required", &[]),
    ("nested", &[]),
    ("skip", &[]),
];

/// The parameters that every rule takes, except `nested` and `skip`.
const OPTIONS: &[&str] = &["status", "message", "code"];

/// The names of all rules.
pub(crate) fn rule_names() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|(name, _)| *name)
}

/// Reads the rules of `#[validate(…)]`. An unknown name is a fault, and so is an attribute without any.
pub(crate) fn parse_attribute(attribute: &Attribute, diagnostics: &Diagnostics) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    let mut any = false;
    attribute_entries(attribute, diagnostics, |name, input| {
        any = true;
        match parse_one(name, input, diagnostics) {
            Parsed::Rule(rule) => push_rule(&mut rules, rule, diagnostics),
            Parsed::Faulty => {}
            Parsed::NotARule if is_option(name) => {
                diagnostics.push(misplaced_option(name, rules.last()));
                skip_to_comma(input);
            }
            Parsed::NotARule => {
                let hint = unknown_rule_hint(&name.to_string());
                diagnostics.error_at(name.span(), format_args!("there is no rule `{name}`; {hint}"));
                skip_to_comma(input);
            }
        }
        Ok(())
    });
    if !any && !matches!(attribute.meta, Meta::NameValue(_)) {
        diagnostics.error(
            attribute,
            "which rule? write `#[validate(length(max = 50))]`, or `#[validate(nested)]` for the rules of the type",
        );
    }
    rules
}

/// Whether `name` is none of a rule's but one of what a rule may carry.
pub(crate) fn is_option(name: &Ident) -> bool {
    OPTIONS.iter().any(|option| name == option)
}

/// `status` beside a rule, where it says nothing: it stands inside.
pub(crate) fn misplaced_option(name: &Ident, before: Option<&Rule>) -> syn::Error {
    let value = example(name);
    let inside = match before {
        Some(rule) if rule.name == "pattern" => format!("regex(pattern = \"…\", {name} = {value})"),
        Some(Rule { name: rule, .. }) if has_parameters(rule) => format!("{rule}(…, {name} = {value})"),
        Some(Rule { name: rule, .. }) => format!("{rule}({name} = {value})"),
        None => format!("range(min = 1, {name} = {value})"),
    };
    syn::Error::new(name.span(), format_args!("`{name}` stands inside of the rule that it is for: write `{inside}`"))
}

fn has_parameters(rule: &Ident) -> bool {
    RULES.iter().any(|(name, own)| rule == name && !own.is_empty())
}

/// Rules that have nothing to say of the type, where it is one that everyone knows; they are taken out.
pub(crate) fn check_fit(rules: &mut Vec<Rule>, ty: &Type, diagnostics: &Diagnostics) {
    let option = type_argument_of(ty, "Option");
    let inner = option.unwrap_or(ty);
    let Some(literal) = Literal::of_type(inner) else { return };
    let written = type_text(inner);
    rules.retain(|rule| {
        let message = match &rule.kind {
            Kind::Required if option.is_none() => {
                format!("`{written}` is required by itself: remove `required`, which is for `Option<{written}>`")
            }
            Kind::Range(_) if literal == Literal::Text => {
                format!("`range` is for numbers, and `{written}` is text: write `length(min = …, max = …)`")
            }
            _ => return true,
        };
        diagnostics.error_at(rule.name.span(), message);
        false
    });
}

fn unknown_rule_hint(name: &str) -> String {
    let other_names = match name {
        "min" | "max" | "minimum" | "maximum" | "gt" | "ge" | "lt" | "le" => {
            "a bound is written `range(min = 1, max = 9)`".to_owned()
        }
        "min_length" | "max_length" | "size" | "len" => "a length is written `length(min = 1, max = 50)`".to_owned(),
        "dive" | "inner" => "the rules of the type are asked for with `nested`".to_owned(),
        _ => String::new(),
    };
    if !other_names.is_empty() {
        return other_names;
    }
    match similar::closest(name, rule_names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the rules are {}", quoted(rule_names())),
    }
}

/// Adds a rule to those of the same value; most rules make sense only once.
pub(crate) fn push_rule(rules: &mut Vec<Rule>, rule: Rule, diagnostics: &Diagnostics) {
    let repeatable =
        matches!(rule.kind, Kind::Custom(_) | Kind::Contains(_) | Kind::DoesNotContain(_) | Kind::Regex(_));
    let name = &rule.name;
    if !repeatable && rules.iter().any(|other| other.name == *name) {
        diagnostics.error_at(name.span(), format_args!("`{name}` is given twice; keep one"));
    } else {
        rules.push(rule);
    }
}

/// Reads the rule `name`, whose name has been read already, up to the next comma.
pub(crate) fn parse_one(name: &Ident, input: ParseStream<'_>, diagnostics: &Diagnostics) -> Parsed {
    let text = name.unraw().to_string();
    let Some((_, own)) = RULES.iter().find(|(rule, _)| *rule == text) else {
        return Parsed::NotARule;
    };
    let before = diagnostics.len();
    let mut params = Params { rule: name, own, given: Vec::new(), diagnostics };
    if let Err(error) = params.read(input) {
        diagnostics.push(error);
        skip_to_comma(input);
    }
    if diagnostics.len() > before {
        return Parsed::Faulty;
    }
    let options = params.options();
    let kind = params.kind(&text);
    match kind {
        Some(kind) if diagnostics.len() == before => Parsed::Rule(Rule { name: name.clone(), kind, options }),
        _ => Parsed::Faulty,
    }
}

/// The parameters given to one rule.
struct Params<'a> {
    rule: &'a Ident,
    own: &'static [&'static str],
    given: Vec<(Ident, Expr)>,
    diagnostics: &'a Diagnostics,
}

impl Params<'_> {
    fn takes_options(&self) -> bool {
        self.rule != "nested" && self.rule != "skip"
    }

    fn error(&self, span: Span, message: impl std::fmt::Display) {
        self.diagnostics.error_at(span, message);
    }

    /// Reads `(name = value, …)`, or `= value` for `pattern`.
    fn read(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        if self.rule == "pattern" {
            return self.read_pattern(input);
        }
        let rule = self.rule;
        if input.peek(Token![=]) {
            let message = match self.own.first() {
                Some(own) => format!("`{rule}` takes its parameters in parentheses: write `{rule}({own} = …)`"),
                None => format!("`{rule}` takes no value: write `{rule}`"),
            };
            return Err(syn::Error::new(input.span(), message));
        }
        if !input.peek(syn::token::Paren) {
            return Ok(());
        }
        let content;
        parenthesized!(content in input);
        let diagnostics = self.diagnostics;
        entries(&content, diagnostics, |name, input| self.read_parameter(name, input));
        Ok(())
    }

    fn read_parameter(&mut self, name: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
        let rule = self.rule;
        let known = || self.own.iter().chain(if self.takes_options() { OPTIONS } else { &[] }).copied();
        if !known().any(|known| name == known) {
            let message = match known().next() {
                None => format!("`{rule}` takes no parameters: write `{rule}`"),
                Some(_) => match similar::closest(&name.to_string(), known()) {
                    Some(near) => format!("`{rule}` has no parameter `{name}`; did you mean `{near}`?"),
                    None => format!("`{rule}` has no parameter `{name}`; it takes {}", quoted(known())),
                },
            };
            return Err(syn::Error::new(name.span(), message));
        }
        let value: Expr = crate::attr::value(name, input, example(name))?;
        if self.given.iter().any(|(given, _)| given == name) {
            return Err(syn::Error::new(name.span(), format_args!("`{name}` is given twice; keep one")));
        }
        self.given.push((name.clone(), value));
        Ok(())
    }

    /// Reads `pattern = "…"`, the short form of `regex(pattern = "…")`.
    fn read_pattern(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        if !input.peek(Token![=]) {
            let message = "`pattern` needs a value: write `pattern = \"^[a-z]+$\"`, or with a message `regex(pattern = \"…\", message = \"…\")`";
            return Err(syn::Error::new(self.rule.span(), message));
        }
        let value = crate::attr::value(self.rule, input, "\"^[a-z]+$\"")?;
        self.given.push((self.rule.clone(), value));
        Ok(())
    }

    fn take(&mut self, name: &str) -> Option<Expr> {
        let index = self.given.iter().position(|(given, _)| given == name)?;
        Some(self.given.remove(index).1)
    }

    fn options(&mut self) -> Options {
        Options {
            status: self.take("status").and_then(|value| parse_status(&value, self.diagnostics)),
            message: self.take("message").and_then(|value| self.text("message", &value)),
            code: self.take("code").and_then(|value| self.text("code", &value)),
        }
    }

    fn text(&self, name: &str, value: &Expr) -> Option<LitStr> {
        match plain(value) {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.clone()),
            _ => {
                self.error(value.span(), format_args!("`{name}` must be text in quotes: write `{name} = \"…\"`"));
                None
            }
        }
    }

    /// The parameter that a rule cannot do without.
    fn needed(&mut self, name: &str, example: &str) -> Option<Expr> {
        let value = self.take(name);
        if value.is_none() {
            let rule = self.rule;
            self.error(rule.span(), format_args!("`{rule}` needs `{name}`: write `{rule}({name} = {example})`"));
        }
        value
    }

    fn kind(&mut self, rule: &str) -> Option<Kind> {
        Some(match rule {
            "email" => Kind::Email,
            "url" => Kind::Url,
            "ip" => Kind::Ip,
            "ipv4" => Kind::Ipv4,
            "ipv6" => Kind::Ipv6,
            "credit_card" => Kind::CreditCard,
            "non_control_character" => Kind::NonControlCharacter,
            "length" => Kind::Length(self.bounds("length(min = 1, max = 50)", Domain::Count)?),
            "range" => Kind::Range(self.bounds("range(min = 1, max = 9)", Domain::Number)?),
            "regex" | "pattern" => Kind::Regex(self.regex()?),
            "contains" => Kind::Contains(self.needed("pattern", "\"@\"")?),
            "does_not_contain" => Kind::DoesNotContain(self.needed("pattern", "\"@\"")?),
            "must_match" => {
                let other = self.other_field()?;
                let name = other.unraw().to_string();
                Kind::MustMatch { other, name }
            }
            "custom" => Kind::Custom(self.function()?),
            "required" => Kind::Required,
            "nested" => Kind::Nested,
            _ => Kind::Skip,
        })
    }

    fn bounds(&mut self, example: &str, domain: Domain) -> Option<Bounds> {
        let rule = self.rule;
        if self.given.is_empty() {
            self.error(rule.span(), format_args!("`{rule}` needs a bound: write `{example}`"));
            return None;
        }
        for (name, value) in &self.given {
            check_bound(name, value, domain, self.diagnostics);
        }
        for (first, second) in [("equal", "min"), ("equal", "max"), ("min", "exclusive_min"), ("max", "exclusive_max")]
        {
            let given = |wanted: &str| self.given.iter().find(|(name, _)| name == wanted);
            if let (Some(_), Some((name, _))) = (given(first), given(second)) {
                self.error(name.span(), format_args!("`{second}` beside `{first}` says two things; keep one"));
            }
        }
        let bounds = Bounds {
            min: self.take("min"),
            max: self.take("max"),
            exclusive_min: self.take("exclusive_min"),
            exclusive_max: self.take("exclusive_max"),
            equal: self.take("equal"),
        };
        check_order(&bounds, self.diagnostics);
        Some(bounds)
    }

    fn regex(&mut self) -> Option<Regex> {
        let (path, literal) = (self.take("path"), self.take("pattern"));
        match (path, literal) {
            (Some(path), None) => Some(Regex::Path(path)),
            (None, Some(literal)) => {
                let literal = self.text("pattern", &literal)?;
                check_regex(&literal, self.diagnostics);
                Some(Regex::Literal(literal))
            }
            (Some(_), Some(literal)) => {
                self.error(literal.span(), "`pattern` beside `path` says two things; keep one");
                None
            }
            (None, None) => {
                let message = "`regex` needs a pattern: write `regex(pattern = \"^[a-z]+$\")` or `regex(path = RE)`";
                self.error(self.rule.span(), message);
                None
            }
        }
    }

    /// `custom(function = f)`, or the function's path in quotes as the validator crate has it.
    fn function(&mut self) -> Option<Expr> {
        let value = self.needed("function", "check_it")?;
        match unquoted(&value) {
            Some(path) => self.diagnostics.note(path).map(|path: syn::ExprPath| Expr::Path(path)),
            None => Some(value),
        }
    }

    fn other_field(&mut self) -> Option<Ident> {
        let value = self.needed("other", "password")?;
        let field = match (&value, unquoted::<Ident>(&value)) {
            (_, Some(Ok(field))) => Some(field),
            (Expr::Path(path), _) => path.path.get_ident().cloned(),
            _ => None,
        };
        if field.is_none() {
            self.error(value.span(), "`other` must be the name of a field: write `must_match(other = password)`");
        }
        field
    }
}

/// The pattern is compiled at its first use; whether it can be, is found here.
fn check_regex(literal: &LitStr, diagnostics: &Diagnostics) {
    let fault = match regex_syntax::Parser::new().parse(&literal.value()) {
        Ok(_) => return,
        Err(regex_syntax::Error::Parse(error)) => error.kind().to_string(),
        Err(regex_syntax::Error::Translate(error)) => error.kind().to_string(),
        Err(error) => error.to_string(),
    };
    diagnostics.error(literal, format_args!("not a regular expression: {fault}"));
}

/// The literal text as code, where `value` is a literal text.
fn unquoted<T: syn::parse::Parse>(value: &Expr) -> Option<syn::Result<T>> {
    match plain(value) {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.parse()),
        _ => None,
    }
}

/// A value without the invisible delimiters that `macro_rules!` puts around what it was given.
pub(crate) fn plain(value: &Expr) -> &Expr {
    match value {
        Expr::Group(group) => plain(&group.expr),
        _ => value,
    }
}

/// A status that a rule may ask for: 400 to 999.
pub(crate) fn parse_status(value: &Expr, diagnostics: &Diagnostics) -> Option<u16> {
    let number = match plain(value) {
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => number.base10_parse::<u16>().ok(),
        _ => None,
    };
    let status = number.filter(|status| (400..=999).contains(status));
    if status.is_none() {
        diagnostics.error(value, "the status must be a number from 400 to 999: write `status = 422`");
    }
    status
}

#[derive(Clone, Copy, PartialEq)]
enum Domain {
    /// How many there are: not negative, whole.
    Count,
    /// Any number.
    Number,
}

/// A bound that is written out must be a number; of a constant the compiler will say so.
fn check_bound(name: &Ident, value: &Expr, domain: Domain, diagnostics: &Diagnostics) {
    let literal = match plain(value) {
        Expr::Lit(literal) => literal,
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => match &**expr {
            Expr::Lit(_) if domain == Domain::Count => {
                diagnostics.error(
                    value,
                    format_args!("`{name}` counts characters or elements: write a whole number, 0 or more"),
                );
                return;
            }
            Expr::Lit(literal) => literal,
            _ => return,
        },
        _ => return,
    };
    match (&literal.lit, domain) {
        (Lit::Int(_), _) | (Lit::Float(_), Domain::Number) => {}
        (_, Domain::Number) => diagnostics.error(value, format_args!("`{name}` must be a number: write `{name} = 1`")),
        (_, Domain::Count) => {
            diagnostics
                .error(value, format_args!("`{name}` counts characters or elements: write a whole number, 0 or more"));
        }
    }
}

/// Bounds that are both written out must leave something between them.
fn check_order(bounds: &Bounds, diagnostics: &Diagnostics) {
    let low = bounds.min.as_ref().map(|value| ("min", value, true));
    let low = low.or(bounds.exclusive_min.as_ref().map(|value| ("exclusive_min", value, false)));
    let high = bounds.max.as_ref().map(|value| ("max", value, true));
    let high = high.or(bounds.exclusive_max.as_ref().map(|value| ("exclusive_max", value, false)));
    let (Some((low_name, low, low_in)), Some((high_name, high, high_in))) = (low, high) else {
        return;
    };
    let empty = match number(low).zip(number(high)).and_then(|(low, high)| low.compare(&high)) {
        Some(Ordering::Greater) => true,
        Some(Ordering::Equal) => !(low_in && high_in),
        _ => false,
    };
    if empty {
        diagnostics.error(
            low,
            format_args!("nothing lies between this `{low_name}` and `{high_name}`; exchange them or widen the bounds"),
        );
    }
}

/// Whether the number is written out.
pub(super) fn is_number(value: &Expr) -> bool {
    number(value).is_some()
}

/// A number that is written out.
#[derive(Clone, Copy)]
pub(super) enum Number {
    Int(i128),
    Float(f64),
}

impl Number {
    pub(super) fn compare(&self, other: &Number) -> Option<Ordering> {
        match (self, other) {
            (Number::Int(a), Number::Int(b)) => Some(a.cmp(b)),
            (a, b) => a.float().partial_cmp(&b.float()),
        }
    }

    fn float(self) -> f64 {
        match self {
            #[allow(clippy::cast_precision_loss, reason = "bounds of mixed kinds are compared roughly")]
            Number::Int(number) => number as f64,
            Number::Float(number) => number,
        }
    }

    fn negated(self) -> Self {
        match self {
            Number::Int(number) => Number::Int(-number),
            Number::Float(number) => Number::Float(-number),
        }
    }
}

pub(super) fn number(value: &Expr) -> Option<Number> {
    match plain(value) {
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => int(number),
        Expr::Lit(ExprLit { lit: Lit::Float(number), .. }) => number.base10_parse().ok().map(Number::Float),
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => number(expr).map(Number::negated),
        _ => None,
    }
}

fn int(number: &LitInt) -> Option<Number> {
    number.base10_parse().ok().map(Number::Int)
}

/// What to write after `name =`, by way of example.
fn example(name: &Ident) -> &'static str {
    match name.to_string().as_str() {
        "status" => "422",
        "message" | "code" => "\"…\"",
        "pattern" => "\"^[a-z]+$\"",
        "path" => "RE",
        "other" => "password",
        "function" => "check_it",
        _ => "1",
    }
}

fn quoted<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
