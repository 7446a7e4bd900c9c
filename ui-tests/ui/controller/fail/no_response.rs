//! The answer of a method is that of a route.
use cepa::prelude::*;

struct Foo;
struct Users;

#[derive(State)]
struct AppState {
    users: Users,
}

#[controller("/users")]
impl Users {
    #[get("/")]
    async fn list(&self) -> Foo {
        Foo
    }
}

const T: Routes<AppState> = routes![Users];

fn main() {}
