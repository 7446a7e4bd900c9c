//! What every request costs: the least that a route can do, and the answers where there is none.

use cepa::prelude::*;
use micro::Case;
use workloads::HELLO;

use super::asked::Asked;

#[get("/plaintext")]
async fn plaintext() -> &'static str {
    HELLO
}

fn app() -> App {
    App::new(routes![plaintext]).without_docs()
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        Asked::get("/plaintext").text(HELLO).of("answers/plaintext", app),
        Asked::get("/nothing").status(404).text("404").of("answers/404", app),
        Asked::post("/plaintext", "").status(405).text("405").of("answers/405", app),
    ]
}
