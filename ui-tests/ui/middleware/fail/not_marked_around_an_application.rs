//! A layer is marked, for `with` too.
use cepa::prelude::*;

async fn log(request: Request, next: impl Next) -> Response {
    next.run(request).await
}

#[get("/")]
async fn index() -> String {
    String::new()
}

const T: Routes = routes![index];

fn main() {
    let _: App = App::new(T).with(log);
}
