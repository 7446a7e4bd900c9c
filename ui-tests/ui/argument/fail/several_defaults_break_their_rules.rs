//! Each default that breaks a rule is told, whichever the rule is; a bound that is a constant is not looked into.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

const MAX: u32 = 3;

#[get("/users")]
#[allow(clippy::too_many_arguments)]
async fn users(
    #[query(default = -3, range(exclusive_min = -3))] above: i32,
    #[query(default = 1.5, range(max = 1.0))] part: f64,
    #[query(default = "abc".into(), length(equal = 2))] code: String,
    #[query(default = "abc", contains(pattern = "x"))] with: &str,
    #[query(default = "abx", does_not_contain(pattern = "x"))] without: &str,
    #[query(default = 5, range(max = MAX))] unknown: u32,
    #[query(default = 1, range(min = 1, max = 1))] sound: u8,
) -> String {
    format!("{above}{part}{code}{with}{without}{unknown}{sound}")
}

const T: Routes<AppState> = routes![users];

fn main() {}
