//! What does not go together, one function a rule. What is at fault is taken out, so that the code written has no second fault.

use crate::diagnostics::Diagnostics;
use crate::similar;
use crate::type_text::type_text;

use super::ast::{ErrorKind, ErrorType};
use super::text::Text;

/// The members that every problem may have (RFC 9457, section 3.1), and our own.
const RESERVED: &[&str] = &["type", "title", "status", "detail", "instance", "errors", "errors_dropped", "request_id"];

/// Notes all faults of the item.
pub(crate) fn check(error: &mut ErrorType<'_>, diagnostics: &Diagnostics) {
    for kind in &mut error.kinds {
        check_transparent(kind, diagnostics);
        let single = check_single_source(kind, diagnostics);
        check_from_alone(kind, !single, diagnostics);
        check_texts(kind, diagnostics);
        check_members(kind, diagnostics);
    }
    check_from_types(error, diagnostics);
}

/// A transparent variant has one field and answers as that does.
fn check_transparent(kind: &mut ErrorKind<'_>, diagnostics: &Diagnostics) {
    let Some(span) = kind.transparent else { return };
    if kind.fields.len() != 1 {
        diagnostics
            .error_at(span, "a transparent variant holds one value, the error that answers for it: `Auth(AuthError)`");
        kind.transparent = None;
    } else if let Some((name, span)) = kind.answer_attribute {
        diagnostics.error_at(span, format_args!("a transparent variant answers as what it holds: remove `#[{name}]`"));
    }
}

/// One error stands behind another. Answers whether that is so.
fn check_single_source(kind: &mut ErrorKind<'_>, diagnostics: &Diagnostics) -> bool {
    let mut seen = false;
    let mut single = true;
    for field in &mut kind.fields {
        if let (Some(_), Some(span)) = (field.from, field.source) {
            diagnostics.error_at(span, "`#[from]` says `#[source]` as well: remove this one");
            field.source = None;
        }
        let Some(span) = field.from.or(field.source) else { continue };
        if seen {
            diagnostics.error_at(
                span,
                "one error stands behind another, and a field before is marked already: remove this mark",
            );
            (field.from, field.source, field.skip) = (None, None, true);
            single = false;
        }
        seen = true;
    }
    single
}

/// `From` makes the variant from one value, so there cannot be others.
fn check_from_alone(kind: &mut ErrorKind<'_>, told: bool, diagnostics: &Diagnostics) {
    if kind.fields.len() < 2 {
        return;
    }
    for field in &mut kind.fields {
        let Some(span) = field.from.take() else { continue };
        field.source = Some(span);
        if !told {
            let message =
                "`#[from]` makes the variant from this value alone: write `#[source]`, or move the other fields out";
            diagnostics.error_at(span, message);
        }
    }
}

/// Texts name fields that are there.
fn check_texts(kind: &mut ErrorKind<'_>, diagnostics: &Diagnostics) {
    let names: Vec<String> = kind.fields.iter().map(|field| field.name()).collect();
    let sound = |text: &Text| {
        let unknown = text.fields.iter().find(|field| !names.contains(field));
        if let Some(field) = unknown {
            let hint = similar::hint(field, names.iter().map(String::as_str));
            diagnostics.error_at(text.span(), format_args!("there is no field `{field}`{hint}"));
        }
        unknown.is_none()
    };
    kind.detail = kind.detail.take().filter(sound);
    kind.headers.retain(|(_, value)| sound(value));
}

/// A field that is sent stands beside the problem's own members.
fn check_members(kind: &mut ErrorKind<'_>, diagnostics: &Diagnostics) {
    if kind.status.is_some_and(|status| (500..=599).contains(&status)) || kind.transparent.is_some() {
        return;
    }
    for field in &mut kind.fields {
        let name = field.name();
        if RESERVED.contains(&name.as_str()) && !field.skip && !field.is_source() {
            let message = format!("every problem has a member `{name}`: rename the field, or `#[problem(skip)]`");
            diagnostics.error(&field.member, message);
            field.skip = true;
        }
    }
}

/// `?` must know which variant a value becomes.
fn check_from_types(error: &mut ErrorType<'_>, diagnostics: &Diagnostics) {
    let mut seen: Vec<String> = Vec::new();
    for field in error.kinds.iter_mut().flat_map(|kind| kind.fields.iter_mut()) {
        if field.from.is_none() {
            continue;
        }
        let text = type_text(field.ty);
        if seen.contains(&text) {
            let message =
                format!("two variants are made from `{text}`, and `?` could not choose: write `#[source]` on one");
            diagnostics.error(field.ty, message);
            field.source = field.from.take();
        } else {
            seen.push(text);
        }
    }
}
