//! Values from a request's head, one kind at a time, and the ways to them together.

use cepa::prelude::*;
use micro::Case;

use super::asked::Asked;
use super::server::shops;

#[get("/items/{id}")]
async fn path(id: u32) -> &'static str {
    if id == 4711 { "ok" } else { "another" }
}

#[get("/items")]
async fn query(#[query] page: u32) -> &'static str {
    if page == 4711 { "ok" } else { "another" }
}

#[get("/items")]
async fn header(#[header] x_count: u32) -> &'static str {
    if x_count == 4711 { "ok" } else { "another" }
}

#[get("/items")]
async fn cookie(#[cookie] session: &str) -> &'static str {
    if session == "4f1c9a" { "ok" } else { "another" }
}

#[derive(Debug, Clone)]
struct Session(u32);

#[extractor]
async fn session(#[header] x_count: u32) -> Session {
    Session(x_count)
}

#[get("/items")]
async fn extracted(session: Session) -> &'static str {
    if session.0 == 4711 { "ok" } else { "another" }
}

fn with(routes: Routes) -> App {
    App::new(routes).without_docs()
}

pub(crate) fn cases() -> Vec<Case> {
    let counted = || Asked::get("/items").header("x-count", "4711").text("ok");
    vec![
        Asked::get("/items/4711").text("ok").of("arguments/path", || with(routes![path])),
        Asked::get("/items?page=4711").text("ok").of("arguments/query", || with(routes![query])),
        Asked::get("/shops/42/items?sort=price&limit=20&tag=red&tag=blue&tag=green")
            .text("shop 42: 20 by price, red+blue+green")
            .of("arguments/path-and-query", || with(routes![shops::search])),
        counted().of("arguments/header", || with(routes![header])),
        Asked::get("/items")
            .header("cookie", "theme=dark; session=4f1c9a; lang=en")
            .text("ok")
            .of("arguments/cookie", || with(routes![cookie])),
        counted().of("arguments/extractor", || with(routes![extracted])),
    ]
}
