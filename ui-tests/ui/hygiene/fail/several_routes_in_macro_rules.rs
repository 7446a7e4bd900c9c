//! Inside `macro_rules!` the faults of routes are told as elsewhere: one each, at the user's own tokens.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Foo;

macro_rules! users {
    ($name:ident, $path:literal, $argument:ident: $ty:ty) => {
        #[get($path)]
        async fn $name($argument: $ty) -> String {
            let _ = $argument;
            String::new()
        }
    };
}

users!(no_slash, "users", _a: cepa::prelude::Bearer<'_>);
users!(lost, "/lost", page: u32);
users!(no_extractor, "/foo", _foo: Foo);

macro_rules! answers {
    ($name:ident, $path:literal, $ty:ty, $value:expr) => {
        #[get($path)]
        async fn $name() -> $ty {
            $value
        }
    };
}

answers!(no_response, "/no-response", Foo, Foo);
answers!(no_response_in_result, "/in-result", Result<Foo, Problem>, Ok(Foo));

const T: Routes<AppState> = routes![no_slash, lost, no_extractor, no_response, no_response_in_result];

fn main() {}
