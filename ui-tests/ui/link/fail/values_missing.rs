//! A link needs the values of the route's parameters.
use cepa::prelude::*;

#[get("/books/{id}")]
async fn show(id: u32) -> String {
    id.to_string()
}

const T: Routes = routes![show];

fn main() {
    let _ = cepa::link!(T, show);
}
