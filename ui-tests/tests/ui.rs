//! Every case, in one run: what must compile does and runs to its end, and what must not says what is written beside it.

#[test]
fn cases() {
    let cases = trybuild::TestCases::new();
    cases.pass("ui/*/pass/*.rs");
    cases.compile_fail("ui/*/fail/*.rs");
}
