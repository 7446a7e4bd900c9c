//! The macros, documented here so that their examples compile.

pub use cepa_macros::{
    ApiError, State, any, binary, controller, delete, extractor, get, head, html, json, main, middleware, model, options, patch,
    post, put, respond, route, routes, test, text, trace, validate, xml,
};
#[doc(hidden)]
pub use cepa_macros::{__pending, __route};

/// A link that is absolute within the application: `link!(ORDERS, place_order(shop))`.
///
/// A route that stands in the table more than once, or not at all, stops the build. [`Request::url`](crate::request::Head::url)
/// adds the prefix that the application itself is served under.
///
/// ```
/// use cepa::prelude::*;
///
/// mod admin {
///     use cepa::prelude::*;
///
///     #[get("/users/{id}")]
///     pub(crate) async fn user(id: u32) -> String { id.to_string() }
///
///     pub(crate) const ROUTES: Routes = routes![user];
/// }
///
/// const ROUTES: Routes = routes!["/admin" => admin::ROUTES];
///
/// assert_eq!(cepa::link!(ROUTES, admin::user(3)).to_string(), "/admin/users/3");
/// assert_eq!(admin::user::url(3).to_string(), "/users/3");
/// ```
#[macro_export]
macro_rules! link {
    ($table:expr, $($route:ident)::+ ($($argument:expr),* $(,)?)) => {{
        const _: () = $crate::macro_support::check_single::<$($route)::+>($table.nodes());
        $crate::macro_support::absolute::<$($route)::+>($table.nodes(), $($route)::+::url($($argument),*))
    }};
}
