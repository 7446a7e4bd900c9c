//! The document at `/openapi.json`. PLACEHOLDER: paths, methods and parameters only; the call in `build.rs` is the seam.

use serde_json::{Map, Value, json};

use crate::endpoint::{ArgumentMeta, ArgumentSource, RouteMeta};
use crate::request::RouteInfo;

/// The routes of an application as an OpenAPI 3.1 document, in JSON.
pub(super) fn openapi_document<'a>(routes: impl Iterator<Item = &'a RouteInfo>) -> Vec<u8> {
    let mut paths = Map::new();
    for route in routes {
        let Some(meta) = route.meta else { continue };
        let path = paths.entry(template(&route.pattern)).or_insert_with(|| json!({}));
        for method in &route.methods {
            path[method.to_ascii_lowercase()] = operation(meta);
        }
    }
    // Relative to where the document is: below a mount and behind a proxy's prefix too.
    json!({
        "openapi": "3.1.0",
        "info": { "title": "API", "version": "0" },
        "servers": [{ "url": "." }],
        "paths": paths,
    })
    .to_string()
    .into_bytes()
}

fn operation(meta: &RouteMeta) -> Value {
    let parameters: Vec<Value> = meta.arguments.iter().filter_map(parameter).collect();
    json!({
        "operationId": meta.operation_id,
        "summary": meta.summary,
        "description": meta.description,
        "parameters": parameters,
        "responses": { "default": { "description": "" } },
    })
}

fn parameter(argument: &ArgumentMeta) -> Option<Value> {
    let place = match argument.source {
        ArgumentSource::Path => "path",
        ArgumentSource::Query => "query",
        ArgumentSource::Header => "header",
        ArgumentSource::Cookie => "cookie",
        ArgumentSource::Body | ArgumentSource::State | ArgumentSource::Extractor => return None,
    };
    Some(json!({ "name": argument.name, "in": place, "required": place == "path", "schema": { "type": "string" } }))
}

/// The pattern without regexes and marks: `/{id:\d+}/{*rest}` is `/{id}/{rest}`.
fn template(pattern: &str) -> String {
    let segment = |segment: &str| match (segment.find('{'), segment.rfind('}')) {
        (Some(open), Some(close)) if open < close => {
            let inner = segment[open + 1..close].trim_start_matches(['*', '+']).trim_end_matches('?');
            let name = inner.split(':').next().unwrap_or(inner);
            format!("{}{{{name}}}{}", &segment[..open], &segment[close + 1..])
        }
        _ => segment.to_owned(),
    };
    pattern.split('/').map(segment).collect::<Vec<_>>().join("/")
}
