//! What `#[derive(ApiError)]` tells of faults, and what it writes, against a file in `tests/output`.

use proc_macro2::TokenStream;
use quote::quote;

use super::derive;
use crate::diagnostics::testing::{assert_output, messages};

fn faults(item: TokenStream) -> Vec<String> {
    messages(&derive(item))
}

#[test]
fn an_enum() {
    let code = derive(quote! {
        enum OrderError {
            /// No such shop.
            #[status(404)]
            NoShop,
            #[status(409)]
            #[detail("only {left} left")]
            OutOfStock { sku: String, left: u32 },
            #[status(500)]
            Database(#[from] sqlx::Error),
            #[transparent]
            Auth(AuthError),
        }
    });
    assert_output("api_error_enum.rs", &code);
}

/// One fault, one message.
#[test]
fn faulty_variants() {
    for (variant, message) in [
        (quote!(A), "which status? write `#[status(404)]`"),
        (
            quote!(
                #[status]
                A
            ),
            "which status? write `#[status(404)]`",
        ),
        (
            quote!(
                #[status(200)]
                A
            ),
            "the status of an error is from 400 to 999: write `#[status(404)]`",
        ),
        (
            quote!(
                #[status(NOT_FOUND)]
                A
            ),
            "a status is a number: write `#[status(404)]`",
        ),
        (
            quote!(
                #[status(404)]
                #[status(404)]
                A
            ),
            "`status` is given twice; keep one",
        ),
        (
            quote!(
                #[status(404)]
                #[detail(3)]
                A
            ),
            "text in quotes belongs here: write `#[detail(\"only {left} left\")]`",
        ),
        (
            quote!(
                #[status(404)]
                #[detail("{lfet}")]
                A { left: u8 }
            ),
            "there is no field `lfet`; did you mean `left`?",
        ),
        (
            quote!(
                #[status(404)]
                #[detail("{")]
                A
            ),
            "a `{` is never closed; write `{{` for the character",
        ),
        (
            quote!(
                #[status(404)]
                #[header("a b", "c")]
                A
            ),
            "not the name of a header: letters, digits and `-` make one, such as `\"Retry-After\"`",
        ),
        (
            quote!(
                #[status(404)]
                A { title: String }
            ),
            "every problem has a member `title`: rename the field, or `#[problem(skip)]`",
        ),
        (
            quote!(
                #[status(500)]
                A(
                    #[from]
                    E,
                    u8
                )
            ),
            "`#[from]` makes the variant from this value alone: write `#[source]`, or move the other fields out",
        ),
        (
            quote!(
                #[status(500)]
                A(
                    #[from]
                    E,
                    #[from]
                    F
                )
            ),
            "one error stands behind another, and a field before is marked already: remove this mark",
        ),
        (
            quote!(
                #[status(500)]
                A(
                    #[from]
                    #[source]
                    E
                )
            ),
            "`#[from]` says `#[source]` as well: remove this one",
        ),
        (
            quote!(
                #[status(500)]
                A(
                    #[from]
                    E
                ),
                #[status(400)]
                B(
                    #[from]
                    E
                )
            ),
            "two variants are made from `E`, and `?` could not choose: write `#[source]` on one",
        ),
        (
            quote!(
                #[transparent]
                A(E, F)
            ),
            "a transparent variant holds one value, the error that answers for it: `Auth(AuthError)`",
        ),
        (
            quote!(
                #[transparent]
                #[status(404)]
                A(E)
            ),
            "a transparent variant answers as what it holds: remove `#[status]`",
        ),
        (
            quote!(
                #[status(404)]
                #[problem(skip)]
                A
            ),
            "`#[problem(skip)]` belongs on a field",
        ),
        (
            quote!(
                #[status(404)]
                A(
                    #[problem(skpi)]
                    u8
                )
            ),
            "`#[problem]` has no option `skpi`; did you mean `skip`?",
        ),
    ] {
        assert_eq!(faults(quote!(enum X { #variant })), [message], "{variant}");
    }
}

#[test]
fn sound_items() {
    for item in [
        quote!(
            #[status(401)]
            struct A;
        ),
        quote!(
            #[status(400)]
            enum A {
                B,
                #[status(500)]
                C(String),
            }
        ),
        quote!(
            enum A {}
        ),
        quote!(
            enum A {
                #[status(500)]
                B { title: String },
            }
        ),
        quote!(
            enum A {
                #[status(400)]
                B {
                    #[problem(skip)]
                    title: String,
                },
            }
        ),
    ] {
        assert_eq!(faults(item), [""; 0]);
    }
}
