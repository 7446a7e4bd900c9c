//! The book's pages: `cargo test -p cepa-book --doc` compiles and runs every example in them.

/// A module for each page, whose examples are then this crate's.
macro_rules! pages {
    ($($name:ident = $file:literal),* $(,)?) => {$(
        #[cfg(doctest)]
        #[doc = include_str!(concat!("src/", $file))]
        pub mod $name {}
    )*};
}

pages! {
    cargo_cepa = "cargo-cepa.md",
    introduction = "introduction.md",
    quick_start = "quick-start.md",
    routes = "routes.md",
    arguments = "arguments.md",
    validation = "validation.md",
    answers = "answers.md",
    errors = "errors.md",
    state = "state.md",
    lock_file = "lock-file.md",
    middleware = "middleware.md",
    docs_page = "docs-page.md",
    openapi = "openapi.md",
    serving = "serving.md",
    testing = "testing.md",
    contract_tests = "contract-tests.md",
    from_fastapi = "coming-from-fastapi.md",
    from_axum = "coming-from-axum.md",
}
