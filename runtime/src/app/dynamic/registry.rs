//! What was added and who serves it: for each change the tables are made anew, and swapped in when they are complete.

use std::mem;
use std::sync::{Arc, PoisonError, RwLock, Weak};

use http::HeaderValue;

use super::{AddError, DynamicRouteId, UnknownRoute};
use crate::app::bound::AnyScope;
use crate::app::calls::Bind;
use crate::app::dispatch::matched_beside;
use crate::app::mount::Callee;
use crate::app::service::Endpoint;
use crate::request::{Request, RouteInfo, Routed};
use crate::routing::{PathText, Router, RouterBuilder, TrailingSlash};

/// All that was added, and who serves it.
pub(in crate::app) struct Registry {
    added: Vec<Added>,
    servers: Vec<Server>,
}

/// A route that was added; those of one table share an id.
#[derive(Clone)]
pub(super) struct Added {
    pub(super) id: DynamicRouteId,
    pub(super) info: Arc<RouteInfo>,
    pub(super) call: Arc<dyn Bind>,
    /// What errors call it.
    pub(super) name: Arc<str>,
}

/// An application that serves the routes.
struct Server {
    live: Weak<Live>,
    /// The application's own routes with their names, to refuse what overlaps with them.
    fixed: RouterBuilder<Arc<str>>,
}

/// The routes as an application serves them at the moment.
pub(in crate::app) struct Live {
    table: RwLock<Arc<Table>>,
    trailing_slash: TrailingSlash,
    /// The application's, which the routes run with.
    scope: AnyScope,
}

/// The routes, bound to an application's state.
struct Table {
    router: Router<Index>,
    endpoints: Vec<Arc<Endpoint>>,
}

/// The place of a route among those that were added.
// A type of its own: the router of these is looked at now and then, that of the application's own routes for every request,
// and is inlined there, as long as nobody else has one of its type.
struct Index(usize);

/// What a change put out of use, or may have been the last to hold. Whoever drops it drops handlers, and states.
#[derive(Default)]
pub(super) struct Replaced {
    added: Vec<Added>,
    tables: Vec<Arc<Table>>,
    lives: Vec<Arc<Live>>,
}

impl Registry {
    pub(super) const fn new() -> Self {
        Self { added: Vec::new(), servers: Vec::new() }
    }

    pub(super) fn added(&self) -> &[Added] {
        &self.added
    }

    pub(super) fn add(&mut self, new: &[Added], replaced: &mut Replaced) -> Result<(), AddError> {
        self.servers.retain(|server| server.live.strong_count() > 0);
        for server in &mut self.servers {
            new.iter().try_for_each(|added| server.check(added))?;
        }
        self.replace(self.added.iter().chain(new).cloned().collect(), replaced)
    }

    pub(super) fn remove(&mut self, id: DynamicRouteId, replaced: &mut Replaced) -> Result<(), UnknownRoute> {
        let kept: Vec<Added> = self.added.iter().filter(|added| added.id != id).cloned().collect();
        if kept.len() == self.added.len() {
            return Err(UnknownRoute);
        }
        // What is left overlaps as little as the whole did, so this cannot fail.
        self.replace(kept, replaced).map_err(|_| UnknownRoute)
    }

    pub(super) fn attach(
        &mut self,
        fixed: RouterBuilder<Arc<str>>,
        trailing_slash: TrailingSlash,
        scope: &AnyScope,
    ) -> Result<Arc<Live>, AddError> {
        let table = RwLock::new(Arc::new(Table::of(&self.added, trailing_slash, scope)?));
        let live = Arc::new(Live { table, trailing_slash, scope: Arc::clone(scope) });
        let mut server = Server { live: Arc::downgrade(&live), fixed };
        self.added.iter().try_for_each(|added| server.check(added))?;
        self.servers.push(server);
        Ok(live)
    }

    /// Makes every application's table of these routes, and puts them in use if all of them could be made.
    fn replace(&mut self, added: Vec<Added>, replaced: &mut Replaced) -> Result<(), AddError> {
        replaced.lives = self.servers.iter().filter_map(|server| server.live.upgrade()).collect();
        let mut tables = Vec::with_capacity(replaced.lives.len());
        for live in &replaced.lives {
            tables.push(Table::of(&added, live.trailing_slash, &live.scope)?);
        }
        if tables.is_empty() {
            // Only to find what overlaps.
            router(&added, TrailingSlash::default())?;
        }
        replaced.tables = replaced.lives.iter().zip(tables).map(|(live, table)| live.swap(table)).collect();
        replaced.added = mem::replace(&mut self.added, added);
        Ok(())
    }
}

/// Leads to the places of the routes.
fn router(added: &[Added], trailing_slash: TrailingSlash) -> Result<Router<Index>, AddError> {
    let mut builder = RouterBuilder::new(trailing_slash);
    for (index, Added { info, name, .. }) in added.iter().enumerate() {
        if let Err(error) = builder.insert(&info.method_names(), &info.pattern, info.host, Index(index)) {
            let other = builder.overlapped(&error).and_then(|Index(index)| added.get(*index));
            return Err(AddError::told(&error, name, other.map(|other| &*other.name)));
        }
    }
    Ok(builder.build())
}

impl Table {
    fn of(added: &[Added], trailing_slash: TrailingSlash, scope: &AnyScope) -> Result<Self, AddError> {
        let mut endpoints = Vec::with_capacity(added.len());
        for Added { info, call, name, .. } in added {
            // Only an application with their state is given the routes.
            let call = call.bind(scope).ok_or_else(|| AddError { text: format!("{name}: it is for another state") })?;
            endpoints.push(Arc::new(Endpoint { info: Arc::clone(info), callee: Callee::Call(call) }));
        }
        Ok(Self { router: router(added, trailing_slash)?, endpoints })
    }
}

impl Server {
    /// Refuses what overlaps with the application's own routes.
    fn check(&mut self, added: &Added) -> Result<(), AddError> {
        let info = &added.info;
        self.fixed.check(&info.method_names(), &info.pattern, info.host).map_err(|error| {
            let other = self.fixed.overlapped(&error).map(|name| &**name);
            AddError::told(&error, &added.name, other)
        })
    }
}

impl Live {
    /// The answer to a request for which the application's own routes have `fixed`, which is no match.
    pub(in crate::app) fn find(&self, fixed: Routed, request: &Request, path: &PathText<'_>) -> Routed {
        let table = Arc::clone(&self.table.read().unwrap_or_else(PoisonError::into_inner));
        let found = table.router.find(request.method(), request.host(), path);
        merged(fixed, matched_beside(found, |Index(index)| Arc::clone(&table.endpoints[*index]), request, path))
    }

    fn swap(&self, table: Table) -> Arc<Table> {
        let mut current = self.table.write().unwrap_or_else(PoisonError::into_inner);
        mem::replace(&mut *current, Arc::new(table))
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
