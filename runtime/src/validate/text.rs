//! Rules on text.

use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::rc::Rc;
use std::sync::Arc;

use super::{RuleText, fail};
use crate::problem::{Faults, Location};

/// Text, perhaps behind an `Option` or a pointer. Implement it for a text type of your own to let it have rules.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not text: the rule needs a string",
    label = "not text",
    note = "a type of your own is text by `impl cepa::validate::Text for {Self}`"
)]
pub trait Text {
    /// The text; `None` where there is none, which breaks no rule.
    fn text(&self) -> Option<&str>;
}

impl Text for str {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl Text for String {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl Text for Cow<'_, str> {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl<T: Text> Text for Option<T> {
    fn text(&self) -> Option<&str> {
        self.as_ref()?.text()
    }
}

macro_rules! through_pointers {
    ($($pointer:ty),*) => {$(
        impl<T: Text + ?Sized> Text for $pointer {
            fn text(&self) -> Option<&str> {
                T::text(self)
            }
        }
    )*};
}

through_pointers!(&T, Box<T>, Rc<T>, Arc<T>);

/// A trait for each rule, for the sake of a message that names it.
macro_rules! text_rules {
    ($($name:ident $doc:literal $message:literal)*) => {$(
        #[doc = $doc]
        #[diagnostic::on_unimplemented(
            message = $message,
            label = "not text",
            note = "a type of your own is text by `impl cepa::validate::Text for {Self}`"
        )]
        pub trait $name: Text {}

        #[diagnostic::do_not_recommend]
        impl<T: Text + ?Sized> $name for T {}
    )*};
}

text_rules! {
    Email "What the rule `email` may stand on." "`{Self}` is not text: the rule `email` needs a string"
    Url "What the rule `url` may stand on." "`{Self}` is not text: the rule `url` needs a string"
    Ip "What the rules `ip`, `ipv4` and `ipv6` may stand on." "`{Self}` is not text: the rule `ip` needs a string"
    CreditCard "What the rule `credit_card` may stand on." "`{Self}` is not text: the rule `credit_card` needs a string"
    NonControlCharacter "What the rule `non_control_character` may stand on."
        "`{Self}` is not text: the rule `non_control_character` needs a string"
}

/// An email address as the HTML standard has it, with a local part of at most 64 and a domain of at most 255 characters.
pub fn email<T: Email + ?Sized>(value: &T, text: &RuleText, at: &Location<'_>, faults: &mut Faults) {
    if !value.text().is_none_or(super::email::is_email) {
        fail("email", "must be an email address", text, at, faults);
    }
}

/// An absolute URL.
pub fn url<T: Url + ?Sized>(value: &T, text: &RuleText, at: &Location<'_>, faults: &mut Faults) {
    if !value.text().is_none_or(super::url::is_url) {
        fail("url", "must be an absolute URL", text, at, faults);
    }
}

/// An IP address.
pub fn ip<T: Ip + ?Sized>(value: &T, text: &RuleText, at: &Location<'_>, faults: &mut Faults) {
    if value.text().is_some_and(|value| value.parse::<IpAddr>().is_err()) {
        fail("ip", "must be an IP address", text, at, faults);
    }
}

/// An IP address of version 4.
pub fn ipv4<T: Ip + ?Sized>(value: &T, text: &RuleText, at: &Location<'_>, faults: &mut Faults) {
    if value.text().is_some_and(|value| value.parse::<Ipv4Addr>().is_err()) {
        fail("ipv4", "must be an IPv4 address", text, at, faults);
    }
}

/// An IP address of version 6.
pub fn ipv6<T: Ip + ?Sized>(value: &T, text: &RuleText, at: &Location<'_>, faults: &mut Faults) {
    if value.text().is_some_and(|value| value.parse::<Ipv6Addr>().is_err()) {
        fail("ipv6", "must be an IPv6 address", text, at, faults);
    }
}

/// Text without control characters (Unicode's category Cc), which are also line breaks and tabs.
pub fn non_control_character<T: NonControlCharacter + ?Sized>(
    value: &T,
    text: &RuleText,
    at: &Location<'_>,
    faults: &mut Faults,
) {
    if value.text().is_some_and(|value| value.chars().any(char::is_control)) {
        fail("non_control_character", "must not contain control characters", text, at, faults);
    }
}

/// The number of a payment card: 12 to 19 digits, the last of which checks the others (ISO/IEC 7812-1).
pub fn credit_card<T: CreditCard + ?Sized>(value: &T, text: &RuleText, at: &Location<'_>, faults: &mut Faults) {
    if !value.text().is_none_or(is_card_number) {
        fail("credit_card", "must be the number of a payment card", text, at, faults);
    }
}

/// Luhn's formula: from the right every second digit counts twice, digit by digit, and the sum is a multiple of ten.
fn is_card_number(value: &str) -> bool {
    let digits = value.as_bytes();
    if !(12..=19).contains(&digits.len()) || !digits.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(index, digit)| {
            let digit = u32::from(digit - b'0');
            match index % 2 {
                0 => digit,
                _ => digit * 2 / 10 + digit * 2 % 10,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}
