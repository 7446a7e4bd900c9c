//! A model is a type.
use cepa::prelude::*;

#[model]
fn user() {}

fn main() {}
