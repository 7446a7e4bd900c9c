//! Types whose rules are those of the `validator` crate.

use std::borrow::Cow;

use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

use crate::model::Shape;
use crate::problem::{Fault, Faults, Location};
use crate::sorted;

/// Runs a type's [`Validate`]. With a `shape`, fields are told by the names that they have on the wire.
pub fn by_validator<T: Validate + ?Sized>(value: &T, shape: Option<&Shape>, at: &Location<'_>, faults: &mut Faults) {
    if let Err(errors) = value.validate() {
        faults_of_validator(&errors, shape, at, faults);
    }
}

/// Notes what `validator` found, without the rejected values that it puts beside.
///
/// Codes, messages and parameters are kept. `validator` knows fields by their names in Rust; a name of `shape` that differs
/// only by case, `_` and `-` replaces it.
pub fn faults_of_validator(errors: &ValidationErrors, shape: Option<&Shape>, at: &Location<'_>, faults: &mut Faults) {
    let shapes: Vec<&Shape> = shape.into_iter().collect();
    walk(errors, &shapes, at, faults);
}

fn walk(errors: &ValidationErrors, shapes: &[&Shape], at: &Location<'_>, faults: &mut Faults) {
    // A map of no order: by name, so that an answer is the same every time.
    let mut fields: Vec<_> = errors.errors().iter().collect();
    sorted::sort(&mut fields, |(one, _), (other, _)| one < other);
    let nested: Vec<&Shape> = shapes.iter().flat_map(|shape| shape.nested).filter_map(|nested| nested()).collect();
    for (name, kind) in fields {
        let below = at.key(wire_name(name, shapes));
        // Rules across fields stand at the object itself.
        let at = if name == "__all__" { at } else { &below };
        match kind {
            ValidationErrorsKind::Struct(errors) => walk(errors, &nested, at, faults),
            ValidationErrorsKind::List(list) => {
                for (index, errors) in list {
                    walk(errors, &nested, &at.index(*index), faults);
                }
            }
            ValidationErrorsKind::Field(errors) => {
                for error in errors {
                    faults.push(fault(error, at));
                }
            }
        }
    }
}

fn wire_name<'a>(name: &'a str, shapes: &[&Shape]) -> &'a str {
    let plain = |name: &str| -> String {
        name.chars().filter(|letter| !matches!(letter, '_' | '-')).flat_map(char::to_lowercase).collect()
    };
    let members = || shapes.iter().flat_map(|shape| shape.members).map(|(member, _)| *member);
    if members().any(|member| member == name) {
        return name;
    }
    let wanted = plain(name);
    members().find(|member| plain(member) == wanted).unwrap_or(name)
}

fn fault(error: &ValidationError, at: &Location<'_>) -> Fault {
    let detail = error.message.clone().unwrap_or_else(|| Cow::Borrowed(words(&error.code)));
    let mut fault = Fault::new(at, error.code.clone(), detail);
    let mut params: Vec<_> = error.params.iter().filter(|(name, _)| !is_value(name, error)).collect();
    sorted::sort(&mut params, |(one, _), (other, _)| one < other);
    for (name, value) in params {
        fault = fault.param(name.clone(), value.clone());
    }
    fault
}

/// The rejected value, and for `must_match` the value of the other field, which is a password as often as not.
fn is_value(param: &str, error: &ValidationError) -> bool {
    param == "value" || (param == "other" && error.code == "must_match")
}

fn words(code: &str) -> &'static str {
    match code {
        "email" => "must be an email address",
        "url" => "must be an absolute URL",
        "ip" => "must be an IP address",
        "length" => "has the wrong length",
        "range" => "is out of range",
        "required" => "is missing",
        "regex" => "does not have the required form",
        "must_match" => "must be the same as another value",
        "non_control_character" => "must not contain control characters",
        _ => "is not valid",
    }
}
