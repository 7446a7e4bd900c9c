//! `#[controller("/prefix")]`: the methods of an `impl` block as routes, with `&self` out of the state.

use cepa_listing::Digest;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Generics, LitStr, ReceiverKind, Token, Type, braced};

use crate::decorator;
use crate::diagnostics::Diagnostics;
use crate::function::Function;
use crate::path_template;
use crate::paths::{resolved, support};
use crate::route::model::Route;
use crate::route::{self, FAMILY};

/// Expands `#[controller(arguments)]` on `item`.
pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let block: Block = match syn::parse2(item.clone()) {
        Ok(block) => block,
        Err(_) => {
            let message = "`#[controller]` goes on an `impl` block of a type: `impl Orders { … }`";
            let error = syn::Error::new_spanned(item.clone().into_iter().next(), message).to_compile_error();
            return quote!(#error #item);
        }
    };
    let diagnostics = Diagnostics::new();
    let prefix = parse_prefix(arguments, &diagnostics);
    if !block.generics.params.is_empty() {
        diagnostics.error(&block.generics, "a controller is one type, not a family: remove the parameters");
    }
    if let Some((name, _)) = &block.of_trait {
        let ty = block.ty.to_token_stream();
        diagnostics.error(
            name,
            format_args!("a controller's methods are its own, not a trait's: move them to `impl {ty} {{ … }}`"),
        );
    }
    let (items, routes) = lower(&block, &diagnostics);
    let emitted = block.with_items(&items);
    if let Some(errors) = diagnostics.finish() {
        let stub = stub(&block.ty);
        return quote!(#emitted #errors #stub);
    }
    let generated = expand_controller(&block, prefix, &routes);
    quote!(#emitted #generated)
}

/// An inherent `impl` block whose items are told apart but not understood.
struct Block {
    attributes: Vec<Attribute>,
    generics: Generics,
    /// `Trait for`, which no controller has.
    of_trait: Option<(Type, Token![for])>,
    ty: Type,
    items: Vec<Item>,
}

/// A function, or anything else.
enum Item {
    Function(Box<Function>),
    Other(TokenStream),
}

impl Parse for Block {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        input.parse::<Token![impl]>()?;
        let generics = input.parse()?;
        let mut ty: Type = input.parse()?;
        let mut of_trait = None;
        if input.peek(Token![for]) {
            of_trait = Some((ty, input.parse()?));
            ty = input.parse()?;
        }
        let content;
        braced!(content in input);
        let mut items = Vec::new();
        while !content.is_empty() {
            items.push(parse_item(&content)?);
        }
        Ok(Self { attributes, generics, of_trait, ty, items })
    }
}

fn parse_item(input: ParseStream<'_>) -> syn::Result<Item> {
    let fork = input.fork();
    fork.call(Attribute::parse_outer)?;
    fork.parse::<syn::Visibility>()?;
    if fork.peek(Token![const]) && !fork.peek2(Token![fn]) && !fork.peek2(Token![async]) || fork.peek(Token![type]) {
        return Ok(Item::Other(input.parse::<syn::ImplItem>()?.into_token_stream()));
    }
    let attributes = input.call(Attribute::parse_outer)?;
    let visibility = input.parse()?;
    let signature = input.parse()?;
    let content: proc_macro2::Group = input.parse()?;
    Ok(Item::Function(Box::new(Function { attributes, visibility, signature, body: content.into_token_stream() })))
}

impl Block {
    fn has_method(&self, name: &str) -> bool {
        self.items.iter().any(|item| matches!(item, Item::Function(function) if function.name() == name))
    }

    fn with_items(&self, items: &[TokenStream]) -> TokenStream {
        let Self { attributes, generics, of_trait, ty, .. } = self;
        let of_trait = of_trait.as_ref().map(|(name, token)| quote!(#name #token));
        quote!(#(#attributes)* impl #generics #of_trait #ty { #(#items)* })
    }
}

fn parse_prefix(arguments: TokenStream, diagnostics: &Diagnostics) -> Option<LitStr> {
    if arguments.is_empty() {
        return None;
    }
    match syn::parse2::<LitStr>(arguments.clone()) {
        Ok(prefix) => {
            path_template::check_prefix(&prefix, diagnostics);
            Some(prefix)
        }
        Err(_) => {
            diagnostics
                .error(&arguments, "a controller takes the prefix of its routes: write `#[controller(\"/orders\")]`");
            None
        }
    }
}

/// The items as they are emitted, and the routes among them.
fn lower(block: &Block, diagnostics: &Diagnostics) -> (Vec<TokenStream>, Vec<Route>) {
    let mut items = Vec::new();
    let mut routes = Vec::new();
    for item in &block.items {
        match item {
            Item::Other(tokens) => items.push(tokens.clone()),
            Item::Function(function) => {
                let (plain, attributes, marks) = take_attributes(function);
                items.push(plain.cleaned());
                if attributes.is_empty() {
                    refuse_lonely_marks(&marks, diagnostics);
                } else {
                    let bound = bind_self(&plain, &block.ty, diagnostics);
                    let parsed = attributes
                        .into_iter()
                        .filter_map(|written| route::ast::parse_attribute(written, diagnostics))
                        .collect();
                    routes.extend(route::model::lower(parsed, marks, &bound, diagnostics));
                }
            }
        }
    }
    if routes.is_empty() && diagnostics.is_empty() {
        diagnostics.error(
            &block.ty,
            "this controller has no routes: put `#[get(\"/…\")]` or another route attribute on its methods",
        );
    }
    (items, routes)
}

/// Inside an `impl` block no attribute of ours expands by itself, so they are known by their names.
fn take_attributes(function: &Function) -> (Function, Vec<TokenStream>, Vec<syn::MetaList>) {
    let mut plain = function.clone();
    let (mut attributes, mut marks) = (Vec::new(), Vec::new());
    plain.attributes.retain(|attribute| {
        let Some(name) = attribute.path().segments.last().map(|segment| segment.ident.clone()) else { return true };
        let arguments = match &attribute.meta {
            syn::Meta::List(list) => list.tokens.clone(),
            _ => TokenStream::new(),
        };
        if FAMILY.iter().any(|(member, _)| name == member) {
            attributes.push(quote!(#name(#arguments)));
            false
        } else if ["json", "html", "text", "xml", "binary", "respond", "validate"].iter().any(|mark| name == mark) {
            marks.push(syn::parse_quote!(#name(#arguments)));
            false
        } else if let Some(mark) = decorator::pending(attribute) {
            marks.push(mark);
            false
        } else {
            true
        }
    });
    (plain, attributes, marks)
}

fn refuse_lonely_marks(marks: &[syn::MetaList], diagnostics: &Diagnostics) {
    for mark in marks {
        let name = mark.path.to_token_stream();
        diagnostics.error(&mark.path, format_args!("`#[{name}]` stands on a method that is no route: put `#[get(\"/…\")]` or another route attribute on it, or remove this"));
    }
}

/// `&self` becomes `self: &Orders`, which is what the state provides.
fn bind_self(function: &Function, ty: &Type, diagnostics: &Diagnostics) -> Function {
    let mut bound = function.clone();
    for input in &mut bound.signature.inputs {
        if let syn::FnArg::Receiver(receiver) = input {
            if !is_shared(&receiver.kind) {
                diagnostics.error(&*receiver, "the controller is shared by all requests: write `&self`");
            }
            receiver.kind = ReceiverKind::Typed(Default::default(), syn::parse_quote!(&#ty));
        }
    }
    bound
}

/// `&self` and `self: &Self`.
fn is_shared(receiver: &ReceiverKind) -> bool {
    match receiver {
        ReceiverKind::Reference(_, _, mutability) => mutability.is_none(),
        ReceiverKind::Typed(_, ty) => matches!(&**ty, Type::Reference(reference) if reference.mutability.is_none()),
        _ => false,
    }
}

/// ```ignore
/// impl Controller for Orders { const NODES: &'static [Node] = …; const CHECKED: bool = …; }
/// impl<S: …> ControllerRoutes<S, true> for Orders { const CALLS: &'static [Call<S>] = …; }
/// impl Orders { pub fn urls() -> OrdersUrls { … } }
/// ```
fn expand_controller(block: &Block, prefix: Option<LitStr>, routes: &[Route]) -> TokenStream {
    let support = support();
    let ty = &block.ty;
    let prefix = prefix.unwrap_or_else(|| LitStr::new("", Span::call_site()));
    let markers: Vec<Ident> = routes.iter().map(|route| marker_name(ty, route)).collect();
    let pieces = routes.iter().zip(&markers).map(|(route, marker)| piece(ty, route, marker));
    let state = crate::paths::ident("__S");
    let checks = markers.iter().map(|marker| quote!(<#marker as #support::Endpoint>::CHECKED));
    let metas = markers.iter().map(|marker| quote!(#support::Node::Route(&<#marker as #support::Endpoint>::META)));
    let digest = route::expand::digest(Digest::of_prefix(&prefix.value()));
    let calls = markers.iter().map(|marker| {
        // In braces, the reference lives as long as the constant in every compiler; in parentheses, since 1.89.
        quote! {
            #support::Entry::Route {
                0: &#support::Boxed::new(#support::Leaf::<#marker, { <#marker as #support::Endpoint>::CHECKED }>::new()),
            }
        }
    });
    let bounds = markers
        .iter()
        .map(|marker| quote!(#marker: #support::Route<#state, { <#marker as #support::Endpoint>::CHECKED }>));
    let urls = urls(block, &prefix, routes);
    quote! {
        #(#pieces)*
        impl #support::Controller for #ty {
            const PREFIX: &'static str = #prefix;
            const DIGEST: #support::Digest = #digest;
            const NODES: &'static [#support::Node] = &[#(#metas),*];
            const CHECKED: bool = true #(&& #checks)*;
        }
        impl<#state: #support::State> #support::ControllerRoutes<#state, true> for #ty
        where
            #(#bounds,)*
        {
            const CALLS: &'static [#support::Entry<#state>] = &[#(#calls),*];
        }
        #urls
    }
}

/// A hidden type per method: `__Orders_show`.
fn marker_name(ty: &Type, route: &Route) -> Ident {
    let ty: String = ty.to_token_stream().to_string().chars().filter(char::is_ascii_alphanumeric).collect();
    format_ident!("__{}_{}", ty, route.function.name(), span = resolved(route.function.name().span()))
}

fn piece(ty: &Type, route: &Route, marker: &Ident) -> TokenStream {
    let name = route.function.name();
    let marker_tokens = marker.to_token_stream();
    let endpoint = route::expand::endpoint(route, &marker_tokens);
    let callee = quote_spanned!(resolved(name.span())=> <#ty>::#name);
    let glue = route::expand::glue(route, &marker_tokens, &callee);
    quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy)]
        pub struct #marker {}
        #endpoint
        #glue
    }
}

/// `Orders::urls().show(3)`: links below the controller's prefix, and `Orders::requests().show(3)`: requests there.
fn urls(block: &Block, prefix: &LitStr, routes: &[Route]) -> TokenStream {
    let ty = &block.ty;
    let links = routes.iter().filter_map(|route| route::requests::controller_url(route, prefix)).collect();
    let calls = routes.iter().filter_map(|route| route::requests::controller_request(route, prefix)).collect();
    let urls = by_method(ty, "urls", "Links to the routes of this controller, inside the table it stands in.", links);
    let requests = (!block.has_method("requests")).then(|| {
        let documentation = "Requests for the routes of this controller, for the test client.";
        by_method(ty, "requests", documentation, calls)
    });
    quote!(#urls #requests)
}

/// ```ignore
/// pub struct __Orders_urls;
/// impl __Orders_urls { pub fn show(self, …) … }
/// impl Orders { pub fn urls() -> __Orders_urls { … } }
/// ```
fn by_method(ty: &Type, what: &str, documentation: &str, functions: Vec<TokenStream>) -> TokenStream {
    let name = format_ident!(
        "__{}_{what}",
        ty.to_token_stream().to_string().replace(|letter: char| !letter.is_ascii_alphanumeric(), "")
    );
    let what = crate::paths::ident(what);
    quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy)]
        pub struct #name;
        #[allow(dead_code)]
        impl #name { #(#functions)* }
        #[allow(dead_code)]
        impl #ty {
            #[doc = #documentation]
            pub fn #what() -> #name { #name }
        }
    }
}

/// What stands in for a controller that has faults.
fn stub(ty: &Type) -> TokenStream {
    let support = support();
    let state = crate::paths::ident("__S");
    quote! {
        impl #support::Controller for #ty {
            const PREFIX: &'static str = "";
            const DIGEST: #support::Digest = #support::Digest::EMPTY;
            const NODES: &'static [#support::Node] = &[];
            const CHECKED: bool = true;
        }
        impl<#state: #support::State> #support::ControllerRoutes<#state, true> for #ty {
            const CALLS: &'static [#support::Entry<#state>] = &[];
        }
    }
}
