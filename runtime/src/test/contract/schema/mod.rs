//! A value against a schema: JSON Schema (draft 2020-12), as far as our documents speak it.
//!
//! A document's schemas are what `schemars` writes and what users add by `#[schemars(extend(…))]`. [`Checker`] walks value and
//! schema together: [`numbers`], [`text`], [`list`] and [`object`] hold the keywords of each type, and [`format`] what texts
//! look like. It says what is wrong, and also where it is not sure: of a format or a regular expression that it does not know.

mod equal;
pub(super) mod format;
mod list;
pub(super) mod numbers;
mod object;
#[cfg(test)]
mod tests;
mod text;

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::{Mutex, PoisonError};

use regex::Regex;
use serde_json::{Map, Value};

use self::equal::equal;

/// Schemas that refer to themselves are followed this deep.
const MAX_DEPTH: usize = 200;

/// A check looks at this many pairs of a value and a schema; what is left then passes, and is not sure.
const MAX_STEPS: usize = 2_000_000;

/// Regular expressions, each compiled once; `None` for one of another dialect.
#[derive(Debug, Default)]
pub(crate) struct Patterns(Mutex<HashMap<String, Option<Regex>>>);

impl Patterns {
    pub(super) fn get(&self, pattern: &str) -> Option<Regex> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(regex) = known.get(pattern) {
            return regex.clone();
        }
        let regex = Regex::new(pattern).ok();
        known.insert(pattern.to_owned(), regex.clone());
        regex
    }
}

/// Checks values against the schemas of one document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Checker<'d> {
    root: &'d Value,
    patterns: &'d Patterns,
}

/// What a check found.
#[derive(Debug, Default)]
pub(crate) struct Checked {
    pub(crate) violations: Vec<Violation>,
    /// Some keyword was not understood: that nothing is wrong is then not certain.
    pub(crate) unsure: bool,
    /// Servers may refuse it though nothing is wrong: what reads it demands more than its schema says.
    pub(crate) may_be_refused: bool,
}

/// One thing that is wrong with a value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Violation {
    /// JSON pointer (RFC 6901), `""` for the whole.
    pub(crate) pointer: String,
    /// The schema's keyword.
    pub(crate) keyword: &'static str,
    pub(crate) expected: String,
    /// Servers may take it all the same: serde reads a list into a struct, 1e300 into an `f32`, what stands twice into a set.
    pub(crate) may_be_taken: bool,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.pointer.is_empty() { "the whole" } else { &self.pointer };
        write!(f, "{place} must be {} (`{}`)", self.expected, self.keyword)
    }
}

impl<'d> Checker<'d> {
    pub(crate) const fn new(root: &'d Value, patterns: &'d Patterns) -> Self {
        Self { root, patterns }
    }

    /// Checks `value` against `schema`.
    pub(crate) fn check(&self, schema: &Value, value: &Value) -> Checked {
        let mut run = Run { checker: *self, checked: Checked::default(), steps: 0, depth: 0 };
        run.check(schema, value, "");
        run.checked
    }

    /// Whether `value` fits, as far as it can be told.
    pub(crate) fn fits(&self, schema: &Value, value: &Value) -> bool {
        self.check(schema, value).violations.is_empty()
    }

    /// What a reference such as `#/components/schemas/Order` leads to.
    pub(crate) fn referred(&self, reference: &str) -> Option<&'d Value> {
        self.root.pointer(reference.strip_prefix('#')?)
    }
}

/// The members and elements of a value that some keyword has looked at, for `unevaluated…`.
#[derive(Debug, Default)]
struct Evaluated {
    members: BTreeSet<String>,
    /// So many elements from the first one on.
    elements: usize,
    /// Others, by `contains`.
    more_elements: BTreeSet<usize>,
}

impl Evaluated {
    fn add(&mut self, other: Self) {
        self.members.extend(other.members);
        self.elements = self.elements.max(other.elements);
        self.more_elements.extend(other.more_elements);
    }
}

/// One check on its way.
struct Run<'d> {
    checker: Checker<'d>,
    checked: Checked,
    steps: usize,
    depth: usize,
}

impl<'d> Run<'d> {
    fn wrong(&mut self, pointer: &str, keyword: &'static str, expected: impl Into<String>) {
        let expected = expected.into();
        self.checked.violations.push(Violation { pointer: pointer.to_owned(), keyword, expected, may_be_taken: false });
    }

    /// Wrong, and yet a server may take it.
    fn wrong_to_schemas(&mut self, pointer: &str, keyword: &'static str, expected: impl Into<String>) {
        self.wrong(pointer, keyword, expected);
        self.checked.violations.iter_mut().next_back().into_iter().for_each(|last| last.may_be_taken = true);
    }

    /// Checks a value, and says which parts of it the schema speaks of.
    fn check(&mut self, schema: &Value, value: &Value, at: &str) -> Evaluated {
        let mut evaluated = Evaluated::default();
        self.steps += 1;
        if self.depth >= MAX_DEPTH || self.steps > MAX_STEPS {
            self.checked.unsure = true;
            return evaluated;
        }
        self.depth += 1;
        match schema {
            Value::Bool(false) => self.wrong(at, "false", "absent"),
            Value::Object(schema) => self.keywords(schema, value, at, &mut evaluated),
            _ => {}
        }
        self.depth -= 1;
        evaluated
    }

    fn keywords(&mut self, schema: &Map<String, Value>, value: &Value, at: &str, evaluated: &mut Evaluated) {
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            match self.checker.referred(reference) {
                Some(referred) => evaluated.add(self.check(referred, value, at)),
                None => self.checked.unsure = true,
            }
        }
        self.any_type(schema, value, at);
        match value {
            Value::Number(number) => self.number(schema, number, at),
            Value::String(text) => self.text(schema, text, at),
            Value::Array(list) => self.list(schema, list, at, evaluated),
            Value::Object(object) => self.object(schema, object, at, evaluated),
            Value::Null | Value::Bool(_) => {}
        }
        self.combined(schema, value, at, evaluated);
        // Last: they speak of what all others left.
        match value {
            Value::Array(list) => self.unevaluated_items(schema, list, at, evaluated),
            Value::Object(object) => self.unevaluated_properties(schema, object, at, evaluated),
            _ => {}
        }
    }

    /// `type`, `enum` and `const`.
    fn any_type(&mut self, schema: &Map<String, Value>, value: &Value, at: &str) {
        let kinds: Vec<&str> = match schema.get("type") {
            Some(Value::String(kind)) => vec![kind],
            Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        if !kinds.is_empty() && !kinds.iter().any(|kind| is_kind(value, kind)) {
            let expected = format!("of type {}", kinds.join(" or "));
            match value.is_array() && kinds.contains(&"object") {
                true => self.wrong_to_schemas(at, "type", expected),
                false => self.wrong(at, "type", expected),
            }
        }
        if let Some(Value::Array(values)) = schema.get("enum")
            && !values.iter().any(|known| equal(known, value))
        {
            let list: Vec<String> = values.iter().map(Value::to_string).collect();
            self.wrong(at, "enum", format!("one of {}", list.join(", ")));
        }
        if let Some(known) = schema.get("const")
            && !equal(known, value)
        {
            self.wrong(at, "const", known.to_string());
        }
    }

    /// `allOf`, `anyOf`, `oneOf`, `not` and `if`.
    fn combined(&mut self, schema: &Map<String, Value>, value: &Value, at: &str, evaluated: &mut Evaluated) {
        for part in schemas(schema, "allOf") {
            evaluated.add(self.check(part, value, at));
        }
        for keyword in ["anyOf", "oneOf"] {
            let choices = schemas(schema, keyword);
            if !choices.is_empty() {
                self.choice(keyword, choices, value, at, evaluated);
            }
        }
        if let Some(not) = schema.get("not")
            && self.attempt(not, value, at).fits_for_sure()
        {
            self.wrong(at, "not", "what `not` does not describe");
        }
        if let Some(condition) = schema.get("if") {
            let attempt = self.attempt(condition, value, at);
            let (fits, is_sure) = (attempt.fits(), !attempt.fits() || attempt.fits_for_sure());
            if fits {
                evaluated.add(attempt.evaluated);
            }
            if is_sure {
                if let Some(consequence) = schema.get(if fits { "then" } else { "else" }) {
                    evaluated.add(self.check(consequence, value, at));
                }
            } else {
                // Either may hold, so neither is demanded.
                for consequence in ["then", "else"].into_iter().filter_map(|keyword| schema.get(keyword)) {
                    evaluated.add(self.attempt(consequence, value, at).evaluated);
                }
            }
        }
    }

    fn choice(&mut self, keyword: &'static str, choices: &[Value], value: &Value, at: &str, evaluated: &mut Evaluated) {
        let (mut fitting, mut fitting_for_sure, mut may_be_taken) = (0, 0, false);
        let mut nearest: Option<Vec<Violation>> = None;
        for choice in choices {
            let attempt = self.attempt(choice, value, at);
            fitting_for_sure += usize::from(attempt.fits_for_sure());
            if attempt.fits() {
                fitting += 1;
                evaluated.add(attempt.evaluated);
                continue;
            }
            let violations = attempt.violations;
            may_be_taken |= violations.iter().all(|violation| violation.may_be_taken);
            if nearest.as_ref().is_none_or(|nearest| depth(&violations) > depth(nearest)) {
                nearest = Some(violations);
            }
        }
        if fitting == 0 {
            let nearest = nearest.and_then(|nearest| nearest.into_iter().next());
            let hint = nearest.map(|violation| format!(", for the nearest of which {violation}")).unwrap_or_default();
            let expected = format!("one of {} alternatives{hint}", choices.len());
            match may_be_taken {
                true => self.wrong_to_schemas(at, keyword, expected),
                false => self.wrong(at, keyword, expected),
            }
        } else if fitting_for_sure > 1 && keyword == "oneOf" {
            let count = choices.len();
            self.wrong(at, keyword, format!("only one of {count} alternatives, not {fitting_for_sure} of them"));
        }
    }

    /// What would be wrong, without its being so.
    fn attempt(&mut self, schema: &Value, value: &Value, at: &str) -> Attempt {
        let before = self.checked.violations.len();
        let was_unsure = std::mem::take(&mut self.checked.unsure);
        let evaluated = self.check(schema, value, at);
        let unsure = self.checked.unsure;
        self.checked.unsure |= was_unsure;
        Attempt { violations: self.checked.violations.split_off(before), evaluated, unsure }
    }
}

/// What a schema that need not hold makes of a value.
struct Attempt {
    violations: Vec<Violation>,
    evaluated: Evaluated,
    unsure: bool,
}

impl Attempt {
    const fn fits(&self) -> bool {
        self.violations.is_empty()
    }

    const fn fits_for_sure(&self) -> bool {
        self.fits() && !self.unsure
    }
}

/// How far into the value the first fault is: an alternative that fails there is the one that was meant.
fn depth(violations: &[Violation]) -> usize {
    violations.first().map_or(0, |violation| violation.pointer.matches('/').count())
}

/// The schemas in a list under a keyword.
pub(super) fn schemas<'s>(schema: &'s Map<String, Value>, keyword: &str) -> &'s [Value] {
    schema.get(keyword).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// Whether the value is of one of JSON Schema's types; 1.0 is an integer.
fn is_kind(value: &Value, kind: &str) -> bool {
    match (value, kind) {
        (Value::Null, "null") | (Value::Bool(_), "boolean") | (Value::Number(_), "number") => true,
        (Value::String(_), "string") | (Value::Array(_), "array") | (Value::Object(_), "object") => true,
        (Value::Number(number), "integer") => numbers::is_integer(number),
        _ => false,
    }
}

/// The pointer to a member.
pub(super) fn member(at: &str, name: &str) -> String {
    format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"))
}
