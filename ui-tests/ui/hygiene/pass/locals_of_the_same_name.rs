//! The user's names are the user's: none of ours clashes with them.
use cepa::prelude::*;

#[get("/{call}/{request}/{scope}")]
async fn answer(call: u32, request: u32, scope: u32, #[query] state: u32, #[query] body: u32, #[query] at: u32) -> String {
    format!("{}", call + request + scope + state + body + at)
}

#[allow(non_camel_case_types)]
struct support;

const T: Routes = routes![answer];

fn main() {
    let _ = support;
    let _app = App::new(T);
}
