//! A model that only comes in, one that only goes out, and rules on fields.
use std::borrow::Cow;

use cepa::prelude::*;

#[model(input)]
struct Login<'a> {
    #[validate(length(min = 3, max = 50))]
    name: Cow<'a, str>,
    password: String,
}

#[model(output)]
struct Greeting {
    text: &'static str,
}

#[post("/login")]
#[json]
async fn login(#[body] login: Login<'_>) -> Greeting {
    let _ = (login.name, login.password);
    Greeting { text: "hello" }
}

const T: Routes = routes![login];

fn main() {
    let _app = App::new(T);
}
