//! A decorator on a method that is no route would do nothing.
use cepa::prelude::*;

struct Users;

#[derive(State)]
struct AppState {
    users: Users,
}

#[controller("/users")]
impl Users {
    #[get("/")]
    async fn list(&self) -> String {
        String::new()
    }

    #[json]
    fn count(&self) -> u32 {
        0
    }
}

const T: Routes<AppState> = routes![Users];

fn main() {}
