//! The state has to provide the controller.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Users;

#[controller("/users")]
impl Users {
    #[get("/")]
    async fn list(&self) -> String {
        String::new()
    }
}

const T: Routes<AppState> = routes![Users];

fn main() {}
