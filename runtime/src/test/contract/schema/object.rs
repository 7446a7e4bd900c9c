//! Objects: their members by name, by pattern, and all others.

use serde_json::{Map, Value};

use super::{Evaluated, Run, member};

type Object = Map<String, Value>;

/// What `schemars` says of the keys of a map from integers, whatever their range is, and that they do not begin with a zero.
const INTEGER_KEYS: [&str; 2] = [r"^\d+$", r"^-?\d+$"];

/// The members of `std`'s `Duration`, `SystemTime` and `Range`. Their schemas are open, and serde refuses other members.
const CLOSED: [[&str; 2]; 3] = [["nanos", "secs"], ["nanos_since_epoch", "secs_since_epoch"], ["end", "start"]];

impl Run<'_> {
    pub(super) fn object(&mut self, schema: &Object, object: &Object, at: &str, evaluated: &mut Evaluated) {
        self.presence(schema, object, at);
        let named = schema.get("properties").and_then(Value::as_object);
        let patterns = schema.get("patternProperties").and_then(Value::as_object);
        let rest = schema.get("additionalProperties");
        let is_closed = named.is_some_and(|named| {
            CLOSED.iter().any(|names| named.len() == names.len() && names.iter().all(|name| named.contains_key(*name)))
        });
        for (name, value) in object {
            let at = member(at, name);
            let mut known = false;
            if let Some(schema) = named.and_then(|named| named.get(name)) {
                known = true;
                self.check(schema, value, &at);
            }
            for (pattern, schema) in patterns.into_iter().flatten() {
                match self.checker.patterns.get(pattern) {
                    Some(regex) if regex.is_match(name) => {
                        known = true;
                        self.checked.unsure |= INTEGER_KEYS.contains(&pattern.as_str()) && name.len() > 1;
                        self.check(schema, value, &at);
                    }
                    Some(_) => {}
                    None => self.checked.unsure = true,
                }
            }
            if !known && let Some(rest) = rest {
                known = true;
                // Of a map's keys `schemars` says nothing, unless they are numbers or names.
                self.checked.may_be_refused = true;
                self.additional("additionalProperties", rest, value, &at);
            }
            // A second of too many nanoseconds may overflow.
            self.checked.may_be_refused |= is_closed && (!known || name == "nanos" || name == "nanos_since_epoch");
            if known {
                evaluated.members.insert(name.clone());
            }
            if let Some(names) = schema.get("propertyNames") {
                self.check(names, &Value::String(name.clone()), &at);
            }
        }
        if let Some(dependents) = schema.get("dependentSchemas").and_then(Value::as_object) {
            for (_, schema) in dependents.iter().filter(|(name, _)| object.contains_key(*name)) {
                evaluated.add(self.check(schema, &Value::Object(object.clone()), at));
            }
        }
    }

    /// What there must be, and how much.
    fn presence(&mut self, schema: &Object, object: &Object, at: &str) {
        for name in names(schema.get("required")) {
            if !object.contains_key(name) {
                self.wrong(&member(at, name), "required", "there");
            }
        }
        if let Some(dependents) = schema.get("dependentRequired").and_then(Value::as_object) {
            for (name, required) in dependents.iter().filter(|(name, _)| object.contains_key(*name)) {
                for missing in names(Some(required)).filter(|required| !object.contains_key(*required)) {
                    self.wrong(&member(at, missing), "dependentRequired", format!("there, as `{name}` is"));
                }
            }
        }
        let count = object.len() as u64;
        if let Some(min) = schema.get("minProperties").and_then(Value::as_u64)
            && count < min
        {
            self.wrong(at, "minProperties", format!("an object with at least {min} members"));
        }
        if let Some(max) = schema.get("maxProperties").and_then(Value::as_u64)
            && count > max
        {
            self.wrong(at, "maxProperties", format!("an object with at most {max} members"));
        }
    }

    fn additional(&mut self, keyword: &'static str, schema: &Value, value: &Value, at: &str) {
        if *schema == Value::Bool(false) {
            self.wrong(at, keyword, "absent: no such member is known");
        } else {
            self.check(schema, value, at);
        }
    }

    pub(super) fn unevaluated_properties(
        &mut self,
        schema: &Object,
        object: &Object,
        at: &str,
        evaluated: &mut Evaluated,
    ) {
        let Some(rest) = schema.get("unevaluatedProperties") else { return };
        for (name, value) in object {
            if evaluated.members.insert(name.clone()) {
                self.additional("unevaluatedProperties", rest, value, &member(at, name));
            }
        }
    }
}

fn names(list: Option<&Value>) -> impl Iterator<Item = &str> {
    list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}
