//! `routes![…]`: a table of routes as a constant, checked as a whole.
//!
//! | entry | meaning |
//! |---|---|
//! | `place_order`, `orders::place_order` | a route |
//! | `Orders` | a controller: a type, so its name starts with a capital |
//! | `"/admin" => admin::ROUTES` | a table below a prefix |
//! | `"/admin" => { list, remove }` | a group below a prefix |
//! | `{ list, remove }` | a group, to name a layer once |
//!
//! In front of any entry: `#[cfg(…)]`, `#[layer(middleware)]` (outermost first), `#[host("…")]` on a prefix or a group. At the
//! head of the table `#![layer(middleware)]` is around every entry.

mod ast;
mod expand;
mod section;

use proc_macro2::TokenStream;

use crate::diagnostics::Diagnostics;

/// Expands `routes![entries]`; the site tells its place from all others in the program.
pub(crate) fn expand(entries: TokenStream, site: &str) -> TokenStream {
    let diagnostics = Diagnostics::new();
    let hash = section::hash(&entries, site);
    let table = ast::parse(entries, &diagnostics);
    let expanded = expand::table(&table, hash);
    match diagnostics.finish() {
        Some(errors) => expand::faulty(&errors),
        None => expanded,
    }
}
