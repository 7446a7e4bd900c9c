async fn show(id: u32, db: &Db, user: CurrentUser) -> Result<User, UserError> {
    db.user(id, user).await
}
///Route `GET /users/{id}`.
#[allow(non_camel_case_types, missing_debug_implementations)]
struct show {}
impl ::cepa::macro_support::Endpoint for show {
    const META: ::cepa::macro_support::RouteMeta = ::cepa::macro_support::RouteMeta {
        row: ::core::concat!(
            "route\u{1f}show\u{1f}", ::core::module_path!(), "\u{1f}", ::core::file!(),
            "\u{1f}", ::core::line!(), "\u{1f}",
            "\u{1f}\u{1f}\u{1f}\u{1f}\u{1f}0\u{1f}3\u{1f}path\u{1f}id\u{1f}u32\u{1f}state\u{1f}\u{1f}&Db\u{1f}extractor\u{1f}user\u{1f}CurrentUser\u{1f}1\u{1f}1\u{1f}GET\u{1f}/users/{id}\u{1f}\u{1f}"
        ),
        patterns: &[
            ::cepa::macro_support::Pattern::__new(
                &["GET"],
                "/users/{id}",
                (12535910148554851921, 5794004639870474057, 10, 16777216),
            ),
        ],
        auth: <<CurrentUser as ::cepa::macro_support::Argument<
            { <show as ::cepa::macro_support::Endpoint>::CHECKED },
        >>::Type as ::cepa::macro_support::Asked<
            'static,
            ::cepa::macro_support::AnyState,
        >>::DEMANDS_AUTH,
        ..::cepa::macro_support::RouteMeta::UNKNOWN
    };
    const CHECKED: bool = {
        ::cepa::macro_support::is_extractor::<CurrentUser>();
        true
    };
}
impl<__S> ::cepa::macro_support::Route<__S, true> for show
where
    __S: ::cepa::macro_support::State,
    __S: ::cepa::macro_support::Provide<Db>,
    for<'__x> CurrentUser: ::cepa::macro_support::Asked<'__x, __S>,
{
    fn glue<'__r>(
        __asked: ::cepa::macro_support::RouteTask<'__r, '_, __S>,
    ) -> ::cepa::macro_support::MaybeFuture<'__r> {
        use ::cepa::macro_support::Unknown as _;
        ::cepa::macro_support::extract_3(
            __asked,
            ::cepa::macro_support::Plan::PLAIN,
            ::cepa::macro_support::Description {
                arguments: &[],
                schema: ::cepa::macro_support::Known::<
                    Result<User, UserError>,
                >::value_schema,
                answers: ::cepa::macro_support::Known::<
                    ::cepa::macro_support::Returned<
                        ::cepa::macro_support::JsonFormat,
                        Result<User, UserError>,
                    >,
                >::describe_written,
            },
            ::cepa::macro_support::at_once(::cepa::macro_support::path::<u32>("id")),
            ::cepa::macro_support::at_once(::cepa::macro_support::state::<Db>()),
            ::cepa::macro_support::extractor::<CurrentUser>(),
            show,
            ::cepa::macro_support::respond_result_as::<
                ::cepa::macro_support::JsonFormat,
                User,
                UserError,
            >,
        )
    }
}
impl show {
    /// The path of this route inside its table, percent-encoded.
    fn url<__A0: ::cepa::macro_support::IntoText<u32>>(
        id: __A0,
    ) -> ::cepa::macro_support::Link {
        ::cepa::macro_support::link("/users/{id}", &[("id", id.into_text())])
    }
    /// A request for this route, at its path inside its table.
    #[track_caller]
    fn request<__A0: ::cepa::macro_support::IntoTexts<u32>>(
        id: __A0,
    ) -> ::cepa::macro_support::CallRequest {
        ::cepa::macro_support::call("GET", "/users/{id}").__path::<u32>("id", id)
    }
}
