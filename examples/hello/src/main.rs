//! The smallest application: one typed route. `cargo run -p hello`, then `curl 'http://127.0.0.1:8080/hello/you?times=3'`.

use cepa::prelude::*;

/// Greets whoever asks, as often as they like.
#[get("/hello/{name}")]
async fn hello(name: &str, #[query(default = 1, range(min = 1, max = 9))] times: usize) -> String {
    format!("hello {name}\n").repeat(times)
}

const ROUTES: Routes = routes![hello];

#[cepa::main]
async fn main() -> cepa::Result<()> {
    App::new(ROUTES).serve("127.0.0.1:8080").await
}

#[cfg(test)]
mod tests;
