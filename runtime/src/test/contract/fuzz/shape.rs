//! What a request for an operation is made of: its parameters, its body, its host.

use serde_json::{Map, Value};

use super::super::conformance::{is_json, object};
use super::super::schema::Checker;
use super::super::{Contract, Operation};
use super::flat::flat;

/// An operation, taken apart.
#[derive(Debug)]
pub(super) struct Shape<'d> {
    pub(super) operation: Operation<'d>,
    pub(super) parameters: Vec<Parameter<'d>>,
    pub(super) body: Option<BodyShape<'d>>,
    /// The host that alone answers it.
    pub(super) host: Option<String>,
}

/// A named value.
#[derive(Debug)]
pub(super) struct Parameter<'d> {
    pub(super) place: Place,
    pub(super) name: &'d str,
    pub(super) required: bool,
    pub(super) schema: &'d Value,
    /// Whether it has several values, or one that is parted.
    pub(super) is_list: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Path,
    Query,
    Header,
    Cookie,
}

impl Place {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

#[derive(Debug)]
pub(super) struct BodyShape<'d> {
    pub(super) required: bool,
    /// Media types, and what stands in each.
    pub(super) contents: Vec<(&'d str, &'d Value)>,
}

impl BodyShape<'_> {
    /// Whether only JSON is read: of other types a server may read what is not described.
    pub(super) fn is_json(&self) -> bool {
        !self.contents.is_empty() && self.contents.iter().all(|(media_type, _)| is_json(media_type))
    }
}

impl<'d> Shape<'d> {
    /// `given` says which headers are sent anyway.
    pub(super) fn of(contract: &Contract<'d>, operation: Operation<'d>, given: impl Fn(&str) -> bool) -> Self {
        let listed = operation.value.get("parameters").and_then(Value::as_array).into_iter().flatten();
        let parameters = listed.filter_map(|value| Parameter::of(value, &contract.checker));
        let parameters =
            parameters.filter(|parameter| parameter.place != Place::Header || !given(parameter.name)).collect();
        let body = operation.value.get("requestBody").map(|body| BodyShape {
            required: body.get("required") == Some(&Value::Bool(true)),
            contents: object(body, "content")
                .map(|(media_type, content)| (media_type.as_str(), content.get("schema").unwrap_or(&Value::Bool(true))))
                .collect(),
        });
        Self { operation, parameters, body, host: host(operation) }
    }

    /// Whether a part of the path has text beside its parameter, or two parameters: what belongs to which is then not certain.
    pub(super) fn has_mixed_path(&self) -> bool {
        self.operation.path.split('/').any(|part| part.contains('{') && !(part.starts_with('{') && part.ends_with('}')))
            || self.operation.path.contains("}{")
    }
}

impl<'d> Parameter<'d> {
    fn of(value: &'d Value, checker: &Checker<'_>) -> Option<Self> {
        let schema = value.get("schema").unwrap_or(&Value::Bool(true));
        let place = match value.get("in")?.as_str()? {
            "path" => Place::Path,
            "query" => Place::Query,
            "header" => Place::Header,
            "cookie" => Place::Cookie,
            _ => return None,
        };
        Some(Self {
            place,
            name: value.get("name")?.as_str()?,
            required: value.get("required") == Some(&Value::Bool(true)),
            schema,
            is_list: flat(checker, schema).get("type").is_some_and(|kind| kind == "array"),
        })
    }
}

/// `//{tenant}.example.org` with what stands in for its variables.
fn host(operation: Operation<'_>) -> Option<String> {
    let server = operation.value.get("servers")?.get(0)?;
    let url = server.get("url")?.as_str()?.strip_prefix("//")?;
    let mut host = url.split('/').next().unwrap_or_default().to_owned();
    for (name, variable) in server.get("variables").and_then(Value::as_object).map(Map::iter).into_iter().flatten() {
        let default = variable.get("default").and_then(Value::as_str).unwrap_or_default();
        host = host.replace(&format!("{{{name}}}"), default);
    }
    Some(host)
}
