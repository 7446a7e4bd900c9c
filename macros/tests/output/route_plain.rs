fn health() -> &'static str {
    "well"
}
///Route `GET /health`.
#[allow(non_camel_case_types, missing_debug_implementations)]
struct health {}
impl ::cepa::macro_support::Endpoint for health {
    const META: ::cepa::macro_support::RouteMeta = ::cepa::macro_support::RouteMeta {
        row: ::core::concat!(
            "route\u{1f}health\u{1f}", ::core::module_path!(), "\u{1f}", ::core::file!(),
            "\u{1f}", ::core::line!(), "\u{1f}",
            "\u{1f}\u{1f}\u{1f}\u{1f}\u{1f}0\u{1f}0\u{1f}1\u{1f}1\u{1f}GET\u{1f}/health\u{1f}\u{1f}"
        ),
        patterns: &[
            ::cepa::macro_support::Pattern::__new(
                &["GET"],
                "/health",
                (3073505000261967653, 8615425459235934477, 7, 0),
            ),
        ],
        ..::cepa::macro_support::RouteMeta::UNKNOWN
    };
    const CHECKED: bool = { true };
}
impl<__S> ::cepa::macro_support::Route<__S, true> for health
where
    __S: ::cepa::macro_support::State,
{
    fn glue<'__r>(
        __asked: ::cepa::macro_support::RouteTask<'__r, '_, __S>,
    ) -> ::cepa::macro_support::MaybeFuture<'__r> {
        use ::cepa::macro_support::Unknown as _;
        ::cepa::macro_support::run_0(
            __asked,
            ::cepa::macro_support::Plan::PLAIN,
            ::cepa::macro_support::Description {
                arguments: &[],
                schema: ::cepa::macro_support::Known::<&'static str>::value_schema,
                answers: ::cepa::macro_support::Known::<
                    ::cepa::macro_support::Returned<(), &'static str>,
                >::describe_plain,
            },
            || ::core::future::ready(
                ::cepa::macro_support::into_response::<&'static str>(health()),
            ),
            ::cepa::macro_support::into_response::<::cepa::macro_support::Response>,
        )
    }
}
impl health {
    /// The path of this route inside its table, percent-encoded.
    fn url() -> ::cepa::macro_support::Link {
        ::cepa::macro_support::link("/health", &[])
    }
    /// A request for this route, at its path inside its table.
    #[track_caller]
    fn request() -> ::cepa::macro_support::CallRequest {
        ::cepa::macro_support::call("GET", "/health")
    }
}
