//! Hooks: what wants to know of every request without being an onion layer.

use super::{Middleware, Next};
use crate::request::Request;
use crate::response::Response;

/// A hook that does nothing.
pub type Ignore<T> = fn(&mut T);

/// Functions called at the beginning and the end of every request.
///
/// ```
/// use cepa::middleware::hooks;
///
/// let counting = hooks()
///     .begin(|request| println!("{} {}", request.method(), request.raw_path()))
///     .end(|response| println!("{}", response.status()));
/// ```
pub fn hooks() -> Hooks<Ignore<Request>, Ignore<Response>> {
    Hooks { begin: |_| (), end: |_| () }
}

/// Functions called at the beginning and the end of every request: [`hooks`].
#[derive(Debug, Clone, Copy)]
pub struct Hooks<B, E> {
    begin: B,
    end: E,
}

impl<B, E> Hooks<B, E> {
    /// Called with each request before it is handed on.
    pub fn begin<F: Fn(&mut Request) + Send + Sync + 'static>(self, begin: F) -> Hooks<F, E> {
        Hooks { begin, end: self.end }
    }

    /// Called with each response before it leaves, error answers included.
    pub fn end<F: Fn(&mut Response) + Send + Sync + 'static>(self, end: F) -> Hooks<B, F> {
        Hooks { begin: self.begin, end }
    }
}

impl<S: Sync, B, E> Middleware<S> for Hooks<B, E>
where
    B: Fn(&mut Request) + Send + Sync + 'static,
    E: Fn(&mut Response) + Send + Sync + 'static,
{
    async fn handle(&self, mut request: Request, _: &S, next: impl Next) -> Response {
        (self.begin)(&mut request);
        let mut response = next.run(request).await;
        (self.end)(&mut response);
        response
    }
}
