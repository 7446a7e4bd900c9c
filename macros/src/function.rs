//! A function as our macros see it: its signature parsed, its body left as tokens.
//!
//! The body is none of our business, and while it is being typed it may be no Rust at all: the function is emitted again
//! whatever is wrong, so that the editor goes on completing inside it.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt, quote};
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, FnArg, GenericArgument, PathArguments, ReturnType, Signature, Type, Visibility};

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

/// An item of which the attributes alone are parsed: an attribute that is not the last of its function needs no more.
pub(crate) struct Attributed {
    pub(crate) attributes: Vec<Attribute>,
    rest: TokenStream,
}

impl Parse for Attributed {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self { attributes: input.call(Attribute::parse_outer)?, rest: input.parse()? })
    }
}

impl Attributed {
    /// Parses the attributes of `item`; where it cannot be a function, as [`Function::parse`].
    pub(crate) fn parse(item: TokenStream, macro_name: &str) -> Result<Self, TokenStream> {
        match syn::parse2::<Self>(item.clone()) {
            Ok(attributed) if attributed.has_fn() => Ok(attributed),
            _ => Function::parse(item, macro_name).map(|Function { attributes, visibility, signature, body }| Self {
                attributes,
                rest: quote!(#visibility #signature #body),
            }),
        }
    }

    /// Whether `fn` stands in front of the first braces.
    fn has_fn(&self) -> bool {
        let is_braces =
            |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        let mut head = self.rest.clone().into_iter().take_while(|token| !is_braces(token));
        head.any(|token| matches!(token, TokenTree::Ident(word) if word == "fn"))
    }

    /// All of the function; where it is none, as [`Function::parse`].
    pub(crate) fn into_function(self, macro_name: &str) -> Result<Function, TokenStream> {
        let parse = |input: ParseStream<'_>| Ok((input.parse()?, input.parse()?, input.parse()?));
        match parse.parse2(self.rest.clone()) {
            Ok((visibility, signature, body)) => {
                Ok(Function { attributes: self.attributes, visibility, signature, body })
            }
            Err(_) => Function::parse(self.into_token_stream(), macro_name),
        }
    }
}

impl ToTokens for Attributed {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append_all(&self.attributes);
        self.rest.to_tokens(tokens);
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

    /// The function without the attributes of its arguments that rustc does not take: they are ours, doc comments for the
    /// document among them, or told to be unknown.
    pub(crate) fn cleaned(&self) -> TokenStream {
        let mut signature = self.signature.clone();
        for input in &mut signature.inputs {
            match input {
                FnArg::Receiver(receiver) => receiver.attrs.retain(is_rustc_attribute),
                FnArg::Typed(argument) => {
                    argument
                        .attrs
                        .retain(|attribute| is_rustc_attribute(attribute) && !attribute.path().is_ident("doc"));
                }
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
            if let FnArg::Typed(argument) = input
                && let Type::ImplTrait(ty) = &*argument.ty
            {
                diagnostics.error(ty, format_args!("{what} is one function, not a family: replace `impl …` by a type"));
            }
        }
    }
}

/// What a function answers with.
pub(crate) struct Outcome {
    /// The type of a success.
    pub(crate) value: Type,
    /// The type of the error, where it is written: an alias may have a fixed one.
    pub(crate) error: Option<Type>,
    /// Whether there is an error at all.
    pub(crate) fallible: bool,
}

/// A type that came through a `$name:ty` of `macro_rules!` stands in a group that nobody sees; this is what is inside.
pub(crate) fn ungrouped(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => ungrouped(&group.elem),
        ty => ty,
    }
}

/// `Result<T, E>` -> `T`, `E`, so that a fault of one of them is told at that one.
pub(crate) fn outcome(returned: &Type) -> Outcome {
    let returned = ungrouped(returned);
    if let Type::Path(path) = returned
        && let Some(last) = path.path.segments.last()
        && last.ident == "Result"
        && let PathArguments::AngleBracketed(generics) = &last.arguments
    {
        let mut types = generics.args.iter().filter_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty.clone()),
            _ => None,
        });
        if let Some(value) = types.next() {
            return Outcome { value, error: types.next(), fallible: true };
        }
    }
    Outcome { value: returned.clone(), error: None, fallible: false }
}

/// The attributes that our macros read from arguments.
pub(crate) const ARGUMENT_ATTRIBUTES: &[&str] = &["path", "query", "header", "cookie", "body", "state", "validate"];

/// What rustc lets stand on an argument.
pub(crate) fn is_rustc_attribute(attribute: &Attribute) -> bool {
    ["allow", "cfg", "cfg_attr", "deny", "doc", "expect", "forbid", "warn"]
        .iter()
        .any(|name| attribute.path().is_ident(name))
}

pub(crate) fn is_argument_attribute(attribute: &Attribute) -> bool {
    ARGUMENT_ATTRIBUTES.iter().any(|name| attribute.path().is_ident(name))
}

/// The first few tokens of an item, for an error that should not underline all of it.
fn first_tokens(item: &TokenStream) -> TokenStream {
    item.clone().into_iter().take(2).flat_map(|token| token.into_token_stream()).collect()
}
