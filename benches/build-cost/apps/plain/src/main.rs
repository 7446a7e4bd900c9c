//! The application, as far as it goes without a framework: `app-plain orders_000 create '{"customer":…}'`.
#![cfg_attr(not(feature = "calls"), allow(dead_code))]

mod orders_000;

fn main() {}
