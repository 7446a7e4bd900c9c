impl ::core::fmt::Display for OrderError {
    #[allow(unused_variables)]
    fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        match self {
            Self::NoShop {} => {
                ::core::fmt::Formatter::write_fmt(
                    __f,
                    ::core::format_args!("{}", "No such shop."),
                )
            }
            Self::OutOfStock { sku: __f0, left: __f1 } => {
                ::core::fmt::Formatter::write_fmt(
                    __f,
                    ::core::format_args!("only {left} left", left = __f1),
                )
            }
            Self::Database { 0: __f0 } => {
                ::core::fmt::Formatter::write_fmt(
                    __f,
                    ::core::format_args!("{}", "database"),
                )
            }
            Self::Auth { 0: __f0 } => {
                ::core::fmt::Formatter::write_fmt(
                    __f,
                    ::core::format_args!("{}", "auth"),
                )
            }
        }
    }
}
impl ::core::error::Error for OrderError
where
    for<'__a> OrderError: ::core::fmt::Debug,
{
    #[allow(unused_variables)]
    fn source(&self) -> ::core::option::Option<&(dyn ::core::error::Error + 'static)> {
        use ::cepa::macro_support::Unknown as _;
        match self {
            Self::NoShop {} => ::core::option::Option::None,
            Self::OutOfStock { sku: __f0, left: __f1 } => ::core::option::Option::None,
            Self::Database { 0: __f0 } => {
                ::cepa::macro_support::Known::<sqlx::Error>::behind(__f0)
            }
            Self::Auth { 0: __f0 } => ::core::option::Option::None,
        }
    }
}
impl ::core::convert::From<sqlx::Error> for OrderError {
    fn from(__value: sqlx::Error) -> Self {
        Self::Database { 0: __value }
    }
}
impl ::cepa::macro_support::ApiError for OrderError {
    const RESPONSES: &'static [::cepa::macro_support::ErrorResponse] = {
        const PARTS: &[&[::cepa::macro_support::ErrorResponse]] = &[
            &[
                ::cepa::macro_support::ErrorResponse::new(
                    404u16,
                    "NoShop",
                    "No such shop.",
                ),
                ::cepa::macro_support::ErrorResponse::new(
                        409u16,
                        "OutOfStock",
                        "only {left} left",
                    )
                    .members({
                        use ::cepa::macro_support::Unknown as _;
                        &[
                            ::cepa::macro_support::ErrorMember::new(
                                "sku",
                                ::cepa::macro_support::Known::<String>::output_schema,
                            ),
                            ::cepa::macro_support::ErrorMember::new(
                                "left",
                                ::cepa::macro_support::Known::<u32>::output_schema,
                            ),
                        ]
                    }),
                ::cepa::macro_support::ErrorResponse::new(500u16, "Database", ""),
            ],
            <AuthError as ::cepa::macro_support::ApiError>::RESPONSES,
        ];
        const ALL: [::cepa::macro_support::ErrorResponse; ::cepa::macro_support::count_responses(
            PARTS,
        )] = ::cepa::macro_support::join_responses(PARTS);
        &ALL
    };
    #[allow(unused_variables)]
    fn into_problem(self) -> ::cepa::macro_support::Problem {
        let __text = ::std::string::ToString::to_string(&self);
        match self {
            Self::NoShop {} => {
                ::cepa::macro_support::problem(404u16).detail("No such shop.")
            }
            Self::OutOfStock { sku: __f0, left: __f1 } => {
                ::cepa::macro_support::problem(409u16)
                    .detail(__text)
                    .extension("sku", __f0)
                    .extension("left", __f1)
            }
            Self::Database { 0: __f0 } => {
                ::cepa::macro_support::problem(500u16)
                    .detail("database")
                    .source(
                        <sqlx::Error as ::cepa::macro_support::Cause>::into_cause(__f0),
                    )
            }
            Self::Auth { 0: __f0 } => {
                <AuthError as ::cepa::macro_support::ApiError>::into_problem(__f0)
            }
        }
    }
}
