//! What generated consts assert of a signature's types, each once, so that the compiler tells each fault once.

use std::marker::PhantomData;

use crate::app::{AnyState, Provide};
use crate::endpoint::Node;
use crate::extract::{FromBody, FromRequest, FromValues};
use crate::handler::Endpoint;
use crate::link::{Link, ToText};
use crate::middleware::{Middleware, Next};
use crate::model::Check;
use crate::problem::ApiError;
use crate::request::Request;
use crate::response::Response;
use crate::routing;
use crate::table::{Entry, Routes};

/// An argument from the query.
pub const fn is_value<T: FromValues<'static>>() {
    assert!(
        !T::HOLDS_NESTED,
        "a member of this struct is a struct or a map, and no key of a query holds one: write its members in place of it, or read it from the body"
    );
}

/// An argument from one segment of the path: a list stops the build.
pub const fn is_one_segment(is_list: bool) {
    assert!(
        !is_list,
        "one segment of the path is one value: write the type of a single one, or `{{*name}}` in the path for a list of segments"
    );
}

/// An argument from the path, a header or a cookie, where one name has one value: a struct that reads a whole query stops the build.
pub const fn is_single_value<T: FromValues<'static>>() {
    assert!(
        !T::WHOLE_QUERY,
        "this type has several fields, and one value here: take each field as an argument of its own, or the whole type with `#[query]`"
    );
}

/// An argument for a parameter that a path of the route may lack: a type that needs a value stops the build.
pub const fn may_be_absent<T: FromValues<'static>>() {
    assert!(
        !T::REQUIRED,
        "this parameter may be absent, by its `?` or in another path of the route: write `Option<…>`, or give a default with `#[path(default = …)]`"
    );
}

/// An argument of a type that does not say that it borrows: one that is read from `'static` text alone stops the build.
pub const fn is_from_any_request(is_read_from_any: bool) {
    assert!(
        is_read_from_any,
        "this type is read only from what lives for ever, and a request does not: write `&str` or `Name<'_>` where it borrows, or an owned type"
    );
}

/// An argument from the body.
pub const fn is_body<T: FromBody<'static>>() {}

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

/// What the `public` of a route attribute asserts of an argument, by the constant of it that says whether it demands credentials.
#[track_caller]
pub const fn is_public(demands_auth: bool, message: &'static str) {
    assert!(!demands_auth, "{}", message);
}

/// Finds out whether a layer demands credentials, from the expression that makes it and without the state it is for:
/// `layer_demands_auth(&|| (&LayerProbe(&expression)).kind())`. The function is never called, it only has a type.
///
/// As for [`Known`](super::Known), a method of the type itself goes before one of a trait, and one of what is borrowed once
/// before one of what is borrowed twice: so a layer that is one for some states only, of which nothing can be known here, is an
/// [`UnknownLayer`] and demands nothing.
#[derive(Debug)]
pub struct LayerProbe<'a, M>(pub &'a M);

impl<M: Middleware<AnyState>> LayerProbe<'_, M> {
    /// One of which it can be known.
    pub const fn kind(&self) -> KnownLayer<M> {
        KnownLayer(PhantomData)
    }
}

/// A function that lacks its `#[middleware]`. The table says so; here only its type parameter is given a type, since the
/// compiler would ask for one.
pub trait UnmarkedLayer {
    /// None.
    fn kind(&self) {}
}

impl<F: Fn(Request, NoNext) -> R, R> UnmarkedLayer for LayerProbe<'_, F> {}

/// A [`Next`] that nobody has.
#[derive(Debug)]
pub enum NoNext {}

impl Next for NoNext {
    async fn run(self, _: Request) -> Response {
        match self {}
    }
}

/// Any other layer.
pub trait UnknownLayer {
    /// One of which nothing can be known.
    fn kind(&self) {}
}

impl<M> UnknownLayer for &LayerProbe<'_, M> {}

/// The type of a layer.
#[derive(Debug)]
pub struct KnownLayer<M>(PhantomData<M>);

/// What is known of a layer.
pub trait LayerKind {
    /// Whether it demands credentials.
    const DEMANDS_AUTH: bool;
}

impl<M: Middleware<AnyState>> LayerKind for KnownLayer<M> {
    const DEMANDS_AUTH: bool = M::DEMANDS_AUTH;
}

impl LayerKind for () {
    const DEMANDS_AUTH: bool = false;
}

/// See [`LayerProbe`].
pub const fn layer_demands_auth<K: LayerKind, F: Fn() -> K>(_: &F) -> bool {
    K::DEMANDS_AUTH
}

/// Whether an extractor with this error can answer 401 or 403.
pub(super) const fn refuses<E: ApiError>() -> bool {
    E::MAY_REFUSE
}

/// What an argument `#[state] name: &T` borrows.
pub fn provide<S: Provide<T>, T: ?Sized>(state: &S) -> &T {
    state.provide()
}

/// What `routes![]` asserts of a table: no two routes answer the same request.
pub const fn check_table<const CAPACITY: usize>(nodes: &'static [Node]) {
    routing::check::<CAPACITY>(nodes);
}

/// What runs for a mounted table. A function, so that a table for another state is told as what it is.
pub const fn mounted<S>(table_for_the_same_state: Routes<S>) -> &'static [Entry<S>] {
    table_for_the_same_state.__calls()
}

/// What `link!` asserts: the route stands in the table exactly once, and the parameters of its prefix have values.
pub const fn check_single<R: Endpoint>(nodes: &'static [Node], given: &[&str]) {
    let (before, after) = match routing::occurrences(nodes, &R::META) {
        1 => match routing::prefix_fault(nodes, &R::META, given) {
            None => return,
            Some(fault) => panic!("{}", fault.as_str()),
        },
        0 => ("the table does not hold ", ": list it there, or name the table that it stands in"),
        _ => ("the table holds ", " more than once: which link is meant? write the prefix and the route's own `url`"),
    };
    panic!("{}", routing::link_message(before, &R::META, after).as_str());
}

/// The link below the prefix that the route has in the table, whose parameters have these values.
pub fn absolute<R: Endpoint>(nodes: &'static [Node], link: Link, values: &[(&str, &dyn ToText)]) -> Link {
    let prefix = routing::prefix_of(nodes, &R::META).unwrap_or_default();
    let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.to_text())).collect();
    let values: Vec<_> = values.iter().map(|(name, text)| (*name, text.as_ref())).collect();
    link.made_absolute(if prefix.is_empty() { Ok(prefix) } else { routing::fill(&prefix, &values) })
}
