//! Rules that compare, ask a function of the user's, or demand that there is a value.

use std::borrow::Cow;

use serde_json::Value;
use validator::ValidationError;

use super::{RuleText, fail};
use crate::problem::{Fault, Faults, Location};
use crate::sorted;

/// Why a function named by `custom(function = …)` refuses a value; text becomes one by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleFault {
    code: Cow<'static, str>,
    message: Cow<'static, str>,
    params: Vec<(Cow<'static, str>, Value)>,
    status: Option<u16>,
}

impl RuleFault {
    /// A refusal that says `message` to the client. Leave the value itself out of it: it may be a password.
    pub fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self { code: "custom".into(), message: message.into(), params: Vec::new(), status: None }
    }

    /// The fault's code for programs; "custom" unless set.
    #[must_use]
    pub fn code(mut self, code: impl Into<Cow<'static, str>>) -> Self {
        self.code = code.into();
        self
    }

    /// Adds what the rule demands.
    #[must_use]
    pub fn param(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Value>) -> Self {
        self.params.push((name.into(), value.into()));
        self
    }

    /// The status (400 to 999) of an answer with this fault.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }
}

impl From<&'static str> for RuleFault {
    fn from(message: &'static str) -> Self {
        Self::new(message)
    }
}

impl From<String> for RuleFault {
    fn from(message: String) -> Self {
        Self::new(message)
    }
}

impl From<Cow<'static, str>> for RuleFault {
    fn from(message: Cow<'static, str>) -> Self {
        Self::new(message)
    }
}

/// The parameter `value`, which is the rejected value, is left out.
impl From<ValidationError> for RuleFault {
    fn from(error: ValidationError) -> Self {
        let message = error.message.unwrap_or(Cow::Borrowed("is not valid"));
        let mut params: Vec<_> = error.params.into_iter().filter(|(name, _)| name != "value").collect();
        sorted::sort(&mut params, |(one, _), (other, _)| one < other);
        Self { code: error.code, message, params, status: None }
    }
}

/// What a function of the user's says.
pub fn custom<T: ?Sized, E: Into<RuleFault>>(
    value: &T,
    rule: impl FnOnce(&T) -> Result<(), E>,
    text: &RuleText,
    at: &Location<'_>,
    faults: &mut Faults,
) {
    if let Err(error) = rule(value) {
        refuse(error.into(), text, at, faults);
    }
}

#[cold]
fn refuse(refusal: RuleFault, text: &RuleText, at: &Location<'_>, faults: &mut Faults) {
    let mut fault = Fault::new(at, refusal.code, refusal.message).status(refusal.status);
    fault.params = refusal.params;
    text.note(fault, faults);
}

/// The same value as `other`, which the client knows as `other_name` beside this one.
pub fn must_match<T: PartialEq<U> + ?Sized, U: ?Sized>(
    value: &T,
    other: &U,
    other_name: &'static str,
    text: &RuleText,
    at: &Location<'_>,
    faults: &mut Faults,
) {
    if value != other {
        differ(other_name, text, at, faults);
    }
}

#[cold]
fn differ(other_name: &'static str, text: &RuleText, at: &Location<'_>, faults: &mut Faults) {
    let mut fault =
        Fault::new(at, "must_match", format!("must be the same as `{other_name}`")).param("other", other_name);
    fault.looks_beside = Some(at.beside(other_name));
    text.note(fault, faults);
}

/// A value that is there.
pub fn required<T>(value: &Option<T>, text: &RuleText, at: &Location<'_>, faults: &mut Faults) {
    if value.is_none() {
        fail("required", "is missing", text, at, faults);
    }
}
