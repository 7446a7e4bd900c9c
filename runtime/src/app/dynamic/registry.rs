//! What was added and who serves it: for each change the tables are made anew, and swapped in when they are complete.

use std::mem;
use std::sync::{Arc, PoisonError, RwLock, Weak};

use http::HeaderValue;

use super::{AddError, DynamicRouteId, UnknownRoute};
use crate::app::State;
use crate::app::dispatch::matched_beside;
use crate::app::service::Endpoint;
use crate::request::{Request, Routed};
use crate::routing::{PathText, Router, RouterBuilder, TrailingSlash};

/// All that was added, and who serves it.
pub(super) struct Registry<S: 'static> {
    added: Vec<Added<S>>,
    servers: Vec<Server<S>>,
}

/// A route that was added; those of one table share an id.
pub(super) struct Added<S: 'static> {
    pub(super) id: DynamicRouteId,
    pub(super) endpoint: Arc<Endpoint<S>>,
    /// What errors call it.
    pub(super) name: Arc<str>,
}

/// An application that serves the routes.
struct Server<S: 'static> {
    live: Weak<Live<S>>,
    /// The application's own routes with their names, to refuse what overlaps with them.
    fixed: RouterBuilder<String>,
    trailing_slash: TrailingSlash,
}

/// The routes as an application serves them at the moment.
pub(in crate::app) struct Live<S: 'static> {
    table: RwLock<Arc<Table<S>>>,
}

type Table<S> = Router<Added<S>>;

/// What a change put out of use. Whoever holds it last drops handlers.
pub(super) type Replaced<S> = (Vec<Added<S>>, Vec<(Arc<Live<S>>, Arc<Table<S>>)>);

impl<S: State> Registry<S> {
    pub(super) fn new() -> Self {
        Self { added: Vec::new(), servers: Vec::new() }
    }

    pub(super) fn added(&self) -> &[Added<S>] {
        &self.added
    }

    pub(super) fn add(&mut self, new: &[Added<S>]) -> Result<Replaced<S>, AddError> {
        self.servers.retain(|server| server.live.strong_count() > 0);
        for server in &mut self.servers {
            new.iter().try_for_each(|added| server.check(added))?;
        }
        self.replace(self.added.iter().chain(new).cloned().collect())
    }

    pub(super) fn remove(&mut self, id: DynamicRouteId) -> Result<Replaced<S>, UnknownRoute> {
        let kept: Vec<Added<S>> = self.added.iter().filter(|added| added.id != id).cloned().collect();
        if kept.len() == self.added.len() {
            return Err(UnknownRoute);
        }
        // What is left overlaps as little as the whole did, so this cannot fail.
        self.replace(kept).map_err(|_| UnknownRoute)
    }

    pub(super) fn attach(
        &mut self,
        fixed: RouterBuilder<String>,
        trailing_slash: TrailingSlash,
    ) -> Result<Arc<Live<S>>, AddError> {
        let table = table(&self.added, trailing_slash)?;
        let live = Arc::new(Live { table: RwLock::new(Arc::new(table)) });
        let mut server = Server { live: Arc::downgrade(&live), fixed, trailing_slash };
        self.added.iter().try_for_each(|added| server.check(added))?;
        self.servers.push(server);
        Ok(live)
    }

    /// Makes every application's table of these routes, and puts them in use if all of them could be made.
    fn replace(&mut self, added: Vec<Added<S>>) -> Result<Replaced<S>, AddError> {
        if self.servers.is_empty() {
            // Only to find what overlaps.
            table(&added, TrailingSlash::default())?;
        }
        let mut tables = Vec::with_capacity(self.servers.len());
        for server in &self.servers {
            tables.push((server.live.upgrade(), table(&added, server.trailing_slash)?));
        }
        let mut old_tables = Vec::with_capacity(tables.len());
        for (live, table) in tables {
            if let Some(live) = live {
                let old = live.swap(table);
                old_tables.push((live, old));
            }
        }
        Ok((mem::replace(&mut self.added, added), old_tables))
    }
}

fn table<S: State>(added: &[Added<S>], trailing_slash: TrailingSlash) -> Result<Table<S>, AddError> {
    let mut builder = RouterBuilder::new(trailing_slash);
    for route in added {
        let info = &route.endpoint.info;
        if let Err(error) = builder.insert(&info.method_names(), &info.pattern, info.host, route.clone()) {
            let other = builder.overlapped(&error).map(|other| &*other.name);
            return Err(AddError::told(&error, &route.name, other));
        }
    }
    Ok(builder.build())
}

impl<S: State> Server<S> {
    /// Refuses what overlaps with the application's own routes.
    fn check(&mut self, added: &Added<S>) -> Result<(), AddError> {
        let info = &added.endpoint.info;
        self.fixed.check(&info.method_names(), &info.pattern, info.host).map_err(|error| {
            let other = self.fixed.overlapped(&error).map(String::as_str);
            AddError::told(&error, &added.name, other)
        })
    }
}

impl<S: State> Live<S> {
    /// The answer to a request for which the application's own routes have `fixed`, which is no match.
    pub(in crate::app) fn find(&self, fixed: Routed, request: &Request, path: &PathText<'_>) -> Routed {
        let table = Arc::clone(&self.table.read().unwrap_or_else(PoisonError::into_inner));
        let found = table.find(request.method(), request.host(), path);
        merged(fixed, matched_beside(found, |added| Arc::clone(&added.endpoint), request, path))
    }

    fn swap(&self, table: Table<S>) -> Arc<Table<S>> {
        let mut current = self.table.write().unwrap_or_else(PoisonError::into_inner);
        mem::replace(&mut *current, Arc::new(table))
    }
}

impl<S> Clone for Added<S> {
    fn clone(&self) -> Self {
        Self { id: self.id, endpoint: Arc::clone(&self.endpoint), name: Arc::clone(&self.name) }
    }
}

/// What the application's own routes say, none of which matches, with what the added ones say.
fn merged(fixed: Routed, added: Routed) -> Routed {
    match (fixed, added) {
        (_, matched @ Routed::Matched(_)) => matched,
        (redirect @ Routed::Redirect(_), _) | (_, redirect @ Routed::Redirect(_)) => redirect,
        (Routed::MethodNotAllowed(fixed), Routed::MethodNotAllowed(added)) => {
            Routed::MethodNotAllowed(union(&fixed, &added))
        }
        (Routed::Options(fixed), Routed::Options(added)) => Routed::Options(union(&fixed, &added)),
        (fixed, Routed::NotFound | Routed::Not) => fixed,
        (_, added) => added,
    }
}

/// The methods of both `Allow` headers, in alphabetical order.
fn union(one: &HeaderValue, other: &HeaderValue) -> HeaderValue {
    let texts = [one, other].map(|value| value.to_str().unwrap_or_default());
    let mut methods: Vec<&str> = texts.iter().flat_map(|text| text.split(", ")).collect();
    methods.sort_unstable();
    methods.dedup();
    HeaderValue::try_from(methods.join(", ")).unwrap_or_else(|_| one.clone())
}
