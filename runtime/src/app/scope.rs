//! What a route sees of its application while it runs, and the application's settings.

use std::fmt;
use std::sync::Arc;

use crate::Package;
use crate::openapi::Info;
use crate::problem::ProblemMapper;
use crate::serve::Tasks;

/// The largest body a route reads unless it says otherwise: 2 MiB.
pub const DEFAULT_BODY_LIMIT_BYTES: u64 = 2 * 1024 * 1024;

/// What a route sees of its application while it runs.
pub struct Scope<S> {
    pub(crate) state: S,
    pub(crate) body_limit_bytes: u64,
    pub(crate) tasks: Tasks,
}

impl<S> Scope<S> {
    /// The application's state.
    pub const fn state(&self) -> &S {
        &self.state
    }
}

impl<S> fmt::Debug for Scope<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scope").finish_non_exhaustive()
    }
}

/// What holds for every route that does not say otherwise.
pub(crate) struct Settings {
    pub(crate) body_limit_bytes: u64,
    pub(crate) path_faults_are_422: bool,
    pub(crate) root_path: Option<Arc<str>>,
    pub(crate) finish_when_client_leaves: bool,
    pub(crate) mapper: Option<Arc<dyn ProblemMapper>>,
    pub(crate) package: &'static Package,
    pub(crate) info: Info,
}

impl Settings {
    /// The settings of an application whose table stands in `package`.
    pub(crate) fn of(package: &'static Package) -> Self {
        Self {
            body_limit_bytes: DEFAULT_BODY_LIMIT_BYTES,
            path_faults_are_422: false,
            root_path: None,
            finish_when_client_leaves: false,
            mapper: None,
            package,
            info: Info::default(),
        }
    }
}
