//! The rule `range`.

use std::num::{
    NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroI128, NonZeroIsize, NonZeroU8, NonZeroU16, NonZeroU32,
    NonZeroU64, NonZeroU128, NonZeroUsize,
};
use std::rc::Rc;
use std::sync::Arc;

use serde_json::Value;

use super::RuleText;
use crate::problem::{Fault, Faults, Location};

/// The bounds of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RangeBounds<N> {
    /// The least.
    pub min: Option<N>,
    /// The greatest.
    pub max: Option<N>,
    /// What it must be greater than.
    pub exclusive_min: Option<N>,
    /// What it must be less than.
    pub exclusive_max: Option<N>,
}

/// A least and a greatest number.
#[inline]
pub fn between<N>(min: N, max: N) -> RangeBounds<N> {
    RangeBounds { min: Some(min), max: Some(max), exclusive_min: None, exclusive_max: None }
}

/// A least number.
#[inline]
pub fn at_least<N>(min: N) -> RangeBounds<N> {
    RangeBounds { min: Some(min), max: None, exclusive_min: None, exclusive_max: None }
}

/// A greatest number.
#[inline]
pub fn at_most<N>(max: N) -> RangeBounds<N> {
    RangeBounds { min: None, max: Some(max), exclusive_min: None, exclusive_max: None }
}

impl<N: PartialOrd> RangeBounds<N> {
    /// What cannot be compared, as NaN, is not within.
    fn allow(&self, number: &N) -> bool {
        self.min.as_ref().is_none_or(|min| number >= min)
            && self.max.as_ref().is_none_or(|max| number <= max)
            && self.exclusive_min.as_ref().is_none_or(|min| number > min)
            && self.exclusive_max.as_ref().is_none_or(|max| number < max)
            && number.partial_cmp(number).is_some()
    }
}

/// What can be a bound: a number, a date, anything that has an order and a form in JSON.
pub trait Number: PartialOrd {
    /// As the client reads it.
    fn to_value(&self) -> Value;
}

/// What the rule `range` may stand on.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no number: the rule `range` needs one",
    label = "not a number",
    note = "text and collections take `length(min = …, max = …)`"
)]
pub trait Range {
    /// The type of the bounds.
    type Number: Number;

    /// The number; `None` where there is none, which breaks no rule.
    fn number(&self) -> Option<Self::Number>;
}

/// A number within `bounds`. NaN never is.
pub fn range<T: Range + ?Sized>(
    value: &T,
    bounds: &RangeBounds<T::Number>,
    text: &RuleText,
    at: &Location<'_>,
    faults: &mut Faults,
) {
    if value.number().is_some_and(|number| !bounds.allow(&number)) {
        let value = |bound: &Option<T::Number>| bound.as_ref().map(Number::to_value);
        let bounds = RangeBounds {
            min: value(&bounds.min),
            max: value(&bounds.max),
            exclusive_min: value(&bounds.exclusive_min),
            exclusive_max: value(&bounds.exclusive_max),
        };
        fail(bounds, text, at, faults);
    }
}

#[cold]
fn fail(bounds: RangeBounds<Value>, text: &RuleText, at: &Location<'_>, faults: &mut Faults) {
    let mut fault = Fault::new(at, "range", describe(&bounds));
    let RangeBounds { min, max, exclusive_min, exclusive_max } = bounds;
    for (name, bound) in
        [("min", min), ("max", max), ("exclusive_min", exclusive_min), ("exclusive_max", exclusive_max)]
    {
        if let Some(bound) = bound {
            fault = fault.param(name, bound);
        }
    }
    text.note(fault, faults);
}

fn describe(bounds: &RangeBounds<Value>) -> String {
    let shown = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    if let RangeBounds { min: Some(min), max: Some(max), exclusive_min: None, exclusive_max: None } = bounds {
        return format!("must be between {} and {}", shown(min), shown(max));
    }
    let parts: Vec<String> = [
        ("at least", &bounds.min),
        ("more than", &bounds.exclusive_min),
        ("at most", &bounds.max),
        ("less than", &bounds.exclusive_max),
    ]
    .into_iter()
    .filter_map(|(words, bound)| Some(format!("{words} {}", shown(bound.as_ref()?))))
    .collect();
    match parts.is_empty() {
        true => "must be a number".to_owned(),
        false => format!("must be {}", parts.join(" and ")),
    }
}

/// Types that are their own number.
macro_rules! numbers {
    ($($number:ty: |$value:ident| $json:expr),* $(,)?) => {$(
        impl Number for $number {
            fn to_value(&self) -> Value {
                let $value = self;
                $json
            }
        }

        impl Range for $number {
            type Number = Self;

            fn number(&self) -> Option<Self> {
                Some(self.clone())
            }
        }
    )*};
}

numbers! {
    u8: |number| (*number).into(),
    u16: |number| (*number).into(),
    u32: |number| (*number).into(),
    u64: |number| (*number).into(),
    usize: |number| (*number).into(),
    i8: |number| (*number).into(),
    i16: |number| (*number).into(),
    i32: |number| (*number).into(),
    i64: |number| (*number).into(),
    isize: |number| (*number).into(),
    // Past 64 bits most readers of JSON lose digits, so it is written as text.
    u128: |number| u64::try_from(*number).map_or_else(|_| number.to_string().into(), Into::into),
    i128: |number| i64::try_from(*number).map_or_else(|_| number.to_string().into(), Into::into),
    // By its shortest text: 0.1 is not to become 0.10000000149011612.
    f32: |number| number.to_string().parse::<f64>().map_or(Value::Null, Into::into),
    f64: |number| (*number).into(),
}

#[cfg(feature = "decimal")]
numbers! {
    rust_decimal::Decimal: |number| number.to_string().into(),
}

#[cfg(feature = "jiff")]
numbers! {
    jiff::Timestamp: |moment| moment.to_string().into(),
    jiff::Zoned: |moment| moment.to_string().into(),
    jiff::SignedDuration: |duration| duration.to_string().into(),
    jiff::civil::Date: |date| date.to_string().into(),
    jiff::civil::Time: |time| time.to_string().into(),
    jiff::civil::DateTime: |moment| moment.to_string().into(),
}

macro_rules! non_zero {
    ($($number:ty => $inner:ty),* $(,)?) => {$(
        impl Range for $number {
            type Number = $inner;

            fn number(&self) -> Option<$inner> {
                Some(self.get())
            }
        }
    )*};
}

non_zero! {
    NonZeroU8 => u8, NonZeroU16 => u16, NonZeroU32 => u32, NonZeroU64 => u64, NonZeroU128 => u128, NonZeroUsize => usize,
    NonZeroI8 => i8, NonZeroI16 => i16, NonZeroI32 => i32, NonZeroI64 => i64, NonZeroI128 => i128, NonZeroIsize => isize,
}

macro_rules! through_pointers {
    ($($pointer:ty),*) => {$(
        impl<T: Range + ?Sized> Range for $pointer {
            type Number = T::Number;

            fn number(&self) -> Option<T::Number> {
                T::number(self)
            }
        }
    )*};
}

through_pointers!(&T, Box<T>, Rc<T>, Arc<T>);

impl<T: Range> Range for Option<T> {
    type Number = T::Number;

    fn number(&self) -> Option<T::Number> {
        self.as_ref()?.number()
    }
}
