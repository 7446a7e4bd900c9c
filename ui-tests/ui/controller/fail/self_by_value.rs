//! The same by value.
use cepa::prelude::*;

struct Users;

#[derive(State)]
struct AppState {
    users: Users,
}

#[controller("/users")]
impl Users {
    #[get("/")]
    async fn list(self) -> String {
        String::new()
    }
}

const T: Routes<AppState> = routes![Users];

fn main() {}
