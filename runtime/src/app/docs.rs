//! The docs page and the document that it shows: whether and where they are served, and what they are made of.

use std::iter;
use std::sync::Arc;

use http::HeaderValue;
use http::header::CONTENT_SECURITY_POLICY;

use super::assets::Asset;
use super::build::BuildError;
use super::mount::Callee;
use super::service::Endpoint;
use crate::openapi::Info;
use crate::request::{Request, RouteInfo};
use crate::response::Response;
use crate::routing::{Router, RouterBuilder, TrailingSlash};

/// Where the page is, unless the application says otherwise.
const PAGE_PATH: &str = "/docs";
/// Where the document is.
const DOCUMENT_PATH: &str = "/openapi.json";

/// What an application says of its docs.
#[derive(Default)]
pub(super) enum Docs {
    /// Nothing: a debug build serves them where the application itself answers nothing.
    #[default]
    Unsaid,
    Asked(Page),
    Off,
}

/// Page and document as routes.
pub(super) fn routes<C>(page: Page, about: &Info) -> [(RouteInfo, Callee<C>); 2] {
    let page = page.connecting_to(&about.server_origins());
    let info = |path: &str| {
        let methods = vec!["GET".to_owned()];
        RouteInfo { meta: None, pattern: path.to_owned(), host: None, methods, mount: String::new() }
    };
    [(info(&page.path), Callee::Page(page)), (info(DOCUMENT_PATH), Callee::Document)]
}

/// Page and document nobody asked for, to be looked at for what nothing of the application's answers.
///
/// Not among its routes: there they would go before a wildcard or a mounted service, and stand in the way of dynamic routes, in
/// debug builds only.
pub(super) fn unsaid(trailing_slash: TrailingSlash, about: &Info) -> Result<Router<Arc<Endpoint>>, BuildError> {
    let mut router = RouterBuilder::new(trailing_slash);
    for (info, callee) in routes(Page::new(PAGE_PATH), about) {
        let info = Arc::new(info);
        let endpoint = Arc::new(Endpoint { info: Arc::clone(&info), callee });
        let inserted = router.insert(&info.method_names(), &info.pattern, info.host, endpoint);
        inserted.map_err(|error| BuildError::new(error.to_string()))?;
    }
    Ok(router.build())
}

/// The page: its HTML and, each under its name as the query, the files which that refers to.
///
/// So the whole page has one path. Nothing else of the application's can stand in its way, layers see one route, and its
/// references hold below any prefix, with a slash at the end or without.
pub(super) struct Page {
    path: String,
    html: Asset,
    /// Only who makes a page names its files: a release build that asks for none does not carry them.
    file: fn(&str) -> Option<&'static Asset>,
}

impl Page {
    pub(super) fn new(path: &str) -> Self {
        let html = Asset::new("text/html; charset=utf-8", html(path));
        Self { path: path.to_owned(), html, file: ui::file }
    }

    /// The page may send requests to its own origin, and to those of the servers that the document names.
    fn connecting_to(mut self, origins: &[String]) -> Self {
        const OWN: &str = "connect-src 'self'";
        let all = iter::once(OWN).chain(origins.iter().map(String::as_str)).collect::<Vec<_>>().join(" ");
        // Without what may be wrong with the origins the policy is a header value.
        let policy = HeaderValue::try_from(ui::POLICY.replace(OWN, &all));
        let policy = policy.unwrap_or(HeaderValue::from_static(ui::POLICY));
        self.html = self.html.header_value(CONTENT_SECURITY_POLICY, policy);
        self
    }

    pub(super) fn answer(&self, request: &Request) -> Response {
        let file = request.raw_query().and_then(self.file);
        file.unwrap_or(&self.html).answer(request.headers())
    }
}

/// The HTML of a page at this path, which tells it how many segments below the application's root it is.
fn html(path: &str) -> String {
    let segments = path.split('/').filter(|segment| !segment.is_empty()).count();
    let link = format!("{}{}", "../".repeat(segments.saturating_sub(1)), DOCUMENT_PATH.trim_start_matches('/'));
    ui::HTML.replace("{segments}", &segments.to_string()).replace("{document}", DOCUMENT_PATH).replace("{link}", &link)
}

/// Swagger UI, started by a script of ours.
#[cfg(feature = "docs")]
mod ui {
    use std::sync::LazyLock;

    use super::Asset;

    pub(super) const HTML: &str = include_str!("docs/page.html");

    /// Nothing from elsewhere, no inline script or style, no `eval`. Pictures from data are those of Swagger UI's style sheet; from
    /// blobs it shows the pictures that an operation answers.
    pub(super) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
                                     img-src 'self' data: blob:; media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    static FILES: LazyLock<[(&str, Asset); 3]> = LazyLock::new(|| {
        const CSS: &str = "text/css; charset=utf-8";
        const JS: &str = "text/javascript; charset=utf-8";
        let bundle: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/swagger-ui-bundle.js.gz"));
        let style: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/swagger-ui.css.gz"));
        [
            ("start.js", Asset::new(JS, include_str!("docs/start.js"))),
            ("swagger-ui-bundle.js", Asset::new(JS, bundle).gzip()),
            ("swagger-ui.css", Asset::new(CSS, style).gzip()),
        ]
    });

    pub(super) fn file(name: &str) -> Option<&'static Asset> {
        FILES.iter().find(|(known, _)| *known == name).map(|(_, file)| file)
    }
}

/// Without the feature, the page only says where the document is.
#[cfg(not(feature = "docs"))]
mod ui {
    use super::Asset;

    pub(super) const HTML: &str = include_str!("docs/bare.html");
    pub(super) const POLICY: &str = "default-src 'none'; img-src data:; base-uri 'none'; frame-ancestors 'none'";

    pub(super) fn file(_: &str) -> Option<&'static Asset> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::ui;

    /// Each page, that without Swagger UI too, has what it is filled with, and nothing else to fill in.
    #[test]
    fn pages_lead_to_the_document() {
        let html = super::html("/internal/docs");
        assert!(html.contains("href=\"../openapi.json\">/openapi.json<"), "{html}");
        assert!(!html.contains('{'), "{html}");
        assert!(!ui::POLICY.contains("unsafe"));
    }
}
