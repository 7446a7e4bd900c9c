//! A [`Table`] -> the constant.
//!
//! Nodes and calls are two trees of one shape. Layers around a single route become one future with it; around a mounted table,
//! whose routes are function pointers already, they are one more.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, LitStr, Path};

use super::ast::{Entry, EntryKind, Table};
use crate::paths::{resolved, support};

/// ```ignore
/// {
///     const NODES: &[Node] = &[…];
///     const _: () = check::<{ capacity(NODES) }>(NODES);
///     Routes::__new(NODES, const { &[…] })
/// }
/// ```
pub(crate) fn table(table: &Table) -> TokenStream {
    let support = support();
    let nodes = nodes(table);
    let calls = calls(table, &[]);
    quote! {
        {
            const __NODES: &[#support::Node] = #nodes;
            #[allow(long_running_const_eval)]
            const _: () = #support::check_table::<{ #support::table_capacity(__NODES) }>(__NODES);
            #support::Routes::__new(__NODES, const { #calls })
        }
    }
}

/// The errors, as an expression of a table's type.
pub(crate) fn faulty(errors: &TokenStream) -> TokenStream {
    let support = support();
    quote!({ #errors #support::Routes::__new(&[], &[]) })
}

fn nodes(table: &Table) -> TokenStream {
    let entries = table.entries.iter().map(node);
    quote!(&[#(#entries),*])
}

fn node(entry: &Entry) -> TokenStream {
    let support = support();
    let cfgs = &entry.cfgs;
    let host = host(entry.host.as_ref());
    let node = match &entry.kind {
        EntryKind::Route(path) => quote!(#support::Node::Route(&<#path as #support::Endpoint>::META)),
        EntryKind::Controller(path) => quote! {
            #support::Node::Mount {
                prefix: <#path as #support::Controller>::PREFIX,
                host: #host,
                nodes: <#path as #support::Controller>::NODES,
            }
        },
        EntryKind::Mount { prefix, table } => {
            quote!(#support::Node::Mount { prefix: #prefix, host: #host, nodes: #table.nodes() })
        }
        EntryKind::Group { prefix, table } => {
            let prefix = prefix_text(prefix.as_ref());
            let nodes = nodes(table);
            quote!(#support::Node::Mount { prefix: #prefix, host: #host, nodes: #nodes })
        }
    };
    quote!(#(#cfgs)* #node)
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
fn calls(table: &Table, outer: &[&Expr]) -> TokenStream {
    let entries = table.entries.iter().map(|entry| {
        let layers: Vec<&Expr> = outer.iter().copied().chain(&table.layers).chain(&entry.layers).collect();
        let cfgs = &entry.cfgs;
        let call = call(entry, &layers);
        quote!(#(#cfgs)* #call)
    });
    quote!(&[#(#entries),*])
}

fn call(entry: &Entry, layers: &[&Expr]) -> TokenStream {
    let support = support();
    match &entry.kind {
        EntryKind::Route(path) => {
            let layered = layers.iter().rev().fold(
                leaf(path),
                |inner, layer| quote_spanned!(resolved(layer.span())=> #support::Layered(#layer, #inner)),
            );
            quote_spanned!(resolved(path.span())=> #support::Entry::Route(&#support::Boxed(#layered)))
        }
        EntryKind::Controller(path) => {
            let span = resolved(path.span());
            let calls = quote_spanned! {span=>
                <#path as #support::ControllerRoutes<_, { <#path as #support::Controller>::CHECKED }>>::CALLS
            };
            mount(layers, &calls)
        }
        EntryKind::Mount { table, .. } => mount(layers, &quote!(#table.__calls())),
        EntryKind::Group { table, .. } => mount(&[], &calls(table, layers)),
    }
}

fn leaf(path: &Path) -> TokenStream {
    let support = support();
    // With the listed name's span, so that what the state lacks is told once per route.
    quote_spanned! {resolved(path.span())=>
        #support::Leaf::<<#path as #support::Itself>::This, { <#path as #support::Endpoint>::CHECKED }>::new()
    }
}

fn mount(layers: &[&Expr], calls: &TokenStream) -> TokenStream {
    let support = support();
    let layers = match layers {
        [] => quote!(::core::option::Option::None),
        [layer] => quote!(::core::option::Option::Some(&#support::Layers(#layer))),
        layers => quote!(::core::option::Option::Some(&#support::Layers((#(#layers),*)))),
    };
    quote!(#support::Entry::Mount { layers: #layers, calls: #calls })
}
