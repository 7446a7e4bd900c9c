//! The same across modules.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

mod users {
    use cepa::prelude::*;

    #[get("/users")]
    pub(crate) async fn list() -> String {
        String::new()
    }
}

mod people {
    use cepa::prelude::*;

    #[route(GET | POST, "/users")]
    pub(crate) async fn all() -> String {
        String::new()
    }
}

const T: Routes<AppState> = routes![users::list, people::all];

fn main() {}
