//! `#[respond]` names a type that is a format.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Yaml;

#[get("/users")]
#[respond(Yaml)]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
