//! A method of one's own is written in quotes; WebDAV's are known.
use cepa::prelude::*;

#[route("FLUSH" | PROPFIND, "/cache")]
async fn cache() -> String {
    String::new()
}

const T: Routes = routes![cache];

fn main() {
    let _app = App::new(T);
}
