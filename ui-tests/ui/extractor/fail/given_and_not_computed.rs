//! A test gives what an extractor computes, by its very type: another one would be asked for by nobody.
use cepa::prelude::*;
use cepa::test::Client;

#[derive(Clone)]
struct User {
    name: String,
}

#[extractor]
async fn user(#[header] x_name: String) -> User {
    User { name: x_name }
}

#[get("/")]
async fn index(user: User) -> String {
    user.name
}

const T: Routes = routes![index];

fn main() {
    let user = User { name: "ada".into() };
    let _ = Client::new(App::new(T)).with_extracted(Some(user));
}
