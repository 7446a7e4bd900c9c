//! A parameter that one of the route's paths does not have is optional, or has a default.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users/{name}")]
#[get("/me")]
async fn profile(name: Option<&str>) -> String {
    name.unwrap_or("me").to_owned()
}

#[get("/pages/{page}")]
#[get("/pages")]
async fn pages(#[path(default = 1)] page: u32) -> String {
    page.to_string()
}

type Maybe<T> = Option<T>;

#[model]
struct Year(u16);

#[get("/archive/{year?}")]
#[get("/old")]
async fn archive(year: Maybe<Year>) -> String {
    year.map_or(0, |year| year.0).to_string()
}

#[get("/", host = "{tenant}.example.com")]
#[get("/tenants/{tenant}")]
async fn tenants(tenant: &str) -> String {
    tenant.to_owned()
}

const T: Routes<AppState> = routes![profile, pages, archive, tenants];

fn main() {}
