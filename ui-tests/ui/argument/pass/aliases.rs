//! `Option`, `Vec` and `Result` are known by their traits, not by their names.
use cepa::prelude::*;

type Maybe = Option<u32>;
type Many = Vec<u32>;
type Answer<T> = Result<T, Problem>;

#[get("/users")]
async fn users(#[query] page: Maybe, #[query] tag: Many) -> Answer<String> {
    Ok(format!("{page:?} {tag:?}"))
}

const T: Routes = routes![users];

fn main() {
    let _app = App::new(T);
}
