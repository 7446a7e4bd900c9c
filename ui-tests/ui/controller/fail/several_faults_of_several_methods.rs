//! All faults of all methods in one run.
use cepa::prelude::*;

struct Users;

#[derive(State)]
struct AppState {
    users: Users,
}

#[controller("users")]
impl Users {
    #[get("list")]
    async fn list(&self) -> String {
        String::new()
    }

    #[get("/{id}")]
    async fn show(&self) -> String {
        String::new()
    }
}

const T: Routes<AppState> = routes![Users];

fn main() {}
