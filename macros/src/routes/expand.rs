//! A [`Table`] -> the constant.
//!
//! Nodes and calls are two trees of one shape. Layers around a single route become one future with it; around a mounted table,
//! whose routes are function pointers already, they are one more.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, LitStr};

use super::ast::{Entry, EntryKind, Listed, Table};
use crate::paths::{resolved, support};

/// ```ignore
/// {
///     type Listed0 = place_order;
///     const NODES: &[Node] = &[…];
///     const _: () = check::<{ capacity(NODES) }>(NODES);
///     const PACKAGE: &Package = …;
///     Routes::__new(PACKAGE, NODES, const { &[…] })
/// }
/// ```
pub(crate) fn table(table: &Table) -> TokenStream {
    let support = support();
    let aliases = aliases(table);
    let nodes = nodes(table);
    let calls = calls(table, &[]);
    let package = package();
    quote! {
        {
            #(#aliases)*
            const __NODES: &[#support::Node] = #nodes;
            #[allow(long_running_const_eval)]
            const _: () = #support::check_table::<{ #support::table_capacity(__NODES) }>(__NODES);
            const __PACKAGE: &#support::Package = &#package;
            #support::Routes::__new(__PACKAGE, __NODES, const { #calls })
        }
    }
}

/// The errors, as an expression of a table's type.
pub(crate) fn faulty(errors: &TokenStream) -> TokenStream {
    let support = support();
    let package = package();
    quote!({ #errors #support::Routes::__new(const { &#package }, &[], &[]) })
}

/// The package that `routes![]` is written in.
fn package() -> TokenStream {
    let support = support();
    quote! {
        #support::Package::__new(
            ::core::option_env!("CARGO_PKG_NAME"),
            ::core::option_env!("CARGO_PKG_VERSION"),
            ::core::option_env!("CARGO_PKG_DESCRIPTION"),
            ::core::option_env!("CARGO_PKG_LICENSE"),
        )
    }
}

/// A name is written out once, in a place where it can mean nothing but a type: so a wrong one is told once.
fn aliases(table: &Table) -> Vec<TokenStream> {
    let mut aliases = Vec::new();
    for entry in &table.entries {
        let cfgs = &entry.cfgs;
        match &entry.kind {
            EntryKind::Route(Listed { path, alias }) | EntryKind::Controller(Listed { path, alias }) => {
                aliases.push(quote!(#(#cfgs)* type #alias = #path;));
            }
            EntryKind::Group { table, .. } => {
                aliases.extend(self::aliases(table).into_iter().map(|alias| quote!(#(#cfgs)* #alias)));
            }
            EntryKind::Mount { .. } => {}
        }
    }
    aliases
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
        EntryKind::Route(listed) => {
            let route = placed(listed);
            quote!(#support::Node::Route(&<#route as #support::Endpoint>::META))
        }
        EntryKind::Controller(listed) => {
            let controller = placed(listed);
            quote! {
            #support::Node::Mount {
                prefix: <#controller as #support::Controller>::PREFIX,
                host: #host,
                nodes: <#controller as #support::Controller>::NODES,
            } }
        }
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
        EntryKind::Route(listed) => {
            let layered = layers.iter().rev().fold(
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

fn mount(layers: &[&Expr], calls: &TokenStream) -> TokenStream {
    let support = support();
    let layers = match layers {
        [] => quote!(::core::option::Option::None),
        [layer] => quote!(::core::option::Option::Some(&#support::Layers(#layer))),
        layers => quote!(::core::option::Option::Some(&#support::Layers((#(#layers),*)))),
    };
    quote!(#support::Entry::Mount { layers: #layers, calls: #calls })
}
