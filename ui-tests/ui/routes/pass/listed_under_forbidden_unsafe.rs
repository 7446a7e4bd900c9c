//! Tables write their listing into a section of the program, and no `unsafe` of that is the user's.
#![forbid(unsafe_code)]

use cepa::endpoint::Node;
use cepa::extract::{Basic, Bearer, Rejection};
use cepa::middleware::{Middleware, Static};
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/", public)]
async fn index(_token: Option<Bearer<'_>>, _other: Result<Bearer<'_>, Rejection>) -> String {
    String::new()
}

#[get("/one")]
async fn one() -> String {
    String::new()
}

#[middleware]
async fn callers_only(request: Request, next: Next, _user: Basic) -> Response {
    next.run(request).await
}

/// A layer for one state only: nothing is known of it.
struct ForOurs;

impl Middleware<AppState> for ForOurs {
    const DEMANDS_AUTH: bool = true;

    async fn handle(&self, request: Request, _: &AppState, next: impl Next) -> Response {
        next.run(request).await
    }
}

/// A layer that is one for the state of the function that names it.
struct For<S>(std::marker::PhantomData<fn() -> S>);

impl<S: State> For<S> {
    const fn new() -> Self {
        Self(std::marker::PhantomData)
    }
}

impl<S: State> Middleware<S> for For<S> {
    async fn handle(&self, request: Request, _: &S, next: impl Next) -> Response {
        next.run(request).await
    }
}

static OURS: ForOurs = ForOurs;

const fn generic<S: State>() -> Routes<S> {
    routes![
        #[layer(For::<S>::new())]
        one
    ]
}

const T: Routes<AppState> = routes![
    index,
    #[layer(callers_only)]
    one,
    "/ours" => { #![layer(ForOurs)] one },
    "/static" => { #![layer(Static(&OURS))] one },
    #[layer(callers_only)]
    "/generic" => generic::<AppState>(),
];

fn main() {
    let _app = App::new(T).state(AppState);
    let auth: Vec<bool> = T.nodes().iter().map(demands_auth).collect();
    assert_eq!(auth, [false, true, false, false, true]);
}

fn demands_auth(node: &Node) -> bool {
    match node {
        Node::Route(meta) => meta.auth,
        Node::Mount { auth, nodes, .. } => *auth || nodes.iter().any(demands_auth),
    }
}
