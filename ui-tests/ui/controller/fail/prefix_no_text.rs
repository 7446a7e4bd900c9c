//! The prefix is a literal.
use cepa::prelude::*;

struct Users;

#[derive(State)]
struct AppState {
    users: Users,
}

#[controller(prefix = "/users")]
impl Users {
    #[get("/")]
    async fn list(&self) -> String {
        String::new()
    }
}

const T: Routes<AppState> = routes![Users];

fn main() {}
