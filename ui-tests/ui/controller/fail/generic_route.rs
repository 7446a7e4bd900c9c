//! A method that is a route is one function.
use cepa::prelude::*;

struct Users;

#[derive(State)]
struct AppState {
    users: Users,
}

#[controller("/users")]
impl Users {
    #[get("/")]
    async fn list<T: Default>(&self) -> String {
        String::new()
    }
}

const T: Routes<AppState> = routes![Users];

fn main() {}
