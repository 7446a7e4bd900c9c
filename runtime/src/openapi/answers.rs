//! What can leave a route, as the document says it.

use http::StatusCode;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value};

use super::Schemas;
use super::object::{object, schema, schemas, set, set_flag, set_list, set_object, text_schema};
use super::schema_of::{HasSchema, SchemaOf};
use crate::problem::ErrorResponse;
use crate::sorted::{self, SortedMap};

/// What can leave a route: its successes and its problems.
///
/// Return types write here, by [`Reply::describe`](crate::response::Reply::describe) and
/// [`IntoResponse::describe`](crate::response::IntoResponse::describe), and errors by
/// [`ApiError::describe`](crate::problem::ApiError::describe).
#[derive(Debug)]
pub struct Answers<'d> {
    schemas: &'d mut Schemas,
    written: &'d Written,
    all: &'d mut AllAnswers,
}

/// How a route's value is written, and what form it has, where the return type alone does not tell.
#[derive(Debug)]
pub(super) struct Written {
    /// The media type of a decorator's format.
    pub(super) content_type: Option<&'static str>,
    /// The value's schema, where its type has one.
    pub(super) schema: Option<Schema>,
}

impl Written {
    /// Where that is not known either.
    pub(super) const UNKNOWN: Self = Self { content_type: None, schema: None };
}

/// What was described so far.
#[derive(Debug, Default)]
pub(super) struct AllAnswers {
    successes: Vec<Success>,
    problems: SortedMap<u16, ProblemAnswer>,
    /// It may answer with what nobody can tell beforehand.
    anything: bool,
}

/// An answer that is no problem.
#[derive(Debug)]
struct Success {
    /// None where it is chosen at run time.
    status: Option<u16>,
    /// The class that it is chosen from: 3 for `3XX`.
    class: Option<u8>,
    content: Option<(String, Schema)>,
    headers: Map<String, Value>,
}

/// All that is no problem and has one status.
#[derive(Debug, Default)]
struct SuccessAnswer {
    /// The forms of the content, by media type.
    content: SortedMap<String, Vec<Schema>>,
    headers: Map<String, Value>,
}

/// All that may be answered with one status.
#[derive(Debug, Default)]
struct ProblemAnswer {
    descriptions: Vec<String>,
    /// How many things it is the answer to.
    causes: usize,
    /// By name, the forms that it has in different errors.
    members: SortedMap<&'static str, Member>,
    /// Sorted.
    headers: Vec<&'static str>,
}

/// A member of its own that a problem has.
#[derive(Debug, Default)]
struct Member {
    /// The forms that it has in different errors.
    forms: Vec<Schema>,
    /// How many of the things that the problem is the answer to have it.
    causes: usize,
}

impl<'d> Answers<'d> {
    pub(super) fn new(schemas: &'d mut Schemas, written: &'d Written, all: &'d mut AllAnswers) -> Self {
        Self { schemas, written, all }
    }

    /// The schemas of the document.
    pub fn schemas(&mut self) -> &mut Schemas {
        self.schemas
    }

    /// 200 with the route's value, as its decorator writes it, or as JSON.
    pub fn value(&mut self) {
        let media_type = self.written.content_type.unwrap_or("application/json");
        let schema = self.written.schema.clone().unwrap_or_default();
        // Text and bytes are no JSON: a schema of the Rust type would say nothing of them.
        let schema = if is_json(media_type) { schema } else { text_or_bytes(media_type) };
        self.content(200, media_type, schema);
    }

    /// An answer with content of this form.
    pub fn content(&mut self, status: u16, media_type: &str, schema: Schema) {
        // Of parameters such as `charset` clients make a key that they never find.
        let media_type = media_type.split(';').next().unwrap_or(media_type).trim();
        let content = Some((media_type.to_owned(), schema));
        self.all.successes.push(Success { status: Some(status), class: None, content, headers: Map::new() });
    }

    /// An answer with a JSON value of type `T`.
    pub fn json<T: JsonSchema>(&mut self, status: u16) {
        self.json_of(status, T::SCHEMA);
    }

    fn json_of(&mut self, status: u16, schema: &'static SchemaOf) {
        let schema = self.schemas.output_of(schema);
        self.content(status, "application/json", schema);
    }

    /// An answer of this media type, its content text or bytes.
    pub fn media(&mut self, status: u16, media_type: &str) {
        self.content(status, media_type, text_or_bytes(media_type));
    }

    /// An answer without content.
    pub fn empty(&mut self, status: u16) {
        self.all.successes.push(Success { status: Some(status), class: None, content: None, headers: Map::new() });
    }

    /// An answer that nobody can tell beforehand, such as a hand-made response.
    pub fn anything(&mut self) {
        self.all.anything = true;
    }

    /// The successes described by `describe` have this status; `None` where it is chosen at run time.
    pub fn with_status(&mut self, status: Option<u16>, describe: impl FnOnce(&mut Self)) {
        let before = self.described();
        describe(self);
        self.set_status(before, status, None);
    }

    /// The successes described by `describe` have a status of this class, chosen at run time: 3 is `3XX`.
    pub fn with_class(&mut self, class: u8, describe: impl FnOnce(&mut Self)) {
        let before = self.described();
        describe(self);
        self.set_status(before, None, Some(class));
    }

    /// The successes described by `describe` have this header.
    pub fn with_header(&mut self, name: &str, text: &str, required: bool, describe: impl FnOnce(&mut Self)) {
        let before = self.described();
        describe(self);
        self.set_header(before, name, text, required);
    }

    // What follows is apart from the functions above so that it is compiled once.

    /// How many successes there are.
    fn described(&self) -> usize {
        self.all.successes.len()
    }

    fn set_status(&mut self, before: usize, status: Option<u16>, class: Option<u8>) {
        for success in self.all.successes.iter_mut().skip(before) {
            (success.status, success.class) = (status, class);
        }
    }

    fn set_header(&mut self, before: usize, name: &str, text: &str, required: bool) {
        for success in self.all.successes.iter_mut().skip(before) {
            set(&mut success.headers, name, header_value(text, required));
        }
    }

    /// A problem with this status; one sentence on when.
    pub fn problem(&mut self, status: u16, description: &str) {
        self.all.problem(status, description);
    }

    /// Errors, with what their problems have of their own.
    pub(crate) fn errors(&mut self, responses: &[ErrorResponse]) {
        responses.iter().for_each(|response| self.error(response));
    }

    fn error(&mut self, response: &ErrorResponse) {
        let ErrorResponse { status, description, members, headers, .. } = *response;
        self.all.problem(status, description);
        let answer = self.all.problems.entry(status);
        for header in headers {
            sorted::insert(&mut answer.headers, *header);
        }
        // A 5xx is masked: the client gets no members of it.
        if (500..=599).contains(&status) {
            return;
        }
        for member in members {
            if let Some(schema) = (member.schema)(self.schemas) {
                let known = answer.members.entry(member.name);
                known.causes += 1;
                if !known.forms.contains(&schema) {
                    known.forms.push(schema);
                }
            }
        }
    }
}

impl AllAnswers {
    pub(super) fn problem(&mut self, status: u16, description: &str) {
        let answer = self.problems.entry(status);
        answer.causes += 1;
        if !description.is_empty() && !answer.descriptions.iter().any(|known| known == description) {
            answer.descriptions.push(description.to_owned());
        }
    }

    /// The route attribute's `status = …` stands for a plain success.
    pub(super) fn set_plain_status(&mut self, status: u16) {
        for success in &mut self.successes {
            if success.status == Some(200) {
                success.status = Some(status);
            }
        }
    }

    /// The document's object: an answer for each status, `problem` being the body of all problems.
    pub(super) fn into_value(self, problem: &Content) -> Value {
        let mut successes: SortedMap<String, SuccessAnswer> = SortedMap::default();
        for success in self.successes {
            successes.entry(success.key()).add(success);
        }
        let mut answers = Map::new();
        for (key, answer) in successes {
            set(&mut answers, &key, answer.into_value(&key));
        }
        for (status, answer) in self.problems {
            let key = key(status);
            let value = answer.into_value(status, problem, self.anything);
            match answers.get_mut(&key) {
                Some(other) => merge_content(other, value),
                None => set(&mut answers, &key, value),
            }
        }
        if self.anything || answers.is_empty() {
            add_anything(&mut answers);
        }
        answers.sort_keys();
        answers.into()
    }
}

impl Success {
    /// What it stands under.
    fn key(&self) -> String {
        match (self.status, self.class) {
            (Some(status), _) => key(status),
            (None, Some(class)) => format!("{class}XX"),
            (None, None) => "default".to_owned(),
        }
    }
}

fn add_anything(answers: &mut Map<String, Value>) {
    match answers.get_mut("default") {
        // Beside an answer of a known form, whose status alone is chosen at run time.
        Some(answer) => {
            if let Some(content) = answer.get_mut("content").and_then(Value::as_object_mut) {
                set(content, "*/*", object([]));
            }
        }
        None => set(answers, "default", object([("description", "Whatever the handler makes.".into())])),
    }
}

/// The body of a problem: media type and form; without a media type where nobody can tell.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) kinds: Vec<(String, Schema)>,
    /// Whether it is the framework's own form, which variants of errors add members to.
    pub(super) is_problem: bool,
}

impl ProblemAnswer {
    /// `anything`: it may be the answer to what nobody can tell as well.
    fn into_value(self, status: u16, problem: &Content, anything: bool) -> Value {
        let description = match &self.descriptions[..] {
            [] => reason(status),
            [one] => one.clone(),
            several => several.iter().map(|text| format!("- {text}")).collect::<Vec<_>>().join("\n"),
        };
        let mut content = Map::new();
        for (media_type, form) in &problem.kinds {
            let form = if problem.is_problem { self.extended(form, anything) } else { form.clone() };
            set(&mut content, media_type, media_value(form));
        }
        let mut object = Map::new();
        set(&mut object, "description", description.into());
        set_object(&mut object, "content", content);
        set_object(&mut object, "headers", self.header_values(status));
        object.into()
    }

    fn header_values(&self, status: u16) -> Map<String, Value> {
        let always = match status {
            401 => Some(("WWW-Authenticate", "How to authenticate (RFC 9110, section 11.6.1).")),
            405 => Some(("Allow", "The methods that this path answers (RFC 9110, section 10.2.1).")),
            _ => None,
        };
        let mut headers = Map::new();
        for name in &self.headers {
            set(&mut headers, name, media_value(text_schema()));
        }
        if let Some((name, text)) = always {
            set(&mut headers, name, header_value(text, true));
        }
        headers
    }

    fn extended(&self, schema: &Schema, anything: bool) -> Schema {
        let mut extended = schema.clone();
        let mut members = Map::new();
        let mut required = Vec::new();
        for (name, member) in self.members.iter() {
            set(&mut members, name, any_of(member.forms.clone()).to_value());
            // Who sends a field of a variant always sends it; others with the status may not.
            if !anything && member.causes == self.causes {
                required.push(Value::from(*name));
            }
        }
        if let (false, Some(extended)) = (members.is_empty(), extended.as_object_mut()) {
            set(extended, "properties", members.into());
            set_list(extended, "required", required);
        }
        extended
    }
}

impl SuccessAnswer {
    fn add(&mut self, success: Success) {
        if let Some((media_type, schema)) = success.content {
            let forms = self.content.entry(media_type);
            if !forms.contains(&schema) {
                forms.push(schema);
            }
        }
        for (name, value) in success.headers {
            set(&mut self.headers, &name, value);
        }
    }

    /// `key` is what it stands under.
    fn into_value(mut self, key: &str) -> Value {
        let mut object = Map::new();
        set(&mut object, "description", described(key).into());
        self.headers.sort_keys();
        set_object(&mut object, "headers", self.headers);
        let mut content = Map::new();
        for (media_type, forms) in self.content {
            set(&mut content, &media_type, media_value(any_of(forms)));
        }
        set_object(&mut object, "content", content);
        object.into()
    }
}

/// What a success that stands under this is called.
fn described(key: &str) -> String {
    if key == "3XX" {
        return "Redirection".to_owned();
    }
    let status = key.trim_start_matches("x-").parse();
    status.map_or_else(|_| "The answer, with a status chosen by the handler.".to_owned(), reason)
}

/// What a media type, or a header, holds.
fn media_value(schema: Schema) -> Value {
    object([("schema", schema.to_value())])
}

fn any_of(mut forms: Vec<Schema>) -> Schema {
    match (forms.pop(), forms.is_empty()) {
        (Some(one), true) => one,
        (last, _) => {
            forms.extend(last);
            schema([("anyOf", schemas(forms))])
        }
    }
}

fn header_value(text: &str, required: bool) -> Value {
    let mut header = Map::new();
    set(&mut header, "description", text.into());
    set(&mut header, "schema", text_schema().to_value());
    set_flag(&mut header, "required", required);
    header.into()
}

/// A success and a problem of one status: the content of both.
fn merge_content(into: &mut Value, mut from: Value) {
    let (Some(into), Some(content)) = (into.as_object_mut(), from.get_mut("content")) else { return };
    match into.get_mut("content") {
        Some(known) => add_missing(known, content.take()),
        None => set(into, "content", content.take()),
    }
}

fn add_missing(known: &mut Value, others: Value) {
    let (Some(known), Value::Object(others)) = (known.as_object_mut(), others) else { return };
    for (name, value) in others {
        if !known.contains_key(&name) {
            set(known, &name, value);
        }
    }
}

/// A document has places for statuses up to 599 (OpenAPI 3.1, section 4.8.16.2); others are told as an extension.
fn key(status: u16) -> String {
    if status < 600 { status.to_string() } else { format!("x-{status}") }
}

/// What a status is called.
pub(super) fn reason(status: u16) -> String {
    let known = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    known.map_or_else(|| format!("Status {status}"), str::to_owned)
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence == "application/json" || essence.ends_with("+json")
}

fn text_or_bytes(media_type: &str) -> Schema {
    if media_type.starts_with("text/") || media_type.contains("xml") { text_schema() } else { Schema::default() }
}
