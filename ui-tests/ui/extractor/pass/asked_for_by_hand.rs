//! An extractor written by hand borrows from the request, and asks for others.
use cepa::extract::{Extraction, FromRequest, Rejection};
use cepa::prelude::*;

struct Db;

#[derive(State)]
struct AppState {
    db: Db,
}

#[derive(Clone)]
struct Page(u32);

#[extractor]
fn page(#[query(default = 1)] page: u32, #[state] _db: &Db) -> Page {
    Page(page)
}

#[derive(Clone)]
struct Shown(u32);

#[extractor]
fn shown(page: Page, #[header] accept: Option<&str>, _head: &cepa::request::Head) -> Shown {
    Shown(page.0 + accept.map_or(0, str::len) as u32)
}

struct Raw<'r> {
    path: &'r str,
    page: u32,
}

impl<'r, S: State + Provide<Db>> FromRequest<'r, S> for Raw<'r> {
    async fn from_request(cx: &mut Extraction<'r, S>) -> Result<Self, Rejection> {
        let page: Page = cx.get().await?;
        let shown: Shown = cx.get().await?;
        let head = cx.head();
        Ok(Self { path: head.raw_path(), page: page.0 + shown.0 })
    }
}

#[get("/users")]
async fn users(raw: Raw<'_>, shown: Shown) -> String {
    format!("{} {} {}", raw.path, raw.page, shown.0)
}

const T: Routes<AppState> = routes![users];

fn main() {
    let _ = App::new(T);
}
