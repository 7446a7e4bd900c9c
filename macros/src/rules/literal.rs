//! What kind of value is written out, held against the type it is for, where both are known by their tokens.

use syn::{Expr, ExprLit, Lit, Type};

use super::parse::{Number, number, plain};
use crate::type_text::type_text;

/// A kind of value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Literal {
    Bool,
    Int,
    Float,
    Text,
}

impl Literal {
    /// What a value of the type is, of types that everyone knows.
    pub(crate) fn of_type(ty: &Type) -> Option<Self> {
        Some(match type_text(ty).as_str() {
            "bool" => Self::Bool,
            "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "i8" | "i16" | "i32" | "i64" | "i128" | "isize" => {
                Self::Int
            }
            "f32" | "f64" => Self::Float,
            "String" | "&str" => Self::Text,
            _ => return None,
        })
    }

    /// What is written out; `None` for what the compiler has to work out.
    pub(crate) fn of_value(value: &Expr) -> Option<Self> {
        match (plain(value), number(value)) {
            (_, Some(Number::Int(_))) => Some(Self::Int),
            (_, Some(Number::Float(_))) => Some(Self::Float),
            (Expr::Lit(ExprLit { lit: Lit::Bool(_), .. }), _) => Some(Self::Bool),
            (Expr::Lit(ExprLit { lit: Lit::Str(_), .. }), _) => Some(Self::Text),
            _ => None,
        }
    }

    /// "a number": for messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Bool => "a truth value",
            Self::Int => "a whole number",
            Self::Float => "a number",
            Self::Text => "text",
        }
    }

    /// One that fits, as it is written.
    pub(crate) fn example(self) -> &'static str {
        match self {
            Self::Bool => "true",
            Self::Int => "1",
            Self::Float => "1.0",
            Self::Text => "\"…\"",
        }
    }
}
