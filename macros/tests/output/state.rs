const _: () = {
    ::cepa::macro_support::is_sync::<
        Arc<dyn Repo>,
        { ::cepa::macro_support::is_send::<Arc<dyn Repo>>() },
    >();
    ::cepa::macro_support::is_sync::<
        Auth,
        { ::cepa::macro_support::is_send::<Auth>() },
    >();
    ::cepa::macro_support::is_sync::<
        String,
        { ::cepa::macro_support::is_send::<String>() },
    >();
};
impl ::cepa::macro_support::State for AppState
where
    for<'__a> AppState: ::core::marker::Send + ::core::marker::Sync,
{}
impl ::cepa::macro_support::Provide<Arc<dyn Repo>> for AppState
where
    for<'__a> AppState: ::core::marker::Send + ::core::marker::Sync,
{
    #[inline]
    fn provide(&self) -> &Arc<dyn Repo> {
        &self.repo
    }
}
impl ::cepa::macro_support::Provide<Auth> for AppState
where
    for<'__a> AppState: ::core::marker::Send + ::core::marker::Sync,
{
    #[inline]
    fn provide(&self) -> &Auth {
        &self.auth
    }
}
impl ::cepa::macro_support::Provide<(dyn Repo + 'static)> for AppState
where
    for<'__a> AppState: ::core::marker::Send + ::core::marker::Sync,
{
    #[inline]
    fn provide(&self) -> &(dyn Repo + 'static) {
        &*self.repo
    }
}
impl<__T: ?::core::marker::Sized> ::cepa::macro_support::Provide<__T> for AppState
where
    for<'__a> AppState: ::core::marker::Send + ::core::marker::Sync,
    Auth: ::cepa::macro_support::Provide<__T>,
{
    #[inline]
    fn provide(&self) -> &__T {
        <Auth as ::cepa::macro_support::Provide<__T>>::provide(&self.auth)
    }
}
