//! The page that lists an application's routes: what each takes and answers, from the same facts the router reads.
//!
//! It is built once, needs no network, and runs no script.

use std::fmt::Write;

use bytes::Bytes;

use crate::endpoint::{ArgumentMeta, ArgumentSource};
use crate::request::RouteInfo;

const HEAD: &str = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
<meta name=\"viewport\" content=\"width=device-width\">\n<title>Routes</title>\n<style>\n\
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }\n\
section { border-top: 1px solid #ccc; padding: .5rem 0; }\n\
h2 { font: 600 1rem ui-monospace, monospace; margin: .5rem 0; }\n\
table { border-collapse: collapse; } td { padding: 0 1rem 0 0; } code { font-family: ui-monospace, monospace; }\n\
.gone { text-decoration: line-through; }\n</style>\n<h1>Routes</h1>\n";

/// The page for these routes.
pub(super) fn page<'a>(routes: impl Iterator<Item = &'a RouteInfo>) -> Bytes {
    let mut html = String::from(HEAD);
    for route in routes {
        push_route(&mut html, route);
    }
    html.into()
}

fn push_route(html: &mut String, route: &RouteInfo) {
    let methods = if route.methods.is_empty() { "ANY".to_owned() } else { route.methods.join(" | ") };
    let deprecated = route.meta.is_some_and(|meta| meta.deprecated);
    let class = if deprecated { " class=\"gone\"" } else { "" };
    // Writing into a String cannot fail.
    let _ = writeln!(html, "<section>\n<h2{class}>{methods} {}</h2>", escape(&route.pattern));
    if let Some(meta) = route.meta {
        push_paragraphs(html, meta.summary);
        push_paragraphs(html, meta.description);
        let arguments: Vec<&ArgumentMeta> =
            meta.arguments.iter().filter(|argument| place(argument).is_some()).collect();
        if !arguments.is_empty() {
            push_arguments(html, &arguments);
        }
    }
    html.push_str("</section>\n");
}

fn push_paragraphs(html: &mut String, text: &str) {
    for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
        let _ = writeln!(html, "<p>{}</p>", escape(paragraph));
    }
}

fn push_arguments(html: &mut String, arguments: &[&ArgumentMeta]) {
    html.push_str("<table>\n");
    for argument in arguments {
        let place = place(argument).unwrap_or_default();
        let _ = writeln!(
            html,
            "<tr><td>{place}<td><code>{}</code><td><code>{}</code>",
            escape(argument.name),
            escape(argument.type_name)
        );
    }
    html.push_str("</table>\n");
}

/// Where a client puts the value; `None` for what it does not send.
fn place(argument: &ArgumentMeta) -> Option<&'static str> {
    match argument.source {
        ArgumentSource::Path => Some("path"),
        ArgumentSource::Query => Some("query"),
        ArgumentSource::Header => Some("header"),
        ArgumentSource::Cookie => Some("cookie"),
        ArgumentSource::Body => Some("body"),
        ArgumentSource::State | ArgumentSource::Extractor => None,
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
