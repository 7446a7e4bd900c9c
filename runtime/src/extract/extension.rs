//! A value that middleware put into the request for those further in.

use super::{Extraction, FromRequest, Rejection};
use crate::problem::Problem;

/// A value of type `T` that middleware put into the request's extensions.
///
/// ```
/// use cepa::prelude::*;
///
/// #[derive(Clone)]
/// struct Tenant(String);
///
/// #[middleware]
/// async fn tenant(mut request: Request, next: Next) -> Response {
///     request.extensions_mut().insert(Tenant("acme".into()));
///     next.run(request).await
/// }
///
/// #[get("/whoami")]
/// async fn whoami(tenant: Extension<Tenant>) -> String {
///     tenant.0.0
/// }
/// ```
///
/// An absent value is a mistake of the server's, so the client gets a 500 and the log says which type is missing;
/// `Option<Extension<T>>` is `None` instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extension<T>(pub T);

impl<'r, S: Sync, T: Clone + Send + Sync + 'static> FromRequest<'r, S> for Extension<T> {
    async fn from_request(cx: &mut Extraction<'r, S>) -> Result<Self, Rejection> {
        match cx.head().extensions().get::<T>() {
            Some(value) => Ok(Self(value.clone())),
            None => Err(Rejection::absent(missing(std::any::type_name::<T>()))),
        }
    }
}

fn missing(type_name: &str) -> Problem {
    Problem::internal(format!("no middleware put an `Extension<{type_name}>` into this request"))
}
