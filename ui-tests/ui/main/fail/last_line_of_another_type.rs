//! What the body ends with is told there.
use cepa::prelude::*;

const T: Routes = routes![];

#[cepa::main]
async fn main() -> cepa::Result<()> {
    App::new(T).serve("127.0.0.1:8080").await;
}
