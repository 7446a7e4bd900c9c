//! While a signature is being typed, our attributes tell it once; the rest is the compiler's.
use cepa::prelude::*;

#[get("/x")]
#[json]
async fn f(a) -> String {
    String::new()
}

fn main() {}
