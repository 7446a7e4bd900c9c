//! Lists: their elements, how many, and whether each is there once.

use serde_json::{Map, Value};

use super::equal::equal;
use super::{Evaluated, Run, schemas};

impl Run<'_> {
    pub(super) fn list(&mut self, schema: &Map<String, Value>, list: &[Value], at: &str, evaluated: &mut Evaluated) {
        let count = list.len() as u64;
        if let Some(min) = schema.get("minItems").and_then(Value::as_u64)
            && count < min
        {
            self.wrong(at, "minItems", format!("at least {min} elements long"));
        }
        if let Some(max) = schema.get("maxItems").and_then(Value::as_u64)
            && count > max
        {
            self.wrong(at, "maxItems", format!("at most {max} elements long"));
        }
        if schema.get("uniqueItems") == Some(&Value::Bool(true))
            && list.iter().enumerate().any(|(index, value)| list[..index].iter().any(|other| equal(value, other)))
        {
            self.wrong_to_schemas(at, "uniqueItems", "a list in which nothing stands twice");
        }
        let first = schemas(schema, "prefixItems");
        for (index, (value, schema)) in list.iter().zip(first).enumerate() {
            self.check(schema, value, &format!("{at}/{index}"));
        }
        evaluated.elements = evaluated.elements.max(first.len().min(list.len()));
        if let Some(items) = schema.get("items") {
            for (index, value) in list.iter().enumerate().skip(first.len()) {
                self.check(items, value, &format!("{at}/{index}"));
            }
            evaluated.elements = list.len();
        }
        if let Some(contained) = schema.get("contains") {
            self.contains(schema, contained, list, at, evaluated);
        }
    }

    fn contains(
        &mut self,
        schema: &Map<String, Value>,
        contained: &Value,
        list: &[Value],
        at: &str,
        evaluated: &mut Evaluated,
    ) {
        let (mut found, mut found_for_sure) = (0_u64, 0);
        for (index, value) in list.iter().enumerate() {
            let attempt = self.attempt(contained, value, at);
            found_for_sure += u64::from(attempt.fits_for_sure());
            if attempt.fits() {
                found += 1;
                evaluated.more_elements.insert(index);
            }
        }
        let min = schema.get("minContains").and_then(Value::as_u64).unwrap_or(1);
        if found < min {
            self.wrong(at, "contains", format!("a list with {min} or more elements that `contains` describes"));
        }
        if let Some(max) = schema.get("maxContains").and_then(Value::as_u64)
            && found_for_sure > max
        {
            self.wrong(at, "maxContains", format!("a list with at most {max} elements that `contains` describes"));
        }
    }

    pub(super) fn unevaluated_items(
        &mut self,
        schema: &Map<String, Value>,
        list: &[Value],
        at: &str,
        evaluated: &mut Evaluated,
    ) {
        let Some(rest) = schema.get("unevaluatedItems") else { return };
        for (index, value) in list.iter().enumerate().skip(evaluated.elements) {
            if !evaluated.more_elements.contains(&index) {
                self.check(rest, value, &format!("{at}/{index}"));
            }
        }
        evaluated.elements = list.len();
    }
}
