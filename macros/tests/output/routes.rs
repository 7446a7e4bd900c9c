const ROUTES: Routes<AppState> = {
    const __LAYER0: ::core::primitive::bool = ::cepa::macro_support::layer_demands_auth(
        &|| {
            use ::cepa::macro_support::{UnknownLayer as _, UnmarkedLayer as _};
            (&::cepa::macro_support::LayerProbe(&stamp)).kind()
        },
    );
    type __Listed1 = show;
    const __LAYER2: ::core::primitive::bool = ::cepa::macro_support::layer_demands_auth(
        &|| {
            use ::cepa::macro_support::{UnknownLayer as _, UnmarkedLayer as _};
            (&::cepa::macro_support::LayerProbe(&admins_only)).kind()
        },
    );
    type __Listed3 = remove;
    const __NODES: &[::cepa::macro_support::Node] = &[
        ::cepa::macro_support::Node::Route(
            &const {
                <__Listed1 as ::cepa::macro_support::Endpoint>::META.__behind(__LAYER0)
            },
        ),
        ::cepa::macro_support::Node::Route(
            &const {
                <__Listed3 as ::cepa::macro_support::Endpoint>::META
                    .__behind(__LAYER0 || __LAYER2)
            },
        ),
        ::cepa::macro_support::Node::Mount {
            prefix: "/admin",
            digest: ::cepa::macro_support::Digest {
                hash: 6798351776356736992,
                power: 5469504572959700969,
                len: 6,
                names: 0,
            },
            host: ::core::option::Option::None,
            auth: __LAYER0,
            nodes: admin::ROUTES.nodes(),
        },
    ];
    #[allow(long_running_const_eval)]
    const _: () = ::cepa::macro_support::check_table::<
        { ::cepa::macro_support::table_capacity(__NODES) },
    >(__NODES);
    const __TABLE: &::cepa::macro_support::TableMeta = &::cepa::macro_support::TableMeta {
        package: ::cepa::macro_support::Package::__new(
            ::core::option_env!("CARGO_PKG_NAME"),
            ::core::option_env!("CARGO_PKG_VERSION"),
            ::core::option_env!("CARGO_PKG_DESCRIPTION"),
            ::core::option_env!("CARGO_PKG_LICENSE"),
        ),
        module: ::core::module_path!(),
        file: ::cepa::macro_support::file_in_crate(::core::file!()),
        line: ::core::line!(),
        nodes: __NODES,
    };
    const __MOUNTED: ::cepa::macro_support::Mounted<'_> = &[admin::ROUTES.__listed()];
    #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__cepa_routes"))]
    #[cfg_attr(windows, unsafe(link_section = ".cepa$1744a6f3"))]
    #[cfg_attr(
        not(any(target_vendor = "apple", windows, target_family = "wasm")),
        unsafe(link_section = ".cepa.routes.1744a6f3")
    )]
    #[allow(long_running_const_eval)]
    static __LISTING: [::core::primitive::u8; ::cepa::macro_support::listing_len(
        __TABLE,
        __MOUNTED,
    )] = ::cepa::macro_support::listing(__TABLE, __MOUNTED);
    ::cepa::macro_support::Routes::__new(
        __TABLE,
        &__LISTING,
        const {
            &[
                ::cepa::macro_support::Entry::Route {
                    0: &::cepa::macro_support::Boxed::new(
                        ::cepa::macro_support::Layered(
                            { stamp },
                            ::cepa::macro_support::Leaf::<
                                __Listed1,
                                { <__Listed1 as ::cepa::macro_support::Endpoint>::CHECKED },
                            >::new(),
                        ),
                    ),
                },
                ::cepa::macro_support::Entry::Route {
                    0: &::cepa::macro_support::Boxed::new(
                        ::cepa::macro_support::Layered(
                            { stamp },
                            ::cepa::macro_support::Layered(
                                { admins_only },
                                ::cepa::macro_support::Leaf::<
                                    __Listed3,
                                    { <__Listed3 as ::cepa::macro_support::Endpoint>::CHECKED },
                                >::new(),
                            ),
                        ),
                    ),
                },
                ::cepa::macro_support::Entry::Mount {
                    layers: ::core::option::Option::Some {
                        0: &::cepa::macro_support::Layers::new({ stamp }),
                    },
                    calls: ::cepa::macro_support::mounted(admin::ROUTES),
                },
            ]
        },
    )
};
