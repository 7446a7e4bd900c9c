#[allow(non_camel_case_types)]
#[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy)]
struct stamp {}
#[allow(dead_code)]
const fn stamp() -> stamp {
    stamp {}
}
#[doc(hidden)]
#[allow(non_upper_case_globals)]
pub const __cepa_checked_stamp: bool = { true };
impl<__S> ::cepa::macro_support::FunctionLayer<__S> for stamp
where
    __S: ::cepa::macro_support::State,
    __S: ::cepa::macro_support::Provide<Clock>,
{
    const DEMANDS_AUTH: bool = false;
    fn handle(
        __request: ::cepa::macro_support::Request,
        __state: &__S,
        __next: impl ::cepa::macro_support::Next,
    ) -> impl ::core::future::Future<
        Output = ::cepa::macro_support::Response,
    > + ::core::marker::Send {
        async fn stamp(request: Request, next: impl Next, clock: &Clock) -> Response {
            clock.stamp(next.run(request).await)
        }
        ::cepa::macro_support::answered(
            stamp(
                __request,
                __next,
                ::cepa::macro_support::provide::<_, Clock>(__state),
            ),
            |__value| ::cepa::macro_support::into_response::<Response>(__value),
        )
    }
    #[allow(unused_variables)]
    fn describe(__operation: &mut ::cepa::macro_support::Operation<'_>) {
        use ::cepa::macro_support::Unknown as _;
    }
}
