//! The rule `regex`.

use std::sync::OnceLock;

use ::regex::Regex;

use super::{RuleText, Text};
use crate::problem::{Fault, Faults, Location};

/// A regular expression that is compiled when it is first used.
#[derive(Debug)]
pub struct LazyRegex {
    pattern: &'static str,
    compiled: OnceLock<Regex>,
}

impl LazyRegex {
    /// The expression `pattern`.
    pub const fn new(pattern: &'static str) -> Self {
        Self { pattern, compiled: OnceLock::new() }
    }

    /// The expression, compiled.
    ///
    /// # Panics
    ///
    /// Where the pattern is no regular expression. `#[validate(regex(pattern = "…"))]` has looked at it when the code was built.
    pub fn get(&self) -> &Regex {
        self.compiled.get_or_init(|| match Regex::new(self.pattern) {
            Ok(regex) => regex,
            Err(error) => panic!("`{}` is no regular expression: {error}", self.pattern),
        })
    }
}

/// Text in which `regex` matches somewhere.
pub fn regex<T: Text + ?Sized>(value: &T, regex: &Regex, text: &RuleText, at: &Location<'_>, faults: &mut Faults) {
    if !value.text().is_none_or(|value| regex.is_match(value)) {
        fail(regex, text, at, faults);
    }
}

#[cold]
fn fail(regex: &Regex, text: &RuleText, at: &Location<'_>, faults: &mut Faults) {
    let pattern = regex.as_str();
    text.note(Fault::new(at, "regex", format!("must match {pattern}")).param("pattern", pattern), faults);
}
