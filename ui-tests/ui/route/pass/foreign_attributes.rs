//! Attributes that are not ours stay, wherever they stand.
#![deny(warnings)]
use cepa::prelude::*;

#[allow(clippy::needless_return)]
#[get("/old", tags = ["old"], requires = "admin", limit = "1 KiB", timeout = "2 s", on_disconnect = finish)]
#[must_use]
/// Documented.
#[inline]
pub async fn old(#[allow(unused_variables)] #[query] page: Option<u32>) -> String {
    return String::new();
}

pub const T: Routes = routes![old];

fn main() {
    let _app = App::new(T);
}
