//! Where in an executable a table's listing stands. The names are those of the crate `cepa-listing`.

use proc_macro2::TokenStream;
use quote::quote;

/// The attributes that put a static into the section for the listing of the table with this hash.
///
/// Formats without sections of their own kind, such as WebAssembly, keep the listing among the other data.
pub(crate) fn attributes(hash: u32) -> TokenStream {
    // One section a table: linkers leave out whole sections, and a mounted table's listing is part of the one around it.
    let elf = format!(".cepa.routes.{hash:08x}");
    let pe = format!(".cepa${hash:08x}");
    quote! {
        #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__cepa_routes"))]
        #[cfg_attr(windows, unsafe(link_section = #pe))]
        #[cfg_attr(
            not(any(target_vendor = "apple", windows, target_family = "wasm")),
            unsafe(link_section = #elf)
        )]
    }
}

/// Tells tables apart by where they stand and by what is written in them (FNV-1a).
///
/// Tables of the same words in one section would stay in the program together, those that nobody serves too.
pub(crate) fn hash(entries: &TokenStream, site: &str) -> u32 {
    site.bytes()
        .chain(entries.to_string().bytes())
        .filter(|byte| !byte.is_ascii_whitespace())
        .fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_the_same_words_have_sections_of_their_own() {
        let entries = quote!(index);
        assert_eq!(hash(&entries, "a.rs:1:1"), hash(&entries, "a.rs:1:1"));
        assert_ne!(hash(&entries, "a.rs:1:1"), hash(&entries, "b.rs:1:1"));
        assert_ne!(hash(&entries, "a.rs:1:1"), hash(&quote!(other), "a.rs:1:1"));
    }
}
