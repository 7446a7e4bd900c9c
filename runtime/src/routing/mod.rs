//! From a request's method, host and path to the route that answers it.
//!
//! - [`RouterBuilder`] takes in patterns and refuses what overlaps; [`Router`] finds the route of a request.
//! - [`PathText`] is the request's path, percent-decoded once and per segment; [`Captures`] are ranges of it.
//! - [`join`] is the one rule by which prefixes and paths meet; [`Walk`] gives every route of a table with its full path.
//! - [`check`] tells during the build what the builder would tell at run time.
//! - [`UrlPattern`] fills a pattern for a link; [`places_of`] tells where a route is mounted.
//!
//! # Patterns
//!
//! | pattern | matches | captures |
//! |---|---|---|
//! | `/users/me` | itself, however it is percent-encoded | |
//! | `/users/{id}` | one segment, never an empty one | `id` |
//! | `/users/{id:\d+}` | one segment that the regex matches as a whole, decoded | `id` |
//! | `/{name}.{ext}`, `/v{n:\d+}` | text and parameters in one segment; the first takes as much as it can | each |
//! | `/files/{*path}` | `/files/`, `/files/a`, `/files/a/b` | `path`: the text after the slash, perhaps empty |
//! | `/files/{+path}` | `/files/a`, `/files/a/b`, not `/files/` | `path`, never empty |
//! | `/a/{*any}/z` | `/a//z`, `/a/b/z`, `/a/b/c/z` | `any`: as little as possible, the last wildcard as much as possible |
//! | `/files/*.json`, `/v*` | a wildcard with literal text around it; its text may hold slashes | |
//! | `/a/{b}*`, `/a/{b}{*rest}` | `/a/1`, `/a/1/2/3` | `b` up to the slash, `rest` from it on: empty or `/2/3` |
//! | `*`, `{*}` | as `{*name}`; `*` alone is short for `/*` | |
//! | `/a/{b?}/{c?}` | `/a`, `/a/1`, `/a/1/2` | what is there |
//!
//! In literal text `{`, `}`, `*`, `?`, `#` and `%` are written percent-encoded. A parameter name stands once in a path, all
//! prefixes joined. Host patterns are told in the same words: `{tenant}.example.com`, `{*host}`, `localhost:{port?}`; a
//! host without a port part matches any port.
//!
//! # Which route answers
//!
//! 1. Routes bound to a host go before those that are not: literal hosts, with a port first; then patterns, those with more
//!    literal text first, fewer wildcards first, then in the order of declaration.
//! 2. Segment by segment, from the left: literal text, then a parameter of any kind, then a wildcard. Where a branch leads
//!    to no route, the next one is tried.
//! 3. Where both lead to the same place: a mixed segment with more literal text, then less, then `{name:regex}`, then
//!    `{name}`. Equals are tried in the order of declaration; nothing else depends on that order.
//! 4. Of several wildcards in one place, those with more literal text around them, then `{+name}`, then `{*name}`; then by
//!    what follows, as above.
//! 5. Between `/x` and `/x/`, the one that the request spells. [`TrailingSlash`] says whether the other one is tried. A
//!    wildcard is less specific than either: `/users/` goes to `/users` rather than to `/{*rest}`.
//! 6. The first of these that answers the method is the answer: one that names it; for HEAD one that names GET; one for any
//!    method. If there is none, OPTIONS is answered from the list of methods, and anything else is 405 with all of them in
//!    `Allow`. 404 is left for paths that no route matches.
//!
//! # What overlaps
//!
//! Two routes overlap if host, a method and a shape are equal. Overlaps stop the build, or fail the insertion.
//!
//! | one | other | overlap | why |
//! |---|---|---|---|
//! | `GET /a` | `POST /a` | no | methods differ |
//! | `#[any] /a` | `GET /a` | no | the named method wins |
//! | `#[any] /a` | `#[any] /a` | yes | |
//! | `/{a}` | `/{b}` | yes | names do not count |
//! | `/{a:\d+}` | `/{b:\d+}` | yes | the same regex text |
//! | `/{a:\d+}` | `/{b:[0-9]+}`, `/{b}` | no | other regexes are tried in the order of declaration, bare parameters last |
//! | `/{a}.{b}` | `/{c}.{d}` | yes | the same text around parameters |
//! | `/{a}.{b}` | `/{c}-{d}` | no | |
//! | `/a/{b?}` | `/a`, `/a/{c}` | yes | an optional parameter overlaps in each of its shapes |
//! | `/a` | `/a/` | no | each request goes to the one it spells, under any slash policy |
//! | `/{*a}` | `/*` | yes | names do not count |
//! | `/{*a}` | `/{+b}` | no | `{+b}` goes first |
//! | `/a b` | `/a%20b` | yes | literal text is compared decoded |
//! | on `x.test` | on `X.test` | yes | hosts know no case |
//! | on `{a}.test` | on `{b}.test` | yes | names do not count |
//! | on `x.test` | on any host | no | the host goes first |
//!
//! # Costs
//!
//! A lookup costs the same among ten routes and ten thousand: one step for each segment of the pattern. Routes that share a
//! place and differ in their regexes, or that share everything up to their first wildcard, are tried one after the other;
//! so are host patterns with parameters.

mod arguments;
mod builder;
mod captures;
mod form;
mod grammar;
mod host;
mod matching;
mod messages;
mod methods;
mod mixed;
mod overlap;
mod path_text;
mod pattern;
mod places;
mod reader;
mod router;
mod seen;
mod template;
#[cfg(test)]
mod tests;
mod text;
mod tree;
mod url;
mod walk;

pub(crate) use arguments::names_parameter;
pub use arguments::{argument_fault, check_arguments};
pub use builder::{InsertError, RouterBuilder};
pub use captures::{Captures, Names};
#[doc(inline)]
pub use cepa_listing::{join, joined};
pub use grammar::{MAX_PARAMETERS, SyntaxFault};
pub use host::fill_host;
use messages::ANY_METHOD;
pub(crate) use messages::link_message;
pub use messages::overlap_message;
pub use overlap::{check, fault, slots};
pub use path_text::{InvalidUtf8, PathText, decode_value};
pub use pattern::InvalidPattern;
pub use places::{Place, occurrences, place_of, places_of, prefix_fault, prefix_of};
pub use router::{Found, Match, RouteId, Router, TrailingSlash};
pub use template::{Template, TemplateParameter};
pub use text::{TEXT_MAX_BYTES, Text};
pub use url::{UrlError, UrlPattern, fill};
pub use walk::{Leaf, MOUNT_DEPTH_MAX, Walk};
