//! Differences through the public interface, a module per matter.

mod alternatives;
mod book;
mod equal;
mod generated;
mod lock;
mod operations;
mod schemas;
mod support;
mod total;
mod verdict;
