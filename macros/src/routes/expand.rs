//! A [`Table`] -> the constant.
//!
//! Nodes and calls are two trees of one shape. Layers around a single route become one future with it; around a mounted table,
//! whose routes are function pointers already, they are one more.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::LitStr;
use syn::spanned::Spanned;

use super::ast::{Entry, EntryKind, Layer, Listed, Table};
use super::section;
use crate::argument::expand::any;
use crate::argument::lifetimes::finds;
use crate::paths::{resolved, support};

/// ```ignore
/// {
///     type Listed0 = place_order;
///     const LAYER1: bool = …;
///     const NODES: &[Node] = &[…];
///     const _: () = check::<{ capacity(NODES) }>(NODES);
///     const TABLE: &TableMeta = &TableMeta { nodes: NODES, … };
///     #[unsafe(link_section = "…")]
///     static LISTING: [u8; listing_len(TABLE)] = listing(TABLE);
///     Routes::__new(TABLE, &LISTING, const { &[…] })
/// }
/// ```
pub(crate) fn table(table: &Table, hash: u32) -> TokenStream {
    let support = support();
    let items = items(table);
    let nodes = nodes(table, &[]);
    let calls = calls(table, &[]);
    let section = section::attributes(hash);
    quote! {
        {
            #(#items)*
            const __NODES: &[#support::Node] = #nodes;
            #[allow(long_running_const_eval)]
            const _: () = #support::check_table::<{ #support::table_capacity(__NODES) }>(__NODES);
            const __TABLE: &#support::TableMeta = &#support::TableMeta {
                package: #support::Package::__new(
                    ::core::option_env!("CARGO_PKG_NAME"),
                    ::core::option_env!("CARGO_PKG_VERSION"),
                    ::core::option_env!("CARGO_PKG_DESCRIPTION"),
                    ::core::option_env!("CARGO_PKG_LICENSE"),
                ),
                module: ::core::module_path!(),
                file: #support::file_in_crate(::core::file!()),
                line: ::core::line!(),
                nodes: __NODES,
            };
            #section
            #[allow(long_running_const_eval)]
            static __LISTING: [::core::primitive::u8; #support::listing_len(__TABLE)] = #support::listing(__TABLE);
            #support::Routes::__new(__TABLE, &__LISTING, const { #calls })
        }
    }
}

/// The errors, as an expression of a table's type.
pub(crate) fn faulty(errors: &TokenStream) -> TokenStream {
    let support = support();
    quote!({ #errors #support::Routes::__new(&#support::TableMeta::FAULTY, &[], &[]) })
}

/// What the two trees name: an alias for each route and controller, a constant for each layer.
fn items(table: &Table) -> Vec<TokenStream> {
    let mut items: Vec<TokenStream> = table.layers.iter().map(demands_auth).collect();
    for entry in &table.entries {
        let cfgs = &entry.cfgs;
        let mut own: Vec<TokenStream> = entry.layers.iter().map(demands_auth).collect();
        match &entry.kind {
            // A name is written out once, in a place where it can mean nothing but a type: so a wrong one is told once.
            EntryKind::Route(Listed { path, alias }) | EntryKind::Controller(Listed { path, alias }) => {
                own.push(quote!(type #alias = #path;));
            }
            EntryKind::Group { table, .. } => own.extend(self::items(table)),
            EntryKind::Mount { .. } => {}
        }
        items.extend(own.into_iter().map(|item| quote!(#(#cfgs)* #item)));
    }
    items
}

/// ```ignore
/// const LAYER0: bool = layer_demands_auth(&|| LayerProbe(&admins_only).kind());
/// ```
fn demands_auth(Layer { made_by, demands_auth }: &Layer) -> TokenStream {
    let support = support();
    // An item cannot name the type parameters of the function around it, and this may be one: nothing is known of the layer.
    let opens_parameters =
        |token: &TokenTree, _: Option<&TokenTree>| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '<');
    if finds(made_by.to_token_stream(), &opens_parameters) {
        return quote!(const #demands_auth: ::core::primitive::bool = false;);
    }
    quote! {
        const #demands_auth: ::core::primitive::bool = #support::layer_demands_auth(&|| {
            #[allow(unused_imports)]
            use #support::UnknownLayer as _;
            #support::LayerProbe(&#made_by).kind()
        });
    }
}

/// `outer` are the layers of the groups around this one.
fn nodes(table: &Table, outer: &[&Layer]) -> TokenStream {
    let entries = table.entries.iter().map(|entry| {
        let cfgs = &entry.cfgs;
        let node = node(entry, &layers(table, entry, outer));
        quote!(#(#cfgs)* #node)
    });
    quote!(&[#(#entries),*])
}

/// All layers around an entry, outermost first.
fn layers<'a>(table: &'a Table, entry: &'a Entry, outer: &[&'a Layer]) -> Vec<&'a Layer> {
    outer.iter().copied().chain(&table.layers).chain(&entry.layers).collect()
}

fn node(entry: &Entry, layers: &[&Layer]) -> TokenStream {
    let support = support();
    let host = host(entry.host.as_ref());
    let auth = any(layers.iter().map(|layer| layer.demands_auth.to_token_stream()));
    let mount = |prefix: TokenStream, auth: TokenStream, nodes: TokenStream| quote!(#support::Node::Mount { prefix: #prefix, host: #host, auth: #auth, nodes: #nodes });
    match &entry.kind {
        EntryKind::Route(listed) => {
            let route = placed(listed);
            match layers {
                [] => quote!(#support::Node::Route(&<#route as #support::Endpoint>::META)),
                _ => quote!(#support::Node::Route(&const { <#route as #support::Endpoint>::META.__behind(#auth) })),
            }
        }
        EntryKind::Controller(listed) => {
            let controller = placed(listed);
            mount(
                quote!(<#controller as #support::Controller>::PREFIX),
                auth,
                quote!(<#controller as #support::Controller>::NODES),
            )
        }
        EntryKind::Mount { prefix, table } => mount(prefix.to_token_stream(), auth, quote!(#table.nodes())),
        // Its routes have the layers around it among their own.
        EntryKind::Group { prefix, table } => mount(prefix_text(prefix.as_ref()), quote!(false), nodes(table, layers)),
    }
}

fn host(host: Option<&LitStr>) -> TokenStream {
    match host {
        Some(host) => quote!(::core::option::Option::Some(#host)),
        None => quote!(::core::option::Option::None),
    }
}

fn prefix_text(prefix: Option<&LitStr>) -> TokenStream {
    prefix.map_or_else(|| quote!(""), ToTokens::to_token_stream)
}

/// `outer` are the layers of the tables around this one, which its routes take into their own futures.
fn calls(table: &Table, outer: &[&Layer]) -> TokenStream {
    let entries = table.entries.iter().map(|entry| {
        let cfgs = &entry.cfgs;
        let call = call(entry, &layers(table, entry, outer));
        quote!(#(#cfgs)* #call)
    });
    quote!(&[#(#entries),*])
}

fn call(entry: &Entry, layers: &[&Layer]) -> TokenStream {
    let support = support();
    match &entry.kind {
        EntryKind::Route(listed) => {
            let layered = layers.iter().rev().map(|layer| &layer.made_by).fold(
                leaf(listed),
                |inner, layer| quote_spanned!(resolved(layer.span())=> #support::Layered(#layer, #inner)),
            );
            quote_spanned!(resolved(listed.path.span())=> #support::Entry::Route(&#support::Boxed(#layered)))
        }
        EntryKind::Controller(listed) => {
            let controller = placed(listed);
            let calls = quote_spanned! {controller.span()=>
                <#controller as #support::ControllerRoutes<_, { <#controller as #support::Controller>::CHECKED }>>::CALLS
            };
            mount(layers, &calls)
        }
        EntryKind::Mount { table, .. } => mount(layers, &quote_spanned!(resolved(table.span())=> #table.__calls())),
        EntryKind::Group { table, .. } => mount(&[], &calls(table, layers)),
    }
}

fn leaf(listed: &Listed) -> TokenStream {
    let support = support();
    let route = placed(listed);
    // With the listed name's span, so that what the state lacks is told once per route.
    quote_spanned! {route.span()=>
        #support::Leaf::<#route, { <#route as #support::Endpoint>::CHECKED }>::new()
    }
}

/// The alias, in the place of what it stands for.
fn placed(listed: &Listed) -> Ident {
    let mut alias = listed.alias.clone();
    alias.set_span(resolved(listed.path.span()));
    alias
}

fn mount(layers: &[&Layer], calls: &TokenStream) -> TokenStream {
    let support = support();
    let layers: Vec<_> = layers.iter().map(|layer| &layer.made_by).collect();
    let layers = match &*layers {
        [] => quote!(::core::option::Option::None),
        [layer] => quote!(::core::option::Option::Some(&#support::Layers(#layer))),
        layers => quote!(::core::option::Option::Some(&#support::Layers((#(#layers),*)))),
    };
    quote!(#support::Entry::Mount { layers: #layers, calls: #calls })
}
