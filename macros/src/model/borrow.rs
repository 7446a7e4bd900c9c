//! What a field borrows from the request.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{GenericArgument, Generics, PathArguments, Type, TypeReference};

/// Whether the type mentions a lifetime of the item's own, so that reading it borrows.
pub(crate) fn borrows(ty: &Type, generics: &Generics) -> bool {
    let names: Vec<String> = generics.lifetimes().map(|parameter| parameter.lifetime.ident.to_string()).collect();
    !names.is_empty() && mentions_lifetime(ty.to_token_stream(), &names)
}

fn mentions_lifetime(tokens: TokenStream, names: &[String]) -> bool {
    let mut after_quote = false;
    tokens.into_iter().any(|token| {
        let found = match &token {
            TokenTree::Ident(name) => after_quote && names.iter().any(|lifetime| name == lifetime),
            TokenTree::Group(group) => mentions_lifetime(group.stream(), names),
            _ => false,
        };
        after_quote = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '\'');
        found
    })
}

/// Every `&str` in the type, at any depth of its type arguments.
pub(crate) fn text_references(ty: &Type) -> Vec<&TypeReference> {
    match ty {
        Type::Reference(reference) if is_str(&reference.elem) => vec![reference],
        Type::Reference(reference) => text_references(&reference.elem),
        Type::Paren(ty) => text_references(&ty.elem),
        Type::Group(ty) => text_references(&ty.elem),
        Type::Array(ty) => text_references(&ty.elem),
        Type::Slice(ty) => text_references(&ty.elem),
        Type::Tuple(ty) => ty.elems.iter().flat_map(text_references).collect(),
        Type::Path(ty) => {
            let arguments = ty.path.segments.iter().filter_map(|segment| match &segment.arguments {
                PathArguments::AngleBracketed(arguments) => Some(&arguments.args),
                _ => None,
            });
            let types = arguments.flatten().filter_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            });
            types.flat_map(text_references).collect()
        }
        _ => Vec::new(),
    }
}

fn is_str(ty: &Type) -> bool {
    match ty {
        Type::Path(ty) => ty.qself.is_none() && ty.path.is_ident("str"),
        Type::Group(ty) => is_str(&ty.elem),
        _ => false,
    }
}
