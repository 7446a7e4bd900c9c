//! A path value has a text form.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Slug(String);

#[get("/users/{slug}")]
async fn user(slug: Slug) -> String {
    slug.0
}

const T: Routes<AppState> = routes![user];

fn main() {}
