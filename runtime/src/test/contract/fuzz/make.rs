//! Values that fit a schema, and requests that an operation allows.

use std::collections::BTreeMap;

use serde_json::{Map, Number, Value, json};

use super::super::conformance::is_json;
use super::super::random::Random;
use super::super::schema::numbers::{integer, integer_range};
use super::super::schema::{Checker, format, schemas};
use super::case::{Case, Payload};
use super::flat::{flat, joined};
use super::pattern;
use super::seen::Seen;
use super::shape::{BodyShape, Parameter, Place, Shape};

/// How much of what may be absent is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fullness {
    Least,
    Most,
    Any,
}

/// Deeper than this, values are as small as they may be.
const SMALL_FROM_DEPTH: usize = 5;

/// Deeper than this there is no value: the schema has no end.
const MAX_DEPTH: usize = 16;

/// So often a value is made anew that does not fit after all: not every keyword is thought of while it is made.
const ATTEMPTS: usize = 12;

/// A text of a length that is a bound is made up to this one.
pub(super) const MAX_TEXT_CHARS: u64 = 300_000;

/// A list of a length that is a bound is made up to this one.
pub(super) const MAX_LIST_ELEMENTS: u64 = 300;

/// Makes values.
#[derive(Debug)]
pub(super) struct Maker<'a, 'd> {
    pub(super) checker: Checker<'d>,
    pub(super) random: &'a mut Random,
    pub(super) seen: &'a Seen,
}

type Object = Map<String, Value>;

impl Maker<'_, '_> {
    /// A request; `None` where some part that must be there cannot be made.
    pub(super) fn case(&mut self, shape: &Shape<'_>, fullness: Fullness) -> Option<Case> {
        let mut values = Vec::new();
        for parameter in &shape.parameters {
            let value =
                if self.is_there(parameter.required, fullness) { self.parameter(parameter, fullness) } else { None };
            if value.is_none() && parameter.required {
                return None;
            }
            values.push(value);
        }
        let body = match &shape.body {
            Some(body) if self.is_there(body.required, fullness) => self.body(body, fullness)?,
            _ => Payload::None,
        };
        Some(Case { values, body, more_query: String::new() })
    }

    fn is_there(&mut self, required: bool, fullness: Fullness) -> bool {
        match fullness {
            _ if required => true,
            Fullness::Least => false,
            Fullness::Most => true,
            Fullness::Any => self.random.one_in(2),
        }
    }

    fn parameter(&mut self, parameter: &Parameter<'_>, fullness: Fullness) -> Option<Value> {
        // What an answer gave is what leads somewhere: an id in a path, a cursor in a query.
        let odds = if parameter.place == Place::Path { 5 } else { 1 };
        if self.random.below(6) < odds
            && let Some(value) = self.seen.pick(parameter.name, self.random)
            && self.checker.fits(parameter.schema, &value)
        {
            return Some(value);
        }
        let fullness = if parameter.place == Place::Path && parameter.is_list { Fullness::Most } else { fullness };
        self.value(parameter.schema, fullness)
    }

    fn body(&mut self, body: &BodyShape<'_>, fullness: Fullness) -> Option<Payload> {
        let (media_type, schema) = *self.random.pick(&body.contents)?;
        if is_json(media_type) {
            return Some(Payload::Json(media_type.to_owned(), self.value(schema, fullness)?));
        }
        let text = ["text", "", "Ünï 😀", "a=1&b=2", "\u{0}"][self.random.below(5)];
        let bytes =
            if media_type.starts_with("text/") || self.random.one_in(2) { text.as_bytes() } else { b"\xff\xfe\0" };
        Some(Payload::Raw(media_type.to_owned(), bytes.to_vec()))
    }

    /// A value that fits; `None` where none was found.
    pub(super) fn value(&mut self, schema: &Value, fullness: Fullness) -> Option<Value> {
        for attempt in 0..ATTEMPTS {
            // What does not work out as asked may work out at random.
            let fullness = if attempt < 2 { fullness } else { Fullness::Any };
            if let Some(value) = self.any(schema, fullness, 0)
                && self.checker.fits(schema, &value)
            {
                return Some(value);
            }
        }
        None
    }

    fn any(&mut self, schema: &Value, fullness: Fullness, depth: usize) -> Option<Value> {
        if depth > MAX_DEPTH || *schema == Value::Bool(false) {
            return None;
        }
        let fullness = if depth > SMALL_FROM_DEPTH { Fullness::Least } else { fullness };
        let mut schema = flat(&self.checker, schema);
        if let Some(value) = schema.get("const") {
            return Some(value.clone());
        }
        if let Some(Value::Array(values)) = schema.get("enum") {
            return if fullness == Fullness::Least { values.first() } else { self.random.pick(values) }.cloned();
        }
        for keyword in ["oneOf", "anyOf"] {
            let choices = schemas(&schema, keyword).to_vec();
            if !choices.is_empty() {
                schema.remove(keyword);
                return self.choice(choices, schema, fullness, depth);
            }
        }
        if let (Some(Value::Array(examples)), Fullness::Any) = (schema.get("examples"), fullness)
            && self.random.one_in(4)
        {
            return self.random.pick(examples).cloned();
        }
        let kind = self.kind(&schema, fullness);
        match kind.as_str() {
            "null" => Some(Value::Null),
            "boolean" => Some(self.random.one_in(2).into()),
            "integer" => self.integer(&schema, fullness),
            "number" => self.number(&schema, fullness),
            "string" => self.text(&schema, fullness).map(Value::String),
            "array" => self.list(&schema, fullness, depth),
            "object" => self.object(&schema, fullness, depth),
            _ => {
                let anything = [json!("text"), json!(1), json!(true), json!(null), json!([]), json!({})];
                let count = if fullness == Fullness::Any { anything.len() } else { 1 };
                self.random.pick(&anything[..count]).cloned()
            }
        }
    }

    fn choice(&mut self, mut choices: Vec<Value>, rest: Object, fullness: Fullness, depth: usize) -> Option<Value> {
        if fullness == Fullness::Least {
            // What refers to something else may be without an end.
            choices.sort_by_key(|choice| choice.to_string().contains("$ref"));
        } else {
            self.random.shuffle(&mut choices);
        }
        if fullness == Fullness::Most {
            choices.sort_by_key(|choice| choice.get("type").is_some_and(|kind| kind == "null"));
        }
        choices.into_iter().find_map(|choice| {
            let choice = flat(&self.checker, &choice);
            self.any(&joined(rest.clone(), choice).into(), fullness, depth + 1)
        })
    }

    fn kind(&mut self, schema: &Object, fullness: Fullness) -> String {
        match schema.get("type") {
            Some(Value::String(kind)) => return kind.clone(),
            Some(Value::Array(kinds)) => {
                let others: Vec<Value> = kinds.iter().filter(|kind| *kind != "null").cloned().collect();
                let kinds = if fullness == Fullness::Any || others.is_empty() { kinds.clone() } else { others };
                return self.random.pick(&kinds).and_then(Value::as_str).unwrap_or_default().to_owned();
            }
            _ => {}
        }
        let telling = [
            ("properties", "object"),
            ("required", "object"),
            ("additionalProperties", "object"),
            ("items", "array"),
            ("prefixItems", "array"),
            ("minLength", "string"),
            ("maxLength", "string"),
            ("pattern", "string"),
            ("minimum", "number"),
            ("maximum", "number"),
        ];
        telling
            .iter()
            .find(|(keyword, _)| schema.contains_key(*keyword))
            .map(|(_, kind)| *kind)
            .unwrap_or_default()
            .to_owned()
    }

    fn integer(&mut self, schema: &Object, fullness: Fullness) -> Option<Value> {
        let (least, most) = integer_bounds(schema);
        let step = schema.get("multipleOf").and_then(Value::as_number).and_then(integer).unwrap_or(1).max(1);
        let (low, high) = (least.div_euclid(step) + i128::from(least.rem_euclid(step) != 0), most.div_euclid(step));
        if low > high {
            return None;
        }
        let small = self.random.below(20) as i128;
        let chosen = match self.random.below(if fullness == Fullness::Any { 6 } else { 1 }) {
            0 => 1,
            1 => low,
            2 => high,
            3 => low.saturating_add(small).min(high),
            4 => low.saturating_add(i128::from(self.random.next()) % high.saturating_sub(low).saturating_add(1)),
            _ => small - 5,
        };
        whole(chosen.clamp(low, high) * step)
    }

    fn number(&mut self, schema: &Object, fullness: Fullness) -> Option<Value> {
        let bound = |keyword: &str| schema.get(keyword).and_then(Value::as_f64);
        let widest = if schema.get("format").is_some_and(|format| format == "float") { 3e38 } else { 1e300 };
        let low = bound("minimum").or(bound("exclusiveMinimum")).unwrap_or(-widest);
        let high = bound("maximum").or(bound("exclusiveMaximum")).unwrap_or(widest);
        let chosen = match self.random.below(if fullness == Fullness::Any { 6 } else { 1 }) {
            0 => 1.0_f64.clamp(low, high.max(low)),
            1 => low,
            2 => high,
            3 => (low / 2.0 + high / 2.0).clamp(low, high.max(low)),
            4 => (self.random.below(2_000) as f64 / 8.0).clamp(low, high.max(low)),
            _ => (-0.5_f64).clamp(low, high.max(low)),
        };
        let factor = bound("multipleOf").filter(|factor| *factor > 0.0);
        let chosen = factor.map_or(chosen, |factor| (chosen / factor).round() * factor);
        Number::from_f64(chosen).map(Value::Number)
    }

    fn text(&mut self, schema: &Object, fullness: Fullness) -> Option<String> {
        if let Some(format) = schema.get("format").and_then(Value::as_str) {
            let samples = format::samples(format);
            if !samples.is_empty() {
                let sample = if fullness == Fullness::Any { self.random.pick(samples) } else { samples.first() };
                return sample.map(|sample| (*sample).to_owned());
            }
        }
        if let Some(pattern) = schema.get("pattern").and_then(Value::as_str) {
            return pattern::text(pattern, self.random);
        }
        let (least, most) = length_bounds(schema, "minLength", "maxLength");
        let length = match self.random.below(if fullness == Fullness::Any { 8 } else { 1 }) {
            0 => least.max(1).min(most),
            1 => least,
            2 if most <= 1_000 => most,
            3 => least.saturating_add(300).min(most),
            _ => least.saturating_add(self.random.below(6) as u64).min(most),
        };
        if length > MAX_TEXT_CHARS {
            return None;
        }
        let alphabet = match self.random.below(if fullness == Fullness::Any { 6 } else { 1 }) {
            1 => "Ünïcode😀",
            2 => "a b'\"\\<&;%/?#",
            3 => "A\u{0}\n\t\u{7f}",
            4 => "0123456789",
            _ => "x",
        };
        let letters: Vec<char> = alphabet.chars().collect();
        (0..length).map(|_| self.random.pick(&letters).copied()).collect()
    }

    fn list(&mut self, schema: &Object, fullness: Fullness, depth: usize) -> Option<Value> {
        let first = schemas(schema, "prefixItems");
        let (least, most) = length_bounds(schema, "minItems", "maxItems");
        let extra = match fullness {
            Fullness::Least => 0,
            Fullness::Most => 1,
            Fullness::Any => self.random.below(4) as u64,
        };
        let count = if first.is_empty() {
            least.saturating_add(extra).min(most).max(least)
        } else {
            least.max(first.len() as u64)
        };
        if count > MAX_LIST_ELEMENTS {
            return None;
        }
        let unique = schema.get("uniqueItems") == Some(&Value::Bool(true));
        let any = Value::Bool(true);
        let mut list: Vec<Value> = Vec::new();
        for index in 0..count as usize {
            let items = match (first.get(index), index, schema.get("contains")) {
                (Some(first), _, _) => first,
                (None, 0, Some(contained)) => contained,
                _ => schema.get("items").unwrap_or(&any),
            };
            let mut value = self.any(items, fullness, depth + 1)?;
            for _ in 0..ATTEMPTS {
                if !unique || !list.contains(&value) {
                    break;
                }
                value = self.any(items, Fullness::Any, depth + 1)?;
            }
            if !unique || !list.contains(&value) {
                list.push(value);
            }
        }
        Some(list.into())
    }

    fn object(&mut self, schema: &Object, fullness: Fullness, depth: usize) -> Option<Value> {
        let required: Vec<&str> =
            schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let mut object = Object::new();
        for (name, schema) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let required = required.contains(&name.as_str());
            if !self.is_there(required, fullness) {
                continue;
            }
            let seen = self.seen.pick(name, self.random).filter(|_| self.random.one_in(6));
            match seen
                .filter(|value| self.checker.fits(schema, value))
                .or_else(|| self.any(schema, fullness, depth + 1))
            {
                Some(value) => _ = object.insert(name.clone(), value),
                None if required => return None,
                None => {}
            }
        }
        let any = Value::Bool(true);
        for name in required {
            if !object.contains_key(name) {
                object.insert(name.to_owned(), self.any(&any, fullness, depth + 1)?);
            }
        }
        self.further_members(schema, &mut object, fullness, depth);
        Some(object.into())
    }

    /// Members that no name stands for.
    fn further_members(&mut self, schema: &Object, object: &mut Object, fullness: Fullness, depth: usize) {
        let least = schema.get("minProperties").and_then(Value::as_u64).unwrap_or(0) as usize;
        let rest = schema.get("additionalProperties").filter(|rest| rest.is_object() || least > object.len());
        let patterns: BTreeMap<&String, &Value> =
            schema.get("patternProperties").and_then(Value::as_object).into_iter().flatten().collect();
        let wanted = match fullness {
            Fullness::Least => 0,
            Fullness::Most => 1,
            Fullness::Any => self.random.below(3),
        };
        for number in 0..wanted.max(least.saturating_sub(object.len())).min(20) {
            let by_pattern = patterns.iter().next().filter(|_| rest.is_none() || self.random.one_in(2));
            let (name, schema) = match (by_pattern, rest) {
                (Some((pattern, schema)), _) => (pattern::text(pattern, self.random), *schema),
                (None, Some(rest)) => {
                    let names = schema.get("propertyNames").cloned().unwrap_or(Value::Bool(true));
                    let named =
                        self.any(&names, Fullness::Any, depth + 1).and_then(|name| name.as_str().map(str::to_owned));
                    (Some(named.unwrap_or_else(|| format!("key{number}"))), rest)
                }
                (None, None) => return,
            };
            if let (Some(name), Some(value)) = (name, self.any(schema, fullness, depth + 1)) {
                object.entry(name).or_insert(value);
            }
        }
    }
}

/// The least and the largest whole number that a schema takes.
pub(super) fn integer_bounds(schema: &Object) -> (i128, i128) {
    let format = schema.get("format").and_then(Value::as_str).unwrap_or_default();
    let (mut least, mut most) = integer_range(format).unwrap_or((i64::MIN.into(), i64::MAX.into()));
    let bound = |keyword: &str| match schema.get(keyword) {
        // A bound between two whole numbers.
        Some(Value::Number(number)) => integer(number).or_else(|| number.as_f64().map(|number| number.floor() as i128)),
        _ => None,
    };
    let is_whole = |keyword: &str| schema.get(keyword).and_then(Value::as_number).is_some_and(|n| integer(n).is_some());
    let upward = |keyword: &str| bound(keyword).map(|bound| bound.saturating_add(i128::from(!is_whole(keyword))));
    least = upward("minimum").map_or(least, |bound| least.max(bound));
    most = bound("maximum").map_or(most, |bound| most.min(bound));
    least = bound("exclusiveMinimum").map_or(least, |bound| least.max(bound.saturating_add(1)));
    let below = |bound: i128| bound.saturating_sub(i128::from(is_whole("exclusiveMaximum")));
    most = bound("exclusiveMaximum").map_or(most, |bound| most.min(below(bound)));
    (least, most)
}

/// The least and the largest length.
pub(super) fn length_bounds(schema: &Object, least: &str, most: &str) -> (u64, u64) {
    let bound = |keyword: &str| schema.get(keyword).and_then(Value::as_u64);
    (bound(least).unwrap_or(0), bound(most).unwrap_or(u64::MAX))
}

/// A whole number, if JSON has room for it.
pub(super) fn whole(number: i128) -> Option<Value> {
    i64::try_from(number).map(Value::from).or_else(|_| u64::try_from(number).map(Value::from)).ok()
}
