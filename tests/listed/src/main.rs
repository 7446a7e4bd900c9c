//! A program whose routes are read from its executable: mounts, one table twice, hosts, a controller, layers, credentials.

#![forbid(unsafe_code)]

mod shop;

use cepa::extract::Bearer;
use cepa::prelude::*;
use listed::Clock;

#[derive(Clone, State)]
struct AppState {
    clock: Clock,
    orders: shop::Orders,
}

#[derive(Debug, Clone)]
struct Caller;

#[derive(Debug, ApiError)]
enum CallerError {
    /// nobody with this token
    #[status(401)]
    Unknown,
}

#[extractor]
fn caller(token: Bearer<'_>) -> Result<Caller, CallerError> {
    if token.token().is_empty() { Err(CallerError::Unknown) } else { Ok(Caller) }
}

#[middleware]
async fn callers_only(request: Request, next: Next, _caller: Caller) -> Response {
    next.run(request).await
}

#[middleware]
async fn stamp(request: Request, next: Next) -> Response {
    next.run(request).await
}

#[get("/", public)]
async fn index() -> &'static str {
    "hello"
}

#[route(GET | "PURGE", "/pages/{name}", tags = ["pages", "text"], deprecated)]
#[route(POST, "/more/{name}")]
async fn page(name: &str, #[query(default = 1)] number: u32, #[cookie] theme: Option<String>) -> String {
    format!("{name} {number} {theme:?}")
}

#[any("/any", host = "{tenant}.example.com")]
async fn anything(tenant: &str) -> String {
    tenant.to_owned()
}

#[post("/upload", limit = "10 MiB", status = 201, operation_id = "storeFile")]
async fn upload(_caller: Caller, #[body] file: String) -> String {
    file
}

#[get("/greeting")]
async fn greeting(caller: Option<Caller>) -> String {
    format!("{caller:?}")
}

#[get("/key")]
async fn key(#[header] authorization: &str) -> String {
    authorization.to_owned()
}

#[get("/report")]
async fn report() -> &'static str {
    "report"
}

const REPORTS: Routes<AppState> = routes![report];

const ADMIN: Routes<AppState> = routes!["/reports" => REPORTS, report];

const ROUTES: Routes<AppState> = routes![
    index,
    page,
    anything,
    upload,
    greeting,
    key,
    #[layer(stamp)]
    shop::Orders,
    #[host("admin.example.com")]
    #[layer((stamp, callers_only))]
    "/admin" => ADMIN,
    "/{year}" => { #![layer(callers_only)] report, "/again" => { report } },
    "/first" => REPORTS,
    "/second" => REPORTS,
    "/time" => listed::routes::<AppState>(),
];

/// Never mounted, though it stands in the same module.
const UNMOUNTED: Routes<AppState> = routes!["/unmounted" => REPORTS];

#[cepa::main]
async fn main() -> cepa::Result<()> {
    // What is known of a table in a constant, its links first of all, does not make it part of the program.
    const OTHERS: usize = UNMOUNTED.nodes().len() + listed::DEAD.nodes().len();
    println!("{OTHERS} other routes, the first at {}", cepa::link!(UNMOUNTED, report()));
    App::new(ROUTES).state(AppState { clock: Clock, orders: shop::Orders }).serve("127.0.0.1:0").await
}
