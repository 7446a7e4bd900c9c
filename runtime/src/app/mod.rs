//! The application: tables, state, layers and settings gathered, checked, and frozen into a service.

mod applications;
mod assets;
mod bound;
mod build;
mod calls;
mod dispatch;
mod docs;
mod document;
mod dynamic;
mod going;
mod layers;
mod mount;
mod scope;
mod service;
mod serving;
mod state;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

pub use self::build::BuildError;
use self::build::Table;
use self::calls::{Call, Describe};
pub(crate) use self::dispatch::{Place, Rest};
use self::docs::{Docs, Page};
pub use self::dynamic::{AddError, DynamicHandler, DynamicRouteId, DynamicRoutes, UnknownRoute};
pub(crate) use self::layers::{BindLayer, ErasedLayer, NamedLayer};
use self::layers::{Layer, Layers};
use self::mount::{Mount, MountedService};
use self::scope::Settings;
pub use self::scope::{DEFAULT_BODY_LIMIT_BYTES, Scope};
pub use self::service::AppService;
pub(crate) use self::service::{Endpoint, Inner, Outside};
pub use self::serving::Starting;
pub use self::state::{AnyState, GivenState, Provide, State, StateFor};
use crate::Package;
use crate::middleware::{IntoLayer, Middleware};
use crate::openapi::{Document, Info};
use crate::problem::{Error, ProblemMapper};
use crate::routing::TrailingSlash;
use crate::serve::{ServeOptions, Tasks};
use crate::table::Routes;

type RunningHook<S> =
    Box<dyn FnOnce(Arc<Running<S>>) -> Pin<Box<dyn Future<Output = Result<(), Error>> + Send>> + Send>;

/// An application: a route table, its state, and what is around them.
///
/// ```no_run
/// use cepa::prelude::*;
///
/// #[get("/")]
/// async fn index() -> &'static str { "hello" }
///
/// #[cepa::main]
/// async fn main() -> cepa::Result<()> {
///     App::new(routes![index]).serve("127.0.0.1:8080").await
/// }
/// ```
///
/// The second type parameter says whether the state has been given: an application that still lacks it has no `serve`.
pub struct App<S: 'static = (), V = S> {
    routes: Routes<S>,
    state: V,
    layers: Layers<dyn BindLayer<S>>,
    dynamic: Option<DynamicRoutes<S>>,
    hooks: Hooks<RunningHook<S>>,
    parts: Parts,
}

/// What of an application does not depend on its state.
struct Parts {
    mounts: Vec<Mount>,
    docs: Docs,
    settings: Settings,
    trailing_slash: TrailingSlash,
    options: ServeOptions,
}

/// What runs once, at the start and at the end.
struct Hooks<H> {
    on_start: Vec<H>,
    on_shutdown: Vec<H>,
}

impl Parts {
    fn of(package: &'static Package) -> Self {
        Self {
            mounts: Vec::new(),
            docs: Docs::default(),
            settings: Settings::of(package),
            trailing_slash: TrailingSlash::default(),
            options: ServeOptions::default(),
        }
    }
}

/// A started application, as its hooks see it.
#[derive(Debug)]
pub struct Running<S> {
    scope: Arc<Scope<S>>,
}

impl<S> Running<S> {
    /// The state.
    pub fn state(&self) -> &S {
        &self.scope.state
    }

    /// Runs a task in the background that shutdown waits for: `app.spawn("mail", |app| async move { … })`.
    pub fn spawn<F>(self: &Arc<Self>, name: &'static str, task: impl FnOnce(Arc<Self>) -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.scope.tasks.spawn(name, task(Arc::clone(self)));
    }

    /// Tasks in the background that shutdown waits for.
    pub fn tasks(&self) -> &Tasks {
        &self.scope.tasks
    }
}

impl<S: State> App<S, ()> {
    /// An application of these routes.
    pub fn new(routes: Routes<S>) -> Self {
        routes.keep_listing();
        Self {
            routes,
            state: (),
            layers: Layers::new(),
            dynamic: None,
            hooks: Hooks { on_start: Vec::new(), on_shutdown: Vec::new() },
            parts: Parts::of(routes.package()),
        }
    }

    /// The state that handlers borrow from.
    pub fn state(self, state: impl StateFor<S>) -> App<S> {
        let state = state.into_state_of_table();
        let Self { routes, state: (), layers, dynamic, hooks, parts } = self;
        App { routes, state, layers, dynamic, hooks, parts }
    }
}

impl<S: State, V> App<S, V> {
    /// A layer around everything, after routing: it sees the matched route, and runs for 404 and 405 as well.
    ///
    /// The first one given is the outermost. Each costs an allocation per request; several given as a tuple cost one together.
    #[must_use]
    pub fn with(mut self, layer: impl Middleware<S>) -> Self {
        self.layers.after.push(Box::new(Layer::new(layer)));
        self
    }

    /// A layer around everything, before routing: it may change method and path.
    #[must_use]
    pub fn before_routing(mut self, layer: impl Middleware<S>) -> Self {
        self.layers.before.push(Box::new(Layer::new(layer)));
        self
    }

    /// A layer around all others after routing, for the test client.
    pub(crate) fn watched(mut self, layer: impl Middleware<S>) -> Self {
        self.layers.after.insert(0, Box::new(Layer::new(layer)));
        self
    }

    /// A `tower` layer around everything, after routing; tower-http's layers mount this way.
    #[must_use]
    pub fn layer(mut self, layer: impl IntoLayer<S>) -> Self {
        self.layers.after.push(layer.into_layer().0);
        self
    }

    /// Any `tower` service below a prefix: another cepa application, an axum `Router`, a file server.
    ///
    /// It sees the path without the prefix, for every method. A clash with a route is an error of [`build`](App::build).
    #[must_use]
    pub fn mount<T>(mut self, prefix: &str, service: T) -> Self
    where
        T: MountedService,
    {
        self.parts.mounts.push(Mount::new(prefix, service));
        self
    }

    /// Serves the docs page at this path, in release builds too: all operations, and a form for each to try it out. The OpenAPI
    /// document that it shows is at `/openapi.json`.
    ///
    /// Unless this or [`without_docs`](App::without_docs) is called, a debug build serves the page at `/docs`, and both only where
    /// the application answers nothing itself; a release build serves neither.
    ///
    /// The page is part of the binary and asks no other host for anything. Without the crate's feature `docs` it only says where
    /// the document is.
    ///
    /// A clash with a route is an error of [`build`](App::build).
    ///
    /// ```
    /// use cepa::prelude::*;
    ///
    /// #[get("/")]
    /// async fn index() -> &'static str { "hello" }
    ///
    /// # #[cepa::main]
    /// # async fn main() {
    /// let client = cepa::test::Client::new(App::new(routes![index]).docs("/internal/docs"));
    /// client.get("/internal/docs").await.assert_status(200);
    /// client.get("/openapi.json").await.assert_status(200);
    /// # }
    /// ```
    #[must_use]
    pub fn docs(mut self, path: &str) -> Self {
        self.parts.docs = Docs::Asked(Page::new(path));
        self
    }

    /// Serves neither docs page nor document, in debug builds too.
    #[must_use]
    pub fn without_docs(mut self) -> Self {
        self.parts.docs = Docs::Off;
        self
    }

    /// What the document says of the whole API: title, version, servers, …; from `Cargo.toml` unless set.
    #[must_use]
    pub fn info(mut self, info: Info) -> Self {
        self.parts.settings.info = info;
        self
    }

    /// The OpenAPI document of the application, whether or not its state has been given.
    ///
    /// # Errors
    ///
    /// As [`build`](Self::build), of which it is a part.
    pub fn document(&self) -> Result<Document, BuildError> {
        let table = Table { nodes: self.routes.nodes(), shape: &self.routes.__calls() };
        let mut calls: Vec<Arc<dyn Describe>> = Vec::new();
        Call::each_of(self.routes.__calls(), &mut |call| calls.push(Arc::new(call)));
        self.parts.document(&table, calls, self.layers.named())
    }

    /// Serves these routes as well, which come and go while the application runs. The last ones given count.
    ///
    /// One that overlaps with a route of the table is an error of [`build`](App::build).
    #[must_use]
    pub fn dynamic(mut self, routes: &DynamicRoutes<S>) -> Self {
        self.dynamic = Some(routes.clone());
        self
    }

    /// What a path with a slash too many or too few gets; [`TrailingSlash::Ignore`] unless set.
    #[must_use]
    pub fn trailing_slash(mut self, policy: TrailingSlash) -> Self {
        self.parts.trailing_slash = policy;
        self
    }

    /// The largest body, in bytes, of routes that set no `limit` of their own; 2 MiB unless set.
    #[must_use]
    pub fn body_limit(mut self, bytes: u64) -> Self {
        self.parts.settings.body_limit_bytes = bytes;
        self
    }

    /// The prefix that someone in front of the application takes off each path (a proxy, axum's `nest_service`): links for the
    /// client start with it. A cepa application in another is told by [`mount`](Self::mount).
    #[must_use]
    pub fn root_path(mut self, prefix: &str) -> Self {
        let prefix = prefix.trim_end_matches('/');
        self.parts.settings.root_path = (!prefix.is_empty()).then(|| prefix.into());
        self
    }

    /// Answers 422, not 404, where a value in the path does not fit its type or its rules.
    #[must_use]
    pub fn path_faults_are_422(mut self) -> Self {
        self.parts.settings.path_faults_are_422 = true;
        self
    }

    /// Whether handlers run to their end when their client leaves before the answer; they are cancelled unless set.
    ///
    /// A route has its own say by `on_disconnect = finish` or `on_disconnect = cancel`.
    #[must_use]
    pub fn finish_when_client_leaves(mut self, finish: bool) -> Self {
        self.parts.settings.finish_when_client_leaves = finish;
        self
    }

    /// Renders every problem of the application, the framework's own included.
    #[must_use]
    pub fn problems(mut self, mapper: impl ProblemMapper) -> Self {
        self.parts.settings.mapper = Some(Arc::new(mapper));
        self
    }

    /// The deadlines and sizes of connections.
    #[must_use]
    pub fn serve_options(mut self, options: ServeOptions) -> Self {
        self.parts.options = options;
        self
    }

    /// Runs before the first request; where it fails, the application does not start.
    #[must_use]
    pub fn on_start<F>(mut self, hook: impl FnOnce(Arc<Running<S>>) -> F + Send + 'static) -> Self
    where
        F: Future<Output = Result<(), Error>> + Send + 'static,
    {
        self.hooks.on_start.push(Box::new(move |running| Box::pin(hook(running))));
        self
    }

    /// Runs after the last request and the last background task.
    #[must_use]
    pub fn on_shutdown<F>(mut self, hook: impl FnOnce(Arc<Running<S>>) -> F + Send + 'static) -> Self
    where
        F: Future<Output = Result<(), Error>> + Send + 'static,
    {
        self.hooks.on_shutdown.push(Box::new(move |running| Box::pin(hook(running))));
        self
    }
}

impl<S, V> fmt::Debug for App<S, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App").field("routes", &self.routes.nodes()).finish_non_exhaustive()
    }
}
