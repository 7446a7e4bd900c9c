//! A library offers its routes for any state that has what they need.
use cepa::prelude::*;

mod auth {
    use cepa::prelude::*;

    pub(crate) struct Keys;

    #[get("/login")]
    async fn login(#[state] _keys: &Keys) -> String {
        String::new()
    }

    pub(crate) const fn routes<S: State + Provide<Keys>>() -> Routes<S> {
        routes![login]
    }
}

#[derive(State)]
struct AppState {
    keys: auth::Keys,
}

const T: Routes<AppState> = routes!["/auth" => auth::routes::<AppState>()];

fn main() {
    let _app = App::new(T).state(AppState { keys: auth::Keys });
}
