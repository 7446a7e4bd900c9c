//! What can be told of a type by its tokens alone: how one would write it, and what it is called with.
//!
//! Tokens print as `Arc < dyn Repo >`, people write `Arc<dyn Repo>`.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{GenericArgument, PathArguments, PathSegment, Type};

/// The last segment of a type's path: `Vec<u8>` of `std::vec::Vec<u8>`.
pub(crate) fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match ty {
        Type::Path(path) => path.path.segments.last(),
        Type::Group(group) => last_segment(&group.elem),
        Type::Paren(paren) => last_segment(&paren.elem),
        _ => None,
    }
}

/// The last type argument: `T` of `Option<T>`, `V` of `HashMap<K, V>`.
pub(crate) fn type_argument(ty: &Type) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &last_segment(ty)?.arguments else { return None };
    arguments.args.iter().rev().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// `T` of `Option<T>`, where `name` is `Option`.
pub(crate) fn type_argument_of<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
    type_argument(ty).filter(|_| last_segment(ty).is_some_and(|last| last.ident == name))
}

/// The text of a type.
pub(crate) fn type_text(ty: impl ToTokens) -> String {
    let mut text = String::new();
    write(ty.to_token_stream(), &mut text);
    text
}

fn write(tokens: TokenStream, text: &mut String) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                // `&mut [u8]`, but `Fn(u8)`.
                if text.ends_with(" mut") || text.ends_with("&mut") {
                    text.push(' ');
                }
                text.push_str(open);
                write(group.stream(), text);
                text.push_str(close);
            }
            TokenTree::Punct(punct) => write_punct(punct.as_char(), punct.spacing(), text),
            TokenTree::Ident(name) => {
                blank_between_words(text);
                text.push_str(&name.to_string());
            }
            TokenTree::Literal(literal) => {
                blank_between_words(text);
                text.push_str(&literal.to_string());
            }
        }
    }
}

/// A word never touches the word before it; after `'` it belongs to the lifetime.
fn blank_between_words(text: &mut String) {
    if text.ends_with(|letter: char| letter.is_alphanumeric() || letter == '_') {
        text.push(' ');
    }
}

fn write_punct(punct: char, spacing: Spacing, text: &mut String) {
    match punct {
        ',' | ';' => {
            text.push(punct);
            text.push(' ');
        }
        '+' | '=' => {
            text.push(' ');
            text.push(punct);
            text.push(' ');
        }
        '-' if spacing == Spacing::Joint => text.push_str(" -"),
        '>' if text.ends_with(" -") => text.push_str("> "),
        '\'' | '&' => {
            blank_between_words(text);
            text.push(punct);
        }
        _ => text.push(punct),
    }
}

#[cfg(test)]
mod tests {
    use super::type_text;

    #[test]
    fn as_one_would_write_it() {
        for text in [
            "Arc<dyn Repo + Send>",
            "&'a str",
            "&'a mut [u8; 4]",
            "std::collections::HashMap<String, Vec<(u8, i64)>>",
            "fn(u8) -> bool",
            "<T as Iterator>::Item",
            "Cow<'a, str>",
            "dyn Fn(&str) -> u8 + 'static",
        ] {
            let ty: syn::Type = syn::parse_str(text).expect("a type");
            assert_eq!(type_text(ty), text);
        }
    }
}
