//! The application's document, from what is gathered when it is built.

use std::ffi::{OsStr, OsString};
use std::io::{self, Write};

use std::rc::Rc;

use super::calls::Describe;
use super::layers::NamedLayers;
use super::mount::{Callee, Mount};
use super::scope::Settings;
use super::service::{Endpoint, Inner};
use crate::openapi::{self, About, Document, Operation, Problems};
use crate::request::RouteInfo;
use crate::routing::joined;

/// Describes an application of these endpoints and mounts below these layers.
pub(super) fn of<'a, C: Describe>(
    endpoints: &'a [Endpoint<C>],
    mounts: impl Iterator<Item = &'a Mount>,
    layers: NamedLayers<'a>,
    settings: &'a Settings,
) -> Document {
    let mut described = Vec::new();
    let outermost = Outer { prefix: String::new(), layers: Rc::new(|_| ()) };
    describe(endpoints, mounts, layers, settings, &outermost, &mut described);
    let about = About {
        info: &settings.info,
        package: settings.package,
        root_path: settings.root_path.as_deref().unwrap_or_default(),
    };
    Document::of(&described, &about)
}

/// What is around an application: nothing, or another one that it is mounted in.
struct Outer<'a> {
    prefix: String,
    layers: Rc<dyn Fn(&mut Operation<'_>) + 'a>,
}

impl Outer<'_> {
    /// What is around the services mounted at `prefix`.
    fn at(&self, prefix: &str) -> Self {
        Self { prefix: joined(&self.prefix, prefix), layers: Rc::clone(&self.layers) }
    }
}

impl Inner {
    /// Describes it as one that is mounted in another application.
    fn describe<'a>(&'a self, outer: &Outer<'a>, described: &mut Vec<openapi::Endpoint<'a>>) {
        let mounts = mounts(&self.endpoints);
        describe(&self.endpoints, mounts, self.layers.named(), &self.settings, outer, described);
    }
}

/// The services mounted in a built application.
pub(super) fn mounts(endpoints: &[Endpoint]) -> impl Iterator<Item = &Mount> {
    endpoints.iter().filter_map(|endpoint| match &endpoint.callee {
        Callee::Mounted(mount) => Some(mount),
        _ => None,
    })
}

fn describe<'a, C: Describe>(
    endpoints: &'a [Endpoint<C>],
    mounts: impl Iterator<Item = &'a Mount>,
    layers: NamedLayers<'a>,
    settings: &'a Settings,
    outer: &Outer<'a>,
    described: &mut Vec<openapi::Endpoint<'a>>,
) {
    let around = Rc::clone(&outer.layers);
    let layers: Rc<dyn Fn(&mut Operation<'_>) + 'a> = Rc::new(move |operation| {
        around(operation);
        layers.before.iter().chain(&layers.after).for_each(|layer| layer.describe(operation));
    });
    for endpoint in endpoints {
        let Some(meta) = endpoint.info.meta else { continue };
        let RouteInfo { pattern, host, methods, .. } = &*endpoint.info;
        let layers = Rc::clone(&layers);
        described.push(openapi::Endpoint {
            meta,
            pattern: if outer.prefix.is_empty() { pattern.clone() } else { joined(&outer.prefix, pattern) },
            host: *host,
            methods: methods.iter().map(String::as_str).collect(),
            problems: Problems {
                mapper: settings.mapper.as_deref(),
                path_fault_status: if settings.path_faults_are_422 { 422 } else { 404 },
            },
            describe: Box::new(move |operation| {
                layers(operation);
                endpoint.callee.describe(operation);
            }),
        });
    }
    let inside = Outer { prefix: outer.prefix.clone(), layers };
    for mount in mounts {
        if let Some(application) = mount.application() {
            application.describe(&inside.at(mount.prefix()), described);
        }
    }
}

/// Where the environment wants the document written instead of the application served.
pub(super) fn asked_for() -> Option<OsString> {
    std::env::var_os("CEPA_OPENAPI_TO").filter(|target| !target.is_empty())
}

/// Writes the document to a file, or to the standard output for `-`.
pub(super) fn write(document: &Document, target: &OsStr) -> io::Result<()> {
    let text = document.to_json_pretty();
    if target == "-" {
        return io::stdout().lock().write_all(text.as_bytes());
    }
    std::fs::write(target, text).map_err(|error| {
        io::Error::new(error.kind(), format!("the document cannot be written to {}: {error}", target.display()))
    })
}
