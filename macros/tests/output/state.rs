const _: () = {
    const __CHECKED: bool = {
        ::cepa::macro_support::is_sync_object::<
            dyn Repo,
            { ::cepa::macro_support::is_send_object::<dyn Repo>() },
        >();
        ::cepa::macro_support::is_sync::<
            Auth,
            { ::cepa::macro_support::is_send::<Auth>() },
        >();
        ::cepa::macro_support::is_sync::<
            String,
            { ::cepa::macro_support::is_send::<String>() },
        >();
        true
    };
    impl ::cepa::macro_support::State for AppState
    where
        <AppState as ::cepa::macro_support::Argument<
            { __CHECKED },
        >>::Type: ::core::marker::Send + ::core::marker::Sync,
    {}
    impl ::cepa::macro_support::Provide<Arc<dyn Repo>> for AppState
    where
        <AppState as ::cepa::macro_support::Argument<
            { __CHECKED },
        >>::Type: ::core::marker::Send + ::core::marker::Sync,
    {
        #[inline]
        fn provide(&self) -> &Arc<dyn Repo> {
            &self.repo
        }
    }
    impl ::cepa::macro_support::Provide<Auth> for AppState
    where
        <AppState as ::cepa::macro_support::Argument<
            { __CHECKED },
        >>::Type: ::core::marker::Send + ::core::marker::Sync,
    {
        #[inline]
        fn provide(&self) -> &Auth {
            &self.auth
        }
    }
    impl ::cepa::macro_support::Provide<(dyn Repo + 'static)> for AppState
    where
        <AppState as ::cepa::macro_support::Argument<
            { __CHECKED },
        >>::Type: ::core::marker::Send + ::core::marker::Sync,
    {
        #[inline]
        fn provide(&self) -> &(dyn Repo + 'static) {
            &*self.repo
        }
    }
    impl<__T: ?::core::marker::Sized> ::cepa::macro_support::Provide<__T> for AppState
    where
        <AppState as ::cepa::macro_support::Argument<
            { __CHECKED },
        >>::Type: ::core::marker::Send + ::core::marker::Sync,
        Auth: ::cepa::macro_support::Provide<__T>,
    {
        #[inline]
        fn provide(&self) -> &__T {
            <Auth as ::cepa::macro_support::Provide<__T>>::provide(&self.auth)
        }
    }
};
