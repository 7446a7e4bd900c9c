//! A link needs the table.
use cepa::prelude::*;

#[get("/books/{id}")]
async fn show(id: u32) -> String {
    id.to_string()
}

const T: Routes = routes![show];

fn main() {
    let _ = cepa::link!(show(3));
}
