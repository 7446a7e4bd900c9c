//! Generated code names nothing that a prelude would have to bring; `#[model]` is the exception, through schemars.
#![no_implicit_prelude]

struct Db;

#[derive(::cepa::State)]
struct AppState {
    db: Db,
}

#[derive(::std::clone::Clone)]
struct User;

#[derive(::cepa::ApiError)]
enum UserError {
    #[status(404)]
    NoUser,
}

#[::cepa::extractor]
async fn user(
    #[header] authorization: &str,
    #[state] _db: &Db,
) -> ::std::result::Result<User, UserError> {
    if authorization.is_empty() {
        return ::std::result::Result::Err(UserError::NoUser);
    }
    ::std::result::Result::Ok(User)
}

#[::cepa::middleware]
async fn log(
    request: ::cepa::Request,
    next: ::cepa::middleware::Next,
    #[query] page: ::std::option::Option<u32>,
) -> ::cepa::Response {
    let _ = page;
    ::cepa::middleware::Next::run(next, request).await
}

#[::cepa::post("/users/{id}")]
#[::cepa::json]
async fn show(
    id: u32,
    #[query(default = 1, range(min = 1))] page: u32,
    #[body] body: ::std::string::String,
    #[state] _db: &Db,
    _user: User,
) -> ::std::result::Result<u32, UserError> {
    let _ = body;
    ::std::result::Result::Ok(id + page)
}

struct Users;

#[::cepa::controller("/people")]
impl Users {
    #[get("/{id}")]
    #[json]
    async fn list(&self, id: u32) -> u32 {
        id
    }
}

const T: ::cepa::Routes<AppState> = ::cepa::routes![#[layer(log)] show];
const U: ::cepa::Routes<Both> = ::cepa::routes![Users];

#[derive(::cepa::State)]
struct Both {
    users: Users,
}

#[::cepa::main]
async fn main() {
    let _ = (T, U);
}
