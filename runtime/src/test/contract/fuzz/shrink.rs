//! A failing request with one thing less in it: absent, shorter, or nearer to nothing.

use serde_json::{Value, json};

use super::super::schema::member;
use super::case::{Case, Payload};

/// Simpler requests, those with the largest steps first.
pub(super) fn simpler(case: &Case) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut add = |change: &dyn Fn(&mut Case)| {
        let mut changed = case.clone();
        change(&mut changed);
        if changed != *case {
            cases.push(changed);
        }
    };
    add(&|case| case.body = Payload::None);
    add(&|case| case.more_query = String::new());
    for index in 0..case.values.len() {
        add(&|case| case.values[index] = None);
    }
    for (index, value) in case.values.iter().enumerate() {
        for value in value.iter().flat_map(simpler_values) {
            add(&|case| case.values[index] = Some(value.clone()));
        }
    }
    match &case.body {
        Payload::Json(media_type, value) => {
            for value in simpler_values(value) {
                add(&|case| case.body = Payload::Json(media_type.clone(), value.clone()));
            }
        }
        Payload::Raw(media_type, bytes) => {
            add(&|case| case.body = Payload::Raw(media_type.clone(), bytes[..bytes.len() / 2].to_vec()));
        }
        Payload::None => {}
    }
    cases
}

/// The value with one place simpler, for each place.
fn simpler_values(value: &Value) -> Vec<Value> {
    let mut pointers = Vec::new();
    places(value, "", &mut pointers);
    let mut simpler = Vec::new();
    for pointer in pointers {
        let Some(place) = value.pointer(&pointer) else { continue };
        for instead in simpler_place(place) {
            let mut copy = value.clone();
            if let Some(place) = copy.pointer_mut(&pointer) {
                *place = instead;
                simpler.push(copy);
            }
        }
    }
    simpler
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

fn simpler_place(value: &Value) -> Vec<Value> {
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
        Value::Array(list) if list.is_empty() => Vec::new(),
        Value::Array(list) => {
            let mut lists = vec![json!([]), list[..list.len() / 2].into()];
            lists.extend((0..list.len()).map(|index| {
                let mut less = list.clone();
                less.remove(index);
                less.into()
            }));
            lists
        }
        Value::Object(object) => object
            .keys()
            .map(|name| {
                let mut less = object.clone();
                less.remove(name);
                less.into()
            })
            .collect(),
    }
}
