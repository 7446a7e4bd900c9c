//! The whole document: routes as they are served, prefixes joined, with what each says of itself.

use serde_json::{Map, Value};

use super::answers::Content;
use super::components::unique;
use super::object::{object, set, set_flag, set_list, set_object, set_text, texts};
use super::operation::{Finished, requirements};
use super::operation_id::OperationIds;
use super::paths::{self, ANY_METHODS, Paths, Place};
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
            security: Map::new(),
        };
        // Where a path is served on any host and on some, the first is the one to tell.
        for on_host in [false, true] {
            for endpoint in endpoints.iter().filter(|endpoint| endpoint.host.is_some() == on_host) {
                writer.add(endpoint);
            }
        }
        let mut members = about.info.members(about.package);
        set_list(&mut members, "tags", about.info.described_tags());
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
    security: Map<String, Value>,
}

impl Writer<'_> {
    fn add(&mut self, endpoint: &Endpoint<'_>) {
        // A pattern that the router took has templates.
        let Ok(templates) = Template::all_of(&endpoint.pattern) else { return };
        let named = !endpoint.methods.is_empty();
        let methods: Vec<&str> = if named { endpoint.methods.clone() } else { ANY_METHODS.to_vec() };
        for template in &templates {
            let place = self.paths.place(template);
            for method in &methods {
                // What is named elsewhere is not answered by an `#[any]` route.
                if !named && self.paths.is_named(place, method) {
                    continue;
                }
                let operation = self.operation(endpoint, template, place, method);
                self.paths.add(place, method, paths::Operation::new(operation, named, template, endpoint.host));
            }
        }
    }

    fn operation(
        &mut self,
        endpoint: &Endpoint<'_>,
        template: &Template,
        place: Place,
        method: &str,
    ) -> Map<String, Value> {
        let meta = endpoint.meta;
        let Finished { entries, body, answers, security } = self.described(endpoint);
        let (path, names) = self.paths.at(place);
        let mut object = Map::new();
        set(&mut object, "operationId", self.ids.give(meta, method, path).into());
        let summary = if meta.summary.is_empty() { sentence(meta.name()) } else { meta.summary.to_owned() };
        set(&mut object, "summary", summary.into());
        set_text(&mut object, "description", meta.description);
        if !meta.tags.is_empty() {
            set(&mut object, "tags", texts(meta.tags));
        }
        set_flag(&mut object, "deprecated", meta.deprecated);
        set_list(&mut object, "parameters", paths::parameters(entries, template, names));
        if let Some(body) = body {
            set(&mut object, "requestBody", body);
        }
        set(&mut object, "responses", answers);
        let mut schemes = Vec::new();
        for scheme in security {
            schemes.push((self.scheme_name(scheme.name, scheme.value), scheme.required));
        }
        set(&mut object, "security", requirements(&schemes));
        if let Some(host) = endpoint.host {
            set(&mut object, "servers", vec![host_server(host, self.root_path)].into());
        }
        object
    }

    /// What the endpoint says of itself.
    fn described(&mut self, endpoint: &Endpoint<'_>) -> Finished {
        let problem = endpoint.problems.content(&mut self.schemas);
        let mut operation = Operation::new(&mut self.schemas, endpoint.problems.path_fault_status);
        (endpoint.describe)(&mut operation);
        if let Some(status) = endpoint.meta.status {
            operation.set_plain_status(status);
        }
        if endpoint.meta.timeout_millis.is_some() {
            operation.problem(503, "The answer took too long.");
        }
        if !endpoint.methods.is_empty() {
            operation.problem(405, "The path answers other methods.");
        }
        operation.finish(&problem)
    }

    /// The name of a scheme in the document: another one than it wants, if that stands for something else.
    fn scheme_name(&mut self, wanted: String, value: Value) -> String {
        let name = unique(wanted, &|name| self.security.get(name).is_some_and(|known| *known != value));
        set(&mut self.security, &name, value);
        name
    }

    fn finish(self, mut members: Map<String, Value>) -> Document {
        let mut paths = self.paths.into_value();
        dialect::settle(&mut paths);
        let schemas = self.schemas.into_components().settle(&mut paths);
        let mut security = self.security;
        security.sort_keys();
        let mut components = Map::new();
        set_object(&mut components, "schemas", schemas);
        set_object(&mut components, "securitySchemes", security);
        set(&mut members, "openapi", "3.1.0".into());
        set(&mut members, "paths", paths);
        set_object(&mut members, "components", components);
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
            set(&mut variables, &parameter.name, object([("default", parameter.name.as_str().into())]));
        }
    } else {
        url.push_str(host);
    }
    url.push_str(root_path);
    let mut server = Map::new();
    set(&mut server, "url", url.into());
    set(&mut server, "description", "The only host that answers this.".into());
    set_object(&mut server, "variables", variables);
    server.into()
}
