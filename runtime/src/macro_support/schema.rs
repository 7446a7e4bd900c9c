//! Facts about a plain type -> its schema, as schemars' derive would make it.
//!
//! `#[model]` says here, as data, what is known of a struct or of an enum of names; the schema is made of it when a document is.
//! What the derive would write instead is several functions' worth of code for each type, and the compiler's time with it.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::Known;
use crate::model::Check;
use crate::openapi::{HasSchema, Parameter, SchemaOf, Schemas, set, set_keyword, set_text, text_schema};

/// What is known of a type's members, in the order in which the schema has it: what follows a [`Fact::Member`] is said of it.
#[derive(Debug, Clone, Copy)]
pub enum Fact<'a> {
    /// There is a member with this name on the wire, and of the type that [`part`] says.
    Member(&'a str, Part),
    /// A request may go without it: there is a default.
    Optional,
    /// An answer may go without it.
    Omitted,
    /// Its doc comment.
    Docs(&'a str),
    /// The value where it is absent, if that is known as JSON.
    Default(fn() -> Option<Json>),
    /// So many characters or elements at least.
    MinLength(i64),
    /// So many characters or elements at most.
    MaxLength(i64),
    /// A bound of numbers.
    Integer(&'a str, i64),
    /// A bound of numbers.
    Float(&'a str, f64),
    /// A regular expression that texts match.
    Pattern(&'a str),
    /// What texts have in them.
    Contains(&'a str),
    /// What kind of text it is.
    Format(&'a str),
}

/// The type of a field of which the schema says something.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of a `#[model]`: it has no schema",
    label = "no schema",
    note = "put `#[model]` on the type, or `#[derive(cepa::schemars::JsonSchema)]` and `#[schemars(crate = \"cepa::schemars\")]` beside serde's derives"
)]
pub trait SchemaField: JsonSchema {}

#[diagnostic::do_not_recommend]
impl<T: JsonSchema + ?Sized> SchemaField for T {}

/// What is asked of a member's type. A function, as the compiler makes constants of a function's name more readily than of its result.
type Part = fn() -> &'static SchemaOf;

/// What is asked of a member's type.
pub fn part<T: SchemaField + ?Sized>() -> &'static SchemaOf {
    T::SCHEMA
}

impl<T: JsonSchema> Known<Vec<T>> {
    /// What is asked of a list: through its element, so that schemars' code for lists is compiled once.
    pub fn part<U: SchemaField>() -> &'static SchemaOf {
        T::LIST_SCHEMA
    }
}

/// A function that knows the schema of the value inside a return type, if it has one.
pub type ValueSchema = fn(&mut Schemas) -> Option<Schema>;

/// What knows the schema of a return type that is called a list: as that of one, if it is.
pub const fn list_schema_or(list: Option<ValueSchema>, other: ValueSchema) -> ValueSchema {
    match list {
        Some(list) => list,
        None => other,
    }
}

/// The schema of a struct. `closed`: unknown members are refused.
pub fn object_schema(generator: &mut SchemaGenerator, docs: &str, closed: bool, facts: &[Fact<'_>]) -> Schema {
    let mut schema = Schema::default();
    set_keyword(&mut schema, "type", "object".into());
    if closed {
        set_keyword(&mut schema, "additionalProperties", false.into());
    }
    let mut rest = facts;
    while let Some((Fact::Member(name, part), after)) = rest.split_first() {
        let end = after.iter().position(|fact| matches!(fact, Fact::Member(..))).unwrap_or(after.len());
        let (said, others) = after.split_at(end);
        let part = part();
        let member = part.subschema(generator);
        let says = |wanted: fn(&Fact<'_>) -> bool| said.iter().any(wanted);
        let is_optional = if generator.contract().is_deserialize() {
            part.id().starts_with("Option<") || says(|fact| matches!(fact, Fact::Optional))
        } else {
            says(|fact| matches!(fact, Fact::Omitted))
        };
        insert_member(&mut schema, name, is_optional, said_of(member, said));
        rest = others;
    }
    insert_docs(&mut schema, docs);
    schema
}

/// The schema of a newtype: that of the type inside, of which the facts are said too.
pub fn newtype_schema(generator: &mut SchemaGenerator, docs: &str, part: Part, facts: &[Fact<'_>]) -> Schema {
    let mut schema = said_of(part().subschema(generator), facts);
    insert_docs(&mut schema, docs);
    schema
}

/// The schema of an enum that is nothing but names, with their doc comments.
pub fn names_schema(docs: &str, names: &[(&str, &str)]) -> Schema {
    let (documented, plain): (Vec<_>, Vec<_>) = names.iter().partition(|(_, docs)| !docs.is_empty());
    let mut schema = Schema::default();
    if documented.is_empty() {
        insert_names(&mut schema, &plain);
    } else {
        let mut cases = Vec::new();
        if !plain.is_empty() {
            let mut case = Schema::default();
            insert_names(&mut case, &plain);
            cases.push(case.to_value());
        }
        cases.extend(documented.into_iter().map(|(name, docs)| documented_name(name, docs).to_value()));
        set_keyword(&mut schema, "oneOf", cases.into());
    }
    insert_docs(&mut schema, docs);
    schema
}

fn insert_names(schema: &mut Schema, names: &[&(&str, &str)]) {
    let names: Vec<Json> = names.iter().map(|(name, _)| Json::from(*name)).collect();
    set_keyword(schema, "type", "string".into());
    set_keyword(schema, "enum", names.into());
}

fn documented_name(name: &str, docs: &str) -> Schema {
    let mut schema = text_schema();
    set_keyword(&mut schema, "const", name.into());
    insert_docs(&mut schema, docs);
    schema
}

fn insert_member(schema: &mut Schema, name: &str, is_optional: bool, member: Schema) {
    let schema = schema.ensure_object();
    if let Json::Object(properties) = schema.entry("properties").or_insert_with(|| Map::new().into()) {
        set(properties, name, member.to_value());
    }
    if is_optional {
        return;
    }
    if let Json::Array(required) = schema.entry("required").or_insert_with(|| Vec::<Json>::new().into()) {
        required.push(name.into());
    }
}

/// A heading that the text begins with is the title.
fn insert_docs(schema: &mut Schema, docs: &str) {
    let docs = docs.trim_ascii();
    let (title, description) = match docs.starts_with('#') {
        true => docs.split_at(docs.find('\n').unwrap_or(docs.len())),
        false => ("", docs),
    };
    for (key, text) in [("title", title.trim_start_matches('#')), ("description", description)] {
        set_text(schema.ensure_object(), key, text.trim_ascii());
    }
}

fn said_of(mut schema: Schema, facts: &[Fact<'_>]) -> Schema {
    for fact in facts {
        say(&mut schema, fact);
    }
    schema
}

/// Where the schema refers to another, or is one of several, a rule is not said of it, except for a format and for a bound that
/// is excluded.
fn say(schema: &mut Schema, fact: &Fact<'_>) {
    match *fact {
        Fact::Member(..) | Fact::Optional | Fact::Omitted => {}
        Fact::Docs(docs) => insert_docs(schema, docs),
        Fact::Default(default) => {
            if let Some(value) = default() {
                set_keyword(schema, "default", value);
            }
        }
        Fact::MinLength(length) => insert_length(schema, "minLength", "minItems", length),
        Fact::MaxLength(length) => insert_length(schema, "maxLength", "maxItems", length),
        Fact::Integer(name, bound) => insert_bound(schema, name, bound.into()),
        Fact::Float(name, bound) => insert_bound(schema, name, bound.into()),
        Fact::Pattern(pattern) => insert_for(schema, &["string"], "pattern", pattern.into()),
        Fact::Contains(part) => insert_for(schema, &["string"], "pattern", regex::escape(part).into()),
        Fact::Format(format) => set_keyword(schema, "format", format.into()),
    }
}

fn insert_length(schema: &mut Schema, of_text: &str, of_list: &str, length: i64) {
    insert_for(schema, &["string"], of_text, length.into());
    insert_for(schema, &["array"], of_list, length.into());
}

fn insert_bound(schema: &mut Schema, name: &str, bound: Json) {
    if name.starts_with("exclusive") {
        set_keyword(schema, name, bound);
    } else {
        insert_for(schema, &["number", "integer"], name, bound);
    }
}

fn insert_for(schema: &mut Schema, types: &[&str], key: &str, value: Json) {
    let is_one = |name: &Json| name.as_str().is_some_and(|name| types.contains(&name));
    let fits = match schema.get("type") {
        Some(Json::Array(names)) => names.iter().any(is_one),
        Some(name) => is_one(name),
        None => false,
    };
    if fits {
        set_keyword(schema, key, value);
    }
}

/// A default, for its JSON: that of a type that serde can write, and [`NoDefaultJson`]'s of all others.
#[derive(Debug)]
pub struct DefaultJson<'a, T: ?Sized>(pub &'a T);

impl<T: Serialize + ?Sized> DefaultJson<'_, T> {
    /// The value.
    pub fn json(&self) -> Option<Json> {
        serde_json::to_value(self.0).ok()
    }
}

/// The JSON of what serde cannot write.
pub trait NoDefaultJson {
    /// Nothing.
    fn json(&self) -> Option<Json> {
        None
    }
}

impl<T: ?Sized> NoDefaultJson for DefaultJson<'_, T> {}

/// What the document says of a model that is one text.
pub fn describe_text<T: JsonSchema + Check>(parameter: &mut Parameter<'_>) {
    parameter.schema_of::<T>();
    parameter.rules_of::<T>();
}

/// What the document says of a model whose members are a whole query.
pub fn describe_members<T: JsonSchema + Check>(parameter: &mut Parameter<'_>) {
    parameter.members_of::<T>();
    parameter.rules_of::<T>();
}
