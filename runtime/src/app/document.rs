//! The application's document, from what is gathered when it is built.

use std::ffi::{OsStr, OsString};
use std::io::{self, Write};

use super::scope::Settings;
use super::service::Endpoint;
use super::{Layers, State};
use crate::handler::Handler;
use crate::openapi::{self, Document};

/// Describes an application of these endpoints below these layers.
pub(super) fn of<S: State>(endpoints: &[Endpoint<S>], layers: &Layers<S>, settings: &Settings) -> Document {
    let described: Vec<openapi::Endpoint<'_>> = endpoints
        .iter()
        .map(|endpoint| openapi::Endpoint {
            info: &endpoint.info,
            describe: Box::new(|operation| {
                for layer in layers.before.iter().chain(&layers.after) {
                    layer.describe(operation);
                }
                endpoint.callee.describe(operation);
            }),
        })
        .collect();
    let about = openapi::About {
        info: &settings.info,
        package: settings.package,
        root_path: &settings.root_path,
        path_faults_are_422: settings.path_faults_are_422,
        mapper: settings.mapper.as_deref(),
    };
    Document::of(&described, &about)
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
