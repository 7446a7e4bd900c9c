fn health() -> &'static str {
    "well"
}
///Route `GET /health`.
#[allow(non_camel_case_types, missing_debug_implementations)]
struct health {}
impl ::cepa::macro_support::Endpoint for health {
    const META: ::cepa::macro_support::RouteMeta = ::cepa::macro_support::RouteMeta {
        name: "health",
        module: ::core::module_path!(),
        file: ::cepa::macro_support::file_in_crate(::core::file!()),
        line: ::core::line!(),
        patterns: &[
            ::cepa::macro_support::Pattern {
                methods: &["GET"],
                path: "/health",
                host: ::core::option::Option::None,
                digest: ::cepa::macro_support::Digest {
                    hash: 3073505000261967653,
                    power: 8615425459235934477,
                    len: 7,
                    names: 0,
                },
            },
        ],
        arguments: &[],
        ..::cepa::macro_support::RouteMeta::UNKNOWN
    };
    const ROW: &'static [::core::primitive::u8] = ::core::concat!(
        "route\u{1f}health\u{1f}", ::core::module_path!(), "\u{1f}", ::core::file!(),
        "\u{1f}", ::core::line!(), "\u{1f}",
        "\u{1f}\u{1f}\u{1f}\u{1f}\u{1f}0\u{1f}0\u{1f}1\u{1f}1\u{1f}GET\u{1f}/health\u{1f}\u{1f}"
    )
        .as_bytes();
    const CHECKED: bool = { true };
}
impl<__S> ::cepa::macro_support::Route<__S, true> for health
where
    __S: ::cepa::macro_support::State,
{
    fn run<'__r>(
        __request: ::cepa::macro_support::Request,
        __scope: &'__r ::cepa::macro_support::Scope<__S>,
    ) -> impl ::core::future::Future<
        Output = ::cepa::macro_support::Response,
    > + ::core::marker::Send + '__r {
        ::cepa::macro_support::run_0(
            __request,
            __scope,
            ::cepa::macro_support::Plan {
                limit_bytes: ::core::option::Option::None,
                status: ::core::option::Option::None,
            },
            || ::core::future::ready(health()),
            ::cepa::macro_support::into_response::<&'static str>,
        )
    }
    fn describe(__operation: &mut ::cepa::macro_support::Operation<'_>) {
        #[allow(unused_imports)]
        use ::cepa::macro_support::Unknown as _;
        type __Returned = ::cepa::macro_support::Returned<(), &'static str>;
        let __schema = ::cepa::macro_support::Known::<
            __Returned,
        >::value_schema(__operation.schemas());
        ::cepa::macro_support::Known::<
            __Returned,
        >::describe_plain(__operation, __schema);
    }
}
impl health {
    /// The path of this route inside its table, percent-encoded.
    #[allow(clippy::too_many_arguments)]
    fn url<'__l>() -> ::cepa::macro_support::Link {
        ::cepa::macro_support::Link::new("/health", &[])
    }
    /// A request for this route, at its path inside its table.
    #[allow(clippy::too_many_arguments)]
    #[track_caller]
    fn request<'__l>() -> ::cepa::macro_support::CallRequest {
        ::cepa::macro_support::CallRequest::new("GET", "/health")
    }
}
