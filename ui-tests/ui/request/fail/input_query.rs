//! The same as a whole query.
use cepa::prelude::*;

#[model(input)]
struct Filter {
    page: u32,
}

#[get("/users")]
async fn list(#[query] filter: Filter) -> String {
    filter.page.to_string()
}

const T: Routes = routes![list];

fn main() {
    let _ = list::request(Filter { page: 1 });
}
