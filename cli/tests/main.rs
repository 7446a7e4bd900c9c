//! `cargo cepa` as a user calls it: real packages, built by cargo, real processes.

mod check;
#[cfg(unix)]
mod dev;
mod new;
#[cfg(unix)]
mod openapi;
mod routes;
mod support;
