//! Five layers around a route, each a middleware of its own type.

use ntex::http::header::{HeaderName, HeaderValue};
use ntex::service::cfg::SharedCfg;
use ntex::service::{Middleware, Service, ServiceCtx};
use ntex::web::{self, WebRequest, WebResponse};
use workloads::HELLO;
use workloads::layers::HEADERS;

/// Adds the header that stands there in the list.
struct Layer<const AT: usize>;

struct LayerService<S, const AT: usize> {
    next: S,
}

impl<S, const AT: usize> LayerService<S, AT> {
    const NAME: HeaderName = HeaderName::from_static(HEADERS[AT].0);
    const VALUE: HeaderValue = HeaderValue::from_static(HEADERS[AT].1);
}

impl<S, const AT: usize> Middleware<S, SharedCfg> for Layer<AT> {
    type Service = LayerService<S, AT>;

    fn create(&self, next: S, _: SharedCfg) -> Self::Service {
        LayerService { next }
    }
}

impl<S, E, const AT: usize> Service<WebRequest<E>> for LayerService<S, AT>
where
    S: Service<WebRequest<E>, Response = WebResponse>,
{
    type Response = WebResponse;
    type Error = S::Error;

    ntex::forward_ready!(next);
    ntex::forward_poll!(next);
    ntex::forward_shutdown!(next);

    async fn call(&self, request: WebRequest<E>, context: ServiceCtx<'_, Self>) -> Result<WebResponse, S::Error> {
        let mut response = context.call(&self.next, request).await?;
        response.headers_mut().insert(Self::NAME, Self::VALUE);
        Ok(response)
    }
}

async fn layered() -> &'static str {
    HELLO
}

// What is added last is outermost.
pub(crate) fn configure(config: &mut web::ServiceConfig) {
    let resource = web::resource("/layered")
        .middleware(Layer::<4>)
        .middleware(Layer::<3>)
        .middleware(Layer::<2>)
        .middleware(Layer::<1>)
        .middleware(Layer::<0>)
        .route(web::get().to(layered));
    config.service(resource);
}
