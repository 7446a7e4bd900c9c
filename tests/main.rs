//! Behaviour of cepa through its public interface, a module per feature.

mod arguments;
mod bodies;
mod contracts;
mod docs;
mod dynamic;
mod extractors;
mod faults;
mod first;
mod hosts;
mod hygiene;
mod methods;
mod middleware;
mod openapi;
mod panics;
mod parity;
mod responses;
mod routing;
mod schemas;
mod serving;
mod state;
mod tables;
mod tracing;
mod validation;
