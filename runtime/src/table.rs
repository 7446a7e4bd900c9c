//! Route tables: constants that `routes![]` makes.

use crate::endpoint::{Node, TableMeta};
use crate::handler::{Handler, Wrap};
use crate::listing::items;
use crate::package::Package;

/// A table of routes for the state `S`.
///
/// ```
/// use cepa::prelude::*;
///
/// #[get("/")]
/// async fn index() -> &'static str { "hello" }
///
/// pub const ROUTES: Routes = routes![index];
/// ```
pub struct Routes<S: 'static = ()> {
    meta: &'static TableMeta,
    /// Its bytes in the executable: while something points there, the linker keeps them.
    listing: &'static [u8],
    calls: &'static [Entry<S>],
}

impl<S> std::fmt::Debug for Routes<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Routes").field(&self.meta.nodes).finish()
    }
}

impl<S> Clone for Routes<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for Routes<S> {}

/// What runs for one entry of a table; stands at the same place as its [`Node`].
pub enum Entry<S: 'static> {
    /// A route.
    Route(&'static dyn Handler<S>),
    /// A table below a prefix.
    Mount {
        /// The layers around all of its routes.
        layers: Option<&'static dyn Wrap<S>>,
        /// What runs for its entries.
        calls: &'static [Entry<S>],
    },
    /// A controller, whose routes are of the table that it stands in: its prefix is in their links already.
    Controller {
        /// The layers around all of its routes.
        layers: Option<&'static dyn Wrap<S>>,
        /// What runs for its routes.
        calls: &'static [Entry<S>],
    },
}

impl<S> std::fmt::Debug for Entry<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Route(_) => f.write_str("Route"),
            Self::Mount { calls, .. } => f.debug_tuple("Mount").field(calls).finish(),
            Self::Controller { calls, .. } => f.debug_tuple("Controller").field(calls).finish(),
        }
    }
}

impl<S> Routes<S> {
    /// For `routes![]`: `calls` has the same shape as the nodes of `meta`.
    #[doc(hidden)]
    pub const fn __new(meta: &'static TableMeta, listing: &'static [u8], calls: &'static [Entry<S>]) -> Self {
        Self { meta, listing, calls }
    }

    /// The package whose code holds the table: a document's title and version are its own.
    ///
    /// ```
    /// # use cepa::prelude::*;
    /// # #[get("/")] async fn index() -> &'static str { "hello" }
    /// const ROUTES: Routes = routes![index];
    /// assert_eq!(ROUTES.package().name, env!("CARGO_PKG_NAME"));
    /// ```
    pub const fn package(&self) -> &'static Package {
        &self.meta.package
    }

    /// The entries: what listings and documents read.
    pub const fn nodes(&self) -> &'static [Node] {
        self.meta.nodes
    }

    /// Makes sure that the listing is part of the program: from here on nobody can know that it is never read.
    pub(crate) fn keep_listing(&self) {
        std::hint::black_box(self.listing);
    }

    /// For the listing of a table around this one.
    #[doc(hidden)]
    pub const fn __listed(&self) -> &'static [u8] {
        items(self.listing)
    }

    /// For `routes![]`.
    #[doc(hidden)]
    pub const fn __calls(&self) -> &'static [Entry<S>] {
        self.calls
    }
}
