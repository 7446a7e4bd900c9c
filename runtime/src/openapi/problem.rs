//! Problems as the document says them: the framework's own form, or the one that an application's mapper gives them.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;

use super::Schemas;
use super::answers::Content;
use crate::body::Body;
use crate::problem::{Fault, Place, Problem};
use crate::response::{Html, IntoResponse, Json, Response, Text, Xml};

impl JsonSchema for Problem {
    fn schema_name() -> Cow<'static, str> {
        // Not `Problem`, which may well be a name of the user's.
        "ProblemDetails".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let fault = generator.subschema_for::<Fault>();
        json_schema!({
            "description": "What went wrong (RFC 9457).",
            "type": "object",
            "properties": {
                "type": { "type": "string", "format": "uri-reference", "description": "Names the kind of problem." },
                "title": { "type": "string", "description": "The kind of problem, in a few words." },
                "status": { "type": "integer", "minimum": 400, "maximum": 999, "description": "The HTTP status." },
                "detail": { "type": "string", "description": "What is wrong this time." },
                "instance": { "type": "string", "format": "uri-reference", "description": "Names this occurrence." },
                "request_id": { "type": "string", "description": "The request's number in the server's log." },
                "errors": { "type": "array", "items": fault, "description": "All that is wrong with the request." },
                "errors_dropped": {
                    "type": "integer", "minimum": 1, "description": "How many more faults there are than are listed."
                }
            },
            "required": ["type", "title", "status"],
            "examples": [{ "type": "about:blank", "title": "Not Found", "status": 404, "request_id": "0f3a…" }]
        })
    }
}

impl JsonSchema for Fault {
    fn schema_name() -> Cow<'static, str> {
        "ProblemFault".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let place = generator.subschema_for::<Place>();
        json_schema!({
            "description": "One fault of a request.",
            "type": "object",
            "properties": {
                "in": place,
                "pointer": { "type": "string", "description": "Where it is: a JSON pointer as a URI fragment (RFC 6901)." },
                "code": { "type": "string", "description": "What is wrong, for programs." },
                "detail": { "type": "string", "description": "What is wrong, for people." },
                "params": { "type": "object", "description": "The bounds of the rule that does not hold." }
            },
            "required": ["in", "pointer", "code", "detail"],
            "examples": [{
                "in": "query", "pointer": "#/page", "code": "range", "detail": "must be at least 1", "params": { "min": 1 }
            }]
        })
    }
}

impl JsonSchema for Place {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Place".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "enum": ["path", "query", "header", "cookie", "body"] })
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
                Some(($media_type, json_schema!({ "type": "string" })))
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
