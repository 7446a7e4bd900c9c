//! The same across the prefix of a mounted table.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

mod admin {
    use cepa::prelude::*;

    #[get("/users")]
    async fn list() -> String {
        String::new()
    }

    pub(crate) const ROUTES: Routes<super::AppState> = routes![list];
}

#[get("/admin/users")]
async fn admins() -> String {
    String::new()
}

const T: Routes<AppState> = routes![admins, "/admin" => admin::ROUTES];

fn main() {}
