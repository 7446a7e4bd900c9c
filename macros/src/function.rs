//! A function as our macros see it: its signature parsed, its body left as tokens.
//!
//! The body is none of our business, and while it is being typed it may be no Rust at all: the function is emitted again
//! whatever is wrong, so that the editor goes on completing inside it.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, FnArg, ReturnType, Signature, Type, Visibility};

use crate::diagnostics::Diagnostics;

/// A function whose body is tokens.
#[derive(Clone)]
pub(crate) struct Function {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) signature: Signature,
    pub(crate) body: TokenStream,
}

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self {
            attributes: input.call(Attribute::parse_outer)?,
            visibility: input.parse()?,
            signature: input.parse()?,
            body: input.parse()?,
        })
    }
}

impl Function {
    /// Parses `item`; where it is no function, says where `#[macro_name]` belongs and gives the item back.
    pub(crate) fn parse(item: TokenStream, macro_name: &str) -> Result<Self, TokenStream> {
        syn::parse2(item.clone()).map_err(|_| {
            let message = format!("`#[{macro_name}]` goes on a function: `async fn name(…) -> … {{ … }}`");
            let error = syn::Error::new_spanned(first_tokens(&item), message).to_compile_error();
            quote!(#error #item)
        })
    }

    /// The function's name.
    pub(crate) fn name(&self) -> &Ident {
        &self.signature.ident
    }

    /// The return type; `()` where none is written.
    pub(crate) fn return_type(&self) -> Type {
        match &self.signature.output {
            ReturnType::Default => syn::parse_quote!(()),
            ReturnType::Type(_, ty) => (**ty).clone(),
        }
    }

    /// The function without the attributes that our macros put on arguments.
    pub(crate) fn cleaned(&self) -> TokenStream {
        let mut signature = self.signature.clone();
        for input in &mut signature.inputs {
            match input {
                FnArg::Receiver(receiver) => receiver.attrs.retain(|attribute| !is_argument_attribute(attribute)),
                FnArg::Typed(argument) => argument.attrs.retain(|attribute| !is_argument_attribute(attribute)),
            }
        }
        let Self { attributes, visibility, body, .. } = self;
        quote!(#(#attributes)* #visibility #signature #body)
    }

    /// What no function of ours may be: generic over types, `unsafe`, `const`, `extern`, variadic.
    pub(crate) fn check_plain(&self, diagnostics: &Diagnostics, what: &str) {
        let signature = &self.signature;
        for parameter in &signature.generics.params {
            match parameter {
                syn::GenericParam::Lifetime(_) => {}
                syn::GenericParam::Type(parameter) => diagnostics.error(
                    parameter,
                    format_args!("{what} is one function, not a family: replace `{}` by a type", parameter.ident),
                ),
                syn::GenericParam::Const(parameter) => diagnostics.error(
                    parameter,
                    format_args!("{what} is one function, not a family: replace `{}` by a value", parameter.ident),
                ),
            }
        }
        if let syn::Safety::Unsafe(token) = &signature.safety {
            diagnostics.error(token, format_args!("{what} cannot be `unsafe`: remove it"));
        }
        if let Some(token) = &signature.abi {
            diagnostics.error(token, format_args!("{what} cannot be `extern`: remove it"));
        }
        for input in &signature.inputs {
            if let FnArg::Typed(argument) = input {
                if let Type::ImplTrait(ty) = &*argument.ty {
                    diagnostics.error(ty, format_args!("{what} is one function, not a family: replace `impl …` by a type"));
                }
            }
        }
    }
}

/// The attributes that our macros read from arguments.
pub(crate) const ARGUMENT_ATTRIBUTES: &[&str] = &["path", "query", "header", "cookie", "body", "state", "validate"];

pub(crate) fn is_argument_attribute(attribute: &Attribute) -> bool {
    ARGUMENT_ATTRIBUTES.iter().any(|name| attribute.path().is_ident(name))
}

/// The first few tokens of an item, for an error that should not underline all of it.
fn first_tokens(item: &TokenStream) -> TokenStream {
    item.clone().into_iter().take(2).flat_map(|token| token.into_token_stream()).collect()
}
