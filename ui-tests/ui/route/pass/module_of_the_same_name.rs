//! `name = …` gives the type beside the function another name, for a module that has the function's.
use cepa::prelude::*;

mod health {
    pub(crate) const TEXT: &str = "well";
}

#[get("/health", name = health_route)]
async fn health() -> &'static str {
    health::TEXT
}

const T: Routes = routes![health_route];

fn main() {
    assert_eq!(health_route::url().to_string(), "/health");
    let _app = App::new(T);
}
