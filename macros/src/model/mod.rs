//! `#[model]`: serde, rules and schema of a type in one attribute.
//!
//! The stages: [`ast`] reads what the user wrote and takes our own attributes off, [`lower`] finds the wire names and the way
//! to every value, [`check`] finds what does not go together, [`expand`] writes the code. Whatever is wrong, the type is
//! emitted with its derives and implementations, only without the parts that are at fault: so one fault stays one message.

mod ast;
mod borrow;
mod case;
mod check;
mod expand;
mod lower;
mod schema;
mod serde_attrs;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use quote::quote;

use crate::diagnostics::Diagnostics;

/// The attribute macro: `attribute` is what stands in its parentheses, `item` what it stands on.
pub(crate) fn expand(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let diagnostics = Diagnostics::new();
    let direction = ast::parse_direction(attribute, &diagnostics);
    let Some(ast) = ast::parse_item(item.clone(), &diagnostics) else {
        let errors = diagnostics.finish();
        return quote!(#item #errors);
    };
    let mut model = lower::lower(ast, direction);
    check::check(&mut model, &diagnostics);
    let code = expand::expand(&model);
    let errors = diagnostics.finish();
    quote!(#code #errors)
}
