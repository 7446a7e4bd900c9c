//! From what was gathered to what runs: prefixes joined, the router built, clashes told.

use std::fmt;
use std::sync::{Arc, Mutex, OnceLock};

use super::applications;
use super::docs::{self, Docs, Page};
use super::mount::Callee;
use super::service::{AppService, Endpoint, Hooks, Inner};
use super::{App, GivenState, Layers, Scope, State};
use crate::endpoint::Node;
use crate::handler::{Handler, Wrap};
use crate::openapi::{Info, Operation, required_path_values};
use crate::request::RouteInfo;
use crate::routing::{InsertError, RouterBuilder, TrailingSlash, argument_fault, joined, names_parameter};
use crate::serve::Tasks;
use crate::table::{Entry, Routes};

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
        let Self {
            routes,
            state,
            layers,
            mounts,
            docs,
            dynamic,
            settings,
            trailing_slash,
            options,
            on_start,
            on_shutdown,
        } = self;
        applications::note::<S>();
        let mut gathered = Gathered::of("", routes, trailing_slash)?;
        for mount in mounts {
            gathered.mount(mount)?;
        }
        gathered.check_layers(&layers)?;
        let mut unsaid_docs = None;
        match docs {
            Docs::Asked(page) => gathered.docs(page, &settings.info)?,
            Docs::Unsaid if cfg!(debug_assertions) => {
                unsaid_docs = Some(docs::unsaid(trailing_slash, &settings.info)?);
            }
            Docs::Unsaid | Docs::Off => (),
        }
        let dynamic = match dynamic {
            Some(dynamic) => Some(dynamic.attach(&gathered.endpoints, trailing_slash)?),
            None => None,
        };
        let inner = Inner {
            scope: Arc::new(Scope { state: state.into_state(), settings, tasks: Tasks::new() }),
            router: gathered.router.build(),
            endpoints: gathered.endpoints,
            dynamic,
            unsaid_docs,
            document: OnceLock::new(),
            layers,
            options,
            hooks: Mutex::new(Hooks { on_start, on_shutdown }),
        };
        Ok(AppService { inner: Arc::new(inner) })
    }
}

/// The routes of a table, and what joins them.
pub(super) struct Gathered<S: 'static> {
    router: RouterBuilder<usize>,
    pub(super) endpoints: Vec<Endpoint<S>>,
}

/// What is around a table: the joined prefix, the host, and the layers, outermost first.
struct Around<'a, S: 'static> {
    prefix: &'a str,
    /// The prefix without a controller's, which is part of its table.
    mount: &'a str,
    host: Option<&'static str>,
    wraps: Vec<&'static dyn Wrap<S>>,
}

impl<S: State> Gathered<S> {
    /// The routes of a whole table below a prefix.
    pub(super) fn of(prefix: &str, routes: Routes<S>, trailing_slash: TrailingSlash) -> Result<Self, BuildError> {
        // Only here is every prefix known: a table cannot tell below which it will be mounted.
        if let Some(fault) = argument_fault(routes.nodes()) {
            return Err(BuildError::new(fault.as_str().to_owned()));
        }
        let mut gathered = Self { router: RouterBuilder::new(trailing_slash), endpoints: Vec::new() };
        gathered.table(
            routes.nodes(),
            routes.__calls(),
            &Around { prefix, mount: prefix, host: None, wraps: Vec::new() },
        )?;
        Ok(gathered)
    }

    fn table(
        &mut self,
        nodes: &'static [Node],
        entries: &'static [Entry<S>],
        around: &Around<'_, S>,
    ) -> Result<(), BuildError> {
        for (node, entry) in nodes.iter().zip(entries) {
            match (node, entry) {
                (Node::Route(meta), Entry::Route(handler)) => {
                    for pattern in meta.patterns {
                        let info = RouteInfo {
                            meta: Some(meta),
                            pattern: joined(around.prefix, pattern.path),
                            host: pattern.host.or(around.host),
                            methods: pattern.methods.iter().map(|method| (*method).to_owned()).collect(),
                            mount: around.mount.to_owned(),
                        };
                        let callee = wrapped(Callee::Table(*handler), &around.wraps);
                        let mut fault = None;
                        callee.layers(&mut |layer, describe| {
                            fault = fault.take().or_else(|| path_fault(layer, describe, &info))
                        });
                        if let Some(fault) = fault {
                            return Err(fault);
                        }
                        self.add(info, callee)?;
                    }
                }
                (
                    Node::Mount { prefix, host, nodes, .. },
                    Entry::Mount { layers, calls } | Entry::Controller { layers, calls },
                ) => {
                    let prefix =
                        if prefix.is_empty() { around.prefix.to_owned() } else { joined(around.prefix, prefix) };
                    let mut wraps = around.wraps.clone();
                    wraps.extend(*layers);
                    let mount = if matches!(entry, Entry::Controller { .. }) { around.mount } else { &prefix };
                    let around = Around { prefix: &prefix, mount, host: host.or(around.host), wraps };
                    self.table(nodes, calls, &around)?;
                }
                _ => return Err(BuildError { text: "a table's nodes and calls differ in shape".into() }),
            }
        }
        Ok(())
    }

    fn mount(&mut self, mount: super::mount::Mount) -> Result<(), BuildError> {
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
    fn check_layers(&self, layers: &Layers<S>) -> Result<(), BuildError> {
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

    fn add(&mut self, info: RouteInfo, callee: Callee<S>) -> Result<(), BuildError> {
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

fn wrapped<S>(callee: Callee<S>, wraps: &[&'static dyn Wrap<S>]) -> Callee<S> {
    wraps.iter().rev().fold(callee, |inner, wrap| Callee::Wrapped(*wrap, Box::new(inner)))
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
