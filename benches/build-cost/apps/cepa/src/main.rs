//! The application.

mod orders_000;

use cepa::prelude::*;

const ROUTES: Routes = routes![
    "" => orders_000::ROUTES,
];

#[cepa::main]
async fn main() -> cepa::Result<()> {
    let port = std::env::args().nth(1).unwrap_or_else(|| "8080".to_owned());
    App::new(ROUTES).serve(format!("127.0.0.1:{port}")).await
}
