//! The wildcard of other frameworks, `*rest`, is written `{*rest}`.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/files/*rest")]
async fn file(rest: &str) -> String {
    rest.to_owned()
}

const T: Routes<AppState> = routes![file];

fn main() {}
