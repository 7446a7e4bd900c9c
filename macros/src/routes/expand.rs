//! A [`Table`] -> the constant.
//!
//! Nodes and calls are two trees of one shape. Layers around a single route become one future with it; around a mounted table,
//! whose routes are function pointers already, they are one more.

use cepa_listing::Digest;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, LitStr};

use super::ast::{Entry, EntryKind, Layer, Listed, Table};
use super::section;
use crate::argument::expand::any;
use crate::argument::lifetimes::finds;
use crate::paths::{ident, resolved, support, support_at};
use crate::route::expand::digest;

/// ```ignore
/// {
///     type Listed0 = place_order;
///     const LAYER1: bool = …;
///     const NODES: &[Node] = &[…];
///     const _: () = check::<{ capacity(NODES) }>(NODES);
///     const TABLE: &TableMeta = &TableMeta { nodes: NODES, … };
///     const MOUNTED: Mounted<'_> = &[…];
///     #[unsafe(link_section = "…")]
///     static LISTING: [u8; listing_len(TABLE, MOUNTED)] = listing(TABLE, MOUNTED);
///     Routes::__new(TABLE, &LISTING, const { &[…] })
/// }
/// ```
pub(crate) fn table(table: &Table, hash: u32) -> TokenStream {
    let support = support();
    let items = items(table);
    let nodes = nodes(table, &[]);
    let calls = calls(table, &[]);
    let section = section::attributes(hash);
    let mounted = mounted(table);
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
            const __MOUNTED: #support::Mounted<'_> = &[#(#mounted),*];
            #section
            #[allow(long_running_const_eval)]
            static __LISTING: [::core::primitive::u8; #support::listing_len(__TABLE, __MOUNTED)] =
                #support::listing(__TABLE, __MOUNTED);
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
            use #support::{UnknownLayer as _, UnmarkedLayer as _};
            (&#support::LayerProbe(&#made_by)).kind()
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
    let mount = |prefix: TokenStream, digest: TokenStream, auth: TokenStream, nodes: TokenStream| quote!(#support::Node::Mount { prefix: #prefix, digest: #digest, host: #host, auth: #auth, nodes: #nodes });
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
                quote!(<#controller as #support::Controller>::DIGEST),
                auth,
                quote!(<#controller as #support::Controller>::NODES),
            )
        }
        EntryKind::Mount { prefix, table } => {
            mount(prefix.to_token_stream(), prefix_digest(Some(prefix)), auth, quote!(#table.nodes()))
        }
        // Its routes have the layers around it among their own.
        EntryKind::Group { prefix, table } => {
            let prefix = prefix.as_ref();
            mount(prefix_text(prefix), prefix_digest(prefix), quote!(false), nodes(table, layers))
        }
    }
}

/// What the mounts among the nodes have listed already, in their order.
fn mounted(table: &Table) -> Vec<TokenStream> {
    let mounted_in = |entry: &Entry| {
        let cfgs = &entry.cfgs;
        let own = match &entry.kind {
            EntryKind::Route(_) => Vec::new(),
            EntryKind::Controller(_) => vec![quote!(&[])],
            EntryKind::Mount { table, .. } => vec![quote!(#table.__listed())],
            EntryKind::Group { table, .. } => [quote!(&[])].into_iter().chain(mounted(table)).collect(),
        };
        own.into_iter().map(|listed| quote!(#(#cfgs)* #listed)).collect::<Vec<_>>()
    };
    table.entries.iter().flat_map(mounted_in).collect()
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

fn prefix_digest(prefix: Option<&LitStr>) -> TokenStream {
    let prefix = prefix.map(LitStr::value).unwrap_or_default();
    if prefix.is_empty() {
        let support = support();
        return quote!(#support::Digest::EMPTY);
    }
    digest(Digest::of_prefix(&prefix))
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
            let layered = layers.iter().rev().fold(leaf(listed), |inner, layer| layered(&layer.made_by, &inner));
            let span = resolved(listed.path.span());
            let support = support_at(span);
            // In braces, the reference lives as long as the constant in every compiler; in parentheses, since 1.89.
            quote_spanned!(span=> #support::Entry::Route { 0: &#support::Boxed::new(#layered) })
        }
        EntryKind::Controller(listed) => {
            let controller = placed(listed);
            let calls = quote_spanned! {controller.span()=>
                <#controller as #support::ControllerRoutes<_, { <#controller as #support::Controller>::CHECKED }>>::CALLS
            };
            mount("Controller", layers, &calls)
        }
        EntryKind::Mount { table, .. } => mount("Mount", layers, &quote!(#support::mounted(#table))),
        EntryKind::Group { table, .. } => mount("Mount", &[], &calls(table, layers)),
    }
}

/// With the layer's span, so that what is wrong with a layer is told there, and once, however many routes it is around.
fn layered(layer: &Expr, inner: &TokenStream) -> TokenStream {
    let span = resolved(layer.span());
    let support = support_at(span);
    let layer = placed_layer(layer);
    quote_spanned!(span=> #support::Layered(#layer, #inner))
}

/// In braces of ours: the compiler looks for what is at fault among the expressions that come from one macro.
fn placed_layer(layer: &Expr) -> TokenStream {
    quote_spanned!(resolved(layer.span())=> { #layer })
}

fn leaf(listed: &Listed) -> TokenStream {
    let route = placed(listed);
    let support = support_at(route.span());
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

fn mount(variant: &str, layers: &[&Layer], calls: &TokenStream) -> TokenStream {
    let support = support();
    let variant = ident(variant);
    let layers = wraps(layers);
    quote!(#support::Entry::#variant { layers: #layers, calls: #calls })
}

/// The layers around what is known only at run time.
fn wraps(layers: &[&Layer]) -> TokenStream {
    let Some(first) = layers.first() else { return quote!(::core::option::Option::None) };
    let span = resolved(first.made_by.span());
    let support = support_at(span);
    let placed: Vec<TokenStream> = layers.iter().map(|layer| placed_layer(&layer.made_by)).collect();
    let layers = match placed.as_slice() {
        [layer] => layer.clone(),
        layers => quote_spanned!(span=> (#(#layers),*)),
    };
    quote_spanned!(span=> ::core::option::Option::Some { 0: &#support::Layers::new(#layers) })
}
