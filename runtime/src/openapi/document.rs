//! The whole document: routes as they are served, prefixes joined, with what each says of itself.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::answers::Content;
use super::operation::{Finished, requirements};
use super::operation_id::OperationIds;
use super::paths::{self, ANY_METHODS, Paths};
use super::{Info, Operation, Schemas, dialect};
use crate::Package;
use crate::endpoint::RouteMeta;
use crate::problem::ProblemMapper;
use crate::routing::Template;

/// An OpenAPI 3.1 document.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    value: Value,
}

impl Document {
    /// The document as a JSON value.
    pub const fn value(&self) -> &Value {
        &self.value
    }

    /// The document as JSON text.
    pub fn to_json(&self) -> String {
        self.value.to_string()
    }

    /// The document as JSON text for people, with a line break at its end.
    pub fn to_json_pretty(&self) -> String {
        // `{:#}` is serde_json's own pretty form.
        format!("{:#}\n", self.value)
    }

    /// The document's version of the API.
    pub fn version(&self) -> &str {
        self.value.pointer("/info/version").and_then(Value::as_str).unwrap_or_default()
    }
}

/// One route, where it is served, and how it describes itself.
pub(crate) struct Endpoint<'a> {
    pub(crate) meta: &'static RouteMeta,
    /// The path as served, prefixes included.
    pub(crate) pattern: String,
    pub(crate) host: Option<&'static str>,
    /// Empty for any.
    pub(crate) methods: Vec<&'a str>,
    pub(crate) problems: Problems<'a>,
    pub(crate) describe: Box<dyn Fn(&mut Operation<'_>) + 'a>,
}

/// How the application that a route belongs to answers with problems.
#[derive(Clone, Copy)]
pub(crate) struct Problems<'a> {
    pub(crate) mapper: Option<&'a dyn ProblemMapper>,
    /// Where a value in the path does not fit.
    pub(crate) path_fault_status: u16,
}

/// What of an application bears on its document, beside its routes.
#[derive(Clone, Copy)]
pub(crate) struct About<'a> {
    pub(crate) info: &'a Info,
    pub(crate) package: &'a Package,
    pub(crate) root_path: &'a str,
}

impl Document {
    /// Describes the application that answers by `endpoints`, which are in the order of declaration.
    pub(crate) fn of(endpoints: &[Endpoint<'_>], about: &About<'_>) -> Self {
        let mut writer = Writer {
            schemas: Schemas::new(),
            root_path: about.root_path,
            paths: Paths::default(),
            ids: OperationIds::default(),
            security: BTreeMap::new(),
        };
        // Where a path is served on any host and on some, the first is the one to tell.
        let (anywhere, on_hosts): (Vec<_>, Vec<_>) = endpoints.iter().partition(|endpoint| endpoint.host.is_none());
        for endpoint in anywhere.into_iter().chain(on_hosts) {
            writer.add(endpoint);
        }
        let tags = about.info.described_tags();
        let mut members = about.info.members(about.package);
        if !tags.is_empty() {
            members.insert("tags".into(), tags.into());
        }
        writer.finish(members)
    }
}

impl Problems<'_> {
    fn content(&self, schemas: &mut Schemas) -> Content {
        match self.mapper {
            None => Content::own(schemas),
            Some(mapper) => Content::mapped(mapper.describe(schemas)),
        }
    }
}

/// Writes one document.
struct Writer<'a> {
    schemas: Schemas,
    root_path: &'a str,
    paths: Paths,
    ids: OperationIds,
    security: BTreeMap<String, Value>,
}

impl Writer<'_> {
    fn add(&mut self, endpoint: &Endpoint<'_>) {
        // A pattern that the router took has templates.
        let Ok(templates) = Template::all_of(&endpoint.pattern) else { return };
        let named = !endpoint.methods.is_empty();
        let methods: Vec<&str> = if named { endpoint.methods.clone() } else { ANY_METHODS.to_vec() };
        for template in &templates {
            let (path, names) = self.paths.place(template);
            for method in &methods {
                // What is named elsewhere is not answered by an `#[any]` route.
                if !named && self.paths.is_named(template, method) {
                    continue;
                }
                let operation = self.operation(endpoint, template, &path, &names, method);
                self.paths.add(template, method, named, endpoint.host, operation);
            }
        }
    }

    fn operation(
        &mut self,
        endpoint: &Endpoint<'_>,
        template: &Template,
        path: &str,
        names: &[String],
        method: &str,
    ) -> Map<String, Value> {
        let meta = endpoint.meta;
        let problem = endpoint.problems.content(&mut self.schemas);
        let mut operation = Operation::new(&mut self.schemas, endpoint.problems.path_fault_status);
        (endpoint.describe)(&mut operation);
        if let Some(status) = meta.status {
            operation.set_plain_status(status);
        }
        if meta.timeout_millis.is_some() {
            operation.problem(503, "The answer took too long.");
        }
        if !endpoint.methods.is_empty() {
            operation.problem(405, "The path answers other methods.");
        }
        let Finished { entries, body, answers, security } = operation.finish(&problem);
        let mut object = Map::new();
        object.insert("operationId".into(), self.ids.give(meta, method, path).into());
        let summary = if meta.summary.is_empty() { sentence(meta.name()) } else { meta.summary.to_owned() };
        object.insert("summary".into(), summary.into());
        if !meta.description.is_empty() {
            object.insert("description".into(), meta.description.into());
        }
        if !meta.tags.is_empty() {
            object.insert("tags".into(), json!(meta.tags));
        }
        if meta.deprecated {
            object.insert("deprecated".into(), true.into());
        }
        let parameters = paths::parameters(entries, template, names);
        if !parameters.is_empty() {
            object.insert("parameters".into(), parameters.into());
        }
        if let Some(body) = body {
            object.insert("requestBody".into(), body);
        }
        object.insert("responses".into(), answers);
        let schemes: Vec<(String, bool)> =
            security.into_iter().map(|scheme| (self.scheme_name(scheme.name, scheme.value), scheme.required)).collect();
        object.insert("security".into(), requirements(&schemes));
        if let Some(host) = endpoint.host {
            object.insert("servers".into(), json!([host_server(host, self.root_path)]));
        }
        object
    }

    /// The name of a scheme in the document: another one than it wants, if that stands for something else.
    fn scheme_name(&mut self, wanted: String, value: Value) -> String {
        let numbered = (2..).map(|number| format!("{wanted}{number}"));
        let is_free = |name: &String| self.security.get(name).is_none_or(|known| *known == value);
        let name = std::iter::once(wanted.clone()).chain(numbered).find(is_free).unwrap_or(wanted);
        self.security.entry(name.clone()).or_insert(value);
        name
    }

    fn finish(self, mut members: Map<String, Value>) -> Document {
        let mut paths = self.paths.into_value();
        dialect::settle(&mut paths);
        let schemas = self.schemas.into_components().settle(&mut paths);
        let mut components = Map::new();
        if !schemas.is_empty() {
            components.insert("schemas".into(), schemas.into());
        }
        if !self.security.is_empty() {
            components.insert("securitySchemes".into(), self.security.into_iter().collect::<Map<_, _>>().into());
        }
        members.insert("openapi".into(), "3.1.0".into());
        members.insert("paths".into(), paths);
        if !components.is_empty() {
            members.insert("components".into(), components.into());
        }
        Document { value: members.into() }
    }
}

/// `list_orders` is "List orders".
fn sentence(name: &str) -> String {
    let text = name.trim_start_matches("r#").replace('_', " ");
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

/// A host pattern as a server whose variables are the pattern's parameters.
fn host_server(host: &str, root_path: &str) -> Value {
    let mut variables = Map::new();
    let mut url = String::from("//");
    let templates = Template::all_of(&format!("/{host}")).unwrap_or_default();
    if let Some(template) = templates.last() {
        url.push_str(template.path().trim_start_matches('/'));
        for parameter in &template.parameters {
            variables.insert(parameter.name.clone(), json!({ "default": parameter.name }));
        }
    } else {
        url.push_str(host);
    }
    url.push_str(root_path);
    let mut server = json!({ "url": url, "description": "The only host that answers this." });
    if let (Some(server), false) = (server.as_object_mut(), variables.is_empty()) {
        server.insert("variables".into(), variables.into());
    }
    server
}
