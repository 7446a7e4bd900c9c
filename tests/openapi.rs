//! The OpenAPI document: what a signature says is what the document says.

mod answers;
mod bodies;
mod parameters;
mod security;
mod tables;

use std::collections::HashMap;

use cepa::bytes::Bytes;
use cepa::extract::{Authorization, Basic, Bearer, Extraction, FromParam, FromRequest, ParamError, Rejection, Scheme};
use cepa::http::StatusCode;
use cepa::openapi::{Info, Operation, Parameter};
use cepa::prelude::*;
use cepa::problem::{Place, Problem};
use cepa::response::{Accepted, Redirect, WithStatus};
use cepa::serde_json::{self, Value};
use cepa::test::Client;
use serde::{Deserialize, Serialize};

fn document(routes: Routes) -> Value {
    described(App::new(routes))
}

fn described<S: State, V>(app: App<S, V>) -> Value {
    let document = app.document().expect("a document").value().clone();
    assert_references(&document, &document);
    document
}

/// Every reference leads to something.
#[track_caller]
fn assert_references(value: &Value, document: &Value) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(reference)) = object.get("$ref") {
                let pointer = reference.strip_prefix('#').unwrap_or_default();
                assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
            }
            object.values().for_each(|value| assert_references(value, document));
        }
        Value::Array(list) => list.iter().for_each(|value| assert_references(value, document)),
        _ => {}
    }
}

/// One operation: `operation(&document, "get /users/{id}")`.
#[track_caller]
fn operation<'d>(document: &'d Value, name: &str) -> &'d Value {
    let (method, path) = name.split_once(' ').expect("a method and a path");
    let operation = &document["paths"][path][method];
    assert!(operation.is_object(), "no {name} in {:#}", document["paths"]);
    operation
}

/// A parameter of an operation.
#[track_caller]
fn parameter<'d>(operation: &'d Value, name: &str) -> &'d Value {
    let parameters = operation["parameters"].as_array().expect("parameters");
    parameters.iter().find(|parameter| parameter["name"] == name).unwrap_or_else(|| panic!("no {name}: {operation:#}"))
}

/// The statuses of an operation, in order.
fn statuses(operation: &Value) -> Vec<&str> {
    operation["responses"].as_object().expect("responses").keys().map(String::as_str).collect()
}

/// The schema of an answer.
fn answer<'d>(operation: &'d Value, status: &str, media_type: &str) -> &'d Value {
    &operation["responses"][status]["content"][media_type]["schema"]
}

#[model]
#[derive(Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum Sort {
    NewestFirst,
    Oldest,
}

#[model]
struct ShopId(#[validate(length(equal = 8))] String);

/// A colour, read by hand.
struct Colour;

impl FromParam<'_> for Colour {
    fn from_param(_: &str) -> Result<Self, ParamError> {
        Ok(Self)
    }

    fn describe(parameter: &mut Parameter<'_>) {
        parameter.keyword("pattern", "^[0-9a-f]{6}$");
    }
}

struct Opaque;

impl FromParam<'_> for Opaque {
    fn from_param(_: &str) -> Result<Self, ParamError> {
        Ok(Self)
    }
}
