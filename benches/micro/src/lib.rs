//! Counts what the cases of a program cost, in instructions and mallocs, and holds them to the counts that are kept.
//!
//! A [`Case`] does one thing over and over. [`callgrind`] runs it in a process of its own, where nothing but that is counted.
//! [`Counts`] are kept in a file for people to read, together with the [`Machine`] that they are true for. [`judge`] says where
//! measured counts are worse, a [`Ratio`] what one case may cost beside another, and the [`Suite`] is the program around all this.

pub mod callgrind;
mod case;
mod counts;
mod judge;
mod machine;
mod ratio;
mod suite;

pub use case::Case;
pub use counts::{Count, Counts, InvalidCounts};
pub use judge::{Finding, judge};
pub use machine::Machine;
pub use ratio::Ratio;
pub use suite::Suite;

/// What ends the program, told to whoever runs it.
pub type Error = Box<dyn std::error::Error + Send + Sync>;
