//! What the tests of the macros share: the messages of an expansion, and expansions compared with files.

use std::path::Path;

use proc_macro2::TokenStream;

/// The messages of all `compile_error!`s in the code, in their order.
pub(crate) fn messages(code: &TokenStream) -> Vec<String> {
    let text = code.to_string();
    let literals = text.split("compile_error ! { ").skip(1).filter_map(|rest| rest.split_once(" }"));
    literals.filter_map(|(literal, _)| syn::parse_str::<syn::LitStr>(literal).ok()).map(|text| text.value()).collect()
}

/// Compares the code, set out for people, with `tests/output/<name>`. With `BLESS=1` in the environment it writes the file.
pub(crate) fn assert_output(name: &str, code: &TokenStream) {
    let file: syn::File = syn::parse2(code.clone()).expect("the expansion is Rust");
    let text = prettyplease::unparse(&file);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/output").join(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
        std::fs::write(&path, text).expect("the file");
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(text == expected, "{name} differs; `BLESS=1 cargo test` writes it anew. It would be:\n{text}");
}
