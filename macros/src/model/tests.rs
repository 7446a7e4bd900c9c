//! What `#[model]` tells of faults, and what it writes, against files in `tests/output`.

use proc_macro2::TokenStream;
use quote::quote;

use super::expand;
use crate::diagnostics::testing::{assert_output, messages};

fn faults(attribute: TokenStream, item: TokenStream) -> Vec<String> {
    messages(&expand(attribute, item))
}

#[test]
fn a_struct() {
    let code = expand(
        quote!(),
        quote! {
            /// An order.
            #[derive(Debug)]
            #[serde(rename_all = "camelCase")]
            struct NewOrder<'a> {
                #[validate(email(message = "an address, please"))]
                sent_to: Cow<'a, str>,
                #[validate(length(min = 1, max = 50), nested)]
                items: Vec<Item>,
                note: Option<Option<String>>,
            }
        },
    );
    assert_output("model_struct.rs", &code);
}

#[test]
fn an_enum_of_names() {
    let code = expand(
        quote!(),
        quote! {
            #[serde(rename_all = "kebab-case")]
            enum Sort { NewestFirst, #[serde(alias = "old")] Oldest }
        },
    );
    assert_output("model_names.rs", &code);
}

#[test]
fn a_newtype() {
    let code = expand(
        quote!(input),
        quote!(
            struct ShopId(#[validate(length(equal = 8))] String);
        ),
    );
    assert_output("model_newtype.rs", &code);
}

#[test]
fn what_it_stands_on() {
    for (item, message) in [
        (
            quote!(
                fn f() {}
            ),
            "`#[model]` goes on a struct or an enum",
        ),
        (
            quote!(
                pub trait T {}
            ),
            "`#[model]` goes on a struct or an enum",
        ),
        (quote!(union U { a: u8 }), "a union has no form on the wire: `#[model]` goes on a struct or an enum"),
    ] {
        let code = expand(quote!(), item.clone());
        assert_eq!(messages(&code), [message]);
        assert!(code.to_string().starts_with(&item.to_string()), "the item stays");
    }
}

#[test]
fn directions() {
    let item = quote!(
        struct A;
    );
    for (attribute, message) in [
        (quote!(inptu), "`#[model]` has no option `inptu`; did you mean `input`?"),
        (quote!(input, output), "`input` and `output` together are the plain `#[model]`: remove both"),
        (quote!(input, input), "`input` is given twice; keep one"),
    ] {
        assert_eq!(faults(attribute, item.clone()), [message]);
    }
    let derives = |attribute| expand(attribute, item.clone()).to_string();
    assert!(!derives(quote!(input)).contains("Serialize ,"));
    assert!(!derives(quote!(output)).contains("Deserialize"));
}

/// One fault, one message.
#[test]
fn faulty_fields() {
    for (field, message) in [
        (
            quote!(a: &'a str),
            "text with an escape such as \\n cannot be borrowed: write `Cow<'a, str>` with `#[serde(borrow)]`",
        ),
        (
            quote!(a: Vec<Option<&'a str>>),
            "text with an escape such as \\n cannot be borrowed: write `Cow<'a, str>` with `#[serde(borrow)]`",
        ),
        (
            quote!(a: &'static str),
            "what a request says does not live for ever: write `String`, or `#[model(output)]` for a type that is only written",
        ),
        (
            quote!(#[serde(with = "time::iso")] a: Time),
            "what does `time::iso` look like on the wire? name a type for the schema too, such as `#[schemars(with = \"Time\")]`",
        ),
        (
            quote!(#[validate(skip)] a: u8),
            "a model's rules always run; `#[validate(skip)]` belongs on a handler's argument",
        ),
        (
            quote!(#[serde(skip)] #[validate(range(max = 1))] a: u8),
            "serde skips this field when it reads, so no request can break the rule: remove one of the two",
        ),
        (
            quote!(#[validate(must_match(other = pasword))] a: String, password: String),
            "there is no field `pasword`; did you mean `password`?",
        ),
        (quote!(#[validate(must_match(other = a))] a: String), "a field always matches itself: name the other field"),
        (
            quote!(#[validate] a: u8),
            "which rule? write `#[validate(length(max = 50))]`, or `#[validate(nested)]` for the rules of the type",
        ),
    ] {
        assert_eq!(faults(quote!(), quote!(struct A<'a> { #field })), [message]);
    }
}

#[test]
fn faulty_items() {
    for (item, message) in [
        (
            quote!(
                #[derive(Debug, serde::Serialize)]
                struct A;
            ),
            "`#[model]` derives `Serialize` already: remove it here",
        ),
        (
            quote!(
                #[validate(email)]
                struct A;
            ),
            "`email` belongs on a field; a rule for the type as a whole is written `custom(function = check_it)`",
        ),
        (
            quote!(
                enum A {
                    #[validate(email)]
                    B(String),
                }
            ),
            "rules belong on a field of the variant, or on the enum as a whole",
        ),
    ] {
        assert_eq!(faults(quote!(), item), [message]);
    }
}

/// What is sound is left alone: the other direction, a schema of its own, a type that borrows as it should.
#[test]
fn sound_fields() {
    for (attribute, field) in [
        (quote!(output), quote!(a: &'static str)),
        (quote!(), quote!(#[serde(with = "time::iso")] #[schemars(with = "String")] a: Time)),
        (quote!(), quote!(#[serde(skip)] a: &'static str)),
        (quote!(), quote!(#[serde(borrow)] a: Cow<'a, str>)),
    ] {
        assert_eq!(faults(attribute, quote!(struct A<'a> { #field })), [""; 0]);
    }
}
