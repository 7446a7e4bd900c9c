//! A table for any state is told which one where it is mounted.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

mod mail {
    use cepa::prelude::*;

    #[get("/sender")]
    async fn sender() -> String {
        String::new()
    }

    pub const fn routes<S: State>() -> Routes<S> {
        routes![sender]
    }
}

const T: Routes<AppState> = routes!["/mail" => mail::routes()];

fn main() {}
