//! Lookups in a router, among ten routes and up to ten thousand.
//!
//! Ten routes make a resource, of all shapes that an API has; more routes are more resources, with names of one length.
//! So the paths that are looked up are as long among ten routes as among ten thousand.

use std::hint::black_box;

use cepa::http::Method;
use cepa::routing::{Found, PathText, Router, RouterBuilder};
use micro::Case;

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

pub(crate) fn cases() -> Vec<Case> {
    let kinds: [(&str, &[(&str, &str)]); 3] = [("hit", &HITS), ("miss", &MISSES), ("405", &REFUSED)];
    let mut cases = Vec::new();
    for (kind, tails) in kinds {
        for routes in [10, 100, 1_000, 10_000] {
            let name = format!("routing/{kind}/{routes}");
            // Each request as often as any other.
            let lookups = ASKED * tails.len();
            cases.push(Case::new(name, move |_| lookup(kind, tails, routes / SHAPES.len())).times(lookups));
        }
    }
    cases
}

/// An operation is one lookup: a path made ready, and looked up.
fn lookup(kind: &str, tails: &[(&str, &str)], resources: usize) -> impl FnMut() + use<> {
    let router = router(resources);
    let requests = requests(resources, tails);
    for (method, path) in &requests {
        assert!(said(&router, method, path) == kind, "{method} {path} is no {kind}");
    }
    let mut at = 0;
    move || {
        let (method, path) = &requests[at];
        at = if at + 1 == requests.len() { 0 } else { at + 1 };
        let path = PathText::new(black_box(path));
        black_box(router.find(black_box(method), None, &path));
    }
}

fn router(resources: usize) -> Router<usize> {
    let mut builder = RouterBuilder::default();
    for resource in 0..resources {
        for (at, (method, tail)) in SHAPES.iter().enumerate() {
            let path = format!("/api/{}{tail}", name(resource));
            builder.insert(&[*method], &path, None, resource * SHAPES.len() + at).expect("a new route");
        }
    }
    builder.build()
}

fn requests(resources: usize, tails: &[(&str, &str)]) -> Vec<(Method, String)> {
    let asked = (0..ASKED).map(|at| at * resources / ASKED);
    asked
        .flat_map(|resource| {
            tails.iter().map(move |(method, tail)| (*method, format!("/api/{}{tail}", name(resource))))
        })
        .map(|(method, path)| (method.parse().expect("a method"), path))
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
