//! A failing request with one thing less in it: absent, shorter, or nearer to nothing.

use serde_json::{Value, json};

use super::super::schema::member;
use super::case::{Case, Payload};

/// Simpler requests, those with the largest steps first; each is made when it is asked for.
pub(super) fn simpler(case: &Case) -> impl Iterator<Item = Case> + Send {
    let with_body = |body: Payload| Case { body, ..case.clone() };
    let with_value = |index: usize, value: Option<Value>| {
        let mut changed = case.clone();
        changed.values[index] = value;
        changed
    };
    let less = [with_body(Payload::None), Case { more_query: String::new(), ..case.clone() }];
    let absent = (0..case.values.len()).map(move |index| with_value(index, None));
    let values = case.values.iter().enumerate().flat_map(move |(index, value)| {
        value.iter().flat_map(simpler_values).map(move |value| with_value(index, Some(value)))
    });
    let json = match &case.body {
        Payload::Json(media_type, value) => Some((media_type, value)),
        _ => None,
    };
    let json = json.into_iter().flat_map(move |(media_type, value)| {
        simpler_values(value).map(move |value| with_body(Payload::Json(media_type.clone(), value)))
    });
    let raw = match &case.body {
        Payload::Raw(media_type, bytes) => Some(Payload::Raw(media_type.clone(), bytes[..bytes.len() / 2].to_vec())),
        _ => None,
    };
    let all = less.into_iter().chain(absent).chain(values).chain(json).chain(raw.map(with_body));
    all.filter(move |changed| changed != case)
}

/// The value with one place simpler, for each place.
fn simpler_values(value: &Value) -> impl Iterator<Item = Value> + Send {
    let mut pointers = Vec::new();
    places(value, "", &mut pointers);
    pointers.into_iter().flat_map(move |pointer| {
        let place = value.pointer(&pointer);
        place.into_iter().flat_map(simpler_place).filter_map(move |instead| {
            let mut copy = value.clone();
            *copy.pointer_mut(&pointer)? = instead;
            Some(copy)
        })
    })
}

fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(object) => object.iter().for_each(|(name, value)| places(value, &member(at, name), found)),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(index, value)| places(value, &format!("{at}/{index}"), found));
        }
        _ => {}
    }
}

/// Shorter by one part, or nearer to nothing.
fn simpler_place(value: &Value) -> Box<dyn Iterator<Item = Value> + Send + '_> {
    match value {
        Value::Array(list) if !list.is_empty() => {
            let shorter = [json!([]), list[..list.len() / 2].into()];
            Box::new(shorter.into_iter().chain((0..list.len()).map(|index| {
                let mut less = list.clone();
                less.remove(index);
                less.into()
            })))
        }
        Value::Object(object) => Box::new(object.keys().map(|name| {
            let mut less = object.clone();
            less.remove(name);
            less.into()
        })),
        scalar => Box::new(simpler_scalar(scalar).into_iter()),
    }
}

fn simpler_scalar(value: &Value) -> Vec<Value> {
    match value {
        Value::Null | Value::Bool(false) => Vec::new(),
        Value::Bool(true) => vec![json!(false)],
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(0), _) => Vec::new(),
            (Some(number), _) => vec![json!(0), json!(number / 2), json!(number - number.signum())],
            (None, Some(number)) if number != 0.0 => vec![json!(0), json!(number.trunc() as i64)],
            _ => Vec::new(),
        },
        Value::String(text) => {
            let letters: Vec<char> = text.chars().collect();
            let mut texts: Vec<String> = Vec::new();
            if !letters.is_empty() {
                texts.push(String::new());
                texts.push(letters[..letters.len() / 2].iter().collect());
                texts.push(letters[..letters.len() - 1].iter().collect());
            }
            if letters.iter().any(|letter| *letter != 'x') {
                texts.push("x".repeat(letters.len()));
            }
            texts.into_iter().map(Value::String).collect()
        }
        Value::Array(_) | Value::Object(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Thousands of variants of a large body: one at a time is there.
    #[test]
    fn variants_are_made_when_asked_for() {
        let element = json!({"a": "text", "b": "text", "c": "text", "d": "text", "e": "text"});
        let list = Value::from(vec![element; 20_000]);
        let case = Case {
            values: Vec::new(),
            body: Payload::Json("application/json".into(), list),
            more_query: String::new(),
        };
        let bodies: Vec<Payload> = simpler(&case).take(3).map(|case| case.body).collect();
        let [Payload::None, Payload::Json(_, none), Payload::Json(_, half)] = &bodies[..] else {
            panic!("{}", bodies.len())
        };
        assert_eq!((none.as_array().map(Vec::len), half.as_array().map(Vec::len)), (Some(0), Some(10_000)));
    }

    #[test]
    fn each_place_gets_simpler() {
        let body = |value: Value| Payload::Json("application/json".into(), value);
        let case = Case { values: vec![Some(json!(true))], body: body(json!({"a": [2]})), more_query: "x=1".into() };
        let all: Vec<Case> = simpler(&case).collect();
        let of = |values: Value, body: Payload| Case { values: vec![Some(values)], body, ..case.clone() };
        let expected = [
            of(json!(true), Payload::None),
            Case { more_query: String::new(), ..case.clone() },
            Case { values: vec![None], ..case.clone() },
            of(json!(false), case.body.clone()),
            of(json!(true), body(json!({}))),
            of(json!(true), body(json!({"a": []}))),
            of(json!(true), body(json!({"a": []}))),
            of(json!(true), body(json!({"a": []}))),
            of(json!(true), body(json!({"a": [0]}))),
            of(json!(true), body(json!({"a": [1]}))),
            of(json!(true), body(json!({"a": [1]}))),
        ];
        assert_eq!(all, expected);
    }
}
