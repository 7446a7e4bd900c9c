//! Layers around a route and around the application, each of which adds a header to the answer.

use cepa::http::HeaderValue;
use cepa::prelude::*;
use micro::Case;
use workloads::HELLO;

use super::asked::Asked;

#[middleware]
async fn marked(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().append("x-layer", HeaderValue::from_static("one"));
    response
}

#[get("/layered")]
async fn layered() -> &'static str {
    HELLO
}

fn none() -> App {
    App::new(routes![layered]).without_docs()
}

fn one_on_route() -> App {
    App::new(routes![
        #[layer(marked)]
        layered
    ])
    .without_docs()
}

fn five_on_route() -> App {
    App::new(routes![
        #[layer(marked)]
        #[layer(marked)]
        #[layer(marked)]
        #[layer(marked)]
        #[layer(marked)]
        layered
    ])
    .without_docs()
}

fn one_on_app() -> App {
    none().with(marked)
}

fn five_on_app() -> App {
    none().with(marked).with(marked).with(marked).with(marked).with(marked)
}

pub(crate) fn cases() -> Vec<Case> {
    let asked = || Asked::get("/layered").text(HELLO);
    vec![
        asked().of("layers/none", none),
        asked().of("layers/route/1", one_on_route),
        asked().of("layers/route/5", five_on_route),
        asked().of("layers/app/1", one_on_app),
        asked().of("layers/app/5", five_on_app),
    ]
}
