//! Numbers: bounds, multiples, and the ranges of Rust's types, which `schemars` names as formats.

use std::cmp::Ordering;

use serde_json::{Map, Number, Value};

use super::Run;

impl Run<'_> {
    pub(super) fn number(&mut self, schema: &Map<String, Value>, number: &Number, at: &str) {
        type Holds = fn(Ordering) -> bool;
        let bounds: [(&'static str, &str, Holds); 4] = [
            ("minimum", "at least", Ordering::is_ge),
            ("maximum", "at most", Ordering::is_le),
            ("exclusiveMinimum", "more than", Ordering::is_gt),
            ("exclusiveMaximum", "less than", Ordering::is_lt),
        ];
        for (keyword, words, holds) in bounds {
            if let Some(Value::Number(bound)) = schema.get(keyword)
                && !compare(number, bound).is_some_and(holds)
            {
                self.wrong(at, keyword, format!("{words} {bound}"));
            }
        }
        if let Some(Value::Number(factor)) = schema.get("multipleOf")
            && !is_multiple(number, factor)
        {
            self.wrong(at, "multipleOf", format!("a multiple of {factor}"));
        }
        if let Some(format) = schema.get("format").and_then(Value::as_str) {
            if let Some((min, max)) = integer_range(format)
                && !integer(number).is_some_and(|integer| (min..=max).contains(&integer))
            {
                self.wrong(at, "format", format!("between {min} and {max}"));
            }
            if format == "float" && number.as_f64().is_some_and(|number| number.abs() > f64::from(f32::MAX)) {
                self.wrong_to_schemas(at, "format", "no larger than an `f32` can be");
            }
        }
    }
}

/// The order of two numbers; whole ones exactly.
pub(crate) fn compare(one: &Number, other: &Number) -> Option<Ordering> {
    match (exact(one), exact(other)) {
        (Some(one), Some(other)) => Some(one.cmp(&other)),
        _ => one.as_f64()?.partial_cmp(&other.as_f64()?),
    }
}

fn exact(number: &Number) -> Option<i128> {
    number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from))
}

/// The whole number that this is; 1.0 is 1.
pub(crate) fn integer(number: &Number) -> Option<i128> {
    let rounded = |number: f64| (number.fract() == 0.0 && number.abs() < 1e38).then_some(number as i128);
    exact(number).or_else(|| number.as_f64().and_then(rounded))
}

pub(super) fn is_integer(number: &Number) -> bool {
    exact(number).is_some() || number.as_f64().is_some_and(|number| number.fract() == 0.0)
}

fn is_multiple(number: &Number, factor: &Number) -> bool {
    match (exact(number), exact(factor)) {
        (Some(number), Some(factor)) => factor == 0 || number % factor == 0,
        _ => {
            let (Some(number), Some(factor)) = (number.as_f64(), factor.as_f64()) else { return true };
            let quotient = number / factor;
            // 0.3 is a multiple of 0.1, though not in binary.
            quotient.is_finite() && (quotient - quotient.round()).abs() <= 1e-9 * quotient.abs().max(1.0)
        }
    }
}

/// The range of a Rust type by `schemars`' name for it. Of 128 bits only as much as a JSON number holds exactly.
pub(crate) fn integer_range(format: &str) -> Option<(i128, i128)> {
    Some(match format {
        "int8" => (i8::MIN.into(), i8::MAX.into()),
        "int16" => (i16::MIN.into(), i16::MAX.into()),
        "int32" => (i32::MIN.into(), i32::MAX.into()),
        "int64" | "int" => (i64::MIN.into(), i64::MAX.into()),
        "uint8" => (0, u8::MAX.into()),
        "uint16" => (0, u16::MAX.into()),
        "uint32" => (0, u32::MAX.into()),
        "uint64" | "uint" => (0, u64::MAX.into()),
        _ => return None,
    })
}
