//! Gathers every fault of an item, so that one run of the compiler reports them all.
//!
//! Wording, everywhere in this crate: lower case, what is wrong, then what to write instead.

#[cfg(test)]
pub(crate) mod testing;

use std::cell::RefCell;
use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// The faults found so far. They are reported by [`finish`](Self::finish), which has to be called even when there are none.
#[derive(Debug)]
pub(crate) struct Diagnostics {
    /// `None` once finished.
    errors: RefCell<Option<Vec<syn::Error>>>,
}

impl Diagnostics {
    /// No faults.
    pub(crate) fn new() -> Self {
        Self { errors: RefCell::new(Some(Vec::new())) }
    }

    /// Notes a fault; the report underlines all of `at`.
    pub(crate) fn error(&self, at: impl ToTokens, message: impl Display) {
        self.push(syn::Error::new_spanned(at, message));
    }

    /// Notes a fault; the report underlines `span`.
    pub(crate) fn error_at(&self, span: Span, message: impl Display) {
        self.push(syn::Error::new(span, message));
    }

    /// Notes a fault that syn found.
    pub(crate) fn push(&self, error: syn::Error) {
        if let Some(errors) = self.errors.borrow_mut().as_mut() {
            errors.push(error);
        }
    }

    /// The value, or its error noted.
    pub(crate) fn note<T>(&self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    /// Whether nothing is wrong so far.
    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many faults there are so far; a stage compares it to learn whether it added any.
    pub(crate) fn len(&self) -> usize {
        self.errors.borrow().as_ref().map_or(0, Vec::len)
    }

    /// One `compile_error!` for each fault, or `None` where all is well.
    pub(crate) fn finish(self) -> Option<TokenStream> {
        let errors = self.errors.take().unwrap_or_default();
        if errors.is_empty() {
            return None;
        }
        Some(errors.iter().map(syn::Error::to_compile_error).collect())
    }
}

impl Drop for Diagnostics {
    fn drop(&mut self) {
        let unfinished = self.errors.borrow().is_some();
        if cfg!(debug_assertions) && unfinished && !std::thread::panicking() {
            panic!("`Diagnostics` dropped without `finish`: its faults would be lost");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_faults_are_reported() {
        let diagnostics = Diagnostics::new();
        diagnostics.error_at(Span::call_site(), "first");
        diagnostics.error(quote::quote!(a b), "second");
        let tokens = diagnostics.finish().map(|tokens| tokens.to_string()).unwrap_or_default();
        assert_eq!(tokens.matches("compile_error").count(), 2);
    }

    #[test]
    fn no_faults_no_tokens() {
        assert!(Diagnostics::new().finish().is_none());
    }

    #[test]
    #[should_panic(expected = "without `finish`")]
    fn dropping_it_unfinished_is_noticed() {
        drop(Diagnostics::new());
    }
}
