//! The cases, a file for each part of cepa.
//!
//! Each case of an application has an application of its own, whose table holds what the case needs: so a new case changes no
//! other one's count.

mod answers;
mod arguments;
mod asked;
mod document;
mod faults;
mod json;
mod layers;
mod routing;
mod server;

use micro::Case;

/// All of them.
pub(crate) fn all() -> Vec<Case> {
    let parts = [
        answers::cases(),
        arguments::cases(),
        faults::cases(),
        json::cases(),
        layers::cases(),
        routing::cases(),
        document::cases(),
    ];
    parts.into_iter().flatten().collect()
}
