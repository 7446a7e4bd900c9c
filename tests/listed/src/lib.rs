//! What a library brings to the program: tables to mount, one of them for any state that fits.

#![forbid(unsafe_code)]

use cepa::Provide;
use cepa::prelude::*;

/// What the library's table needs of the state.
#[derive(Debug, Clone)]
pub struct Clock;

#[get("/now")]
async fn now(#[state] _clock: &Clock) -> &'static str {
    "noon"
}

/// A library's table, for any state with a clock.
pub const fn routes<S: State + Provide<Clock>>() -> Routes<S> {
    routes![now]
}

#[get("/dead")]
async fn dead() -> &'static str {
    "dead"
}

/// A table that no program mounts.
pub const DEAD: Routes = routes![dead];
