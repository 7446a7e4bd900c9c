//! A default that is written out, held against the rules of its own argument: the clients who send nothing would be told its faults.

use std::cmp::Ordering;

use quote::ToTokens;
use syn::{Expr, ExprLit, Lit, Type};

use super::parse::{Number, number, plain};
use super::{Bounds, Kind, Rule};
use crate::diagnostics::Diagnostics;
use crate::type_text::type_text;

/// What a bare `default` stands for, of types whose default everyone knows.
pub(crate) fn default_of(ty: &Type) -> Option<Expr> {
    match type_text(ty).as_str() {
        "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "i8" | "i16" | "i32" | "i64" | "i128" | "isize" | "f32"
        | "f64" => Some(syn::parse_quote!(0)),
        "String" | "&str" => Some(syn::parse_quote!("")),
        _ => None,
    }
}

/// Says which rule `value` breaks, as far as both are written out; at `at`, where the default stands.
pub(crate) fn check_default(value: &Expr, rules: &[Rule], at: impl ToTokens, diagnostics: &Diagnostics) {
    let broken = rules.iter().find_map(|rule| Some((&rule.name, broken(&rule.kind, value)?)));
    if let Some((rule, how)) = broken {
        let message = format!(
            "the default {how} of its own rule `{rule}`: whoever sends nothing would be refused; write another default, or widen the rule"
        );
        diagnostics.error(at, message);
    }
}

fn broken(rule: &Kind, value: &Expr) -> Option<String> {
    match rule {
        Kind::Range(bounds) => outside(bounds, number(value)?, ["is below", "is above", "is not"]),
        Kind::Length(bounds) => {
            let count = i128::try_from(text(value)?.chars().count()).ok()?;
            outside(bounds, Number::Int(count), ["is shorter than", "is longer than", "is not as long as"])
        }
        Kind::Contains(part) => lacks(value, part, false),
        Kind::DoesNotContain(part) => lacks(value, part, true),
        _ => None,
    }
}

/// "is below `min = 1`": the bound that the value does not keep.
fn outside(bounds: &Bounds, value: Number, [below, above, other]: [&str; 3]) -> Option<String> {
    let Bounds { min, max, exclusive_min, exclusive_max, equal } = bounds;
    let breaks = |bound: &Expr, wrong: &[Ordering]| {
        let order = number(bound).and_then(|bound| value.compare(&bound));
        order.is_some_and(|order| wrong.contains(&order))
    };
    let bounds: [(_, _, _, &[Ordering]); 5] = [
        ("min", min, below, &[Ordering::Less]),
        ("exclusive_min", exclusive_min, "is not above", &[Ordering::Less, Ordering::Equal]),
        ("max", max, above, &[Ordering::Greater]),
        ("exclusive_max", exclusive_max, "is not below", &[Ordering::Greater, Ordering::Equal]),
        ("equal", equal, other, &[Ordering::Less, Ordering::Greater]),
    ];
    bounds.into_iter().find_map(|(name, bound, how, wrong)| {
        let bound = bound.as_ref().filter(|bound| breaks(bound, wrong))?;
        Some(format!("{how} `{name} = {}`", written(bound)))
    })
}

/// Whether the text has the part, and should not, or the other way round.
fn lacks(value: &Expr, part: &Expr, forbidden: bool) -> Option<String> {
    let has = text(value)?.contains(&text(part)?);
    let verb = if forbidden { "has the" } else { "has not the" };
    (has == forbidden).then(|| format!("{verb} `pattern = {}`", written(part)))
}

/// A text that is written out, as such or as a `String`.
fn text(value: &Expr) -> Option<String> {
    match plain(value) {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
        Expr::MethodCall(call) if call.args.is_empty() => {
            let owned = ["into", "to_owned", "to_string"].iter().any(|name| call.method == name);
            if owned { text(&call.receiver) } else { None }
        }
        _ => None,
    }
}

/// The expression as one would write it: `-1`.
fn written(value: &Expr) -> String {
    value.to_token_stream().to_string().replace("- ", "-")
}
