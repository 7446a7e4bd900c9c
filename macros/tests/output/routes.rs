const ROUTES: Routes<AppState> = {
    type __Listed0 = show;
    type __Listed1 = remove;
    const __NODES: &[::cepa::macro_support::Node] = &[
        ::cepa::macro_support::Node::Route(
            &<__Listed0 as ::cepa::macro_support::Endpoint>::META,
        ),
        ::cepa::macro_support::Node::Route(
            &<__Listed1 as ::cepa::macro_support::Endpoint>::META,
        ),
        ::cepa::macro_support::Node::Mount {
            prefix: "/admin",
            host: ::core::option::Option::None,
            nodes: admin::ROUTES.nodes(),
        },
    ];
    #[allow(long_running_const_eval)]
    const _: () = ::cepa::macro_support::check_table::<
        { ::cepa::macro_support::table_capacity(__NODES) },
    >(__NODES);
    const __PACKAGE: &::cepa::macro_support::Package = &::cepa::macro_support::Package::__new(
        ::core::option_env!("CARGO_PKG_NAME"),
        ::core::option_env!("CARGO_PKG_VERSION"),
        ::core::option_env!("CARGO_PKG_DESCRIPTION"),
        ::core::option_env!("CARGO_PKG_LICENSE"),
    );
    ::cepa::macro_support::Routes::__new(
        __PACKAGE,
        __NODES,
        const {
            &[
                ::cepa::macro_support::Entry::Route(
                    &::cepa::macro_support::Boxed::new(
                        ::cepa::macro_support::Layered(
                            { stamp },
                            ::cepa::macro_support::Leaf::<
                                __Listed0,
                                { <__Listed0 as ::cepa::macro_support::Endpoint>::CHECKED },
                            >::new(),
                        ),
                    ),
                ),
                ::cepa::macro_support::Entry::Route(
                    &::cepa::macro_support::Boxed::new(
                        ::cepa::macro_support::Layered(
                            { stamp },
                            ::cepa::macro_support::Layered(
                                { admins_only },
                                ::cepa::macro_support::Leaf::<
                                    __Listed1,
                                    { <__Listed1 as ::cepa::macro_support::Endpoint>::CHECKED },
                                >::new(),
                            ),
                        ),
                    ),
                ),
                ::cepa::macro_support::Entry::Mount {
                    layers: ::core::option::Option::Some(
                        &::cepa::macro_support::Layers::new({ stamp }),
                    ),
                    calls: ::cepa::macro_support::mounted(admin::ROUTES),
                },
            ]
        },
    )
};
