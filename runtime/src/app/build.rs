//! From what was gathered to what runs: prefixes joined, the router built, clashes told.

use std::sync::{Arc, Mutex, OnceLock};
use std::{fmt, vec};

use super::bound::AnyScope;
use super::calls::{Answer, Call, Describe, Part, Shape};
use super::docs::{self, Docs, Page};
use super::dynamic::{self, Registry};
use super::layers::{ErasedLayer, Layers, NamedLayers};
use super::mount::{Callee, Mount};
use super::service::{AppService, Endpoint, Hook, Inner};
use super::{App, GivenState, Hooks, Parts, Scope, State, applications, document};
use crate::endpoint::{Node, RouteMeta};
use crate::openapi::{Document, Info, Operation, required_path_values};
use crate::request::RouteInfo;
use crate::routing::{InsertError, RouterBuilder, TrailingSlash, argument_fault, joined, names_parameter};
use crate::serve::Tasks;

/// Why an application cannot be built: two of its parts answer the same requests, or a path is malformed.
#[derive(Debug)]
pub struct BuildError {
    text: String,
}

impl BuildError {
    pub(super) const fn new(text: String) -> Self {
        Self { text }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for BuildError {}

impl<S: State, V> App<S, V> {
    /// Checks and freezes the application.
    ///
    /// # Errors
    ///
    /// What joined at run time (mounted services, the docs page) clashes with another part; the error names both.
    pub fn build(self) -> Result<AppService<S>, BuildError>
    where
        V: GivenState<S>,
    {
        let Self { routes, state, layers, dynamic, hooks, parts } = self;
        applications::note::<S>();
        let body_limit_bytes = parts.settings.body_limit_bytes;
        let scope = Arc::new(Scope { state: state.into_state(), body_limit_bytes, tasks: Tasks::new() });
        let mut calls = Vec::new();
        Call::each_of(routes.__calls(), &mut |call| calls.push(call.bound(&scope)));
        let bound = BoundParts {
            calls,
            layers: layers.bind(&scope),
            hooks: hooks.bind(&scope),
            dynamic: dynamic.map(|routes| routes.registry),
            tasks: scope.tasks.clone(),
            scope: Arc::clone(&scope) as AnyScope,
        };
        let table = Table { nodes: routes.nodes(), shape: &routes.__calls() };
        Ok(AppService { inner: parts.build(&table, bound)?, scope })
    }
}

/// What of an application depends on its state, bound to it.
struct BoundParts {
    calls: Vec<Arc<dyn Answer>>,
    layers: Layers<dyn ErasedLayer>,
    hooks: Hooks<Hook>,
    dynamic: Option<Arc<Mutex<Registry>>>,
    tasks: Tasks,
    scope: AnyScope,
}

impl Parts {
    fn build(self, table: &Table<'_>, bound: BoundParts) -> Result<Arc<Inner>, BuildError> {
        let Self { mounts, docs, settings, trailing_slash, options } = self;
        let BoundParts { calls, layers, hooks, dynamic, tasks, scope } = bound;
        let mut gathered = Gathered::of("", table, calls, trailing_slash)?;
        for mount in mounts {
            gathered.mount(mount)?;
        }
        gathered.check_layers(&layers.named())?;
        let mut unsaid_docs = None;
        match docs {
            Docs::Asked(page) => gathered.docs(page, &settings.info)?,
            Docs::Unsaid if cfg!(debug_assertions) => {
                unsaid_docs = Some(docs::unsaid(trailing_slash, &settings.info)?);
            }
            Docs::Unsaid | Docs::Off => (),
        }
        let dynamic = match dynamic {
            Some(dynamic) => Some(dynamic::attach(&dynamic, &gathered.endpoints, trailing_slash, &scope)?),
            None => None,
        };
        Ok(Arc::new(Inner {
            settings,
            tasks,
            router: gathered.router.build(),
            endpoints: gathered.endpoints,
            dynamic,
            unsaid_docs,
            document: OnceLock::new(),
            layers,
            options,
            hooks: Mutex::new(hooks),
            _scope: scope,
        }))
    }

    /// The document of an application of these parts, with this table below these layers.
    pub(super) fn document(
        &self,
        table: &Table<'_>,
        calls: Vec<Arc<dyn Describe>>,
        layers: NamedLayers<'_>,
    ) -> Result<Document, BuildError> {
        let gathered = Gathered::of("", table, calls, self.trailing_slash)?;
        Ok(document::of(&gathered.endpoints, self.mounts.iter(), layers, &self.settings))
    }
}

/// A table, apart from what runs for its routes.
#[derive(Clone, Copy)]
pub(super) struct Table<'t> {
    pub(super) nodes: &'static [Node],
    pub(super) shape: &'t dyn Shape,
}

/// The routes of a table, and what joins them.
pub(super) struct Gathered<C> {
    router: RouterBuilder<usize>,
    pub(super) endpoints: Vec<Endpoint<C>>,
}

/// What is around a table: the joined prefix and the host.
struct Around<'a> {
    prefix: &'a str,
    /// The prefix without a controller's, which is part of its table.
    mount: &'a str,
    host: Option<&'static str>,
}

impl<C: Describe + Clone> Gathered<C> {
    /// The routes of a whole table below a prefix; `calls` are what runs for them, in their order.
    pub(super) fn of(
        prefix: &str,
        table: &Table<'_>,
        calls: Vec<C>,
        trailing_slash: TrailingSlash,
    ) -> Result<Self, BuildError> {
        // Only here is every prefix known: a table cannot tell below which it will be mounted.
        if let Some(fault) = argument_fault(table.nodes) {
            return Err(BuildError::new(fault.as_str().to_owned()));
        }
        let mut gathered = Self { router: RouterBuilder::new(trailing_slash), endpoints: Vec::new() };
        gathered.table(table, &mut calls.into_iter(), &Around { prefix, mount: prefix, host: None })?;
        Ok(gathered)
    }

    fn table(
        &mut self,
        table: &Table<'_>,
        calls: &mut vec::IntoIter<C>,
        around: &Around<'_>,
    ) -> Result<(), BuildError> {
        for (index, node) in table.nodes.iter().enumerate() {
            match (node, table.shape.at(index)) {
                (Node::Route(meta), Some(Part::Route)) => {
                    self.route(meta, calls.next().ok_or_else(differing)?, around)?;
                }
                (
                    Node::Mount { prefix, host, nodes, .. },
                    Some(part @ (Part::Mount(shape) | Part::Controller(shape))),
                ) => {
                    let prefix =
                        if prefix.is_empty() { around.prefix.to_owned() } else { joined(around.prefix, prefix) };
                    let mount = if matches!(part, Part::Controller(_)) { around.mount } else { &prefix };
                    let around = Around { prefix: &prefix, mount, host: host.or(around.host) };
                    self.table(&Table { nodes, shape }, calls, &around)?;
                }
                _ => return Err(differing()),
            }
        }
        // Else what comes after this table would be led to what runs for the rest of it.
        if table.shape.at(table.nodes.len()).is_some() { Err(differing()) } else { Ok(()) }
    }

    fn route(&mut self, meta: &'static RouteMeta, call: C, around: &Around<'_>) -> Result<(), BuildError> {
        for pattern in meta.patterns {
            let info = RouteInfo {
                meta: Some(meta),
                pattern: joined(around.prefix, pattern.path),
                host: pattern.host.or(around.host),
                methods: pattern.methods.iter().map(|method| (*method).to_owned()).collect(),
                mount: around.mount.to_owned(),
            };
            let mut fault = None;
            call.layers(&mut |layer, describe| fault = fault.take().or_else(|| path_fault(layer, describe, &info)));
            if let Some(fault) = fault {
                return Err(fault);
            }
            self.add(info, Callee::Call(call.clone()))?;
        }
        Ok(())
    }

    fn mount(&mut self, mount: Mount) -> Result<(), BuildError> {
        if mount.prefix.contains(['{', '*']) {
            let text = format!(
                "the service mounted at {}: a service is mounted below fixed text, without parameters",
                mount.prefix
            );
            return Err(BuildError { text });
        }
        let pattern = format!("{}/{{*__rest}}", mount.prefix);
        let info = RouteInfo { meta: None, pattern, host: None, methods: Vec::new(), mount: String::new() };
        self.add(info, Callee::Mounted(mount))
    }

    /// The application's own layers are around every route.
    fn check_layers(&self, layers: &NamedLayers<'_>) -> Result<(), BuildError> {
        for layer in &layers.before {
            if let Some(name) = required_path_values(|operation| layer.describe(operation)).first() {
                let text = "before routing, where no path has parameters";
                return Err(BuildError::new(format!(
                    "the layer `{}` takes `{name}` from the path, {text}",
                    layer.name()
                )));
            }
        }
        for layer in &layers.after {
            let names = required_path_values(|operation| layer.describe(operation));
            let lacking = self.endpoints.iter().find_map(|endpoint| lacking(layer.name(), &names, &endpoint.info));
            if let Some(fault) = lacking {
                return Err(fault);
            }
        }
        Ok(())
    }

    fn docs(&mut self, page: Page, about: &Info) -> Result<(), BuildError> {
        for (info, callee) in docs::routes(page, about) {
            self.add(info, callee)?;
        }
        Ok(())
    }

    fn add(&mut self, info: RouteInfo, callee: Callee<C>) -> Result<(), BuildError> {
        let index = self.endpoints.len();
        match self.router.insert(&info.method_names(), &info.pattern, info.host, index) {
            Ok(_) => {
                self.endpoints.push(Endpoint { info: Arc::new(info), callee });
                Ok(())
            }
            Err(error) => Err(self.told(&info, &error)),
        }
    }

    /// A clash is told with both sides; anything else with the route it is about.
    fn told(&self, info: &RouteInfo, error: &InsertError) -> BuildError {
        let other = self.router.overlapped(error).and_then(|index| self.endpoints.get(*index));
        let text = match other {
            Some(other) => format!("{error}: {} and {}", name(info), name(&other.info)),
            None => format!("{}: {error}", name(info)),
        };
        BuildError { text }
    }
}

/// A layer around a route that takes a value from the path which is not there: all its requests would be 404.
fn path_fault(layer: &str, describe: &dyn Fn(&mut Operation<'_>), info: &RouteInfo) -> Option<BuildError> {
    lacking(layer, &required_path_values(describe), info)
}

fn lacking(layer: &str, names: &[String], info: &RouteInfo) -> Option<BuildError> {
    let is_there =
        |name: &str| names_parameter(&info.pattern, name) || info.host.is_some_and(|host| names_parameter(host, name));
    let missing = names.iter().find(|name| !is_there(name))?;
    let (route, path) = (name(info), &info.pattern);
    let text = format!(
        "the layer `{layer}` around {route} takes `{missing}` from the path, but {path} has no `{{{missing}}}`"
    );
    Some(BuildError::new(text))
}

fn differing() -> BuildError {
    BuildError::new("a table's nodes and calls differ in shape".into())
}

/// What errors call a route.
pub(super) fn name(info: &RouteInfo) -> String {
    match info.meta {
        Some(meta) => format!("`{}` at {}:{}", meta.name(), meta.file(), meta.line()),
        None if info.methods.is_empty() => {
            format!("the service mounted at {}", info.pattern.trim_end_matches("/{*__rest}"))
        }
        None => format!("the documentation at {}", info.pattern),
    }
}
