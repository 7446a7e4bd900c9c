//! Rules at run time: what `#[validate(…)]` demands of a value, one function for each rule.
//!
//! | rule | stands on | holds for |
//! |---|---|---|
//! | `email` | text | what the HTML standard takes for an address, with any domain |
//! | `url` | text | absolute URLs (WHATWG) |
//! | `ip`, `ipv4`, `ipv6` | text | an IP address |
//! | `credit_card` | text | 12 to 19 digits with a right check digit |
//! | `non_control_character` | text | text without control characters |
//! | `regex` | text | text in which the expression matches somewhere; anchor it with `^` and `$` |
//! | `length` | text, collections, bytes | so many characters, elements, entries, bytes |
//! | `range` | numbers, dates | a number between bounds; never NaN |
//! | `contains`, `does_not_contain` | text, collections | text with that part, a collection with that element or key |
//! | `must_match` | anything that can be compared | the same value as another's |
//! | `custom` | anything | what a function of yours says |
//! | `required` | `Option` | `Some` |
//! | `nested` | types with rules | the rules of the type |
//!
//! Every rule looks through `Option`, references, `Box`, `Arc`, `Rc` and `Cow`; what is `None` breaks no rule but `required`.
//! A rule that holds allocates nothing, but for email addresses with a domain that is not ASCII and for URLs other than
//! `http`, `https`, `ws` and `wss` with a plain host. A rule that does not notes a [`Fault`], with what it demands and never with
//! the value.

mod contains;
mod custom;
mod email;
mod length;
mod nested;
mod pattern;
mod range;
#[cfg(test)]
mod tests;
mod text;
mod url;
mod validator;

use std::borrow::Cow;

pub use self::contains::{Contains, contains, does_not_contain};
pub use self::custom::{RuleFault, custom, must_match, required};
pub use self::length::{Length, LengthBounds, Unit, length, length_bounds};
pub use self::nested::{NestedCheck, NestedNothing, Probe, nested};
pub use self::pattern::{LazyRegex, regex};
pub use self::range::{Number, Range, RangeBounds, at_least, at_most, between, range};
pub use self::text::{
    CreditCard, Email, Ip, NonControlCharacter, Text, Url, credit_card, email, ip, ipv4, ipv6, non_control_character,
    url,
};
pub use self::validator::{by_validator, faults_of_validator};
pub use ::regex::Regex;

use crate::problem::{Fault, Faults, Location};

/// What the client is told where a rule does not hold, as far as the rule says so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RuleText {
    /// The fault's code; the rule's name where there is none.
    pub code: Option<&'static str>,
    /// The fault's detail; the rule's own words where there is none.
    pub message: Option<&'static str>,
    /// The status (400 to 999) of an answer with this fault.
    pub status: Option<u16>,
}

/// [`RuleText::NONE`], for generated code.
pub const PLAIN: &RuleText = &RuleText::NONE;

impl RuleText {
    /// A rule that says nothing of its own.
    pub const NONE: Self = Self { code: None, message: None, status: None };

    /// Notes `fault` in the rule's own words.
    fn note(&self, mut fault: Fault, faults: &mut Faults) {
        if let Some(code) = self.code {
            fault.code = Cow::Borrowed(code);
        }
        if let Some(message) = self.message {
            fault.detail = Cow::Borrowed(message);
        }
        if self.status.is_some() {
            fault.status = self.status;
        }
        faults.push(fault);
    }
}

/// Notes that a rule without parameters does not hold.
#[cold]
fn fail(code: &'static str, detail: &'static str, text: &RuleText, at: &Location<'_>, faults: &mut Faults) {
    text.note(Fault::new(at, code, detail), faults);
}
