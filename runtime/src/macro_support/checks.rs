//! What generated consts assert of a signature's types, each once, so that the compiler tells each fault once.

use crate::app::{AnyState, Provide};
use crate::endpoint::Node;
use crate::extract::{FromBody, FromRequest, FromValues};
use crate::handler::Endpoint;
use crate::link::Link;
use crate::model::Check;
use crate::problem::ApiError;
use crate::routing;
use crate::table::{Entry, Routes};

/// An argument from the query.
pub const fn is_value<T: FromValues<'static, AnyState>>() {}

/// An argument from the path, a header or a cookie, where one name has one value: a struct that reads a whole query stops the build.
pub const fn is_single_value<T: FromValues<'static, AnyState>>() {
    assert!(
        !T::WHOLE_QUERY,
        "this type has several fields, and one value here: take each field as an argument of its own, or the whole type with `#[query]`"
    );
}

/// An argument for a parameter that a path of the route may lack: a type that needs a value stops the build.
pub const fn may_be_absent<T: FromValues<'static, AnyState>>() {
    assert!(
        !T::REQUIRED,
        "this parameter may be absent, by its `?` or in another path of the route: write `Option<…>`, or give a default with `#[path(default = …)]`"
    );
}

/// An argument from the body.
pub const fn is_body<T: FromBody<'static, AnyState>>() {}

/// An argument without a mark.
pub const fn is_extractor<T: FromRequest<'static, AnyState>>() {}

/// An argument under `#[validate]`: a type without rules stops the build.
pub const fn has_rules<T: Check>() {
    assert!(
        T::HAS_RULES,
        "`#[validate]` stands on a type that has no rules: put `#[validate(…)]` on its fields, or remove this"
    );
}

/// A field under `nested`: a type without rules stops the build.
pub const fn nested_has_rules(has_rules: bool) {
    assert!(
        has_rules,
        "`nested` stands on a field whose type has no rules: put `#[validate(…)]` on the fields of that type, or remove this"
    );
}

/// An argument of an extractor or a middleware as its bounds name it: `<Db as Argument<{ CHECKED }>>::Type` is the type itself.
/// Where `CHECKED` fails, that has been told, and a type that depends on it is no type any more: so those who use the function,
/// whose bounds are asked for again, are silent.
pub trait Argument<const CHECKED: bool> {
    /// `Self`.
    type Type;
}

impl<T> Argument<true> for T {
    type Type = T;
}

/// Whether an extractor with this error can answer 401 or 403.
pub(super) const fn refuses<E: ApiError>() -> bool {
    E::MAY_REFUSE
}

/// What an argument `#[state] name: &T` borrows.
pub fn provide<S: Provide<T>, T: ?Sized>(state: &S) -> &T {
    state.provide()
}

/// `file!()` without what comes before the crate's own folder: a path of one machine means nothing on another.
pub const fn file_in_crate(file: &'static str) -> &'static str {
    let bytes = file.as_bytes();
    if bytes.is_empty() || bytes[0] != b'/' {
        return file;
    }
    // A dependency's file is absolute: keep what follows the last `/src/`, its `src/` included.
    let mut at = bytes.len();
    while at >= 5 {
        if bytes[at - 5] == b'/'
            && bytes[at - 4] == b's'
            && bytes[at - 3] == b'r'
            && bytes[at - 2] == b'c'
            && bytes[at - 1] == b'/'
        {
            return match file.split_at_checked(at - 4) {
                Some((_, relative)) => relative,
                None => file,
            };
        }
        at -= 1;
    }
    file
}

/// What `routes![]` asserts of a table: no two routes answer the same request.
pub const fn check_table<const CAPACITY: usize>(nodes: &'static [Node]) {
    routing::check::<CAPACITY>(nodes);
}

/// What runs for a mounted table. A function, so that a table for another state is told as what it is.
pub const fn mounted<S>(table_for_the_same_state: Routes<S>) -> &'static [Entry<S>] {
    table_for_the_same_state.__calls()
}

/// What `link!` asserts: the route stands in the table exactly once.
pub const fn check_single<R: Endpoint>(nodes: &'static [Node]) {
    let (before, after) = match routing::occurrences(nodes, &R::META) {
        1 => return,
        0 => ("the table does not hold ", ": list it there, or name the table that it stands in"),
        _ => ("the table holds ", " more than once: which link is meant? write the prefix and the route's own `url`"),
    };
    panic!("{}", routing::link_message(before, &R::META, after).as_str());
}

/// The link below the prefix that the route has in the table.
pub fn absolute<R: Endpoint>(nodes: &'static [Node], link: Link) -> Link {
    let own = R::META.patterns.first().map_or("", |pattern| pattern.path);
    let place = routing::places_of(nodes, &R::META).into_iter().next();
    // The path `/` of a mounted table is the prefix itself.
    let own = own.strip_suffix('/').filter(|rest| rest.is_empty()).unwrap_or(own);
    let prefix = place.as_ref().and_then(|place| place.path.strip_suffix(own)).unwrap_or_default();
    link.made_absolute(prefix)
}
