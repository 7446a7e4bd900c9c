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

/// Whether schemars' derive is asked for the schema of such an item.
fn derives_the_schema(item: &str) -> bool {
    let code = expand(quote!(), item.parse().expect("tokens")).to_string();
    let derived = code.contains("# [schemars (crate");
    assert_ne!(derived, code.contains("fn json_schema"), "one of the two: {item}");
    derived
}

/// What is plain makes its schema without the derive.
#[test]
fn plain_schemas() {
    for item in [
        "struct A {}",
        "#[derive(Debug)] #[serde(rename = \"B\", rename_all = \"camelCase\", deny_unknown_fields)] pub struct A { a: u8 }",
        "struct A<'a> where 'a: 'a { #[serde(borrow)] a: Cow<'a, str>, b: Cow<'a, str>, c: Option<Option<u8>> }",
        "struct A { #[serde(default, skip_serializing_if = \"f\")] a: u8, #[serde(alias = \"c\")] #[doc(alias = \"d\")] b: u8 }",
        "#[serde(default = \"A::new\")] struct A { #[validate(length(max = 3), email, custom(function = f))] a: String }",
        "struct A(/** Inside. */ #[validate(range(min = -1, exclusive_max = 2.5))] f64);",
        "/// Names.\nenum A { /// One.\n B, #[serde(rename = \"c\", alias = \"d\")] C, #[serde(other)] D = 3 }",
    ] {
        assert!(!derives_the_schema(item), "{item}");
    }
}

/// What is not known to be plain is left to the derive.
#[test]
fn derived_schemas() {
    for item in [
        "struct A;",
        "struct A();",
        "struct A(u8, u8);",
        "struct A<T> { a: T }",
        "struct A<const N: usize> { a: u8 }",
        "#[schemars(title = \"B\")] struct A { a: u8 }",
        "#[deprecated] struct A { a: u8 }",
        "#[doc = include_str!(\"a.md\")] struct A { a: u8 }",
        "#[cfg_attr(x, serde(deny_unknown_fields))] struct A { a: u8 }",
        "#[serde(transparent)] struct A { a: u8 }",
        "#[serde(from = \"B\")] struct A { a: u8 }",
        "#[serde(tag = \"t\")] struct A { a: u8 }",
        "#[serde(rename_all(serialize = \"camelCase\"))] struct A { a: u8 }",
        "struct A { #[cfg(x)] a: u8 }",
        "struct A { #[schemars(extend(\"x\" = 1))] a: u8 }",
        "struct A { #[serde(flatten)] a: B }",
        "struct A { #[serde(skip)] a: u8 }",
        "struct A { #[serde(serialize_with = \"f\")] a: u8 }",
        "struct A { #[serde(rename(serialize = \"b\"))] a: u8 }",
        "struct A { #[serde(default = \"1 + 1\")] a: u8 }",
        "struct A { #[validate(length(max = MOST))] a: String }",
        "struct A { #[validate(regex(path = RE))] a: String }",
        "struct A { #[validate(required)] a: Option<String> }",
        "struct A { #[validate(email, url)] a: String }",
        "struct A { #[validate(range(max = 18446744073709551615))] a: u64 }",
        "enum A {}",
        "enum A { B, C {} }",
        "enum A { B, C(u8) }",
        "enum A { B, /**/ #[doc = \"\"] C }",
        "enum A { B, #[serde(skip)] C }",
        "#[serde(untagged)] enum A { B }",
    ] {
        assert!(derives_the_schema(item), "{item}");
    }
}
