/// Places an order.
///
/// It is paid for later.
pub async fn place_order(
    shop: ShopId,
    copies: u32,
    db: &Db,
    user: CurrentUser,
    order: NewOrder<'_>,
) -> Result<Order, OrderError> {
    db.place(shop, copies, user, order).await
}
///Route `POST /shops/{shop}/orders`.
#[allow(non_camel_case_types, missing_debug_implementations)]
pub struct place_order {}
impl ::cepa::macro_support::Endpoint for place_order {
    const META: ::cepa::macro_support::RouteMeta = ::cepa::macro_support::RouteMeta {
        row: ::core::concat!(
            "route\u{1f}place_order\u{1f}", ::core::module_path!(), "\u{1f}",
            ::core::file!(), "\u{1f}", ::core::line!(), "\u{1f}",
            "\u{1f}201\u{1f}\u{1f}\u{1f}\u{1f}0\u{1f}5\u{1f}path\u{1f}shop\u{1f}ShopId\u{1f}query\u{1f}copies\u{1f}u32\u{1f}state\u{1f}\u{1f}&Db\u{1f}extractor\u{1f}user\u{1f}CurrentUser\u{1f}body\u{1f}order\u{1f}NewOrder<'_>\u{1f}1\u{1f}1\u{1f}POST\u{1f}/shops/{shop}/orders\u{1f}\u{1f}"
        ),
        patterns: &[
            ::cepa::macro_support::Pattern::__new(
                &["POST"],
                "/shops/{shop}/orders",
                (10945947562128940120, 18113021949949721257, 17, 140737488355328),
            ),
        ],
        summary: "Places an order.",
        description: "It is paid for later.",
        status: ::core::option::Option::Some(201u16),
        auth: <<CurrentUser as ::cepa::macro_support::Argument<
            { <place_order as ::cepa::macro_support::Endpoint>::CHECKED },
        >>::Type as ::cepa::macro_support::Asked<
            'static,
            ::cepa::macro_support::AnyState,
        >>::DEMANDS_AUTH,
        ..::cepa::macro_support::RouteMeta::UNKNOWN
    };
    const CHECKED: bool = {
        ::cepa::macro_support::is_single_value::<ShopId>();
        ::cepa::macro_support::is_extractor::<CurrentUser>();
        ::cepa::macro_support::is_body::<NewOrder<'static>>();
        {
            use ::cepa::macro_support::Unknown as _;
            ::cepa::macro_support::is_one_segment(
                ::cepa::macro_support::Known::<ShopId>::IS_LIST,
            );
        }
        {
            use ::cepa::macro_support::Unknown as _;
            ::cepa::macro_support::is_from_any_request(
                ::cepa::macro_support::Known::<ShopId>::IS_VALUE,
            );
        }
        true
    };
}
impl<__S> ::cepa::macro_support::Route<__S, true> for place_order
where
    __S: ::cepa::macro_support::State,
    __S: ::cepa::macro_support::Provide<Db>,
    for<'__x> CurrentUser: ::cepa::macro_support::Asked<'__x, __S>,
    for<'__x> NewOrder<'__x>: ::cepa::macro_support::FromBody<'__x>,
{
    fn run<'__r>(
        __request: ::cepa::macro_support::Request,
        __scope: &'__r ::cepa::macro_support::Scope<__S>,
    ) -> ::cepa::macro_support::BoxFuture<'__r> {
        ::std::boxed::Box::pin(
            ::cepa::macro_support::answer(async move {
                let mut __frame = ::cepa::macro_support::Frame::new(__request);
                let mut __call = __frame.call(__scope);
                let __a3 = match __call.first::<CurrentUser>().await {
                    ::core::result::Result::Ok(__value) => __value,
                    ::core::result::Result::Err(__refused) => {
                        return ::cepa::macro_support::Refused::into_response(__refused);
                    }
                };
                let __a0 = __call
                    .value::<ShopId>(::cepa::macro_support::Place::Path, "shop");
                let __a1 = __call
                    .value_or::<
                        u32,
                    >(::cepa::macro_support::Place::Query, "copies", || 1);
                let __a3 = __call.extract(__a3).await;
                let __body = match __call
                    .read_body::<
                        NewOrder<'_>,
                    >(
                        <place_order as ::cepa::macro_support::Endpoint>::META
                            .body_limit_bytes,
                    )
                    .await
                {
                    ::core::result::Result::Ok(__value) => __value,
                    ::core::result::Result::Err(__refused) => {
                        return ::cepa::macro_support::Refused::into_response(__refused);
                    }
                };
                let __a4 = match __call.body::<NewOrder<'_>>(&__body) {
                    ::core::result::Result::Ok(__value) => __value,
                    ::core::result::Result::Err(__refused) => {
                        return ::cepa::macro_support::Refused::into_response(__refused);
                    }
                };
                match __call.finish() {
                    ::core::result::Result::Ok(__value) => __value,
                    ::core::result::Result::Err(__refused) => {
                        return ::cepa::macro_support::Refused::into_response(__refused);
                    }
                };
                let (
                    ::core::option::Option::Some(__a0),
                    ::core::option::Option::Some(__a1),
                    ::core::option::Option::Some(__a3),
                    ::core::option::Option::Some(__a4),
                ) = (__a0, __a1, __a3, __a4) else {
                    return ::cepa::macro_support::Refused::into_response(
                        __call.incomplete(),
                    )
                };
                let mut __answer = ::cepa::macro_support::respond_result_as::<
                    ::cepa::macro_support::JsonFormat,
                    Order,
                    OrderError,
                >(
                    place_order(
                            __a0,
                            __a1,
                            ::cepa::macro_support::provide::<_, Db>(__scope.state()),
                            __a3,
                            __a4,
                        )
                        .await,
                );
                ::cepa::macro_support::succeed_with(&mut __answer, 201u16);
                __call.place(&mut __answer);
                __answer
            }),
        )
    }
    fn describe(__operation: &mut ::cepa::macro_support::Operation<'_>) {
        use ::cepa::macro_support::Unknown as _;
        ::cepa::macro_support::Known::<
            ShopId,
        >::describe_value(__operation, ::cepa::macro_support::Place::Path, "shop", &[]);
        ::cepa::macro_support::Known::<
            ::core::option::Option<u32>,
        >::describe_value(
            __operation,
            ::cepa::macro_support::Place::Query,
            "copies",
            &[::cepa::macro_support::Told::Default(1i64)],
        );
        __operation.extractor::<CurrentUser, __S>();
        ::cepa::macro_support::Known::<
            NewOrder<'static>,
        >::describe_body(
            __operation,
            &[
                ::cepa::macro_support::Told::Schema(
                    ::cepa::macro_support::Known::<NewOrder<'static>>::input_schema,
                ),
            ],
        );
        ::cepa::macro_support::Description {
            arguments: &[],
            schema: ::cepa::macro_support::Known::<
                Result<Order, OrderError>,
            >::value_schema,
            answers: ::cepa::macro_support::Known::<
                ::cepa::macro_support::Returned<
                    ::cepa::macro_support::JsonFormat,
                    Result<Order, OrderError>,
                >,
            >::describe_written,
        }
            .describe_answers(__operation);
    }
}
impl place_order {
    /// The path of this route inside its table, percent-encoded.
    pub fn url<__A0: ::cepa::macro_support::IntoText<ShopId>>(
        shop: __A0,
    ) -> ::cepa::macro_support::Link {
        ::cepa::macro_support::link(
            "/shops/{shop}/orders",
            &[("shop", shop.into_text())],
        )
    }
    /// A request for this route, at its path inside its table.
    #[track_caller]
    pub fn request<
        '__l,
        __A0: ::cepa::macro_support::IntoTexts<ShopId>,
        __A1: ::cepa::macro_support::IntoTexts<u32>,
        __A2: ::cepa::macro_support::IntoBody<NewOrder<'__l>>,
    >(shop: __A0, copies: __A1, order: __A2) -> ::cepa::macro_support::CallRequest {
        ::cepa::macro_support::call("POST", "/shops/{shop}/orders")
            .__path::<ShopId>("shop", shop)
            .__query::<u32>("copies", copies)
            .__body::<NewOrder<'__l>>(order)
    }
}
