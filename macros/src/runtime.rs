//! `#[cepa::main]` and `#[cepa::test]`: an async function run on a runtime.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use crate::argument::lifetimes;
use crate::diagnostics::Diagnostics;
use crate::function::Function;
use crate::paths::support;

/// Which of the two.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Main,
    Test,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Main => "cepa::main",
            Self::Test => "cepa::test",
        }
    }
}

/// Makes the function synchronous, its body run to its end on a runtime.
pub(crate) fn expand(kind: Kind, arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut function = match Function::parse(item, kind.name()) {
        Ok(function) => function,
        Err(tokens) => return tokens,
    };
    let diagnostics = Diagnostics::new();
    if !arguments.is_empty() {
        diagnostics.error(&arguments, format_args!("`#[{}]` takes no arguments: remove them", kind.name()));
    }
    if function.signature.asyncness.is_none() {
        diagnostics.error(
            function.signature.fn_token,
            format_args!("`#[{}]` runs an async function: write `async fn`", kind.name()),
        );
    }
    if !function.signature.inputs.is_empty() {
        diagnostics
            .error(&function.signature.inputs, format_args!("nothing calls this function with arguments: remove them"));
    }
    function.check_plain(&diagnostics, "this");
    if let Some(serve) = serve_without_await(&function.body) {
        diagnostics.error(serve, "this has to be waited for: write `.await` behind it");
        // Or the compiler would say, of its type, what is said here.
        function.body = with_await(&function.body);
    }
    if let Some(errors) = diagnostics.finish() {
        return faulty(kind, &errors, &function);
    }
    let support = support();
    // The body as the function it is: there the compiler says what its last line has to be, an `.await` forgotten, say.
    let inner = Function { attributes: Vec::new(), visibility: syn::Visibility::Inherited, ..function.clone() };
    let name = function.name().clone();
    function.signature.asyncness = None;
    let Function { attributes, visibility, signature, .. } = &function;
    let test = (kind == Kind::Test).then(|| quote!(#[::core::prelude::v1::test]));
    let run = Ident::new(if kind == Kind::Main { "run_main" } else { "run_test" }, proc_macro2::Span::mixed_site());
    let output = function.return_type();
    quote! {
        #test
        #(#attributes)*
        #visibility #signature {
            #inner
            #support::#run::<#output>(#name())
        }
    }
}

/// `serve` of a body that ends with `.serve(…)`, if it is an application's: what others call so may be no future.
fn serve_without_await(body: &TokenStream) -> Option<Ident> {
    let block = block(body)?;
    if !lifetimes::finds(block.stream(), &|token, _| token.to_string() == "App") {
        return None;
    }
    let mut last = block.stream().into_iter().collect::<Vec<_>>().into_iter().rev();
    match (last.next()?, last.next()?, last.next()?) {
        (TokenTree::Group(_), TokenTree::Ident(name), TokenTree::Punct(dot))
            if name == "serve" && dot.as_char() == '.' =>
        {
            Some(name)
        }
        _ => None,
    }
}

fn with_await(body: &TokenStream) -> TokenStream {
    let Some(block) = block(body) else { return body.clone() };
    let inside = block.stream();
    quote!({ #inside.await })
}

/// The braces of a function's body.
fn block(body: &TokenStream) -> Option<Group> {
    match body.clone().into_iter().next()? {
        TokenTree::Group(group) => Some(group),
        _ => None,
    }
}

/// rustc has rules of its own for what is called `main` at the root: the user's function goes inside one that keeps them.
fn faulty(kind: Kind, errors: &TokenStream, function: &Function) -> TokenStream {
    match kind {
        Kind::Main => quote! {
            #errors
            fn main() {
                #[allow(dead_code)]
                #function
            }
        },
        Kind::Test => quote!(#errors #function),
    }
}

impl ToTokens for Function {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { attributes, visibility, signature, body } = self;
        tokens.extend(quote!(#(#attributes)* #visibility #signature #body));
    }
}
