//! What layers cost in allocations. A process of its own: every allocation in it is counted.

use std::alloc::System;
use std::hint::black_box;

use cepa::bytes::Bytes;
use cepa::http;
use cepa::middleware::Middleware;
use cepa::prelude::*;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// A layer that does something on both ways, and allocates nothing by itself.
#[derive(Clone, Copy)]
struct Touch;

impl<S: State> Middleware<S> for Touch {
    async fn handle(&self, request: Request, _: &S, next: impl Next) -> Response {
        black_box(&request);
        let response = next.run(request).await;
        black_box(&response);
        response
    }
}

#[get("/{id}")]
async fn route(id: u32) -> Bytes {
    black_box(id);
    Bytes::from_static(b"ok")
}

const TABLE_AND_ROUTE: Routes = routes![#![layer(Touch)] #[layer(Touch)] route];
const ONE_MORE: Routes = routes![#![layer(Touch)] #[layer(Touch)] #[layer(Touch)] route];
const NONE: Routes = routes![route];
const ON_ROUTE: Routes = routes![
    #[layer(Touch)]
    #[layer(Touch)]
    #[layer(Touch)]
    #[layer(Touch)]
    #[layer(Touch)]
    route
];

/// The fewest allocations of many requests: what a request takes once everything is warm.
fn allocations(app: App) -> usize {
    let app = app.build().expect("an application");
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let once = || {
        let request = http::Request::get("/7").body(()).expect("a request");
        let region = Region::new(ALLOCATOR);
        let response = runtime.block_on(app.handle(request));
        let count = region.change().allocations;
        assert_eq!(response.status(), 200);
        count
    };
    (0..100).map(|_| once()).min().unwrap_or(usize::MAX)
}

fn main() {
    let none = allocations(App::new(NONE));
    let on_route = allocations(App::new(ON_ROUTE));
    assert_eq!(on_route, none + 1, "layers on a route are one allocation");
    let two = allocations(App::new(TABLE_AND_ROUTE));
    assert_eq!(two, on_route, "layers on a table and on a route are one allocation");

    // Three on the application, one on the table, one on the route; then one more on the route.
    let five = allocations(App::new(TABLE_AND_ROUTE).with((Touch, Touch, Touch)));
    assert_eq!(five, two + 1, "a tuple of layers on the application is one allocation");
    let six = allocations(App::new(ONE_MORE).with((Touch, Touch, Touch)));
    assert_eq!(six, five, "one more layer allocates");
    let one_by_one = allocations(App::new(TABLE_AND_ROUTE).with(Touch).with(Touch).with(Touch));
    assert_eq!(one_by_one, two + 3, "each layer given to the application by itself is one allocation");
    println!("allocations per request: {none} without layers, {five} with five");
}
