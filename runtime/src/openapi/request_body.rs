//! A request's body, as the document says it.

use schemars::Schema;
use serde_json::{Map, Value};

use super::object::{object, set, set_flag, set_text, text_schema};
use super::parameter::not_null;
use super::{Schemas, Statuses};
use crate::model::Check;

/// A request's body, as the document says it; whoever reads it says what it takes, by
/// [`FromBody::describe`](crate::extract::FromBody::describe).
#[derive(Debug)]
pub struct RequestBody<'d> {
    schemas: &'d mut Schemas,
    /// The schema of the argument's type, where it has one.
    schema: Option<Schema>,
    content: Vec<(String, Schema)>,
    required: bool,
    description: String,
    statuses: Statuses,
}

impl<'d> RequestBody<'d> {
    pub(super) fn new(schemas: &'d mut Schemas, schema: Option<Schema>) -> Self {
        Self {
            schemas,
            schema,
            content: Vec::new(),
            required: true,
            description: String::new(),
            statuses: Statuses::default(),
        }
    }

    /// The schemas of the document.
    pub fn schemas(&mut self) -> &mut Schemas {
        self.schemas
    }

    /// JSON of the argument's type: malformed JSON is a 400, another media type a 415, wrong content a 422.
    pub fn json(&mut self) {
        let schema = self.schema.take().unwrap_or_default();
        self.content("application/json", schema);
        for status in [400, 415, 422] {
            self.status(status);
        }
    }

    /// JSON of what is in the argument's `Option`, or no body at all.
    pub(crate) fn optional_json(&mut self) {
        // The type's own schema says null for `None`, which the body is not.
        self.schema = self.schema.take().map(not_null);
        self.json();
        self.optional();
    }

    /// Bytes of any kind.
    pub fn bytes(&mut self) {
        self.content("application/octet-stream", Schema::default());
    }

    /// Text in UTF-8; other bytes are a 400.
    pub fn text(&mut self) {
        self.content("text/plain", text_schema());
        self.status(400);
    }

    /// One media type that is read, and what it holds.
    pub fn content(&mut self, media_type: impl Into<String>, schema: Schema) {
        self.content.push((media_type.into(), schema));
    }

    /// The request may go without a body.
    pub fn optional(&mut self) {
        self.required = false;
    }

    /// What it is for.
    pub fn description(&mut self, text: &str) {
        self.description = text.to_owned();
    }

    /// It may be answered with this status.
    pub fn status(&mut self, status: u16) {
        self.statuses.add(status);
    }

    /// The rules of `T` may name statuses of their own.
    pub fn rules_of<T: Check + ?Sized>(&mut self) {
        T::statuses(&mut self.statuses);
    }

    /// The document's object, and the statuses of what may be wrong.
    pub(super) fn finish(self) -> (Value, Vec<u16>) {
        let mut content = Map::new();
        for (media_type, schema) in self.content {
            set(&mut content, &media_type, object([("schema", schema.to_value())]));
        }
        let mut body = Map::new();
        set_text(&mut body, "description", &self.description);
        set(&mut body, "content", content.into());
        set_flag(&mut body, "required", self.required);
        (body.into(), self.statuses.into_list())
    }
}
