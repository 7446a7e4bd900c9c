//! A function with several route attributes answers them all; links lead to the first.
use cepa::prelude::*;

#[get("/users/{id}")]
#[route(POST | PUT, "/people/{id}")]
#[any("/anyone/{id}")]
async fn user(id: u32) -> String {
    id.to_string()
}

const T: Routes = routes![user];

fn main() {
    assert_eq!(user::url(3).to_string(), "/users/3");
    let _app = App::new(T);
}
