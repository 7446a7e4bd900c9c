//! Sets of JSON types, and which of two is the wider one.

use std::fmt;

use serde_json::Value;

/// The names of the types, each a bit. `null` is told apart from the others everywhere.
const NAMES: [&str; 7] = ["array", "boolean", "integer", "null", "number", "object", "string"];

const NULL: Types = Types(1 << 3);
const INTEGER: Types = Types(1 << 2);
const NUMBER: Types = Types(1 << 4);
const STRING: Types = Types(1 << 6);
/// What can be spelt as text.
const SCALARS: Types = Types(1 << 1 | 1 << 2 | 1 << 4);

/// A set of JSON types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Types(u8);

impl Types {
    pub(super) const NONE: Self = Self(0);

    /// The value of `type`: a name, or a list of names.
    pub(super) fn parse(value: &Value) -> Option<Self> {
        let name = |value: &Value| {
            let index = NAMES.iter().position(|name| value == name)?;
            Some(Self(1 << index))
        };
        match value {
            Value::Array(names) => names.iter().try_fold(Self::NONE, |all, value| Some(all.union(name(value)?))),
            single => name(single),
        }
    }

    /// The type of a value; a number without a fraction is an integer.
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Null => NULL,
            Value::Bool(_) => Self(1 << 1),
            Value::Number(number) => {
                let is_integer = number.as_f64().is_some_and(|number| number.fract() == 0.0);
                if is_integer { INTEGER } else { NUMBER }
            }
            Value::String(_) => STRING,
            Value::Array(_) => Self(1),
            Value::Object(_) => Self(1 << 5),
        }
    }

    pub(super) fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What both allow: of number and integer, integer.
    pub(super) fn intersection(self, other: Self) -> Self {
        Self(self.with_integer().0 & other.with_integer().0).plain()
    }

    pub(super) fn has_null(self) -> bool {
        self.0 & NULL.0 != 0
    }

    pub(super) fn without_null(self) -> Self {
        Self(self.0 & !NULL.0).plain()
    }

    pub(super) fn is_integer(self) -> bool {
        self == INTEGER
    }

    /// Whether all that is allowed here is allowed there.
    pub(super) fn is_within(self, other: Self, is_text: bool) -> bool {
        let other = if is_text && other.0 & STRING.0 != 0 { other.union(SCALARS) } else { other };
        self.with_integer().0 & !other.with_integer().0 == 0
    }

    fn with_integer(self) -> Self {
        if self.0 & NUMBER.0 != 0 { self.union(INTEGER) } else { self }
    }

    /// Without the integers that numbers are anyway.
    fn plain(self) -> Self {
        if self.0 & NUMBER.0 != 0 { Self(self.0 & !INTEGER.0) } else { self }
    }
}

impl fmt::Display for Types {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0 {
            return f.write_str("nothing");
        }
        let names = NAMES.iter().enumerate().filter(|(index, _)| self.0 & (1 << index) != 0);
        for (count, (_, name)) in names.enumerate() {
            write!(f, "{}{name}", if count == 0 { "" } else { " or " })?;
        }
        Ok(())
    }
}
