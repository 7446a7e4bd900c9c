//! One route, as the document says it.

use schemars::Schema;
use serde_json::{Map, Value};

use super::answers::{AllAnswers, Content, Written};
use super::components::component_name;
use super::object::{object, set};
use super::parameter::{Described, Entry, Parameter, Told};
use super::request_body::RequestBody;
use super::{Answers, Schemas};
use crate::extract::{FromBody, FromValues};
use crate::macro_support::Asked;
use crate::problem::Place;

/// What a 400 stands for that no error of the user's describes.
pub(crate) const MALFORMED_BODY: &str = "The body is malformed.";

/// One route, as the document says it: what its arguments, its layers and its return type write into.
///
/// Extractors and layers made by hand write here, by [`FromRequest::describe`](crate::extract::FromRequest::describe) and
/// [`Middleware::describe`](crate::middleware::Middleware::describe):
///
/// ```
/// # use cepa::extract::{Extraction, FromRequest, Rejection};
/// use cepa::openapi::Operation;
///
/// struct ClientKey(String);
///
/// impl<'r, S: cepa::State> FromRequest<'r, S> for ClientKey {
///     const AUTH: bool = true;
///
///     async fn from_request(cx: &mut Extraction<'r, S>) -> Result<Self, Rejection> {
///         # unimplemented!()
///         // …
///     }
///
///     fn describe(operation: &mut Operation<'_>) {
///         operation.api_key(cepa::problem::Place::Header, "x-client-key");
///         operation.problem(401, "The key is missing or unknown.");
///     }
/// }
/// ```
#[derive(Debug)]
pub struct Operation<'d> {
    pub(super) schemas: &'d mut Schemas,
    entries: Vec<Entry>,
    body: Option<Value>,
    answers: AllAnswers,
    security: Vec<Scheme>,
    path_fault_status: u16,
    reading: Reading,
}

/// What holds for what is described now.
#[derive(Debug, Clone, Copy, Default)]
struct Reading {
    /// The request may go without it.
    optional: bool,
    /// Problems go to the handler, not to the client.
    unanswered: bool,
}

/// Whether the values that an extractor reads say who is calling: where its error may be a 401.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Credentials(pub bool);

/// A way to say who is calling.
#[derive(Debug)]
pub(super) struct Scheme {
    /// What it is called, unless another one has the name.
    pub(super) name: String,
    pub(super) value: Value,
    pub(super) required: bool,
}

/// What was said of an operation.
pub(super) struct Finished {
    pub(super) entries: Vec<Entry>,
    pub(super) body: Option<Value>,
    pub(super) answers: Value,
    pub(super) security: Vec<Scheme>,
}

impl<'d> Operation<'d> {
    pub(super) fn new(schemas: &'d mut Schemas, path_fault_status: u16) -> Self {
        Self {
            schemas,
            entries: Vec::new(),
            body: None,
            answers: AllAnswers::default(),
            security: Vec::new(),
            path_fault_status,
            reading: Reading::default(),
        }
    }

    /// The schemas of the document.
    pub fn schemas(&mut self) -> &mut Schemas {
        self.schemas
    }

    /// A named value that is read as `T`.
    pub fn value<'r, T: FromValues<'r>>(&mut self, place: Place, name: &str) {
        self.value_with::<T>(place, name, |_| ());
    }

    /// A named value that is read as `T`, and of which `more` is known.
    pub fn value_with<'r, T: FromValues<'r>>(
        &mut self,
        place: Place,
        name: &str,
        more: impl FnOnce(&mut Parameter<'_>),
    ) {
        self.credential::<T>(Credentials(false), place, name, more);
    }

    /// A named value that is read as `T`, and of which this is told.
    pub(crate) fn value_told<'r, T: FromValues<'r>>(&mut self, place: Place, name: &str, told: &[Told]) {
        self.told(place, name, T::describe, told);
    }

    /// A named value that says who is calling, if the extractor that reads it answers 401 to strangers; else a value like others.
    pub fn credential<'r, T: FromValues<'r>>(
        &mut self,
        credentials: Credentials,
        place: Place,
        name: &str,
        more: impl FnOnce(&mut Parameter<'_>),
    ) {
        let mut more = Some(more);
        self.read(credentials, place, name, &mut |parameter| {
            T::describe(parameter);
            if let Some(more) = more.take() {
                more(parameter);
            }
        });
    }

    // What follows is apart from the functions above so that it is compiled once, and not for each type.

    fn told(&mut self, place: Place, name: &str, describe: fn(&mut Parameter<'_>), told: &[Told]) {
        self.read(Credentials(false), place, name, &mut |parameter| {
            describe(parameter);
            parameter.tell(told);
        });
    }

    fn read(
        &mut self,
        credentials: Credentials,
        place: Place,
        name: &str,
        describe: &mut dyn FnMut(&mut Parameter<'_>),
    ) {
        let before = self.entries.len();
        self.read_value(place, name, describe);
        if credentials.0
            && let Some(entry) = self.entries.get(before)
        {
            let required = entry.is_required();
            self.entries.truncate(before);
            self.add_api_key(place, name, required);
        }
    }

    fn read_value(&mut self, place: Place, name: &str, describe: &mut dyn FnMut(&mut Parameter<'_>)) {
        let mut parameter = Parameter::new(self.schemas, place, name);
        describe(&mut parameter);
        if self.reading.optional {
            parameter.optional();
        }
        let is_required = parameter.is_required();
        let Described { entries, statuses } = parameter.finish();
        if place == Place::Header && name.eq_ignore_ascii_case("authorization") {
            self.add_api_key(place, name, is_required);
            if is_required {
                self.problem(401, "Credentials are missing.");
            }
        } else {
            entries.into_iter().for_each(|entry| self.add_entry(entry));
        }
        self.add_faults(place, statuses);
    }

    fn add_faults(&mut self, place: Place, statuses: Vec<u16>) {
        match place {
            Place::Path => self.problem(self.path_fault_status, "A value in the path does not fit."),
            _ => self.problem(422, "A value of the request does not fit."),
        }
        for status in statuses {
            self.problem(status, "A rule does not hold.");
        }
    }

    /// Several who read one value are told of as one.
    fn add_entry(&mut self, entry: Entry) {
        // A document has no room for these (OpenAPI 3.1, section 4.8.12.1).
        let reserved = ["accept", "content-type", "authorization"];
        if entry.place == Place::Header && reserved.iter().any(|name| entry.name.eq_ignore_ascii_case(name)) {
            return;
        }
        match self.entries.iter_mut().find(|known| known.is_same_value(&entry)) {
            Some(known) => known.merge(entry),
            None => self.entries.push(entry),
        }
    }

    /// The body, read as `T`, whose schema `schema` knows.
    pub fn body<'r, T: FromBody<'r>>(&mut self, schema: fn(&mut Schemas) -> Option<Schema>, description: &str) {
        self.read_body(T::describe, schema, description);
    }

    fn read_body(
        &mut self,
        describe: fn(&mut RequestBody<'_>),
        schema: fn(&mut Schemas) -> Option<Schema>,
        description: &str,
    ) {
        let schema = schema(self.schemas);
        let mut body = RequestBody::new(self.schemas, schema);
        body.description(description);
        describe(&mut body);
        let (value, statuses) = body.finish();
        self.body = Some(value);
        for status in statuses {
            let text = match status {
                400 => MALFORMED_BODY,
                415 => "The body has another media type.",
                422 => "The body is well-formed but wrong.",
                _ => "A rule does not hold.",
            };
            self.problem(status, text);
        }
        self.problem(413, "The body is too large.");
    }

    /// The body, read as `T`, of which this is told.
    pub(crate) fn body_told<'r, T: FromBody<'r>>(&mut self, told: &[Told]) {
        self.told_body(T::describe, told);
    }

    fn told_body(&mut self, describe: fn(&mut RequestBody<'_>), told: &[Told]) {
        let schema = told.iter().find_map(|told| if let Told::Schema(schema) = told { Some(*schema) } else { None });
        let docs = told.iter().find_map(|told| if let Told::Docs(docs) = told { Some(*docs) } else { None });
        self.read_body(describe, schema.unwrap_or(|_| None), docs.unwrap_or_default());
    }

    /// What an extractor takes from the request, and what it may answer.
    pub fn extractor<'r, T: Asked<'r, S>, S>(&mut self) {
        T::describe(self);
    }

    /// What `describe` says may be absent.
    pub fn optional(&mut self, describe: impl FnOnce(&mut Self)) {
        let before = self.reading;
        self.reading.optional = true;
        describe(self);
        self.reading = before;
    }

    /// What `describe` says may be absent or wrong: the handler is told, not the client.
    pub fn unanswered(&mut self, describe: impl FnOnce(&mut Self)) {
        let before = self.reading;
        self.reading = Reading { optional: true, unanswered: true };
        describe(self);
        self.reading = before;
    }

    /// Who calls says so in the `Authorization` header, by a scheme of HTTP authentication.
    ///
    /// `bearer`, `basic` and other registered schemes are what clients know how to send; any other is described as a header
    /// whose value starts with the scheme's name.
    pub fn http_scheme(&mut self, name: &str) {
        let known =
            ["basic", "bearer", "digest", "dpop", "gnap", "hoba", "mutual", "negotiate", "privatetoken", "vapid"];
        let id = name.to_ascii_lowercase();
        let value = if known.contains(&id.as_str()) {
            object([("type", "http".into()), ("scheme", id.as_str().into())])
        } else {
            let text = format!("`{name}`, a blank, and the credentials.");
            let mut value = api_key(Place::Header, "Authorization");
            set(&mut value, "description", text.into());
            value.into()
        };
        self.add_scheme(id, value, true);
    }

    /// Who calls says so by a value of its own, in a header, a cookie or the query.
    pub fn api_key(&mut self, place: Place, name: &str) {
        self.add_api_key(place, name, true);
    }

    fn add_api_key(&mut self, place: Place, name: &str, required: bool) {
        self.add_scheme(name.to_owned(), api_key(place, name).into(), required);
    }

    /// A scheme as the document's security scheme object, under a name of its own.
    pub fn security_scheme(&mut self, name: impl Into<String>, scheme: Value) {
        self.add_scheme(name.into(), scheme, true);
    }

    fn add_scheme(&mut self, name: String, value: Value, required: bool) {
        let required = required && !self.reading.optional;
        match self.security.iter_mut().find(|known| known.value == value) {
            Some(known) => known.required |= required,
            None => self.security.push(Scheme { name: component_name(&name), value, required }),
        }
    }

    /// It may be answered with this problem; one sentence on when.
    pub fn problem(&mut self, status: u16, description: &str) {
        if !self.reading.unanswered {
            self.answers.problem(status, description);
        }
    }

    /// It may be answered with these.
    pub fn answers(&mut self, describe: impl FnOnce(&mut Answers<'_>)) {
        if let Some(mut answers) = self.answers_written(&Written::UNKNOWN) {
            describe(&mut answers);
        }
    }

    /// What a function answers whose value has this schema, and is written as this media type.
    pub(super) fn written_answers(
        &mut self,
        content_type: Option<&'static str>,
        schema: Option<Schema>,
        describe: fn(&mut Answers<'_>),
    ) {
        if let Some(mut answers) = self.answers_written(&Written { content_type, schema }) {
            describe(&mut answers);
        }
    }

    fn answers_written<'a>(&'a mut self, written: &'a Written) -> Option<Answers<'a>> {
        (!self.reading.unanswered).then(|| Answers::new(self.schemas, written, &mut self.answers))
    }

    /// The route attribute's `status = …`.
    pub(super) fn set_plain_status(&mut self, status: u16) {
        self.answers.set_plain_status(status);
    }

    pub(super) fn finish(self, problem: &Content) -> Finished {
        Finished {
            entries: self.entries,
            body: self.body,
            answers: self.answers.into_value(problem),
            security: self.security,
        }
    }
}

/// The values that must be in the path for what `describe` tells of.
pub(crate) fn required_path_values(describe: impl Fn(&mut Operation<'_>)) -> Vec<String> {
    path_values(&describe)
}

fn path_values(describe: &dyn Fn(&mut Operation<'_>)) -> Vec<String> {
    let mut schemas = Schemas::new();
    let mut operation = Operation::new(&mut schemas, 404);
    describe(&mut operation);
    let entries = operation.entries.into_iter();
    entries.filter(|entry| entry.place == Place::Path && entry.is_required()).map(|entry| entry.name).collect()
}

/// The alternatives of an operation whose schemes have these names: with everything that is optional, and without it.
pub(super) fn requirements(schemes: &[(String, bool)]) -> Value {
    let named = |optional: bool| {
        let mut named = Map::new();
        for (name, required) in schemes {
            if *required || optional {
                set(&mut named, name, Vec::<Value>::new().into());
            }
        }
        named
    };
    let (all, required) = (named(true), named(false));
    let mut alternatives = Vec::new();
    if !all.is_empty() {
        let is_all_required = required.len() == all.len();
        alternatives.push(Value::Object(all));
        if !is_all_required {
            alternatives.push(required.into());
        }
    }
    alternatives.into()
}

/// A value of its own that says who is calling.
fn api_key(place: Place, name: &str) -> Map<String, Value> {
    let mut scheme = Map::new();
    set(&mut scheme, "type", "apiKey".into());
    set(&mut scheme, "in", place.name().into());
    set(&mut scheme, "name", name.into());
    scheme
}
