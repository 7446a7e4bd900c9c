//! Texts: their length in characters, their pattern, their format.

use serde_json::{Map, Value};

use super::Run;
use super::format::{Fit, fit};

impl Run<'_> {
    pub(super) fn text(&mut self, schema: &Map<String, Value>, text: &str, at: &str) {
        let length = text.chars().count() as u64;
        if let Some(min) = schema.get("minLength").and_then(Value::as_u64)
            && length < min
        {
            self.wrong(at, "minLength", format!("at least {min} characters long"));
        }
        if let Some(max) = schema.get("maxLength").and_then(Value::as_u64)
            && length > max
        {
            self.wrong(at, "maxLength", format!("at most {max} characters long"));
        }
        if let Some(pattern) = schema.get("pattern").and_then(Value::as_str) {
            match self.checker.patterns.get(pattern) {
                Some(regex) if regex.is_match(text) => {}
                Some(_) => self.wrong(at, "pattern", format!("text that matches `{pattern}`")),
                None => self.checked.unsure = true,
            }
        }
        if let Some(format) = schema.get("format").and_then(Value::as_str) {
            match fit(format, text) {
                Fit::Yes => {}
                Fit::No => self.wrong(at, "format", format!("text of the format `{format}`")),
                Fit::Unsure => self.checked.unsure = true,
            }
        }
    }
}
