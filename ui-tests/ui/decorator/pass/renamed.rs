//! Route attributes and decorators under other names.
use cepa::prelude::Routes;
use cepa::{get as fetch, json as as_json, routes as table, validate as checked};

#[fetch("/users")]
#[as_json]
#[checked]
async fn users() -> u32 {
    1
}

#[as_json]
#[fetch("/orders")]
async fn orders() -> u32 {
    1
}

const T: Routes = table![users, orders];

fn main() {
    let _app = cepa::App::new(T);
}
