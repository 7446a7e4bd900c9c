//! The arguments of a method are those of a route.
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
    async fn list(&self, _foo: Foo) -> String {
        String::new()
    }
}

const T: Routes<AppState> = routes![Users];

fn main() {}
