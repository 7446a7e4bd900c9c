//! Decorators stand above or below the route attribute.
use cepa::prelude::*;

#[json]
#[validate]
#[get("/above")]
async fn above() -> u32 {
    1
}

#[get("/below")]
#[validate]
#[json]
async fn below() -> u32 {
    1
}

#[validate]
#[get("/between")]
#[text]
async fn between() -> String {
    String::new()
}

#[get("/one")]
#[json]
#[get("/other")]
async fn around() -> u32 {
    1
}

const T: Routes = routes![above, below, between, around];

fn main() {
    assert_eq!(around::url().to_string(), "/one");
    let _app = App::new(T);
}
