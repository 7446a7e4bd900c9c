//! The comparison's server in rocket.

mod items;
mod layers;
mod orders;
mod resources;
mod shops;

use rocket::config::LogLevel;
use rocket::data::{Limits, ToByteUnit};
use rocket::{Build, Config, Rocket, get, routes};
use workloads::{BODY_LIMIT_BYTES, HELLO, item};

#[get("/plaintext")]
fn plaintext() -> &'static str {
    HELLO
}

fn rocket() -> Rocket<Build> {
    let address = workloads::address();
    let config = Config {
        address: address.ip(),
        port: address.port(),
        log_level: LogLevel::Off,
        limits: Limits::default().limit("json", BODY_LIMIT_BYTES.bytes()),
        ..Config::release_default()
    };
    let routes = routes![plaintext, shops::search, orders::place, layers::layered, items::list, items::import];
    resources::mount(rocket::custom(config).manage(item::all()).mount("/", routes))
}

// Rocket's own `launch` starts a thread beside the main one even for a single worker.
#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<rocket::Error>> {
    rocket().launch().await?;
    Ok(())
}
