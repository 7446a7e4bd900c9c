//! Everything inside `macro_rules!`, with the caller's types.
use cepa::prelude::*;

struct Db;

#[derive(State)]
struct AppState {
    db: Db,
}

#[derive(Clone)]
struct User;

macro_rules! crud {
    ($name:ident, $path:literal, $id:ident: $ty:ty, $state:ty, $user:ty, $answer:ty, $value:expr) => {
        #[extractor]
        async fn user(#[state] _db: $state) -> Result<$user, Problem> {
            Ok(User)
        }

        #[middleware]
        async fn log(request: Request, next: Next, _user: $user) -> Response {
            next.run(request).await
        }

        #[get($path)]
        #[json]
        async fn $name($id: $ty, #[query(default = 1)] page: $ty, #[state] _db: $state, _user: $user) -> $answer {
            let _ = ($id, page);
            $value
        }

        const T: Routes<AppState> = routes![#[layer(log)] $name];
    };
}

crud!(show, "/users/{id}", id: u32, &Db, User, Result<u32, Problem>, Ok(1));

fn main() {
    assert_eq!(show::url(3).to_string(), "/users/3");
    let _app = App::new(T).state(AppState { db: Db });
}
