//! Problems as the document says them: the framework's own form, or the one that an application's mapper gives them.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde_json::{Map, Value};

use super::Schemas;
use super::answers::Content;
use super::object::{object, schema, set, text, text_schema, texts};
use super::schema_of::HasSchema;
use crate::body::Body;
use crate::problem::{Fault, Place, Problem};
use crate::response::{Html, IntoResponse, Json, Response, Text, Xml};

impl JsonSchema for Problem {
    fn schema_name() -> Cow<'static, str> {
        // Not `Problem`, which may well be a name of the user's.
        "ProblemDetails".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let fault = Fault::SCHEMA.subschema(generator);
        let properties = object([
            ("type", member("string", "Names the kind of problem.", &[("format", text("uri-reference"))])),
            ("title", member("string", "The kind of problem, in a few words.", &[])),
            ("status", member("integer", "The HTTP status.", &[("minimum", 400.into()), ("maximum", 999.into())])),
            ("detail", member("string", "What is wrong this time.", &[])),
            ("instance", member("string", "Names this occurrence.", &[("format", text("uri-reference"))])),
            ("request_id", member("string", "The request's number in the server's log.", &[])),
            ("errors", member("array", "All that is wrong with the request.", &[("items", fault.to_value())])),
            (
                "errors_dropped",
                member("integer", "How many more faults there are than are listed.", &[("minimum", 1.into())]),
            ),
        ]);
        let example = object([
            ("type", text("about:blank")),
            ("title", text("Not Found")),
            ("status", 404.into()),
            ("request_id", text("0f3a…")),
        ]);
        object_schema("What went wrong (RFC 9457).", properties, &["type", "title", "status"], example)
    }
}

impl JsonSchema for Fault {
    fn schema_name() -> Cow<'static, str> {
        "ProblemFault".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let place = Place::SCHEMA.subschema(generator);
        let properties = object([
            ("in", place.to_value()),
            ("pointer", member("string", "Where it is: a JSON pointer as a URI fragment (RFC 6901).", &[])),
            ("code", member("string", "What is wrong, for programs.", &[])),
            ("detail", member("string", "What is wrong, for people.", &[])),
            ("params", member("object", "The bounds of the rule that does not hold.", &[])),
        ]);
        let example = object([
            ("in", text("query")),
            ("pointer", text("#/page")),
            ("code", text("range")),
            ("detail", text("must be at least 1")),
            ("params", object([("min", 1.into())])),
        ]);
        object_schema("One fault of a request.", properties, &["in", "pointer", "code", "detail"], example)
    }
}

fn object_schema(description: &str, properties: Value, required: &[&str], example: Value) -> Schema {
    schema([
        ("description", text(description)),
        ("type", text("object")),
        ("properties", properties),
        ("required", texts(required)),
        ("examples", vec![example].into()),
    ])
}

fn member(kind: &str, description: &str, more: &[(&str, Value)]) -> Value {
    let mut schema = Map::new();
    set(&mut schema, "type", text(kind));
    for (keyword, value) in more {
        set(&mut schema, keyword, value.clone());
    }
    set(&mut schema, "description", text(description));
    schema.into()
}

impl JsonSchema for Place {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Place".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schema([("type", text("string")), ("enum", texts(&["path", "query", "header", "cookie", "body"]))])
    }
}

/// What a mapper may make of a problem: an answer whose form the document can say.
///
/// [`Json<T>`](Json) is one where `T` has a schema, as every `#[model]` does; a [`Response`] is one of which the document says
/// nothing.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no form of a problem that the document could describe",
    label = "not the body of a problem",
    note = "return `Json<T>` with a `#[model(output)]` type, text, or a `Response`"
)]
pub trait ProblemBody: IntoResponse {
    /// The media type, and the form of what stands in it; `None` where nobody can tell.
    fn describe(schemas: &mut Schemas) -> Option<(&'static str, Schema)>;
}

impl ProblemBody for Response {
    fn describe(_: &mut Schemas) -> Option<(&'static str, Schema)> {
        None
    }
}

impl ProblemBody for Problem {
    fn describe(schemas: &mut Schemas) -> Option<(&'static str, Schema)> {
        Some(("application/problem+json", schemas.output::<Self>()))
    }
}

impl<T: Serialize + JsonSchema> ProblemBody for Json<T> {
    fn describe(schemas: &mut Schemas) -> Option<(&'static str, Schema)> {
        Some(("application/json", schemas.output::<T>()))
    }
}

macro_rules! text_bodies {
    ($([$($generics:tt)*] $type:ty: $media_type:literal),* $(,)?) => {$(
        impl<$($generics)*> ProblemBody for $type {
            fn describe(_: &mut Schemas) -> Option<(&'static str, Schema)> {
                Some(($media_type, text_schema()))
            }
        }
    )*};
}

text_bodies! {
    [] String: "text/plain",
    [] &'static str: "text/plain",
    [] Cow<'static, str>: "text/plain",
    [T: Into<Body>] Text<T>: "text/plain",
    [T: Into<Body>] Html<T>: "text/html",
    [T: Into<Body>] Xml<T>: "application/xml",
}

impl Content {
    /// The framework's own form, for an application without a mapper.
    pub(super) fn own(schemas: &mut Schemas) -> Self {
        let schema = schemas.output::<Problem>();
        Self { kinds: vec![("application/problem+json".to_owned(), schema)], is_problem: true }
    }

    /// The form that a mapper gives.
    pub(super) fn mapped(described: Option<(&'static str, Schema)>) -> Self {
        let kinds = described.into_iter().map(|(media_type, schema)| (media_type.to_owned(), schema)).collect();
        Self { kinds, is_problem: false }
    }
}
