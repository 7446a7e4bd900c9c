//! A renamed decorator is known by what it is.
use cepa::json as as_json;

#[as_json]
async fn users() -> String {
    String::new()
}

fn main() {}
