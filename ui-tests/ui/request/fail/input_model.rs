//! A model that only comes in is never written: a typed call is given JSON in its shape.
use cepa::prelude::*;

#[model(input)]
struct NewUser {
    name: String,
}

#[post("/users")]
async fn create(#[body] user: NewUser) -> String {
    user.name
}

const T: Routes = routes![create];

fn main() {
    let _ = create::request(NewUser { name: "ada".into() });
}
