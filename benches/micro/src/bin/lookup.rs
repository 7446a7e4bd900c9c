//! Looks up requests in a router: `lookup ROUTES hit|miss|405 LOOKUPS`. To be run under a profiler; see `lookup.sh`.
//!
//! Ten routes make a resource, of all shapes that an API has; more routes are more resources, with names of one length.
//! So the paths that are looked up are as long among ten routes as among ten thousand.

use std::env;
use std::hint::black_box;
use std::process::ExitCode;

use cepa::http::Method;
use cepa::routing::{Found, InsertError, PathText, Router, RouterBuilder};

/// The routes of one resource, below `/api/{its name}`.
const SHAPES: [(&str, &str); 10] = [
    ("GET", ""),
    ("POST", ""),
    ("GET", "/{id}"),
    ("PUT", "/{id}"),
    ("GET", "/recent"),
    ("GET", "/{id}/items"),
    ("GET", "/{id}/items/{item}"),
    ("POST", "/{id}/items/{item}/approve"),
    ("GET", r"/{number:\d+}/history"),
    ("GET", "/files/{*path}"),
];

/// Requests to a resource, by what a router says of them.
const HITS: [(&str, &str); 10] = [
    ("GET", ""),
    ("POST", ""),
    ("GET", "/4f1c9a"),
    ("PUT", "/4f1c9a"),
    ("GET", "/recent"),
    ("GET", "/4f1c9a/items"),
    ("GET", "/4f1c9a/items/17"),
    ("POST", "/4f1c9a/items/17/approve"),
    ("GET", "/40817/history"),
    ("GET", "/files/2026/plan.pdf"),
];
const MISSES: [(&str, &str); 4] = [
    ("GET", "/4f1c9a/history"),
    ("GET", "/4f1c9a/nothing"),
    ("GET", "/4f1c9a/items/17/reject"),
    ("POST", "x/recent/1"),
];
const REFUSED: [(&str, &str); 4] =
    [("DELETE", ""), ("DELETE", "/4f1c9a"), ("POST", "/4f1c9a/items/17"), ("PUT", "/40817/history")];

/// How many resources are asked for, spread over all of them: enough that no one place is favoured.
const ASKED: usize = 16;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [routes, kind, lookups] = &arguments[..] else {
        return usage();
    };
    let (Ok(routes), Ok(lookups)) = (routes.parse::<usize>(), lookups.parse::<usize>()) else {
        return usage();
    };
    let resources = routes.div_ceil(SHAPES.len()).max(1);
    let requests = match kind.as_str() {
        "hit" => requests(resources, &HITS),
        "miss" => requests(resources, &MISSES),
        "405" => requests(resources, &REFUSED),
        _ => return usage(),
    };
    let router = match router(resources) {
        Ok(router) => router,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    if let Some((method, path)) = requests.iter().find(|(method, path)| said(&router, method, path) != kind) {
        eprintln!("{method} {path} is no {kind}");
        return ExitCode::FAILURE;
    }
    measured(&router, &requests, lookups);
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprintln!("usage: lookup ROUTES hit|miss|405 LOOKUPS");
    ExitCode::FAILURE
}

fn router(resources: usize) -> Result<Router<usize>, InsertError> {
    let mut builder = RouterBuilder::default();
    for resource in 0..resources {
        for (at, (method, tail)) in SHAPES.iter().enumerate() {
            let path = format!("/api/{}{tail}", name(resource));
            builder.insert(&[*method], &path, None, resource * SHAPES.len() + at)?;
        }
    }
    Ok(builder.build())
}

fn requests(resources: usize, tails: &[(&str, &str)]) -> Vec<(Method, String)> {
    let asked = (0..ASKED).map(|at| at * resources / ASKED);
    asked
        .flat_map(|resource| {
            tails.iter().map(move |(method, tail)| (*method, format!("/api/{}{tail}", name(resource))))
        })
        .filter_map(|(method, path)| Some((method.parse().ok()?, path)))
        .collect()
}

/// A word of eight letters: other words share beginnings with it, as the names of resources do.
fn name(resource: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "co", "de", "fi", "ga", "ho", "in", "ko", "la", "me", "no", "pa", "re", "so", "tu", "vi"];
    // An odd factor: a permutation of all words, so that neighbours differ early and late.
    let word = (resource + 1).wrapping_mul(40_503) % (1 << 16);
    (0..4).map(|at| SYLLABLES[word >> (4 * at) & 15]).collect()
}

fn said(router: &Router<usize>, method: &Method, path: &str) -> &'static str {
    match router.find(method, None, &PathText::new(path)) {
        Found::Match(_) => "hit",
        Found::MethodNotAllowed { .. } => "405",
        Found::NotFound => "miss",
        Found::Options { .. } | Found::Redirect { .. } => "other",
    }
}

/// What is counted: each request's path made ready, and looked up.
#[inline(never)]
fn measured(router: &Router<usize>, requests: &[(Method, String)], lookups: usize) {
    for (method, path) in requests.iter().cycle().take(lookups) {
        let path = PathText::new(black_box(path));
        black_box(router.find(black_box(method), None, &path));
    }
}
