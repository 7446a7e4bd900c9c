//! One thing changed in a request: to a value at a bound, right past it, or of another kind.
//!
//! Nothing here says whether the request is then right or wrong: the document does.

use serde_json::{Map, Value, json};

use super::super::schema::{Checker, member, schemas};
use super::case::{Case, Payload};
use super::flat::{flat, joined};
use super::make::{MAX_LIST_ELEMENTS, MAX_TEXT_CHARS, integer_bounds, length_bounds, whole};
use super::shape::{Place, Shape};

/// So many places of a body are changed, each in turn.
const MAX_SPOTS: usize = 60;

/// A body that is longer than the limit unless that was raised.
const LARGE_BODY_BYTES: usize = 2 * 1024 * 1024 + 1;

/// One thing to change in a request.
#[derive(Debug)]
pub(super) enum Change {
    /// The parameter at this index has this value, or none.
    Parameter(usize, Option<Value>),
    /// This stands at the end of the query, in place of the parameter at this index.
    Query(Option<usize>, String),
    Body(Payload),
    /// What stands in the JSON body at this pointer.
    Place(String, Value),
    /// The body is filled up with blanks.
    LargeBody,
}

impl Change {
    /// The request with the change; `None` where it is the same.
    pub(super) fn of(&self, case: &Case) -> Option<Case> {
        let mut changed = case.clone();
        match self {
            Self::Parameter(index, value) => changed.values[*index] = value.clone(),
            Self::Query(index, text) => {
                index.iter().for_each(|index| changed.values[*index] = None);
                changed.more_query = text.clone();
            }
            Self::Body(body) => changed.body = body.clone(),
            Self::Place(pointer, instead) => {
                if let Payload::Json(_, value) = &mut changed.body
                    && let Some(place) = value.pointer_mut(pointer)
                {
                    *place = instead.clone();
                }
            }
            Self::LargeBody => {
                let (media_type, mut bytes) = case.body.to_bytes()?;
                bytes.resize(bytes.len().max(LARGE_BODY_BYTES), b' ');
                changed.body = Payload::Raw(media_type.to_owned(), bytes);
            }
        }
        (changed != *case).then_some(changed)
    }
}

/// All such changes of a request.
pub(super) fn changes(case: &Case, shape: &Shape<'_>, checker: &Checker<'_>) -> Vec<Change> {
    let mut changes = vec![Change::Query(None, "no_such_parameter=1".to_owned())];
    for (index, (parameter, current)) in shape.parameters.iter().zip(&case.values).enumerate() {
        changes.push(Change::Parameter(index, None));
        let schema = flat(checker, parameter.schema);
        let values = values(&schema, current.as_ref(), checker);
        let fitting = values.into_iter().filter(|value| parameter.is_list || !value.is_array() && !value.is_object());
        changes.extend(fitting.map(|value| Change::Parameter(index, Some(value))));
        if let (Some(Value::Array(list)), Some(items)) = (current, schema.get("items")) {
            for value in self::values(&flat(checker, items), list.first(), checker) {
                let list = std::iter::once(value).chain(list.iter().skip(1).cloned()).collect();
                changes.push(Change::Parameter(index, Some(Value::Array(list))));
            }
        }
        if parameter.place == Place::Query {
            changes.push(Change::Query(Some(index), format!("{0}=%zz&{0}=%FF", parameter.name)));
        }
    }
    if let Some(body) = &shape.body {
        changes.extend([Change::Body(Payload::None), Change::LargeBody]);
        changes.extend(bodies(&case.body).into_iter().map(Change::Body));
        if let Payload::Json(media_type, value) = &case.body
            && let Some((_, schema)) = body.contents.iter().find(|(name, _)| name == media_type)
        {
            places_changed(value, schema, checker, &mut changes);
        }
    }
    changes
}

/// The body cut off, of another type, not JSON.
fn bodies(body: &Payload) -> Vec<Payload> {
    let Some((media_type, bytes)) = body.to_bytes() else { return Vec::new() };
    let raw = |bytes: Vec<u8>| Payload::Raw(media_type.to_owned(), bytes);
    let mut bodies =
        vec![raw(Vec::new()), raw(b"\xff\xfe".to_vec()), Payload::Raw("text/x-other".into(), bytes.clone())];
    if let Payload::Json(..) = body {
        bodies.extend([
            raw(bytes[..bytes.len() - 1].to_vec()),
            raw([&bytes[..], b","].concat()),
            raw("[".repeat(500).into_bytes()),
            raw(b"{\"a\":1,\"a\":1}".to_vec()),
            Payload::Json("text/plain".into(), json!("text")),
        ]);
    }
    bodies
}

/// Each place of a JSON body, changed in each way.
fn places_changed(value: &Value, schema: &Value, checker: &Checker<'_>, changes: &mut Vec<Change>) {
    let mut spots = Vec::new();
    find_spots(value, schema, "", checker, &mut spots);
    for (pointer, schema) in spots {
        let values = values(&schema, value.pointer(&pointer), checker);
        changes.extend(values.into_iter().map(|value| Change::Place(pointer.clone(), value)));
    }
}

/// The places in a value, each with its schema.
fn find_spots(
    value: &Value,
    schema: &Value,
    at: &str,
    checker: &Checker<'_>,
    spots: &mut Vec<(String, Map<String, Value>)>,
) {
    if spots.len() >= MAX_SPOTS {
        return;
    }
    let mut schema = flat(checker, schema);
    for keyword in ["oneOf", "anyOf"] {
        let choices = schemas(&schema, keyword).to_vec();
        if let Some(choice) = choices.iter().find(|choice| checker.fits(choice, value)) {
            schema.remove(keyword);
            schema = joined(schema, flat(checker, choice));
        }
    }
    spots.push((at.to_owned(), schema.clone()));
    match value {
        Value::Object(object) => {
            let named = schema.get("properties").and_then(Value::as_object);
            for (name, value) in object {
                let known = named.and_then(|named| named.get(name)).or_else(|| schema.get("additionalProperties"));
                find_spots(value, known.unwrap_or(&Value::Bool(true)), &member(at, name), checker, spots);
            }
        }
        Value::Array(list) => {
            let first = schemas(&schema, "prefixItems");
            let items = first.first().or_else(|| schema.get("items"));
            if let (Some(value), Some(items)) = (list.first(), items) {
                find_spots(value, items, &format!("{at}/0"), checker, spots);
            }
        }
        _ => {}
    }
}

/// Values to put in a place: at its bounds and past them, of its own kind and of others.
fn values(schema: &Map<String, Value>, current: Option<&Value>, checker: &Checker<'_>) -> Vec<Value> {
    let mut values =
        vec![json!(null), json!("text"), json!(1), json!(1.5), json!(true), json!([]), json!({}), json!("")];
    if let Some(Value::Array(known)) = schema.get("enum") {
        values.extend(known.iter().cloned());
    }
    for choice in ["oneOf", "anyOf"].into_iter().flat_map(|keyword| schemas(schema, keyword)) {
        let choice = flat(checker, choice);
        values.extend(choice.get("const").cloned());
        values.extend(of_kind(&choice));
    }
    values.extend(of_kind(schema));
    match current {
        Some(Value::Object(object)) => {
            for name in object.keys() {
                let mut less = object.clone();
                less.remove(name);
                values.push(less.into());
            }
            let mut more = object.clone();
            more.insert("no such member".to_owned(), json!(1));
            values.push(more.into());
        }
        Some(Value::Array(list)) => values.extend(lists(schema, list)),
        _ => {}
    }
    let mut distinct: Vec<Value> = Vec::new();
    for value in values {
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    distinct
}

fn of_kind(schema: &Map<String, Value>) -> Vec<Value> {
    let is = |kind: &str| match schema.get("type") {
        Some(Value::String(own)) => own == kind,
        Some(Value::Array(kinds)) => kinds.iter().any(|own| own == kind),
        _ => false,
    };
    let mut values = Vec::new();
    if is("integer") {
        let (least, most) = integer_bounds(schema);
        let around = [least, most].map(|bound| [bound, bound.saturating_sub(1), bound.saturating_add(1)]);
        let others = [0, -1, i128::from(i32::MAX) + 1];
        values.extend(around.into_iter().flatten().chain(others).filter_map(whole));
    }
    if is("number") {
        for keyword in ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"] {
            if let Some(bound) = schema.get(keyword).and_then(Value::as_f64) {
                values.extend([bound, bound - 0.5, bound + 0.5].map(Value::from));
            }
        }
        values.extend([json!(0), json!(-1.5), json!(1e38), json!(1e300), json!(-1e300), json!(1e-300)]);
    }
    if is("string") {
        let (least, most) = length_bounds(schema, "minLength", "maxLength");
        let lengths = [least, least.saturating_sub(1), most, most.saturating_add(1), 5_000];
        let texts =
            lengths.into_iter().filter(|length| *length <= MAX_TEXT_CHARS).map(|length| "x".repeat(length as usize));
        values.extend(texts.map(Value::from));
        values.extend(["Ünï 😀", "a\u{0}b", "'\"\\;--", "-1"].map(Value::from));
        if let Some(format) = schema.get("format").and_then(Value::as_str) {
            values.extend(super::super::schema::format::samples(format).iter().map(|sample| json!(sample)));
        }
    }
    if is("boolean") {
        values.push(json!(false));
    }
    values
}

/// Lists of the lengths that are bounds, and right past them.
fn lists(schema: &Map<String, Value>, list: &[Value]) -> Vec<Value> {
    let (least, most) = length_bounds(schema, "minItems", "maxItems");
    let lengths = [least, least.saturating_sub(1), most, most.saturating_add(1), list.len() as u64 + 1];
    let of_length = |length: u64| -> Option<Value> {
        let last = list.last()?;
        let filled = list.iter().chain(std::iter::repeat(last)).take(usize::try_from(length).ok()?);
        Some(filled.cloned().collect::<Vec<_>>().into())
    };
    lengths.into_iter().filter(|length| *length <= MAX_LIST_ELEMENTS + 1).filter_map(of_length).collect()
}
