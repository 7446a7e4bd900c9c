//! Every source of an argument, borrowed where it can be.
use std::borrow::Cow;

use cepa::prelude::*;
use cepa::uuid::Uuid;

struct Db;

#[derive(State)]
struct AppState {
    db: Db,
}

#[derive(Clone)]
struct User(String);

#[extractor]
fn user(#[header] authorization: &str) -> Result<User, Problem> {
    Ok(User(authorization.to_owned()))
}

#[model]
struct NewUser {
    name: String,
}

#[post("/shops/{shop}/{*rest}")]
#[json]
async fn create(
    shop: Uuid,
    rest: &str,
    #[query(default = 1, range(min = 1, max = 9))] page: u8,
    #[query] tag: Vec<String>,
    #[header] idempotency_key: Option<&str>,
    #[cookie(name = "session-id")] session: Cow<'_, str>,
    #[body] new: NewUser,
    #[state] db: &Db,
    user: Option<User>,
) -> Created<String> {
    let Db = db;
    let user = user.map(|user| user.0);
    Created(format!("{shop} {rest} {page} {tag:?} {idempotency_key:?} {session} {} {user:?}", new.name))
}

const T: Routes<AppState> = routes![create];

fn main() {
    let _app = App::new(T).state(AppState { db: Db });
}
