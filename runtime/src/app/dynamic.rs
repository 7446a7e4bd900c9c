//! Routes added and removed while the application runs: the table is copied, changed, and swapped in when it is complete.

mod registry;

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::panic::Location;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use self::registry::{Added, Replaced};
pub(super) use self::registry::{Live, Registry};
use super::bound::AnyScope;
use super::build::{BuildError, Gathered, Table, name};
use super::calls::{Bind, Call};
use super::mount::Callee;
use super::service::Endpoint;
use super::{Scope, State};
use crate::handler::{BoxFuture, Handler};
use crate::request::{Request, RouteInfo};
use crate::response::{IntoResponse, Response};
use crate::routing::{InsertError, RouterBuilder, TrailingSlash};
use crate::table::Routes;

/// Routes that come and go while an application runs: those of plugins, of tenants, of a configuration that is read again.
///
/// This is a handle, cheap to clone: what it adds and removes holds at once for every application that was given it by
/// [`App::dynamic`](super::App::dynamic), and for those that are given it later.
///
/// ```
/// use cepa::app::DynamicRoutes;
/// use cepa::prelude::*;
///
/// #[get("/")]
/// async fn index() -> &'static str { "hello" }
///
/// # #[cepa::main]
/// # async fn main() {
/// let plugins = DynamicRoutes::new();
/// let client = cepa::test::Client::new(App::new(routes![index]).dynamic(&plugins));
///
/// let id = plugins
///     .add("GET", "/plugins/{name}", |request: Request| async move {
///         let name = request.param("name").and_then(Result::ok).unwrap_or_default();
///         format!("plugin {name}")
///     })
///     .expect("no other route answers this");
/// assert_eq!(client.get("/plugins/clock").await.text(), "plugin clock");
///
/// plugins.remove(id).expect("it is there");
/// client.get("/plugins/clock").await.assert_status(404);
/// # }
/// ```
///
/// # Which route answers
///
/// The routes of the application's table go first: these are asked only for what no route of the table answers, be it for its
/// path or its method. So a wildcard in the table hides every dynamic route below it. Among themselves they are ranked as
/// [`routing`](crate::routing) says. 405 is left for what neither side answers, and `Allow` then lists the methods of both; so
/// does the answer to OPTIONS. A redirect to the other spelling of a path, with or without its slash, comes after the dynamic
/// routes of the spelling that was sent.
///
/// The application's own layers are around them, and see them in [`Head::matched`](crate::request::Head::matched).
///
/// # Costs
///
/// A request on its way keeps the route that it was led to, though it be removed meanwhile. Each change makes the table of
/// the dynamic routes anew, in time proportional to their number. Requests never wait for that; those that the application's
/// own table answers do not look at it at all.
pub struct DynamicRoutes<S: 'static = ()> {
    pub(super) registry: Arc<Mutex<Registry>>,
    state: PhantomData<fn(S) -> S>,
}

/// What was added by one call, for [`DynamicRoutes::remove`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DynamicRouteId(u64);

/// Why a route cannot be added: another one answers the same requests, or the path or the method is malformed.
///
/// Its text names both sides of an overlap. Nothing is changed then.
#[derive(Debug)]
pub struct AddError {
    text: String,
}

/// A route that is not there: it was removed before, or added to other [`DynamicRoutes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownRoute;

/// What answers the requests of a dynamic route: closures that take the request, and own types that borrow from the state.
///
/// ```
/// use cepa::app::{DynamicHandler, DynamicRoutes};
/// use cepa::prelude::*;
///
/// #[derive(State)]
/// struct Site { name: String }
///
/// struct Plugin { greeting: String }
///
/// impl DynamicHandler<Site> for Plugin {
///     async fn handle(&self, _request: Request, site: &Site) -> Response {
///         format!("{} from {}", self.greeting, site.name).into_response()
///     }
/// }
///
/// # #[cepa::main]
/// # async fn main() {
/// let routes = DynamicRoutes::new();
/// routes.add("GET", "/greeting", Plugin { greeting: "hello".into() }).expect("it is the only route");
///
/// let app = App::new(routes![]).state(Site { name: "example".into() }).dynamic(&routes);
/// let client = cepa::test::Client::new(app);
/// assert_eq!(client.get("/greeting").await.text(), "hello from example");
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` answers no requests for the state `{S}`",
    label = "no handler",
    note = "give a closure such as `|request: Request| async move {{ … }}`, or implement `cepa::app::DynamicHandler`"
)]
pub trait DynamicHandler<S>: Send + Sync + 'static {
    /// Answers a request.
    fn handle(&self, request: Request, state: &S) -> impl Future<Output = Response> + Send;
}

impl<S: Sync, F, A> DynamicHandler<S> for F
where
    F: Fn(Request) -> A + Send + Sync + 'static,
    A: Future<Output: IntoResponse> + Send,
{
    async fn handle(&self, request: Request, _: &S) -> Response {
        self(request).await.into_response()
    }
}

/// A dynamic handler as an endpoint holds it.
struct Erased<H>(H);

impl<S: Send + Sync + 'static, H: DynamicHandler<S>> Handler<S> for Erased<H> {
    fn call<'r>(&'r self, request: Request, scope: &'r Scope<S>) -> BoxFuture<'r> {
        Box::pin(self.0.handle(request, scope.state()))
    }
}

impl<S: State> DynamicRoutes<S> {
    /// No routes.
    pub fn new() -> Self {
        Self { registry: Arc::new(Mutex::new(Registry::new())), state: PhantomData }
    }

    /// Adds a route for a method, such as `"GET"`, and a path, such as `"/plugins/{name}"`.
    ///
    /// # Errors
    ///
    /// Another route, of the application or of these, answers the same requests; or path or method is malformed.
    #[track_caller]
    pub fn add(&self, method: &str, path: &str, handler: impl DynamicHandler<S>) -> Result<DynamicRouteId, AddError> {
        add_handler(&self.registry, Some(method), path, bindable(handler))
    }

    /// Adds a route for every method that no other route of the same path names.
    ///
    /// # Errors
    ///
    /// As for [`add`](Self::add).
    #[track_caller]
    pub fn add_any(&self, path: &str, handler: impl DynamicHandler<S>) -> Result<DynamicRouteId, AddError> {
        add_handler(&self.registry, None, path, bindable(handler))
    }

    /// Adds all routes of a table below a prefix, which may be empty and holds no parameters.
    ///
    /// These are routes as any other: typed, with rules, and with the layers that the table names.
    ///
    /// ```
    /// use cepa::app::DynamicRoutes;
    /// use cepa::prelude::*;
    ///
    /// #[get("/entries/{number}")]
    /// async fn entry(number: u32) -> String { format!("entry {number}") }
    ///
    /// const AUDIT: Routes = routes![entry];
    ///
    /// # #[cepa::main]
    /// # async fn main() {
    /// let plugins = DynamicRoutes::new();
    /// let audit = plugins.add_table("/audit", AUDIT).expect("no other route answers these");
    ///
    /// let client = cepa::test::Client::new(App::new(routes![]).dynamic(&plugins));
    /// assert_eq!(client.get("/audit/entries/7").await.text(), "entry 7");
    ///
    /// plugins.remove(audit).expect("it is there");
    /// client.get("/audit/entries/7").await.assert_status(404);
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`add`](Self::add); or the prefix holds a parameter.
    pub fn add_table(&self, prefix: &str, routes: Routes<S>) -> Result<DynamicRouteId, AddError> {
        let mut calls: Vec<Arc<dyn Bind>> = Vec::new();
        Call::each_of(routes.__calls(), &mut |call| calls.push(Arc::new(call)));
        add_table(&self.registry, prefix, &Table { nodes: routes.nodes(), shape: &routes.__calls() }, calls)
    }

    /// Removes what one call added. Requests on their way to it are still answered by it.
    ///
    /// # Errors
    ///
    /// It is not there.
    pub fn remove(&self, id: DynamicRouteId) -> Result<(), UnknownRoute> {
        // What the change replaces is dropped when the lock is free: a user's `Drop` may come back to us.
        let mut replaced = Replaced::default();
        lock(&self.registry).remove(id, &mut replaced)
    }

    /// The routes as they are now, in the order they were added.
    pub fn routes(&self) -> Vec<Arc<RouteInfo>> {
        lock(&self.registry).added().iter().map(|added| Arc::clone(&added.info)).collect()
    }
}

fn bindable<S: State>(handler: impl DynamicHandler<S>) -> Arc<dyn Bind> {
    Arc::new(Call::Added(Arc::new(Erased(handler))))
}

#[track_caller]
fn add_handler(
    registry: &Mutex<Registry>,
    method: Option<&str>,
    path: &str,
    call: Arc<dyn Bind>,
) -> Result<DynamicRouteId, AddError> {
    let place = Location::caller();
    let name = format!("`{} {path}` added at {}:{}", method.unwrap_or("any method"), place.file(), place.line());
    let methods = method.map(str::to_owned).into_iter().collect();
    let info = RouteInfo { meta: None, pattern: path.to_owned(), host: None, methods, mount: String::new() };
    enter(registry, [(name.into(), Arc::new(info), call)])
}

fn add_table(
    registry: &Mutex<Registry>,
    prefix: &str,
    table: &Table<'_>,
    calls: Vec<Arc<dyn Bind>>,
) -> Result<DynamicRouteId, AddError> {
    // What the routes take from the path was checked against their table, which cannot know of more.
    if prefix.contains(['{', '*']) {
        return Err(AddError { text: format!("`{prefix}` is no prefix for routes added at run time: no parameters") });
    }
    let gathered = Gathered::of(prefix, table, calls, TrailingSlash::default())?;
    let new = gathered.endpoints.into_iter().filter_map(|Endpoint { info, callee }| match callee {
        Callee::Call(call) => Some((name(&info).into(), info, call)),
        // No part of a table.
        Callee::Mounted(_) | Callee::Document | Callee::Page(_) => None,
    });
    enter(registry, new)
}

fn enter(
    registry: &Mutex<Registry>,
    routes: impl IntoIterator<Item = (Arc<str>, Arc<RouteInfo>, Arc<dyn Bind>)>,
) -> Result<DynamicRouteId, AddError> {
    let id = DynamicRouteId::next();
    let new: Vec<Added> = routes.into_iter().map(|(name, info, call)| Added { id, info, call, name }).collect();
    // As in `remove`: dropped when the lock is free, and so is `new`.
    let mut replaced = Replaced::default();
    lock(registry).add(&new, &mut replaced)?;
    Ok(id)
}

/// For an application that is being built, with its own routes: they are checked against these.
pub(super) fn attach(
    registry: &Mutex<Registry>,
    endpoints: &[Endpoint],
    trailing_slash: TrailingSlash,
    scope: &AnyScope,
) -> Result<Arc<Live>, BuildError> {
    let mut fixed = RouterBuilder::new(trailing_slash);
    for Endpoint { info, .. } in endpoints {
        let inserted = fixed.insert(&info.method_names(), &info.pattern, info.host, name(info).into());
        inserted.map_err(|error| BuildError::new(error.to_string()))?;
    }
    Ok(lock(registry).attach(fixed, trailing_slash, scope)?)
}

fn lock(registry: &Mutex<Registry>) -> MutexGuard<'_, Registry> {
    // What is under the lock changes in one step, at the end.
    registry.lock().unwrap_or_else(PoisonError::into_inner)
}

impl DynamicRouteId {
    /// Another one each time, whatever it is for: an id says nothing to routes that did not give it.
    fn next() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

impl AddError {
    /// A clash is told with both sides; anything else with the route it is about.
    fn told(error: &InsertError, route: &str, other: Option<&str>) -> Self {
        let text = match other {
            Some(other) => format!("{error}: {route} and {other}"),
            None => format!("{route}: {error}"),
        };
        Self { text }
    }
}

impl From<BuildError> for AddError {
    fn from(error: BuildError) -> Self {
        Self { text: error.to_string() }
    }
}

impl From<AddError> for BuildError {
    fn from(error: AddError) -> Self {
        Self::new(error.text)
    }
}

impl fmt::Display for AddError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for AddError {}

impl fmt::Display for UnknownRoute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no such route: it was removed before, or is one of other dynamic routes")
    }
}

impl std::error::Error for UnknownRoute {}

impl<S> Clone for DynamicRoutes<S> {
    fn clone(&self) -> Self {
        Self { registry: Arc::clone(&self.registry), state: PhantomData }
    }
}

impl<S: State> Default for DynamicRoutes<S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<S: State> fmt::Debug for DynamicRoutes<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(lock(&self.registry).added().iter().map(|added| &added.name)).finish()
    }
}
