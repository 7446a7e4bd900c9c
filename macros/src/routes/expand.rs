//! A [`Table`] -> the constant.
//!
//! Nodes and calls are two trees of one shape. Layers around a single route become one future with it; around a mounted table,
//! whose routes are function pointers already, they are one more.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, LitStr};

use super::ast::{Entry, EntryKind, Listed, Table};
use crate::paths::{ident, resolved, support, support_at};

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
            let layered = layers.iter().rev().fold(leaf(listed), |inner, layer| layered(layer, &inner));
            let span = resolved(listed.path.span());
            let support = support_at(span);
            quote_spanned!(span=> #support::Entry::Route(&#support::Boxed::new(#layered)))
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

fn mount(variant: &str, layers: &[&Expr], calls: &TokenStream) -> TokenStream {
    let support = support();
    let variant = ident(variant);
    let layers = wraps(layers);
    quote!(#support::Entry::#variant { layers: #layers, calls: #calls })
}

/// The layers around what is known only at run time.
fn wraps(layers: &[&Expr]) -> TokenStream {
    let Some(first) = layers.first() else { return quote!(::core::option::Option::None) };
    let span = resolved(first.span());
    let support = support_at(span);
    let placed: Vec<TokenStream> = layers.iter().map(|layer| placed_layer(layer)).collect();
    let layers = match placed.as_slice() {
        [layer] => layer.clone(),
        layers => quote_spanned!(span=> (#(#layers),*)),
    };
    quote_spanned!(span=> ::core::option::Option::Some(&#support::Layers::new(#layers)))
}
