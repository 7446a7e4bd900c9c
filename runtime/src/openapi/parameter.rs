//! One named value of a request, as the document says it.

use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde_json::{Map, Value};

use super::object::{object, schema, schemas, set, set_flag, set_keyword, set_text, text_schema};
use super::schema_of::{HasSchema, SchemaOf};
use super::{Schemas, Statuses};
use crate::model::Check;
use crate::problem::Place;

/// One named value of a path, a query, a header or a cookie, as the document says it.
///
/// Whoever reads the value says what it is: [`FromParam`](crate::extract::FromParam) the form of one text,
/// [`FromValues`](crate::extract::FromValues) whether there must be one, and whether there may be several.
#[derive(Debug)]
pub struct Parameter<'d> {
    schemas: &'d mut Schemas,
    place: Place,
    name: String,
    required: bool,
    schema: Schema,
    description: String,
    examples: Vec<Value>,
    statuses: Statuses,
    /// A list that may be absent is none that has no elements.
    is_optional_list: bool,
    /// In place of one value: a value for each member of a struct.
    members: Option<Schema>,
}

/// What generated code tells of an argument, as data: to the compiler, a function that says it is far more work.
#[derive(Debug, Clone, Copy)]
#[doc(hidden)]
pub enum Told {
    /// What it is for.
    Docs(&'static str),
    /// A default that is a whole number.
    Default(i64),
    /// A keyword of its schema that is text.
    Text(&'static str, &'static str),
    /// A keyword of its schema that is a whole number.
    Integer(&'static str, i64),
    /// How long it may be; no bound where negative.
    Length(i64, i64),
    /// The regular expression of a rule.
    Pattern(&'static str),
    /// The text has this part.
    Contains(&'static str),
    /// A fault in it may be answered with this status.
    Status(u16),
    /// What is no data.
    Said(fn(&mut Parameter<'_>)),
    /// The schema of a body.
    Schema(fn(&mut Schemas) -> Option<Schema>),
}

impl<'d> Parameter<'d> {
    pub(super) fn new(schemas: &'d mut Schemas, place: Place, name: &str) -> Self {
        Self {
            schemas,
            place,
            name: name.to_owned(),
            required: true,
            schema: text_schema(),
            description: String::new(),
            examples: Vec::new(),
            statuses: Statuses::default(),
            is_optional_list: false,
            members: None,
        }
    }

    /// The schemas of the document.
    pub fn schemas(&mut self) -> &mut Schemas {
        self.schemas
    }

    /// The value has the form of `T`.
    pub fn schema_of<T: JsonSchema + ?Sized>(&mut self) {
        self.set_schema_of(T::SCHEMA);
    }

    fn set_schema_of(&mut self, schema: &'static SchemaOf) {
        self.schema = self.schemas.input_of(schema);
    }

    /// The value has this form; text of any form unless set.
    pub fn schema(&mut self, schema: Schema) {
        self.schema = schema;
    }

    /// A keyword of the value's schema, such as `("minLength", 1)`, beside those it has.
    pub fn keyword(&mut self, name: &str, value: impl Serialize) {
        if let Ok(value) = serde_json::to_value(value) {
            set_keyword(&mut self.schema, name, value);
        }
    }

    /// How long the value may be: characters of text, elements of a list.
    pub fn length(&mut self, min: Option<u64>, max: Option<u64>) {
        let is_list = self.schemas.resolved(&self.schema).get("type").is_some_and(|kind| kind == "array");
        let (least, most) = if is_list { ("minItems", "maxItems") } else { ("minLength", "maxLength") };
        for (keyword, bound) in [(least, min), (most, max)] {
            if let Some(bound) = bound {
                self.keyword(keyword, bound);
            }
        }
        // What must have elements must be there.
        self.required |= is_list && !self.is_optional_list && min.is_some_and(|min| min > 0);
    }

    /// The regular expression of a rule: left out where JSON Schema's dialect (ECMA-262) would read it otherwise.
    pub fn pattern(&mut self, regex: &str) {
        if !regex.is_empty() {
            add_pattern(&mut self.schema, regex);
        }
    }

    /// The text has this part.
    pub fn contains(&mut self, part: &str) {
        add_pattern(&mut self.schema, &regex::escape(part));
    }

    /// The request may go without it.
    pub fn optional(&mut self) {
        self.required = false;
        self.is_optional_list = true;
    }

    pub(super) const fn is_required(&self) -> bool {
        self.required
    }

    /// There may be any number of values, none included, each of the form said so far.
    ///
    /// In a path they are parted by slashes, which no style of a document is: there it is one text.
    pub fn list(&mut self) {
        if self.place == Place::Path {
            self.schema = text_schema();
            return;
        }
        let element = std::mem::take(&mut self.schema);
        self.schema = schema([("type", "array".into()), ("items", element.to_value())]);
        self.required = false;
    }

    /// The value that stands in for an absent one.
    pub fn default(&mut self, value: Option<Value>) {
        self.required = false;
        if let Some(value) = value {
            self.keyword("default", value);
        }
    }

    /// What it is for.
    pub fn description(&mut self, text: &str) {
        self.description = text.to_owned();
    }

    /// A value as it may be sent.
    pub fn example(&mut self, value: Option<Value>) {
        self.examples.extend(value);
    }

    /// What generated code tells of it.
    #[doc(hidden)]
    pub fn tell(&mut self, told: &[Told]) {
        for told in told {
            match *told {
                Told::Docs(text) => self.description(text),
                Told::Default(value) => self.default(Some(value.into())),
                Told::Text(keyword, value) => self.keyword(keyword, value),
                Told::Integer(keyword, value) => self.keyword(keyword, value),
                Told::Length(min, max) => self.length(min.try_into().ok(), max.try_into().ok()),
                Told::Pattern(regex) => self.pattern(regex),
                Told::Contains(part) => self.contains(part),
                Told::Status(status) => self.status(status),
                Told::Said(say) => say(self),
                Told::Schema(_) => {}
            }
        }
    }

    /// A fault in it may be answered with this status.
    pub fn status(&mut self, status: u16) {
        self.statuses.add(status);
    }

    /// The rules of `T` may name statuses of their own.
    pub fn rules_of<T: Check + ?Sized>(&mut self) {
        T::statuses(&mut self.statuses);
    }

    /// In place of one value: one for each member of the struct `T`, but for those that are structs or maps themselves, which no
    /// text is.
    pub fn members_of<T: JsonSchema + ?Sized>(&mut self) {
        self.members_of_schema(T::SCHEMA);
    }

    fn members_of_schema(&mut self, schema: &'static SchemaOf) {
        let schema = self.schemas.input_of(schema);
        let mut resolved = self.schemas.resolved(&schema).clone();
        if let Some(Value::Object(members)) = resolved.get_mut("properties") {
            members.retain(|_, member| !self.is_object(member));
        }
        self.members = Schema::try_from(resolved).ok();
    }

    /// Whether it is an object, or `null` in place of one.
    fn is_object(&self, schema: &Value) -> bool {
        let kind = |schema: &Value| {
            let schema = Schema::try_from(schema.clone()).unwrap_or_default();
            self.schemas.resolved(&schema).get("type").cloned()
        };
        match schema.get("anyOf") {
            Some(Value::Array(forms)) => {
                forms.iter().all(|form| kind(form).is_some_and(|kind| kind == "object" || kind == "null"))
            }
            _ => match kind(schema) {
                Some(Value::Array(kinds)) => kinds.iter().all(|kind| kind == "object" || kind == "null"),
                kind => kind.is_some_and(|kind| kind == "object"),
            },
        }
    }

    pub(super) fn finish(self) -> Described {
        let Self { place, name, required, schema, description, examples, statuses, members, .. } = self;
        let statuses = statuses.into_list();
        let Some(members) = members else {
            let one = Entry { place, name, required, schema, description, examples, deprecated: false };
            return Described { entries: vec![one], statuses };
        };
        let required: Vec<&str> =
            members.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let properties = members.get("properties").and_then(Value::as_object).into_iter().flatten();
        let entries = properties
            .map(|(name, schema)| Entry::member(place, name, required.contains(&name.as_str()), schema))
            .collect();
        Described { entries, statuses }
    }
}

/// What was said of a value.
pub(super) struct Described {
    pub(super) entries: Vec<Entry>,
    pub(super) statuses: Vec<u16>,
}

/// One parameter of the document.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) place: Place,
    pub(super) name: String,
    required: bool,
    schema: Schema,
    description: String,
    examples: Vec<Value>,
    deprecated: bool,
}

impl Entry {
    /// A part of the path that no argument reads.
    pub(super) fn unread(name: &str) -> Self {
        Self {
            place: Place::Path,
            name: name.to_owned(),
            required: true,
            schema: text_schema(),
            description: String::new(),
            examples: Vec::new(),
            deprecated: false,
        }
    }

    fn member(place: Place, name: &str, required: bool, schema: &Value) -> Self {
        let mut schema = Schema::try_from(schema.clone()).unwrap_or_default();
        // The same words stand at the parameter, where clients show them.
        let description = match schema.remove("description") {
            Some(Value::String(text)) => text,
            _ => String::new(),
        };
        let deprecated = schema.remove("deprecated").is_some();
        let examples = match schema.remove("examples") {
            Some(Value::Array(examples)) => examples,
            _ => Vec::new(),
        };
        let schema = not_null(schema);
        Self { place, name: name.to_owned(), required, schema, description, examples, deprecated }
    }

    pub(super) fn is_required(&self) -> bool {
        self.required
    }

    /// Whether the other one is of the same value: header names know no case.
    pub(super) fn is_same_value(&self, other: &Self) -> bool {
        self.place == other.place
            && (self.name == other.name || self.place == Place::Header && self.name.eq_ignore_ascii_case(&other.name))
    }

    /// What another reader demands of the value holds as well.
    pub(super) fn merge(&mut self, other: Self) {
        self.required |= other.required;
        self.deprecated |= other.deprecated;
        if self.description.is_empty() {
            self.description = other.description;
        }
        self.examples.extend(other.examples);
        if self.schema != other.schema {
            let both = vec![std::mem::take(&mut self.schema), other.schema];
            self.schema = schema([("allOf", schemas(both))]);
        }
    }

    /// The text matches this as well.
    pub(super) fn narrow(&mut self, pattern: &str) {
        add_pattern(&mut self.schema, pattern);
    }

    pub(super) fn to_value(&self, name: &str) -> Value {
        let place = self.place;
        let mut object = Map::new();
        set(&mut object, "name", name.into());
        set(&mut object, "in", place.name().into());
        // In a path a parameter is always there: without it, it is another path.
        set_flag(&mut object, "required", self.required || place == Place::Path);
        set_text(&mut object, "description", &self.description);
        set_flag(&mut object, "deprecated", self.deprecated);
        // The defaults of OpenAPI, said all the same: they are how the parser reads.
        let is_list = self.schema.get("type").is_some_and(|kind| kind == "array");
        if is_list && matches!(place, Place::Query | Place::Header) {
            let style = if place == Place::Query { "form" } else { "simple" };
            set(&mut object, "style", style.into());
            set(&mut object, "explode", (place == Place::Query).into());
        }
        set(&mut object, "schema", self.schema.clone().to_value());
        if let Some(example) = self.examples.first() {
            set(&mut object, "example", example.clone());
        }
        object.into()
    }
}

/// A schema has room for one pattern; others go into an `allOf`.
fn add_pattern(schema: &mut Schema, pattern: &str) {
    if schema.get("pattern").is_none() {
        set_keyword(schema, "pattern", pattern.into());
        return;
    }
    let narrower = object([("pattern", pattern.into())]);
    match schema.get_mut("allOf") {
        Some(Value::Array(others)) => others.push(narrower),
        Some(_) => {}
        None => set_keyword(schema, "allOf", vec![narrower].into()),
    }
}

/// The schema without null, which no text can be.
pub(super) fn not_null(mut schema: Schema) -> Schema {
    let is_null = |value: &Value| value == "null" || value.get("type").is_some_and(|kind| kind == "null");
    if let Some(Value::Array(kinds)) = schema.get_mut("type") {
        kinds.retain(|kind| !is_null(kind));
        if let [one] = &kinds[..] {
            let one = one.clone();
            set_keyword(&mut schema, "type", one);
        }
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum") {
        values.retain(|value| !value.is_null());
    }
    if let Some(Value::Array(choices)) = schema.get_mut("anyOf") {
        choices.retain(|choice| !is_null(choice));
        if let [Value::Object(one)] = &choices[..] {
            let one = one.clone();
            schema.remove("anyOf");
            for (keyword, value) in one {
                set_keyword(&mut schema, &keyword, value);
            }
        }
    }
    if schema.get("default").is_some_and(Value::is_null) {
        schema.remove("default");
    }
    schema
}
