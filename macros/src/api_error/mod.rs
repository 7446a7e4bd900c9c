//! `#[derive(ApiError)]`: status, problem type, text and documentation of errors from one enum or struct.
//!
//! The stages: [`ast`] reads what the user wrote, [`check`] finds what does not go together, [`expand`] writes the code.
//! [`text`] reads the `{field}`s of a detail. Whatever is wrong, every implementation is written, if need be with a status of
//! 500, so that one fault stays one message.

mod ast;
mod check;
mod expand;
#[cfg(test)]
mod tests;
mod text;

use proc_macro2::TokenStream;
use quote::quote;

use crate::diagnostics::Diagnostics;

/// The derive.
pub(crate) fn derive(item: TokenStream) -> TokenStream {
    let item = match syn::parse2(item) {
        Ok(item) => item,
        Err(error) => return error.to_compile_error(),
    };
    let diagnostics = Diagnostics::new();
    let code = ast::parse(&item, &diagnostics).map(|mut error| {
        check::check(&mut error, &diagnostics);
        expand::expand(&error)
    });
    let errors = diagnostics.finish();
    quote!(#code #errors)
}
