#[allow(dead_code)]
async fn current_user(token: Bearer, db: &Db) -> Result<CurrentUser, AuthError> {
    db.user_of(token).await
}
#[doc(hidden)]
#[allow(non_upper_case_globals)]
pub const __cepa_checked_current_user: bool = {
    ::cepa::macro_support::is_extractor::<Bearer>();
    true
};
const _: () = {
    #[allow(dead_code)]
    struct __By;
    impl ::cepa::macro_support::Computed<__By> for CurrentUser {}
};
impl<'__r, __S> ::cepa::macro_support::FromRequest<'__r, __S> for CurrentUser
where
    __S: ::cepa::macro_support::State,
    for<'__x> <Bearer as ::cepa::macro_support::Argument<
        { __cepa_checked_current_user },
    >>::Type: ::cepa::macro_support::Asked<'__x, __S>,
    __S: ::cepa::macro_support::Provide<Db>,
{
    const AUTH: bool = {
        use ::cepa::macro_support::Unknown as _;
        ::cepa::macro_support::Known::<AuthError>::REFUSES
    } || <Bearer as ::cepa::macro_support::Asked<'__r, __S>>::AUTH || false;
    const DEMANDS_AUTH: bool = {
        use ::cepa::macro_support::Unknown as _;
        ::cepa::macro_support::Known::<AuthError>::CREDENTIALS.0
    } || <Bearer as ::cepa::macro_support::Asked<'__r, __S>>::DEMANDS_AUTH;
    async fn from_request(
        __cx: &mut ::cepa::macro_support::Extraction<'__r, __S>,
    ) -> ::core::result::Result<Self, ::cepa::macro_support::Rejection> {
        if let ::core::option::Option::Some(__known) = ::cepa::macro_support::known::<
            CurrentUser,
            __S,
        >(__cx) {
            return __known;
        }
        let __computed = ::cepa::macro_support::computed(async {
                let mut __call = ::cepa::macro_support::Call::within(__cx);
                let __a0 = __call.first::<Bearer>().await?;
                let __a0 = __call.extract(__a0).await;
                __call.finish()?;
                let (::core::option::Option::Some(__a0),) = (__a0,) else {
                    return ::core::result::Result::Err(__call.incomplete());
                };
                ::cepa::macro_support::or_refused::<
                    CurrentUser,
                    AuthError,
                >(
                    current_user(
                            __a0,
                            ::cepa::macro_support::provide::<_, Db>(__cx.state()),
                        )
                        .await,
                )
            })
            .await;
        ::cepa::macro_support::keep::<CurrentUser, __S>(__cx, __computed)
    }
    #[allow(unused_variables)]
    fn describe(__operation: &mut ::cepa::macro_support::Operation<'_>) {
        use ::cepa::macro_support::Unknown as _;
        __operation.extractor::<Bearer, __S>();
        ::cepa::macro_support::Known::<AuthError>::describe_error(__operation);
    }
}
